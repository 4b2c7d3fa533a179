import { spawn, spawnSync, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundle, CLI, run } from './command-line';
import { folderWith, scenarioWith, SHOP } from './policy-shop';

let folder: ReturnType<typeof folderWith>;

beforeAll(bundle);
beforeEach(() => {
  folder = folderWith();
});
afterEach(() => folder.remove());

const tested = (...args: string[]) => run(['policy', 'test', ...args], folder.path);
const WRONG = scenarioWith(['expect: denied', 'expect: allowed']);

test('scenario files below the working directory are found by their names, and each flow is a test', () => {
  folder.write(
    'deep/down/other.policy-test.json',
    JSON.stringify({
      manifests: ['../../k8s'],
      flows: [{ from: 'shop/web', to: 'shop/orders', port: 9090, expect: 'allowed' }],
    }),
  );
  folder.write('node_modules/x/y.policy-test.yaml', 'broken: [');
  expect(tested()).toEqual({
    code: 0,
    err: '',
    out: [
      'deep/down/other.policy-test.json, judged as Cilium 1.20.2 (the newest release known)',
      '  pass  shop/web → shop/orders TCP 9090 is allowed',
      '',
      'shop.policy-test.yaml, judged as Cilium 1.20.2 (shop.policy-test.yaml)',
      '  pass  web reads an order',
      '  pass  entity:world → shop/orders TCP 8080 is denied',
      '',
      '3 passed, 0 failed',
      '',
    ].join('\n'),
  });
});

test('a test that fails prints what was expected where, and the explanation; the exit code is 1', () => {
  folder.write('shop.policy-test.yaml', WRONG);
  const { code, out } = tested();
  expect(code).toBe(1);
  const lines = out.split('\n');
  expect(lines.slice(0, 7)).toEqual([
    'shop.policy-test.yaml, judged as Cilium 1.20.2 (shop.policy-test.yaml)',
    '  pass  web reads an order',
    '  FAIL  entity:world → shop/orders TCP 8080 is allowed',
    '        expected allowed, got denied (shop.policy-test.yaml:15:5)',
    '        entity:world → shop/orders TCP 8080: denied at ingress: no rule allows it',
    '          egress   not under policy: entity:world is no endpoint of this cluster',
    '          ingress  denied: shop/orders is under default deny, and no ingress rule allows it',
  ]);
  expect(lines[7]).toMatch(
    /^ {12}nearest {3}CiliumNetworkPolicy\/shop\/orders spec\.ingress\[0\]\.toPorts\[0\] \(k8s\/policy\.yaml:\d+:\d+\): /,
  );
  expect(lines.slice(8)).toEqual(['', '1 passed, 1 failed', '']);
});

test('no line is longer than a terminal of 80 columns', () => {
  folder.write('shop.policy-test.yaml', WRONG);
  const { stdout } = spawnSync(process.execPath, [CLI, 'policy', 'test', '--coverage'], {
    cwd: folder.path,
    encoding: 'utf8',
    env: { ...process.env, COLUMNS: '80', NODE_OPTIONS: '' },
  });
  expect(stdout).toContain('FAIL');
  expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
});

test('a flow that a proxy decides says what it lacks', () => {
  folder.write('shop.policy-test.yaml', scenarioWith(['    http:\n      path: /v1/orders/7\n', '']));
  expect(tested().out).toContain(
    'expected allowed, got redirect (shop.policy-test.yaml:9:5)\n        a proxy decides by HTTP rules: give the flow http: {method: GET, path: /}, or expect redirect\n',
  );
});

test('an expectation of one point fails with the place of that point', () => {
  folder.write(
    'shop.policy-test.yaml',
    scenarioWith(['expect: denied', 'expect:\n      egress: none\n      ingress: allowed']),
  );
  expect(tested().out).toContain('expected ingress allowed, got denied (shop.policy-test.yaml:17:7)');
});

test('a file that is named may have any name, and a release that is asked for judges', () => {
  folder.write('cases.yaml', SHOP['shop.policy-test.yaml'] as string);
  const { code, out } = tested('cases.yaml', '--cilium', '1.19.7');
  expect({ code, out }).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^cases\.yaml, judged as Cilium 1\.19\.7 \(--cilium\)\n/),
  });
});

describe('a policy that the agent refuses', () => {
  const bad =
    'apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata:\n  name: bad\n  namespace: shop\nspec:\n  endpointSelector: {}\n  ingress:\n    - fromCIDR: [x]\n';

  test('fails its scenario in the agent’s words', () => {
    folder.write('k8s/bad.yaml', bad);
    const { code, out } = tested();
    expect(code).toBe(1);
    expect(out).toContain(
      '  FAIL  CiliumNetworkPolicy/shop/bad is as expected\n        Cilium 1.20.2 refuses this policy, which has no effect: ',
    );
    expect(out).toContain('(k8s/bad.yaml:4:3)');
    expect(out).toContain('2 passed, 1 failed');
  });

  test('passes where the scenario expects it, and fails it once the agent accepts it', () => {
    folder.write('k8s/bad.yaml', bad);
    folder.write(
      'shop.policy-test.yaml',
      `${SHOP['shop.policy-test.yaml'] as string}expectPolicyErrors: [CiliumNetworkPolicy/shop/bad]\n`,
    );
    expect(tested().code).toBe(0);
    folder.write('k8s/bad.yaml', bad.replace('[x]', '[192.0.2.0/24]'));
    const { code, out } = tested();
    expect({ code, out }).toMatchObject({
      code: 1,
      out: expect.stringContaining('was expected to refuse this policy, and does not (shop.policy-test.yaml:16:1)'),
    });
  });
});

describe('coverage', () => {
  test('names the rules that no test exercises, with their places', () => {
    const { code, out } = tested('--coverage');
    expect(code).toBe(0);
    expect(out).toMatch(
      /\ncoverage: 1 of 2 rules, 50 %\n {2}no test exercises CiliumNetworkPolicy\/shop\/orders spec\.ingress\[0\]\.toPorts\[1\] \(k8s\/policy\.yaml:22:11\)\n/,
    );
  });

  test('below what is wanted is 1, also as JSON', () => {
    expect(tested('--min-coverage', '50').code).toBe(0);
    const { code, out } = tested('--min-coverage', '51%');
    expect({ code, out }).toMatchObject({ code: 1, out: expect.stringContaining('coverage is 50 %, less than 51 %') });
    const json = tested('--min-coverage', '51', '--format', 'json');
    expect(json).toMatchObject({ code: 1, err: 'coverage is 50 %, less than 51 %\n' });
    expect(JSON.parse(json.out)).toMatchObject({ coverage: { percent: 50, exercised: 1 } });
  });
});

test('the report as JSON has each test with its place, and why it failed', () => {
  folder.write('shop.policy-test.yaml', WRONG);
  folder.write('broken.policy-test.yaml', 'flows: 1\n');
  const { code, out } = tested('--format', 'json');
  expect(code).toBe(2);
  const report = JSON.parse(out) as { files: { tests: object[] }[] };
  expect(report).toMatchObject({
    passed: 1,
    failed: 1,
    errors: 1,
    files: [
      { file: 'broken.policy-test.yaml', tests: [], issues: [{ code: 'scenario-type', path: 'flows' }] },
      {
        file: 'shop.policy-test.yaml',
        cilium: '1.20.2',
        judgedBecause: 'shop.policy-test.yaml',
        policyIssues: [],
        tests: [
          { name: 'web reads an order', passed: true, expect: 'allowed', verdict: 'allowed' },
          {
            passed: false,
            location: { file: 'shop.policy-test.yaml', line: 15, column: 5 },
            unmet: [{ about: 'verdict', expected: 'allowed', got: 'denied' }],
            explanation: expect.arrayContaining([expect.stringContaining('denied at ingress')]),
          },
        ],
      },
    ],
  });
});

test('the report as JUnit’s XML goes to standard output or a file, and is well-formed', () => {
  folder.write('shop.policy-test.yaml', WRONG.replace('web reads an order', '"a <b> & \\"c\\"\\u0001"'));
  folder.write('broken.policy-test.yaml', 'flows: 1\n');
  const { out } = tested('--format', 'junit');
  expect(tested('--junit', 'junit.xml').code).toBe(2);
  const written = readFileSync(join(folder.path, 'junit.xml'), 'utf8');
  const timeless = (xml: string): string => xml.replace(/ time="[\d.]+"/g, '');
  expect(timeless(written)).toBe(timeless(out));
  expect(timeless(out).split('\n').slice(0, 3)).toEqual([
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites name="cdk8s-cilium policy test" tests="3" failures="1" errors="1">',
    '  <testsuite name="broken.policy-test.yaml" tests="1" failures="0" errors="1">',
  ]);
  expect(out).toContain(
    '<testcase name="a &lt;b&gt; &amp; &quot;c&quot;\ufffd" classname="shop.policy-test.yaml" file="shop.policy-test.yaml" line="11"/>',
  );
  expect(out).toMatch(
    /<failure message="expected allowed, got denied \(shop\.policy-test\.yaml:15:5\)" type="failure">expected[^<]*nearest[^<]*<\/failure>/,
  );
  const open = [...out.matchAll(/<(\w+)[^>]*[^/?]>/g)].length;
  expect([...out.matchAll(/<\/\w+>/g)]).toHaveLength(open);
});

test('a file that cannot be run does not keep the others from it, and the exit code is 2', () => {
  folder.write('a.policy-test.yaml', 'flows: []\nexpects: 1\n');
  const { code, out } = tested();
  expect(code).toBe(2);
  expect(out).toContain('  error: a.policy-test.yaml:2:1 expects: there is no key expects here [scenario-key]');
  expect(out).toContain('2 passed, 0 failed, 1 of 2 files not run');
});

describe('a mistake is one message with its mend', () => {
  test.each([
    [['k8s'], 'no tests were found', 'rename a scenario to end so, or name its file'],
    [['none.yaml'], 'none of which has an expectation', 'add expect: allowed or expect: denied to a flow'],
    [['--min-coverage', 'all'], '--min-coverage is a share of the rules in percent', '0 to 100'],
    [['--wacth'], 'policy test has no option --wacth', 'did you mean --watch?'],
    [['--format', 'xml'], '--format does not know this value', 'text, json, junit'],
    [['--watch', '--format', 'junit'], '--watch prints text', 'leave one of them out'],
    [['--junit', 'no/such/folder.xml'], 'cannot be written: ENOENT', 'name a file in a folder that is there'],
  ])('%j', (args, message, mend) => {
    folder.write('none.yaml', 'manifests: [k8s]\nflows:\n  - {from: shop/web, to: shop/orders, port: 1}\n');
    const { code, err } = tested(...args);
    expect(code).toBe(2);
    expect(err.match(/^error: /gm)).toHaveLength(1);
    expect(err).toContain(message);
    expect(err).toContain(mend);
  });

  test.each([
    ['shpo.policy-test.yaml', 'there is no such file', 'did you mean shop.policy-test.yaml?'],
    ['k8s/policy.yaml', 'this is the manifest of an object, not a scenario', 'write a scenario with manifests'],
    ['empty.yaml', 'this file is empty', 'write flows'],
  ])('in the file %s', (file, message, mend) => {
    folder.write('empty.yaml', '');
    const { code, out } = tested(file);
    expect(code).toBe(2);
    expect(out.match(/error: /g)).toHaveLength(1);
    expect(out).toContain(message);
    expect(out).toContain(mend);
  });
});

describe('with --watch', () => {
  let child: ChildProcessWithoutNullStreams;
  let out = '';

  const until = async (text: string, runs: number): Promise<void> => {
    for (let waited = 0; waited < 20_000; waited += 50) {
      if (out.includes(text) && out.split('watching ').length > runs) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`no ${text} after ${runs} runs in ${out}`);
  };

  afterEach(() => void child.kill());

  test('tests run again when scenarios, policies or new folders change, also after a mistake', async () => {
    out = '';
    child = spawn(process.execPath, [CLI, 'policy', 'test', '--watch'], {
      cwd: folder.path,
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (out += chunk.toString()));
    await until('2 passed, 0 failed', 1);
    folder.write('shop.policy-test.yaml', WRONG);
    await until('1 passed, 1 failed', 2);
    folder.write('shop.policy-test.yaml', 'flows: [');
    await until('this is neither YAML nor JSON', 3);
    folder.write('shop.policy-test.yaml', SHOP['shop.policy-test.yaml'] as string);
    await until('watching', 4);
    out = '';
    folder.write('k8s/policy.yaml', (SHOP['k8s/policy.yaml'] as string).replace('app: web', 'app: wbe'));
    await until('1 passed, 1 failed', 1);
    out = '';
    folder.write('k8s/more/policy.yaml', (SHOP['k8s/policy.yaml'] as string).replace('name: orders', 'name: more'));
    await until('2 passed, 0 failed', 1);
    expect(child.exitCode).toBeNull();
  }, 60_000);
});

test('what several scenarios name is read once, and its warnings are told once', () => {
  folder.write('again.policy-test.yaml', SHOP['shop.policy-test.yaml'] as string);
  folder.write('k8s/incomplete.yaml', 'apiVersion: v1\nkind: Pod\n');
  const { code, out, err } = tested();
  expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining('4 passed, 0 failed') });
  expect(err.match(/this Pod has no metadata/g)).toHaveLength(1);
});
