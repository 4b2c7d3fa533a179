import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { bundle, CLI } from './cli/command-line';

const BUNDLE = resolve(__dirname, '../lib/bundle');

/** Bytes. Whoever needs more raises the number in the commit that needs it. */
const CEILINGS = { 'cli.js': 745_000, 'yaml.js': 180_000, 're2js.js': 200_000, 'policy-commands.js': 1_200_000 };

let folder: string;

beforeAll(() => {
  bundle();
  folder = mkdtempSync(join(tmpdir(), 'startup-'));
  writeFileSync(join(folder, 'package.json'), '{}');
  writeFileSync(
    join(folder, 'main.ts'),
    `import { Cilium, defineCluster } from '${resolve(__dirname, '../src')}';
     export const lab = defineCluster('lab', { cilium: '1.20.2', kubernetes: '1.34', values: { hubble: { tls: { auto: { method: 'cronJob' } } } } });
     export const unused = () => Cilium;`,
  );
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the bundle and names every file that it loaded, packages by their folder in node_modules. */
function loaded(...args: string[]): string[] {
  const list = join(folder, 'loaded.json');
  const hook = join(folder, 'hook.cjs');
  writeFileSync(
    hook,
    `process.on('exit', () => require('fs').writeFileSync(${JSON.stringify(list)}, JSON.stringify(
      [...Object.keys(require.cache), ...process.moduleLoadList.filter((name) => /^NativeModule (net|tty|http|child_process)$/.test(name))])));`,
  );
  const { status, stderr } = spawnSync(process.execPath, ['--require', hook, join(BUNDLE, 'cli.js'), ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, NODE_EXTRA_CA_CERTS: '', NODE_OPTIONS: '' },
  });
  if (status !== 0) throw new Error(stderr);
  return (JSON.parse(String(spawnSync('cat', [list]).stdout)) as string[])
    .filter((path) => path !== hook)
    .map((path) => path.replace(/^.*node_modules\/((?:@[^/]+\/)?[^/]+)\/.*$/, '$1').replace(`${BUNDLE}/`, ''))
    .sort();
}

test.each(Object.entries(CEILINGS))('%s stays below its ceiling', (file, ceiling) => {
  expect(statSync(join(BUNDLE, file)).size).toBeLessThan(ceiling);
});

test('the launcher loads no module system of its own', () => {
  const hook = join(folder, 'natives.cjs');
  writeFileSync(hook, `process.on('exit', () => console.error(process.moduleLoadList.join()));`);
  const { stderr, status } = spawnSync(process.execPath, ['--require', hook, CLI, 'template', '--cilium', '1.20.2'], {
    encoding: 'utf8',
    env: { ...process.env, NODE_EXTRA_CA_CERTS: '', NODE_OPTIONS: '' },
  });
  expect({
    status,
    loader: /NativeModule (?:module|internal\/modules\/esm\/loader)\b/.exec(stderr)?.[0],
  }).toEqual({ status: 0 });
});

describe('at start-up', () => {
  test('help loads nothing but the bundle', () => expect(loaded('--help')).toEqual(['cli.js']));

  test('template loads the facts of one minor, and no YAML reader unless it reads YAML', () => {
    // A percentage stands unquoted in the chart, so it is read again.
    const values =
      'hubble.tls.auto.method=cronJob,operator.podDisruptionBudget.enabled=true,operator.podDisruptionBudget.maxUnavailable=25%';
    const files = loaded('template', '--cilium', '1.20.2', '--set', values);
    expect(files.filter((file) => !/^(?:cli|[a-z]+-1\.20\.gen)\.js$/.test(file))).toEqual([]);
  });

  test('template reads plain values by itself, and all other YAML with the one file that was made for it', () => {
    const plain = 'hubble:\n  tls:\n    auto:\n      method: cronJob # not helm\n';
    writeFileSync(join(folder, 'plain.yaml'), plain);
    expect(loaded('template', '--cilium', '1.20.2', '-f', 'plain.yaml')).not.toContain('yaml.js');
    writeFileSync(join(folder, 'v.yaml'), 'hubble: {tls: {auto: {method: cronJob}}}\n');
    const files = loaded('template', '--cilium', '1.20.2', '-f', 'v.yaml');
    expect(files.filter((file) => !/^(?:cli|yaml|[a-z]+-1\.20\.gen)\.js$/.test(file))).toEqual([]);
  });

  test('synth loads esbuild for an app that it has not seen, and never cdk8s', () => {
    expect(loaded('synth')).toContain('esbuild');
    const files = loaded('synth');
    expect(files.filter((file) => !/^(?:cli|[a-z]+-1\.20\.gen)\.js$/.test(file))).toEqual([]);
  });

  test('synth loads the rules of custom resources where a cluster has some, those of its minor', () => {
    writeFileSync(
      join(folder, 'pools.ts'),
      `import { defineCluster } from '${resolve(__dirname, '../src')}';
       export const lab = defineCluster('lab', { cilium: '1.20.2', kubernetes: '1.34', values: { hubble: { tls: { auto: { method: 'cronJob' } } } }, loadBalancerIPPools: { pool: {} } });`,
    );
    expect(loaded('synth', 'pools.ts').filter((file) => file.startsWith('resource-schema'))).toEqual([
      'resource-schema-1.20.gen.js',
    ]);
  });
});
