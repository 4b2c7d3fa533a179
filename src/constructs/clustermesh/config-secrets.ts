import { b64enc, plain, truthy } from '../../core/helm';
import type { JsonObject } from '../../core/json';
import { commonLabels } from '../common';
import type { KubeObject, RenderContext } from '../context';
import { etcdConfig, ownCertificate, type Endpoint } from './etcd-config';
import { meshOf, metadataOf } from './mesh';
import { remoteClusters } from './remote-clusters';

type Secret = KubeObject & { readonly data: JsonObject };

/** How to reach every remote cluster, for the agents and for KVStoreMesh. */
export function configSecrets(ctx: RenderContext): Secret[] {
  const { hasAPIServer, hasKVStoreMesh, usesExternalEtcd } = meshOf(ctx);
  if (!truthy(ctx.values.clustermesh.config.enabled)) return [];
  const viaKVStoreMesh = hasAPIServer && hasKVStoreMesh;
  const seenByAgents: Endpoint = !viaKVStoreMesh ? 'remote' : usesExternalEtcd ? 'external' : 'local';
  return [
    secret(ctx, 'cilium-clustermesh', seenByAgents),
    ...(viaKVStoreMesh ? [secret(ctx, 'cilium-kvstoremesh', 'remote')] : []),
  ];
}

function secret(ctx: RenderContext, name: string, endpoint: Endpoint): Secret {
  const data: Record<string, JsonObject[string]> = {};
  for (const cluster of remoteClusters(ctx)) {
    data[cluster.name] = b64enc(etcdConfig(ctx, cluster, endpoint));
    const own = ownCertificate(cluster);
    if (endpoint !== 'remote' || !own.isComplete) continue;
    if (truthy(own.caCert)) data[`${cluster.name}.etcd-client-ca.crt`] = plain<string>(own.caCert);
    data[`${cluster.name}.etcd-client.key`] = plain<string>(own.key);
    data[`${cluster.name}.etcd-client.crt`] = plain<string>(own.cert);
  }
  return { apiVersion: 'v1', kind: 'Secret', metadata: metadataOf(ctx, name, commonLabels(ctx)), data };
}
