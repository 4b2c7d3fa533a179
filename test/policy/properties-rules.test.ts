import fc from 'fast-check';
import { repository } from '../../src/policy';
import type { DirectionResult, Flow, PolicyObject } from '../../src/policy';
import { PolicyLintContext } from '../../src/policy/lint/context';
import { runFindings } from '../../src/core/finding';
import { POLICY_FINDINGS } from '../../src/policy/lint/findings';
import { bruteForce } from '../../src/policy/brute-force';
import { cnp, np, shop } from './worlds';

type Rule = Readonly<Record<string, unknown>>;

const PEERS: readonly Rule[] = [
  {},
  { Endpoints: [{}] },
  { Endpoints: [{ matchLabels: { app: 'web' } }] },
  { Endpoints: [{ matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['web'] }] }] },
  { Endpoints: [{ matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'kube-system' } }] },
  { Entities: ['world'] },
  { Entities: ['cluster'] },
  { Entities: ['all'] },
  { CIDR: ['203.0.113.0/24'] },
  { CIDRSet: [{ cidr: '203.0.112.0/23', except: ['203.0.113.5/32'] }] },
  { Endpoints: [] },
];
const ports = (...given: readonly Rule[]): Rule => ({ toPorts: [{ ports: given }] });
const PORTS: readonly Rule[] = [
  {},
  ports({ port: '80', protocol: 'TCP' }),
  ports({ port: '50', endPort: 100 }),
  ports({ port: '53', protocol: 'ANY' }),
  ports({ port: '0', protocol: 'UDP' }),
  ports({ port: 'http' }),
  { icmps: [{ fields: [{ type: 8 }] }] },
];
const HTTP: readonly Rule[] = [{ path: '/a' }, { method: 'GET' }, { path: '/b', method: 'POST' }, {}];
const DNS: readonly Rule[] = [
  { matchPattern: '*.com' },
  { matchName: 'a.com' },
  { matchName: 'b.org' },
  { matchPattern: '*' },
];

const withPeer = (direction: 'from' | 'to', l4: fc.Arbitrary<Rule>): fc.Arbitrary<Rule> =>
  fc.tuple(fc.constantFrom(...PEERS), l4).map(([peer, rest]) => ({
    ...Object.fromEntries(Object.entries(peer).map(([key, value]) => [direction + key, value])),
    ...rest,
  }));
const plain = fc.constantFrom(...PORTS);
const http = fc
  .subarray([...HTTP], { minLength: 1 })
  .map((rules): Rule => ({ toPorts: [{ ports: [{ port: '80', protocol: 'TCP' }], rules: { http: rules } }] }));
const dns = fc
  .subarray([...DNS], { minLength: 1 })
  .map((rules): Rule => ({ toPorts: [{ ports: [{ port: '53', protocol: 'ANY' }], rules: { dns: rules } }] }));

const sections = (ingress: fc.Arbitrary<Rule>, egress: fc.Arbitrary<Rule>, deny = '') =>
  fc
    .tuple(fc.array(withPeer('from', ingress), { maxLength: 2 }), fc.array(withPeer('to', egress), { maxLength: 2 }))
    .filter(([a, b]) => a.length + b.length > 0)
    .map(([a, b]): Rule => ({
      ...(a.length > 0 && { [`ingress${deny}`]: a }),
      ...(b.length > 0 && { [`egress${deny}`]: b }),
    }));
const allow = sections(fc.oneof(plain, http), fc.oneof(plain, http, dns));
const deny = sections(plain, plain, 'Deny');
const mode = fc.constantFrom<Rule>({}, { enableDefaultDeny: { ingress: false, egress: false } });
const policies = fc
  .array(fc.tuple(fc.oneof({ weight: 3, arbitrary: allow }, deny), mode), { maxLength: 4 })
  .map((specs) => specs.map(([spec, more], at) => cnp({ ...spec, ...more }, `p${at}`)));
const release = fc.constantFrom('1.20.2', '1.19.7', '1.18.11');

const ENDS = [
  'shop/web',
  'mon/prom',
  'kube-system/dns',
  'node:n1',
  'node:n2',
  'ip:203.0.113.5',
  'ip:203.0.113.9',
  'entity:ingress',
];
const FLOWS: readonly Flow[] = ENDS.flatMap((end) =>
  (
    [
      { proto: 'TCP', port: 80 },
      ...['/a', '/b', '/c'].flatMap((path) =>
        ['GET', 'POST'].map((method) => ({ proto: 'TCP', port: 80, http: { path, method } })),
      ),
      { proto: 'TCP', port: 8080 },
      { proto: 'TCP', port: 53, dns: 'a.com' },
      ...['a.com', 'b.org', 'c.net'].map((name) => ({ proto: 'UDP', port: 53, dns: name })),
      { proto: 'UDP', port: 99 },
      { proto: 'ICMP', icmp: 8 },
    ] as const
  ).flatMap((flow): Flow[] => [
    { ...flow, from: end, to: 'shop/orders' },
    { ...flow, from: 'shop/orders', to: end },
  ]),
);

/** The subject's side of each flow: what is judged here is one pod, `shop/orders`. */
function own(cilium: string, given: readonly PolicyObject[]): (flow: Flow) => DirectionResult {
  const ready = repository({ ...shop, cilium, policies: given });
  return (flow) => ready.flow(flow)[flow.to === 'shop/orders' ? 'ingress' : 'egress'];
}
const passes = ({ decision, l7 }: DirectionResult): boolean => decision === 'allowed' && l7?.decision !== 'denied';
const failed = ({ decision }: DirectionResult): boolean => decision === 'error';

/** Both directions of the pod under default deny. */
const closed = np({ policyTypes: ['Ingress', 'Egress'] });
const isLocalHost = ({ from }: Flow): boolean => from === 'entity:host' || from === 'node:n1';
const RUNS = { numRuns: 25 };

/** Fails with the flows that something does not hold for. */
const holdsFor = (fits: (flow: Flow) => boolean): void => expect(FLOWS.filter((flow) => !fits(flow))).toEqual([]);

describe('rules, as Cilium has them', () => {
  test('an added allow rule takes away nothing under default deny, but a name that only wider ports let be asked for', () => {
    fc.assert(
      fc.property(release, policies, allow, (cilium, given, more) => {
        const before = own(cilium, [closed, ...given]);
        const after = own(cilium, [closed, ...given, cnp(more, 'more')]);
        holdsFor((flow) => {
          const [was, is] = [before(flow), after(flow)];
          // HTTP and DNS rules of one port cannot be merged: the pod's policy fails as a whole.
          if (!passes(was) || passes(is) || failed(is)) return true;
          // Before 1.20 the local host may send anything unless a rule selects it by itself (pkg/policy/l4.go of 1.19).
          if (isLocalHost(flow) && is.l7?.type === 'http') return !cilium.startsWith('1.20');
          // The DNS proxy asks filters of exactly the port: there an added DNS rule restricts what wider rules allow.
          return is.l7?.type === 'dns' && was.l7 === undefined && JSON.stringify(more).includes('"dns":');
        });
      }),
      RUNS,
    );
  });

  test('an allow rule without DNS rules that turns on no default deny takes away nothing, default deny or not', () => {
    fc.assert(
      fc.property(release, policies, sections(fc.oneof(plain, http), fc.oneof(plain, http)), (cilium, given, more) => {
        const before = own(cilium, given);
        const added = { ...more, enableDefaultDeny: { ingress: false, egress: false } };
        const after = own(cilium, [...given, cnp(added, 'more')]);
        holdsFor((flow) => {
          const [was, is] = [before(flow), after(flow)];
          if (!passes(was) || passes(is) || failed(is)) return true;
          // Before 1.20 the local host may send anything unless a rule selects it by itself.
          return isLocalHost(flow) && is.l7?.type === 'http' && !cilium.startsWith('1.20');
        });
      }),
      RUNS,
    );
  });

  test('an added deny rule gives nothing: what was denied or refused stays so, unless it ends a conflict of parsers', () => {
    fc.assert(
      fc.property(release, policies, deny, mode, (cilium, given, more, how) => {
        const before = own(cilium, given);
        const after = own(cilium, [...given, cnp({ ...more, ...how }, 'more')]);
        holdsFor((flow) => passes(before(flow)) || failed(before(flow)) || !passes(after(flow)));
      }),
      RUNS,
    );
  });

  test('a deny rule denies whom it selects, whatever is allowed and whether it turns on default deny', () => {
    fc.assert(
      fc.property(release, policies, mode, (cilium, given, how) => {
        const all = { ingressDeny: [{ fromEntities: ['all'] }], egressDeny: [{ toEntities: ['all'] }] };
        const after = own(cilium, [...given, cnp({ ...all, ...how }, 'more')]);
        holdsFor((flow) => !passes(after(flow)));
      }),
      RUNS,
    );
  });

  test('the order of policies, and of rules in them, is irrelevant', () => {
    const reversed = ({ spec, ...rest }: PolicyObject): PolicyObject => ({
      ...rest,
      spec: Object.fromEntries(
        Object.entries(spec as Rule).map(([key, value]) => [
          key,
          Array.isArray(value) ? [...(value as unknown[])].reverse() : value,
        ]),
      ),
    });
    fc.assert(
      fc.property(release, policies, (cilium, given) => {
        const one = own(cilium, given);
        const other = own(cilium, [...given].reverse().map(reversed));
        const shape = ({ decision, enforced, l7 }: DirectionResult): string =>
          [decision, enforced, l7?.type, l7?.decision].join();
        holdsFor((flow) => shape(one(flow)) === shape(other(flow)));
      }),
      RUNS,
    );
  });

  test('a policy twice is a policy once', () => {
    fc.assert(
      fc.property(release, policies, (cilium, given) => {
        const one = own(cilium, given);
        const twice = own(cilium, [
          ...given,
          ...given.map((policy, at) => ({ ...policy, metadata: { name: `again${at}`, namespace: 'shop' } })),
        ]);
        holdsFor((flow) => passes(twice(flow)) === passes(one(flow)));
      }),
      RUNS,
    );
  });
});

describe('what lint says of rules', () => {
  /** A policy without the rule that a path names; undefined where nothing is left of it. */
  function without(policy: PolicyObject, path: string): PolicyObject | undefined {
    const [, field = '', at = ''] = /^spec\.(\w+)\[(\d+)\]$/.exec(path) ?? [];
    const spec = { ...(policy.spec as Record<string, unknown>) };
    const rules = (spec[field] as unknown[]).filter((_, index) => index !== Number(at));
    spec[field] = rules.length > 0 ? rules : undefined;
    const sections = ['ingress', 'ingressDeny', 'egress', 'egressDeny'];
    return sections.some((section) => spec[section] !== undefined) ? { ...policy, spec } : undefined;
  }

  test('a rule that it calls shadowed or unreachable can go, by brute force too', () => {
    let told = 0;
    fc.assert(
      fc.property(release, policies, (cilium, given) => {
        const world = { ...shop, cilium, policies: given };
        const findings = POLICY_FINDINGS.filter(({ code }) => code === 'rule-shadowed' || code === 'rule-unreachable');
        const context = new PolicyLintContext({ world });
        for (const { path } of runFindings(findings, context).slice(0, 1)) {
          const [label, rule = ''] = path.split(' ');
          const left = given.flatMap((policy): PolicyObject[] => {
            const { name } = policy.metadata as { name: string };
            if (`CiliumNetworkPolicy/shop/${name}` !== label) return [policy];
            const rest = without(policy, rule);
            return rest ? [rest] : [];
          });
          told++;
          const before = bruteForce(world);
          const after = bruteForce({ ...world, policies: left });
          const [one, other] = [own(cilium, given), own(cilium, left)];
          holdsFor(
            (flow) =>
              failed(one(flow)) ||
              (passes(other(flow)) === passes(one(flow)) &&
                JSON.stringify(after(flow)) === JSON.stringify(before(flow))),
          );
        }
      }),
      { numRuns: 80 },
    );
    expect(told).toBeGreaterThan(3);
  });

  test('L7 rules that it calls swallowed let every request of their peers pass', () => {
    fc.assert(
      fc.property(release, policies, (cilium, given) => {
        const world = { ...shop, cilium, policies: given };
        const context = new PolicyLintContext({ world });
        const swallowed = POLICY_FINDINGS.filter(({ code }) => code === 'l7-swallowed');
        const result = own(cilium, given);
        for (const { path, message } of runFindings(swallowed, context)) {
          if (!message.includes('http rules restrict nothing')) continue;
          const [label, rule = ''] = path.split(' ');
          const grants = context.grants.filter(({ policy, ref }) => policy.label === label && ref.rule === rule);
          holdsFor((flow) => {
            const ingress = flow.to === 'shop/orders';
            const end = ingress ? flow.from : flow.to;
            const identity = context.pods.find((pod) => pod.end === end)?.identity;
            const about = grants.some(
              (grant) => grant.entry.ingress === ingress && identity !== undefined && grant.peer.matches(identity),
            );
            if (!about || flow.port !== 80 || !flow.http) return true;
            const { decision, l7 } = result(flow);
            return decision !== 'allowed' || l7?.decision !== 'denied';
          });
        }
      }),
      { numRuns: 60 },
    );
  });
});
