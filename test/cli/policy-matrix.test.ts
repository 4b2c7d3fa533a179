import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundle, run } from './command-line';

export const SHOP = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec: { template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: web }] } } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db, namespace: shop }
spec: { template: { metadata: { labels: { app: db } }, spec: { containers: [{ name: db }] } } }
---
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: db, namespace: shop }
spec:
  endpointSelector: { matchLabels: { app: db } }
  ingress:
    - fromEndpoints: [{ matchLabels: { app: web } }]
      toPorts: [{ ports: [{ port: "5432", protocol: TCP }] }]
`;

let folder: string;
beforeAll(() => {
  bundle();
  folder = mkdtempSync(join(tmpdir(), 'matrix-'));
  writeFileSync(join(folder, 'shop.yaml'), SHOP);
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true }));

const matrix = (...args: string[]) => run(['policy', 'matrix', 'shop.yaml', '--cilium', '1.20.2', ...args], folder);

describe('policy matrix', () => {
  test('answers who reaches a workload', () => {
    const { code, out, err } = matrix('--to', 'shop/db');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^Cilium 1\.20\.2 \(--cilium\), 2 workloads, 1 policy\n/);
    expect(out).toContain('TCP 5432');
    expect(out).not.toMatch(/.{81}/);
  });

  test('names the rule behind each line with --explain', () => {
    const { out } = matrix('--to', 'shop/db', '--explain');
    expect(out).toContain('on TCP 5432: by shop/web');
    expect(out).toMatch(
      /ingress: CiliumNetworkPolicy\/shop\/db spec\.ingress\[0\]\.toPorts\[0\] \(shop\.yaml:\d+:\d+\)/,
    );
    expect(out).toContain('by nobody else');
  });

  test('says whom a workload reaches', () => {
    expect(matrix('--from', 'shop/web', '--explain').out).toContain('shop/web reaches');
  });

  test('is a table where it fits', () => {
    const { out } = matrix('--known', '--to', 'shop/db', '--from', 'shop');
    expect(out.split('\n').slice(2)).toEqual([
      '          shop/db',
      'shop/web  TCP 5432',
      'shop/db   -',
      '',
      '- nothing',
      '',
    ]);
  });

  test('is data as JSON, whole', () => {
    const read = JSON.parse(matrix('--to', 'shop/db', '--from', 'shop/web', '--format', 'json').out);
    expect(read).toMatchObject({
      release: { name: '1.20.2', from: '--cilium' },
      groups: { from: [['shop/web']], to: [['shop/db']] },
      policyErrors: [],
    });
    expect(read.cells[0].ports.slice(0, 3)).toEqual([
      { protocol: 'TCP', first: 1, last: 5431, verdict: 'denied' },
      { protocol: 'TCP', first: 5432, last: 5432, verdict: 'allowed' },
      { protocol: 'TCP', first: 5433, last: 65535, verdict: 'denied' },
    ]);
  });

  test('is CSV, Mermaid and DOT', () => {
    const of = (format: string) => matrix('--to', 'shop/db', '--from', 'shop/web', '--format', format).out;
    expect(of('csv')).toBe('from,to,verdict,ports,l7\nshop/web,shop/db,allowed,TCP 5432,\n');
    expect(of('mermaid')).toBe('flowchart LR\n  n0["shop/web"]\n  n1["shop/db"]\n  n0 -->|"TCP 5432"| n1\n');
    expect(of('dot')).toContain('n0 -> n1 [label="TCP 5432"];');
  });

  test('reads standard input', () => {
    const { out } = run(
      ['policy', 'matrix', '-', '--cilium', '1.20.2', '--to', 'shop/db', '--port', '5432'],
      folder,
      SHOP,
    );
    expect(out).toContain('TCP 5432');
  });

  test('warns of a policy that the agent refuses', () => {
    const bad = SHOP.replace(
      'endpointSelector: { matchLabels: { app: db } }',
      'endpointSelector: { matchLabels: { "a b": db } }',
    );
    const { code, err } = run(['policy', 'matrix', '-', '--cilium', '1.20.2'], folder, bad);
    expect(code).toBe(0);
    expect(err).toContain('the agent refuses this policy, so that it has no effect [policy-refused]');
  });

  test.each([
    [['--to', 'shop/bd'], 'did you mean shop/db?'],
    [['--port', 'http'], '--port is the number of a port'],
    [['--port', '70000'], '1 to 65535'],
    [['--format', 'yaml'], 'text, json, csv, mermaid, dot'],
    [['--form', 'json'], 'did you mean --'],
  ])('fails with 2 and one message for %j', (args, message) => {
    const { code, err } = matrix(...args);
    expect(code).toBe(2);
    expect(err).toContain(message);
    expect(err.match(/^error/gm)).toHaveLength(1);
  });

  test.each([
    ['nowhere.yaml', 'nowhere.yaml'],
    ['empty.yaml', 'empty.yaml'],
  ])('fails with 2 and one message for the input %s', (path, message) => {
    writeFileSync(join(folder, 'empty.yaml'), '');
    const { code, err } = run(['policy', 'matrix', path], folder);
    expect(code).toBe(2);
    expect(err).toContain(message);
    expect(err.match(/^error/gm)).toHaveLength(1);
  });

  test('has help that fits 80 columns', () => {
    const { code, out } = run(['policy', 'matrix', '--help'], folder);
    expect(code).toBe(0);
    expect(out).toContain('--explain');
    expect(out.split('\n').filter((line) => line.length > 80 && !line.includes('|'))).toEqual([]);
  });
});
