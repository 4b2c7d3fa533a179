import { envoyFacts } from '../../catalogue/facts/envoy';
import { toJson, truthy, withBlock } from '../../core/helm';
import type { JsonObject } from '../../core/json';
import { factsFor } from '../../core/release-range';
import { envoyDaemonSetEnabled, namespaceOf } from '../common';
import type { KubeObject, RenderContext } from '../context';
import { bootstrap } from './bootstrap';
import { ENVOY_CONFIG } from './metadata';

/** Key of the ConfigMap, and name of the file that Envoy reads. */
export const BOOTSTRAP_FILE = 'bootstrap-config.json';

/** The ConfigMap with Envoy's bootstrap configuration. */
export function envoyConfigMap(ctx: RenderContext): (KubeObject & { data: Record<string, string> })[] {
  const { commonLabels, envoy, preflight } = ctx.values;
  const { configMapInPreflight } = factsFor(ctx.release, envoyFacts);
  if (envoyDaemonSetEnabled(ctx) !== 'true') return [];
  if (truthy(preflight.enabled) && !configMapInPreflight) return [];
  return [
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {
        name: ENVOY_CONFIG,
        namespace: namespaceOf(ctx),
        labels: withBlock<JsonObject>(commonLabels),
        annotations: withBlock<JsonObject>(envoy.annotations),
      },
      data: { [BOOTSTRAP_FILE]: `${toJson(bootstrap(ctx))}\n` },
    },
  ];
}
