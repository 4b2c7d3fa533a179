import * as fc from 'fast-check';
import { releases, resourceSchemasOf, type Release } from '../../src/catalogue/catalogue';
import { goRegexp } from '../../src/core/go-regexp';
import type { Issue } from '../../src/core/issue';
import { checkFields, checkResource } from '../../src/model/check-resource';
import { isOfFormat } from '../../src/model/resource-format';
import { patternWords, plainPatterns } from '../../src/model/resource-patterns';
import { resourceRules } from '../../src/model/resource-rules';
import type { CheckedKind } from '../../src/model/resources';
import { validResources } from './valid-resources';

const RELEASE: Release = '1.20.2';
const NEWEST = (['1.18', '1.19', '1.20'] as const).map(
  (minor) =>
    releases()
      .filter((each) => each.minor === minor)
      .at(-1)?.release as Release,
);

const check = (kind: CheckedKind, entry: unknown, release: Release = RELEASE, name = 'x'): Issue[] =>
  checkResource(release, kind, name, entry);
const short = (issues: readonly Issue[]): string[] => issues.map(({ code, path }) => `${code} ${path}`);

describe.each(NEWEST)('of Cilium %s', (release) => {
  test.each(validResources)('a valid %s %s passes', (kind, name, entry) => {
    expect(checkResource(release, kind, name, entry)).toEqual([]);
  });

  test('what is judged without its expression is judged as the expression does', () => {
    const { patterns } = resourceSchemasOf(release);
    for (const [name, plain] of Object.entries(plainPatterns)) {
      const fits = goRegexp(patterns[name] as string);
      fc.assert(
        fc.property(
          fc.string({ unit: fc.constantFrom(...'aZ0-._ /\n'), maxLength: 6 }),
          (text) => plain(text) === fits(text),
        ),
      );
    }
  });

  test('every rule in CEL has a predicate', () => {
    const text = JSON.stringify(resourceSchemasOf(release));
    const rules = [...text.matchAll(/"rules":\[([^\]]*)\]/g)].flatMap(
      ([, list]) => JSON.parse(`[${list}]`) as string[],
    );
    expect(rules.length).toBeGreaterThan(0);
    expect(rules.filter((rule) => !(rule in resourceRules))).toEqual([]);
  });

  test('every expression has words for people, and every format is known', () => {
    const { patterns, ...rest } = resourceSchemasOf(release);
    expect(Object.keys(patterns).filter((name) => !(name in patternWords))).toEqual([]);
    const formats = new Set([...JSON.stringify(rest).matchAll(/"format":"([^"]+)"/g)].map(([, format]) => format));
    expect(
      [...formats].filter((format) => !/^int(?:32|64)$/.test(format as string) && isOfFormat('?', format as string)),
    ).toEqual([]);
  });
});

describe('what is wrong', () => {
  test('is told in the words of whoever wrote it: where, what, what is allowed, a fix, and whose rule it is', () => {
    expect(check('CiliumLoadBalancerIPPool', { blocks: [{ cidr: '10.0.0.0/33' }] }, RELEASE, 'pool')).toEqual([
      {
        code: 'resource-format',
        severity: 'error',
        path: 'loadBalancerIPPools.pool.blocks[0].cidr',
        message: 'this is not a CIDR',
        got: '"10.0.0.0/33"',
        allowed: 'a CIDR, for example 192.0.2.0/24 or 2001:db8::/64',
        fix: 'a prefix of IPv4 has 0 to 32 bits',
        source: 'CRD of CiliumLoadBalancerIPPool, Cilium 1.20.2',
      },
    ]);
  });

  test('is told all at once, the whole of it', () => {
    const entry = {
      nodeSelektor: {},
      bgpInstances: [
        { localASN: 5000000000, peers: [{ name: 'p', peerAddress: '10.0.0' }, { name: 'p' }] },
        { name: '', localPort: 0.5 },
      ],
    };
    expect(short(check('CiliumBGPClusterConfig', entry, RELEASE, 'my.bgp'))).toEqual([
      'resource-field bgpClusterConfigs.my\\.bgp.nodeSelektor',
      'resource-range bgpClusterConfigs.my\\.bgp.bgpInstances[0].localASN',
      'resource-pattern bgpClusterConfigs.my\\.bgp.bgpInstances[0].peers[0].peerAddress',
      'resource-duplicate bgpClusterConfigs.my\\.bgp.bgpInstances[0].peers[1]',
      'resource-required bgpClusterConfigs.my\\.bgp.bgpInstances[0].name',
      'resource-length bgpClusterConfigs.my\\.bgp.bgpInstances[1].name',
      'resource-type bgpClusterConfigs.my\\.bgp.bgpInstances[1].localPort',
    ]);
  });

  const named = (kind: CheckedKind, entry: unknown, expected: Partial<Issue>) => [kind, entry, expected] as const;
  test.each([
    named(
      'CiliumLoadBalancerIPPool',
      { block: [] },
      {
        code: 'resource-field',
        path: 'loadBalancerIPPools.x.block',
        allowed: 'allowFirstLastIPs, blocks, disabled, serviceSelector',
        fix: 'did you mean blocks?',
      },
    ),
    named('CiliumLoadBalancerIPPool', { tasks: null }, { code: 'resource-field', got: 'null', fix: 'take it away' }),
    named(
      'CiliumLoadBalancerIPPool',
      { blocks: 'x' },
      {
        code: 'resource-type',
        message: 'text stands where a list is wanted',
        got: '"x"',
        allowed: 'a list',
        fix: 'write a list: ["x"]',
      },
    ),
    named('CiliumLoadBalancerIPPool', { disabled: 'yes' }, { code: 'resource-type', fix: 'write true' }),
    named(
      'CiliumLoadBalancerIPPool',
      { disabled: 1 },
      { code: 'resource-type', message: 'a number stands where true or false is wanted' },
    ),
    named(
      'CiliumLoadBalancerIPPool',
      { allowFirstLastIPs: true },
      { code: 'resource-type', allowed: '"Yes", "No"', fix: 'write "Yes"' },
    ),
    named('CiliumLoadBalancerIPPool', { allowFirstLastIPs: false }, { fix: 'write "No"' }),
    named(
      'CiliumLoadBalancerIPPool',
      { allowFirstLastIPs: 'yes' },
      { code: 'resource-value', got: '"yes"', allowed: '"Yes", "No"', fix: 'did you mean Yes?' },
    ),
    named(
      'CiliumLoadBalancerIPPool',
      { serviceSelector: null },
      { code: 'resource-type', message: 'null stands where a map is wanted', fix: 'leave it out' },
    ),
    named(
      'CiliumLoadBalancerIPPool',
      { serviceSelector: { matchLabels: { a: 7 } } },
      {
        code: 'resource-type',
        path: 'loadBalancerIPPools.x.serviceSelector.matchLabels.a',
        fix: 'put it in quotes: "7"',
      },
    ),
    named(
      'CiliumLoadBalancerIPPool',
      { serviceSelector: { matchLabels: { 'a.b/c': '-' } } },
      { code: 'resource-pattern', path: 'loadBalancerIPPools.x.serviceSelector.matchLabels.a\\.b/c' },
    ),
    named(
      'CiliumLoadBalancerIPPool',
      { serviceSelector: { matchLabels: { a: 'x'.repeat(64) } } },
      { code: 'resource-length', message: 'this text is too long', allowed: '0 to 63 characters' },
    ),
    named(
      'CiliumLoadBalancerIPPool',
      { blocks: [{ cidr: '10.0.0.1' }] },
      { code: 'resource-format', fix: 'write 10.0.0.1/32 for this one address' },
    ),
    named('CiliumLoadBalancerIPPool', { blocks: [{ cidr: '::1' }] }, { fix: 'write ::1/128 for this one address' }),
    named('CiliumLoadBalancerIPPool', { blocks: [{ cidr: '10.0.0.0/8 ' }] }, { fix: 'take the white space away' }),
    named(
      'CiliumLoadBalancerIPPool',
      { blocks: [{ cidr: '${CIDR}' }] },
      { fix: 'write the value: nothing replaces ${…} here' },
    ),
    named(
      'CiliumLoadBalancerIPPool',
      { blocks: [null] },
      { code: 'resource-type', path: 'loadBalancerIPPools.x.blocks[0]', message: 'null stands where a map is wanted' },
    ),
    named(
      'CiliumBGPPeerConfig',
      { ebgpMultihop: 256 },
      { code: 'resource-range', message: 'this number is out of range', got: '256', allowed: '1 to 255' },
    ),
    named(
      'CiliumBGPPeerConfig',
      { ebgpMultihop: '5' },
      { code: 'resource-type', allowed: 'a whole number, 1 to 255', fix: 'write 5 without quotes' },
    ),
    named(
      'CiliumBGPPeerConfig',
      { ebgpMultihop: 1.5 },
      { code: 'resource-type', message: 'a fraction stands where a whole number is wanted', fix: 'write 2' },
    ),
    named(
      'CiliumBGPNodeConfigOverride',
      { bgpInstances: [{ name: 'a', localPort: 2 ** 31 }] },
      { code: 'resource-range', allowed: '-2147483648 to 2147483647' },
    ),
    named(
      'CiliumBGPNodeConfigOverride',
      { bgpInstances: [{ name: 'a', routerID: 'fd00::1' }] },
      {
        code: 'resource-format',
        message: 'this is not an IPv4 address',
        allowed: 'an IPv4 address, for example 192.0.2.1',
      },
    ),
    named(
      'CiliumBGPAdvertisement',
      { advertisements: [{ advertisementType: 'PodCIDR', attributes: { localPreference: 2 ** 63 } }] },
      { code: 'resource-type', allowed: 'a whole number' },
    ),
    named(
      'CiliumBGPAdvertisement',
      { advertisements: [{ advertisementType: 'Service', service: { addresses: [] } }] },
      { code: 'resource-items', message: 'this list is empty', allowed: '1 or more elements' },
    ),
    named(
      'CiliumBGPClusterConfig',
      { bgpInstances: Array.from({ length: 17 }, (_, i) => ({ name: `i${i}` })) },
      { code: 'resource-items', message: 'this list is too long', allowed: '1 to 16 elements' },
    ),
    named(
      'CiliumBGPClusterConfig',
      { bgpInstances: [{ name: 'a' }, { name: 'a' }] },
      {
        code: 'resource-duplicate',
        path: 'bgpClusterConfigs.x.bgpInstances[1]',
        message: 'two elements of the list have this name',
        got: '{"name":"a"}',
        fix: 'take one of bgpInstances[0] and [1] away, or rename it',
      },
    ),
    named(
      'CiliumBGPClusterConfig',
      {},
      {
        code: 'resource-required',
        path: 'bgpClusterConfigs.x.bgpInstances',
        message: 'this field has to be there',
        allowed: 'a list',
        fix: 'write bgpInstances: […]',
      },
    ),
    named(
      'CiliumBGPPeerConfig',
      { families: [{ afi: 'ipv4' }] },
      { code: 'resource-required', fix: 'write safi: "unicast"' },
    ),
    named(
      'CiliumEgressGatewayPolicy',
      { selectors: [], destinationCIDRs: ['0.0.0.0/0'], egressGateway: {} },
      { code: 'resource-required', fix: 'write nodeSelector: { … }' },
    ),
    named(
      'CiliumEgressGatewayPolicy',
      { selectors: [], destinationCIDRs: [' 10.0.0.0/8'], egressGateway: { nodeSelector: {} } },
      {
        code: 'resource-pattern',
        allowed: 'a CIDR, for example 192.0.2.0/24 or 2001:db8::/64',
        fix: 'take the white space away',
      },
    ),
    named('CiliumCIDRGroup', 'x', {
      code: 'resource-type',
      path: 'cidrGroups.x',
      message: 'text stands where the fields of a CiliumCIDRGroup are wanted',
    }),
    named('CiliumCIDRGroup', undefined, {
      code: 'resource-type',
      message: 'nothing stands where the fields of a CiliumCIDRGroup are wanted',
    }),
  ])('of a %s, as %j, says so', (kind, entry, expected) => {
    expect(check(kind, entry)).toEqual([expect.objectContaining(expected)]);
  });

  test('is nothing where there has to be something, and null counts as nothing', () => {
    expect(check('CiliumCIDRGroup', { externalCIDRs: null })).toMatchObject([
      { code: 'resource-required', got: 'null', fix: 'write externalCIDRs: […]' },
    ]);
  });

  test('in a namespaced kind is found below its full name', () => {
    const issues = check('CiliumNodeConfig', { nodeSelector: {}, defaults: { debug: true } }, RELEASE, 'kube-system/a');
    expect(short(issues)).toEqual(['resource-type nodeConfigs.kube-system/a.defaults.debug']);
    expect(check('CiliumNodeConfig', { nodeSelector: {}, defaults: {} })).toMatchObject([
      { code: 'resource-name', path: 'nodeConfigs.x', fix: "write 'NAMESPACE/x'" },
    ]);
    expect(check('CiliumCIDRGroup', { externalCIDRs: [] }, RELEASE, 'a/b')).toMatchObject([
      { code: 'resource-name', path: 'cidrGroups.a/b', fix: "write 'b'" },
    ]);
  });

  test('of two frontends names both; of none, what there is', () => {
    const port = [{ port: '53', protocol: 'UDP' }];
    const redirect = (redirectFrontend: object) => ({
      redirectFrontend,
      redirectBackend: { localEndpointSelector: {}, toPorts: port },
    });
    const addressMatcher = { ip: '10.0.0.1', toPorts: port };
    const serviceMatcher = { namespace: 'default', serviceName: 'dns' };
    const told = (frontend: object) => check('CiliumLocalRedirectPolicy', redirect(frontend), RELEASE, 'default/x');
    expect(told({ addressMatcher, serviceMatcher })).toMatchObject([
      {
        code: 'resource-choice',
        path: 'localRedirectPolicies.default/x.redirectFrontend',
        message: 'only one of these can be there: addressMatcher, serviceMatcher',
        fix: 'take all but one of addressMatcher, serviceMatcher away',
      },
    ]);
    expect(told({})).toMatchObject([{ message: 'one of these has to be there: addressMatcher, serviceMatcher' }]);
  });

  test('is a field of another minor, named with the minor at hand', () => {
    const entry = { advertisements: [{ advertisementType: 'Interface', interface: { name: 'lo' } }] };
    expect(check('CiliumBGPAdvertisement', entry)).toEqual([]);
    expect(check('CiliumBGPAdvertisement', entry, '1.18.12')).toMatchObject([
      { code: 'resource-value', allowed: '"PodCIDR", "CiliumPodIPPool", "Service"' },
      { message: 'no CiliumBGPAdvertisement of Cilium 1.18 has this field here' },
    ]);
  });

  test('is what a patch of the minor does not have yet', () => {
    const entry = { telemetry: { accessLogs: [{ format: 'JSON' }] } };
    const told = (release: Release) => short(check('CiliumGatewayClassConfig', entry, release, 'default/x'));
    expect(told('1.19.5')).toEqual(['resource-field gatewayClassConfigs.default/x.telemetry']);
    expect(told('1.19.6')).toEqual([]);
  });

  test('in a list of a set is what stands there twice', () => {
    const logs = (targets: unknown) => ({ telemetry: { accessLogs: [{ format: 'Text', targets }] } });
    const told = (targets: unknown) => check('CiliumGatewayClassConfig', logs(targets), RELEASE, 'default/x');
    expect(told(['HTTP', 'TCP'])).toEqual([]);
    expect(told(['HTTP', 'TCP', 'HTTP'])).toMatchObject([
      {
        code: 'resource-duplicate',
        message: 'this stands in the list twice',
        got: '"HTTP"',
        fix: 'take one of targets[0] and [2] away',
      },
    ]);
  });

  test('of a map with free names is how many there are', () => {
    const json = (size: number) => Object.fromEntries(Array.from({ length: size }, (_, i) => [`k${i}`, 'v']));
    const told = (size: number) =>
      check(
        'CiliumGatewayClassConfig',
        { telemetry: { accessLogs: [{ format: 'JSON', json: json(size) }] } },
        RELEASE,
        'default/x',
      );
    expect([1, 64].flatMap(told)).toEqual([]);
    expect([0, 65].flatMap(told)).toMatchObject([
      { code: 'resource-items', message: 'this map is empty', allowed: '1 to 64 fields' },
      { code: 'resource-items', message: 'this map is too long' },
    ]);
  });
});

describe('a default', () => {
  test('stands where nothing or null is written, before anything is judged', () => {
    expect(check('CiliumLoadBalancerIPPool', { disabled: null })).toEqual([]);
    expect(check('CiliumBGPPeerConfig', { timers: { keepAliveTimeSeconds: 90 } })).toEqual([]);
    expect(check('CiliumBGPPeerConfig', { timers: { holdTimeSeconds: 29 } })).toMatchObject([
      {
        code: 'resource-rule',
        path: 'bgpPeerConfigs.x.timers.keepAliveTimeSeconds',
        message: 'the keepalive time is 30 seconds unless it is set, longer than the hold time',
        got: '30',
        allowed: '1 to 29',
        fix: 'write keepAliveTimeSeconds: 9, a third of the hold time',
      },
    ]);
    expect(check('CiliumBGPPeerConfig', { timers: { keepAliveTimeSeconds: 91 } })).toMatchObject([
      { message: 'the keepalive time is longer than the hold time, which is 90 seconds unless it is set' },
    ]);
  });
});

describe('a rule in CEL', () => {
  const advertisement = (entry: object) => ({ advertisements: [entry] });
  const gateway = (egressIP: string) => ({
    selectors: [],
    destinationCIDRs: [],
    egressGateway: { nodeSelector: {}, egressIP },
  });
  const broken = (kind: CheckedKind, entry: object, path: string, message: string) =>
    [kind, entry, path, message] as const;

  test.each([
    broken(
      'CiliumBGPAdvertisement',
      advertisement({ advertisementType: 'Service' }),
      '.advertisements[0].service',
      'an advertisement of type Service needs this field',
    ),
    broken(
      'CiliumBGPAdvertisement',
      advertisement({ advertisementType: 'Interface' }),
      '.advertisements[0].interface',
      'an advertisement of type Interface needs this field',
    ),
    broken(
      'CiliumBGPAdvertisement',
      advertisement({ advertisementType: 'PodCIDR', service: { addresses: ['ClusterIP'] } }),
      '.advertisements[0].service',
      'only an advertisement of type Service has this field',
    ),
    broken(
      'CiliumBGPAdvertisement',
      advertisement({ advertisementType: 'PodCIDR', interface: { name: 'lo' } }),
      '.advertisements[0].interface',
      'only an advertisement of type Interface has this field',
    ),
    broken(
      'CiliumBGPAdvertisement',
      advertisement({ advertisementType: 'PodCIDR', selector: {} }),
      '.advertisements[0].selector',
      'an advertisement of type PodCIDR selects nothing: it has the pod CIDRs of each node',
    ),
    broken(
      'CiliumBGPPeerConfig',
      { timers: { holdTimeSeconds: 9, keepAliveTimeSeconds: 30 } },
      '.timers.keepAliveTimeSeconds',
      'the keepalive time is longer than the hold time',
    ),
    broken('CiliumEgressGatewayPolicy', gateway('10.0.0.256'), '.egressGateway.egressIP', 'this is no IP address'),
    broken('CiliumEgressGatewayPolicy', gateway('010.0.0.1'), '.egressGateway.egressIP', 'this is no IP address'),
    broken('CiliumEgressGatewayPolicy', gateway('::ffff:10.0.0.1'), '.egressGateway.egressIP', 'this is no IP address'),
    broken('CiliumEgressGatewayPolicy', gateway('10.0.0.1/32'), '.egressGateway.egressIP', 'this is no IP address'),
  ])('of a %s, broken by %j, is told', (kind, entry, path, message) => {
    const [issue, ...more] = check(kind, entry);
    expect(more).toEqual([]);
    expect(issue).toMatchObject({ code: 'resource-rule', message });
    expect(issue?.path.endsWith(path)).toBe(true);
  });

  test('that wants an address takes none, and one of either family', () => {
    expect(
      ['', '10.0.0.1', 'fd00::1', '::1.2.3.4'].flatMap((ip) => check('CiliumEgressGatewayPolicy', gateway(ip))),
    ).toEqual([]);
    expect(check('CiliumEgressGatewayPolicy', gateway('10.0.0.1/32'))).toMatchObject([
      { fix: 'write "10.0.0.1": an address without a prefix' },
    ]);
  });

  test('that a minor does not have is not judged there', () => {
    const entry = advertisement({ advertisementType: 'PodCIDR', service: { addresses: ['ClusterIP'] } });
    expect(check('CiliumBGPAdvertisement', entry, '1.18.12')).toEqual([]);
    expect(short(check('CiliumBGPAdvertisement', entry, '1.19.0'))).toHaveLength(1);
  });

  test('says nothing about what is of a wrong type: that is told already', () => {
    expect(short(check('CiliumBGPPeerConfig', { timers: { holdTimeSeconds: 'x', keepAliveTimeSeconds: 99 } }))).toEqual(
      ['resource-type bgpPeerConfigs.x.timers.holdTimeSeconds'],
    );
    expect(short(check('CiliumBGPAdvertisement', advertisement({ interface: { name: 'lo' } })))).toEqual([
      'resource-required bgpAdvertisements.x.advertisements[0].advertisementType',
    ]);
    for (const rule of Object.values(resourceRules)) expect(rule(7, 7)).toBeUndefined();
  });
});

describe('a policy', () => {
  const policy = (spec: object, release?: Release) =>
    check('CiliumNetworkPolicy', { spec: { endpointSelector: {}, ...spec } }, release, 'a/x');

  test('needs spec or specs in a release that asks for one', () => {
    expect(check('CiliumNetworkPolicy', {}, RELEASE, 'a/x')).toMatchObject([
      {
        code: 'resource-rule',
        path: 'CiliumNetworkPolicy.a/x',
        message: 'a policy without spec and without specs says nothing',
      },
    ]);
    expect(check('CiliumNetworkPolicy', {}, '1.19.0', 'a/x')).toEqual([]);
  });

  test('needs a direction, one selector, and fields that its release has', () => {
    expect(policy({})).toMatchObject([
      { message: 'one of these has to be there: ingress, ingressDeny, egress, egressDeny' },
    ]);
    expect(policy({ nodeSelector: {}, ingress: [] })).toMatchObject([
      { message: 'only one of these can be there: endpointSelector, nodeSelector' },
    ]);
    const kafka = { ingress: [{ toPorts: [{ rules: { kafka: [] } }] }] };
    expect(policy(kafka, '1.19.7')).toEqual([]);
    expect(short(policy(kafka))).toEqual([
      'resource-field CiliumNetworkPolicy.a/x.spec.ingress[0].toPorts[0].rules.kafka',
      'resource-choice CiliumNetworkPolicy.a/x.spec.ingress[0].toPorts[0].rules',
    ]);
  });

  test('takes no element of a list that is there for old objects only', () => {
    expect(policy({ ingress: [{ fromRequires: [{}] }] })).toMatchObject([
      { code: 'resource-items', allowed: 'no elements' },
      { code: 'resource-type' },
    ]);
  });

  test('is judged in each of its specs', () => {
    const specs = [{ endpointSelector: {}, egress: [{ toFQDNs: [{ matchName: 'a..b' }] }] }, 7];
    expect(short(check('CiliumClusterwideNetworkPolicy', { specs }))).toEqual([
      'resource-pattern CiliumClusterwideNetworkPolicy.x.specs[0].egress[0].toFQDNs[0].matchName',
      'resource-type CiliumClusterwideNetworkPolicy.x.specs[1]',
    ]);
  });

  test('may have a number or text where the CRD says so', () => {
    const icmp = (type: unknown) => policy({ ingress: [{ icmps: [{ fields: [{ type }] }] }] });
    expect([8, '8', 'EchoReply', 2 ** 40].flatMap(icmp)).toEqual([]);
    expect(short([1.5, '256', true, null].flatMap(icmp)).map((text) => text.split(' ')[0])).toEqual([
      'resource-type',
      'resource-pattern',
      'resource-type',
      'resource-required',
    ]);
  });
});

describe('metadata', () => {
  const group = (metadata: unknown, name = 'x') =>
    check('CiliumCIDRGroup', { metadata, externalCIDRs: [] }, RELEASE, name);

  test.each(['x', '0', 'a.b-c', 'a'.repeat(253)])('takes the name %s', (name) =>
    expect(group(undefined, name)).toEqual([]),
  );

  test.each([
    ['My_Pool', 'write my-pool'],
    ['a..b', undefined],
    ['-a', undefined],
    ['', undefined],
    ['a'.repeat(254), undefined],
  ])('refuses the name %s', (name, fix) => {
    expect(group(undefined, name)).toMatchObject([
      { code: 'resource-metadata', message: 'no object can have this name', ...(fix && { fix }) },
    ]);
  });

  test('refuses a namespace that cannot be', () => {
    expect(check('CiliumNodeConfig', { nodeSelector: {}, defaults: {} }, RELEASE, 'A/x')).toMatchObject([
      { message: 'no namespace can have this name', got: '"A"' },
    ]);
  });

  test('takes labels and annotations as Kubernetes does', () => {
    expect(
      group({ labels: { 'example.com/a': 'B.c_d-e', b: '', c: null }, annotations: { 'A/b': 'x y', d: undefined } }),
    ).toEqual([]);
    expect(group(null)).toEqual([]);
    expect(group({ labels: null, annotations: undefined })).toEqual([]);
  });

  test('names each label and annotation that is none', () => {
    const labels = { 'a b': 'v', 'a/b/c': 'v', c: 'a b', d: 'x'.repeat(64), e: 7, ['f'.repeat(64)]: 'v' };
    expect(
      group({ labels, annotations: { '-': 'x', b: true } }).map(({ path, message }) => `${path}: ${message}`),
    ).toEqual([
      'cidrGroups.x.metadata.labels.a b: no label or annotation can have this name',
      'cidrGroups.x.metadata.labels.a/b/c: no label or annotation can have this name',
      'cidrGroups.x.metadata.labels.c: no label can have this value',
      'cidrGroups.x.metadata.labels.d: no label can have this value',
      'cidrGroups.x.metadata.labels.e: a number stands where text is wanted',
      `cidrGroups.x.metadata.labels.${'f'.repeat(64)}: no label or annotation can have this name`,
      'cidrGroups.x.metadata.annotations.-: no label or annotation can have this name',
      'cidrGroups.x.metadata.annotations.b: true or false stands where text is wanted',
    ]);
  });

  test('refuses what nothing would read, maps that are none, and more than the server stores', () => {
    expect(group({ name: 'y' })).toMatchObject([{ path: 'cidrGroups.x.metadata.name', fix: 'take it away' }]);
    expect(group({ label: {} })).toMatchObject([{ fix: 'did you mean labels?' }]);
    expect(group([])).toMatchObject([{ message: 'a list stands where a map is wanted' }]);
    expect(group({ labels: 'a' })).toMatchObject([{ message: 'text stands where a map is wanted' }]);
    expect(group({ annotations: { a: 'ä'.repeat(131072) } })).toMatchObject([
      { message: 'these annotations are too long', got: '"262145 bytes"' },
    ]);
  });
});

describe('what is not plain data', () => {
  test('is left to whoever resolves it: cdk8s has lazy values', () => {
    class Lazy {
      readonly produce = (): string[] => [];
    }
    expect(checkFields(RELEASE, 'CiliumCIDRGroup', { externalCIDRs: new Lazy() }, 'spec')).toEqual([]);
    expect(checkFields(RELEASE, 'CiliumCIDRGroup', { externalCIDRs: [new Lazy()] }, 'spec')).toEqual([]);
    expect(check('CiliumCIDRGroup', { metadata: { labels: new Lazy() }, externalCIDRs: [] })).toEqual([]);
  });

  test('counts as nothing where it is undefined, and as a wrong type where JSON has none', () => {
    expect(check('CiliumCIDRGroup', { externalCIDRs: [], more: undefined })).toEqual([]);
    expect(short(check('CiliumCIDRGroup', { externalCIDRs: undefined }))).toEqual([
      'resource-required cidrGroups.x.externalCIDRs',
    ]);
    expect(check('CiliumBGPPeerConfig', { ebgpMultihop: 1n })).toMatchObject([
      { message: 'a bigint stands where a whole number is wanted' },
    ]);
    expect(check('CiliumBGPPeerConfig', { ebgpMultihop: NaN })).toMatchObject([{ code: 'resource-type', got: 'NaN' }]);
  });

  test('may be called like something that every object has', () => {
    const entry = JSON.parse('{ "externalCIDRs": [], "__proto__": 1, "constructor": 2 }') as object;
    expect(short(check('CiliumCIDRGroup', entry))).toEqual([
      'resource-field cidrGroups.x.__proto__',
      'resource-field cidrGroups.x.constructor',
    ]);
  });
});
