import { repository, withOrigin, type PolicyObject } from '../../src/policy';
import { coverage } from '../../src/policy/coverage';
import { ruleText } from '../../src/policy/explain';
import { ccnp, cnp, np, port, shop, tcp } from './worlds';

const at = (file: string, policy: PolicyObject): PolicyObject =>
  withOrigin(policy, { file, locate: (path) => ({ line: 10 * path.length + Number(path.at(-1) ?? 0), column: 1 }) });

const policies = [
  at(
    'a.yaml',
    cnp({
      ingress: [
        { fromEndpoints: [{ matchLabels: { app: 'web' } }], toPorts: [port('80', 'TCP'), port('90', 'TCP')] },
        { fromEntities: ['health'] },
      ],
      egress: [{ toEntities: ['world'] }],
    }),
  ),
  at('a.yaml', ccnp({ endpointSelector: {}, ingressDeny: [{ fromEntities: ['world'] }] })),
  at('b.yaml', np({ ingress: [{ ports: [{ port: 70 }, { port: 71 }] }] })),
];

const asked = repository({ ...shop, policies });
const ORDERS = 'shop/orders';
const trial = (...flows: Parameters<typeof tcp>[]) => ({
  policies: asked,
  results: flows.map((flow) => asked.flow(tcp(...flow))),
});
const used = (...flows: Parameters<typeof tcp>[]) =>
  coverage([trial(...flows)])
    .rules.filter((one) => one.flows > 0)
    .map(({ rule, flows: count }) => `${rule.policy} ${rule.rule} ${count}`);

test('every rule is listed with its place, by file and line; one with several ports as several', () => {
  const { rules, exercised, percent } = coverage([trial()]);
  expect(rules.map(({ rule }) => ruleText(rule))).toEqual([
    'CiliumClusterwideNetworkPolicy/c spec.ingressDeny[0] (a.yaml:30:1)',
    'CiliumNetworkPolicy/shop/p spec.egress[0] (a.yaml:30:1)',
    'CiliumNetworkPolicy/shop/p spec.ingress[1] (a.yaml:31:1)',
    'CiliumNetworkPolicy/shop/p spec.ingress[0].toPorts[0] (a.yaml:50:1)',
    'CiliumNetworkPolicy/shop/p spec.ingress[0].toPorts[1] (a.yaml:51:1)',
    'NetworkPolicy/shop/n spec.ingress[0].ports[0] (b.yaml:50:1)',
    'NetworkPolicy/shop/n spec.ingress[0].ports[1] (b.yaml:51:1)',
  ]);
  expect({ exercised, percent }).toEqual({ exercised: 0, percent: 0 });
});

test('a rule is exercised when it allowed a flow or denied one', () => {
  expect(used(['shop/web', ORDERS, 90], ['entity:world', ORDERS, 80], ['shop/web', ORDERS, 71])).toEqual([
    'CiliumClusterwideNetworkPolicy//c spec.ingressDeny[0] 1',
    'CiliumNetworkPolicy/shop/p spec.ingress[0].toPorts[1] 1',
    'NetworkPolicy/shop/n spec.ingress[0].ports[1] 1',
  ]);
});

test('a flow that no rule allows exercises none', () => expect(used(['mon/prom', ORDERS, 443])).toEqual([]));

test('several trials of the same files count together', () => {
  const { exercised, percent, rules } = coverage([
    trial(['shop/web', ORDERS, 80]),
    trial(['shop/web', ORDERS, 80], ['shop/web', ORDERS, 90]),
  ]);
  expect({ exercised, percent, all: rules.length }).toEqual({ exercised: 2, percent: 28, all: 7 });
  expect(rules.find(({ rule }) => rule.rule.endsWith('toPorts[0]'))?.flows).toBe(2);
});

test('without rules everything is covered', () => {
  const none = repository({ ...shop, policies: [] });
  expect(coverage([{ policies: none, results: [] }])).toEqual({ rules: [], exercised: 0, percent: 100 });
});
