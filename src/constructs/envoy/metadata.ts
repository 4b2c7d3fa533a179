import { truthy } from '../../core/helm';
import type { JsonObject, Value } from '../../core/json';
import { commonLabels, envoyDaemonSetEnabled, labelsOf } from '../common';
import type { RenderContext } from '../context';

/** Name of Envoy's objects, and of the label by which its pods are found. */
export const ENVOY = 'cilium-envoy';

/** Name of the ConfigMap with the bootstrap configuration, unless the user names another. */
export const ENVOY_CONFIG = 'cilium-envoy-config';

/** Labels by which Envoy's pods are found. */
export const selectorLabels = { 'k8s-app': ENVOY } as const;

/** Labels of every object of Envoy's without the user's. */
export const componentLabels = { 'app.kubernetes.io/part-of': 'cilium', 'app.kubernetes.io/name': ENVOY } as const;

/** Labels of the DaemonSet and its pods. */
export function envoyLabels(ctx: RenderContext, more: JsonObject = {}): JsonObject {
  return { ...selectorLabels, name: ENVOY, ...componentLabels, ...more, ...commonLabels(ctx) };
}

/** Envoy's own annotations with those of one object over them. */
export function envoyAnnotations(ctx: RenderContext, more: Value): JsonObject {
  return { ...labelsOf(ctx.values.envoy.annotations), ...labelsOf(more) };
}

/** Whether Envoy runs in pods of its own. Preflight installs nothing that runs. */
export function envoyRuns(ctx: RenderContext): boolean {
  return envoyDaemonSetEnabled(ctx) === 'true' && !truthy(ctx.values.preflight.enabled);
}
