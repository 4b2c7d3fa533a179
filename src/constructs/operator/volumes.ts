import type { KeyToPath, Volume, VolumeMount, VolumeProjection } from 'kubernetes-types/core/v1';
import { operatorFacts } from '../../catalogue/facts/operator';
import { plain, truthy } from '../../core/helm';
import { factsFor } from '../../core/release-range';
import { items } from '../agent/items';
import { directoryOf, pathText } from '../agent/paths';
import { clusterMeshSecrets } from '../agent/tls-volumes';
import type { RenderContext } from '../context';
import { OWNER_READS } from '../file-modes';
import { hostDirectory, hostPathMounts, hostPathVolumes } from '../host-paths';
import { etcdVolumes, kubeConfigVolumes, readOnly, type MountedVolume } from '../mounted-volumes';
import { readsOtherClusters } from './multi-cluster';

/** A Secret's keys under other names; the Secret may come later or never. */
function secretSource(name: string, items?: KeyToPath[]): VolumeProjection {
  return { secret: { name, optional: true, items } };
}

/** How other clusters are reached: the same volume as the agent's. */
function clusterMeshVolume(ctx: RenderContext): MountedVolume[] {
  return readsOtherClusters(ctx) ? [readOnly('/var/lib/cilium/clustermesh', clusterMeshSecrets(ctx))] : [];
}

/** The directory of the SPIRE agent's socket, at the same path in the container. */
function spireVolume(ctx: RenderContext): MountedVolume[] {
  const { spire } = ctx.values.authentication.mutual;
  if (!truthy(spire.enabled)) return [];
  const path = plain<string>(
    directoryOf(pathText(spire.agentSocketPath, 'values.authentication.mutual.spire.agentSocketPath')),
  );
  return [readOnly(path, hostDirectory('spire-agent-socket', path))];
}

/** The certificate under which metrics are served, with the clients' CA for mutual TLS. */
function metricsTLSVolume(ctx: RenderContext): MountedVolume[] {
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
  const first = [
    readOnly('/tmp/cilium/config-map', { name: 'cilium-config-path', configMap: { name: 'cilium-config' } }),
    ...etcdVolumes(ctx),
  ];
  const mesh = clusterMeshVolume(ctx);
  const kubeConfig = kubeConfigVolumes(ctx);
  const spire = spireVolume(ctx);
  const tls = metricsTLSVolume(ctx);
  // Each in the chart's order, for another one restarts the operator.
  return {
    volumes: [
      ...[...first, ...kubeConfig].map(({ volume }) => volume),
      ...hostPathVolumes(operator.extraHostPathMounts, 'operator.extraHostPathMounts'),
      ...spire.map(({ volume }) => volume),
      ...items<Volume>(operator.extraVolumes),
      ...[...mesh, ...tls].map(({ volume }) => volume),
    ],
    volumeMounts: [
      ...[...first, ...mesh, ...kubeConfig, ...spire, ...tls].map(({ mount }) => mount),
      ...hostPathMounts(operator.extraHostPathMounts, 'operator.extraHostPathMounts'),
      ...items<VolumeMount>(operator.extraVolumeMounts),
    ],
  };
}
