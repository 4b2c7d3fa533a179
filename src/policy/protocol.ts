/** Protocol numbers by name. Source: pkg/u8proto/u8proto.go. ANY is 0. */
const NUMBERS: Readonly<Record<string, number>> = {
  ANY: 0,
  ICMP: 1,
  IGMP: 2,
  IPIP: 4,
  TCP: 6,
  UDP: 17,
  IPV6: 41,
  GRE: 47,
  ESP: 50,
  AH: 51,
  ICMPV6: 58,
  VRRP: 112,
  SCTP: 132,
};

/** The number of a protocol, undefined for a name that is none. */
export function protocolNumber(name: string): number | undefined {
  return NUMBERS[name.toUpperCase()];
}

export const PROTOCOLS: readonly string[] = Object.keys(NUMBERS).slice(1);

/** Names by number. */
export const PROTOCOL_NAMES: ReadonlyMap<number, string> = new Map(
  Object.entries(NUMBERS).map(([name, number]) => [number, name]),
);
