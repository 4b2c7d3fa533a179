import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundle, run } from './command-line';

const policy = (from: string, port: string): string => `
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: db, namespace: shop }
spec:
  endpointSelector: { matchLabels: { app: db } }
  ingress:
    - fromEndpoints: [{ matchLabels: { app: ${from} } }]
      toPorts: [{ ports: [{ port: "${port}", protocol: TCP }] }]
`;

let folder: string;
beforeAll(() => {
  bundle();
  folder = mkdtempSync(join(tmpdir(), 'diff-'));
  mkdirSync(join(folder, 'policies'));
  const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, stdio: 'ignore' });
  writeFileSync(join(folder, 'policies/db.yaml'), policy('web', '5432'));
  git('init', '-q', '-b', 'main');
  git('add', '.');
  git('-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '-qm', 'first');
  writeFileSync(join(folder, 'policies/db.yaml'), policy('web', '5433'));
  writeFileSync(join(folder, 'old.yaml'), policy('web', '5432'));
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true }));

const diff = (...args: string[]) => run(['policy', 'diff', ...args], folder);

describe('policy diff', () => {
  test('tells what becomes allowed and denied', () => {
    const { code, out } = diff('old.yaml', 'policies', '--cilium', '1.20.2');
    expect(code).toBe(0);
    expect(out).toBe(`Cilium 1.20.2

Allowed that was not:
  + shop/(app=web) → shop/(app=db)  TCP 5433

Denied that was not:
  - shop/(app=web) → shop/(app=db)  TCP 5432

2 changes: 1 widens, 1 narrows
`);
  });

  test('reads a revision of git, and leaves the repository as it is', () => {
    const index = readFileSync(join(folder, '.git/index'));
    const { code, out } = diff('git:main:policies', 'policies', '--cilium', '1.20.2');
    expect(code).toBe(0);
    expect(out).toContain('+ shop/(app=web) → shop/(app=db)  TCP 5433');
    expect(readFileSync(join(folder, '.git/index')).equals(index)).toBe(true);
    expect(run(['policy', 'diff', 'git:main:db.yaml', 'db.yaml'], join(folder, 'policies')).out).toContain('2 changes');
    expect(readdirSync(folder).sort()).toEqual(['.git', 'old.yaml', 'policies']);
  });

  test('exits with 1 on what --fail-on names', () => {
    expect(diff('old.yaml', 'policies', '--fail-on', 'widened').code).toBe(1);
    expect(diff('old.yaml', 'policies', '--fail-on', 'narrowed').code).toBe(1);
    expect(diff('old.yaml', 'old.yaml', '--fail-on', 'changed').code).toBe(0);
    writeFileSync(join(folder, 'policies/more.yaml'), policy('nobody', '1').replace('name: db,', 'name: more,'));
    const only = diff('git:main:policies', 'git:main:policies', '--fail-on', 'changed');
    rmSync(join(folder, 'policies/more.yaml'));
    expect(only.code).toBe(0);
    expect(only.out).toContain('nothing changes');
  });

  test('is data as JSON, and a table as Markdown', () => {
    const read = JSON.parse(diff('old.yaml', 'policies', '--format', 'json').out);
    expect(read.changes[0]).toEqual({
      widens: true,
      narrows: false,
      from: ['shop/(app=web)'],
      to: ['shop/(app=db)'],
      ports: [{ protocol: 'TCP', first: 5433, last: 5433 }],
      before: { verdict: 'denied' },
      after: { verdict: 'allowed' },
      witnesses: [],
    });
    expect(diff('old.yaml', 'policies', '--format', 'markdown').out).toContain(
      '| allowed | shop/(app=web) | shop/(app=db) | TCP 5433 |  |',
    );
  });

  test('tells what another release changes', () => {
    const { code, out } = diff('old.yaml', '--cilium', '1.19.7', '--cilium-new', '1.20.2');
    expect(code).toBe(0);
    expect(out).toContain('Cilium 1.19.7 → 1.20.2');
  });

  test.each([
    [['old.yaml'], 'policy diff compares two versions'],
    [['old.yaml', 'old.yaml', 'old.yaml'], 'policy diff compares two versions'],
    [['old.yaml', 'nowhere.yaml'], 'nowhere.yaml'],
    [['git:nowhere:policies', 'policies'], 'git cannot read this'],
    [['git:main:nothing', 'policies'], 'this revision has nothing there'],
    [['git:', 'policies'], 'this names no revision'],
    [['-', '-'], 'standard input can be read once'],
    [['old.yaml', 'policies', '--fail-on', 'widen'], 'widened, narrowed, changed'],
  ])('fails with 2 and one message for %j', (args, message) => {
    const { code, err } = diff(...args);
    expect(code).toBe(2);
    expect(err).toContain(message);
    expect(err.match(/^error/gm)).toHaveLength(1);
  });

  test('has help', () => expect(diff('--help').out).toContain('git:REVISION:PATH'));
});
