import { holds, parseAddress, type AddressRange } from '../core/cidr';
import { rangeOf } from './labels';
import type { World } from './scenario';

/**
 * Tells addresses apart as far as a world does: two with the same text here are in the same CIDRs of every policy and group,
 * so that one verdict is for both. What stands as an address of somebody in the world is a class of its own.
 */
export function addressClasses(world: World): (ip: string) => string {
  const own = new Set<string>(world.kubeAPIServerIPs ?? []);
  for (const { ip } of [...(world.endpoints ?? []), ...(world.nodes ?? [])]) if (ip !== undefined) own.add(ip);
  const ranges = new Map<string, AddressRange>();
  const visit = (value: unknown): void => {
    if (typeof value === 'string') {
      const range = /^[0-9a-fA-F:.]+(?:\/\d+)?$/.test(value) ? rangeOf(value) : undefined;
      if (range) ranges.set(value, range);
    } else if (typeof value === 'object' && value !== null) Object.values(value).forEach(visit);
  };
  visit([world.policies, world.cidrGroups ?? [], world.services ?? []]);
  const all = [...ranges.values()];
  return (ip) => {
    if (own.has(ip)) return ip;
    const address = parseAddress(ip);
    if (!address) return ip;
    const inside = all.flatMap((range, at) => (holds(range, address) ? [at] : []));
    return `${address.family}:${inside.join()}`;
  };
}
