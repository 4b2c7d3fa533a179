/**
 * BPF maps whose size the agent derives from the node's memory: default entries and bytes of one element (key and
 * value, IPv6). Source: pkg/option/config.go (CTMapEntriesGlobalTCPDefault and following) and daemon/cmd/daemon_main.go
 * (SetMapElementSizes) of 1.20.2; the structs in pkg/maps/{ctmap,nat,neighborsmap} and pkg/loadbalancer/maps.
 */
export const DYNAMIC_MAPS = {
  ctTcp: { entries: 524288, elementBytes: 94 },
  ctAny: { entries: 262144, elementBytes: 94 },
  nat: { entries: 524288, elementBytes: 94 },
  neigh: { entries: 524288, elementBytes: 24 },
  sockRevNat: { entries: 262144, elementBytes: 52 },
} as const;

/** Least entries of a connection-tracking or NAT map that the agent accepts (LimitTableMin, same source). */
export const LEAST_MAP_ENTRIES = 1024;
