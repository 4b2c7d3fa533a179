import { quote, truthy, withBlock } from '../../core/helm';
import type { JsonObject } from '../../core/json';
import { labelsOf, namespaceOf } from '../common';
import type { RenderContext } from '../context';
import { monitorNamespace, scrapeEndpoint, type ServiceMonitor } from '../prometheus';
import { monitorLabels, operatorAnnotations, OPERATOR, selectorLabels } from './metadata';

/** The operator's ServiceMonitor, if it is asked for and there are metrics. */
export function operatorServiceMonitor(ctx: RenderContext): ServiceMonitor[] {
  const { prometheus } = ctx.values.operator;
  if (!truthy(prometheus.enabled) || !truthy(prometheus.serviceMonitor.enabled)) return [];
  const values = prometheus.serviceMonitor;
  return [
    {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'ServiceMonitor',
      metadata: {
        name: OPERATOR,
        namespace: monitorNamespace(ctx, values.namespace),
        labels: monitorLabels(ctx, values.labels),
        annotations: withBlock<JsonObject>({ ...operatorAnnotations(ctx), ...labelsOf(values.annotations) }),
      },
      spec: {
        selector: { matchLabels: selectorLabels },
        namespaceSelector: { matchNames: [namespaceOf(ctx)] },
        endpoints: [scrapeEndpoint('metrics', values)],
        targetLabels: ['io.cilium/app'],
        jobLabel: truthy(values.jobLabel) ? quote(values.jobLabel) : undefined,
      },
    },
  ];
}
