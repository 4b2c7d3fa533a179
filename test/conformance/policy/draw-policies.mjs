/** Draws the policies of one world, of every kind. */
import { ruleDrawing } from './draw-rules.mjs';
import { HOST_REFUSALS, REFUSALS } from './draw-refusals.mjs';
import { APPS, DOMAINS, PORTS, SPACES } from './vocabulary.mjs';

/** Policies of the given names. `world` says what they may use: `ipv6`, `nodes` as peers, `requires`. */
export function policies(drawn, names, world) {
  const { chance, below, pick, many, draw } = drawn;
  const { podLabels, expression, requests, questions, rule, range } = ruleDrawing(drawn, world);
  const one = (egress, deny) => rule(egress, deny, world.nodes);

  const sections = () => ({
    ...(chance(0.6) && { ingress: many(() => one(false, false), 1, 3) }),
    ...(chance(0.3) && { ingressDeny: many(() => one(false, true), 1, 2) }),
    ...(chance(0.6) && { egress: many(() => one(true, false), 1, 3) }),
    ...(chance(0.25) && { egressDeny: many(() => one(true, true), 1, 2) }),
    ...(chance(0.15) && {
      enableDefaultDeny: pick([
        { ingress: false },
        { egress: false },
        { ingress: true },
        { ingress: false, egress: false },
      ]),
    }),
  });
  const subject = () =>
    draw([
      [30, () => ({})],
      [60, () => ({ matchLabels: { app: pick(APPS) } })],
      [6, () => ({ matchExpressions: [expression('app', APPS)] })],
      [4, () => ({ matchLabels: { 'io.cilium.k8s.policy.serviceaccount': pick(['sa1', 'default']) } })],
    ]);
  const anywhere = () =>
    draw([
      [70, subject],
      [20, () => ({ matchLabels: { 'k8s:io.kubernetes.pod.namespace': pick(SPACES) } })],
      [10, () => ({ matchLabels: { [`reserved:${pick(['init', 'health', 'ingress'])}`]: '' } })],
    ]);
  const nodeSubject = () =>
    pick([
      {},
      {},
      { matchLabels: { zone: pick(['x', 'y']) } },
      { matchLabels: { 'node-role.kubernetes.io/control-plane': '' } },
    ]);

  const namespaced = (name, ...specs) => ({
    apiVersion: 'cilium.io/v2',
    kind: 'CiliumNetworkPolicy',
    metadata: { name, ...(chance(0.98) && { namespace: pick(SPACES) }) },
    ...(specs.length > 1 ? { specs } : { spec: specs[0] }),
  });
  const clusterwide = (name, ...specs) => ({
    apiVersion: 'cilium.io/v2',
    kind: 'CiliumClusterwideNetworkPolicy',
    metadata: { name },
    ...(specs.length > 1 ? { specs } : { spec: specs[0] }),
  });
  const cilium = (name) =>
    namespaced(name, ...many(() => ({ endpointSelector: subject(), ...sections() }), 1, chance(0.08) ? 2 : 1));
  const wide = (name) =>
    clusterwide(name, ...many(() => ({ endpointSelector: anywhere(), ...sections() }), 1, chance(0.08) ? 2 : 1));
  /** Host policies: without HTTP, which the agent refuses for nodes. */
  const host = (name) => {
    const plain = (list) =>
      list?.map((given) =>
        JSON.stringify(given).includes('"rules"')
          ? { ...given, toPorts: [{ ports: [{ port: String(pick(PORTS)) }] }] }
          : given,
      );
    const spec = sections();
    for (const key of ['ingress', 'egress']) if (spec[key]) spec[key] = plain(spec[key]);
    return clusterwide(name, { nodeSelector: nodeSubject(), ...spec });
  };

  const npPeer = () =>
    pick([
      { podSelector: { matchLabels: podLabels() } },
      { namespaceSelector: chance(0.3) ? {} : { matchLabels: { team: pick(['red', 'blue']) } } },
      {
        namespaceSelector: { matchExpressions: [expression('team', ['red', 'blue'])] },
        podSelector: { matchLabels: podLabels() },
      },
      {
        ipBlock: pick([
          { cidr: '10.0.0.0/8' },
          { cidr: '8.0.0.0/8', except: ['8.8.8.0/24'] },
          ...(world.ipv6 ? [{ cidr: '2001:db8::/32', except: ['2001:db8:1::/48'] }] : []),
        ]),
      },
    ]);
  const npPort = () => {
    const port = chance(0.2) ? pick(['http', 'metrics']) : pick(PORTS);
    return {
      ...(chance(0.85) && { port, ...(typeof port === 'number' && chance(0.15) && { endPort: port + below(30) }) }),
      ...(chance(0.6) && { protocol: pick(['TCP', 'UDP', 'SCTP']) }),
    };
  };
  const npRule = (side) => ({
    ...(chance(0.8) && { [side]: many(npPeer, 0, 2) }),
    ...(chance(0.7) && { ports: many(npPort, 1, 2) }),
  });
  const network = (name) => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, namespace: pick(SPACES) },
    spec: {
      podSelector: chance(0.1) ? { matchExpressions: [expression('app', APPS)] } : subject(),
      ...(chance(0.7) && { ingress: many(() => npRule('from'), 0, 2) }),
      ...(chance(0.5) && { egress: many(() => npRule('to'), 0, 2) }),
      ...(chance(0.4) && { policyTypes: pick([['Ingress'], ['Egress'], ['Ingress', 'Egress']]) }),
    },
  });

  const pods = () => ({
    namespaceSelector: chance(0.5) ? {} : { matchLabels: { team: pick(['red', 'blue']) } },
    podSelector: chance(0.15) ? { matchExpressions: [expression('app', APPS)] } : { matchLabels: podLabels() },
  });
  const spaces = () =>
    pick([
      {},
      {},
      { matchLabels: { team: pick(['red', 'blue']) } },
      { matchExpressions: [expression('team', ['red', 'blue'])] },
    ]);
  const protocol = () =>
    draw([
      [50, () => ({ tcp: { destinationPort: { number: pick(PORTS) } } })],
      [15, () => ({ udp: { destinationPort: { number: 53 } } })],
      [15, () => ({ tcp: { destinationPort: { range: { start: 80, end: pick([443, 8080]) } } } })],
      [10, () => ({ destinationNamedPort: pick(['http', 'dns', 'metrics', 'nosuch']) })],
      [5, () => ({ sctp: { destinationPort: { number: pick(PORTS) } } })],
      [5, () => ({ tcp: {} })],
    ]);
  const kcnpRule = (egress) => {
    const action = pick(['Accept', 'Deny', 'Pass']);
    const peer = () =>
      draw([
        [40, () => ({ pods: pods() })],
        [30, () => ({ namespaces: spaces() })],
        [egress ? 20 : 0, () => ({ networks: many(range, 1, 2) })],
        [
          egress && (world.nodes || chance(0.05)) ? 10 : 0,
          () => ({
            nodes: pick([
              {},
              { matchLabels: { zone: pick(['x', 'y']) } },
              { matchExpressions: [expression('zone', ['x', 'y'])] },
            ]),
          }),
        ],
        [
          egress && (action === 'Accept' || chance(0.05)) ? 25 : 0,
          () => ({ domainNames: many(() => pick(DOMAINS), 1, 2) }),
        ],
        [2, () => ({})],
      ]);
    return {
      action,
      ...(chance(0.95) && { [egress ? 'to' : 'from']: many(peer, 1, 2) }),
      ...(chance(0.55) && { protocols: many(protocol, 1, 2) }),
    };
  };
  const kubernetes = (name) => ({
    apiVersion: 'policy.networking.k8s.io/v1alpha2',
    kind: 'ClusterNetworkPolicy',
    metadata: { name },
    spec: {
      tier: pick(['Admin', 'Baseline']),
      priority: below(4),
      subject: chance(0.5) ? { namespaces: spaces() } : { pods: pods() },
      ...(chance(0.7) && { ingress: many(() => kcnpRule(false), 1, 3) }),
      ...(chance(0.6) && { egress: many(() => kcnpRule(true), 1, 3) }),
    },
  });

  /** Something that the agent refuses, or nearly. */
  const invalid = (name) => {
    if (chance(0.08)) return clusterwide(name, { nodeSelector: {}, ...pick(HOST_REFUSALS) });
    return (chance(0.2) ? clusterwide : namespaced)(name, { endpointSelector: subject(), ...pick(REFUSALS) });
  };

  const open = (egress) => {
    const side = egress ? 'to' : 'from';
    return pick([{}, {}, { [`${side}Endpoints`]: [{}] }, { [`${side}Entities`]: [pick(['all', 'world', 'cluster'])] }]);
  };
  /** A policy that puts a proxy in the way of most flows: wide subject, wide peers, rules on the ports that flows take. */
  const aimed = (name) => {
    const ports = () => requests(pick([[80], [80, 8080], [80, 8080, 443]]));
    const spec = {
      endpointSelector: chance(0.7) ? {} : subject(),
      ...(chance(0.7) && { ingress: [{ ...open(false), toPorts: [ports()] }] }),
      egress: [
        { ...open(true), toPorts: [ports()] },
        { ...open(true), toPorts: [questions('ANY')] },
        ...(chance(0.2) ? [one(true, false)] : []),
      ],
      ...(chance(0.08) && { enableDefaultDeny: { egress: false, ingress: chance(0.5) } }),
    };
    return (chance(0.5) ? clusterwide : namespaced)(name, spec);
  };
  /** Rules of two kinds on one port of one peer, which cannot be merged: the endpoint's policy fails. */
  const conflict = (name) => {
    const peer = open(true);
    const spec = {
      endpointSelector: subject(),
      egress: [
        { ...peer, toPorts: [requests([53])] },
        { ...(chance(0.8) ? peer : open(true)), toPorts: [questions(pick(['ANY', 'TCP', '', 'UDP']))] },
      ],
    };
    return (chance(0.5) ? clusterwide : namespaced)(name, spec);
  };
  /** Denies, and what has a tier, on the ports that the proxies have. */
  const against = (name) => {
    if (chance(0.5)) {
      const port = () => ({
        toPorts: [{ ports: [{ port: String(pick([53, 80, 8080, 443])), ...(chance(0.5) && { protocol: 'TCP' }) }] }],
      });
      const deny = (egress) => ({
        ...draw([
          [1, () => open(egress)],
          [2, () => ({ ...one(egress, true), icmps: undefined })],
        ]),
        ...(chance(0.8) && port()),
      });
      return (chance(0.5) ? clusterwide : namespaced)(name, {
        endpointSelector: subject(),
        ...(chance(0.7) && { ingressDeny: [deny(false)] }),
        egressDeny: [deny(true)],
      });
    }
    const given = kubernetes(name);
    for (const key of ['ingress', 'egress']) {
      for (const entry of given.spec[key] ?? []) {
        if (chance(0.7))
          entry.protocols = [
            pick([
              { tcp: { destinationPort: { number: pick([80, 8080, 443]) } } },
              { udp: { destinationPort: { number: 53 } } },
            ]),
          ];
      }
    }
    return given;
  };

  return names.map((name, index) => {
    if (index < 2 && chance(0.8)) return aimed(name);
    if (index === 2 && chance(0.4)) return against(name);
    return draw([
      [36, () => cilium(name)],
      [14, () => wide(name)],
      [world.host ? 22 : 3, () => host(name)],
      [16, () => network(name)],
      [14, () => kubernetes(name)],
      [8, () => against(name)],
      [3, () => conflict(name)],
      [8, () => invalid(name)],
    ]);
  });
}
