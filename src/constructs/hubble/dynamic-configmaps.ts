import { hasKey, plain, rangeList, truthy } from '../../core/helm';
import type { JsonObject, Value } from '../../core/json';
import { commonLabels, namespaceOf } from '../common';
import type { KubeObject, RenderContext } from '../context';
import { toGoYaml } from './go-yaml';

/** Where exports of flows are rotated: once a setting for all of them, now one of each; the old place still wins. */
const ROTATION = ['fileMaxSizeMb', 'fileMaxBackups', 'fileCompress'] as const;

/** The ConfigMap from which the agent learns, without a restart, which flows to export to which file. */
export function flowlogConfigMap(ctx: RenderContext): KubeObject[] {
  const { enabled, config } = ctx.values.hubble.export.dynamic;
  if (!truthy(enabled) || !truthy(config.createConfigMap)) return [];
  const exports = rangeList(config.content).map((item) => [{ ...item as JsonObject, ...rotation(ctx) }]);
  const text = ['flowLogs:', ...exports.map((item) => indented(toGoYaml(item)))].join('\n');
  return [textConfigMap(ctx, config.configMapName, 'flowlogs.yaml', text)];
}

function rotation(ctx: RenderContext): JsonObject {
  const shared = ctx.values.hubble.export;
  return Object.fromEntries(ROTATION.filter((key) => hasKey(shared, key)).map((key) => [key, shared[key]]));
}

/** The ConfigMap from which the agent learns, without a restart, which metrics to serve. */
export function dynamicMetricsConfigMap(ctx: RenderContext): KubeObject[] {
  const { enabled, config } = ctx.values.hubble.metrics.dynamic;
  if (!truthy(enabled) || !truthy(config.createConfigMap)) return [];
  const text = truthy(config.content) ? `metrics:\n${indented(toGoYaml(config.content))}` : '';
  return [textConfigMap(ctx, config.configMapName, 'dynamic-metrics.yaml', text)];
}

/** Every line two columns to the right, empty ones too. */
function indented(text: string): string {
  return text.replace(/^/gm, '  ');
}

function textConfigMap(ctx: RenderContext, name: Value, file: string, text: string) {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: plain<string>(name), namespace: namespaceOf(ctx), labels: commonLabels(ctx) },
    data: { [file]: text === '' ? '' : `${text.replace(/\n+$/, '')}\n` },
  };
}
