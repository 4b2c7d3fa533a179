import type { FactTable } from '../../core/release-range';

/** Where the standalone DNS proxy differs between releases. Source: templates/standalone-dns-proxy. */
export const standaloneDNSProxyFacts = {
  /** The chart deploys the standalone DNS proxy. */
  isDeployed: '>=1.19.0',
  /** The pod template carries `helm.sh/chart`, so every release restarts the pods. */
  labelsPodsWithChart: '>=1.20.0',
  /** Seconds before a new pod counts as available, where fixed; later a value. */
  minReadySeconds: [['<1.20.0', 5]],
  /** The pods say that they use the host's users, where Kubernetes knows the field. */
  setsHostUsers: '>=1.20.0',
} as const satisfies FactTable;
