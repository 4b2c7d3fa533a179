import type { FactTable } from '../../core/release-range';

/** Where Hubble Relay's objects differ between releases. Source: install/kubernetes/cilium of each release. */
export const hubbleRelayFacts = {
  /** Pods carry the label `helm.sh/chart`. */
  labelsPodsWithChart: '>=1.20.0',
  /** Pods can run in a user namespace of their own (`hubble.hostUsers`). */
  setsHostUsers: '>=1.20.0',
  /** The container has a writable /tmp. */
  mountsTmp: '>=1.20.0',
  /** ServiceMonitor `hubble-relay` carries labels of its own. */
  labelsServiceMonitor: '>=1.18.2',
  /** pprof samples contention and blocking. */
  profilesContention: '>=1.19.0',
  /** Format and level of the log can be set. */
  setsLogOptions: '>=1.18.7',
} as const satisfies FactTable;
