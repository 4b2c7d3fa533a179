import type { Container, ContainerPort, EnvVar, VolumeMount } from 'kubernetes-types/core/v1';
import { plain, rangeList, text, truthy, withBlock } from '../../core/helm';
import { containerImage } from '../common';
import type { RenderContext } from '../context';
import { APISERVER, meshOf } from './mesh';

const DATA_DIR = '/var/run/etcd';
const SECRETS_DIR = '/var/lib/etcd-secrets';

/** etcd counts itself as a cluster of one; the pod's UID keeps it from joining the data of another pod. */
const initialClusterToken: EnvVar = {
  name: 'INITIAL_CLUSTER_TOKEN',
  valueFrom: { fieldRef: { fieldPath: 'metadata.uid' } },
};

/** Creates the data directory with its users; name, token and directory are the same as etcd's own. */
export function etcdInit(ctx: RenderContext): Container {
  const { clustermesh, debug } = ctx.values;
  const { etcd } = clustermesh.apiserver;
  return {
    name: 'etcd-init',
    ...imageOf(ctx),
    command: ['/usr/bin/clustermesh-apiserver'],
    args: [
      'etcdinit',
      ...(truthy(debug.enabled) ? ['--debug'] : []),
      `--etcd-cluster-name=${APISERVER}`,
      '--etcd-initial-cluster-token=$(INITIAL_CLUSTER_TOKEN)',
      `--etcd-data-dir=${DATA_DIR}`,
      ...(rangeList(etcd.init.extraArgs) as string[]),
    ],
    env: [
      {
        name: 'CILIUM_CLUSTER_NAME',
        valueFrom: { configMapKeyRef: { name: 'cilium-config', key: 'cluster-name' } },
      },
      initialClusterToken,
      ...(rangeList(etcd.init.extraEnv) as unknown as EnvVar[]),
    ],
    securityContext: withBlock(etcd.securityContext),
    volumeMounts: [dataDir(), ...extraMounts(ctx)],
    terminationMessagePolicy: 'FallbackToLogsOnError',
    resources: withBlock(etcd.init.resources),
  };
}

/** etcd itself, from the same image. */
export function etcd(ctx: RenderContext): Container {
  const { etcd: values, metrics } = ctx.values.clustermesh.apiserver;
  const ports: ContainerPort[] = [{ name: 'etcd', containerPort: 2379, protocol: 'TCP' }];
  if (truthy(metrics.etcd.enabled)) {
    ports.push({ name: 'etcd-metrics', containerPort: plain<number>(metrics.etcd.port), protocol: 'TCP' });
  }
  const onPodAddress = meshOf(ctx).facts.etcdListensOnPodAddress;
  return {
    name: 'etcd',
    ...imageOf(ctx),
    command: ['/usr/bin/etcd'],
    args: etcdArgs(ctx),
    env: [
      { name: 'ETCDCTL_API', value: '3' },
      ...(onPodAddress ? [{ name: 'HOSTNAME_IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } }] : []),
      initialClusterToken,
    ],
    ports,
    volumeMounts: [
      { name: 'etcd-server-secrets', mountPath: SECRETS_DIR, readOnly: true },
      dataDir(),
      ...extraMounts(ctx),
    ],
    terminationMessagePolicy: 'FallbackToLogsOnError',
    resources: withBlock(values.resources),
    securityContext: withBlock(values.securityContext),
    lifecycle: withBlock(values.lifecycle),
  };
}

function etcdArgs(ctx: RenderContext): string[] {
  const { etcd: metrics } = ctx.values.clustermesh.apiserver.metrics;
  const { facts } = meshOf(ctx);
  // Clients dial the Service, so the advertised address only has to be well-formed.
  const address = facts.etcdListensOnPodAddress
    ? { listen: 'https://127.0.0.1:2379,https://[$(HOSTNAME_IP)]:2379', advertise: 'https://[$(HOSTNAME_IP)]:2379' }
    : { listen: 'https://0.0.0.0:2379', advertise: 'https://localhost:2379' };
  const metricsHost = facts.etcdListensOnPodAddress ? '[$(HOSTNAME_IP)]' : '0.0.0.0';
  return [
    `--data-dir=${DATA_DIR}`,
    `--name=${APISERVER}`,
    '--client-cert-auth',
    `--trusted-ca-file=${SECRETS_DIR}/ca.crt`,
    `--cert-file=${SECRETS_DIR}/tls.crt`,
    `--key-file=${SECRETS_DIR}/tls.key`,
    `--listen-client-urls=${address.listen}`,
    `--advertise-client-urls=${address.advertise}`,
    '--initial-cluster-token=$(INITIAL_CLUSTER_TOKEN)',
    '--auto-compaction-retention=1',
    ...(facts.disablesGRPCGateway ? ['--enable-grpc-gateway=false'] : []),
    ...(truthy(metrics.enabled)
      ? [`--listen-metrics-urls=http://${metricsHost}:${text(metrics.port)}`, `--metrics=${text(metrics.mode)}`]
      : []),
  ];
}

/** The image of clustermesh-apiserver: it carries etcd and KVStoreMesh too. */
export function imageOf(ctx: RenderContext): Pick<Container, 'image' | 'imagePullPolicy'> {
  return containerImage(ctx.values.clustermesh.apiserver.image, 'clustermesh.apiserver.image');
}

function dataDir(): VolumeMount {
  return { name: 'etcd-data-dir', mountPath: DATA_DIR };
}

function extraMounts(ctx: RenderContext): VolumeMount[] {
  return rangeList(ctx.values.clustermesh.apiserver.extraVolumeMounts) as unknown as VolumeMount[];
}
