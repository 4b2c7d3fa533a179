import type { DaemonSet, DaemonSetSpec } from 'kubernetes-types/apps/v1';
import { withBlock } from '../core/helm';
import type { JsonObject, Value } from '../core/json';
import { commonLabels, namespaceOf } from './common';
import type { KubeObject, RenderContext } from './context';

/** A DaemonSet in the install's namespace, with a component's own labels and annotations. */
export function daemonSetOf(
  ctx: RenderContext,
  name: string,
  labels: JsonObject,
  annotations: Value,
  spec: DaemonSetSpec,
): KubeObject & Pick<DaemonSet, 'spec'> {
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: {
      name,
      namespace: namespaceOf(ctx),
      labels: { ...labels, ...commonLabels(ctx) },
      annotations: withBlock<JsonObject>(annotations),
    },
    spec,
  };
}
