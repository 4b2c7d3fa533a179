import { spawnSync } from 'node:child_process';
import { evaluate } from '../../src/policy';
import { bundle, CLI, run } from './command-line';
import { folderWith, scenarioWith, SHOP } from './policy-shop';
import { shop, cnp } from '../policy/worlds';

let folder: ReturnType<typeof folderWith>;

beforeAll(() => {
  bundle();
  folder = folderWith();
});

afterAll(() => folder.remove());

const evaluated = (...args: string[]) => run(['policy', 'eval', ...args], folder.path);
const asked = (...args: string[]) => evaluated('k8s', '--from', 'shop/web', '--to', 'shop/orders', ...args);

test('help, also with everything it allows, fits a terminal of 80 columns', () => {
  for (const args of [['--help'], ['policy', '--help'], ['policy', 'eval', '--help'], ['policy', 'test', '--help']]) {
    const { code, out } = run(args);
    expect(code).toBe(0);
    expect(out.split('\n').filter((line) => line.length > 80)).toEqual([]);
  }
});

describe('a scenario', () => {
  test('prints a line a flow, after the release that judges', () => {
    expect(evaluated('shop.policy-test.yaml')).toEqual({
      code: 0,
      err: '',
      out: [
        'judged as Cilium 1.20.2 (shop.policy-test.yaml)',
        'allowed   shop/web → shop/orders TCP 8080 GET /v1/orders/7',
        'denied    entity:world → shop/orders TCP 8080 (at ingress: no rule allows it)',
        '',
      ].join('\n'),
    });
  });

  test('is explained with the rules and their places', () => {
    const { out } = evaluated('shop.policy-test.yaml', '--explain');
    expect(out).toContain('CiliumNetworkPolicy/shop/orders spec.ingress[0].toPorts[0] (k8s/policy.yaml:');
    expect(out).toContain('    nearest   ');
  });

  test('in a terminal of 80 columns has no longer line', () => {
    const { stdout } = spawnSync(process.execPath, [CLI, 'policy', 'eval', 'shop.policy-test.yaml', '--explain'], {
      cwd: folder.path,
      encoding: 'utf8',
      env: { ...process.env, COLUMNS: '80', NODE_OPTIONS: '' },
    });
    expect(stdout).toContain('nearest');
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  test('as JSON is exactly what evaluate returns', () => {
    const scenario = {
      ...shop,
      policies: [
        cnp({ ingress: [{ fromEndpoints: [{ matchLabels: { app: 'web' } }] }] }),
        cnp({ ingress: [{ fromCIDR: ['x'] }] }, 'bad'),
      ],
      flows: [
        { from: 'shop/web', to: 'shop/orders', proto: 'TCP', port: 80 },
        { from: 'mon/prom', to: 'shop/orders', proto: 'TCP', port: 80, expect: 'denied' },
      ],
    };
    folder.write('plain.json', JSON.stringify(scenario));
    const { code, out, err } = evaluated('plain.json', '--format', 'json');
    const printed = JSON.parse(out) as object;
    expect(code).toBe(0);
    const withoutPlaces = JSON.parse(
      JSON.stringify(printed, (key, value: unknown) => (key === 'location' ? undefined : value)),
    ) as object;
    expect(withoutPlaces).toEqual(JSON.parse(JSON.stringify(evaluate(scenario))));
    expect(Object.keys(printed)).toEqual(['policyErrors', 'flows']);
    expect(err).toContain('warning: plain.json:1:');
    expect(err).toContain('CiliumNetworkPolicy/shop/bad: Cilium 1.20.2 refuses this policy');
  });

  test('comes from standard input, too, its paths from the working directory', () => {
    const { out } = run(['policy', 'eval', '-'], folder.path, SHOP['shop.policy-test.yaml']);
    expect(out).toContain('judged as Cilium 1.20.2 (standard input)\nallowed ');
  });

  test('gives its world to a flow of the options', () => {
    const { out } = evaluated('shop.policy-test.yaml', '--from', 'shop/web', '--to', 'shop/orders', '--port', '9090');
    expect(out).toBe('judged as Cilium 1.20.2 (shop.policy-test.yaml)\nallowed   shop/web → shop/orders TCP 9090\n');
  });

  test('is judged as --cilium says, whatever it says itself', () => {
    expect(evaluated('shop.policy-test.yaml', '--cilium', '1.18.11').out).toMatch(
      /^judged as Cilium 1\.18\.11 \(--cilium\)\n/,
    );
  });

  test('may hold policies as objects beside the paths, and has their places', () => {
    folder.write(
      'inline.yaml',
      `policies:
  - k8s/policy.yaml
  - apiVersion: cilium.io/v2
    kind: CiliumClusterwideNetworkPolicy
    metadata: {name: none}
    spec:
      endpointSelector: {}
      ingressDeny:
        - fromEntities: [world]
manifests: [k8s, k8s/workloads.yaml]
flows:
  - {from: entity:world, to: shop/orders, port: 1}
`,
    );
    const { out, code } = evaluated('inline.yaml', '--explain');
    expect({ code, out }).toMatchObject({
      code: 0,
      out: expect.stringContaining('CiliumClusterwideNetworkPolicy/none spec.ingressDeny[0] (inline.yaml:9:11)'),
    });
  });
});

describe('one flow', () => {
  test.each([
    [['--port', 'http', '--http', 'GET:/v1/orders/7'], 'allowed   shop/web → shop/orders TCP 8080 GET /v1/orders/7'],
    [['--port', '8080', '--http', '/v1/orders/7'], 'allowed   shop/web → shop/orders TCP 8080 GET /v1/orders/7'],
    [
      ['--port', '8080', '--http', 'delete'],
      'denied    shop/web → shop/orders TCP 8080 DELETE / (at ingress: Envoy answers 403)',
    ],
    [
      ['--port', '8080', '--http', 'GET:/v1/orders/7', '--host', 'a.b', '--header', 'x-a=b=c'],
      'allowed   shop/web → shop/orders TCP 8080 GET /v1/orders/7, host a.b, x-a: b=c',
    ],
    [['--port', '8080'], 'redirect  shop/web → shop/orders TCP 8080 (at ingress: Envoy decides by HTTP rules)'],
    [['--port', '9090', '--proto', 'udp'], 'denied    shop/web → shop/orders UDP 9090 (at ingress: no rule allows it)'],
    [['--port', '9090', '--sni', 'a.b', '--authenticated', 'no'], 'allowed   shop/web → shop/orders TCP 9090 SNI a.b'],
    [['--proto', 'ICMP', '--icmp', '8'], 'denied    shop/web → shop/orders ICMP 8 (at ingress: no rule allows it)'],
    [
      ['--dns', 'example.com'],
      'denied    shop/web → shop/orders UDP 53 DNS example.com (at ingress: no rule allows it)',
    ],
  ])('%j', (args, line) => {
    const { code, out, err } = asked(...args);
    expect({ code, err, line: out.split('\n')[1] }).toEqual({ code: 0, err: '', line });
  });

  test('as JSON is one of flows', () => {
    const { flows, policyErrors } = JSON.parse(asked('--port', '9090', '--format', 'json').out) as {
      flows: { verdict: string }[];
      policyErrors: unknown[];
    };
    expect(policyErrors).toEqual([]);
    expect(flows.map(({ verdict }) => verdict)).toEqual(['allowed']);
  });

  test('is asked of an app in TypeScript, with the release and options of its cluster', () => {
    folder.write('package.json', '{}');
    folder.write(
      'clusters.ts',
      `import { defineCluster } from 'cdk8s-cilium';
       export const lab = defineCluster('lab', { cilium: '1.19.6', kubernetes: '1.34', values: { hubble: { tls: { auto: { method: 'cronJob' } } } } });`,
    );
    const { code, out } = evaluated(
      'clusters.ts',
      '--from',
      'entity:world',
      '--to',
      'kube-system/hubble-relay',
      '--port',
      '1',
    );
    expect([code, out]).not.toEqual([0, '']);
    folder.write(
      'app.yaml',
      scenarioWith(['manifests:\n  - k8s', 'manifests:\n  - k8s\n  - clusters.ts'], ['cilium: 1.20.2\n', '']),
    );
    expect(evaluated('app.yaml').out).toMatch(/^judged as Cilium 1\.19\.6 \(cluster lab\)\nallowed /);
  });
});

describe('a mistake is one message with its mend', () => {
  test.each([
    [
      ['k8s', '--from', 'shop/wbe', '--to', 'shop/orders', '--port', 'http'],
      '--from: no such end in this world',
      'did you mean shop/web?',
    ],
    [
      ['k8s', '--from', 'web', '--to', 'shop/orders', '--port', 'http'],
      '--from: no such end',
      'did you mean shop/web?',
    ],
    [
      ['k8s', '--from', 'shop/web', '--to', 'shop/orders', '--port', 'htp'],
      '--port: shop/orders has no port of this name',
      'did you mean http?',
    ],
    [
      ['k8s', '--from', 'shop/web', '--to', 'shop/orders', '--port', '99999'],
      '--port: this is a whole number',
      '0 to 65535',
    ],
    [['k8s', '--from', 'shop/web', '--to', 'shop/orders'], 'port is missing', 'add --port 443'],
    [
      ['k8s', '--from', 'shop/web', '--to', 'shop/orders', '--proto', 'icmp'],
      'the type of the message is missing',
      'add --icmp 8',
    ],
    [
      ['k8s', '--from', 'shop/web', '--to', 'shop/orders', '--port', '1', '--proto', 'TPCP'],
      '--proto: this word',
      'did you mean TCP?',
    ],
    [['k8s', '--from', 'shop/web', '--port', '1'], '--to is missing', 'name who is connected to'],
    [
      ['k8s', '--from', 'shop/web', '--to', 'shop/orders', '--port', '1', '--http', '7'],
      '--http is METHOD:PATH',
      'GET:/v1/orders',
    ],
    [
      ['k8s', '--from', 'shop/web', '--to', 'shop/orders', '--port', '1', '--header', '7'],
      '--header is NAME=VALUE',
      'x-user=7',
    ],
    [['k8s', '--fro', 'shop/web'], 'policy eval has no option --fro', 'did you mean --from?'],
    [['k8s'], 'which flow is to be evaluated?', 'name it with --from, --to and --port'],
    [[], 'what is to be evaluated?', 'or name a scenario'],
    [['shpo.policy-test.yaml'], 'shpo.policy-test.yaml: there is no such file', 'did you mean shop.policy-test.yaml?'],
    [
      ['k8z', '--from', 'shop/web', '--to', 'shop/orders', '--port', '1'],
      'k8z: there is no such file',
      'did you mean k8s?',
    ],
    [['k8s', 'shop.policy-test.yaml'], 'a scenario stands alone', 'name shop.policy-test.yaml only'],
    [
      ['shop.policy-test.yaml', '--cilium', '1.20'],
      'this release of Cilium is not in the catalogue',
      'did you mean 1.20.2?',
    ],
    [['empty.policy-test.yaml'], 'empty.policy-test.yaml: this file is empty', 'write flows'],
    [['no-flows.policy-test.yaml'], 'this scenario has no flows', 'add flows to it'],
    [['k8s/policy.yaml'], 'which flow is to be evaluated?', 'name it with --from'],
  ])('%j', (args, message, mend) => {
    folder.write('empty.policy-test.yaml', '\n');
    folder.write('no-flows.policy-test.yaml', 'manifests: [k8s]\n');
    const { code, out, err } = evaluated(...args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err.match(/^error: /gm)).toHaveLength(1);
    expect(err).toContain(message);
    expect(err).toContain(mend);
  });

  test('in a scenario has file, line and column, and all are told at once', () => {
    folder.write(
      'typo.policy-test.yaml',
      scenarioWith(['expect: denied', 'expct: denied'], ['port: http', 'prot: http'], ['- k8s', '- k8z']),
    );
    const { code, err } = evaluated('typo.policy-test.yaml');
    expect(code).toBe(2);
    expect(err.split('\n').filter((line) => /^error|fix/.test(line))).toEqual([
      'error: typo.policy-test.yaml:5:5 flows[0]: port is missing [scenario-lacks]',
      '  fix      add port: 443, or the port meant',
      'error: typo.policy-test.yaml:8:5 flows[0].prot: there is no key prot here [scenario-key]',
      '  fix      did you mean proto?',
      'error: typo.policy-test.yaml:15:5 flows[1].expct: there is no key expct here [scenario-key]',
      '  fix      did you mean expect?',
    ]);
  });

  test('in the paths of a scenario stands where the path is written', () => {
    folder.write('path.policy-test.yaml', scenarioWith(['- k8s', '- k8z']));
    expect(evaluated('path.policy-test.yaml').err).toBe(
      [
        'error: path.policy-test.yaml:3:5 manifests[0]: there is no such file or folder, from the folder of this file [file-unreadable]',
        '  got      k8z',
        '  fix      did you mean k8s?',
        '',
      ].join('\n'),
    );
  });

  test('in its ends and ports, too', () => {
    folder.write(
      'ends.policy-test.yaml',
      scenarioWith(
        ['to: shop/orders\n    port: http', 'to: shop/ordres\n    port: htp'],
        ['entity:world', 'entity:wrld'],
      ),
    );
    const { err } = evaluated('ends.policy-test.yaml');
    expect(err).toContain('ends.policy-test.yaml:7:5 flows[0].to: no such end in this world');
    expect(err).toContain('ends.policy-test.yaml:12:5 flows[1].from: no entity of that name');
    expect(err.match(/did you mean/g)).toHaveLength(2);
  });

  test('in the text of a scenario is told with its place', () => {
    folder.write('broken.policy-test.yaml', 'flows:\n\t- from: a\n');
    expect(evaluated('broken.policy-test.yaml').err).toMatch(
      /^error: broken\.policy-test\.yaml:2:1: this is neither YAML nor JSON/,
    );
    folder.write('two.policy-test.yaml', `${SHOP['shop.policy-test.yaml'] as string}---\nkind: Pod\n`);
    expect(evaluated('two.policy-test.yaml').err).toMatch(/a scenario is one document, and others follow it/);
    folder.write('twice.policy-test.yaml', `${SHOP['shop.policy-test.yaml'] as string}flows: []\n`);
    expect(evaluated('twice.policy-test.yaml').err).toMatch(/twice\.policy-test\.yaml:16:1: "flows" stands above/);
    folder.write('list.policy-test.yaml', '- 1\n');
    expect(evaluated('list.policy-test.yaml').err).toMatch(/list\.policy-test\.yaml: this is a map/);
  });

  test('as JSON where JSON is asked for', () => {
    const { code, out, err } = asked('--port', 'htp', '--format', 'json');
    expect({ code, err }).toEqual({ code: 2, err: '' });
    expect(JSON.parse(out)).toMatchObject({ issues: [{ code: 'unknown-port', path: '--port' }] });
  });
});

describe('a service as an end', () => {
  const service = `apiVersion: v1
kind: Service
metadata: {name: orders, namespace: shop}
spec:
  clusterIP: 10.96.0.7
  selector: {app: orders}
  ports: [{name: web, port: 80, targetPort: 8080}]
`;
  let own: ReturnType<typeof folderWith>;
  beforeAll(() => {
    own = folderWith({ ...SHOP, 'k8s/service.yaml': service, 'k8s/empty.yaml': '' });
  });
  afterAll(() => own.remove());
  const toService = (to: string, port: string, ...more: string[]) =>
    run(['policy', 'eval', 'k8s', '--from', 'shop/web', '--to', to, '--port', port, ...more], own.path);

  test('is decided at its pods and their port, by its name, its address and the name of its port', () => {
    for (const [to, port] of [
      ['svc:shop/orders', '80'],
      ['svc:shop/orders', 'web'],
      ['ip:10.96.0.7', '80'],
    ] as const)
      expect(toService(to, port, '--http', 'GET:/v1/orders/7')).toMatchObject({
        code: 0,
        out: expect.stringMatching(/^allowed {3}shop\/web/m),
      });
    expect(toService('svc:shop/orders', '80', '--explain').out).toContain(
      'svc:shop/orders port 80 is shop/orders port 8080',
    );
  });

  test('that is not there, or a port that it lacks, is one clear error', () => {
    expect(toService('svc:shop/order', '80')).toMatchObject({
      code: 2,
      err: expect.stringContaining('did you mean svc:shop/orders?'),
    });
    expect(toService('svc:shop/orders', '81')).toMatchObject({
      code: 2,
      err: expect.stringContaining('allowed  80/TCP'),
    });
  });
});
