import type { JsonObject } from '../../core/json';
import { commonLabels } from '../common';
import type { RenderContext } from '../context';

/** Labels of the UI's own objects. */
export function labels(ctx: RenderContext): JsonObject {
  return {
    'k8s-app': 'hubble-ui',
    'app.kubernetes.io/name': 'hubble-ui',
    'app.kubernetes.io/part-of': 'cilium',
    ...commonLabels(ctx),
  };
}
