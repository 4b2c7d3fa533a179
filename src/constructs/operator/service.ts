import type { ServiceSpec } from 'kubernetes-types/core/v1';
import { truthy } from '../../core/helm';
import type { KubeObject, RenderContext } from '../context';
import { operatorMetadata, selectorLabels } from './metadata';

/** The headless Service in front of the operator's metrics, for those who discover targets by Services. */
export function operatorService(ctx: RenderContext): (KubeObject & { spec: ServiceSpec })[] {
  const { prometheus } = ctx.values.operator;
  if (!truthy(prometheus.enabled)) return [];
  if (!truthy(prometheus.serviceMonitor.enabled) && !truthy(prometheus.metricsService)) return [];
  return [
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: operatorMetadata(ctx),
      spec: {
        clusterIP: 'None',
        type: 'ClusterIP',
        // The port keeps its number when `operator.prometheus.port` changes: it leads to the port by name.
        ports: [{ name: 'metrics', port: 9963, protocol: 'TCP', targetPort: 'prometheus' }],
        selector: selectorLabels,
      },
    },
  ];
}
