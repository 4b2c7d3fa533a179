import type { Container, ContainerPort, EnvVar, Probe, VolumeMount } from 'kubernetes-types/core/v1';
import { hasKey, plain, rangeList, text, truthy, withBlock } from '../../core/helm';
import type { Json, Value } from '../../core/json';
import { labelsOf } from '../common';
import type { RenderContext } from '../context';
import { imageOf } from './etcd-containers';
import { meshOf } from './mesh';

/** clustermesh-apiserver: copies this cluster's state from CRDs into etcd. */
export function apiserver(ctx: RenderContext): Container {
  const { ciliumEndpointSlice, clustermesh } = ctx.values;
  const values = clustermesh.apiserver;
  const { facts, hasMCSAPI, hasUsers } = meshOf(ctx);
  return {
    name: 'apiserver',
    ...imageOf(ctx),
    command: ['/usr/bin/clustermesh-apiserver'],
    args: [
      ...firstArgs(ctx, 'clustermesh', facts.etcdQPSIsAValue ? values.etcdQPS : facts.apiServerQPS),
      '--kvstore-opt=etcd.bootstrapQps=10000',
      ...maxConnectedClusters(ctx),
      `--health-port=${text(values.healthPort)}`,
      ...(hasUsers
        ? ['--cluster-users-enabled', '--cluster-users-config-path=/var/lib/cilium/etcd-config/users.yaml']
        : []),
      ...metricsArgs(values.metrics),
      ...(hasMCSAPI ? ['--clustermesh-enable-mcs-api'] : []),
      ...(truthy(ciliumEndpointSlice.enabled) ? ['--enable-cilium-endpoint-slice'] : []),
      ...(facts.hasDefaultGlobalNamespace
        ? [`--clustermesh-default-global-namespace=${text(clustermesh.defaultGlobalNamespace)}`]
        : []),
      ...(rangeList(values.extraArgs) as string[]),
    ],
    env: [
      fromConfig('CLUSTER_NAME', 'cluster-name'),
      fromConfig('CLUSTER_ID', 'cluster-id', true),
      fromConfig('ENABLE_K8S_ENDPOINT_SLICE', 'enable-k8s-endpoint-slice', true),
      ...(rangeList(values.extraEnv) as unknown as EnvVar[]),
    ],
    readinessProbe: readiness('apiserv-health', values.readinessProbe),
    ports: ports('apiserv', values.healthPort, values.metrics),
    resources: withBlock(values.resources),
    volumeMounts: [
      { name: 'etcd-admin-client', mountPath: '/var/lib/cilium/etcd-secrets', readOnly: true },
      ...(hasUsers ? [{ name: 'etcd-users-config', mountPath: '/var/lib/cilium/etcd-config', readOnly: true }] : []),
      ...(rangeList(values.extraVolumeMounts) as unknown as VolumeMount[]),
    ],
    terminationMessagePolicy: 'FallbackToLogsOnError',
    securityContext: withBlock(values.securityContext),
    lifecycle: withBlock(values.lifecycle),
  };
}

/** KVStoreMesh: copies the remote clusters' state into an etcd of this cluster. */
export function kvstoreMesh(ctx: RenderContext): Container {
  const { clustermesh } = ctx.values;
  const { kvstoremesh: values, metrics } = clustermesh.apiserver;
  const { copiesFromCRDs, facts, hasEtcd, usesExternalEtcd } = meshOf(ctx);
  return {
    name: 'kvstoremesh',
    ...imageOf(ctx),
    command: ['/usr/bin/clustermesh-apiserver'],
    args: [
      ...firstArgs(ctx, 'kvstoremesh', facts.etcdQPSIsAValue ? values.etcdQPS : facts.kvstoreMeshQPS),
      ...(usesExternalEtcd ? [] : ['--kvstore-opt=etcd.bootstrapQps=10000']),
      '--kvstore-opt=etcd.maxInflight=10',
      '--clustermesh-config=/var/lib/cilium/clustermesh',
      ...maxConnectedClusters(ctx),
      ...(facts.hasCacheTTL ? [`--clustermesh-cache-ttl=${text(clustermesh.cacheTTL)}`] : []),
      `--health-port=${text(values.healthPort)}`,
      ...metricsArgs(metrics.kvstoremesh),
      // One heartbeat per etcd: clustermesh-apiserver sends it where it runs.
      `--enable-heartbeat=${String(!copiesFromCRDs)}`,
      ...(rangeList(values.extraArgs) as string[]),
    ],
    readinessProbe: readiness('kvmesh-health', values.readinessProbe),
    env: [
      fromConfig('CLUSTER_NAME', 'cluster-name'),
      fromConfig('CLUSTER_ID', 'cluster-id'),
      ...(rangeList(values.extraEnv) as unknown as EnvVar[]),
    ],
    ports: ports('kvmesh', values.healthPort, metrics.kvstoremesh),
    resources: withBlock(values.resources),
    volumeMounts: [
      ...(hasEtcd ? [{ name: 'etcd-admin-client', mountPath: '/var/lib/cilium/etcd-secrets', readOnly: true }] : []),
      { name: 'kvstoremesh-secrets', mountPath: '/var/lib/cilium/clustermesh', readOnly: true },
      ...(usesExternalEtcd ? [{ name: 'etcd-config', mountPath: '/var/lib/cilium', readOnly: true }] : []),
      ...(rangeList(values.extraVolumeMounts) as unknown as VolumeMount[]),
    ],
    terminationMessagePolicy: 'FallbackToLogsOnError',
    securityContext: withBlock(values.securityContext),
    lifecycle: withBlock(values.lifecycle),
  };
}

function firstArgs(ctx: RenderContext, command: string, qps: Value): string[] {
  return [
    command,
    ...(truthy(ctx.values.debug.enabled) ? ['--debug'] : []),
    '--cluster-name=$(CLUSTER_NAME)',
    '--cluster-id=$(CLUSTER_ID)',
    '--kvstore-opt=etcd.config=/var/lib/cilium/etcd-config.yaml',
    `--kvstore-opt=etcd.qps=${text(qps)}`,
  ];
}

function maxConnectedClusters(ctx: RenderContext): string[] {
  const { clustermesh } = ctx.values;
  if (!hasKey(clustermesh, 'maxConnectedClusters')) return [];
  return [`--max-connected-clusters=${text(clustermesh.maxConnectedClusters)}`];
}

interface MetricsValues {
  readonly enabled: Json;
  readonly port: Json;
}

function metricsArgs({ enabled, port }: MetricsValues): string[] {
  return truthy(enabled) ? [`--prometheus-serve-addr=:${text(port)}`, '--controller-group-metrics=all'] : [];
}

function ports(prefix: 'apiserv' | 'kvmesh', healthPort: Value, metrics: MetricsValues): ContainerPort[] {
  const port = (name: string, value: Value): ContainerPort => ({
    name: `${prefix}-${name}`,
    containerPort: plain<number>(value),
    protocol: 'TCP',
  });
  return [port('health', healthPort), ...(truthy(metrics.enabled) ? [port('metrics', metrics.port)] : [])];
}

function readiness(port: string, values: Value): Probe {
  return { httpGet: { path: '/readyz', port }, ...labelsOf(values) };
}

function fromConfig(name: string, key: string, optional?: true): EnvVar {
  return { name, valueFrom: { configMapKeyRef: { name: 'cilium-config', key, optional } } };
}
