/** Random scenarios for the judge of policies: drawn by a seed, dense in L7, some of them invalid on purpose. */

const CIDRS = ['0.0.0.0/0', '8.0.0.0/8', '8.8.8.0/24', '8.8.8.8/32', '10.0.0.0/8', '203.0.113.0/24', '198.51.100.0/28'];
const IPS = ['8.8.8.8', '8.8.4.4', '10.1.2.3', '172.16.5.5', '203.0.113.10', '203.0.113.11', '198.51.100.7'];
const DNS = {
  'api.example.com': ['203.0.113.10'],
  'www.example.com': ['203.0.113.11', '203.0.113.12'],
  'example.com': ['203.0.113.13'],
  'a.b.example.com': ['203.0.113.14'],
  'cdn.other.org': ['198.51.100.7'],
};
const NAMES = [...Object.keys(DNS), 'nowhere.net', 'sub-example.com', 'Www.Example.com'];
const PATTERNS = [
  '*',
  '*.example.com',
  '**.example.com',
  '*example.com',
  'www.*.com',
  '*.*.example.com',
  '**',
  'cdn.*',
];
const PORTS = [53, 80, 443, 5432, 8080, 9090];
const PATHS = ['/', '/a', '/a/b', '/a?x=1', '/api/v1', '/admin', '/A'];
const PATH_RULES = ['/', '/a', '/a.*', '/a|/admin', '/api/v[0-9]+', '.*', '/(a|admin)', '/a\\?x=1', '^/a$', ''];
const HOSTS = ['example.com', 'www.example.com', 'example.com:8080', 'Example.com'];
const ENTITIES = [
  'world',
  'cluster',
  'host',
  'remote-node',
  'all',
  'kube-apiserver',
  'health',
  'init',
  'ingress',
  'unmanaged',
];
const APPS = ['web', 'api', 'db'];
const TIERS = ['front', 'back'];
const SPACES = ['a', 'b', 'kube-system'];

/** Numbers in [0, 1) from a seed: Mulberry32. */
function numbers(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

function drawing(seed) {
  const next = numbers(seed);
  const chance = (share) => next() < share;
  const below = (count) => Math.floor(next() * count);
  const pick = (list) => list[below(list.length)];
  const some = (list, least, most) => Array.from({ length: least + below(most - least + 1) }, () => pick(list));
  const many = (make, least, most) => Array.from({ length: least + below(most - least + 1) }, () => make());
  return { chance, below, pick, some, many };
}

/** Policies of one world. */
function policies(draw, names) {
  const { chance, below, pick, some, many } = draw;

  const podLabels = () => ({ ...(chance(0.8) && { app: pick(APPS) }), ...(chance(0.3) && { tier: pick(TIERS) }) });
  const expression = (key, values) => {
    const operator = pick(['In', 'NotIn', 'Exists', 'DoesNotExist']);
    return { key, operator, ...(operator.endsWith('In') && { values: some(values, 1, 2) }) };
  };
  const peerSelector = () => ({
    ...(chance(0.7) && { matchLabels: podLabels() }),
    ...(chance(0.2) && { matchExpressions: [expression(pick(['app', 'any:tier', 'k8s:app']), [...APPS, ...TIERS])] }),
    ...(chance(0.2) && { matchLabels: { 'k8s:io.kubernetes.pod.namespace': pick(SPACES) } }),
    ...(chance(0.15) && {
      matchExpressions: [expression('k8s:io.cilium.k8s.namespace.labels.team', ['red', 'blue'])],
    }),
    ...(chance(0.1) && { matchLabels: { 'io.cilium.k8s.policy.serviceaccount': pick(['sa1', 'default']) } }),
  });

  const header = () => pick(['X-Role: admin', 'X-Role', 'X-Token: abc', 'X-Role:admin']);
  const http = () => ({
    ...(chance(0.7) && { path: pick(PATH_RULES) }),
    ...(chance(0.5) && { method: pick(['GET', 'POST', 'GET|HEAD', 'P.*', '']) }),
    ...(chance(0.15) && { host: pick(['example.com', '.*example.com', 'www\\..*']) }),
    ...(chance(0.2) && { headers: some([header()], 1, 1) }),
    ...(chance(0.12) && {
      headerMatches: [
        { name: 'X-Role', value: 'admin', ...(chance(0.4) && { mismatch: pick(['LOG', 'ADD', 'DELETE']) }) },
      ],
    }),
  });
  const dns = () => (chance(0.4) ? { matchName: pick(NAMES) } : { matchPattern: pick(PATTERNS) });

  const port = () => {
    if (chance(0.12))
      return { port: pick(['http', 'dns', 'metrics', 'nosuch']), ...(chance(0.5) && { protocol: 'TCP' }) };
    const number = pick(PORTS);
    return {
      port: String(number),
      ...(chance(0.15) && { endPort: number + below(40) }),
      ...(chance(0.75) && { protocol: pick(['TCP', 'TCP', 'UDP', 'SCTP', 'ANY']) }),
    };
  };
  const toPorts = (egress, deny) => {
    if (!deny && chance(0.45)) {
      const ports = [{ port: String(pick([80, 8080, 443])), protocol: 'TCP' }];
      return { ports, rules: { http: chance(0.05) ? [] : many(http, 1, 3) } };
    }
    if (!deny && egress && chance(0.45)) {
      return { ports: [{ port: '53', protocol: pick(['UDP', 'UDP', 'ANY', 'TCP']) }], rules: { dns: many(dns, 1, 3) } };
    }
    return chance(0.03) ? {} : { ports: many(port, 1, 2) };
  };
  const cidrSet = () => {
    if (chance(0.25)) return { cidrGroupRef: pick(['partners', 'nobody']) };
    if (chance(0.15)) return { cidrGroupSelector: { matchLabels: { kind: pick(['ext', 'int']) } } };
    const [cidr, except] = pick([
      ['0.0.0.0/0', ['8.8.8.8/32']],
      ['8.0.0.0/8', ['8.8.8.0/24']],
      ['10.0.0.0/8', undefined],
      ['203.0.113.0/24', ['203.0.113.8/29']],
    ]);
    return { cidr, ...(except && { except }) };
  };
  const rule = (egress, deny) => {
    const side = egress ? 'to' : 'from';
    const l4 = chance(0.85)
      ? { toPorts: many(() => toPorts(egress, deny), 1, 2) }
      : chance(0.4)
        ? { icmps: [{ fields: [{ family: 'IPv4', type: pick([0, 8, 5, 'EchoRequest']) }] }] }
        : {};
    const kind = below(egress ? 10 : 7);
    const peers = {
      0: { [`${side}Endpoints`]: many(peerSelector, 0, 2) },
      1: { [`${side}Endpoints`]: many(peerSelector, 1, 2) },
      2: { [`${side}Endpoints`]: [peerSelector()] },
      3: { [`${side}Entities`]: some(ENTITIES, 1, 2) },
      4: { [`${side}CIDR`]: some(CIDRS, 1, 2) },
      5: { [`${side}CIDRSet`]: many(cidrSet, 1, 2) },
      6: {},
      7: { toServices: [{ k8sService: { serviceName: pick(['svc', 'ext', 'none']), namespace: 'b' } }] },
      8: deny
        ? { toEntities: ['world'] }
        : { toFQDNs: many(() => (chance(0.5) ? { matchName: pick(NAMES) } : { matchPattern: pick(PATTERNS) }), 1, 2) },
      9: chance(0.5) ? { [`${side}Nodes`]: [{ matchLabels: { zone: pick(['x', 'y']) } }] } : {},
    }[kind];
    return { ...peers, ...l4 };
  };
  const sections = () => ({
    ...(chance(0.6) && { ingress: many(() => rule(false, false), 1, 3) }),
    ...(chance(0.25) && { ingressDeny: many(() => rule(false, true), 1, 2) }),
    ...(chance(0.6) && { egress: many(() => rule(true, false), 1, 3) }),
    ...(chance(0.2) && { egressDeny: many(() => rule(true, true), 1, 2) }),
    ...(chance(0.12) && { enableDefaultDeny: pick([{ ingress: false }, { egress: false }, { ingress: true }]) }),
  });
  const subject = () => (chance(0.3) ? {} : { matchLabels: { app: pick(APPS) } });

  const cilium = (name) => {
    const cluster = chance(0.25);
    const host = cluster && chance(0.3);
    const spec = { [host ? 'nodeSelector' : 'endpointSelector']: host ? {} : subject(), ...sections() };
    return {
      apiVersion: 'cilium.io/v2',
      kind: cluster ? 'CiliumClusterwideNetworkPolicy' : 'CiliumNetworkPolicy',
      metadata: cluster ? { name } : { name, namespace: pick(SPACES) },
      ...(chance(0.08) ? { specs: [spec, { endpointSelector: subject(), ...sections() }] } : { spec }),
    };
  };
  const npPeer = () =>
    pick([
      { podSelector: { matchLabels: podLabels() } },
      { namespaceSelector: chance(0.3) ? {} : { matchLabels: { team: pick(['red', 'blue']) } } },
      {
        namespaceSelector: { matchExpressions: [expression('team', ['red', 'blue'])] },
        podSelector: { matchLabels: podLabels() },
      },
      { ipBlock: pick([{ cidr: '10.0.0.0/8' }, { cidr: '8.0.0.0/8', except: ['8.8.8.0/24'] }]) },
    ]);
  const npPort = () => ({
    ...(chance(0.85) && { port: chance(0.2) ? pick(['http', 'metrics']) : pick(PORTS) }),
    ...(chance(0.6) && { protocol: pick(['TCP', 'UDP', 'SCTP']) }),
  });
  const npRule = (side) => ({
    ...(chance(0.8) && { [side]: many(npPeer, 0, 2) }),
    ...(chance(0.7) && { ports: many(npPort, 1, 2) }),
  });
  const network = (name) => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, namespace: pick(SPACES) },
    spec: {
      podSelector: subject(),
      ...(chance(0.7) && { ingress: many(() => npRule('from'), 0, 2) }),
      ...(chance(0.5) && { egress: many(() => npRule('to'), 0, 2) }),
      ...(chance(0.4) && { policyTypes: pick([['Ingress'], ['Egress'], ['Ingress', 'Egress']]) }),
    },
  });
  const pods = () => ({
    pods: {
      namespaceSelector: chance(0.5) ? {} : { matchLabels: { team: pick(['red', 'blue']) } },
      podSelector: { matchLabels: podLabels() },
    },
  });
  const protocol = () =>
    pick([
      { tcp: { destinationPort: { number: pick(PORTS) } } },
      { udp: { destinationPort: { number: 53 } } },
      { tcp: { destinationPort: { range: { start: 80, end: 443 } } } },
    ]);
  const kcnpRule = (egress) => ({
    action: pick(['Accept', 'Deny', 'Pass']),
    [egress ? 'to' : 'from']: many(
      () => pick([pods(), { namespaces: {} }, ...(egress ? [{ networks: [pick(CIDRS)] }] : [])]),
      1,
      2,
    ),
    ...(chance(0.5) && { protocols: [protocol()] }),
  });
  const kubernetes = (name) => ({
    apiVersion: 'policy.networking.k8s.io/v1alpha2',
    kind: 'ClusterNetworkPolicy',
    metadata: { name },
    spec: {
      tier: pick(['Admin', 'Baseline']),
      priority: below(4),
      subject: chance(0.5) ? { namespaces: {} } : pods(),
      ...(chance(0.7) && { ingress: many(() => kcnpRule(false), 1, 2) }),
      ...(chance(0.5) && { egress: many(() => kcnpRule(true), 1, 2) }),
    },
  });
  /** Something that the agent refuses. */
  const invalid = (name) => {
    const bad = pick([
      { ingress: [{ toPorts: [{ ports: [{ port: '70000', protocol: 'TCP' }] }] }] },
      { ingress: [{ fromCIDR: ['10.0.0.0/33'] }] },
      { egress: [{ toPorts: [{ ports: [{ port: '53', protocol: 'ANY' }], rules: { http: [{ path: '/' }] } }] }] },
      { egress: [{ toFQDNs: [{ matchName: 'a.b', matchPattern: '*' }] }] },
      { ingress: [{ toPorts: [{ ports: [{ port: '80', protocol: 'TCP' }], rules: { http: [{ path: '(' }] } }] }] },
      { ingress: [{ icmps: [{ fields: [{ type: 8 }] }], toPorts: [{ ports: [{ port: '80' }] }] }] },
      { egress: [{ toCIDRSet: [{ cidr: '10.0.0.0/8', except: ['11.0.0.0/16'] }] }] },
      { ingress: [{ fromEndpoints: [{}], fromCIDR: ['10.0.0.0/8'] }] },
      { ingress: [{ fromEntities: ['nobody'] }] },
      {},
    ]);
    return {
      apiVersion: 'cilium.io/v2',
      kind: 'CiliumNetworkPolicy',
      metadata: { name, namespace: pick(SPACES) },
      spec: { endpointSelector: subject(), ...bad },
    };
  };

  /** A policy that puts a proxy in the way of most flows: wide subject, wide peers, rules on the ports that flows take. */
  const aimed = (name) => {
    const cluster = chance(0.5);
    const wide = (egress) => {
      const side = egress ? 'to' : 'from';
      return pick([
        {},
        {},
        { [`${side}Endpoints`]: [{}] },
        { [`${side}Entities`]: [pick(['all', 'world', 'cluster'])] },
      ]);
    };
    const requests = () => ({
      ports: pick([['80'], ['80', '8080'], ['80', '8080', '443']]).map((number) => ({ port: number, protocol: 'TCP' })),
      rules: { http: many(http, 1, 3) },
    });
    const names = () => ({ ports: [{ port: '53', protocol: 'ANY' }], rules: { dns: many(dns, 1, 3) } });
    return {
      apiVersion: 'cilium.io/v2',
      kind: cluster ? 'CiliumClusterwideNetworkPolicy' : 'CiliumNetworkPolicy',
      metadata: cluster ? { name } : { name, namespace: pick(SPACES) },
      spec: {
        endpointSelector: chance(0.7) ? {} : subject(),
        ...(chance(0.7) && { ingress: [{ ...wide(false), toPorts: [requests()] }] }),
        egress: [
          { ...wide(true), toPorts: [requests()] },
          { ...wide(true), toPorts: [names()] },
          ...(chance(0.2) ? [rule(true, false)] : []),
        ],
      },
    };
  };

  return names.map((name, index) => {
    if (index < 2 && chance(0.85)) return aimed(name);
    const drawn = below(100);
    if (drawn < 62) return cilium(name);
    if (drawn < 80) return network(name);
    if (drawn < 93) return kubernetes(name);
    return invalid(name);
  });
}

/** One scenario. The same seed gives the same one. */
export function scenario(seed, flowCount = 30) {
  const draw = drawing(seed);
  const { chance, below, pick, many } = draw;
  const ports = () => [
    ...(chance(0.6) ? [{ name: 'http', port: pick([80, 8080]), protocol: 'TCP' }] : []),
    ...(chance(0.3) ? [{ name: 'dns', port: 53, protocol: 'UDP' }] : []),
    ...(chance(0.3) ? [{ name: 'metrics', port: 9090, protocol: 'TCP' }] : []),
  ];
  const endpoints = Array.from({ length: 3 + below(4) }, (_, index) => ({
    name: `p${index}`,
    namespace: pick(SPACES),
    labels: {
      app: pick(APPS),
      ...(chance(0.4) && { tier: pick(TIERS) }),
      ...(chance(0.2) && { 'pod-template-hash': 'x1' }),
    },
    ...(chance(0.3) && { serviceAccount: 'sa1' }),
    ports: ports(),
  }));
  const config = {
    ...(chance(0.2) && { enableHostFirewall: true }),
    ...(chance(0.06) && { enablePolicy: pick(['always', 'never']) }),
    ...(chance(0.06) && { allowLocalhost: 'policy' }),
    ...(chance(0.1) && { enableNodeSelectorLabels: true }),
    ...(chance(0.1) && { policyCIDRMatchMode: ['nodes'] }),
    ...(chance(0.05) && { ipv6: true }),
  };
  const pods = endpoints.map(({ namespace, name }) => `${namespace}/${name}`);
  const far = () =>
    chance(0.4)
      ? `ip:${pick(IPS)}`
      : chance(0.4)
        ? `fqdn:${pick(Object.keys(DNS))}`
        : chance(0.3)
          ? 'node:n2'
          : `entity:${pick(['host', 'world', 'remote-node', 'kube-apiserver', 'health', 'init', 'ingress', 'unmanaged'])}`;
  const request = () => ({
    method: pick(['GET', 'POST', 'PUT', 'HEAD']),
    path: pick(PATHS),
    ...(chance(0.5) && { host: pick(HOSTS) }),
    ...(chance(0.4) && { headers: pick([{ 'X-Role': 'admin' }, { 'x-role': 'user' }, { 'X-Token': 'abc' }]) }),
  });
  const flow = () => {
    const out = chance(0.5);
    const other = chance(0.55) ? pick(pods) : far();
    const ends = out ? { from: pick(pods), to: other } : { from: other, to: pick(pods) };
    const kind = below(10);
    if (kind < 5)
      return { ...ends, proto: 'TCP', port: pick([80, 8080, 443]), ...(chance(0.95) && { http: request() }) };
    if (kind < 8) return { ...ends, proto: pick(['UDP', 'UDP', 'TCP']), port: 53, dns: pick(NAMES) };
    if (kind < 9)
      return { ...ends, proto: pick(['TCP', 'UDP', 'SCTP']), port: pick(PORTS) + (chance(0.3) ? below(20) : 0) };
    return { ...ends, proto: 'ICMP', icmp: pick([0, 5, 8]) };
  };
  return {
    name: `seed-${seed}`,
    policies: policies(
      draw,
      many(() => 0, 2, 5).map((_, index) => `q${index}`),
    ),
    namespaces: [
      { name: 'a', labels: { team: 'red' } },
      { name: 'b', labels: { team: 'blue' } },
      { name: 'kube-system', labels: {} },
    ],
    endpoints,
    nodes: [
      { name: 'n1', labels: { zone: 'x' }, ip: '192.168.1.1', local: true },
      { name: 'n2', labels: { zone: 'y' }, ip: '192.168.1.2' },
    ],
    dns: DNS,
    cidrGroups: [
      { name: 'partners', labels: { kind: 'ext' }, cidrs: ['203.0.113.0/28', '8.8.8.8/32'] },
      { name: 'inside', labels: { kind: 'int' }, cidrs: ['10.0.0.0/8'] },
    ],
    services: [
      { name: 'svc', namespace: 'b', selector: { app: 'web' } },
      { name: 'ext', namespace: 'b', backends: ['8.8.8.8'] },
    ],
    config,
    flows: many(flow, flowCount, flowCount),
  };
}
