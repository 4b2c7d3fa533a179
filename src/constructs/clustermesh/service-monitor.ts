import { defaultTo, plain, quote, truthy, withBlock } from '../../core/helm';
import type { Json } from '../../core/json';
import { commonLabels, labelsOf, namespaceOf } from '../common';
import type { KubeObject, RenderContext } from '../context';
import { APISERVER, meshOf, metadataOf } from './mesh';
import { scraped } from './services';

interface EndpointValues {
  readonly interval: Json;
  readonly scrapeTimeout: Json;
  readonly relabelings: Json;
  readonly metricRelabelings: Json;
}

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
        namespace: plain<string>(defaultTo(values.namespace, namespaceOf(ctx))),
      },
      spec: {
        selector: {
          matchLabels: { 'app.kubernetes.io/name': APISERVER, 'app.kubernetes.io/component': 'metrics' },
        },
        namespaceSelector: { matchNames: [namespaceOf(ctx)] },
        endpoints: [
          ...(apiserver ? [endpoint('apiserv-metrics', values)] : []),
          ...(kvstoremesh ? [endpoint('kvmesh-metrics', values.kvstoremesh)] : []),
          ...(etcd ? [endpoint('etcd-metrics', values.etcd)] : []),
        ],
      },
    } as KubeObject,
  ];
}

function endpoint(port: string, values: EndpointValues) {
  return {
    port,
    interval: quote(values.interval),
    scrapeTimeout: truthy(values.scrapeTimeout) ? quote(values.scrapeTimeout) : undefined,
    honorLabels: true,
    path: '/metrics',
    relabelings: withBlock(values.relabelings),
    metricRelabelings: withBlock(values.metricRelabelings),
  };
}
