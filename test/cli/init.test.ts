import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import * as ts from 'typescript';
import { packageSource } from '../../src/cli/init-package';
import { writeNew } from '../../src/cli/write-new';
import { parseYaml } from '../../src/core/yaml-read';
import { bundle, run, type Outcome } from './command-line';

const ROOT = resolve(__dirname, '../..');

let folder: string;

beforeAll(bundle);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'init-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Makes a repository without npm, so that these tests need no registry; the conformance suite installs one. */
function init(...args: string[]): Outcome {
  return run(['init', '--skip-install', '--package', '1.2.3', ...args], folder);
}

function files(at: string): string[] {
  return readdirSync(at, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(at.length + 1))
    .sort();
}

const SOURCES = [
  '.gitattributes',
  '.github/workflows/ci.yaml',
  '.gitignore',
  'README.md',
  'package.json',
  'src/clusters.ts',
  'test/clusters.test.ts',
  'tsconfig.json',
];

describe('init', () => {
  test('makes a repository and says what comes next', () => {
    const { code, out, err } = init('shop');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^shop {2}Cilium \d+\.\d+\.\d+ for staging and production, by Flux: \d+ files in dist\n/);
    expect(out).toMatch(/next:\n {2}cd shop\n {2}npm install\n {2}npm run synth\n {2}npm test\n$/);
    expect(files(join(folder, 'shop')).filter((path) => !path.startsWith('dist/'))).toEqual(SOURCES);
  });

  test('pins what it depends on, and makes this package the one that is asked for', () => {
    init('shop');
    const content = JSON.parse(readFileSync(join(folder, 'shop/package.json'), 'utf8')) as Record<string, object>;
    const own = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Record<string, Record<string, string>>;
    expect(content.name).toBe('shop');
    const { cdk8s, constructs } = own.peerDependencies ?? {};
    expect(content.dependencies).toEqual({ cdk8s, 'cdk8s-cilium': '1.2.3', constructs });
    expect(content.devDependencies).toEqual({
      '@types/node': own.devDependencies?.['@types/node'],
      typescript: own.devDependencies?.typescript,
    });
  });

  test.each([
    ['flux', []],
    ['flux', ['--repo', 'https://git.example.com/net/shop.git']],
    ['argocd', ['--repo', 'git@git.example.com:net/shop.git']],
  ])('renders dist for %s %j as its own synth does, without a finding', (delivery, options) => {
    init('shop', '--delivery', delivery, ...options);
    const shop = join(folder, 'shop');
    const { code, out, err } = run(['synth'], shop);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^production .*: 0 written, \d+ unchanged\nstaging .*: 0 written, \d+ unchanged\n$/);
    expect(existsSync(join(shop, 'dist/staging', `${delivery}.yaml`))).toBe(true);
  });

  test('writes TypeScript that compiles under its own settings', () => {
    init('shop');
    const shop = join(folder, 'shop');
    const config = ts.readConfigFile(join(shop, 'tsconfig.json'), (path) => ts.sys.readFile(path)).config as object;
    const { fileNames, options, errors } = ts.parseJsonConfigFileContent(config, ts.sys, shop);
    expect(errors).toEqual([]);
    const program = ts.createProgram(fileNames, {
      ...options,
      noEmit: true,
      rootDir: '/', // the package's sources lie elsewhere here
      typeRoots: [join(ROOT, 'node_modules/@types')],
      paths: {
        'cdk8s-cilium': [join(ROOT, 'src/index.ts')],
        'cdk8s-cilium/presets': [join(ROOT, 'src/clusters/presets/index.ts')],
        cdk8s: [join(ROOT, 'node_modules/cdk8s')],
      },
    });
    const own = program.getSourceFiles().filter(({ fileName }) => fileName.startsWith(shop));
    expect(own).toHaveLength(2);
    const problems = own.flatMap((file) => ts.getPreEmitDiagnostics(program, file));
    expect(problems.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))).toEqual([]);
  });

  test('writes a workflow that fails on changed and on untracked files of dist', () => {
    init('shop');
    const shop = join(folder, 'shop');
    const workflow = parseYaml(readFileSync(join(shop, '.github/workflows/ci.yaml'), 'utf8')) as {
      readonly jobs: {
        readonly check: { readonly steps: readonly { readonly name?: string; readonly run?: string }[] };
      };
    };
    const script = workflow.jobs.check.steps.find(({ name }) => name === 'dist is what synth writes')?.run ?? '';
    const check = () => spawnSync('bash', ['-e', '-c', script], { cwd: shop }).status;
    const git = (...args: string[]) =>
      spawnSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], { cwd: shop });
    for (const args of [
      ['init', '-q'],
      ['add', '-A'],
      ['commit', '-q', '-m', 'first'],
    ])
      git(...args);
    expect(check()).toBe(0);
    writeFileSync(join(shop, 'dist/staging/new.yaml'), '{}\n');
    expect(check()).toBe(1);
    rmSync(join(shop, 'dist/staging/new.yaml'));
    writeFileSync(join(shop, 'dist/staging/SUMMARY.md'), 'stale\n');
    expect(check()).toBe(1);
  });

  test('takes a folder that holds other files only, and leaves them alone', () => {
    mkdirSync(join(folder, '.git'));
    mkdirSync(join(folder, 'src'));
    writeFileSync(join(folder, 'src/other.ts'), 'mine');
    expect(init('.', '--name', 'shop')).toMatchObject({ code: 0, err: '' });
    expect(readFileSync(join(folder, 'src/other.ts'), 'utf8')).toBe('mine');
    expect(existsSync(join(folder, 'src/clusters.ts'))).toBe(true);
  });

  test.each([
    ['a file of the same name', () => writeFileSync(join(folder, 'README.md'), 'mine'), 'README.md'],
    [
      'a lock file that npm would change',
      () => writeFileSync(join(folder, 'package-lock.json'), ''),
      'package-lock.json',
    ],
    ['a file where a folder goes', () => writeFileSync(join(folder, 'dist'), ''), 'dist'],
    ['a link where a folder goes', () => symlinkSync(tmpdir(), join(folder, 'src')), 'src'],
    ['a link that leads nowhere', () => symlinkSync('nowhere', join(folder, 'tsconfig.json')), 'tsconfig.json'],
  ])('fails and makes nothing where there is %s', (_, prepare, named) => {
    prepare();
    const before = readdirSync(folder);
    const { code, out, err } = init('.', '--name', 'shop');
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^error: \. is not empty, and nothing in it is overwritten \[init-blocked\]\n/);
    expect(err).toContain(`got      ${named}\n`);
    expect(readdirSync(folder)).toEqual(before);
  });

  test('lists everything that is in the way at once', () => {
    init('shop');
    const { code, err } = init('shop');
    expect(code).toBe(2);
    for (const name of SOURCES) expect(err).toContain(name);
  });

  test('fails where the folder is a file', () => {
    writeFileSync(join(folder, 'shop'), '');
    expect(init('shop')).toMatchObject({ code: 2, err: expect.stringContaining('shop is not a folder') as string });
  });

  test.each([
    [['My Shop'], "the folder's name is no name for a repository", 'write --name my-shop'],
    [['shop', '--name', '-x-'], 'this is no name', 'write --name x'],
    [['shop', '--name', 'cdk8s-cilium'], 'npm cannot install a package into one of the same name', '--name cdk8s'],
    [['shop', '--cilium', '1.20.99'], 'this release of Cilium is not in the catalogue', 'did you mean 1.20.'],
    [['shop', '--kubernetes', 'new'], '--kubernetes is no version', 'MAJOR.MINOR'],
    [['shop', '--delivery', 'argocd'], 'Argo CD reads a repository', '--repo https://'],
    [['shop', '--delivery', 'helm'], '--delivery does not know this value', 'flux, argocd'],
    [['shop', '--repo', 'git@host:a/b.git'], 'Flux does not read this short form', '--repo ssh://git@host/a/b.git'],
    [['shop', '--repo', 'shop'], '--repo is no URL of a repository', 'https://HOST/PATH'],
    [['shop', 'two'], 'init makes one repository', 'name one folder'],
  ])('fails on %j with one error', (args, message, help) => {
    const { code, out, err } = init(...args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err.match(/^error: /gm)).toHaveLength(1);
    expect(err).toContain(message);
    expect(err).toContain(help);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('fails on a token in the URL without repeating it', () => {
    const { code, err } = init('shop', '--repo', 'https://me:s3cret@git.example.com/a.git');
    expect(code).toBe(2);
    expect(err).toContain('a password or token would stand in the repository');
    expect(err).not.toContain('s3cret');
  });

  test('tells all mistakes at once', () => {
    const { err } = init('A B', '--cilium', '2', '--delivery', 'argocd');
    expect(err.match(/^error: /gm)).toHaveLength(3);
  });

  test('tells what it made as JSON', () => {
    const facts = JSON.parse(init('shop', '--format', 'json').out) as { files: string[] };
    expect(facts).toMatchObject({ folder: 'shop', name: 'shop', delivery: 'flux', installed: false });
    expect(facts.files).toEqual(files(join(folder, 'shop')));
  });

  test('carries a tarball that --package names, since its path is none on another machine', () => {
    writeFileSync(join(folder, 'cdk8s-cilium-9.tgz'), gzipSync('x'));
    const { code } = run(['init', 'shop', '--skip-install', '--package', './cdk8s-cilium-9.tgz'], folder);
    expect(code).toBe(0);
    const { dependencies } = JSON.parse(readFileSync(join(folder, 'shop/package.json'), 'utf8')) as {
      readonly dependencies: Record<string, string>;
    };
    expect(dependencies['cdk8s-cilium']).toBe('file:vendor/cdk8s-cilium-9.tgz');
    expect(readFileSync(join(folder, 'shop/vendor/cdk8s-cilium-9.tgz'))).toEqual(
      readFileSync(join(folder, 'cdk8s-cilium-9.tgz')),
    );
  });
});

describe('where a new repository takes this package from', () => {
  /** A copy of this package, as npm installs one. */
  function installed(resolved: string): string {
    const root = join(folder, 'node_modules/cdk8s-cilium');
    mkdirSync(root, { recursive: true });
    const packages = { 'node_modules/cdk8s-cilium': { version: '3.0.0', resolved } };
    writeFileSync(join(folder, 'node_modules/.package-lock.json'), JSON.stringify({ packages }));
    return root;
  }

  test('a copy of a registry is named by its exact version', () => {
    const root = installed('https://registry.example.com/cdk8s-cilium/-/cdk8s-cilium-3.0.0.tgz');
    expect(packageSource(undefined, '3.0.0', root)).toEqual({ spec: '3.0.0' });
  });

  test('a copy of which npm wrote nothing down is named by its version, too', () => {
    expect(packageSource(undefined, '3.0.0', join(folder, 'lib'))).toEqual({ spec: '3.0.0' });
  });

  test('a copy of a repository is taken from there', () => {
    const root = installed('git+ssh://git@git.example.com/net/cdk8s-cilium.git#abc');
    expect(packageSource(undefined, '3.0.0', root).spec).toContain('git+ssh://');
  });

  test('a copy of a tarball brings the tarball along', () => {
    const content = gzipSync('x');
    writeFileSync(join(folder, 'c.tgz'), content);
    const source = packageSource(undefined, '3.0.0', installed('file:c.tgz'));
    expect(source).toEqual({ spec: 'file:vendor/c.tgz', tarball: { path: 'vendor/c.tgz', content } });
  });

  test('fails where that tarball is gone', () => {
    expect(() => packageSource(undefined, '3.0.0', installed('file:gone.tgz'))).toThrow(/is gone[^]*--package TARBALL/);
  });

  test.each([
    ['.', /names a folder, which no other machine has/],
    ['./gone.tgz', /names a file that is not there/],
    ['1 .0', /nothing that npm can install/],
    [join(ROOT, 'package.json'), /no tarball of npm pack/],
  ])('fails on --package %s', (given, message) => {
    expect(() => packageSource(given, '3.0.0')).toThrow(message);
  });
});

describe('files that are made all or none', () => {
  test('are taken away again where one of them cannot be made', () => {
    writeFileSync(join(folder, 'b'), 'mine');
    const wanted = new Map([
      ['x/y/a', '1'],
      ['b', '2'],
    ]);
    expect(() => writeNew(folder, wanted)).toThrow(/something has appeared there meanwhile/);
    expect(files(folder)).toEqual(['b']);
    expect(readdirSync(folder)).toEqual(['b']);
    expect(readFileSync(join(folder, 'b'), 'utf8')).toBe('mine');
  });

  test('fail with a reason where nothing can be made', () => {
    expect(() => writeNew('/proc/no/such', new Map([['a', '1']]))).toThrow(/cannot make the repository: [a-z]/);
  });
});
