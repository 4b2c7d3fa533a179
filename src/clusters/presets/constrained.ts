import { definePreset, mapEntries, type Preset } from '../..';

/** What there is to share. */
export interface ConstrainedOptions {
  /** Memory of the smallest node, in MiB. */
  readonly nodeMemoryMiB: number;
  /** Share of that memory which the connection-tracking and NAT maps may take. @default 0.01 */
  readonly mapShare?: number;
}

/**
 * Small nodes: maps of a size that is computed from the memory there is. The agent's own computation
 * (`bpf.mapDynamicSizeRatio`) never goes below 131072 entries, about 37 MiB of maps, so the sizes are given outright.
 */
export function constrained({ nodeMemoryMiB, mapShare = 0.01 }: ConstrainedOptions): Preset {
  const { ctTcp, ctAny, nat, neigh } = mapEntries(nodeMemoryMiB * 1024 * 1024 * mapShare);
  return definePreset('constrained', {
    bpf: {
      ctTcpMax: ctTcp,
      ctAnyMax: ctAny,
      natMax: nat,
      neighMax: neigh,
      policyMapMax: 16384,
      preallocateMaps: false,
    },
    operator: { replicas: 1 },
    hubble: { enabled: true, relay: { enabled: false }, ui: { enabled: false } },
    resources: { requests: { cpu: '50m', memory: '256Mi' } },
  });
}
