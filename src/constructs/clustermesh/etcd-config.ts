import { toGoYaml } from '../../core/go-yaml';
import { isNil, text, truthy } from '../../core/helm';
import { refuse } from '../../core/issue';
import { isMap, type Value } from '../../core/json';
import { namespaceOf } from '../common';
import type { RenderContext } from '../context';
import { APISERVER, meshOf } from './mesh';
import { hostOf, type RemoteCluster } from './remote-clusters';

/** Where the client of a remote cluster's state finds it. */
export type Endpoint =
  /** The remote cluster's own clustermesh-apiserver. */
  | 'remote'
  /** This cluster's clustermesh-apiserver, into whose etcd KVStoreMesh copies the remote state. */
  | 'local'
  /** The etcd of the agents, into which KVStoreMesh copies the remote state. */
  | 'external';

/** Directory into which the Secrets with certificates and configurations are mounted. */
const MOUNT = '/var/lib/cilium/clustermesh';

/** A certificate and its key that the values give for one remote cluster, with the CA that signed the remote server's. */
export function ownCertificate(cluster: RemoteCluster) {
  const tls = isMap(cluster.tls) ? cluster.tls : {};
  return { caCert: tls.caCert, cert: tls.cert, key: tls.key, isComplete: truthy(tls.cert) && truthy(tls.key) };
}

/** The etcd client configuration for one remote cluster: YAML without a line break at the end. */
export function etcdConfig(ctx: RenderContext, cluster: RemoteCluster, endpoint: Endpoint): string {
  return [
    'endpoints:',
    endpoint === 'external' ? toGoYaml(ctx.values.etcd.endpoints) : `- ${urlOf(ctx, cluster, endpoint)}`,
    ...(endpoint === 'external' ? externalFiles(ctx) : certificateFiles(cluster, endpoint)),
    ...(endpoint === 'remote' && meshOf(ctx).facts.etcdConfigHasHostAliases ? hostAliases(ctx, cluster) : []),
  ].join('\n');
}

function urlOf(ctx: RenderContext, cluster: RemoteCluster, endpoint: 'remote' | 'local'): string {
  if (endpoint === 'local') return `https://${APISERVER}.${namespaceOf(ctx)}.svc:2379`;
  return `https://${truthy(cluster.ips) ? hostOf(ctx, cluster) : addressOf(cluster)}:${portOf(cluster)}`;
}

function addressOf(cluster: RemoteCluster): string {
  if (!isNil(cluster.address) && cluster.address !== '') return text(cluster.address);
  return refuse({
    code: 'cluster-without-address',
    path: `values.clustermesh.config.clusters (${cluster.name}).address`,
    message: 'nothing says where the remote cluster can be reached',
    allowed: 'a host name or address, or a list under ips',
    fix: `set address or ips to that of clustermesh-apiserver in ${cluster.name}`,
  });
}

/** The chart prints `<no value>` for a missing port, which no client can dial: refused. */
function portOf(cluster: RemoteCluster): string {
  if (!isNil(cluster.port)) return text(cluster.port);
  return refuse({
    code: 'cluster-without-port',
    path: `values.clustermesh.config.clusters (${cluster.name}).port`,
    message: 'nothing says on which port the remote cluster can be reached',
    allowed: '1 to 65535',
    fix: `set it to the port of clustermesh-apiserver's Service in ${cluster.name}: 2379, or its node port`,
  });
}

function externalFiles(ctx: RenderContext): string[] {
  if (!truthy(ctx.values.etcd.ssl)) return [];
  const file = (name: string) => `'/var/lib/etcd-secrets/${name}'`;
  return files(file('etcd-client-ca.crt'), file('etcd-client.key'), file('etcd-client.crt'));
}

/**
 * The cluster's own certificate, else the common one; towards this cluster always the `local-` one. The custom CA
 * counts by itself, but its file is named like the certificate, so without one it is the common CA after all.
 */
function certificateFiles(cluster: RemoteCluster, endpoint: 'remote' | 'local'): string[] {
  const own = ownCertificate(cluster);
  const prefix = endpoint === 'local' ? 'local-' : own.isComplete ? `${cluster.name}.` : 'common-';
  const caPrefix = endpoint === 'local' || truthy(own.caCert) ? prefix : 'common-';
  return files(
    `${MOUNT}/${caPrefix}etcd-client-ca.crt`,
    `${MOUNT}/${prefix}etcd-client.key`,
    `${MOUNT}/${prefix}etcd-client.crt`,
  );
}

function files(ca: string, key: string, cert: string): string[] {
  return [`trusted-ca-file: ${ca}`, `key-file: ${key}`, `cert-file: ${cert}`];
}

function hostAliases(ctx: RenderContext, cluster: RemoteCluster): string[] {
  if (!truthy(cluster.ips)) return [];
  // The blank after `ips:` is the chart's; without it the Secret would change at hand-over.
  return [
    'cilium-host-aliases:',
    `- hostname: ${hostOf(ctx, cluster)}`,
    '  ips: ',
    toGoYaml(cluster.ips as Value).replace(/^/gm, '    '),
  ];
}
