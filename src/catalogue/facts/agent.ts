import type { FactTable } from '../../core/release-range';

/**
 * Where the agent's objects differ between releases. Source: install/kubernetes/cilium/templates/cilium-agent of each
 * release, compared patch by patch.
 */
export const agentFacts = {
  /** Pod templates carry the label `helm.sh/chart`, so every upgrade of the chart restarts the agents. */
  labelsPodsWithChart: '>=1.20.0',
  /** `minReadySeconds` is read. */
  readsMinReadySeconds: '>=1.20.0',
  /** The pod asks for the host's user namespace where Kubernetes knows the field. */
  setsHostUsers: '>=1.20.0',
  /** `clustermesh.disableKubernetesHostAliases` is read: the agent dials remote clusters without /etc/hosts. */
  canDropHostAliases: '>=1.20.0',
  /** `daemon.configSources` of one ConfigMap is mounted as it is, without the init container that resolves sources. */
  mountsSoleConfigSource: '>=1.19.0',
  /** The init container that resolves configuration has a security context of its own. */
  confinesConfigResolver: '>=1.19.0',
  /** The config resolver is told `k8s.apiServerURLs`. */
  passesApiServerUrls: '>=1.18.2',
  /** `tmpVolume` replaces the emptyDir of /tmp. */
  readsTmpVolume: '>=1.19.0',
  /** The health port is a container port, by the name that probes use; ports are listed without metrics too. */
  declaresHealthPort: '>=1.19.0',
  /** mount-cgroup falls back to `initResources`. */
  mountCgroupReadsInitResources: '>=1.19.0',
  /** Encryption of type `ztunnel` mounts its secrets. */
  mountsZtunnelSecrets: '>=1.19.0',
  /** The shell of the init containers that run tools in the host's namespaces or wait for node-init. */
  initShell: [
    ['>=1.19.3', 'bash'],
    ['*', 'sh'],
  ],
  /** The ServiceMonitor is labelled with the agent's name. */
  labelsServiceMonitorWithName: '>=1.18.2',
  /** The agent still watches Endpoints beside EndpointSlices. */
  watchesEndpoints: '<1.20.0',
  /** With secrets not confined to a namespace, the agent may list and watch them all; before it might only get them. */
  watchesAllSecrets: '>=1.18.5',
  /** BGPv1 policies are readable: dropped in 1.19.0, restored in 1.19.4 for agents of a cluster under upgrade. */
  readsBGPPeeringPolicies: '<1.19.0 || >=1.19.4 <1.20.0',
  /** CiliumDatapathPlugins are readable. */
  readsDatapathPlugins: '>=1.20.0',
  /** `k8sClusterNetworkPolicy.enabled` lets the agent read ClusterNetworkPolicies. */
  readsClusterNetworkPolicies: '>=1.20.0',
  /**
   * The role for secrets of TLS interception follows the operator's switches instead of the agent's, and its binding
   * is made without an agent too. Mended in 1.18.7, again in 1.19.0, and mended in 1.19.1.
   */
  tlsRoleFollowsOperator: '<1.18.7 || =1.19.0',
} as const satisfies FactTable;
