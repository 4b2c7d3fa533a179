import { evaluate } from '../../src/policy';
import type { Flow, FlowResult, PolicyConfig, PolicyObject, World } from '../../src/policy';
import { bruteForce } from '../../src/policy/brute-force';
import { ccnp, cnp, np, shop, tcp } from './worlds';

const ORDERS = 'shop/orders';
const one = (policies: readonly PolicyObject[], flow: Flow, more: Partial<World> = {}): FlowResult => {
  const world = { ...shop, ...more, policies };
  const result = evaluate({ ...world, flows: [flow] }).flows[0] as FlowResult;
  const slow = bruteForce(world)(flow);
  expect([slow.egress.decision, slow.ingress.decision]).toEqual([result.egress.decision, result.ingress.decision]);
  return result;
};
const verdict = (policies: readonly PolicyObject[], flow: Flow, more: Partial<World> = {}): string =>
  one(policies, flow, more).verdict;

describe('policy-cidr-match-mode', () => {
  const to = (cidr: string) => [cnp({ egress: [{ toCIDR: [cidr] }] })];
  const mode = (...policyCIDRMatchMode: string[]): Partial<World> => ({ config: { policyCIDRMatchMode } });

  test('nodes lets CIDRs, groups and names select nodes, the local one too', () => {
    for (const end of ['node:n1', 'node:n2']) {
      expect(verdict(to('192.168.0.0/24'), tcp(ORDERS, end, 80))).toBe('denied');
      expect(verdict(to('192.168.0.0/24'), tcp(ORDERS, end, 80), mode('nodes'))).toBe('allowed');
      expect(verdict(to('192.168.1.0/24'), tcp(ORDERS, end, 80), mode('nodes'))).toBe('denied');
    }
    expect(verdict(to('0.0.0.0/0'), tcp(ORDERS, 'node:n2', 80), mode('nodes'))).toBe('denied');
    const group = [cnp({ egress: [{ toCIDRSet: [{ cidrGroupRef: 'g' }] }] })];
    const cidrGroups = [{ name: 'g', cidrs: ['192.168.0.2/32'] }];
    expect(verdict(group, tcp(ORDERS, 'node:n2', 80), { ...mode('nodes'), cidrGroups })).toBe('allowed');
    expect(verdict(group, tcp(ORDERS, 'node:n2', 80), { cidrGroups })).toBe('denied');
    const name = [cnp({ egress: [{ toFQDNs: [{ matchName: 'n.example' }] }] })];
    const dns = { 'n.example': ['192.168.0.2'] };
    expect(verdict(name, tcp(ORDERS, 'node:n2', 80), { ...mode('nodes'), dns })).toBe('allowed');
    expect(verdict(name, tcp(ORDERS, 'node:n2', 80), { dns })).toBe('denied');
  });

  test('pods lets CIDRs select pods by their addresses, by the longest prefix that a policy names', () => {
    const endpoints = [
      ...(shop.endpoints ?? []),
      { name: 'a', namespace: 'shop', labels: { app: 'a' }, ip: '10.0.1.1' },
      { name: 'b', namespace: 'shop', labels: { app: 'a' }, ip: '10.0.2.1' },
    ];
    const pods = { ...mode('pods'), endpoints };
    const policies = [cnp({ egress: [{ toCIDRSet: [{ cidr: '10.0.0.0/16', except: ['10.0.2.0/24'] }] }] })];
    expect(verdict(policies, tcp(ORDERS, 'shop/a', 80), { endpoints })).toBe('denied');
    expect(verdict(policies, tcp(ORDERS, 'shop/a', 80), pods)).toBe('allowed');
    expect(verdict(policies, tcp(ORDERS, 'shop/b', 80), pods)).toBe('denied');
    expect(verdict(policies, tcp(ORDERS, 'shop/web', 80), pods)).toBe('denied');
    expect(verdict(to('0.0.0.0/0'), tcp(ORDERS, 'shop/a', 80), pods)).toBe('allowed');
    expect(verdict(to('::/0'), tcp(ORDERS, 'shop/a', 80), pods)).toBe('denied');
    expect(verdict(to('0.0.0.0/0'), tcp(ORDERS, 'node:n2', 80), pods)).toBe('denied');
    expect(verdict(to('0.0.0.0/0'), tcp(ORDERS, 'node:n2', 80), mode('pods', 'nodes'))).toBe('allowed');
    const group = [cnp({ egress: [{ toCIDRSet: [{ cidrGroupRef: 'g' }] }] })];
    const cidrGroups = [{ name: 'g', cidrs: ['10.0.1.0/24'] }];
    expect(verdict(group, tcp(ORDERS, 'shop/a', 80), { ...pods, cidrGroups })).toBe('allowed');
    expect(verdict(group, tcp(ORDERS, 'shop/b', 80), { ...pods, cidrGroups })).toBe('denied');
  });

  test('of another name, or pods before 1.20, stops the agent', () => {
    expect(() => verdict([], tcp(ORDERS, 'shop/web', 80), mode('world'))).toThrow('unknown CIDR match mode: world');
    expect(() => verdict([], tcp(ORDERS, 'shop/web', 80), { ...mode('pods'), cilium: '1.19.7' })).toThrow(
      'allowed  nodes',
    );
  });
});

describe('fromRequires and toRequires of 1.18', () => {
  const web = { fromEndpoints: [{ matchLabels: { app: 'web' } }] };
  const into = (cilium: string, end: string, ...policies: PolicyObject[]) =>
    verdict(policies, tcp(end, ORDERS, 80), { cilium });
  const requires = cnp({ ingress: [{ fromRequires: [{ matchLabels: { app: 'web' } }] }] }, 'requires');

  test('narrow the endpoints that any rule of the subject allows; later they are no field', () => {
    const all = cnp({ ingress: [{ fromEndpoints: [{}] }, { fromEntities: ['world'] }] });
    const every = np({ ingress: [{ from: [{ podSelector: {} }] }] });
    for (const policy of [all, every]) {
      expect(into('1.18.11', 'shop/web', policy, requires)).toBe('allowed');
      expect(into('1.18.11', ORDERS, policy, requires)).toBe('denied');
      expect(into('1.19.7', ORDERS, policy, requires)).toBe('allowed');
    }
    expect(into('1.18.11', 'ip:203.0.113.5', all, requires)).toBe('allowed');
    expect(into('1.18.11', 'shop/web', cnp({ ingress: [web] }), requires)).toBe('allowed');
    expect(into('1.18.11', 'shop/web', requires)).toBe('denied');
  });

  test('of deny rules narrow what is denied, and egress knows them too', () => {
    const deny = cnp({ ingress: [{ fromEndpoints: [{}] }], ingressDeny: [{ fromEndpoints: [{}] }] });
    const denied = cnp({ ingressDeny: [{ fromRequires: [{ matchLabels: { app: 'web' } }] }] }, 'requires');
    expect(into('1.18.11', 'shop/web', deny, denied)).toBe('denied');
    expect(into('1.18.11', ORDERS, deny, denied)).toBe('allowed');
    const policies = [cnp({ egress: [{ toEndpoints: [{}] }, { toRequires: [{ matchLabels: { app: 'web' } }] }] })];
    expect(verdict(policies, tcp(ORDERS, 'shop/web', 80), { cilium: '1.18.11' })).toBe('allowed');
    expect(verdict(policies, tcp(ORDERS, ORDERS, 80), { cilium: '1.18.11' })).toBe('denied');
  });

  test('are validated', () => {
    const faulty = cnp({ ingress: [{ fromRequires: [{ matchLabels: { 'a b': '' } }] }] });
    const errors = (cilium: string) => evaluate({ ...shop, cilium, policies: [faulty], flows: [] }).policyErrors;
    expect(errors('1.18.11')[0]?.error).toContain('invalid label selector: matchLabels: Invalid value: "any.a b"');
    expect(errors('1.19.7')[0]?.error).toContain('cannot unmarshal object');
  });
});

describe('extended IP protocols', () => {
  const port = (given: object, cilium = '1.20.2', config: PolicyConfig = {}): string | undefined =>
    evaluate({ ...shop, cilium, config, policies: [cnp({ egress: [{ toPorts: [{ ports: [given] }] }] })], flows: [] })
      .policyErrors[0]?.error;

  test('have no port, or none but 0', () => {
    expect(port({ port: '0', protocol: 'GRE' })).toBeUndefined();
    expect(port({ port: '80', protocol: 'GRE' })).toContain('port must be empty or 0');
    expect(port({ port: '80', protocol: 'GRE' }, '1.19.7')).toContain('invalid protocol "GRE"');
    expect(port({ port: '80', protocol: 'VRRP' }, '1.19.7')).toContain('port must be empty or 0');
    expect(port({ port: '80', protocol: 'VRRP' }, '1.18.11')).toContain('invalid protocol "VRRP"');
    expect(port({ protocol: 'GRE' })).toContain('port must be specified');
    expect(port({ protocol: 'GRE' }, '1.20.2', { enableExtendedIPProtocols: true })).toBeUndefined();
    expect(port({}, '1.18.11', { enableExtendedIPProtocols: true })).toContain('Port must be specified');
  });

  test('pass where the agent is told to forward them', () => {
    const policies = [cnp({ egress: [{ toPorts: [{ ports: [{ port: '0', protocol: 'GRE' }] }] }] })];
    const gre = { from: ORDERS, to: 'shop/web', proto: 'GRE' };
    expect(one(policies, gre).assumed).toEqual(['the agent forwards GRE: enable-extended-ip-protocols is on']);
    expect(one(policies, gre, { config: { enableExtendedIPProtocols: true } }).assumed).toEqual([]);
    expect(one(policies, { ...gre, proto: 'ESP' }).verdict).toBe('denied');
  });
});

describe('policy-default-local-cluster', () => {
  test('binds peers to the cluster by name, from 1.19 on by default', () => {
    const policies = [ccnp({ endpointSelector: {}, ingress: [{ fromEndpoints: [{ matchLabels: { app: 'web' } }] }] })];
    const elsewhere = [
      cnp({ ingress: [{ fromEndpoints: [{ matchLabels: { 'k8s:io.cilium.k8s.policy.cluster': 'x' } }] }] }),
    ];
    for (const cilium of ['1.18.11', '1.19.7', '1.20.2']) {
      expect(verdict(policies, tcp('shop/web', ORDERS, 80), { cilium })).toBe('allowed');
      expect(verdict(elsewhere, tcp('shop/web', ORDERS, 80), { cilium })).toBe('denied');
      expect(verdict(elsewhere, tcp('shop/web', ORDERS, 80), { cilium, config: { clusterName: 'x' } })).toBe('allowed');
    }
    const notIn = [
      cnp({
        ingress: [
          {
            fromEndpoints: [
              { matchExpressions: [{ key: 'k8s:io.kubernetes.pod.namespace', operator: 'NotIn', values: ['mon'] }] },
            ],
          },
        ],
      }),
    ];
    const world = (policyDefaultLocalCluster: boolean) =>
      verdict(notIn, tcp('ip:203.0.113.5', ORDERS, 80), { config: { policyDefaultLocalCluster } });
    expect([world(true), world(false)]).toEqual(['denied', 'allowed']);
  });
});
