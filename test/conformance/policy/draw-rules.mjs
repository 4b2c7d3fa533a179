/** Draws the rules of Cilium's own policies: peers, ports, what a proxy checks. */
import {
  APPS,
  CIDRS,
  CIDRS6,
  ENTITIES,
  ICMP4,
  ICMP6,
  NAMES,
  PATH_RULES,
  PATTERNS,
  PORTS,
  SPACES,
  TIERS,
} from './vocabulary.mjs';

export function ruleDrawing({ chance, below, pick, some, many, draw }, { ipv6, requires }) {
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
    ...(chance(0.06) && { matchLabels: { [`reserved:${pick(['host', 'world', 'ingress', 'init'])}`]: '' } }),
    ...(chance(0.05) && {
      matchLabels: { 'k8s:io.cilium.k8s.policy.cluster': pick(['default', 'east']), ...podLabels() },
    }),
    ...(chance(0.05) && {
      matchLabels: { [pick(['app.kubernetes.io/name', 'pod-template-hash'])]: pick(['x1', 'web']) },
    }),
  });

  const header = () => pick(['X-Role: admin', 'X-Role', 'X-Token: abc', 'X-Role:admin', 'x-role: user']);
  const http = () => ({
    ...(chance(0.7) && { path: pick(PATH_RULES) }),
    ...(chance(0.5) && { method: pick(['GET', 'POST', 'GET|HEAD', 'P.*', '']) }),
    ...(chance(0.15) && { host: pick(['example.com', '.*example.com', 'www\\..*']) }),
    ...(chance(0.2) && { headers: some([header()], 1, 1) }),
    ...(chance(0.15) && {
      headerMatches: [
        {
          name: pick(['X-Role', 'x-token']),
          ...(chance(0.8) && { value: pick(['admin', 'abc']) }),
          ...(chance(0.4) && { mismatch: pick(['LOG', 'ADD', 'DELETE', 'REPLACE']) }),
        },
      ],
    }),
  });
  const name = () => (chance(0.4) ? { matchName: pick(NAMES) } : { matchPattern: pick(PATTERNS) });

  const requests = (numbers) => ({
    ports: numbers.map((number) => ({ port: String(number), protocol: 'TCP' })),
    rules: { http: many(http, 1, 3) },
  });
  const questions = (protocol) => ({
    ports: [{ port: '53', ...(protocol && { protocol }) }],
    rules: { dns: many(name, 1, 3) },
  });

  const port = () => {
    if (chance(0.15)) {
      const names = ['http', 'dns', 'metrics', 'nosuch', 'HTTP', 'dns-tcp'];
      return { port: pick(names), ...(chance(0.5) && { protocol: pick(['TCP', 'UDP', 'ANY']) }) };
    }
    const number = chance(0.04) ? 0 : pick(PORTS);
    return {
      port: String(number),
      ...(number > 0 && chance(0.18) && { endPort: number + below(40) }),
      ...(chance(0.75) && { protocol: pick(['TCP', 'TCP', 'UDP', 'SCTP', 'ANY']) }),
    };
  };
  const toPorts = (egress, deny) => {
    if (!deny && chance(0.4)) {
      if (chance(0.05)) return { ports: [{ port: '80', protocol: 'TCP' }], rules: { http: [] } };
      if (chance(0.12))
        return { ports: [{ port: pick(['http', 'metrics']), protocol: 'TCP' }], rules: { http: many(http, 1, 2) } };
      return requests([pick([80, 8080, 443])]);
    }
    if (!deny && egress && chance(0.45)) return questions(pick(['UDP', 'UDP', 'ANY', 'TCP', '']));
    return chance(0.03) ? {} : { ports: many(port, 1, 2) };
  };
  const icmps = () => {
    const six = chance(ipv6 ? 0.5 : 0.15);
    const field = () => ({
      ...((six || chance(0.7)) && { family: six ? 'IPv6' : 'IPv4' }),
      type: pick(six ? ICMP6 : ICMP4),
    });
    return { icmps: [{ fields: many(field, 1, 2).filter(({ family, type }) => family || typeof type === 'number') }] };
  };

  const range = () => pick(chance(ipv6 ? 0.5 : 0.1) ? CIDRS6 : CIDRS);
  const cidrSet = () => {
    if (chance(0.25)) return { cidrGroupRef: pick(['partners', 'inside', 'nobody']) };
    if (chance(0.2)) {
      return {
        cidrGroupSelector: pick([
          { matchLabels: { kind: pick(['ext', 'int']) } },
          { matchExpressions: [expression('kind', ['ext', 'int'])] },
          {},
        ]),
        ...(chance(0.2) && { except: ['8.8.8.8/32'] }),
      };
    }
    const [cidr, except] = pick([
      ['0.0.0.0/0', ['8.8.8.8/32']],
      ['8.0.0.0/8', ['8.8.8.0/24']],
      ['10.0.0.0/8', undefined],
      ['203.0.113.0/24', ['203.0.113.8/29']],
      ['192.168.0.0/16', ['192.168.1.2/32']],
      ...(ipv6
        ? [
            ['2001:db8::/32', ['2001:db8:1::/48']],
            ['::/0', ['fd00::/8']],
          ]
        : []),
    ]);
    return { cidr, ...(except && { except }) };
  };
  const service = () =>
    chance(0.6)
      ? { k8sService: { serviceName: pick(['svc', 'ext', 'six', 'none']), ...(chance(0.8) && { namespace: 'b' }) } }
      : {
          k8sServiceSelector: {
            selector: pick([
              { matchLabels: { team: pick(['x', 'y']) } },
              { matchExpressions: [expression('team', ['x', 'y'])] },
            ]),
            ...(chance(0.5) && { namespace: pick(['a', 'b']) }),
          },
        };
  const nodes = (side) => ({
    [`${side}Nodes`]: [
      pick([
        { matchLabels: { zone: pick(['x', 'y']) } },
        { matchLabels: { 'node-role.kubernetes.io/control-plane': '' } },
        { matchExpressions: [expression('zone', ['x', 'y'])] },
        {},
      ]),
    ],
  });

  /** One rule; `nodesOn` says whether peers may be nodes. */
  const rule = (egress, deny, nodesOn) => {
    const side = egress ? 'to' : 'from';
    const l4 = draw([
      [80, () => ({ toPorts: many(() => toPorts(egress, deny), 1, 2) })],
      [10, icmps],
      [10, () => ({})],
    ]);
    const peers = draw([
      [10, () => ({ [`${side}Endpoints`]: many(peerSelector, 0, 2) })],
      [20, () => ({ [`${side}Endpoints`]: many(peerSelector, 1, 2) })],
      [12, () => ({ [`${side}Entities`]: some(ENTITIES, 1, 2) })],
      [12, () => ({ [`${side}CIDR`]: many(range, 1, 2) })],
      [14, () => ({ [`${side}CIDRSet`]: many(cidrSet, 1, 2) })],
      [12, () => ({})],
      [nodesOn ? 8 : 0.5, () => nodes(side)],
      [egress ? 10 : 0, () => ({ toServices: many(service, 1, 2) })],
      [egress && !deny ? 12 : 0, () => ({ toFQDNs: many(name, 1, 2) })],
      [
        requires ? 4 : 0,
        () => ({
          [`${side}Requires`]: many(peerSelector, 1, 1),
          ...(chance(0.5) && { [`${side}Endpoints`]: [peerSelector()] }),
        }),
      ],
    ]);
    return { ...peers, ...l4 };
  };

  return { podLabels, expression, http, name, requests, questions, rule, range };
}
