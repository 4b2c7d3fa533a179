import type { FactTable } from '../../core/release-range';

/** Where ztunnel differs between releases. Source: templates/ztunnel. */
export const ztunnelFacts = {
  /** The chart deploys ztunnel. */
  isDeployed: '>=1.19.2',
  /** The pod template carries `helm.sh/chart`, so every release restarts the pods. */
  labelsPodsWithChart: '>=1.20.0',
  /** `minReadySeconds` is a value. */
  hasMinReadySeconds: '>=1.20.0',
} as const satisfies FactTable;
