/**
 * `init` as its user meets it: installed from the tarball of `npm pack`, with an empty npm cache and home, then the new
 * repository's own two commands, and every step of the CI workflow that it was given in a fresh clone. Needs npm's
 * registry and git.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './load.mjs';

/** What reaches the network passes through; everything else of the environment stays outside. */
const PASSED = [
  'PATH',
  'NODE_EXTRA_CA_CERTS',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
  'http_proxy',
  'https_proxy',
  'no_proxy',
];

/** Runs it all; one result a step, `{ name, ok }`, or `{ name, skipped }`. `parseYaml` reads the workflow. */
export function init({ parseYaml, log }) {
  const folder = mkdtempSync(join(tmpdir(), 'init-'));
  const results = [];
  try {
    const clean = environment(folder);
    /** A step with the exit code that is expected; its output is printed where it ends otherwise. */
    const step = (name, [program, ...args], cwd, { fails = false, env = clean } = {}) => {
      const started = Date.now();
      const { status, stdout, stderr, error } = spawnSync(program, args, { cwd, env, encoding: 'utf8' });
      const ok = fails ? status !== 0 && status !== null : status === 0;
      results.push({ name, ok });
      log(`init: ${name}: ${ok ? 'passed' : 'FAILED'} in ${((Date.now() - started) / 1000).toFixed(1)} s`);
      if (!ok) log(`${error?.message ?? ''}${stdout}${stderr}`.split('\n').slice(-40).join('\n'));
      return ok;
    };
    const check = (name, ok, detail = '') => {
      results.push({ name, ok });
      if (!ok) log(`FAIL init: ${name} ${detail}`);
    };

    if (spawnSync('npm', ['view', 'constructs', 'version'], { env: clean, timeout: 60_000 }).status !== 0) {
      return [{ name: 'init', skipped: 'the registry of npm cannot be reached' }];
    }
    const pack = ['npm', 'pack', '--silent', '--pack-destination', folder];
    if (!step('npm pack', pack, root, { env: process.env })) return results;
    const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'));

    const tools = join(folder, 'tools');
    mkdirSync(tools);
    writeFileSync(join(tools, 'package.json'), '{ "private": true }');
    const install = ['npm', 'install', '--no-audit', '--no-fund', `../${tarball}`];
    if (!step('npm install of the tarball, empty cache', install, tools)) return results;

    const command = join(tools, 'node_modules/.bin/cdk8s-cilium');
    const shop = join(folder, 'shop');
    if (!step('init', [command, 'init', 'shop'], folder)) return results;
    const git = (cwd, ...args) =>
      spawnSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], {
        cwd,
        env: clean,
        encoding: 'utf8',
      });
    git(shop, 'init', '--quiet', '--initial-branch', 'main');
    git(shop, 'add', '--all');
    git(shop, 'commit', '--quiet', '--message', 'first');
    step('npm run synth', ['npm', 'run', 'synth'], shop);
    step('npm test', ['npm', 'test'], shop);
    const changed = git(shop, 'status', '--porcelain').stdout;
    check('its commands change nothing that is committed', changed === '', changed);

    const clone = join(folder, 'clone');
    git(folder, 'clone', '--quiet', shop, clone);
    const { steps } = parseYaml(readFileSync(join(clone, '.github/workflows/ci.yaml'), 'utf8')).jobs.check;
    const scripts = steps.flatMap(({ run }) => (run === undefined ? [] : [run]));
    const ci = (name, script, options) => step(name, ['bash', '-e', '-c', script], clone, options);
    for (const script of scripts) ci(`CI: ${script.split('\n')[0]}`, script);

    // A change that was committed without its dist: CI says so, and so do the tests.
    const app = join(clone, 'src/clusters.ts');
    writeFileSync(app, readFileSync(app, 'utf8').replace("name: 'staging', id: 1", "name: 'staging', id: 7"));
    ci('a stale dist fails the tests', 'npm test', { fails: true });
    ci('CI of a stale dist: synth', scripts[1]);
    ci('CI of a stale dist: fails', scripts[2], { fails: true });
    git(clone, 'checkout', '--quiet', '.');
    writeFileSync(join(clone, 'dist/staging/forgotten.yaml'), '{}\n');
    ci('CI of an untracked file in dist: fails', scripts[2], { fails: true });

    const again = [command, 'init', 'shop', '--skip-install'];
    step('init into the same folder: fails', again, folder, { fails: true });
    const left = git(shop, 'status', '--porcelain').stdout;
    check('init into the same folder changes nothing', left === '', left);

    const argo = ['--delivery', 'argocd', '--repo', 'https://git.example.com/net/argo.git'];
    step('init for Argo CD', [command, 'init', 'argo', '--skip-install', ...argo], folder);
    symlinkSync(join(shop, 'node_modules'), join(folder, 'argo/node_modules'));
    step('npm test for Argo CD', ['npm', 'test'], join(folder, 'argo'));
    return results;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A home and a cache with nothing in them, and the registry that this machine uses. */
function environment(folder) {
  const home = join(folder, 'home');
  mkdirSync(home);
  const { stdout } = spawnSync('npm', ['config', 'get', 'registry'], { encoding: 'utf8' });
  const passed = PASSED.filter((name) => process.env[name] !== undefined).map((name) => [name, process.env[name]]);
  return {
    ...Object.fromEntries(passed),
    HOME: home,
    TMPDIR: folder,
    npm_config_registry: stdout.trim(),
    npm_config_cache: join(folder, 'npm-cache'),
    npm_config_update_notifier: 'false',
  };
}
