import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { pod, raw, reserved } from '../policy/flow-fixtures';
import { bundle, run as runIn, type Outcome } from './command-line';

const POLICY = `apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata:
  name: orders
  namespace: shop
spec:
  endpointSelector:
    matchLabels:
      app: orders
  ingress:
  - fromEndpoints:
    - matchLabels:
        app: web
    toPorts:
    - ports:
      - port: "8080"
        protocol: TCP
`;
const web = pod('shop', 'web');
const orders = pod('shop', 'orders');
const lines = (...flows: readonly object[]): string => flows.map((flow) => `${JSON.stringify(flow)}\n`).join('');

describe('policy replay', () => {
  const folder = mkdtempSync(join(tmpdir(), 'policy-replay-'));
  const run = (args: readonly string[], input = ''): Outcome => runIn(['policy', 'replay', ...args], folder, input);
  beforeAll(() => {
    bundle();
    mkdirSync(join(folder, 'policies'));
    writeFileSync(join(folder, 'policies/orders.yaml'), POLICY);
    writeFileSync(join(folder, 'flows.json'), lines(raw(web, orders, 8080), raw(web, orders, 9090)));
    writeFileSync(join(folder, 'more.json.gz'), gzipSync(lines(raw(reserved('world'), orders, 8080))));
    writeFileSync(join(folder, 'empty.json'), '');
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  test('tells what would be denied, why, and where the rule stands', () => {
    const { code, out, err } = run(['flows.json', 'policies', '--cilium', '1.20.2']);
    expect(err).toBe('');
    expect(code).toBe(0);
    expect(out).toMatch(/^2 flows against 1 policy, as Cilium 1\.20\.2 judges \(--cilium\), cluster default\n/);
    expect(out).toContain('1  allowed, as before');
    expect(out).toContain('allowed → denied: 1 flow, 1 kind\n        1  shop/web → shop/orders  TCP 9090\n');
    expect(out).toMatch(
      /ingress of shop\/orders: no rule allows it; nearest .*spec\.ingress\[0\].*policies\/orders\.yaml:\d+:\d+/,
    );
  });

  test('fails with --fail-on denied, and only then', () => {
    expect(run(['flows.json', 'policies', '--fail-on', 'denied']).code).toBe(1);
    expect(run(['-', 'policies', '--fail-on', 'denied'], lines(raw(web, orders, 8080))).code).toBe(0);
  });

  test('reads several files, packed ones, and standard input; prints changes alone, or JSON', () => {
    const { out } = run(
      ['flows.json', 'more.json.gz', '-', 'policies', '--only', 'changed'],
      lines(raw(web, orders, 1)),
    );
    expect(out.startsWith('allowed → denied: 3 flows, 3 kinds\n')).toBe(true);
    expect(run(['-', 'policies', '--only', 'changed'], lines(raw(web, orders, 8080))).out).toBe(
      'No verdict changes.\n',
    );
    const json = JSON.parse(run(['flows.json', 'policies', '--format', 'json']).out) as {
      changes: { why: string[]; flows: number }[];
      verdicts: { forwarded: Record<string, number> };
      release: object;
    };
    expect(json.changes).toHaveLength(1);
    expect(json.changes[0]?.why[0]).toContain('no rule allows it');
    expect(json.verdicts.forwarded).toMatchObject({ allowed: 1, denied: 1 });
    expect(json.release).toHaveProperty('from');
  });

  test('loses none of 100,000 flows between broken lines, and counts these', () => {
    const broken = [
      '{"flow":{"time":"2026',
      'level=info msg=connected',
      '{"flow":',
      '{"flow":{"verdict":"FORWARDED"}}}',
    ];
    let text = '';
    for (let i = 0; i < 100_000; i++) {
      text += `${JSON.stringify(raw(web, orders, 8080 + (i % 2)))}\n`;
      if (i % 1000 === 0) text += `${broken[(i / 1000) % broken.length] ?? ''}\n`;
    }
    writeFileSync(join(folder, 'many.json'), text);
    const { code, out, err } = run(['many.json', 'policies', '--format', 'json']);
    expect(err).toBe('');
    expect(code).toBe(0);
    const { flows, verdicts, input } = JSON.parse(out) as {
      flows: number;
      verdicts: { forwarded: Record<string, number> };
      input: { broken: number };
    };
    expect(flows).toBe(100_000);
    expect(verdicts.forwarded).toMatchObject({ allowed: 50_000, denied: 50_000 });
    expect(input.broken).toBe(100);
  }, 60_000);

  test('helps, and says what is wrong with a command line', () => {
    const help = run(['--help']);
    expect(help.code).toBe(0);
    expect(help.out).toContain('Usage: cdk8s-cilium policy replay FLOWS... [PATH...] [OPTIONS]');
    expect(Math.max(...help.out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
    const wrong: readonly (readonly [string[], string])[] = [
      [[], 'which flows?'],
      [['--fail-no', 'denied'], 'did you mean --fail-on?'],
      [['flows.json', 'policies', '--fail-on', 'denid'], 'did you mean denied?'],
      [['absent.json', 'policies'], 'there is no such file'],
      [['policies', 'flows.json'], 'the first argument names flows; this is a folder'],
      [['policies/orders.yaml', 'flows.json'], 'put the files of flows first'],
      [['flows.json', 'absent'], 'absent'],
      [['empty.json', 'policies'], 'there is no flow in this'],
    ];
    for (const [args, words] of wrong) {
      const { code, out, err } = run(args);
      expect([args, code, out]).toEqual([args, 2, '']);
      expect(err).toContain(words);
    }
  });

  test('reports what it read of a damaged file, and fails', () => {
    const whole = gzipSync(lines(...Array.from({ length: 5000 }, (_, i) => raw(web, orders, 1000 + i))));
    writeFileSync(join(folder, 'cut.json.gz'), whole.subarray(0, whole.length - 200));
    const { code, out, err } = run(['cut.json.gz', 'policies']);
    expect(code).toBe(2);
    expect(err).toContain('the gzip data end in the middle');
    expect(out).toContain('allowed → denied');
  });

  test('warns where there is no policy, where the agent refuses one, and where labels differ', () => {
    writeFileSync(join(folder, 'refused.yaml'), POLICY.replace('"8080"', '"99999"'));
    expect(run(['flows.json', 'refused.yaml']).err).toContain('the agent refuses this policy');
    const deployment =
      'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: shop}\nspec:\n  template:\n' +
      '    metadata: {labels: {app: website}}\n    spec: {containers: [{name: a, image: b}]}\n';
    writeFileSync(join(folder, 'web.yaml'), deployment);
    const { err, out } = run(['flows.json', 'web.yaml', 'policies']);
    expect(err).toContain('shop/web: the flows show other labels than the manifests have');
    expect(out).toContain('allowed → denied: 2 flows');
    expect(run(['flows.json', 'web.yaml']).err).toContain('there is no policy in this input');
  });
});
