import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ALL_POLICY_FINDINGS } from '../../src/lint/policy-schema';
import { cnp, pod } from '../policy/lint-support';
import { bundle, run, type Outcome } from './command-line';

const folder = mkdtempSync(join(tmpdir(), 'policy-lint-'));
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return name;
};
const lint = (...args: string[]): Outcome => run(['policy', 'lint', ...args], folder);

const PODS = pod('shop', 'web', 'app: web', { http: 8080 }) + pod('shop', 'orders', 'app: orders');
const TYPO = '  ingress:\n  - fromEndpoints:\n    - matchLabels: {app: ordres}';
const annotated = (annotation: string): string =>
  PODS +
  cnp(TYPO).replace(
    'namespace: shop}',
    `namespace: shop, annotations: {cdk8s-cilium.io/lint-ignore: "${annotation}"}}`,
  );

interface SarifLog {
  readonly $schema: string;
  readonly version: string;
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly name: string; readonly rules: readonly SarifRule[] } };
    readonly results: readonly SarifResult[];
  }[];
}
interface SarifRule {
  readonly id: string;
  readonly shortDescription: { readonly text: string };
  readonly defaultConfiguration: { readonly level: string };
}
interface SarifResult {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly {
    readonly physicalLocation: {
      readonly artifactLocation: { readonly uri: string };
      readonly region: { readonly startLine: number; readonly startColumn: number };
    };
  }[];
  readonly suppressions?: readonly { readonly kind: string; readonly justification?: string }[];
}
const sarifOf = (text: string): SarifLog => JSON.parse(text) as SarifLog;

beforeAll(() => {
  bundle();
  file('typo.yaml', PODS + cnp(TYPO));
  file('fine.yaml', PODS + cnp('  ingress:\n  - fromEndpoints:\n    - matchLabels: {app: orders}'));
  file('note.yaml', cnp('  ingress: [{toPorts: [{ports: [{port: "0", protocol: UDP}]}]}]'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('policy lint', () => {
  test('tells what is wrong, where, and how to mend it, and ends with 1', () => {
    const { code, out, err } = lint('typo.yaml');
    expect([code, err]).toEqual([1, '']);
    expect(out).toMatch(
      /^warning: typo.yaml:18:21 CiliumNetworkPolicy\/shop\/p spec.ingress\[0\].fromEndpoints\[0\]: /,
    );
    expect(out).toContain('\n  fix      did you mean app: orders?\n');
    expect(out).toMatch(/\n1 warning in 1 policy: Cilium 1\.\d+\.\d+ \(the newest release known\)\n$/);
  });

  test('ends with 0 where nothing is found, and says so', () => {
    const { code, out } = lint('fine.yaml');
    expect([code, out]).toEqual([0, expect.stringMatching(/^nothing found in 1 policy: /)]);
  });

  test('fails on notes only where it is told to', () => {
    expect(lint('note.yaml').code).toBe(0);
    expect(lint('note.yaml', '--fail-on', 'note').code).toBe(1);
    expect(lint('typo.yaml', '--fail-on', 'error').code).toBe(0);
  });

  test('reads standard input', () => {
    const { code, out } = run(['policy', 'lint', '-'], folder, PODS + cnp(TYPO));
    expect([code, out]).toEqual([1, expect.stringContaining('standard input:18:21')]);
  });

  test('looks for one finding where it is told to', () => {
    expect(lint('typo.yaml', '--rule', 'rule-shadowed').code).toBe(0);
    expect(lint('typo.yaml', '--rule', 'rule-shadowed', '--rule', 'selector-matches-nothing').code).toBe(1);
  });

  test.each([
    [['typo.yaml', '--rule', 'rule-shadow'], 'did you mean rule-shadowed?'],
    [['typo.yaml', '--fail-on', 'warn'], 'did you mean warning?'],
    [['typo.yaml', '--upgrad-to', '1.20.2'], 'did you mean --upgrade-to?'],
    [['typo.yaml', '--upgrade-to', '1.20.9'], 'did you mean 1.20.'],
    [['typo.yaml', '--who-reaches', 'shop/wbe'], 'did you mean shop/web?'],
    [['nowhere.yaml'], 'there is no such file'],
    [['pods.yaml'], 'there is no policy here'],
  ])('stops with a mistake in the command line: %j', (args, words) => {
    file('pods.yaml', PODS);
    const { code, out, err } = lint(...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(words);
    expect(err).not.toContain('    at ');
  });

  test('prints JSON with the counts and every finding', () => {
    const { code, out } = lint('typo.yaml', '--format', 'json');
    const { findings, counts, policies } = JSON.parse(out) as Record<string, unknown>;
    expect([code, counts, policies]).toEqual([1, { error: 0, warning: 1, note: 0 }, 1]);
    expect(findings).toMatchObject([
      { code: 'selector-matches-nothing', severity: 'warning', location: { file: 'typo.yaml', line: 18 } },
    ]);
  });

  test('prints SARIF: a rule for each finding, results that name them, levels and places as the format has them', () => {
    const { code, out } = lint('typo.yaml', '--format', 'sarif');
    const log = sarifOf(out);
    const [{ tool, results } = { tool: undefined, results: [] }] = log.runs;
    expect([code, log.version, log.runs.length]).toEqual([1, '2.1.0', 1]);
    expect(log.$schema).toMatch(/^https:.*sarif-schema-2\.1\.0\.json$/);
    expect(tool?.driver.rules.map(({ id }) => id)).toEqual(ALL_POLICY_FINDINGS.map((finding) => finding.code));
    for (const { shortDescription, defaultConfiguration } of tool?.driver.rules ?? []) {
      expect(shortDescription.text).toMatch(/[.:]$/);
      expect(['error', 'warning', 'note', 'none']).toContain(defaultConfiguration.level);
    }
    expect(results).toHaveLength(1);
    for (const { ruleId, ruleIndex, level, message, locations } of results) {
      expect(tool?.driver.rules[ruleIndex]?.id).toBe(ruleId);
      expect(level).toBe('warning');
      expect(message.text).toContain('fix: did you mean app: orders?');
      expect(locations).toMatchObject([
        { physicalLocation: { artifactLocation: { uri: 'typo.yaml' }, region: { startLine: 18, startColumn: 21 } } },
      ]);
    }
  });

  test('encodes what a path holds that a reference cannot', () => {
    file('with blank.yaml', PODS + cnp(TYPO));
    const [result] = sarifOf(lint('with blank.yaml', '--format', 'sarif').out).runs[0]?.results ?? [];
    expect(result?.locations[0]?.physicalLocation.artifactLocation.uri).toBe('with%20blank.yaml');
  });

  test('prints annotations for a workflow of GitHub', () => {
    const { out } = lint('typo.yaml', '--format', 'github');
    expect(out).toMatch(
      /^::warning file=typo.yaml,line=18,col=21,title=selector-matches-nothing::CiliumNetworkPolicy.*\n$/,
    );
  });

  test('leaves out what the annotation of a policy says, with its reason, and still tells of it in JSON and SARIF', () => {
    file('ignored.yaml', annotated('selector-matches-nothing: comes with the next release'));
    const { code, out } = lint('ignored.yaml');
    expect([code, out]).toEqual([0, expect.stringContaining('nothing found in 1 policy, 1 suppressed')]);
    const { suppressed } = JSON.parse(lint('ignored.yaml', '--format', 'json').out) as Record<string, unknown>;
    expect(suppressed).toMatchObject([{ code: 'selector-matches-nothing', reason: 'comes with the next release' }]);
    const [result] = sarifOf(lint('ignored.yaml', '--format', 'sarif').out).runs[0]?.results ?? [];
    expect(result?.suppressions).toEqual([{ kind: 'inSource', justification: 'comes with the next release' }]);
  });

  test('tells of a suppression that is misspelt, and of one that nothing needs', () => {
    file('ignored.yaml', annotated('selector-matches-nothin, port-zero'));
    const { code, out } = lint('ignored.yaml');
    expect(code).toBe(1);
    expect(out).toMatch(
      /there is no finding selector-matches-nothin \[suppression-unused\]\n {2}fix {6}did you mean selector-matches-nothing\?/,
    );
    expect(out).toContain('nothing of port-zero was found here [suppression-unused]');
  });

  test('lists every finding with its reason', () => {
    const { code, out } = lint('--list');
    expect(code).toBe(0);
    for (const finding of ALL_POLICY_FINDINGS) expect(out).toContain(`${finding.code}  ${finding.severity}`);
    const listed = JSON.parse(lint('--list', '--format', 'json').out) as unknown[];
    expect(listed).toHaveLength(ALL_POLICY_FINDINGS.length);
  });

  test('tells who reaches an end, on what, and by which rule', () => {
    const { code, out } = lint('fine.yaml', '--who-reaches', 'shop/web');
    expect(code).toBe(0);
    expect(out).toBe(
      'shop/orders  every port  CiliumNetworkPolicy/shop/p spec.ingress[0]\nentity:host  every port  the agent’s own allowance\n',
    );
    expect(lint('fine.yaml', '--who-reaches', 'shop/orders').out).toContain(
      'shop/web  every port  no policy restricts ingress',
    );
  });

  test('tells of CIDRs and of ICMP too, when it tells who reaches an end', () => {
    const rules =
      '{fromCIDR: [10.0.0.0/8], toPorts: [{ports: [{port: "5432", protocol: TCP}]}]}, {icmps: [{fields: [{type: 8}]}]}';
    file('outside.yaml', `${PODS}---\n${cnp(`  ingress: [${rules}]`)}`);
    const { code, out } = lint('outside.yaml', '--who-reaches', 'shop/web');
    expect(code).toBe(0);
    expect(out).toContain('10.0.0.0/8  TCP 5432  CiliumNetworkPolicy/shop/p spec.ingress[0]');
    expect(out).toContain('entity:world  ICMP 8  CiliumNetworkPolicy/shop/p spec.ingress[1]');
    expect(out).not.toMatch(/^entity:world {2}(?:TCP|every)/m);
  });

  test('judges a policy with variables, with something in their place', () => {
    file(
      'variables.yaml',
      cnp('  ingress: [{fromEndpoints: [{matchLabels: {app: "${APP}-db"}}]}, {fromCIDR: ["${NET}/32"]}]'),
    );
    const { out } = lint('variables.yaml');
    expect(out).toMatch(/^nothing found in 1 policy/);
  });

  test('keeps to 80 columns', () => {
    const help = lint('--help').out.split('\n');
    expect(help.filter((line) => line.length > 80 && !line.startsWith('  kubectl'))).toEqual([]);
  });
});
