import { createHash } from 'node:crypto';
import { isMap, type Json, type JsonObject } from '../core/json';
import type { Delivery } from '../model/delivery';
import type { KubeObject } from '../model/render-context';
import { protectedObjects } from './protection';

/** kustomize-controller does not prune an object that says so (its `prune`, `Exclusions` of fluxcd/pkg/ssa). */
const FLUX_PRUNE = 'kustomize.toolkit.fluxcd.io/prune';
/** kustomize-controller leaves `${…}` in such an object alone (fluxcd/pkg/kustomize, kustomize_varsub.go). */
const FLUX_SUBSTITUTE = 'kustomize.toolkit.fluxcd.io/substitute';
const ARGO_SYNC_OPTIONS = 'argocd.argoproj.io/sync-options';
const ARGO_IGNORE_HEALTH = 'argocd.argoproj.io/ignore-healthcheck';

/**
 * The objects as Flux or Argo CD are to have them: what Helm understands and they do not is taken away, what keeps the
 * network alive is told. Pod templates stay as the chart has them, but for what the user asked for in `adopt` and
 * `requires`. For everything that ends in a repository or in a cluster, not for `template`.
 */
export function deliverable(objects: readonly KubeObject[], delivery?: Delivery): KubeObject[] {
  const kept = protectedObjects(objects);
  return objects.map((object) => {
    const clean = restartsAsAsked(jobNamedByContent(withoutHooks(object)), delivery);
    const safe = kept.has(object) ? withoutPruning(clean, delivery) : clean;
    return withoutSubstitution(withoutHealth(safe, delivery), delivery);
  });
}

/** Argo CD takes Helm's hooks for its own, and would delete and make the Job again at every sync. */
function withoutHooks(object: KubeObject): KubeObject {
  const annotations = (object.metadata.annotations ?? {}) as JsonObject;
  const kept = Object.entries(annotations).filter(([key]) => !/^helm\.sh\/hook(?:-|$)/.test(key));
  return kept.length === Object.keys(annotations).length ? object : withAnnotations(object, Object.fromEntries(kept));
}

/**
 * A Job that Kubernetes deletes some time after its end comes back at the next reconcile and draws new certificates; one
 * that stays under a fixed name cannot be changed. So Jobs stay, and are named by what they do.
 */
function jobNamedByContent(object: KubeObject): KubeObject {
  if (object.kind !== 'Job' || object.apiVersion !== 'batch/v1') return object;
  const { spec } = object as KubeObject & { spec: JsonObject };
  const { ttlSecondsAfterFinished: _ttl, ...kept } = spec;
  const hash = createHash('sha256')
    .update(JSON.stringify(sorted(kept)))
    .digest('hex');
  const name = object.metadata.name.replace(/-[0-9a-f]{10}$/, '').slice(0, 52);
  return {
    ...object,
    metadata: { ...object.metadata, name: `${name}-${hash.slice(0, 10)}` },
    spec: kept,
  } as KubeObject;
}

function withoutPruning(object: KubeObject, delivery: Delivery | undefined): KubeObject {
  if (delivery === undefined) return object;
  const annotations = (object.metadata.annotations ?? {}) as JsonObject;
  if (delivery.by === 'flux') return withAnnotations(object, { ...annotations, [FLUX_PRUNE]: 'disabled' });
  const own = annotations[ARGO_SYNC_OPTIONS];
  const options = [...(typeof own === 'string' ? own.split(',') : []), 'Prune=false', 'Delete=false'];
  return withAnnotations(object, { ...annotations, [ARGO_SYNC_OPTIONS]: [...new Set(options)].join(',') });
}

/**
 * Argo CD starts a wave when the Application before it is healthy, and the operator's Deployment may never be: of two
 * replicas on one node, one finds its port taken. What waits for the operator waits for its CRDs.
 */
function withoutHealth(object: KubeObject, delivery: Delivery | undefined): KubeObject {
  if (delivery?.by !== 'argocd' || object.kind !== 'Deployment' || object.metadata.name !== 'cilium-operator')
    return object;
  return withAnnotations(object, { ...object.metadata.annotations, [ARGO_IGNORE_HEALTH]: 'true' });
}

/** Text that holds `${` is blanked or refused where a Kustomization above substitutes variables. */
function withoutSubstitution(object: KubeObject, delivery: Delivery | undefined): KubeObject {
  if (delivery?.by !== 'flux' || !JSON.stringify(object).includes('${')) return object;
  return withAnnotations(object, { ...object.metadata.annotations, [FLUX_SUBSTITUTE]: 'disabled' });
}

/** The pods' annotations: checksums that run already, and the version of what the operator looks for at its start. */
function restartsAsAsked(object: KubeObject, delivery: Delivery | undefined): KubeObject {
  const running = delivery?.adopt?.checksums ?? {};
  const version = delivery?.requires?.gatewayAPI?.version;
  const { spec } = object as { spec?: unknown };
  const template = isMap(spec) ? spec.template : undefined;
  if (!isMap(spec) || !isMap(template) || !/^(?:DaemonSet|Deployment|StatefulSet)$/.test(object.kind)) return object;
  const metadata = isMap(template.metadata) ? template.metadata : {};
  const before = isMap(metadata.annotations) ? metadata.annotations : {};
  const after: Record<string, Json> = {};
  for (const [key, value] of Object.entries(before)) {
    after[key] = typeof value === 'string' && Object.hasOwn(running, value) ? (running[value] as string) : value;
  }
  if (version !== undefined && object.kind === 'Deployment' && object.metadata.name === 'cilium-operator')
    after['cdk8s-cilium/gateway-api'] = version;
  if (JSON.stringify(after) === JSON.stringify(before)) return object;
  const told = { ...metadata, annotations: after };
  return { ...object, spec: { ...spec, template: { ...template, metadata: told } } } as KubeObject;
}

function withAnnotations(object: KubeObject, annotations: object): KubeObject {
  const { annotations: _before, ...metadata } = object.metadata;
  return { ...object, metadata: Object.keys(annotations).length > 0 ? { ...metadata, annotations } : metadata };
}

/** The same map whatever the order of its keys was, so that a name does not hang on it. */
function sorted(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(sorted);
  if (!isMap(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .flatMap((key) => (value[key] === undefined ? [] : [[key, sorted(value[key])] as const])),
  );
}
