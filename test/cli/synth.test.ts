import { spawnSync } from 'node:child_process';
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
import { bundle, CLI, run } from './command-line';

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
    ['on an app that ends the program', 'process.exit(0);\n', 'main.ts:1:'],
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
    expect(code).toBe(2);
    expect(err).toContain('bad: values.');
    expect(existsSync(join(folder, 'dist'))).toBe(false);
  });

  test('when the API server would refuse custom resources, with all that is wrong, in JavaScript too', () => {
    const pools = `loadBalancerIPPools: { pool: { blocks: [{ cidr: '10.0.0.0/33' }], allowFirstLastIPs: 'yes' } }`;
    app(
      `import { defineCluster } from 'cdk8s-cilium';
       export const all = ['a', 'b'].map((name) => defineCluster(name, { cilium: '1.20.2', kubernetes: '1.34', ${pools} }));`,
      'main.mjs',
    );
    const { code, err } = run(['synth', 'main.mjs'], folder);
    expect(code).toBe(2);
    expect([...err.matchAll(/^error: (\S+ \S+): /gm)].map(([, path]) => path)).toEqual([
      'a: loadBalancerIPPools.pool.allowFirstLastIPs',
      'a: loadBalancerIPPools.pool.blocks[0].cidr',
      'b: loadBalancerIPPools.pool.allowFirstLastIPs',
      'b: loadBalancerIPPools.pool.blocks[0].cidr',
    ]);
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
    expect({ code, wrote: existsSync(join(folder, 'dist')) }).toEqual({ code: 2, wrote: false });
  });

  test.each<[string, string, string]>([
    ['no name', 'undefined, undefined', 'the name of a cluster is text'],
    ['no specification', "'x'", 'a cluster is specified by a map'],
    ['no release', "'x', { kubernetes: '1.34' }", 'not in the catalogue'],
    ['no Kubernetes', "'x', { cilium: '1.20.2' }", 'x: kubernetes'],
    ['a list as values', "'x', { cilium: '1.20.2', kubernetes: '1.34', values: [1] }", 'x: values'],
    [
      'a function in the values',
      "'x', { cilium: '1.20.2', kubernetes: '1.34', values: { MTU: () => 1 } }",
      'x: values.MTU',
    ],
    [
      'a date in the values',
      "'x', { cilium: '1.20.2', kubernetes: '1.34', values: { a: [new Date()] } }",
      'x: values.a[0]',
    ],
    ['not a number', "'x', { cilium: '1.20.2', kubernetes: '1.34', values: { MTU: 0 / 0 } }", 'NaN'],
    ['values in a circle', "'x', { cilium: '1.20.2', kubernetes: '1.34', values: round }", 'x: values.round'],
    [
      'values that throw',
      "'x', { cilium: '1.20.2', kubernetes: '1.34', values: { get a() { throw new Error('boom'); } } }",
      'main.ts:',
    ],
    [
      'a preset that was not called',
      "'x', { cilium: '1.20.2', kubernetes: '1.34', extends: [talos] }",
      'call it: talos()',
    ],
    [
      'a preset that throws',
      "'x', { cilium: '1.20.2', kubernetes: '1.34', extends: [{ name: 'p', values: () => { throw new Error('boom'); } }] }",
      'main.ts:',
    ],
    ['text as presets', "'x', { cilium: '1.20.2', kubernetes: '1.34', extends: 'talos' }", 'presets stand in a list'],
    [
      'text as delivery',
      "'x', { cilium: '1.20.2', kubernetes: '1.34', delivery: 'flux' }",
      'nobody delivers like this',
    ],
    [
      'a namespace that cannot be',
      "'x', { cilium: '1.20.2', kubernetes: '1.34', values: { namespaceOverride: 'a b' } }",
      'no namespace',
    ],
  ])('on a cluster with %s', (_, args, text) => {
    app(`import { defineCluster } from 'cdk8s-cilium'; import { talos } from 'cdk8s-cilium/presets';
      const round: any = {}; round.round = round; void [talos, round];
      export const x = (defineCluster as any)(${args});`);
    const { code, out, err } = run(['synth'], folder);
    expect(err).toContain(text);
    expect(err).not.toMatch(/internal error|\n {4}at /);
    expect({ code, out, wrote: existsSync(join(folder, 'dist')) }).toEqual({ code: 2, out: '', wrote: false });
  });

  test('where one of several clusters finds no place', () => {
    app(`${LAB}export const second = defineCluster('second', { cilium: '1.20.2', kubernetes: '1.34' });`);
    mkdirSync(join(folder, 'dist'));
    writeFileSync(join(folder, 'dist/second'), 'mine');
    const { code, err } = run(['synth'], folder);
    expect({ code, left: readdirSync(join(folder, 'dist')) }).toEqual({ code: 2, left: ['second'] });
    expect(err).toContain('[output-blocked]');
  });

  test('where nothing can be made, which is told at once', () => {
    app(LAB);
    expect(run(['synth', '--out', '/proc/nowhere'], folder)).toMatchObject({
      code: 2,
      err: expect.stringContaining('nothing can be made there') as string,
    });
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

test('synth warns of a field that no cluster has, and of the folder of a cluster that is gone', () => {
  app(LAB.replace("'lab'", "'old'"));
  run(['synth'], folder);
  mkdirSync(join(folder, 'dist/mine'));
  app(LAB.replace('values:', 'valeus: {} as never, values:'));
  const { code, err } = run(['synth'], folder);
  expect(code).toBe(0);
  expect(err).toContain('lab: valeus: a cluster has no field of this name');
  expect(err).toContain('did you mean values?');
  expect(err.match(/dist\/\w+: an earlier synth/g)).toEqual(['dist/old: an earlier synth']);
  expect(readdirSync(join(folder, 'dist')).sort()).toEqual(['lab', 'mine', 'old']);
});

test('synth takes undefined for what is not set, and what an app prints out of its JSON, and ends when all is written', () => {
  app(`${LAB.replace('values: {', 'values: { MTU: undefined, nothing: undefined as never,')}
    console.log('hello'); setInterval(() => {}, 1000);`);
  const { code, out, err } = run(['synth', '--format', 'json'], folder);
  expect({ code, err }).toEqual({ code: 0, err: 'hello\n' });
  expect(JSON.parse(out)).toMatchObject({ clusters: [{ name: 'lab', issues: [] }], issues: [] });
});

test('two synths differ in no byte, whatever the clock, the zone, the language and the folder', () => {
  app(LAB);
  const hook = join(folder, 'clock.cjs');
  writeFileSync(
    hook,
    'const T = Date; Date = class extends T { constructor(...a) { a.length ? super(...a) : super(1e12); } static now() { return 1e12; } }; Math.random = () => 0.5;',
  );
  const synth = (out: string, cwd: string, env: Record<string, string>): Record<string, string> => {
    const { status, stderr } = spawnSync(
      process.execPath,
      [CLI, 'synth', join(folder, 'main.ts'), '--out', join(folder, out)],
      {
        cwd,
        env: { ...process.env, NODE_EXTRA_CA_CERTS: '', NODE_OPTIONS: '', ...env },
        encoding: 'utf8',
      },
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const names = readdirSync(join(folder, out), { recursive: true, encoding: 'utf8' }).sort();
    const paths = names.filter((name) => statSync(join(folder, out, name)).isFile());
    return Object.fromEntries(paths.map((name) => [name, readFileSync(join(folder, out, name), 'latin1')]));
  };
  const first = synth('a', folder, { TZ: 'UTC', LANG: 'C', LC_ALL: 'C' });
  expect(Object.keys(first).length).toBeGreaterThan(30);
  expect(
    synth('b', tmpdir(), {
      TZ: 'Asia/Kathmandu',
      LANG: 'tr_TR.UTF-8',
      LC_ALL: 'tr_TR.UTF-8',
      NODE_OPTIONS: `--require ${hook}`,
    }),
  ).toEqual(first);
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

  test('fails on a cluster that is refused, as synth does', () => {
    app(source.replace("loadBalancer: { mode: 'dsr' }", "upgradeCompatibility: 'soon'"));
    expect(run(['explain', 'lab', 'loadBalancer.mode'], folder)).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining('values.upgradeCompatibility') as string,
    });
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
