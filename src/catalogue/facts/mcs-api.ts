import type { FactTable } from '../../core/release-range';

/** Where the Multi-Cluster Services API differs between releases. Source: templates/clustermesh-coredns-mcsapi. */
export const mcsAPIFacts = {
  /** A Job can teach CoreDNS the clusterset domain. */
  configuresCoreDNS: '>=1.19.0',
} as const satisfies FactTable;
