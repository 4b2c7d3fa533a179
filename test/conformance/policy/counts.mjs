/** What a run met, by kind of thing, so that what was hardly met shows. */

import { OTHER_L7 } from './differences.mjs';

const HAS = {
  fromEndpoints: 'endpoints',
  toEndpoints: 'endpoints',
  fromEntities: 'entities',
  toEntities: 'entities',
  fromCIDR: 'CIDR',
  toCIDR: 'CIDR',
  fromCIDRSet: 'CIDR set',
  toCIDRSet: 'CIDR set',
  cidrGroupRef: 'CIDR group',
  cidrGroupSelector: 'CIDR group',
  fromNodes: 'nodes',
  toNodes: 'nodes',
  fromRequires: 'requires',
  toRequires: 'requires',
  toFQDNs: 'FQDN',
  toServices: 'services',
  icmps: 'ICMP',
  endPort: 'port range',
  http: 'L7 http',
  dns: 'L7 dns',
  headerMatches: 'header matches',
  serverNames: 'SNI',
  listener: 'listener',
  authentication: 'authentication',
  ingressDeny: 'deny',
  egressDeny: 'deny',
  nodeSelector: 'host policy',
  enableDefaultDeny: 'default deny set',
  domainNames: 'domain names',
  networks: 'networks',
  destinationNamedPort: 'named port',
  ipBlock: 'IP block',
  specs: 'specs',
};

/** The kinds of things that a policy has. */
function thingsOf(policy) {
  const things = new Set();
  const walk = (value, key) => {
    if (key && HAS[key]) things.add(HAS[key]);
    if (key === 'port' && typeof value === 'string' && /[a-z]/i.test(value)) things.add('named port');
    if (key === 'tier' && typeof value === 'string' && policy.kind === 'ClusterNetworkPolicy')
      things.add(`tier ${value}`);
    if (key === 'action') things.add(`action ${value}`);
    if (key === 'nodes') things.add('nodes');
    if (typeof value === 'string' && value.includes(':') && /^[\da-f:]+\/\d+$/.test(value)) things.add('IPv6');
    if (value && typeof value === 'object') for (const [name, item] of Object.entries(value)) walk(item, name);
  };
  walk(policy.spec);
  for (const spec of policy.specs ?? []) walk(spec);
  if (policy.specs) things.add('specs');
  return things;
}

const endOf = (end) => /^(?:ip|fqdn|node|entity):/.exec(end)?.[0].slice(0, -1) ?? 'pod';

export function counting() {
  const groups = new Map();
  const count = (group, what) => {
    if (!groups.has(group)) groups.set(group, new Map());
    const counts = groups.get(group);
    counts.set(what, (counts.get(what) ?? 0) + 1);
  };
  const isDeny = (things) => ['deny', 'action Deny'].some((thing) => things.has(thing));
  return {
    of: (group, what) => groups.get(group)?.get(what) ?? 0,
    add(asked, { flows = [], policyErrors = [] }) {
      const refused = new Set(policyErrors.map(({ policy }) => policy));
      for (const _ of refused) count('policies', 'refused');
      const all = new Set();
      for (const policy of asked.policies) {
        count('policies', policy.kind);
        for (const thing of thingsOf(policy)) {
          count('policies that have', thing);
          all.add(thing);
        }
      }
      for (const [key, value] of Object.entries(asked.config ?? {}))
        count('worlds with', `${key} ${JSON.stringify(value)}`);
      if (asked.kubeAPIServerIPs?.length > 0) count('worlds with', 'kubeAPIServerIPs');
      if (OTHER_L7.test(JSON.stringify(asked.policies))) count('worlds with', 'L7 that is not compared');
      const tiered = [...all].some((thing) => thing.startsWith('tier'));
      for (const [index, result] of flows.entries()) {
        const flow = asked.flows[index];
        count('flows', 'all');
        count('flows', flow.proto);
        count('flows', `verdict ${result.verdict}`);
        for (const way of ['egress', 'ingress']) {
          const { decision, l7 } = result[way];
          if (decision === 'none') continue;
          const subject = way === 'egress' ? flow.from : flow.to;
          const peer = way === 'egress' ? flow.to : flow.from;
          count('directions', `of a ${endOf(subject)}`);
          count('directions', `with a peer ${endOf(peer)}`);
          count('directions', decision);
          if (!l7) continue;
          count('L7', `${l7.type} ${l7.decision}`);
          if (isDeny(all)) count('L7', `${l7.type} beside a deny`);
          if (tiered) count('L7', `${l7.type} beside a tier`);
        }
      }
    },
    /** A line a group. */
    lines: () =>
      [...groups].sort().map(
        ([group, counts]) =>
          `${group}: ${[...counts]
            .sort((a, b) => b[1] - a[1])
            .map(([what, times]) => `${what} ${times}`)
            .join(', ')}`,
      ),
  };
}
