/** A range of addresses, both ends included; numbers as bigint, 32 bits for IPv4 and 128 for IPv6. */
export interface AddressRange {
  readonly family: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
}

/** Reads an address (`192.168.1.98`, `fd00::1`, `::ffff:1.2.3.4`); undefined where it is none. */
export function parseAddress(text: string): { family: 4 | 6; value: bigint } | undefined {
  const four = parseIPv4(text);
  if (four !== undefined) return { family: 4, value: four };
  const six = parseIPv6(text);
  return six === undefined ? undefined : { family: 6, value: six };
}

function parseIPv4(text: string): bigint | undefined {
  const match = /^(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})$/.exec(text);
  if (!match) return undefined;
  const parts = match.slice(1).map(Number);
  if (parts.some((part) => part > 255)) return undefined;
  return parts.reduce((sum, part) => (sum << 8n) | BigInt(part), 0n);
}

function parseIPv6(text: string): bigint | undefined {
  const tail = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  let source = text;
  if (tail) {
    const four = parseIPv4(tail[2] as string);
    if (four === undefined) return undefined;
    source = `${tail[1]}${(four >> 16n).toString(16)}:${(four & 0xffffn).toString(16)}`;
  }
  const halves = source.split('::');
  if (halves.length > 2) return undefined;
  const groups = (half: string | undefined): string[] => (half ? half.split(':') : []);
  const head = groups(halves[0]);
  const rest = groups(halves[1]);
  const missing = 8 - head.length - rest.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const all = [...head, ...Array<string>(missing).fill('0'), ...rest];
  if (!all.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return undefined;
  return all.reduce((sum, group) => (sum << 16n) | BigInt(`0x${group}`), 0n);
}

/** Reads `10.0.0.0/8`; host bits are masked off. Undefined where it is no CIDR. */
export function parseCIDR(text: string): AddressRange | undefined {
  const match = /^([^/]+)\/(\d{1,3})$/.exec(text);
  const address = match && parseAddress(match[1] as string);
  if (!match || !address) return undefined;
  const width = address.family === 4 ? 32 : 128;
  const prefix = Number(match[2]);
  if (prefix > width) return undefined;
  const host = (1n << BigInt(width - prefix)) - 1n;
  return { family: address.family, first: address.value & ~host, last: address.value | host };
}

/** Whether a range holds an address. */
export function holds(range: AddressRange, address: { family: 4 | 6; value: bigint }): boolean {
  return range.family === address.family && range.first <= address.value && address.value <= range.last;
}

/** An address as text; IPv6 with all its groups. */
export function formatAddress(family: 4 | 6, value: bigint): string {
  const parts = (count: number, bits: bigint): bigint[] =>
    Array.from({ length: count }, (_, index) => (value >> (BigInt(count - 1 - index) * bits)) & ((1n << bits) - 1n));
  return family === 4
    ? parts(4, 8n).join('.')
    : parts(8, 16n)
        .map((part) => part.toString(16))
        .join(':');
}
