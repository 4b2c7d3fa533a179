import type { Container, PodSpec, Probe, Volume, VolumeMount, VolumeProjection } from 'kubernetes-types/core/v1';
import { hubbleRelayFacts } from '../../catalogue/facts/hubble-relay';
import { defaultTo, plain, quote, text, truthy, withBlock } from '../../core/helm';
import type { Value } from '../../core/json';
import { factsFor } from '../../core/release-range';
import { clientCertificateSources } from '../certificates/ca-bundle';
import { hashOf } from '../checksum';
import { chartLabel, commonLabels, containerImage, labelsOf, mergedMaps, namespaceOf } from '../common';
import { once, type KubeObject, type RenderContext } from '../context';
import { OWNER_READS } from '../file-modes';
import { hostUsers } from '../hubble/pod';
import { spreadConstraints } from '../spread-constraints';
import { configMap, HUBBLE_CA_FILE, TLS_DIRECTORY } from './config';
import { announcement, labels } from './metadata';

/** The Deployment that gathers the flows of all agents. */
export function deployment(ctx: RenderContext): KubeObject {
  const { relay } = ctx.values.hubble;
  const object = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name: 'hubble-relay',
      namespace: namespaceOf(ctx),
      annotations: mergedMaps(relay.annotations),
      labels: labels(ctx),
    },
    spec: {
      replicas: plain<number>(relay.replicas),
      selector: { matchLabels: { 'k8s-app': 'hubble-relay' } },
      strategy: withBlock(relay.updateStrategy),
      template: {
        metadata: {
          annotations: mergedMaps(checksum(ctx), relay.podAnnotations, announcement(ctx)),
          labels: podLabels(ctx),
        },
        spec: podSpec(ctx),
      },
    },
  };
  return object;
}

/** A change of the configuration restarts the pods, if that is asked for: Relay reads its file once. */
function checksum(ctx: RenderContext): Value {
  if (!truthy(ctx.values.hubble.relay.rollOutPods)) return undefined;
  return { 'cilium.io/hubble-relay-configmap-checksum': hashOf(once(ctx, configMap)) };
}

function podLabels(ctx: RenderContext) {
  const chart = factsFor(ctx.release, hubbleRelayFacts).labelsPodsWithChart;
  return {
    'k8s-app': 'hubble-relay',
    'app.kubernetes.io/name': 'hubble-relay',
    'app.kubernetes.io/part-of': 'cilium',
    'helm.sh/chart': chart ? chartLabel(ctx) : undefined,
    ...commonLabels(ctx),
    ...labelsOf(ctx.values.hubble.relay.podLabels),
  };
}

function podSpec(ctx: RenderContext): PodSpec {
  const {
    hubble: { relay },
    imagePullSecrets,
    serviceAccounts,
  } = ctx.values;
  return {
    hostUsers: factsFor(ctx.release, hubbleRelayFacts).setsHostUsers ? hostUsers(ctx) : undefined,
    securityContext: withBlock(relay.podSecurityContext),
    imagePullSecrets: withBlock(imagePullSecrets),
    containers: [container(ctx)],
    restartPolicy: 'Always',
    priorityClassName: plain<string>(relay.priorityClassName),
    serviceAccountName: quote(serviceAccounts.relay.name),
    automountServiceAccountToken: plain<boolean>(serviceAccounts.relay.automount),
    terminationGracePeriodSeconds: plain<number>(relay.terminationGracePeriodSeconds),
    affinity: withBlock(relay.affinity),
    topologySpreadConstraints: spreadConstraints(
      relay.topologySpreadConstraints,
      'hubble.relay.topologySpreadConstraints',
      { 'k8s-app': 'hubble-relay' },
    ),
    nodeSelector: withBlock(relay.nodeSelector),
    tolerations: withBlock(relay.tolerations),
    volumes: volumes(ctx),
  };
}

function container(ctx: RenderContext): Container {
  const {
    debug,
    hubble: { relay },
  } = ctx.values;
  return {
    name: 'hubble-relay',
    securityContext: withBlock(relay.securityContext),
    ...containerImage(relay.image, 'hubble.relay.image'),
    command: ['hubble-relay'],
    args: truthy(debug.enabled) ? ['serve', '--debug'] : ['serve'],
    ports: [
      { name: 'grpc', containerPort: plain<number>(text(relay.listenPort)) },
      ...(truthy(relay.prometheus.enabled)
        ? [{ name: 'prometheus', containerPort: plain<number>(relay.prometheus.port), protocol: 'TCP' }]
        : []),
    ],
    ...probes(),
    env: withBlock(relay.extraEnv),
    resources: withBlock(relay.resources),
    volumeMounts: volumeMounts(ctx),
    terminationMessagePolicy: 'FallbackToLogsOnError',
  };
}

/**
 * Relay is ready once it talks to its peers, which takes a few attempts after a start (a minute) and may take some
 * after a disturbance (two minutes) before a restart is worth trying.
 */
function probes(): Record<'readinessProbe' | 'livenessProbe' | 'startupProbe', Probe> {
  const grpc = { port: 4222 };
  return {
    readinessProbe: { grpc, timeoutSeconds: 3 },
    livenessProbe: { grpc, timeoutSeconds: 10, initialDelaySeconds: 10, periodSeconds: 10, failureThreshold: 12 },
    startupProbe: { grpc, initialDelaySeconds: 10, failureThreshold: 20, periodSeconds: 3 },
  };
}

function volumeMounts(ctx: RenderContext): VolumeMount[] {
  const { relay, tls } = ctx.values.hubble;
  const mounts: VolumeMount[] = [{ name: 'config', mountPath: '/etc/hubble-relay', readOnly: true }];
  if (factsFor(ctx.release, hubbleRelayFacts).mountsTmp) mounts.unshift({ name: 'tmp-volume', mountPath: '/tmp' });
  if (truthy(tls.enabled)) mounts.push({ name: 'tls', mountPath: TLS_DIRECTORY, readOnly: true });
  return [...mounts, ...(withBlock<VolumeMount[]>(relay.extraVolumeMounts) ?? [])];
}

function volumes(ctx: RenderContext): Volume[] {
  const { relay, tls } = ctx.values.hubble;
  const config = { name: 'hubble-relay-config', items: [{ key: 'config.yaml', path: 'config.yaml' }] };
  const all: Volume[] = [{ name: 'config', configMap: config }];
  if (factsFor(ctx.release, hubbleRelayFacts).mountsTmp) all.unshift({ name: 'tmp-volume', emptyDir: {} });
  if (truthy(tls.enabled)) all.push({ name: 'tls', projected: { defaultMode: OWNER_READS, sources: tlsSources(ctx) } });
  return [...all, ...(withBlock<Volume[]>(relay.extraVolumes) ?? [])];
}

function tlsSources(ctx: RenderContext): VolumeProjection[] {
  const { client, server } = ctx.values.hubble.relay.tls;
  const clientSecret = defaultTo(client.existingSecret, 'hubble-relay-client-certs');
  const sources = clientCertificateSources(ctx, clientSecret, HUBBLE_CA_FILE);
  if (!truthy(server.enabled)) return sources;
  const serverSecret = {
    name: plain<string>(defaultTo(server.existingSecret, 'hubble-relay-server-certs')),
    items: [
      { key: 'tls.crt', path: 'server.crt' },
      { key: 'tls.key', path: 'server.key' },
    ],
  };
  return [...sources, { secret: serverSecret }];
}
