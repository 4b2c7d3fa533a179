/** Pieces that many objects share: names, labels, images, and what several features decide together. */
import { defaultTo, isNil, plain, quote, text, toText, truthy, withBlock } from '../core/helm';
import { refuse, type Issue } from '../core/issue';
import type { Json, JsonObject, Value } from '../core/json';
import { parseVersion, semverCompare } from '../core/semver';
import type { RenderContext } from './context';
import { ternary } from './ternary';

/** The value of the label `helm.sh/chart`: in pod templates it decides restarts, so it is kept there. */
export function chartLabel(ctx: RenderContext): string {
  return `cilium-${ctx.release}`;
}

/** The namespace of the install: `namespaceOverride`, else the release's. */
export function namespaceOf(ctx: RenderContext): string {
  return text(defaultTo(ctx.values.namespaceOverride, ctx.namespace));
}

/** The map `commonLabels`, to be spread into labels. */
export function commonLabels(ctx: RenderContext): JsonObject {
  return labelsOf(ctx.values.commonLabels);
}

/** A map of labels or annotations to be spread: nothing for nil or an empty map. */
export function labelsOf(value: Value): JsonObject {
  return truthy(value) ? (value as JsonObject) : {};
}

/** Labels or annotations of several sources: the later one wins; nothing at all if none has any. */
export function mergedMaps(...maps: readonly Value[]): JsonObject | undefined {
  return withBlock(Object.assign({}, ...maps.filter(truthy)) as JsonObject);
}

interface ImageValues {
  readonly repository: Json;
  readonly tag: Json;
  readonly digest: Json;
  readonly useDigest: Json;
  readonly override: Json;
}

/** Go's `%s`: text as it is; the chart prints `%!s(float64=1)` for anything else, so that is refused. */
export function percentS(value: Value, path: string): string {
  if (typeof value === 'string') return value;
  return refuse({
    code: 'not-text',
    path: `values.${path}`,
    message: 'this value is pasted into a name and must be text',
    got: toText(value),
    allowed: 'a string',
    fix: 'quote it',
  });
}

/** An image reference from `repository`, `tag`, `digest`: `override` wins; an empty tag is left out. */
export function image(values: ImageValues, path: string): string {
  if (truthy(values.override)) return percentS(values.override, `${path}.override`);
  const tag = truthy(values.tag) ? `:${percentS(values.tag, `${path}.tag`)}` : '';
  const digest = truthy(values.useDigest) ? `@${percentS(values.digest, `${path}.digest`)}` : '';
  return `${percentS(values.repository, `${path}.repository`)}${tag}${digest}`;
}

/** The values of a container's image. */
export interface ContainerImageValues extends ImageValues {
  readonly pullPolicy: Json;
}

/** A container's image and when it is pulled. */
export function containerImage(values: ContainerImageValues, path: string) {
  return { image: image(values, path), imagePullPolicy: plain<string>(values.pullPolicy) };
}

/** The user's priority class, unquoted in every template, else the critical one where `enableCriticalPriorityClass` asks for it. */
export function priorityClass(ctx: RenderContext, chosen: Value, critical: string): string | undefined {
  if (truthy(chosen)) return plain<string>(text(chosen));
  return truthy(ctx.values.enableCriticalPriorityClass) && critical !== '' ? critical : undefined;
}

/** Whether Kubernetes knows the pod's field `hostUsers`. */
export function knowsHostUsers(ctx: RenderContext): boolean {
  return semverCompare('>=1.33-0', ctx.capabilities.kubeVersion);
}

/** The node's own address for itself, in the family that it has. */
export function loopback(ctx: RenderContext): string {
  return ternary(ctx.values.ipv4.enabled, '127.0.0.1', '::1', 'ipv4.enabled');
}

/** Whether the cluster was first installed with at least this minor, as far as `upgradeCompatibility` tells. */
export function installedSince(ctx: RenderContext, minor: string): boolean {
  const since = defaultTo(ctx.values.upgradeCompatibility, minor);
  return parseVersion(text(since)) ? semverCompare(`>=${minor}`, text(since)) : refuse(notAMinor(since));
}

/** What to say to an `upgradeCompatibility` that is no version. */
export function notAMinor(since: Value): Omit<Issue, 'severity'> {
  return {
    code: 'not-a-version',
    path: 'values.upgradeCompatibility',
    message: 'the minor with which the cluster was first installed is no version',
    got: toText(since),
    allowed: 'MAJOR.MINOR, such as "1.17"',
    fix: 'name the oldest minor of Cilium that this cluster has run, quoted, or leave it out for a new cluster',
    source: 'templates/_helpers.tpl',
  };
}

/** Whether Envoy runs as its own DaemonSet: the text "true" or "false" that the chart's helper prints. */
export function envoyDaemonSetEnabled(ctx: RenderContext): string {
  const { l7Proxy, envoy } = ctx.values;
  if (!truthy(l7Proxy)) return 'false';
  if (!isNil(envoy.enabled)) return text(envoy.enabled);
  return String(installedSince(ctx, '1.16'));
}

/** The quoted `k8sServiceHost`. `auto` asks the running cluster, which synthesis does not see: refused. */
export function k8sServiceHost(ctx: RenderContext): string | undefined {
  const { k8sServiceHost: host } = ctx.values;
  if (host === 'auto') {
    const { k8sServiceLookupConfigMapName: name, k8sServiceLookupNamespace: namespace } = ctx.values;
    refuse({
      code: 'lookup-at-synthesis',
      path: 'values.k8sServiceHost',
      message: `the API server's address cannot be looked up in ConfigMap ${text(defaultTo(namespace, 'kube-public'))}/${text(defaultTo(name, 'cluster-info'))} before there is a cluster`,
      got: 'auto',
      allowed: 'a host name or address',
      fix: 'set k8sServiceHost and k8sServicePort to the API server that the nodes reach',
    });
  }
  return quote(host);
}

/** The quoted `k8sServicePort`. */
export function k8sServicePort(ctx: RenderContext): string | undefined {
  return quote(ctx.values.k8sServicePort);
}

/** Whether TLS secrets are read from the secrets namespace only. */
export function readSecretsOnlyFromSecretsNamespace(ctx: RenderContext): boolean {
  const { tls } = ctx.values;
  if (!isNil(tls.readSecretsOnlyFromSecretsNamespace)) return text(tls.readSecretsOnlyFromSecretsNamespace) === 'true';
  if (!isNil(tls.secretsBackend)) return tls.secretsBackend === 'local';
  return true;
}

/** Whether the operator copies TLS secrets into the secrets namespace. */
export function secretSyncEnabled(ctx: RenderContext): boolean {
  const { enabled } = ctx.values.tls.secretSync;
  return isNil(enabled) ? installedSince(ctx, '1.17') : text(enabled) === 'true';
}

/** Whether identities are (also) stored as CRDs. */
export function identityAllocationCRD(ctx: RenderContext): boolean {
  return ['crd', 'doublewrite-readkvstore', 'doublewrite-readcrd'].includes(
    ctx.values.identityAllocationMode as string,
  );
}
