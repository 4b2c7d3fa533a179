import { truthy } from '../../core/helm';
import type { JsonObject, Value } from '../../core/json';
import { commonLabels } from '../common';
import type { RenderContext } from '../context';
import { scrapeAnnotations } from '../prometheus';

/** Labels of Relay's own objects. */
export function labels(ctx: RenderContext): JsonObject {
  return {
    'k8s-app': 'hubble-relay',
    'app.kubernetes.io/name': 'hubble-relay',
    'app.kubernetes.io/part-of': 'cilium',
    ...commonLabels(ctx),
  };
}

/** Annotations by which a Prometheus without ServiceMonitors finds Relay's metrics. */
export function announcement(ctx: RenderContext): Value {
  const { prometheus } = ctx.values.hubble.relay;
  if (!truthy(prometheus.enabled) || truthy(prometheus.serviceMonitor.enabled)) return undefined;
  return scrapeAnnotations(prometheus.port);
}
