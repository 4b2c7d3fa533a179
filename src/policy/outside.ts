import { formatAddress } from '../core/cidr';
import type { AddressRange } from '../core/cidr';
import type { Direction, Distillery, SubjectPolicy } from './distillery';
import { rangeOf } from './labels';
import type { Identity } from './world';

/**
 * Addresses outside that stand for all: one of each set of addresses that no rule of this direction, no CIDR group and
 * no API server tells apart. What the rules say of these they say of every address outside.
 */
export function everyAddress(
  { world, context, ends }: Distillery,
  policy: SubjectPolicy,
  direction: Direction,
  names: readonly string[],
): Identity[] {
  const ranges: AddressRange[] = [];
  const add = (range: AddressRange | undefined): void => void (range && ranges.push(range));
  for (const filter of policy.directions[direction].filters) {
    for (const { selector } of filter.policies.values()) for (const { range } of selector.requirements) add(range);
  }
  for (const { cidrs } of world.cidrGroups ?? []) for (const cidr of cidrs) add(rangeOf(cidr));
  for (const ip of world.kubeAPIServerIPs ?? []) add(rangeOf(ip));
  const inside = new Set(
    [...(world.endpoints ?? []), ...(world.nodes ?? [])].flatMap(({ ip }) => (ip === undefined ? [] : [ip])),
  );
  return (context.config.ipv6 ? ([4, 6] as const) : ([4] as const)).flatMap((family) => {
    const own = ranges.filter((range) => range.family === family);
    const end = 1n << (family === 4 ? 32n : 128n);
    const starts = new Set([0n, ...own.flatMap(({ first, last }) => [first, last + 1n])]);
    const sorted = [...starts].filter((start) => start < end).sort((a, b) => (a < b ? -1 : 1));
    return sorted.flatMap((start, index) => {
      // Pods and nodes are not outside: the first address of the stretch that none of them has.
      const next = sorted[index + 1] ?? end;
      let value = start;
      while (value < next && inside.has(formatAddress(family, value))) value++;
      return value < next ? [ends.outside(formatAddress(family, value), names)] : [];
    });
  });
}

/** The first address of a range, as the text that its identity has. */
export const firstAddress = ({ family, first }: AddressRange): string => formatAddress(family, first);
