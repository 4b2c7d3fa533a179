import type { FactTable } from '../../core/release-range';

/** Where the pre-flight check differs between releases. Source: templates/cilium-preflight. */
export const preflightFacts = {
  /** The pod templates carry `helm.sh/chart`, so every release restarts the pods. */
  labelsPodsWithChart: '>=1.20.0',
  /** The pods say that they use the host's users, where Kubernetes knows the field. */
  setsHostUsers: '>=1.20.0',
  /** A container can ask the agent for the names that pods resolve, to warm the new agent up. */
  hasFQDNPreCache: '<1.20.0',
  /** The Envoy check mounts Envoy's bootstrap configuration. */
  mountsBootstrapConfig: '<1.18.6',
} as const satisfies FactTable;
