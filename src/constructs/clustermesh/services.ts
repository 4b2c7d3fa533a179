import type { ServiceSpec } from 'kubernetes-types/core/v1';
import { plain, toInt, truthy, withBlock } from '../../core/helm';
import type { Value } from '../../core/json';
import { commonLabels, labelsOf } from '../common';
import type { KubeObject, RenderContext } from '../context';
import { metricsPort } from '../prometheus';
import { APISERVER, meshOf, metadataOf } from './mesh';

/** etcd's Service, for the other clusters; left out where it is made elsewhere. */
export function service(ctx: RenderContext): KubeObject[] {
  const { service: values } = ctx.values.clustermesh.apiserver;
  const { facts, hasEtcd } = meshOf(ctx);
  if (!hasEtcd || (facts.serviceCanBeExternal && truthy(values.externallyCreated))) return [];
  const labels = {
    'k8s-app': APISERVER,
    'app.kubernetes.io/part-of': 'cilium',
    'app.kubernetes.io/name': APISERVER,
    ...commonLabels(ctx),
    ...labelsOf(values.labels),
  };
  const metadata = metadataOf(ctx, APISERVER, labels, values.annotations);
  return [{ apiVersion: 'v1', kind: 'Service', metadata, spec: serviceSpec(ctx) } as KubeObject];
}

function serviceSpec(ctx: RenderContext): ServiceSpec {
  const { service: values } = ctx.values.clustermesh.apiserver;
  const only = (type: string, value: Value) =>
    values.type === type && truthy(value) ? plain<string>(value) : undefined;
  const isLoadBalancer = values.type === 'LoadBalancer';
  return {
    type: plain<string>(values.type),
    selector: { 'k8s-app': APISERVER },
    ports: [{ port: 2379, nodePort: only('NodePort', values.nodePort) as number | undefined }],
    loadBalancerClass: only('LoadBalancer', values.loadBalancerClass),
    loadBalancerIP: only('LoadBalancer', values.loadBalancerIP),
    loadBalancerSourceRanges: isLoadBalancer ? withBlock<string[]>(values.loadBalancerSourceRanges) : undefined,
    externalTrafficPolicy: truthy(values.externalTrafficPolicy)
      ? plain<string>(values.externalTrafficPolicy)
      : undefined,
    internalTrafficPolicy: truthy(values.internalTrafficPolicy)
      ? plain<string>(values.internalTrafficPolicy)
      : undefined,
    sessionAffinity: hasSessionAffinity(ctx) ? 'ClientIP' : undefined,
  };
}

/** Each replica has its own etcd, so a client has to stay with one of them. */
function hasSessionAffinity(ctx: RenderContext): boolean {
  const { replicas, service: values } = ctx.values.clustermesh.apiserver;
  if (values.enableSessionAffinity === 'Always') return true;
  return values.enableSessionAffinity === 'HAOnly' && toInt(replicas) > 1;
}

/** Whether KVStoreMesh tells of itself. */
export function hasKVStoreMeshMetrics(ctx: RenderContext): boolean {
  return meshOf(ctx).hasKVStoreMesh && truthy(ctx.values.clustermesh.apiserver.metrics.kvstoremesh.enabled);
}

/** Which metrics are there to be scraped. */
export function scraped(ctx: RenderContext) {
  const { metrics } = ctx.values.clustermesh.apiserver;
  const { copiesFromCRDs, hasEtcd } = meshOf(ctx);
  const kvstoremesh = hasKVStoreMeshMetrics(ctx);
  return {
    any: truthy(metrics.enabled) || kvstoremesh || truthy(metrics.etcd.enabled),
    apiserver: truthy(metrics.enabled) && hasEtcd && copiesFromCRDs,
    kvstoremesh,
    etcd: truthy(metrics.etcd.enabled) && hasEtcd,
  };
}

/** A headless Service for Prometheus. */
export function metricsService(ctx: RenderContext): KubeObject[] {
  const { metrics } = ctx.values.clustermesh.apiserver;
  const { any, apiserver, etcd, kvstoremesh } = scraped(ctx);
  if (!any) return [];
  const spec: ServiceSpec = {
    clusterIP: 'None',
    type: 'ClusterIP',
    ports: [
      ...(apiserver ? [metricsPort('apiserv-metrics', metrics.port)] : []),
      ...(kvstoremesh ? [metricsPort('kvmesh-metrics', metrics.kvstoremesh.port)] : []),
      ...(etcd ? [metricsPort('etcd-metrics', metrics.etcd.port)] : []),
    ],
    selector: { 'k8s-app': APISERVER },
  };
  const metadata = metadataOf(ctx, 'clustermesh-apiserver-metrics', {
    'k8s-app': APISERVER,
    'app.kubernetes.io/part-of': 'cilium',
    'app.kubernetes.io/name': APISERVER,
    'app.kubernetes.io/component': 'metrics',
    ...commonLabels(ctx),
  });
  return [{ apiVersion: 'v1', kind: 'Service', metadata, spec } as KubeObject];
}
