import type { PodSpec, Volume } from 'kubernetes-types/core/v1';
import { hubbleUIFacts } from '../../catalogue/facts/hubble-ui';
import { defaultTo, isNil, plain, quote, truthy, withBlock } from '../../core/helm';
import { refuse } from '../../core/issue';
import type { JsonObject, Value } from '../../core/json';
import { factsFor } from '../../core/release-range';
import { clientCertificateSources } from '../certificates/ca-bundle';
import { hashOf } from '../checksum';
import { chartLabel, commonLabels, labelsOf, mergedMaps, namespaceOf } from '../common';
import { once, type KubeObject, type RenderContext } from '../context';
import { ALL_READ, OWNER_READS } from '../file-modes';
import { hostUsers } from '../hubble/pod';
import { spreadConstraints } from '../spread-constraints';
import { backend, frontend, RELAY_CA_FILE } from './containers';
import { labels } from './metadata';
import { nginxConfigMap } from './nginx';

/** The Deployment of the pages (frontend) and of what feeds them with Relay's flows (backend). */
export function deployment(ctx: RenderContext): KubeObject {
  const { ui } = ctx.values.hubble;
  const object = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name: 'hubble-ui',
      namespace: namespaceOf(ctx),
      annotations: mergedMaps(ui.annotations),
      labels: { ...labels(ctx), ...labelsOf(ui.labels) },
    },
    spec: {
      replicas: plain<number>(ui.replicas),
      selector: { matchLabels: { 'k8s-app': 'hubble-ui' } },
      strategy: withBlock(ui.updateStrategy),
      template: {
        metadata: { annotations: mergedMaps(checksum(ctx), ui.podAnnotations), labels: podLabels(ctx) },
        spec: podSpec(ctx),
      },
    },
  };
  return object;
}

/** A change of nginx's configuration restarts the pods, if that is asked for. */
function checksum(ctx: RenderContext): Value {
  if (!truthy(ctx.values.hubble.ui.rollOutPods)) return undefined;
  return { 'cilium.io/hubble-ui-nginx-configmap-checksum': hashOf(once(ctx, nginxConfigMap)) };
}

function podLabels(ctx: RenderContext) {
  const chart = factsFor(ctx.release, hubbleUIFacts).labelsPodsWithChart;
  return {
    'k8s-app': 'hubble-ui',
    'app.kubernetes.io/name': 'hubble-ui',
    'app.kubernetes.io/part-of': 'cilium',
    'helm.sh/chart': chart ? chartLabel(ctx) : undefined,
    ...commonLabels(ctx),
    ...labelsOf(ctx.values.hubble.ui.podLabels),
  };
}

function podSpec(ctx: RenderContext): PodSpec {
  const {
    hubble: { ui },
    imagePullSecrets,
    serviceAccounts,
  } = ctx.values;
  return {
    hostUsers: factsFor(ctx.release, hubbleUIFacts).setsHostUsers ? hostUsers(ctx) : undefined,
    securityContext: podSecurityContext(ui.securityContext),
    priorityClassName: plain<string>(ui.priorityClassName),
    serviceAccountName: quote(serviceAccounts.ui.name),
    automountServiceAccountToken: plain<boolean>(serviceAccounts.ui.automount),
    imagePullSecrets: withBlock(imagePullSecrets),
    containers: [frontend(ctx), backend(ctx)],
    affinity: withBlock(ui.affinity),
    topologySpreadConstraints: spreadConstraints(ui.topologySpreadConstraints, 'hubble.ui.topologySpreadConstraints', {
      'k8s-app': 'hubble-ui',
    }),
    nodeSelector: withBlock(ui.nodeSelector),
    tolerations: withBlock(ui.tolerations),
    volumes: [
      { name: 'hubble-ui-nginx-conf', configMap: { defaultMode: ALL_READ, name: 'hubble-ui-nginx' } },
      tmpVolume(ctx),
      ...clientCertificate(ctx),
      ...(withBlock<Volume[]>(ui.frontend.extraVolumes) ?? []),
      ...(withBlock<Volume[]>(ui.backend.extraVolumes) ?? []),
    ],
  };
}

/** The pod's security context; a switch `enabled` of earlier charts is no part of it. */
function podSecurityContext(values: Value): PodSpec['securityContext'] {
  if (!truthy(values)) return undefined;
  const { enabled: _, ...context } = values as JsonObject;
  return context;
}

function tmpVolume(ctx: RenderContext): Volume {
  const facts = factsFor(ctx.release, hubbleUIFacts);
  const chosen = ctx.values.hubble.ui.tmpVolume;
  if (facts.choosesTmpVolume && truthy(chosen)) return { name: 'tmp-dir', ...(chosen as JsonObject) };
  return { name: 'tmp-dir', emptyDir: { sizeLimit: facts.tmpSizeLimit } };
}

/** What the backend shows to Relay's server; beside a Relay of another install the user says where it comes from. */
function clientCertificate(ctx: RenderContext): Volume[] {
  const { relay, ui } = ctx.values.hubble;
  if (!truthy(relay.tls.server.enabled)) return [];
  const name = 'hubble-ui-client-certs';
  if (truthy(ui.standalone.enabled)) return [{ name, ...standaloneVolume(ui.standalone.tls.certsVolume) }];
  const sources = clientCertificateSources(ctx, defaultTo(ui.tls.client.existingSecret, name), RELAY_CA_FILE);
  return [{ name, projected: { defaultMode: OWNER_READS, sources } }];
}

function standaloneVolume(certsVolume: Value): JsonObject {
  if (truthy(certsVolume)) return certsVolume as JsonObject;
  return refuse({
    code: 'certificates-volume-missing',
    path: 'values.hubble.ui.standalone.tls.certsVolume',
    message: 'a standalone UI talks to Relay with TLS and needs a volume with its certificates',
    got: isNil(certsVolume) ? 'nothing' : JSON.stringify(certsVolume),
    allowed: 'a volume source with the files client.crt, client.key and hubble-relay-ca.crt',
    fix: 'set certsVolume (for example `secret: {secretName: hubble-ui-client-certs}`), or hubble.relay.tls.server.enabled to false',
  });
}
