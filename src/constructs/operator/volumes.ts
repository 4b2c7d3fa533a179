import type { KeyToPath, Volume, VolumeMount, VolumeProjection } from 'kubernetes-types/core/v1';
import { operatorFacts } from '../../catalogue/facts/operator';
import { plain, truthy } from '../../core/helm';
import { factsFor } from '../../core/release-range';
import { items } from '../agent/items';
import { directoryOf, pathText } from '../agent/paths';
import { clusterMeshSecrets, OWNER_READS } from '../agent/tls-volumes';
import type { RenderContext } from '../context';
import { hostPathMounts, hostPathVolumes } from '../host-path-mounts';
import { readsOtherClusters } from './multi-cluster';

/** A volume and where the operator mounts it. */
interface Mounted {
  readonly volume: Volume;
  readonly mount: VolumeMount;
}

/** A volume that is only read, with its mount. */
function readOnly(mountPath: string, volume: Volume): Mounted {
  return { volume, mount: { name: volume.name, mountPath, readOnly: true } };
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

/** How other clusters are reached: the same volume as the agent's. */
function clusterMeshVolume(ctx: RenderContext): Mounted[] {
  return readsOtherClusters(ctx) ? [readOnly('/var/lib/cilium/clustermesh', clusterMeshSecrets(ctx))] : [];
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
  const path = plain<string>(
    directoryOf(pathText(spire.agentSocketPath, 'values.authentication.mutual.spire.agentSocketPath')),
  );
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
      ...hostPathVolumes(operator.extraHostPathMounts, 'operator.extraHostPathMounts'),
      ...items<Volume>(operator.extraVolumes),
    ],
    volumeMounts: [
      ...mounted.map(({ mount }) => mount),
      ...hostPathMounts(operator.extraHostPathMounts, 'operator.extraHostPathMounts'),
      ...items<VolumeMount>(operator.extraVolumeMounts),
    ],
  };
}
