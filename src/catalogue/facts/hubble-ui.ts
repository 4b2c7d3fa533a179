import type { FactTable } from '../../core/release-range';

/** Where Hubble UI's objects differ between releases. Source: install/kubernetes/cilium of each release. */
export const hubbleUIFacts = {
  /** Pods carry the label `helm.sh/chart`. */
  labelsPodsWithChart: '>=1.20.0',
  /** Pods can run in a user namespace of their own (`hubble.hostUsers`). */
  setsHostUsers: '>=1.20.0',
  /** The frontend's probes name the port instead of numbering it. */
  probesNamedPort: '>=1.19.0',
  /** The backend has probes of its own that can be turned on. */
  probesBackend: '<1.20.0',
  /** The volume behind /tmp can be chosen (`hubble.ui.tmpVolume`). */
  choosesTmpVolume: '>=1.19.0',
  /** Limit of the volume behind /tmp. */
  tmpSizeLimit: [['>=1.20.0', '256Mi']],
  /** The backend may read policies of Kubernetes and everything of Cilium's. */
  readsPolicies: '<1.19.0',
  /** The backend may read Endpoints. */
  readsEndpoints: '<1.20.0',
} as const satisfies FactTable;
