import { posix } from 'node:path';
import type { KeyToPath, Volume, VolumeMount, VolumeProjection } from 'kubernetes-types/core/v1';
import { operatorFacts } from '../../catalogue/facts/operator';
import { plain, truthy, withBlock } from '../../core/helm';
import type { Value } from '../../core/json';
import { factsFor } from '../../core/release-range';
import { percentS } from '../common';
import type { RenderContext } from '../context';
import { booleanAt } from './boolean';
import { hostPathMounts, hostPathVolumes } from './host-path-mounts';
import { readsOtherClusters } from './multi-cluster';

/** Readable by its owner only, `r--------`. */
export const OWNER_READS = 0o400;

/** A volume and where the operator mounts it. */
interface Mounted {
  readonly volume: Volume;
  readonly mount: VolumeMount;
}

/** A volume that is only read, with its mount. */
function readOnly(mountPath: string, volume: Volume): Mounted {
  return { volume, mount: { name: volume.name, mountPath, readOnly: true } };
}

/** Go's `path.Dir`: the directory that a path lies in, shortened. */
export function directoryOf(path: Value, at: string): string {
  const source = percentS(path, at);
  const directory = posix.normalize(source.slice(0, source.lastIndexOf('/') + 1));
  return directory.length > 1 ? directory.replace(/\/$/, '') : directory;
}

/** A Secret's keys under other names; the Secret may come later or never. */
function secretSource(name: string, items?: KeyToPath[]): VolumeProjection {
  return { secret: { name, optional: true, items } };
}

/** The etcd that holds identities: the ConfigMap with its addresses, the Secret with its certificates. */
function etcdVolumes(ctx: RenderContext): Mounted[] {
  const { etcd } = ctx.values;
  if (!truthy(etcd.enabled)) return [];
  const config = readOnly('/var/lib/etcd-config', {
    name: 'etcd-config-path',
    configMap: {
      name: 'cilium-config',
      defaultMode: OWNER_READS,
      items: [{ key: 'etcd-config', path: 'etcd.config' }],
    },
  });
  if (!truthy(etcd.ssl)) return [config];
  return [
    config,
    readOnly('/var/lib/etcd-secrets', {
      name: 'etcd-secrets',
      secret: { secretName: 'cilium-etcd-secrets', defaultMode: OWNER_READS, optional: true },
    }),
  ];
}

/** One client certificate for other clusters; its CA comes with it, or from `tls.caBundle`. */
function clientCertificate(ctx: RenderContext, secret: string, prefix: string): VolumeProjection[] {
  const { caBundle } = ctx.values.tls;
  const pair = [
    { key: 'tls.key', path: `${prefix}-etcd-client.key` },
    { key: 'tls.crt', path: `${prefix}-etcd-client.crt` },
  ];
  const caPath = `${prefix}-etcd-client-ca.crt`;
  if (!truthy(caBundle.enabled)) return [secretSource(secret, [...pair, { key: 'ca.crt', path: caPath }])];
  const bundle = {
    name: plain<string>(caBundle.name),
    optional: true,
    items: [{ key: plain<string>(caBundle.key), path: caPath }],
  };
  return [
    secretSource(secret, pair),
    booleanAt(caBundle.useSecret, 'tls.caBundle.useSecret') ? { secret: bundle } : { configMap: bundle },
  ];
}

/**
 * How other clusters are reached: every key of `cilium-clustermesh` is one peer, so that peers come and go without
 * a restart, and the certificates for both the peers and a local KVStoreMesh, which may be switched on later.
 */
function clusterMeshVolume(ctx: RenderContext): Mounted[] {
  if (!readsOtherClusters(ctx)) return [];
  return [
    readOnly('/var/lib/cilium/clustermesh', {
      name: 'clustermesh-secrets',
      projected: {
        defaultMode: OWNER_READS,
        sources: [
          secretSource('cilium-clustermesh'),
          ...clientCertificate(ctx, 'clustermesh-apiserver-remote-cert', 'common'),
          ...clientCertificate(ctx, 'clustermesh-apiserver-local-cert', 'local'),
        ],
      },
    }),
  ];
}

/** A kubeconfig on the node, at the same path in the container. */
function kubeConfigVolume(ctx: RenderContext): Mounted[] {
  if (!truthy(ctx.values.kubeConfigPath)) return [];
  const path = plain<string>(ctx.values.kubeConfigPath);
  return [readOnly(path, { name: 'kube-config', hostPath: { path, type: 'FileOrCreate' } })];
}

/** The directory of the SPIRE agent's socket, at the same path in the container. */
function spireVolume(ctx: RenderContext): Mounted[] {
  const { spire } = ctx.values.authentication.mutual;
  if (!truthy(spire.enabled)) return [];
  const path = plain<string>(directoryOf(spire.agentSocketPath, 'authentication.mutual.spire.agentSocketPath'));
  return [readOnly(path, { name: 'spire-agent-socket', hostPath: { path, type: 'DirectoryOrCreate' } })];
}

/** The certificate under which metrics are served, with the clients' CA for mutual TLS. */
function metricsTLSVolume(ctx: RenderContext): Mounted[] {
  const { prometheus } = ctx.values.operator;
  if (!factsFor(ctx.release, operatorFacts).prometheusTLS) return [];
  if (!truthy(prometheus.enabled) || !truthy(prometheus.tls.enabled)) return [];
  const { server } = prometheus.tls;
  return [
    readOnly('/var/lib/cilium/tls/prometheus', {
      name: 'prometheus-tls',
      projected: {
        defaultMode: OWNER_READS,
        sources: [
          secretSource(plain<string>(server.existingSecret), [
            { key: 'tls.crt', path: 'server.crt' },
            { key: 'tls.key', path: 'server.key' },
            ...(truthy(server.mtls.enabled) ? [{ key: 'ca.crt', path: 'client-ca.crt' }] : []),
          ]),
        ],
      },
    }),
  ];
}

/** The operator's volumes and, in step with them, its container's mounts. */
export function operatorVolumes(ctx: RenderContext): { volumes: Volume[]; volumeMounts: VolumeMount[] } {
  const { operator } = ctx.values;
  const mounted = [
    readOnly('/tmp/cilium/config-map', { name: 'cilium-config-path', configMap: { name: 'cilium-config' } }),
    ...etcdVolumes(ctx),
    ...clusterMeshVolume(ctx),
    ...kubeConfigVolume(ctx),
    ...spireVolume(ctx),
    ...metricsTLSVolume(ctx),
  ];
  return {
    volumes: [
      ...mounted.map(({ volume }) => volume),
      ...hostPathVolumes(operator.extraHostPathMounts),
      ...(withBlock<Volume[]>(operator.extraVolumes) ?? []),
    ],
    volumeMounts: [
      ...mounted.map(({ mount }) => mount),
      ...hostPathMounts(operator.extraHostPathMounts),
      ...(withBlock<VolumeMount[]>(operator.extraVolumeMounts) ?? []),
    ],
  };
}
