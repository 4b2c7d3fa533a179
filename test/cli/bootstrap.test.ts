import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundle, run } from './command-line';

let folder: string;

beforeAll(() => {
  bundle();
  folder = mkdtempSync(join(tmpdir(), 'bootstrap-'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('bootstrap', () => {
  test('prints a bundle for kubectl, or writes it to a file', () => {
    const printed = run(['bootstrap', 'anton']);
    expect(printed.code).toBe(0);
    expect(printed.out).toMatch(/^# The network of anton before GitOps runs: Cilium 1\./);
    const file = join(folder, 'bootstrap.yaml');
    expect(run(['bootstrap', 'anton', '--out', file])).toMatchObject({
      code: 0,
      out: expect.stringMatching(
        /^anton {2}Cilium [\d.]+ in .*: namespaces 1, access \d+, configuration \d+,/,
      ) as string,
    });
    expect(readFileSync(file, 'utf8').replaceAll(file, 'bootstrap.yaml')).toBe(printed.out);
  });

  test('prints a patch for Talos, with a warning about its upgrades', () => {
    const { code, out, err } = run(['bootstrap', 'anton', '--format', 'talos']);
    expect(code).toBe(0);
    expect(out).toContain('\n  inlineManifests:\n  - name: cilium-1-namespaces\n    contents: |\n');
    expect(err).toContain('[talos-upgrade]');
  });

  test('finds no difference between the bundle and itself', () => {
    const file = join(folder, 'same.yaml');
    writeFileSync(file, run(['bootstrap', 'anton']).out);
    expect(run(['bootstrap', 'anton', '--check', file])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^anton {2}all \d+ objects are as the bundle has them\n$/) as string,
    });
  });

  test('lists what differs in the cluster, and exits 1', () => {
    const { out } = run(['bootstrap', 'anton']);
    const live = out
      .replace('  enable-bpf-masquerade: "true"', '  enable-bpf-masquerade: "false"\n  new-key: x')
      .replace(/---\napiVersion: v1\nkind: Namespace\n[\s\S]*?(?=\n# access)/, '');
    const found = run(['bootstrap', 'anton', '--check', '-'], undefined, live);
    expect(found).toMatchObject({ code: 1, err: '' });
    expect(found.out).toMatch(/^anton {2}1 of \d+ objects differ, 1 are missing\n/);
    expect(found.out).toContain('  missing  Namespace/cilium-secrets\n');
    expect(found.out).toContain('           data.enable-bpf-masquerade: "true" → "false"\n');
    expect(found.out).toContain('           data.new-key: only in the cluster\n');
  });

  test.each<[string, readonly string[], string]>([
    ['without a cluster', [], 'bootstrap wants one cluster'],
    ['with a cluster that there is not', ['antn'], 'did you mean anton?'],
    ['with two clusters', ['anton', 'anton-staging'], 'bootstrap wants one cluster'],
    ['with a format that there is not', ['anton', '--format', 'helm'], 'kubectl, talos'],
    ['with a dump that is not there', ['anton', '--check', 'nowhere.yaml'], 'there is no such file'],
    ['with a file in a folder that is not there', ['anton', '--out', 'no/where/b.yaml'], 'cannot be written'],
  ])('fails %s', (_what, args, message) => {
    expect(run(['bootstrap', ...args])).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining(message) as string,
    });
  });
});
