import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { bundle, run } from './command-line';

let folder: string;

beforeAll(bundle);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plan-'));
  writeFileSync(join(folder, 'package.json'), '{}');
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(resolve(__dirname, '../..'), join(folder, 'node_modules/cdk8s-cilium'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function app(...clusters: readonly (readonly [name: string, values: string])[]): void {
  const lines = clusters.map(
    ([name, values]) => `export const ${name} = defineCluster('${name}', { cilium: '1.20.2', kubernetes: '1.34',
      values: { hubble: { enabled: false }, ${values} } });`,
  );
  writeFileSync(join(folder, 'main.ts'), `import { defineCluster } from 'cdk8s-cilium';\n${lines.join('\n')}\n`);
}

const DEBUG = 'debug: { enabled: true }';
const NO_ENVOY = 'envoy: { enabled: false }';

describe('synth --plan', () => {
  test('tells what a change does, in words, and writes nothing', () => {
    app(['lab', '']);
    run(['synth'], folder);
    const before = readFileSync(join(folder, 'dist/lab/.cdk8s-cilium.json'), 'utf8');
    app(['lab', `${DEBUG}, rollOutCiliumPods: true`]);
    const { code, out, err } = run(['synth', '--plan', 'dist'], folder);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('restart  DaemonSet kube-system/cilium (disruption)\n');
    expect(out).toContain('           cilium-config changes: debug\n');
    expect(out).toContain('           debug: "false" → "true"\n');
    expect(out.split('\n').filter((line) => line.length > 80 && line.trim().includes(' '))).toEqual([]);
    expect(readFileSync(join(folder, 'dist/lab/.cdk8s-cilium.json'), 'utf8')).toBe(before);
  });

  test('says so where nothing changes', () => {
    app(['lab', '']);
    run(['synth'], folder);
    expect(run(['synth', '--plan', 'dist'], folder)).toEqual({ code: 0, out: 'lab  nothing changes\n', err: '' });
  });

  test.each([
    ['deletion', NO_ENVOY, 1],
    ['restart', NO_ENVOY, 1],
    ['replacement', NO_ENVOY, 0],
    ['deletion', DEBUG, 0],
    ['stale', DEBUG, 1],
  ])('with --fail-on %s after `%s` exits %d', (kind, values, code) => {
    app(['lab', '']);
    run(['synth'], folder);
    app(['lab', values]);
    expect(run(['synth', '--plan', 'dist', '--fail-on', kind], folder)).toMatchObject({ code, err: '' });
  });

  test('prints everything as JSON, the findings that fail apart', () => {
    app(['lab', '']);
    run(['synth'], folder);
    app(['lab', NO_ENVOY]);
    const { code, out } = run(['synth', '--plan', 'dist/lab', '--fail-on', 'deletion', '--format', 'json'], folder);
    const { clusters, failed } = JSON.parse(out) as {
      clusters: { name: string; entries: object[] }[];
      failed: object[];
    };
    expect(code).toBe(1);
    expect(clusters).toMatchObject([{ name: 'lab', state: 'known' }]);
    expect(clusters[0]?.entries[0]).toMatchObject({ kind: 'delete', danger: 'outage' });
    expect(failed).toContainEqual({
      cluster: 'lab',
      kind: 'delete',
      object: 'apps/DaemonSet/kube-system/cilium-envoy',
    });
  });

  test('reads the output of a commit', () => {
    const git = (...args: string[]): void => {
      const { status, stderr } = spawnSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], {
        cwd: folder,
      });
      if (status !== 0) throw new Error(String(stderr));
    };
    app(['lab', '']);
    run(['synth'], folder);
    git('init', '-q');
    git('add', 'dist');
    git('commit', '-qm', 'one');
    app(['lab', NO_ENVOY]);
    run(['synth'], folder);
    expect(run(['synth', '--plan', 'git:HEAD'], folder).out).toContain('delete   DaemonSet kube-system/cilium-envoy');
    expect(run(['synth', '--plan', 'git:HEAD:dist/lab'], folder).out).toContain('DaemonSet kube-system/cilium-envoy');
    expect(run(['synth', '--plan', 'git:nowhere'], folder)).toMatchObject({ code: 2, out: '' });
  });

  test('reads a file of objects, and lists of them', () => {
    app(['lab', '']);
    run(['synth'], folder);
    const units = readdirSync(join(folder, 'dist/lab'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    const files = units.flatMap(({ name }) =>
      readdirSync(join(folder, 'dist/lab', name))
        .filter((file) => file !== 'kustomization.yaml')
        .map((file) => readFileSync(join(folder, 'dist/lab', name, file), 'utf8')),
    );
    const list = JSON.stringify({
      apiVersion: 'v1',
      kind: 'List',
      items: [{ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'gone' } }],
    });
    writeFileSync(join(folder, 'old.yaml'), `# a comment\n---\n${files.join('---\n')}---\n${list}\n`);
    const { out } = run(['synth', '--plan', 'old.yaml'], folder);
    expect(out).toBe(
      'lab  1 deletion\n  delete   Secret gone (notice)\n           none of these workloads needs it to start\n',
    );
  });

  test('tells of clusters that come and of clusters that go', () => {
    app(['lab', ''], ['old', '']);
    run(['synth'], folder);
    app(['lab', ''], ['fresh', '']);
    const { out } = run(['synth', '--plan', 'dist'], folder);
    expect(out).toMatch(/^lab {2}nothing changes$/m);
    expect(out).toMatch(/^fresh {2}\d+ new objects \(not in dist: a new cluster\)$/m);
    expect(out).toMatch(
      /^old {2}\d+ deletions \(the app exports it no more\)\n {2}delete {3}DaemonSet kube-system\/cilium \(outage\)$/m,
    );
    expect(run(['synth', 'lab', '--plan', 'dist'], folder).out).toBe('lab  nothing changes\n');
  });
});

describe('synth --plan fails', () => {
  test.each<[string, readonly string[], string]>([
    ['on an output that is not there', ['--plan', 'nowhere'], 'nowhere is not there'],
    ['on a folder without manifests', ['--plan', 'empty'], 'empty holds no manifests'],
    ['on the output of other clusters', ['--plan', 'others'], 'others holds none of these clusters'],
    ['on a file that is no object', ['--plan', 'package.json'], 'this is no Kubernetes object'],
    ['on --fail-on without a plan', ['--fail-on', 'deletion'], '--fail-on is about a plan'],
    ['on a kind that there is not', ['--plan', 'empty', '--fail-on', 'deletions'], 'did you mean deletion?'],
  ])('%s', (_what, args, message) => {
    app(['lab', '']);
    mkdirSync(join(folder, 'empty'));
    mkdirSync(join(folder, 'others/x'), { recursive: true });
    writeFileSync(join(folder, 'others/x/.cdk8s-cilium.json'), '{"files":{}}');
    expect(run(['synth', ...args], folder)).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining(message) as string,
    });
  });
});
