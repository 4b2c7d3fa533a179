import { rangeOf, POD_NAMESPACE } from './labels';
import { list, object, text, texts } from './plain-object';
import type { Plain } from './plain-object';
import { END_ENTITIES } from './scenario';
import type { Endpoint, PolicyObject } from './scenario';

/** Whom policies let DNS be asked of. */
export interface Resolvers {
  /** Pods as selectors describe them; some may be in the world already. */
  readonly endpoints: readonly Endpoint[];
  /** Other ends: `ip:A`, `entity:host`. */
  readonly ends: readonly string[];
}

/**
 * The resolvers that DNS rules of policies speak of. Whether a name can be learned depends on the rule that lets it be asked
 * for, not on whether manifests or flows happen to show the resolver.
 */
export function resolversOf(policies: readonly PolicyObject[]): Resolvers {
  const endpoints = new Map<string, Endpoint>();
  const ends = new Set<string>();
  for (const { metadata, spec, specs } of policies) {
    const own = text(object(metadata).namespace) || 'kube-system';
    for (const rule of [object(spec), ...(list(specs) ?? [])]) {
      for (const egress of (list(rule.egress) ?? []).filter(hasDNS)) {
        for (const selector of list(egress.toEndpoints) ?? []) {
          const endpoint = endpointOf(selector, own);
          endpoints.set(JSON.stringify(endpoint), { ...endpoint, name: `resolver of policies ${endpoints.size + 1}` });
        }
        for (const end of otherEnds(egress)) ends.add(end);
      }
    }
  }
  return { endpoints: [...endpoints.values()], ends: [...ends] };
}

function hasDNS(egress: Plain): boolean {
  return (list(egress.toPorts) ?? []).some((port) => (list(object(port.rules).dns) ?? []).length > 0);
}

function endpointOf({ matchLabels, matchExpressions }: Plain, own: string): Endpoint {
  const wanted: [string, string][] = [
    ...Object.entries(object(matchLabels)).map(([key, value]): [string, string] => [key, text(value)]),
    ...(list(matchExpressions) ?? []).flatMap(({ key, operator, values }): [string, string][] =>
      text(operator) === 'In' ? [[text(key), texts(values)?.[0] ?? '']] : [],
    ),
  ];
  const labels: Record<string, string> = {};
  let namespace = own;
  for (const [key, value] of wanted) {
    const bare = key.replace(/^(?:k8s|any):/, '');
    if (bare === POD_NAMESPACE) namespace = value;
    else labels[bare] = value;
  }
  return { name: '', namespace, labels };
}

function otherEnds(egress: Plain): string[] {
  const cidrs = [
    ...(texts(egress.toCIDR) ?? []),
    ...(list(egress.toCIDRSet) ?? []).map(({ cidr }) => text(cidr)),
  ].filter((cidr) => rangeOf(cidr) !== undefined);
  const entities = (texts(egress.toEntities) ?? []).map((name) =>
    name === 'all' || name === 'cluster' ? 'host' : name.replace(/^world-ipv[46]$/, 'world'),
  );
  return [
    ...cidrs.map((cidr) => `ip:${cidr.replace(/\/.*$/, '')}`),
    ...entities.filter((name) => END_ENTITIES.includes(name)).map((name) => `entity:${name}`),
  ];
}
