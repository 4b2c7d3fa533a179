import type { FactTable } from '../../core/release-range';

/**
 * Where Cluster Mesh differs between releases: clustermesh-apiserver, its certificates, the Secrets that name the
 * remote clusters. Source: install/kubernetes/cilium/templates/clustermesh-* of each release.
 */
export const clusterMeshFacts = {
  /** The pod template carries `helm.sh/chart`, so every release restarts the pods. */
  labelsPodsWithChart: '>=1.20.0',
  /** etcd listens on loopback and the pod's address, read from the environment; later on every address. */
  etcdListensOnPodAddress: '<1.18.5',
  /** etcd's HTTP gateway is switched off. */
  disablesGRPCGateway: '>=1.19.0',
  /** KVStoreMesh takes the remote CA from `tls.caBundle`, as etcd does in every release. */
  kvstoreMeshReadsCABundle: '>=1.18.5',
  /** `clustermesh.enableMCSAPISupport` switches the Multi-Cluster Services API on. */
  readsEnableMCSAPISupport: '<1.20.0',
  /** `clustermesh.mcsapi` exists. */
  hasMCSAPI: '>=1.19.0',
  /** `etcdQPS` is a value; before, the limits were fixed. */
  etcdQPSIsAValue: '>=1.20.0',
  /** Requests per second to etcd by clustermesh-apiserver, where fixed. */
  apiServerQPS: [['<1.20.0', 20]],
  /** Requests per second to etcd by KVStoreMesh, where fixed. */
  kvstoreMeshQPS: [['<1.20.0', 100]],
  /** KVStoreMesh is told `cacheTTL`. */
  hasCacheTTL: '>=1.19.0',
  /** clustermesh-apiserver is told `defaultGlobalNamespace`. */
  hasDefaultGlobalNamespace: '>=1.20.0',
  /** `service.externallyCreated` leaves the Service out. */
  serviceCanBeExternal: '>=1.19.0',
  /** clustermesh-apiserver may read core/v1 Endpoints. */
  readsEndpoints: '<1.20.0',
  /** The list of users is written only where `config.enabled`. */
  usersNeedConfig: '>=1.19.0',
  /** `config.clusters` may be a map, an entry may be disabled, and the clusters are sorted by name. */
  clustersByName: '>=1.19.0',
  /** The etcd configuration itself maps a remote cluster's name to its addresses. */
  etcdConfigHasHostAliases: '>=1.20.0',
  /** `disableKubernetesHostAliases` leaves them out of the pod. */
  podHostAliasesCanBeDisabled: '>=1.20.0',
  /** The ServiceMonitor carries `app.kubernetes.io/name`. */
  namesServiceMonitor: '>=1.18.2',

  /** Certgen runs without capabilities and off the host's network, and its TTL is left out where empty. */
  certgenIsRestricted: '>=1.19.0',
  /** Certgen may update a Secret for clients that nothing uses. */
  updatesClientCertificate: '<1.19.0',
  /** The server certificate is named after the Service, and extra names stand under `tls.auto.server`. */
  namesServerAfterService: '>=1.20.0',
  /** cert-manager's Certificates take `subject` and `privateKey`. */
  certificatesTakeSubject: '>=1.20.0',
  /**
   * The server's Certificate carries `commonLabels`. Before, its template looks for them inside
   * `clustermesh.annotations`: without annotations they are missing, with annotations it crashes.
   */
  labelsServerCertificate: '>=1.19.4',
  /** Certificates may be given as values (`tls.enableSecrets`). */
  hasProvidedCertificates: '<1.20.0',
} as const satisfies FactTable;
