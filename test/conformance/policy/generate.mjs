/** Random scenarios for the judge of policies: drawn by a seed, dense in L7, some of them invalid on purpose. */
import { policies } from './draw-policies.mjs';
import { APPS, DNS, HOSTS, IPS, IPS6, NAMES, PATHS, PORTS, SPACES, TIERS, drawing } from './vocabulary.mjs';

const FAR = ['host', 'world', 'remote-node', 'kube-apiserver', 'health', 'init', 'ingress', 'unmanaged'];

/** One scenario. The same seed gives the same one. `requires`: the release knows fromRequires and toRequires. */
export function scenario(seed, flowCount = 30, { requires = false } = {}) {
  const drawn = drawing(seed);
  const { chance, below, pick, many, draw } = drawn;
  const config = {
    ...(chance(0.35) && { enableHostFirewall: true }),
    ...(chance(0.06) && { enablePolicy: pick(['always', 'never']) }),
    ...(chance(0.12) && { allowLocalhost: pick(['policy', 'policy', 'always', 'auto']) }),
    ...(chance(0.2) && { enableNodeSelectorLabels: true }),
    ...(chance(0.15) && { policyCIDRMatchMode: ['nodes'] }),
    ...(chance(0.25) && { ipv6: true }),
    ...(chance(0.1) && { policyDefaultLocalCluster: chance(0.5) }),
    ...(chance(0.06) && { enableL7Proxy: false }),
    ...(chance(0.06) && { enableNonDefaultDenyPolicies: chance(0.3) }),
    ...(chance(0.05) && { clusterName: 'east' }),
  };
  const kubeAPIServerIPs = chance(0.25)
    ? many(() => pick(['172.16.5.5', '192.168.1.1', '192.168.1.2', '8.8.8.8']), 1, 2)
    : [];
  const ipv6 = config.ipv6 === true;

  const ports = () => [
    ...(chance(0.6) ? [{ name: 'http', port: pick([80, 8080]), protocol: 'TCP' }] : []),
    ...(chance(0.3) ? [{ name: 'dns', port: 53, protocol: 'UDP' }] : []),
    ...(chance(0.3) ? [{ name: 'metrics', port: 9090, ...(chance(0.7) && { protocol: 'TCP' }) }] : []),
  ];
  const pod = (_, index) => ({
    name: `p${index}`,
    namespace: pick(SPACES),
    labels: {
      app: pick(APPS),
      ...(chance(0.4) && { tier: pick(TIERS) }),
      ...(chance(0.2) && { 'pod-template-hash': 'x1' }),
      ...(chance(0.15) && { 'app.kubernetes.io/name': pick(['x1', 'web']) }),
      ...(chance(0.05) && { 'statefulset.kubernetes.io/pod-name': 'x1' }),
    },
    ...(chance(0.3) && { serviceAccount: 'sa1' }),
    ...(chance(0.3) && { ip: `10.1.2.${index + 3}` }),
    ports: ports(),
  });
  const endpoints = Array.from({ length: 3 + below(4) }, pod);
  if (chance(0.6)) {
    endpoints.push({
      name: 'dns',
      namespace: 'kube-system',
      labels: { 'k8s-app': 'kube-dns' },
      ports: [
        { name: 'dns', port: 53, protocol: 'UDP' },
        { name: 'dns-tcp', port: 53, protocol: 'TCP' },
      ],
    });
  }
  const nodes = [
    {
      name: 'n1',
      labels: {
        zone: 'x',
        'kubernetes.io/hostname': 'n1',
        ...(chance(0.3) && { 'node-role.kubernetes.io/control-plane': '' }),
      },
      ip: '192.168.1.1',
      local: true,
    },
    {
      name: 'n2',
      labels: { zone: 'y', ...(chance(0.3) && { 'node-role.kubernetes.io/control-plane': '' }) },
      ip: '192.168.1.2',
    },
    { name: 'n3', labels: { zone: pick(['x', 'y']) }, ip: ipv6 ? 'fd00::3' : '192.168.1.3' },
  ];

  const pods = endpoints.map(({ namespace, name }) => `${namespace}/${name}`);
  const far = () =>
    draw([
      [40, () => `ip:${pick(chance(ipv6 ? 0.5 : 0.08) ? IPS6 : [...IPS, '10.1.2.4', '192.168.1.2'])}`],
      [24, () => `fqdn:${pick([...Object.keys(DNS)])}`],
      [14, () => `node:${pick(['n1', 'n2', 'n3'])}`],
      [22, () => `entity:${pick(FAR)}`],
    ]);
  const ends = () => {
    if (config.enableHostFirewall && chance(0.3)) {
      const [here, there] = ['node:n1', chance(0.4) ? pick(pods) : far()];
      return chance(0.5) ? { from: here, to: there } : { from: there, to: here };
    }
    const other = chance(0.55) ? pick(pods) : far();
    return chance(0.5) ? { from: pick(pods), to: other } : { from: other, to: pick(pods) };
  };
  const request = () => ({
    method: pick(['GET', 'POST', 'PUT', 'HEAD']),
    path: pick(PATHS),
    ...(chance(0.5) && { host: pick(HOSTS) }),
    ...(chance(0.4) && { headers: pick([{ 'X-Role': 'admin' }, { 'x-role': 'user' }, { 'X-Token': 'abc' }]) }),
  });
  const icmp = () =>
    chance(ipv6 ? 0.5 : 0.15)
      ? { proto: 'ICMPv6', icmp: pick([1, 128, 129, 135]) }
      : { proto: 'ICMP', icmp: pick([0, 5, 8, 11]) };
  const flow = () => ({
    ...ends(),
    ...draw([
      [48, () => ({ proto: 'TCP', port: pick([80, 80, 8080, 443, 9090]), ...(chance(0.95) && { http: request() }) })],
      [30, () => ({ proto: pick(['UDP', 'UDP', 'TCP']), port: 53, ...(chance(0.96) && { dns: pick(NAMES) }) })],
      [12, () => ({ proto: pick(['TCP', 'UDP', 'SCTP']), port: pick(PORTS) + (chance(0.3) ? below(20) : 0) })],
      [10, icmp],
    ]),
  });

  return {
    name: `seed-${seed}`,
    policies: policies(
      drawn,
      many(() => 0, 2, 5).map((_, index) => `q${index}`),
      { ipv6, requires, host: config.enableHostFirewall === true, nodes: config.enableNodeSelectorLabels === true },
    ),
    namespaces: [
      { name: 'a', labels: { team: 'red' } },
      { name: 'b', labels: { team: 'blue' } },
      { name: 'kube-system', labels: {} },
    ],
    endpoints,
    nodes,
    dns: DNS,
    cidrGroups: [
      { name: 'partners', labels: { kind: 'ext' }, cidrs: ['203.0.113.0/28', '8.8.8.8/32', '2001:db8:1::/48'] },
      { name: 'inside', labels: { kind: 'int' }, cidrs: ['10.0.0.0/8', 'fd00::/8'] },
      ...(chance(0.3) ? [{ name: 'both', labels: { kind: 'int' }, cidrs: ['8.8.0.0/16'] }] : []),
    ],
    services: [
      { name: 'svc', namespace: 'b', labels: { team: 'x' }, selector: { app: 'web' } },
      { name: 'ext', namespace: 'b', labels: { team: 'y' }, backends: ['8.8.8.8', '172.16.5.5'] },
      { name: 'six', namespace: 'b', labels: { team: 'y' }, backends: ['2001:db8::9'] },
      { name: 'svc', namespace: 'a', labels: { team: 'x' }, selector: { app: 'api', tier: 'front' } },
    ],
    ...(kubeAPIServerIPs.length > 0 && { kubeAPIServerIPs }),
    config,
    flows: many(flow, flowCount, flowCount),
  };
}
