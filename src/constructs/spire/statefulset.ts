import type { StatefulSetSpec } from 'kubernetes-types/apps/v1';
import type {
  Container,
  LocalObjectReference,
  PersistentVolumeClaim,
  PodSpec,
  Toleration,
} from 'kubernetes-types/core/v1';
import { spireFacts } from '../../catalogue/facts/spire';
import { defaultTo, plain, toText, truthy, withBlock } from '../../core/helm';
import { refuse } from '../../core/issue';
import { factsFor } from '../../core/release-range';
import { knowsHostUsers, priorityClass } from '../common';
import type { KubeObject, RenderContext } from '../context';
import { hostDirectory } from '../host-paths';
import { healthChecks, imageOf, metadataOf, SERVER, workloadLabels } from './names';
import { registerScript } from './scripts';
import { SERVER_HEALTH_PORT } from './server-config';

/** The server with its data, and a container that registers Cilium in it. */
export function statefulSet(ctx: RenderContext): KubeObject {
  const { server } = ctx.values.authentication.mutual.spire.install;
  const labels = workloadLabels(ctx, SERVER, server.labels);
  const spec: StatefulSetSpec = {
    replicas: 1,
    selector: { matchLabels: { app: SERVER } },
    serviceName: SERVER,
    template: {
      metadata: {
        annotations: { 'kubectl.kubernetes.io/default-container': SERVER },
        labels: labels as Record<string, string>,
      },
      spec: podSpec(ctx),
    },
    volumeClaimTemplates: truthy(server.dataStorage.enabled) ? [dataClaim(ctx)] : undefined,
  };
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: metadataOf(ctx, SERVER, labels, server.annotations),
    spec,
  } as KubeObject;
}

function podSpec(ctx: RenderContext): PodSpec {
  const { authentication, imagePullSecrets } = ctx.values;
  const { server } = authentication.mutual.spire.install;
  const { setsHostUsers } = factsFor(ctx.release, spireFacts);
  return {
    priorityClassName: priorityClass(ctx, server.priorityClassName, 'system-node-critical'),
    serviceAccountName: plain<string>(server.serviceAccount.name),
    shareProcessNamespace: true,
    hostUsers: setsHostUsers && knowsHostUsers(ctx) ? true : undefined,
    securityContext: withBlock(server.podSecurityContext),
    imagePullSecrets: withBlock<LocalObjectReference[]>(imagePullSecrets),
    initContainers: initContainers(ctx),
    containers: [registerContainer(ctx), serverContainer(ctx)],
    affinity: withBlock(server.affinity),
    nodeSelector: withBlock(server.nodeSelector),
    tolerations: withBlock<Toleration[]>(server.tolerations),
    volumes: [
      { name: 'spire-config', configMap: { name: SERVER } },
      hostDirectory('spire-server-socket', '/var/run/spire-server/sockets'),
    ],
  };
}

function initContainers(ctx: RenderContext): Container[] | undefined {
  const { initContainers: values } = ctx.values.authentication.mutual.spire.install.server;
  if (Array.isArray(values)) return withBlock<Container[]>(values as unknown as typeof values);
  return refuse({
    code: 'not-a-list',
    path: 'values.authentication.mutual.spire.install.server.initContainers',
    message: 'further init containers are a list',
    got: toText(values),
    allowed: 'a list',
    fix: 'use [] for none',
  });
}

function registerContainer(ctx: RenderContext): Container {
  const { initImage } = ctx.values.authentication.mutual.spire.install;
  return {
    name: 'cilium-init',
    ...imageOf(initImage, 'authentication.mutual.spire.install.initImage'),
    command: ['/bin/sh', '-c', registerScript(ctx)],
  };
}

function serverContainer(ctx: RenderContext): Container {
  const { server } = ctx.values.authentication.mutual.spire.install;
  const { namesHealthPorts } = factsFor(ctx.release, spireFacts);
  return {
    name: SERVER,
    ...imageOf(server.image, 'authentication.mutual.spire.install.server.image'),
    args: ['-config', '/run/spire/config/server.conf'],
    resources: withBlock(server.resources),
    ports: [
      { name: 'grpc', containerPort: 8081 },
      ...(namesHealthPorts ? [{ name: 'http', containerPort: SERVER_HEALTH_PORT }] : []),
    ],
    volumeMounts: [
      { name: 'spire-config', mountPath: '/run/spire/config', readOnly: true },
      ...(truthy(server.dataStorage.enabled)
        ? [{ name: 'spire-data', mountPath: '/run/spire/data', readOnly: false }]
        : []),
      { name: 'spire-server-socket', mountPath: '/tmp/spire-server/private', readOnly: false },
    ],
    ...healthChecks(ctx, SERVER_HEALTH_PORT),
    securityContext: withBlock(server.securityContext),
  };
}

function dataClaim(ctx: RenderContext): PersistentVolumeClaim {
  const { accessMode, size, storageClass } = ctx.values.authentication.mutual.spire.install.server.dataStorage;
  return {
    metadata: { name: 'spire-data' },
    spec: {
      accessModes: [plain<string>(defaultTo(accessMode, 'ReadWriteOnce'))],
      resources: { requests: { storage: plain<string>(size) } },
      storageClassName: plain<string>(storageClass),
    },
  };
}
