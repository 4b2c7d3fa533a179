import { evaluate } from '../../src/policy';
import type { PolicyConfig, PolicyObject, World } from '../../src/policy';
import { ccnp, cnp, kcnp, np, shop } from './worlds';

const errors = (policy: PolicyObject, config: PolicyConfig = {}, cilium = '1.20.2'): readonly string[] =>
  evaluate({ ...(shop as World), cilium, policies: [policy], config, flows: [] }).policyErrors.map(
    ({ error }) => error,
  );

const spec = (words: string): string => `Invalid CiliumNetworkPolicy spec: ${words}`;
const http = (rule: unknown, port = '80', protocol = 'TCP') => ({
  ingress: [{ toPorts: [{ ports: [{ port, protocol }], rules: { http: [rule] } }] }],
});
const egressPorts = (toPorts: unknown) => ({ egress: [{ toPorts: [toPorts] }] });

describe('the agent refuses', () => {
  test.each<[string, Readonly<Record<string, unknown>>, string]>([
    ['a rule without a direction', {}, 'rule must have at least one of Ingress, IngressDeny, Egress, EgressDeny'],
    [
      'a rule without a subject',
      { endpointSelector: undefined, ingress: [{}] },
      'rule must have one of EndpointSelector or NodeSelector',
    ],
    [
      'two kinds of subject',
      { nodeSelector: {}, ingress: [{}] },
      'rule cannot have both EndpointSelector and NodeSelector',
    ],
    [
      'two kinds of peer',
      { ingress: [{ fromEndpoints: [{}], fromEntities: ['all'] }] },
      'combining FromEndpoints and FromEntities is not supported yet',
    ],
    [
      'names beside CIDRs',
      { egress: [{ toCIDR: ['10.0.0.0/8'], toFQDNs: [{ matchName: 'a.b' }] }] },
      'combining ToCIDR and ToFQDNs is not supported yet',
    ],
    ['an entity that is none', { ingress: [{ fromEntities: ['planet'] }] }, 'unsupported entity: planet'],
    [
      'ICMP beside ports',
      { ingress: [{ icmps: [{ fields: [{ type: 8 }] }], toPorts: [{}] }] },
      'the ICMPs block may only be present without ToPorts. Define a separate rule to use ToPorts',
    ],
    [
      'a family that is none',
      { ingress: [{ icmps: [{ fields: [{ type: 8, family: 'IPv5' }] }] }] },
      'wrong family: IPv5',
    ],
    [
      '41 ICMP types',
      { ingressDeny: [{ icmps: [{ fields: Array.from({ length: 41 }, () => ({ type: 8 })) }] }] },
      'too many types, the max is 40',
    ],
    ['an empty CIDR', { ingress: [{ fromCIDR: [''] }] }, 'IP must be specified'],
    ['what is no CIDR', { ingress: [{ fromCIDR: ['x'] }] }, 'unable to parse CIDR: ParseAddr("x"): unable to parse IP'],
    [
      'a prefix that is too long',
      { ingress: [{ fromCIDR: ['10.0.0.0/33'] }] },
      'unable to parse CIDR: ParseAddr("10.0.0.0/33"): unexpected character (at "/33")',
    ],
    [
      'a CIDR set without a CIDR',
      { ingress: [{ fromCIDRSet: [{}] }] },
      'one of cidr, cidrGroupRef, or cidrGroupSelector is required',
    ],
    [
      'a CIDR set with two',
      { ingress: [{ fromCIDRSet: [{ cidr: '10.0.0.0/8', cidrGroupRef: 'g' }] }] },
      'more than one of cidr, cidrGroupRef, or cidrGroupSelector may not be set',
    ],
    [
      'a CIDR set without a length',
      { ingress: [{ fromCIDRSet: [{ cidr: '10.0.0.1' }] }] },
      `unable to parse CIDRRule "10.0.0.1": netip.ParsePrefix("10.0.0.1"): no '/'`,
    ],
    [
      'a length that is too long',
      { ingress: [{ fromCIDRSet: [{ cidr: '10.0.0.1/40' }] }] },
      'unable to parse CIDRRule "10.0.0.1/40": netip.ParsePrefix("10.0.0.1/40"): prefix length out of range',
    ],
    [
      'an exception that is none',
      { ingress: [{ fromCIDRSet: [{ cidr: '10.0.0.0/8', except: ['x/8'] }] }] },
      'netip.ParsePrefix("x/8"): ParseAddr("x"): unable to parse IP',
    ],
    [
      'an exception outside',
      { ingress: [{ fromCIDRSet: [{ cidr: '10.0.0.0/8', except: ['11.0.0.0/8'] }] }] },
      'allow CIDR prefix 10.0.0.0/8 does not contain exclude CIDR prefix 11.0.0.0/8',
    ],
    [
      'a port that is too large',
      egressPorts({ ports: [{ port: '70000' }] }),
      'unable to parse port: strconv.ParseUint: parsing "70000": value out of range',
    ],
    [
      'a port that is no octal number',
      egressPorts({ ports: [{ port: '08' }] }),
      'unable to parse port: strconv.ParseUint: parsing "08": invalid syntax',
    ],
    ['a missing port', egressPorts({ ports: [{ protocol: 'TCP' }] }), 'port must be specified'],
    [
      'a port of a protocol without ports',
      egressPorts({ ports: [{ port: '80', protocol: 'VRRP' }] }),
      'port must be empty or 0',
    ],
    [
      '41 ports',
      egressPorts({ ports: Array.from({ length: 41 }, () => ({ port: '80' })) }),
      'too many ports, the max is 40',
    ],
    ['HTTP over any protocol', http({}, '80', 'ANY'), 'L7 rules can only apply to TCP (not ANY) except for DNS rules'],
    ['HTTP on every port', http({}, '0'), 'L7 rules can not be used when a port is 0'],
    ['a path that is no expression', http({ path: '/(' }), 'error parsing regexp: missing closing ): `/(`'],
    ['a method that is no expression', http({ method: '[' }), 'error parsing regexp: missing closing ]: `[`'],
    ['a header match without a name', http({ headerMatches: [{}] }), 'Header name missing'],
    [
      'a header action that is none',
      http({ headerMatches: [{ name: 'A', mismatch: 'X' }] }),
      'Invalid header action: X',
    ],
    ['a secret without a name', http({ headerMatches: [{ name: 'A', secret: {} }] }), 'Secret name missing'],
    [
      'DNS on ingress',
      { ingress: [{ toPorts: [{ ports: [{ port: '53' }], rules: { dns: [{}] } }] }] },
      'L7 protocol DNS is not supported on ingress yet',
    ],
    [
      'DNS without a port',
      egressPorts({ rules: { dns: [{ matchPattern: '*' }] } }),
      'port 53 must be specified for DNS rules',
    ],
    [
      'DNS on a range',
      egressPorts({ ports: [{ port: '53', endPort: 60 }], rules: { dns: [{}] } }),
      'DNS rules do not support port ranges',
    ],
    [
      'a DNS name with a blank',
      egressPorts({ ports: [{ port: '53' }], rules: { dns: [{ matchName: 'a b' }] } }),
      'Invalid characters in MatchName: "a b". Only 0-9, a-z, A-Z and . and - characters are allowed',
    ],
    [
      'two kinds of L7 rules',
      egressPorts({ ports: [{ port: '53', protocol: 'TCP' }], rules: { dns: [{}], http: [{}] } }),
      'multiple L7 protocol rule types specified in single rule',
    ],
    [
      'a listener on ingress',
      { ingress: [{ toPorts: [{ ports: [], listener: { name: 'l' } }] }] },
      'Listener is not allowed on ingress (l)',
    ],
    [
      'a listener beside L7',
      egressPorts({ ports: [{ port: '80', protocol: 'TCP' }], listener: { name: 'l' }, rules: { http: [{}] } }),
      'Listener is not allowed with L7 rules (l)',
    ],
    ['an empty server name', egressPorts({ ports: [], serverNames: [''] }), 'empty server name is not allowed'],
    [
      'server names beside L7',
      egressPorts({ ports: [{ port: '80', protocol: 'TCP' }], serverNames: ['a'], rules: { http: [{}] } }),
      'ServerNames are not allowed with L7 rules without TLS termination',
    ],
    [
      'a name and a pattern',
      { egress: [{ toFQDNs: [{ matchName: 'a', matchPattern: 'b' }] }] },
      'only one of MatchName or MatchPattern is allowed in an FQDNSelector',
    ],
    [
      'a pattern with a bracket',
      { egress: [{ toFQDNs: [{ matchPattern: 'a[' }] }] },
      'Invalid characters in MatchPattern: "a[". Only 0-9, a-z, A-Z and ., -, _ and * characters are allowed',
    ],
    [
      'a pattern that is too long',
      { egress: [{ toFQDNs: [{ matchPattern: 'a'.repeat(256) }] }] },
      `Invalid MatchPattern: "${'a'.repeat(256)}". Must be <= 255 characters long.`,
    ],
    [
      'an operator that is none',
      { ingress: [{ fromEndpoints: [{ matchExpressions: [{ key: 'a', operator: 'Near' }] }] }] },
      'invalid label selector: matchExpressions[0].operator: Invalid value: "Near": not a valid selector operator',
    ],
    [
      'Exists with values',
      { ingress: [{ fromEndpoints: [{ matchExpressions: [{ key: 'a', operator: 'Exists', values: ['b'] }] }] }] },
      "invalid label selector: matchExpressions[0].values: Forbidden: may not be specified when `operator` is 'Exists' or 'DoesNotExist'",
    ],
    [
      'nodes without the option',
      { ingress: [{ fromNodes: [{}] }] },
      'FromNodes/ToNodes rules can only be applied when the "enable-node-selector-labels" flag is set',
    ],
  ])('%s', (_, rule, words) => expect(errors(cnp(rule))).toEqual([spec(words)]));

  test('a selector in the words of Kubernetes, with all its faults', () => {
    const [error] = errors(
      cnp({
        ingress: [
          {
            fromEndpoints: [
              {
                matchLabels: { 'a/b/c': 'x', '/n': '-', 'UPPER/': 'y' },
                matchExpressions: [
                  { key: 'k', operator: 'In', values: ['!', 'v'.repeat(64)] },
                  { key: 'k', operator: 'NotIn' },
                ],
              },
            ],
          },
        ],
      }),
    );
    expect(error).toContain('a qualified name must consist of');
    expect(error).toContain('prefix part must be non-empty');
    expect(error).toContain('a lowercase RFC 1123 subdomain');
    expect(error).toContain('name part must be non-empty');
    expect(error).toContain('matchExpressions[0].values[0]: Invalid value: "!": a valid label must be an empty string');
    expect(error).toContain('must be no more than 63 bytes');
    expect(error).toContain('matchExpressions[1].values: Required value');
    const long = errors(
      cnp({ ingress: [{ fromEndpoints: [{ matchLabels: { [`${'p'.repeat(254)}/${'n'.repeat(64)}`]: '' } }] }] }),
    );
    expect(long[0]).toMatch(/no more than 253 characters.*no more than 63 characters/s);
  });

  test('a policy without a name, without a spec, with a subject of nodes in a namespace', () => {
    expect(errors({ kind: 'CiliumNetworkPolicy', metadata: {}, spec: {} })).toEqual([
      'CiliumNetworkPolicy must have name',
    ]);
    expect(errors({ kind: 'CiliumNetworkPolicy', metadata: { name: 'p' } })).toEqual([
      'Invalid CiliumNetworkPolicy spec(s): empty policy',
    ]);
    expect(errors(cnp({ endpointSelector: undefined, nodeSelector: {}, ingress: [{}] }))).toEqual([
      spec('rule cannot have NodeSelector'),
    ]);
    expect(errors({ ...cnp({}), spec: undefined, specs: [{}] })[0]).toContain(
      'Invalid CiliumNetworkPolicy specs: rule must',
    );
    expect(errors({ kind: 'Pod' })).toEqual(['Pod is no kind of policy']);
    expect(errors({})).toEqual(['an object without a kind is no kind of policy']);
  });

  test('an ICMP type that its family does not know, before anything else', () => {
    expect(errors(cnp({ ingress: [{ icmps: [{ fields: [{ type: 'Nope' }] }] }] }))).toEqual([
      'ICMP type Nope not found in ',
    ]);
  });

  test('L7 rules on nodes, and where the proxy is off', () => {
    const rules = { toPorts: [{ ports: [{ port: '80', protocol: 'TCP' }], rules: { http: [{}] } }] };
    const ofNode = (more: object) => errors(ccnp({ nodeSelector: {}, ...more }))[0];
    expect(ofNode({ ingress: [rules] })).toContain('L7 policy is not supported on host ingress yet');
    expect(ofNode({ egress: [rules] })).toContain('L7 protocol HTTP is not supported on host egress yet');
    expect(errors(cnp({ egress: [rules] }), { enableL7Proxy: false })).toEqual([
      spec('L7 policy is not supported since L7 proxy is not enabled'),
    ]);
  });

  test('a faulty peer beside nodes with both sentences', () => {
    const [error] = errors(cnp({ ingress: [{ fromNodes: [{ matchExpressions: [{ key: 'a', operator: 'X' }] }] }] }));
    expect(error).toContain('not a valid selector operator\nFromNodes/ToNodes');
  });

  test('in the words of the release', () => {
    const protocol = cnp(egressPorts({ ports: [{ port: '80', protocol: 'FOO' }] }));
    expect(errors(protocol)[0]).toContain('{ tcp | udp | sctp | vrrp | igmp | gre | ipip | ipv6 | esp | ah | any }');
    expect(errors(protocol, {}, '1.19.7')[0]).toContain('{ tcp | udp | sctp | vrrp | igmp | any }');
    expect(errors(protocol, {}, '1.18.11')[0]).toContain('{ tcp | udp | sctp | any }');
    const key = cnp({ ingress: [{ fromEndpoints: [{ matchLabels: { 'a b': '' } }] }] });
    expect(errors(key)[0]).toContain('Invalid value: "a b"');
    expect(errors(key, {}, '1.19.7')[0]).toContain('Invalid value: "any.a b"');
    const group = cnp({ ingress: [{ fromCIDRSet: [{ cidrGroupSelector: { matchLabels: { 'a b': '' } } }] }] });
    expect(errors(group)[0]).toContain('failed to sanitize cidrGroupSelector {"matchLabels":{"a b":""}}');
    expect(errors(group, {}, '1.19.7')[0]).toContain('failed to parse cidrGroupSelector');
    const pattern = cnp({ egress: [{ toFQDNs: [{ matchPattern: 'a[' }] }] });
    expect(errors(pattern, {}, '1.18.11')[0]).toContain('., - and * characters are allowed');
    const services = cnp({
      egress: [{ toServices: [{ k8sServiceSelector: { selector: { matchLabels: { 'a b': '' } } } }, {}] }],
    });
    expect(errors(services)).toEqual([]);
    expect(errors(services, {}, '1.19.7')[0]).toContain('invalid label selector');
    expect(errors(kcnp({}), {}, '1.19.7')).toEqual(['ClusterNetworkPolicy is not supported by Cilium 1.19.7']);
  });

  test('what a ClusterNetworkPolicy asks of options that are off', () => {
    const to = (peer: object, action = 'Accept') => kcnp({ egress: [{ action, to: [peer] }] });
    expect(errors(to({ nodes: {} }))[0]).toContain('node selector labels are disabled');
    expect(errors(to({ domainNames: ['a.b'] }, 'Deny'))[0]).toContain('only supported for egress.action=Accept');
    expect(errors(to({ domainNames: ['a.b'] }), { enableL7Proxy: false })[0]).toContain('L7 proxy is disabled');
    expect(errors(to({ domainNames: ['a b'] }))[0]).toContain('Invalid characters in MatchName');
  });

  test('a protocol of a NetworkPolicy that is none', () => {
    expect(errors(np({ ingress: [{ ports: [{ protocol: 'FOO' }] }] }))[0]).toContain('invalid protocol "FOO"');
  });
});
