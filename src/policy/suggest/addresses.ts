import { parseAddress } from '../../core/cidr';

/** When addresses become a network that holds more than them. */
export interface Widening {
  /** From so many addresses of one /24 (IPv6: /64) on, the whole of it. @default - never: exactly the addresses */
  readonly addresses?: number;
}

const NETWORK = { 4: 24, 6: 64 } as const;
const WIDTH = { 4: 32, 6: 128 } as const;

/**
 * The fewest CIDRs that hold these addresses and no others; with a widening, also those of a network of which many were
 * seen. What is no address is left out.
 */
export function cidrsOf(addresses: Iterable<string>, { addresses: many = Infinity }: Widening = {}): string[] {
  return ([4, 6] as const).flatMap((family) => {
    const values = new Set<bigint>();
    for (const text of addresses) {
      const parsed = parseAddress(text);
      if (parsed?.family === family) values.add(parsed.value);
    }
    const prefixes = new Map<number, Set<bigint>>([[WIDTH[family], values]]);
    const host = BigInt(WIDTH[family] - NETWORK[family]);
    const networks = new Map<bigint, bigint[]>();
    for (const value of values) networks.set(value >> host, [...(networks.get(value >> host) ?? []), value]);
    const wide = new Set<bigint>();
    for (const [network, members] of networks) {
      if (members.length < many) continue;
      members.forEach((member) => values.delete(member));
      wide.add(network << host);
    }
    prefixes.set(NETWORK[family], wide);
    // Two halves that are both there are the whole above them.
    for (let length = WIDTH[family]; length > 0; length--) {
      const half = 1n << BigInt(WIDTH[family] - length);
      const these = prefixes.get(length);
      if (!these) continue;
      for (const value of [...these].sort(ascending)) {
        if (!these.has(value) || (value & half) !== 0n || !these.has(value | half)) continue;
        these.delete(value);
        these.delete(value | half);
        const above = prefixes.get(length - 1) ?? new Set<bigint>();
        prefixes.set(length - 1, above.add(value));
      }
    }
    return [...prefixes]
      .flatMap(([length, these]) => [...these].map((value) => ({ value, length })))
      .sort((a, b) => ascending(a.value, b.value))
      .map(({ value, length }) => `${addressText(family, value)}/${length}`);
  });
}

function ascending(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function addressText(family: 4 | 6, value: bigint): string {
  if (family === 4) return [24n, 16n, 8n, 0n].map((shift) => String((value >> shift) & 255n)).join('.');
  const groups = Array.from({ length: 8 }, (_, at) => ((value >> BigInt(112 - at * 16)) & 0xffffn).toString(16));
  // The longest run of zeros, from two on, is left out (RFC 5952).
  const runs = [
    ...groups
      .map((group) => (group === '0' ? '0' : 'x'))
      .join('')
      .matchAll(/0{2,}/g),
  ];
  const longest = runs.sort((a, b) => b[0].length - a[0].length || a.index - b.index)[0];
  if (!longest) return groups.join(':');
  const head = groups.slice(0, longest.index).join(':');
  return `${head}::${groups.slice(longest.index + longest[0].length).join(':')}`;
}
