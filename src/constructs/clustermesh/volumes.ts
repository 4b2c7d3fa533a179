import type { KeyToPath, Volume, VolumeProjection } from 'kubernetes-types/core/v1';
import { plain, rangeList, truthy } from '../../core/helm';
import type { RenderContext } from '../context';
import { OWNER_READS } from '../file-modes';
import { meshOf } from './mesh';
import { ADMIN_CERT, REMOTE_CERT, SERVER_CERT } from './tls';

/** Volumes of clustermesh-apiserver's pod. */
export function volumes(ctx: RenderContext): Volume[] {
  const { hasEtcd, hasKVStoreMesh } = meshOf(ctx);
  return [
    ...(hasEtcd ? etcdVolumes(ctx) : []),
    ...(hasKVStoreMesh ? kvstoreMeshVolumes(ctx) : []),
    ...(rangeList(ctx.values.clustermesh.apiserver.extraVolumes) as unknown as Volume[]),
  ];
}

function etcdVolumes(ctx: RenderContext): Volume[] {
  const { storageMedium } = ctx.values.clustermesh.apiserver.etcd;
  return [
    projected('etcd-server-secrets', keyPair(ctx, SERVER_CERT)),
    projected('etcd-admin-client', keyPair(ctx, ADMIN_CERT)),
    ...(meshOf(ctx).hasUsers
      ? [{ name: 'etcd-users-config', configMap: { name: 'clustermesh-remote-users', defaultMode: OWNER_READS } }]
      : []),
    { name: 'etcd-data-dir', emptyDir: { medium: storageMedium === 'Memory' ? 'Memory' : '' } },
  ];
}

function kvstoreMeshVolumes(ctx: RenderContext): Volume[] {
  const { facts, usesExternalEtcd } = meshOf(ctx);
  const ca = 'common-etcd-client-ca.crt';
  const bundle = facts.kvstoreMeshReadsCABundle ? caBundle(ctx, ca) : undefined;
  const secrets = projected('kvstoremesh-secrets', [
    // Every key, whatever clusters there are: naming them would restart the pod with each new cluster.
    { secret: { name: 'cilium-kvstoremesh', optional: true } },
    {
      secret: {
        name: REMOTE_CERT,
        optional: true,
        items: [
          { key: 'tls.key', path: 'common-etcd-client.key' },
          { key: 'tls.crt', path: 'common-etcd-client.crt' },
          ...(bundle ? [] : [{ key: 'ca.crt', path: ca }]),
        ],
      },
    },
    ...(bundle ? [source(ctx, { ...bundle, optional: true })] : []),
  ]);
  if (!usesExternalEtcd) return [secrets];
  return [
    secrets,
    {
      name: 'etcd-config',
      configMap: {
        name: 'cilium-config',
        defaultMode: OWNER_READS,
        items: [{ key: 'etcd-config', path: 'etcd-config.yaml' }],
      },
    },
  ];
}

function projected(name: string, sources: VolumeProjection[]): Volume {
  return { name, projected: { defaultMode: OWNER_READS, sources } };
}

/** Certificate and key of a Secret; the CA from the same Secret, or from `tls.caBundle`. */
function keyPair(ctx: RenderContext, name: string): VolumeProjection[] {
  const bundle = caBundle(ctx, 'ca.crt');
  const same = (key: string): KeyToPath => ({ key, path: key });
  const items = [same('tls.crt'), same('tls.key')];
  return bundle
    ? [{ secret: { name, items } }, source(ctx, bundle)]
    : [{ secret: { name, items: [...items, same('ca.crt')] } }];
}

interface Projection {
  readonly name: string;
  readonly items: KeyToPath[];
  readonly optional?: boolean;
}

function caBundle(ctx: RenderContext, path: string): Projection | undefined {
  const { enabled, key, name } = ctx.values.tls.caBundle;
  return truthy(enabled) ? { name: plain<string>(name), items: [{ key: plain<string>(key), path }] } : undefined;
}

function source(ctx: RenderContext, projection: Projection): VolumeProjection {
  return truthy(ctx.values.tls.caBundle.useSecret) ? { secret: projection } : { configMap: projection };
}
