import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { releases } from '../catalogue/catalogue';
import { IssueError, type Issue } from '../core/issue';
import { parseVersion } from '../core/semver';
import { knownRelease } from '../model/known-release';
import { command, usageError, type Arguments } from './command';
import { ENVIRONMENTS, repositoryFiles, type Repository } from './init-files';
import { npm, ownManifest, packageSource, type Manifest } from './init-package';
import { packageRoot } from './package-root';
import { err, out, styled } from './streams';
import { refuseCollisions, writeNew } from './write-new';

/** Kubernetes of the new clusters, unless told: tested with every minor (their Documentation/network/kubernetes/compatibility.rst). */
const KUBERNETES = '1.33';

/** `init`: a new repository with two clusters, tests, CI and the rendered manifests. Everything is made, or nothing. */
export const init = command({
  usage: '[DIR] [OPTIONS]',
  about: [
    'Makes a repository in DIR (default: here): two clusters that share a base, tests, a CI workflow that fails when ' +
      'dist is stale, and the manifests. Nothing that is there is overwritten. Then installs the dependencies.',
  ],
  options: {
    name: { value: 'NAME', help: "name of the repository (default: DIR's)" },
    cilium: { value: 'RELEASE', help: 'release of Cilium (default: the newest one known)' },
    kubernetes: { value: 'VERSION', help: `version of Kubernetes (default ${KUBERNETES})` },
    delivery: { value: 'BY', choices: ['flux', 'argocd'], help: 'who applies the manifests (default flux)' },
    repo: { value: 'URL', help: 'URL of the repository; Argo CD needs it' },
    package: { value: 'SPEC', help: 'cdk8s-cilium for package.json: version, URL, tarball (default: this one)' },
    'skip-install': { help: 'do not run npm install' },
    format: { value: 'FORMAT', choices: ['text', 'json'], help: 'output format' },
  },
  examples: [
    'cdk8s-cilium init my-clusters',
    'cdk8s-cilium init --delivery argocd --repo https://git.example.com/net.git',
  ],
  run(given) {
    const folder = folderOf(given.positionals);
    const wanted = checked(folder, given);
    refuseCollisions(folder, [...repositoryFiles({ ...wanted, spec: '' }).keys()], ['package-lock.json']);
    const { spec, tarball } = packageSource(given.value('package'), wanted.manifest.version);
    const files = new Map<string, string | Buffer>(repositoryFiles({ ...wanted, spec }));
    for (const [path, content] of rendered(files)) files.set(path, content);
    if (tarball) files.set(tarball.path, tarball.content);
    refuseCollisions(folder, [...files.keys()], ['package-lock.json']);
    writeNew(folder, files);
    return finish(folder, wanted, [...files.keys()], given);
  },
});

function folderOf(positionals: readonly string[]): string {
  const [folder = '.', ...more] = positionals;
  if (more.length > 0) usageError('init makes one repository', { got: positionals.join(' '), fix: 'name one folder' });
  if (folder.trim() === '') usageError('the folder has no name', { got: 'empty text' });
  return folder;
}

type Wanted = Omit<Repository, 'spec'>;

/** Checks every option, and tells all that is wrong at once. */
function checked(folder: string, given: Arguments<'name' | 'cilium' | 'kubernetes' | 'delivery' | 'repo'>): Wanted {
  const issues: Issue[] = [];
  const attempt = <T>(action: () => T): T | undefined => {
    try {
      return action();
    } catch (error) {
      if (!(error instanceof IssueError)) throw error;
      issues.push(...error.issues);
      return undefined;
    }
  };
  const manifest = ownManifest();
  const delivery = given.value('delivery') === 'argocd' ? 'argocd' : 'flux';
  const name = attempt(() => nameOf(folder, given.value('name'), manifest));
  const cilium = attempt(() => releaseOf(given.value('cilium')));
  const kubernetes = attempt(() => kubernetesOf(given.value('kubernetes') ?? KUBERNETES));
  const repo = attempt(() => repositoryOf(given.value('repo'), delivery));
  if (issues.length > 0) throw new IssueError(issues);
  return { name: name as string, cilium: cilium as string, kubernetes: kubernetes as string, delivery, repo, manifest };
}

function nameOf(folder: string, given: string | undefined, { peerDependencies, devDependencies }: Manifest): string {
  const name = given ?? basename(resolve(folder));
  const taken = ['cdk8s-cilium', ...Object.keys(peerDependencies), ...Object.keys(devDependencies), 'node_modules'];
  if (taken.includes(name)) {
    usageError('npm cannot install a package into one of the same name', {
      got: name,
      fix: `choose another one, for example --name ${name.replace('_', '-')}-clusters`,
    });
  }
  if (/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(name)) return name;
  const near = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 63)
    .replace(/^-+|-+$/g, '');
  return usageError(given === undefined ? "the folder's name is no name for a repository" : 'this is no name', {
    got: name,
    allowed: 'at most 63 lower-case letters, digits and dashes, a letter or digit first and last',
    fix: `write --name ${near || 'clusters'}`,
  });
}

function releaseOf(given: string | undefined): string {
  if (given === undefined) return releases().at(-1)?.release as string;
  try {
    return knownRelease(given);
  } catch (error) {
    if (!(error instanceof IssueError)) throw error;
    throw new IssueError(error.issues.map((issue) => ({ ...issue, path: '--cilium' })));
  }
}

function kubernetesOf(given: string): string {
  if (parseVersion(given)) return given;
  return usageError('--kubernetes is no version', { got: given, allowed: 'MAJOR.MINOR or MAJOR.MINOR.PATCH' });
}

/** What Git, Flux and Argo CD all read as a URL. Flux does not read `git@host:path`. */
function repositoryOf(given: string | undefined, delivery: 'flux' | 'argocd'): string | undefined {
  if (given === undefined) {
    if (delivery === 'flux') return undefined;
    return usageError('Argo CD reads a repository, and needs to know which one', {
      allowed: 'a URL that Git can clone',
      fix: 'add --repo https://HOST/PATH.git',
    });
  }
  const short = /^(?:([\w.-]+)@)?([\w.-]+):(?!\/)([\w./~-]+)$/.exec(given);
  if (short) {
    if (delivery === 'argocd') return given;
    return usageError('Flux does not read this short form', {
      got: given,
      fix: `write --repo ssh://${short[1] ?? 'git'}@${short[2] as string}/${short[3] as string}`,
    });
  }
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (!url || !['https:', 'http:', 'ssh:'].includes(url.protocol) || url.hostname === '' || /[\s'"$`\\]/.test(given)) {
    return usageError('--repo is no URL of a repository', {
      got: given,
      allowed: 'https://HOST/PATH, http://HOST/PATH, ssh://USER@HOST/PATH',
    });
  }
  if (url.password !== '' || (url.protocol !== 'ssh:' && url.username !== '')) {
    return usageError('a password or token would stand in the repository', {
      got: `${url.protocol}//…@${url.host}${url.pathname}`,
      fix: 'leave it out; Flux and Argo CD take it from a Secret',
    });
  }
  return given;
}

/** `dist/` of a repository: what its own `npm run synth` writes, by the same command, in a folder that goes again. */
function rendered(files: ReadonlyMap<string, string | Buffer>): Map<string, string> {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-cilium-init-'));
  try {
    for (const path of ['package.json', 'tsconfig.json', 'src/clusters.ts']) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), files.get(path) ?? '');
    }
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(packageRoot(), 'bin/cdk8s-cilium'), 'synth', '--format', 'json'],
      { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 28 },
    );
    if (status === 2 && stdout !== '') throw new IssueError((JSON.parse(stdout) as { issues: Issue[] }).issues);
    if (status !== 0) throw new Error(stderr);
    const dist = join(folder, 'dist');
    const found = readdirSync(dist, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const paths = found.map((file) => join(file.parentPath, file.name)).sort();
    return new Map(
      paths.map((path) => [relative(folder, path).split(sep).join('/'), readFileSync(path, 'utf8')] as const),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Installs, and says what is there and what comes next. */
function finish(
  folder: string,
  { name, cilium, delivery }: Wanted,
  paths: readonly string[],
  given: Arguments<'skip-install' | 'format' | 'package'>,
): number {
  const json = given.value('format') === 'json';
  const rest = paths.filter((path) => !path.startsWith('dist/'));
  if (!json) {
    const count = `${paths.length - rest.length} files in dist`;
    out(
      `${styled(1, 'bold', name)}  Cilium ${cilium} for ${ENVIRONMENTS.join(' and ')}, by ${BY[delivery]}: ${count}\n`,
    );
    for (const path of [...rest].sort()) out(`  ${path}\n`);
  }
  const installed = given.has('skip-install') ? undefined : install(folder, given.has('package'));
  if (json) {
    const facts = { folder, name, cilium, delivery, files: [...paths].sort(), installed: installed ?? false };
    out(`${JSON.stringify(facts, null, 2)}\n`);
  } else if (installed !== false) {
    const here = resolve(folder) === process.cwd();
    const steps = [
      ...(here ? [] : [`cd ${folder}`]),
      ...(installed === undefined ? ['npm install'] : []),
      'npm run synth',
      'npm test',
    ];
    out(`next:\n${steps.map((step) => `  ${step}\n`).join('')}`);
  }
  return installed === false ? 1 : 0;
}

const BY = { flux: 'Flux', argocd: 'Argo CD' } as const;

/** Installs the dependencies. Another cdk8s-cilium than this one writes dist again: what it renders is its own. */
function install(folder: string, isAnother: boolean): boolean {
  err('npm install …\n');
  const { status, stderr } = npm(['install', '--no-audit', '--no-fund', '--loglevel=error'], folder, 'stderr');
  const fine = status === 0 && (!isAnother || npm(['run', '--silent', 'synth'], folder, 'stderr').status === 0);
  if (fine) return true;
  const fix =
    'mend what is said above, or name another cdk8s-cilium in package.json, then: npm install && npm run synth';
  err(`${stderr ? `${stderr}\n` : ''}the files are there, but the dependencies are not installed: ${fix}\n`);
  return false;
}
