import { contains, dig, eq, isNil, text, toInt, toText, truthy } from '../../core/helm';
import { isMap, type Value } from '../../core/json';
import type { Refusal, RefusalInput } from './refusal';

/** Modes of identity allocation in which identities are (also) CRDs. */
const CRD_MODES = ['crd', 'doublewrite-readkvstore', 'doublewrite-readcrd'];
/** Modes in which identities are (also) in etcd. */
const KVSTORE_MODES = ['kvstore', 'doublewrite-readkvstore', 'doublewrite-readcrd'];

const NAME = /^(?:[a-z0-9][-a-z0-9]*)?[a-z0-9]$/;

/** Cluster IDs whose highest bit falls on one that AWS and Alibaba use in the packet mark. */
function idClashesWithMarks(id: number): boolean {
  return (id >= 128 && id <= 255) || (id >= 384 && id <= 511);
}

function marksAreUsed({ values: { eni, alibabacloud, cni } }: RefusalInput): boolean {
  return truthy(eni.enabled) || truthy(alibabacloud.enabled) || eq(cni.chainingMode, 'aws-cni');
}

const UNSAFE = 'allow-unsafe-policy-skb-usage';

/** The map that goes into cilium-config as it is; the chart reads it whatever the rest says, and fails where it is none. */
function extraConfig({ values }: RefusalInput): Value {
  return (values as { readonly extraConfig: Value }).extraConfig;
}

function unsafeMarks(input: RefusalInput): Value {
  const extra = extraConfig(input);
  return isMap(extra) ? extra[UNSAFE] : undefined;
}

/** Who the cluster is: its name and number, and where its identities are kept. */
export const clusterRefusals: readonly Refusal[] = [
  {
    code: 'cluster-name',
    path: 'cluster.name',
    // Go counts bytes, and what is not ASCII is not allowed anyway.
    when: ({ values: { cluster } }) =>
      typeof cluster.name !== 'string' || cluster.name.length > 32 || !NAME.test(cluster.name),
    message: 'not the name of a cluster: it becomes part of DNS names and of identities',
    allowed: '1 to 32 lower-case letters, digits and -, starting and ending with a letter or digit',
    fix: 'set cluster.name; changing it on a running mesh restarts every identity',
  },
  {
    code: 'cluster-name-default',
    path: 'cluster.name',
    when: ({ values: { cluster } }) => cluster.name === 'default' && toInt(cluster.id) !== 0,
    message: 'a cluster with an ID takes part in a mesh and needs a name of its own',
    allowed: 'any name but default',
    fix: 'set cluster.name, or cluster.id to 0',
  },
  {
    code: 'cluster-id-clashes-with-packet-mark',
    path: 'cluster.id',
    when: (input) =>
      unsafeMarks(input) !== 'true' && idClashesWithMarks(toInt(input.values.cluster.id)) && marksAreUsed(input),
    message:
      'with this ID, policies drop traffic by mistake in ENI, Alibaba Cloud and AWS chaining modes: they use the same bits of the packet mark',
    allowed: '0 to 127, or 256 to 383 with 511 clusters',
    fix: 'choose another ID, or set extraConfig.allow-unsafe-policy-skb-usage to "true" if no policy is enforced',
    source: 'https://github.com/cilium/cilium/issues/21330',
  },
  {
    code: 'extra-config',
    path: 'extraConfig',
    when: (input) => !isMap(extraConfig(input)),
    message: 'what goes into cilium-config as it is has to be a map (the chart crashes here)',
    allowed: 'a map of keys to text',
    fix: 'leave it out, or set it to {}',
  },
  {
    code: 'extra-config-text',
    path: `extraConfig.${UNSAFE}`,
    when: (input) =>
      unsafeMarks(input) !== undefined && unsafeMarks(input) !== null && typeof unsafeMarks(input) !== 'string',
    message: 'this key is compared with text (the chart crashes here)',
    allowed: '"true" or "false", quoted',
    fix: 'quote it',
  },
  {
    code: 'max-connected-clusters',
    path: 'clustermesh.maxConnectedClusters',
    when: ({ values: { clustermesh } }) => ![255, 511].includes(toInt(clustermesh.maxConnectedClusters)),
    message: 'identities have room for one of two numbers of clusters',
    allowed: '255 or 511',
    fix: 'keep 255; 511 halves the identities of each cluster and cannot be changed on a running one',
  },
  {
    code: 'endpoint-slices-without-endpoints',
    path: 'disableEndpointCRD',
    when: ({ values }) => truthy(values.ciliumEndpointSlice.enabled) && eq(values.disableEndpointCRD, true),
    message: 'CiliumEndpointSlices are made of CiliumEndpoints, which are switched off',
    allowed: 'false while ciliumEndpointSlice.enabled is true',
    fix: 'set disableEndpointCRD to false, or ciliumEndpointSlice.enabled to false',
  },
  {
    code: 'spire-without-authentication',
    path: 'authentication.enabled',
    when: ({ values: { authentication } }) =>
      truthy(authentication.mutual.spire.enabled) && !truthy(authentication.enabled),
    message: 'SPIRE issues the identities for mutual authentication, which is switched off',
    allowed: 'true while authentication.mutual.spire.enabled is true',
    fix: 'set authentication.enabled to true, or authentication.mutual.spire.enabled to false',
  },
  {
    code: 'eni-not-enabled',
    path: 'eni.enabled',
    fact: 'eniIsSwitchedOnItself',
    when: ({ values }) => eq(values.ipam.mode, 'eni') && !truthy(values.eni.enabled),
    message: 'addresses are to come from ENIs, but ENI mode is off: the operator would not look after them',
    allowed: 'true while ipam.mode is eni',
    fix: 'set eni.enabled to true',
  },
];

/** The clustermesh-apiserver and the kvstoremesh beside it. */
export const clusterMeshRefusals: readonly Refusal[] = [
  {
    code: 'cert-manager-without-issuer',
    path: 'clustermesh.apiserver.tls.auto.certManagerIssuerRef',
    when: ({
      values: {
        clustermesh: { useAPIServer, apiserver },
      },
    }) =>
      truthy(useAPIServer) &&
      truthy(apiserver.tls.auto.enabled) &&
      eq(apiserver.tls.auto.method, 'certmanager') &&
      !truthy(apiserver.tls.auto.certManagerIssuerRef),
    message: 'cert-manager is to issue the certificates of ClusterMesh, but no issuer is named',
    allowed: 'group, kind and name of an Issuer or ClusterIssuer',
    fix: 'set certManagerIssuerRef, or another method: cronJob makes the certificates in the cluster',
  },
  {
    code: 'kvstore-mode',
    path: 'clustermesh.apiserver.kvstoremesh.kvstoreMode',
    when: ({ values: { clustermesh } }) =>
      !contains(['internal', 'external'], clustermesh.apiserver.kvstoremesh.kvstoreMode),
    message: 'kvstoremesh keeps what it mirrors in its own etcd or in yours',
    allowed: 'internal or external',
    fix: 'set internal unless Cilium already runs on your etcd',
  },
  {
    code: 'clustermesh-without-endpoints',
    path: 'disableEndpointCRD',
    when: ({ values }) =>
      truthy(values.clustermesh.useAPIServer) &&
      contains(CRD_MODES, values.identityAllocationMode) &&
      truthy(values.disableEndpointCRD),
    message:
      'the clustermesh-apiserver reads CiliumEndpoints to tell the other clusters of them, and they are switched off',
    allowed: 'false while clustermesh.useAPIServer is true',
    fix: 'set disableEndpointCRD to false',
  },
  {
    code: 'clustermesh-on-kvstore',
    path: 'clustermesh.apiserver.kvstoremesh.enabled',
    when: ({ values: { clustermesh, identityAllocationMode } }) =>
      truthy(clustermesh.useAPIServer) &&
      !contains(CRD_MODES, identityAllocationMode) &&
      !truthy(clustermesh.apiserver.kvstoremesh.enabled),
    message: 'with identities in etcd alone, kvstoremesh is all that the clustermesh-apiserver is there for',
    got: ({ values }) => `identityAllocationMode ${text(values.identityAllocationMode)} without kvstoremesh`,
    allowed: 'true, or identities in CRDs',
    fix: 'enable kvstoremesh, or set clustermesh.useAPIServer to false and connect the etcds in clustermesh.config',
  },
  ...externalKvstore([
    {
      code: 'external-kvstore-without-apiserver',
      path: 'clustermesh.useAPIServer',
      when: ({ values: { clustermesh } }) => !truthy(clustermesh.useAPIServer),
      message: 'kvstoremesh writes to your etcd, but it runs in the clustermesh-apiserver, which is off',
      allowed: 'true while kvstoreMode is external',
      fix: 'set clustermesh.useAPIServer to true',
    },
    {
      code: 'external-kvstore-without-kvstoremesh',
      path: 'clustermesh.apiserver.kvstoremesh.enabled',
      when: ({ values: { clustermesh } }) => !truthy(clustermesh.apiserver.kvstoremesh.enabled),
      message: 'an etcd is chosen for kvstoremesh, which is off',
      allowed: 'true while kvstoreMode is external',
      fix: 'set clustermesh.apiserver.kvstoremesh.enabled to true',
    },
    {
      code: 'external-kvstore-replicas',
      path: 'clustermesh.apiserver.replicas',
      when: ({ values: { clustermesh } }) => toText(clustermesh.apiserver.replicas) !== '1',
      message: 'several kvstoremeshes would write the same keys of your etcd',
      allowed: '1 while kvstoreMode is external',
      fix: 'set clustermesh.apiserver.replicas to 1',
    },
    {
      code: 'external-kvstore-without-identities',
      path: 'identityAllocationMode',
      when: ({ values }) => !KVSTORE_MODES.some((mode) => eq(values.identityAllocationMode, mode)),
      message: 'kvstoremesh writes to your etcd, but Cilium does not keep its identities there',
      allowed: KVSTORE_MODES.join(', '),
      fix: 'set identityAllocationMode to kvstore, or kvstoreMode to internal',
    },
  ]),
  {
    code: 'clustermesh-undecided',
    path: 'clustermesh.useAPIServer',
    when: ({ values: { clustermesh } }) =>
      truthy(clustermesh.config.enabled) &&
      (isNil(clustermesh.useAPIServer) || truthy(clustermesh.useAPIServer)) &&
      (isNil(clustermesh.useAPIServer) || isNil(clustermesh.apiserver.kvstoremesh.enabled)),
    message:
      'whether remote clusters are mirrored by kvstoremesh has to be decided, here and in apiserver.kvstoremesh.enabled (the chart crashes here)',
    allowed: 'true or false',
    fix: 'leave both out to get their defaults',
    source: 'install/kubernetes/cilium/templates/clustermesh-config/clustermesh-secret.yaml',
  },
  {
    code: 'clustermesh-certificates-in-values',
    path: 'clustermesh.apiserver.tls',
    fact: 'clusterMeshCertificatesAreSecrets',
    when: ({ values: { clustermesh } }) =>
      truthy(clustermesh.useAPIServer) &&
      !truthy(clustermesh.apiserver.tls.auto.enabled) &&
      certificatesIn(clustermesh.apiserver.tls).length > 0,
    message: 'certificates of ClusterMesh are no longer taken from values',
    got: ({ values: { clustermesh } }) => certificatesIn(clustermesh.apiserver.tls).join(', '),
    allowed: 'tls.auto.enabled, or Secrets that exist',
    fix: 'create clustermesh-apiserver-server-cert, -admin-cert and -remote-cert as Secrets, or let tls.auto make them',
  },
];

/** Rules that hold where kvstoremesh works on an etcd of yours. */
function externalKvstore(rules: readonly Refusal[]): Refusal[] {
  return rules.map((rule) => ({
    ...rule,
    when: (input) => eq(input.values.clustermesh.apiserver.kvstoremesh.kvstoreMode, 'external') && rule.when(input),
  }));
}

function certificatesIn(tls: object): readonly string[] {
  return ['server', 'admin', 'remote'].filter((who) =>
    truthy(dig(tls as Parameters<typeof dig>[0], [who, 'cert'], '')),
  );
}
