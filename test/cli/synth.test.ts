import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { bundle, run } from './command-line';

let folder: string;

beforeAll(bundle);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'synth-'));
  writeFileSync(join(folder, 'package.json'), '{}');
  // The application's own copy of the package, which must not be loaded beside the running one.
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(resolve(__dirname, '../..'), join(folder, 'node_modules/cdk8s-cilium'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const LAB = `import { defineCluster } from 'cdk8s-cilium';
export const lab = defineCluster('lab', { cilium: '1.20.2', kubernetes: '1.34', values: { hubble: { tls: { auto: { method: 'cronJob' } } } } });
`;

function app(source: string, name = 'main.ts'): void {
  writeFileSync(join(folder, name), source);
}

function cached(): string[] {
  const cache = join(folder, 'node_modules/.cache/cdk8s-cilium');
  return existsSync(cache) ? readdirSync(cache) : [];
}

describe('synth', () => {
  test('writes the clusters of main.ts, and nothing more the second time', () => {
    app(LAB);
    expect(run(['synth'], folder)).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringMatching(
        /^lab {2}Cilium 1\.20\.2, \d+ objects in dist\/lab: \d+ written, 0 unchanged\n$/,
      ) as string,
    });
    expect(existsSync(join(folder, 'dist/lab/agent/daemon-set-cilium.yaml'))).toBe(true);
    const before = statSync(join(folder, 'dist/lab/SUMMARY.md')).mtimeMs;
    expect(run(['synth'], folder).out).toMatch(/: 0 written, \d+ unchanged\n$/);
    expect(statSync(join(folder, 'dist/lab/SUMMARY.md')).mtimeMs).toBe(before);
  });

  test('takes the app that package.json names, and single clusters of it', () => {
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ 'cdk8s-cilium': { app: 'infra/clusters.ts' } }));
    mkdirSync(join(folder, 'infra'));
    app(
      `${LAB}export const others = [defineCluster('edge', { cilium: '1.19.6', kubernetes: '1.33' })];`,
      'infra/clusters.ts',
    );
    expect(run(['synth', 'edge'], folder).code).toBe(0);
    expect(readdirSync(join(folder, 'dist'))).toEqual(['edge']);
    expect(run(['synth', 'egde'], folder)).toMatchObject({
      code: 2,
      err: expect.stringContaining('did you mean edge?') as string,
    });
  });

  test('bundles again when any file that the app is made of has changed', () => {
    app(`import { name } from './name';\n${LAB.replace("'lab'", 'name')}`);
    app(`export const name = 'one';`, 'name.ts');
    expect(run(['synth'], folder).out).toContain('dist/one');
    expect(cached()).toHaveLength(1);
    app(`export const name = 'two';`, 'name.ts');
    expect(run(['synth'], folder).out).toContain('dist/two');
    expect(cached()).toHaveLength(1);
  });

  test('survives a cache that was cut off', () => {
    app(LAB);
    run(['synth'], folder);
    writeFileSync(join(folder, 'node_modules/.cache/cdk8s-cilium', cached()[0] as string), '{"code":');
    expect(run(['synth'], folder).code).toBe(0);
  });

  test('offers an app the presets of the package, and packages of its own', () => {
    mkdirSync(join(folder, 'node_modules/own'));
    writeFileSync(join(folder, 'node_modules/own/index.js'), "exports.version = '1.34';");
    app(`import { talos } from 'cdk8s-cilium/presets';
      import { version } from 'own';
      import { defineCluster } from 'cdk8s-cilium';
      export default defineCluster('t', { cilium: '1.20.2', kubernetes: version, extends: [talos()] });`);
    expect(run(['synth'], folder).code).toBe(0);
  });
});

describe('synth fails before it writes anything', () => {
  test.each<[string, string, string]>([
    [
      'on a mistake in the syntax, with its place',
      "import { defineCluster } from 'cdk8s-cilium';\nexport const a = defineCluster('a', {;\n",
      'main.ts:2:',
    ],
    ['on an import that is not there, with its place', "import { a } from './nowhere';\nexport { a };\n", 'main.ts:1:'],
    [
      'on an app that throws, with the place in the source',
      'const x: { y?: { z: string } } = {};\n\nexport const a = (x as any).y.z;\n',
      'main.ts:3:',
    ],
    ['on an app without clusters', 'export const a = 1;\n', 'this app exports no clusters'],
    [
      'on two clusters of one name',
      `${LAB}export const again = defineCluster('lab', { cilium: '1.20.2', kubernetes: '1.34' });`,
      'two clusters of the app have this name',
    ],
    ['on a name that is no folder', LAB.replace("'lab'", "'../lab'"), 'names a folder of the output'],
    ['on an unknown release', LAB.replace("'1.20.2'", "'1.20.99' as never"), 'not in the catalogue'],
  ])('%s', (_, source, text) => {
    app(source);
    const { code, out, err } = run(['synth'], folder);
    expect(err).toContain(text);
    expect(err).not.toMatch(/internal error|\n {4}at /);
    expect({ code, out, wrote: existsSync(join(folder, 'dist')) }).toEqual({ code: 2, out: '', wrote: false });
  });

  test('when one of several clusters is refused, with all errors of it', () => {
    app(
      `${LAB}export const bad = defineCluster('bad', { cilium: '1.20.2', kubernetes: '1.34', values: { kubeProxyReplacement: 'strict' as never } });`,
    );
    const { code, err } = run(['synth'], folder);
    expect(code).toBe(1);
    expect(err).toContain('bad: values.');
    expect(existsSync(join(folder, 'dist'))).toBe(false);
  });

  test('when a key would be written, with the way out', () => {
    const key = Buffer.from(
      `${['-----BEGIN', 'PRIVATE', 'KEY-----'].join(' ')}\nMHcCAQEEIBmJ0VnbnSXKcXGVWqk3lGxF9Qk1\n`,
    ).toString('base64');
    app(
      LAB.replace(
        "{ tls: { auto: { method: 'cronJob' } } }",
        `{ tls: { auto: { enabled: false }, server: { cert: 'Y2VydA==', key: '${key}' } } }`,
      ).replace('hubble:', "tls: { ca: { cert: 'Y2VydA==' } }, hubble:"),
    );
    const { code, err } = run(['synth'], folder);
    expect(err).toContain('[key-material]');
    expect(err).toContain('existingSecret');
    expect(err).not.toContain(key);
    expect({ code, wrote: existsSync(join(folder, 'dist')) }).toEqual({ code: 1, wrote: false });
  });

  test('when the output folder is a file', () => {
    app(LAB);
    writeFileSync(join(folder, 'dist'), 'mine');
    const { code, err } = run(['synth'], folder);
    expect({ code, errors: err.split('\n').filter((line) => line.startsWith('error')).length }).toEqual({
      code: 2,
      errors: 1,
    });
    expect(readFileSync(join(folder, 'dist'), 'utf8')).toBe('mine');
  });
});

test('synth warns of what has no effect', () => {
  app(
    LAB.replace(
      'values: {',
      "values: { hubbble: { x: 1 } as never, ingressController: { loadbalancerMode: 'shared' },",
    ),
  );
  const { code, err } = run(['synth'], folder);
  expect(code).toBe(0);
  expect(err).toContain('values.ingressController.loadbalancerMode: this value has no effect');
  expect(err.match(/values\.hubbble:/g)).toHaveLength(1);
});

describe('explain', () => {
  const source = `import { defineCluster, definePreset } from 'cdk8s-cilium';
    const base = definePreset('base', { loadBalancer: { mode: 'snat' }, hubble: { relay: { enabled: true } } });
    export const lab = defineCluster('lab', {
      cilium: '1.20.2', kubernetes: '1.34', extends: [base],
      values: { kubeProxyReplacement: true, k8sServiceHost: 'a', k8sServicePort: 6443, loadBalancer: { mode: 'dsr' }, hubble: { tls: { auto: { method: 'cronJob' } } } },
    });`;

  test('tells who set a value, what it overrode and what it reaches', () => {
    app(source);
    const { code, out } = run(['explain', 'lab', 'loadBalancer.mode', '--format', 'json'], folder);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      path: 'loadBalancer.mode',
      value: 'dsr',
      setBy: 'lab',
      overrode: [{ layer: 'base', value: 'snat' }],
      ciliumConfig: ['bpf-lb-mode'],
    });
  });

  test('tells which values a key of cilium-config is made of', () => {
    app(source);
    const { decisive } = JSON.parse(
      run(['explain', 'lab', 'cilium-config/bpf-lb-mode', '--format', 'json'], folder).out,
    ) as { decisive: { path: string }[] };
    expect(decisive.map(({ path }) => path)).toContain('loadBalancer.mode');
  });

  test('tells which objects come and go with a value', () => {
    app(source);
    expect(run(['explain', 'lab', 'hubble.relay.enabled'], folder).out).toContain(
      'Deployment/kube-system/hubble-relay (the whole object)',
    );
  });

  test.each([
    ['loadBalancer.mod', 'did you mean loadBalancer.mode?'],
    ['cilium-config/bpf-lb-mod', 'did you mean bpf-lb-mode?'],
  ])('fails on %s with the likely path', (path, text) => {
    app(source);
    expect(run(['explain', 'lab', path], folder)).toMatchObject({
      code: 2,
      err: expect.stringContaining(text) as string,
    });
  });
});
