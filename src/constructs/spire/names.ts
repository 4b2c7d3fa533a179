import type { Container, HTTPGetAction } from 'kubernetes-types/core/v1';
import { spireFacts } from '../../catalogue/facts/spire';
import { plain, text, withBlock } from '../../core/helm';
import type { JsonObject, Value } from '../../core/json';
import { factsFor } from '../../core/release-range';
import { commonLabels, containerImage, labelsOf, type ContainerImageValues } from '../common';
import type { RenderContext } from '../context';

/** Names of the server and of the agent: of objects, containers and labels. The ServiceAccounts' are values. */
export const SERVER = 'spire-server';
export const AGENT = 'spire-agent';

/** The namespace of everything here. */
export function spireNamespace(ctx: RenderContext): string {
  return plain<string>(ctx.values.authentication.mutual.spire.install.namespace);
}

/** Metadata of an object: annotations of all of SPIRE, then the object's own. */
export function metadataOf(ctx: RenderContext, name: string, labels: JsonObject, ...annotations: readonly Value[]) {
  return { name, namespace: spireNamespace(ctx), ...clusterMetadataOf(ctx, labels, ...annotations) };
}

/** Labels and annotations of an object without a namespace. */
export function clusterMetadataOf(ctx: RenderContext, labels: JsonObject, ...annotations: readonly Value[]) {
  const own = [ctx.values.authentication.mutual.spire.annotations, ...annotations].map(labelsOf);
  return {
    labels: withBlock<JsonObject>(labels),
    annotations: withBlock<JsonObject>(Object.assign({}, ...own) as JsonObject),
  };
}

/** Labels of a workload and of its pods. */
export function workloadLabels(ctx: RenderContext, app: string, own: Value): JsonObject {
  return { app, ...commonLabels(ctx), ...labelsOf(own) };
}

/** `spiffe://<trust domain>/<path>`. */
export function spiffeID(ctx: RenderContext, path: string): string {
  return `spiffe://${text(ctx.values.authentication.mutual.spire.trustDomain)}/${path}`;
}

/** An image given as a map, or as one string; then there is no pull policy. */
export function imageOf(
  values: ContainerImageValues | string,
  path: string,
): Pick<Container, 'image' | 'imagePullPolicy'> {
  if (typeof values === 'string') return { image: plain<string>(values) };
  return containerImage(values, path);
}

/** The probes of SPIRE's own health checks. */
export function healthChecks(ctx: RenderContext, port: number): Pick<Container, 'livenessProbe' | 'readinessProbe'> {
  const { namesHealthPorts } = factsFor(ctx.release, spireFacts);
  const get = (path: string): HTTPGetAction => ({ path, port: namesHealthPorts ? 'http' : port });
  return {
    livenessProbe: {
      httpGet: get('/live'),
      failureThreshold: 2,
      initialDelaySeconds: 15,
      periodSeconds: 60,
      timeoutSeconds: 3,
    },
    readinessProbe: { httpGet: get('/ready'), initialDelaySeconds: 5, periodSeconds: 5 },
  };
}

/** The health checks' port, as the configuration of server and agent states it. */
export function healthCheckConfig(port: number): string {
  return `health_checks {
  listener_enabled = true
  bind_address = "0.0.0.0"
  bind_port = "${port}"
  live_path = "/live"
  ready_path = "/ready"
}
`;
}
