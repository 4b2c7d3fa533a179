import type { DaemonSetSpec } from 'kubernetes-types/apps/v1';
import type {
  Container,
  EnvVar,
  LocalObjectReference,
  PodSpec,
  Toleration,
  Volume,
  VolumeMount,
} from 'kubernetes-types/core/v1';
import { ztunnelFacts } from '../../catalogue/facts/ztunnel';
import { plain, quote, rangeList, truthy, withBlock } from '../../core/helm';
import { factsFor } from '../../core/release-range';
import { chartLabel, commonLabels, containerImage, labelsOf, priorityClass } from '../common';
import type { KubeObject, RenderContext } from '../context';
import { daemonSetOf } from '../daemon-set';
import { ALL_READ } from '../file-modes';
import { hostDirectory } from '../host-paths';
import { BOOTSTRAP_ROOT, NAME, SECRETS } from './names';

const SECRETS_DIR = '/etc/ztunnel';
/** The agent's directory on the node: ztunnel is told of pods through a socket in it. */
const RUN_DIR = '/var/run/cilium';

/** ztunnel on every node. */
export function daemonSet(ctx: RenderContext): KubeObject {
  const { ztunnel } = ctx.values.encryption;
  const facts = factsFor(ctx.release, ztunnelFacts);
  const labels = { app: NAME, 'app.kubernetes.io/part-of': 'cilium', 'app.kubernetes.io/name': NAME };
  const waits = facts.hasMinReadySeconds && truthy(ztunnel.minReadySeconds);
  const spec: DaemonSetSpec = {
    revisionHistoryLimit: 10,
    minReadySeconds: waits ? plain<number>(ztunnel.minReadySeconds) : undefined,
    selector: { matchLabels: { app: NAME } },
    updateStrategy: withBlock(ztunnel.updateStrategy),
    template: {
      metadata: {
        annotations: {
          'sidecar.istio.io/inject': 'false',
          ...labelsOf(ztunnel.podAnnotations),
        } as Record<string, string>,
        labels: {
          ...labels,
          ...(facts.labelsPodsWithChart ? { 'helm.sh/chart': chartLabel(ctx) } : {}),
          ...commonLabels(ctx),
          ...labelsOf(ztunnel.podLabels),
        } as Record<string, string>,
      },
      spec: podSpec(ctx),
    },
  };
  return daemonSetOf(ctx, NAME, labels, ztunnel.annotations, spec);
}

function podSpec(ctx: RenderContext): PodSpec {
  const { encryption, imagePullSecrets, serviceAccounts } = ctx.values;
  const { ztunnel } = encryption;
  const account = serviceAccounts.ztunnel;
  const hasAccount = truthy(account.create);
  return {
    imagePullSecrets: withBlock<LocalObjectReference[]>(imagePullSecrets),
    hostNetwork: true,
    dnsPolicy: 'ClusterFirst',
    containers: [container(ctx)],
    affinity: withBlock(ztunnel.affinity),
    nodeSelector: withBlock(ztunnel.nodeSelector),
    tolerations: withBlock<Toleration[]>(ztunnel.tolerations),
    priorityClassName: priorityClass(ctx, ztunnel.priorityClassName, 'system-node-critical'),
    restartPolicy: 'Always',
    terminationGracePeriodSeconds: plain<number>(ztunnel.terminationGracePeriodSeconds),
    serviceAccountName: hasAccount ? quote(account.name) : undefined,
    automountServiceAccountToken: hasAccount ? plain<boolean>(account.automount) : false,
    volumes: [
      hostDirectory('cilium-dir', RUN_DIR),
      {
        name: SECRETS,
        secret: {
          secretName: SECRETS,
          defaultMode: ALL_READ,
          items: [{ key: BOOTSTRAP_ROOT, path: BOOTSTRAP_ROOT, mode: ALL_READ }],
        },
      },
      ...(rangeList(ztunnel.extraVolumes) as unknown as Volume[]),
    ],
  };
}

function container(ctx: RenderContext): Container {
  const { ztunnel } = ctx.values.encryption;
  return {
    name: 'istio-proxy',
    ...containerImage(ztunnel.image, 'encryption.ztunnel.image'),
    args: ['proxy', 'ztunnel'],
    env: environment(ctx),
    readinessProbe: {
      httpGet: {
        path: '/healthz/ready',
        port: plain<number>(ztunnel.healthPort),
        host: '127.0.0.1',
        scheme: 'HTTP',
      },
      initialDelaySeconds: plain<number>(ztunnel.readinessProbe.initialDelaySeconds),
      periodSeconds: plain<number>(ztunnel.readinessProbe.periodSeconds),
      failureThreshold: plain<number>(ztunnel.readinessProbe.failureThreshold),
      successThreshold: 1,
      timeoutSeconds: 1,
    },
    resources: withBlock(ztunnel.resources),
    // Root, but without privileges of its own: it enters the pods' network namespaces.
    securityContext: {
      allowPrivilegeEscalation: true,
      capabilities: { add: ['NET_ADMIN', 'SYS_ADMIN', 'NET_RAW'], drop: ['ALL'] },
      privileged: false,
      readOnlyRootFilesystem: true,
      runAsGroup: 1337,
      runAsNonRoot: false,
      runAsUser: 0,
    },
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    volumeMounts: [
      { name: 'cilium-dir', mountPath: RUN_DIR, readOnly: false },
      { name: SECRETS, mountPath: SECRETS_DIR, readOnly: true },
      ...(rangeList(ztunnel.extraVolumeMounts) as unknown as VolumeMount[]),
    ],
  };
}

function environment(ctx: RenderContext): EnvVar[] {
  const { ztunnel } = ctx.values.encryption;
  const fromField = (name: string, fieldPath: string): EnvVar => ({
    name,
    valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath } },
  });
  const root = `${SECRETS_DIR}/${BOOTSTRAP_ROOT}`;
  return [
    { name: 'XDS_ADDRESS', value: 'https://localhost:15012' },
    { name: 'XDS_ROOT_CA', value: root },
    { name: 'CA_ROOT_CA', value: root },
    { name: 'CA_ADDRESS', value: quote(ztunnel.caAddress) },
    { name: 'ISTIO_META_DNS_CAPTURE', value: 'false' },
    { name: 'INPOD_UDS', value: `${RUN_DIR}/ztunnel.sock` },
    fromField('NODE_NAME', 'status.hostIP'),
    fromField('INSTANCE_IP', 'status.podIP'),
    { name: 'ISTIO_META_ENABLE_HBONE', value: 'true' },
    ...(rangeList(ztunnel.extraEnv) as unknown as EnvVar[]),
  ];
}
