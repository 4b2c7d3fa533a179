import type { FactTable } from '../../core/release-range';

/** Where the node's initialisation differs between releases. Source: templates/cilium-nodeinit and files/nodeinit. */
export const nodeInitFacts = {
  /** The pod template carries `helm.sh/chart`, so every release restarts the pods. */
  labelsPodsWithChart: '>=1.20.0',
  /** `minReadySeconds` is a value. */
  hasMinReadySeconds: '>=1.20.0',
  /** The pods say that they use the host's users, where Kubernetes knows the field. */
  setsHostUsers: '>=1.20.0',
  /** Without a ServiceAccount of its own the pod gets no token; before, that of `default`. */
  withholdsToken: '>=1.19.0',
  /** The start-up can wait for cloud-init. */
  waitsForCloudInit: '>=1.19.0',
  /** GKE is known by its kubelet's place; before, by its `gke` file and containerd. */
  findsGKEByKubelet: '>=1.20.2',
} as const satisfies FactTable;
