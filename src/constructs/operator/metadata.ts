import { withBlock } from '../../core/helm';
import type { JsonObject, Value } from '../../core/json';
import { commonLabels, labelsOf, namespaceOf } from '../common';
import type { RenderContext } from '../context';

/** Name of the operator's objects. */
export const OPERATOR = 'cilium-operator';

/** Labels by which the operator's pods are found. */
export const selectorLabels = { 'io.cilium/app': 'operator', name: OPERATOR } as const;

/** Labels of the operator's objects without the user's. */
const componentLabels = { 'app.kubernetes.io/part-of': 'cilium', 'app.kubernetes.io/name': OPERATOR } as const;

/** Labels of what stands for the operator itself: Deployment, pods, Service, PodDisruptionBudget. */
export function operatorLabels(ctx: RenderContext, more: JsonObject = {}): JsonObject {
  return { ...selectorLabels, ...componentLabels, ...more, ...commonLabels(ctx) };
}

/** Labels of the operator's ServiceMonitor. */
export function monitorLabels(ctx: RenderContext, chosen: Value): JsonObject {
  return { ...componentLabels, ...commonLabels(ctx), ...labelsOf(chosen) };
}

/** Metadata of an object of the operator's: named, in the install's namespace, with `operator.annotations`. */
export function operatorMetadata(ctx: RenderContext): {
  name: string;
  namespace: string;
  annotations: JsonObject | undefined;
  labels: JsonObject;
} {
  return {
    name: OPERATOR,
    namespace: namespaceOf(ctx),
    annotations: operatorAnnotations(ctx),
    labels: operatorLabels(ctx),
  };
}

/** `operator.annotations`, if there are any. */
export function operatorAnnotations(ctx: RenderContext): JsonObject | undefined {
  return withBlock<JsonObject>(ctx.values.operator.annotations);
}

/** Labels of the operator's RBAC objects. */
export function rbacLabels(ctx: RenderContext): JsonObject {
  return { 'app.kubernetes.io/part-of': 'cilium', ...commonLabels(ctx) };
}
