import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect as imported } from '@jest/globals';
import { defineCluster } from '../../src';
import { policyMatchers, policyWorld } from '../../src/jest';
import { labels, policy, tcp, GET } from '../../src/policy';

const orders = policy('orders', {
  namespace: 'shop',
  endpointSelector: labels({ app: 'orders' }),
  ingress: [{ fromEndpoints: [labels({ app: 'web' })], toPorts: [tcp(8080, GET('/v1/orders/[0-9]+'))] }],
  egress: [{ toFQDNs: [{ matchName: 'api.example.com' }] }],
});
const endpoints = [
  { name: 'web', namespace: 'shop', labels: { app: 'web' } },
  { name: 'orders', namespace: 'shop', labels: { app: 'orders' }, ports: [{ name: 'http', port: 8080 }] },
];
const world = policyWorld({ cilium: '1.20.2', policies: [orders], endpoints });
const web = { from: 'shop/web', to: 'shop/orders' };

const messageOf = (assertion: () => void): string => {
  try {
    assertion();
  } catch (error) {
    return (error as Error).message;
  }
  return 'passed';
};

describe('a flow', () => {
  test('is judged in a sentence', () => {
    expect(world.flow({ ...web, port: 'http', http: { path: '/v1/orders/7' } })).toBeAllowed();
    expect(world.flow({ ...web, port: 8080, http: { method: 'DELETE', path: '/v1/orders/7' } })).toBeDenied();
    expect(world.flow({ ...web, port: 9090 })).not.toBeAllowed();
    expect(world.flow({ ...web, port: 8080, http: { path: '/v1/orders/7' } })).not.toBeDenied();
  });

  test('is judged by the expect of @jest/globals, too', () => {
    imported(world.flow({ ...web, port: 9090 })).toBeDenied();
  });

  test('fails with the explanation', () => {
    expect(messageOf(() => expect(world.flow({ ...web, port: 9090 })).toBeAllowed())).toBe(
      [
        'expected shop/web → shop/orders TCP 9090 to be allowed, but it is denied at ingress: no rule allows it',
        '',
        '  egress   allowed: no policy restricts egress of shop/web',
        '  ingress  denied: shop/orders is under default deny, and no ingress rule allows it',
        '    nearest   CiliumNetworkPolicy/shop/orders spec.ingress[0].toPorts[0]: it selects the peer, but opens 8080/TCP',
      ].join('\n'),
    );
    expect(messageOf(() => expect(world.flow({ ...web, port: 9090 })).not.toBeDenied())).toMatch(
      /^expected .* not to be denied/,
    );
  });

  test('that a proxy or missing input decides is neither, also where `not` asks', () => {
    const redirected = world.flow({ ...web, port: 8080 });
    for (const judge of [
      () => expect(redirected).toBeAllowed(),
      () => expect(redirected).not.toBeAllowed(),
      () => expect(redirected).toBeDenied(),
      () => expect(redirected).not.toBeDenied(),
    ]) {
      expect(messageOf(judge)).toMatch(
        /but it is redirect at ingress: Envoy decides.*\na proxy decides: give the flow its request/,
      );
    }
    const undecided = { ...redirected, result: { ...redirected.result, verdict: 'undecided' as const } };
    expect(messageOf(() => expect(undecided).not.toBeAllowed())).toMatch(/input is missing/);
  });

  test('fails where something else is judged', () => {
    expect(messageOf(() => expect('shop/web').toBeAllowed())).toMatch(/toBeAllowed judges a flow: expect\(world\.flow/);
  });

  test('fails for a typing mistake with what was meant', () => {
    expect(() => world.flow({ from: 'shop/wbe', to: 'shop/orders', port: 'htp' })).toThrow(
      /from: no such end[^]*did you mean shop\/web\?[^]*port: shop\/orders has no port[^]*did you mean http\?/,
    );
  });
});

describe('a world of policies', () => {
  test('fails for everything that is wrong with it at once', () => {
    const wrong = { cilium: '1.20.99', policies: [{ kind: 'NetworkPolicies' }], endpoint: [] };
    expect(() => policyWorld(wrong)).toThrow(
      /unknown-release[^]*did you mean NetworkPolicy\?[^]*did you mean endpoints\?/,
    );
  });

  test('fails where the agent refuses a policy, unless that is expected', () => {
    const bad = { kind: 'CiliumNetworkPolicy', metadata: { name: 'bad', namespace: 'shop' }, spec: {} };
    expect(() => policyWorld({ policies: [bad] })).toThrow(
      /CiliumNetworkPolicy\/shop\/bad: Cilium .* refuses this policy/,
    );
    const { policies } = policyWorld({ policies: [bad], expectPolicyErrors: ['CiliumNetworkPolicy/shop/bad'] });
    expect(policies.policyErrors).toHaveLength(1);
  });

  test('takes release, policies and options of a cluster', () => {
    const cluster = defineCluster('lab', {
      cilium: '1.19.6',
      kubernetes: '1.34',
      values: { policyEnforcementMode: 'always', cluster: { name: 'lab', id: 1 } },
      policies: [orders],
    });
    const { policies, flow } = policyWorld({ cluster, endpoints });
    expect(policies.world).toMatchObject({ cilium: '1.19.6', config: { enablePolicy: 'always', clusterName: 'lab' } });
    expect(flow({ ...web, port: 9090 })).toBeDenied();
    expect(policyWorld({ cluster, endpoints, cilium: '1.20.2' }).policies.world.cilium).toBe('1.20.2');
  });

  test('reads policies and workloads from files and folders, and names their places', () => {
    const folder = mkdtempSync(join(tmpdir(), 'policy-world-'));
    try {
      mkdirSync(join(folder, 'k8s/.hidden'), { recursive: true });
      const pod = (name: string) =>
        `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, namespace: shop, labels: {app: ${name}}}\nspec: {containers: []}\n`;
      writeFileSync(join(folder, 'k8s/pods.yaml'), `${pod('web')}---\n${pod('orders')}`);
      writeFileSync(join(folder, 'k8s/policy.json'), JSON.stringify(orders));
      writeFileSync(join(folder, 'k8s/.hidden/x.yaml'), 'a: [');
      const read = policyWorld({ manifests: [folder] });
      expect(read.flow({ ...web, port: 9090 })).toBeDenied();
      expect(read.policies.rules[0]?.location).toMatchObject({ file: expect.stringMatching(/policy\.json$/), line: 1 });
      expect(() => policyWorld({ manifests: [join(folder, 'k8ss')] })).toThrow(/cannot be read: ENOENT/);
      writeFileSync(join(folder, 'k8s/broken.yaml'), 'a: [');
      expect(() => policyWorld({ policies: [join(folder, 'k8s')] })).toThrow(/this is not YAML/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

test('another runner with expect.extend takes the matchers as they are', () => {
  const flow = world.flow({ ...web, port: 9090 });
  const { pass, message } = policyMatchers.toBeDenied.call({}, flow);
  expect({ pass, message: message() }).toMatchObject({
    pass: true,
    message: expect.stringMatching(/^expected shop\/web/),
  });
});

test('without a global expect the matchers go to that of @jest/globals', () => {
  const scope = globalThis as { expect?: unknown };
  const { expect: injected } = scope;
  const extend = jest.spyOn(imported, 'extend');
  try {
    scope.expect = undefined;
    jest.isolateModules(() => void jest.requireActual('../../src/jest/register'));
  } finally {
    scope.expect = injected;
  }
  expect(extend.mock.calls.map(([matchers]) => Object.keys(matchers))).toEqual([['toBeAllowed', 'toBeDenied']]);
});
