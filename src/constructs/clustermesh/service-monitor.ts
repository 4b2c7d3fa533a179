import { truthy } from '../../core/helm';
import { commonLabels, labelsOf, namespaceOf } from '../common';
import type { KubeObject, RenderContext } from '../context';
import { monitorNamespace, scrapeEndpoint } from '../prometheus';
import { APISERVER, meshOf, metadataOf } from './mesh';
import { scraped } from './services';

/** What Prometheus scrapes of clustermesh-apiserver, KVStoreMesh and etcd. */
export function serviceMonitor(ctx: RenderContext): KubeObject[] {
  const { serviceMonitor: values } = ctx.values.clustermesh.apiserver.metrics;
  const { any, apiserver, etcd, kvstoremesh } = scraped(ctx);
  if (!any || !truthy(values.enabled)) return [];
  const labels = {
    'app.kubernetes.io/part-of': 'cilium',
    ...(meshOf(ctx).facts.namesServiceMonitor ? { 'app.kubernetes.io/name': APISERVER } : {}),
    ...commonLabels(ctx),
    ...labelsOf(values.labels),
  };
  return [
    {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'ServiceMonitor',
      metadata: {
        ...metadataOf(ctx, APISERVER, labels, values.annotations),
        namespace: monitorNamespace(ctx, values.namespace),
      },
      spec: {
        selector: {
          matchLabels: { 'app.kubernetes.io/name': APISERVER, 'app.kubernetes.io/component': 'metrics' },
        },
        namespaceSelector: { matchNames: [namespaceOf(ctx)] },
        endpoints: [
          ...(apiserver ? [scrapeEndpoint('apiserv-metrics', values)] : []),
          ...(kvstoremesh ? [scrapeEndpoint('kvmesh-metrics', values.kvstoremesh)] : []),
          ...(etcd ? [scrapeEndpoint('etcd-metrics', values.etcd)] : []),
        ],
      },
    } as KubeObject,
  ];
}
