import { hasKey, join, rangeMap, text, toText } from '../../core/helm';
import { refuse } from '../../core/issue';
import { isMap, type JsonObject, type Value } from '../../core/json';
import type { ConfigInput } from './entry';

const PATH = 'ipam.operator.autoCreateCiliumPodIPPools';

/** One address family of a pool: its CIDRs and the size of a node's part. */
function family(pool: JsonObject, name: 'ipv4' | 'ipv6', path: string): string[] {
  if (!hasKey(pool, name)) return [];
  const part = pool[name];
  if (!isMap(part)) return notAPool(part, `${path}.${name}`);
  return [`${name}-cidrs:${join(',', part.cidrs)}`, `${name}-mask-size:${toText(part.maskSize)}`];
}

function notAPool(value: Value, path: string): never {
  return refuse({
    code: 'not-a-map',
    path: `values.${path}`,
    message: 'this must be a map',
    got: text(value),
    allowed: 'ipv4 and ipv6, each with cidrs and maskSize',
  });
}

/** The pools that the operator creates, as one text: `name=ipv4-cidrs:10.0.0.0/8;ipv4-mask-size:24,other=…`. */
export function podIPPools({ values, facts }: ConfigInput): string {
  const { autoCreateCiliumPodIPPools: pools } = values.ipam.operator;
  if (Array.isArray(pools)) notAPool(pools, PATH);
  return rangeMap(pools)
    .map(([name, pool]) => {
      const path = `${PATH}.${name}`;
      if (!isMap(pool)) return notAPool(pool, path);
      const edges = facts.poolEdgeAddresses
        ? ([
            ['allowFirstIP', 'allow-first-ip'],
            ['allowLastIP', 'allow-last-ip'],
          ] as const)
        : [];
      return `${name}=${[
        ...family(pool, 'ipv4', path),
        ...family(pool, 'ipv6', path),
        ...edges.filter(([key]) => hasKey(pool, key)).map(([key, flag]) => `${flag}:${toText(pool[key])}`),
      ].join(';')}`;
    })
    .join(',');
}
