import type { ServiceSpec } from 'kubernetes-types/core/v1';
import { hubbleRelayFacts } from '../../catalogue/facts/hubble-relay';
import { plain, quote, truthy } from '../../core/helm';
import { factsFor } from '../../core/release-range';
import { commonLabels, mergedMaps, namespaceOf } from '../common';
import type { KubeObject, RenderContext } from '../context';
import { tlsPort } from '../hubble/tls-port';
import { metricsPort, monitorNamespace, scrapeEndpoint } from '../prometheus';
import { announcement, labels } from './metadata';

/** The Service of Relay's API, for the UI and the command line. */
export function service(ctx: RenderContext): KubeObject {
  const { relay } = ctx.values.hubble;
  const nodePort = relay.service.type === 'NodePort' && truthy(relay.service.nodePort);
  const object = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: 'hubble-relay',
      namespace: namespaceOf(ctx),
      annotations: mergedMaps(relay.annotations, announcement(ctx)),
      labels: labels(ctx),
    },
    spec: {
      type: quote(relay.service.type),
      selector: { 'k8s-app': 'hubble-relay' },
      ports: [
        {
          protocol: 'TCP',
          port: plain<number>(tlsPort(relay.servicePort, relay.tls.server.enabled, 'hubble.relay.tls.server.enabled')),
          targetPort: 'grpc',
          nodePort: nodePort ? plain<number>(relay.service.nodePort) : undefined,
        },
      ],
    } satisfies ServiceSpec,
  };
  return object;
}

/** A Service of its own for the metrics: the other one may be reachable from outside. */
export function metricsService(ctx: RenderContext): KubeObject[] {
  const { relay } = ctx.values.hubble;
  if (!truthy(relay.prometheus.enabled)) return [];
  const object = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: 'hubble-relay-metrics',
      namespace: namespaceOf(ctx),
      annotations: mergedMaps(relay.annotations),
      labels: { 'k8s-app': 'hubble-relay', ...commonLabels(ctx) },
    },
    spec: {
      clusterIP: 'None',
      type: 'ClusterIP',
      selector: { 'k8s-app': 'hubble-relay' },
      ports: [metricsPort('metrics', relay.prometheus.port, 'prometheus')],
    } satisfies ServiceSpec,
  };
  return [object];
}

/** The ServiceMonitor for Relay's metrics. */
export function serviceMonitor(ctx: RenderContext): KubeObject[] {
  const { annotations, prometheus } = ctx.values.hubble.relay;
  const monitor = prometheus.serviceMonitor;
  if (!truthy(prometheus.enabled) || !truthy(monitor.enabled)) return [];
  const ownLabels = factsFor(ctx.release, hubbleRelayFacts).labelsServiceMonitor
    ? { 'app.kubernetes.io/part-of': 'cilium', 'app.kubernetes.io/name': 'hubble-relay' }
    : undefined;
  const object = {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'ServiceMonitor',
    metadata: {
      name: 'hubble-relay',
      namespace: monitorNamespace(ctx, monitor.namespace),
      labels: mergedMaps(ownLabels, ctx.values.commonLabels, monitor.labels),
      annotations: mergedMaps(annotations, monitor.annotations),
    },
    spec: {
      selector: { matchLabels: { 'k8s-app': 'hubble-relay' } },
      namespaceSelector: { matchNames: [namespaceOf(ctx)] },
      endpoints: [
        // The chart leaves the labels to Prometheus here.
        { ...scrapeEndpoint('metrics', monitor), honorLabels: undefined },
      ],
    },
  };
  return [object];
}
