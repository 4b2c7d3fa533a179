import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dnsPod, pod, raw } from '../policy/flow-fixtures';
import { bundle, run as runIn, type Outcome } from './command-line';

const web = pod('shop', 'web');
const orders = pod('shop', 'orders');
const lines = (...flows: readonly object[]): string => flows.map((flow) => `${JSON.stringify(flow)}\n`).join('');

describe('policy suggest', () => {
  const folder = mkdtempSync(join(tmpdir(), 'policy-suggest-'));
  const run = (args: readonly string[], input = ''): Outcome => runIn(['policy', 'suggest', ...args], folder, input);
  beforeAll(() => {
    bundle();
    const flows = [raw(web, orders, 8080), raw(web, dnsPod, 53, { proto: 'UDP' })];
    writeFileSync(join(folder, 'flows.json'), lines(...flows, raw(web, orders, 22, { verdict: 'DROPPED' })));
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  test('prints policies, and says that the flows pass and what else is open', () => {
    const { code, out, err } = run(['flows.json', '--cilium', '1.20.2']);
    expect(code).toBe(0);
    expect(out.match(/^kind: CiliumNetworkPolicy$/gm)).toHaveLength(3);
    expect(err).toContain('3 policies for Cilium 1.20.2 (--cilium), cluster default, from 3 flows');
    expect(err).toContain('proof    2 of 2 observed flows allowed');
    expect(err).toContain('opens    1 connection that no flow shows');
    expect(err).toContain('shop/web → kube-system/coredns  TCP 53');
    expect(err).toContain('flows that a policy denied are left aside');
  });

  test('what it prints, replayed, denies nothing', () => {
    writeFileSync(join(folder, 'suggested.yaml'), run(['flows.json']).out);
    const { code, out } = runIn(['policy', 'replay', 'flows.json', 'suggested.yaml', '--fail-on', 'denied'], folder);
    expect(code).toBe(0);
    expect(out).not.toContain('allowed → denied');
  });

  test('writes files, overwrites none without --force, and leaves nothing half done', () => {
    const first = run(['flows.json', '--out', 'out']);
    expect(first.out).toBe('out/kube-system/coredns.yaml\nout/shop/orders.yaml\nout/shop/web.yaml\n');
    writeFileSync(join(folder, 'out/shop/web.yaml'), 'mine');
    rmSync(join(folder, 'out/kube-system'), { recursive: true });
    const second = run(['flows.json', '--out', 'out']);
    expect(second.code).toBe(2);
    expect(second.err).toContain('nothing is overwritten');
    expect(readFileSync(join(folder, 'out/shop/web.yaml'), 'utf8')).toBe('mine');
    expect(existsSync(join(folder, 'out/kube-system'))).toBe(false);
    expect(run(['flows.json', '--out', 'out', '--force']).code).toBe(0);
    expect(readFileSync(join(folder, 'out/shop/web.yaml'), 'utf8')).toContain('name: web');
    expect(readdirSync(join(folder, 'out')).sort()).toEqual(['kube-system', 'shop']);
    expect(run(['flows.json', '--out', 'flows.json']).err).toContain('flows.json is not a folder');
  });

  test('prints TypeScript and JSON', () => {
    expect(run(['flows.json', '--format', 'ts']).out).toContain("export const shopWeb = policy('web', {");
    const { policies, proof, openings } = JSON.parse(run(['flows.json', '--format', 'json', '--dropped']).out) as {
      policies: object[];
      proof: object;
      openings: { count: number };
    };
    expect(policies).toHaveLength(3);
    expect(proof).toMatchObject({ observed: 3, allowed: 3, failed: [] });
    expect(openings.count).toBe(1);
  });

  test('takes what is asked for only, and says where that is nothing', () => {
    expect(run(['flows.json', '-n', 'shop', '--workload', 'web']).out.match(/^kind:/gm)).toHaveLength(1);
    const none = run(['flows.json', '-n', 'shopp']);
    expect(none).toMatchObject({ code: 0, out: '' });
    expect(none.err).toContain('no flow has an end that was asked for');
    expect(run(['-'], lines(raw(web, orders, 22, { verdict: 'DROPPED' }))).err).toContain('write --dropped');
  });

  test('takes labels of workloads from manifests', () => {
    const deployment =
      'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: shop}\nspec:\n  template:\n' +
      '    metadata: {labels: {app: website}}\n    spec: {containers: [{name: a, image: b}]}\n';
    writeFileSync(join(folder, 'web.yaml'), deployment);
    expect(run(['flows.json', 'web.yaml', '--workload', 'web']).out).toContain('app: website');
  });

  test('helps, and says what is wrong with a command line', () => {
    const help = run(['--help']);
    expect(help.code).toBe(0);
    expect(help.out).toContain('Usage: cdk8s-cilium policy suggest FLOWS... [PATH...] [OPTIONS]');
    expect(Math.max(...help.out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(82);
    writeFileSync(join(folder, 'empty.json'), '\n');
    const wrong: readonly (readonly [string[], string])[] = [
      [[], 'which flows?'],
      [['flows.json', '--dorpped'], 'did you mean --dropped?'],
      [['flows.json', '--format', 'yml'], 'did you mean yaml?'],
      [['flows.json', '--world', 'all'], '--world takes a number'],
      [['flows.json', '--wildcard', 'example.com'], '--wildcard takes a pattern'],
      [['flows.json', '--force'], '--force is for --out'],
      [['flows.json', '--cilium', '1.2'], '1.2'],
      [['absent.json'], 'there is no such file'],
      [['empty.json'], 'there is no flow in this'],
    ];
    for (const [args, words] of wrong) {
      const { code, out, err } = run(args);
      expect([args, code, out]).toEqual([args, 2, '']);
      expect(err).toContain(words);
    }
  });
});
