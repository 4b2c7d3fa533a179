import fc from 'fast-check';
import { repository, unpackVerdict } from '../../src/policy';
import type { Flow, PolicyObject } from '../../src/policy';
import { bruteForce } from '../../src/policy/brute-force';
import { protocolNumber } from '../../src/policy/protocol';
import { cnp, kcnp, np, shop } from './worlds';

const peer = fc.constantFrom<Record<string, unknown>>(
  {},
  { Endpoints: [{}] },
  { Endpoints: [{ matchLabels: { app: 'web' } }] },
  { Endpoints: [{ matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'kube-system' } }] },
  { Entities: ['world'] },
  { Entities: ['host', 'cluster'] },
  { CIDR: ['203.0.113.0/24'] },
  { Endpoints: [] },
);
const ports = fc.constantFrom<Record<string, unknown>>(
  {},
  { toPorts: [{ ports: [{ port: '80', protocol: 'TCP' }] }] },
  { toPorts: [{ ports: [{ port: '50', endPort: 100 }] }] },
  { toPorts: [{ ports: [{ port: 'http' }] }] },
);
const l7 = fc.constantFrom<Record<string, unknown>>({
  toPorts: [{ ports: [{ port: '80', protocol: 'TCP' }], rules: { http: [{ path: '/a' }] } }],
});
const dns = { toPorts: [{ ports: [{ port: '53', protocol: 'UDP' }], rules: { dns: [{ matchPattern: '*.com' }] } }] };
const rule = (direction: 'from' | 'to', of: fc.Arbitrary<Record<string, unknown>>) =>
  fc.tuple(peer, of).map(([l3, l4]) => ({
    ...Object.fromEntries(Object.entries(l3).map(([key, value]) => [direction + key, value])),
    ...l4,
  }));
const allow = fc
  .tuple(rule('from', fc.oneof(ports, l7)), rule('to', fc.oneof(ports, l7, fc.constant(dns))))
  .map(([ingress, egress]) => ({ ingress: [ingress], egress: [egress] }));
const deny = fc.tuple(rule('from', ports), rule('to', ports)).map(([i, e]) => ({ ingressDeny: [i], egressDeny: [e] }));
const tiered = fc
  .record({
    tier: fc.constantFrom('Admin', 'Baseline'),
    priority: fc.integer({ min: 1, max: 3 }),
    action: fc.constantFrom('Accept', 'Deny', 'Pass'),
    protocols: fc.constantFrom([], [{ tcp: { destinationPort: { number: 80 } } }]),
  })
  .map(({ action, protocols, ...spec }) =>
    kcnp({ ...spec, ingress: [{ action, protocols }], egress: [{ action, from: [] }] }),
  );
const policy: fc.Arbitrary<PolicyObject> = fc.oneof(
  fc
    .tuple(fc.oneof(allow, deny), fc.constantFrom({}, { ingress: false, egress: false }))
    .map(([spec, mode]) => cnp({ ...spec, enableDefaultDeny: mode })),
  tiered,
  fc.constantFrom(np({}), np({ egress: [{ ports: [{ port: 80 }] }] })),
);
const named = (policies: readonly PolicyObject[]) =>
  policies.map((one, index) => ({ ...one, metadata: { ...(one.metadata as object), name: `p${index}` } }));

const ENDS = ['shop/web', 'mon/prom', 'kube-system/dns', 'node:n1', 'ip:203.0.113.5', 'entity:init'];
const flows: Flow[] = ENDS.flatMap((end) =>
  [
    { proto: 'TCP', port: 80 },
    { proto: 'TCP', port: 80, http: { path: '/a' } },
    { proto: 'TCP', port: 8080, http: {} },
    { proto: 'UDP', port: 53, dns: 'a.com' },
    { proto: 'ICMP', icmp: 8 },
  ].flatMap((flow) => [
    { ...flow, from: end, to: 'shop/orders' },
    { ...flow, from: 'shop/orders', to: end },
  ]),
);
const release = fc.constantFrom('1.20.2', '1.19.7', '1.18.11');
const verdicts = (cilium: string, policies: readonly PolicyObject[]) => {
  const ready = repository({ ...shop, cilium, policies });
  return flows.map((flow) => ready.flow(flow));
};

describe('verdicts', () => {
  test('are the same by look-up, in full, and by brute force', () => {
    fc.assert(
      fc.property(release, fc.array(policy, { maxLength: 5 }), (cilium, given) => {
        const world = { ...shop, cilium, policies: named(given) };
        const ready = repository(world);
        const brute = bruteForce(world);
        for (const flow of flows) {
          const full = ready.flow(flow);
          const slow = brute(flow);
          const number = protocolNumber(flow.proto) as number;
          const packed = ready.lookup(ready.peer(flow.from), ready.peer(flow.to), number, flow.icmp ?? flow.port ?? 0);
          for (const direction of ['egress', 'ingress'] as const) {
            const { decision, l7: proxy } = full[direction];
            expect(slow[direction]).toEqual({ decision, ...(proxy && { l7: proxy.decision }) });
            expect(unpackVerdict(packed, direction)).toEqual({ decision, redirect: proxy?.type ?? '' });
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  test('of a name without an answer are those of every address, or undecided', () => {
    const cidr = fc
      .tuple(
        fc.constantFrom('0.0.0.0', '10.0.0.0', '10.1.0.0', '128.0.0.0', '203.0.113.0'),
        fc.integer({ max: 32, min: 1 }),
      )
      .map(([address, bits]) => `${address}/${bits}`);
    const section = fc.constantFrom('egress', 'egressDeny');
    const rules = fc.array(fc.tuple(section, fc.array(cidr, { minLength: 1, maxLength: 3 })), { maxLength: 3 });
    fc.assert(
      fc.property(release, rules, fc.array(fc.ipV4(), { minLength: 20, maxLength: 20 }), (cilium, given, random) => {
        const policies = named(given.map(([name, toCIDR]) => cnp({ [name]: [{ toCIDR }] })));
        const world = { ...shop, cilium, policies: [...policies, np({ policyTypes: ['Egress'] }, 'base')] };
        const brute = bruteForce(world);
        const firsts = given.flatMap(([, cidrs]) => cidrs.map((one) => one.slice(0, one.indexOf('/'))));
        const reach = (address: string) =>
          brute({ from: 'shop/orders', to: `ip:${address}`, proto: 'TCP', port: 80 }).egress.decision;
        const found = new Set([...random, ...firsts, '1.1.1.1'].map(reach));
        const { decision } = repository(world).flow({
          from: 'shop/orders',
          to: 'fqdn:a.b',
          proto: 'TCP',
          port: 80,
        }).egress;
        if (decision === 'undecided') return;
        expect([...found]).toEqual([decision]);
      }),
      { numRuns: 60 },
    );
  });

  test('lose no connection to an added allow rule under default deny', () => {
    const base = np({ policyTypes: ['Ingress', 'Egress'] });
    fc.assert(
      fc.property(release, fc.array(fc.oneof(allow, deny), { maxLength: 4 }), allow, (cilium, given, more) => {
        const before = verdicts(cilium, [base, ...named(given.map((spec) => cnp(spec)))]);
        const after = verdicts(cilium, [base, ...named(given.map((spec) => cnp(spec))), cnp(more, 'more')]);
        before.forEach((result, index) => {
          if (result.verdict === 'allowed') expect(after[index]?.verdict).not.toBe('denied');
        });
      }),
      { numRuns: 40 },
    );
  });

  test('gain no connection from an added deny rule', () => {
    fc.assert(
      fc.property(release, fc.array(fc.oneof(allow, deny), { maxLength: 4 }), deny, (cilium, given, more) => {
        const before = verdicts(cilium, named(given.map((spec) => cnp(spec))));
        const after = verdicts(cilium, [...named(given.map((spec) => cnp(spec))), cnp(more, 'more')]);
        before.forEach((result, index) => {
          if (result.verdict === 'denied') expect(after[index]?.verdict).toBe('denied');
        });
      }),
      { numRuns: 40 },
    );
  });

  test('do not depend on the order of policies', () => {
    const shape = (cilium: string, policies: readonly PolicyObject[]) =>
      verdicts(cilium, policies).map(({ verdict, egress, ingress }) => [verdict, egress.decision, ingress.decision]);
    fc.assert(
      fc.property(release, fc.array(policy, { maxLength: 5 }), (cilium, given) => {
        const policies = named(given);
        expect(shape(cilium, [...policies].reverse())).toEqual(shape(cilium, policies));
      }),
      { numRuns: 40 },
    );
  });
});
