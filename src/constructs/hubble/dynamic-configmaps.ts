import { hasKey, plain, rangeList, toText, truthy, withBlock } from '../../core/helm';
import { refuse } from '../../core/issue';
import { isMap, type Json, type JsonObject, type Value } from '../../core/json';
import { namespaceOf } from '../common';
import type { KubeObject, RenderContext } from '../context';
import { toGoYaml } from '../../core/go-yaml';

/** Where exports of flows are rotated: once a setting for all of them, now one of each; the old place still wins. */
const ROTATION = ['fileMaxSizeMb', 'fileMaxBackups', 'fileCompress'] as const;

/** The ConfigMap from which the agent learns, without a restart, which flows to export to which file. */
export function flowlogConfigMap(ctx: RenderContext): KubeObject[] {
  const { enabled, config } = ctx.values.hubble.export.dynamic;
  if (!truthy(enabled) || !truthy(config.createConfigMap)) return [];
  const text = ['flowLogs:', ...rangeList(config.content).map((item) => indented(toGoYaml([rotated(ctx, item)])))].join(
    '\n',
  );
  return [textConfigMap(ctx, config.configMapName, 'flowlogs.yaml', text)];
}

function rotated(ctx: RenderContext, item: Value): Json {
  const shared = ctx.values.hubble.export;
  const moved = ROTATION.filter((key) => hasKey(shared, key));
  if (moved.length === 0) return item ?? null;
  if (isMap(item)) return { ...item, ...Object.fromEntries(moved.map((key) => [key, shared[key]])) };
  return refuse({
    code: 'not-a-map',
    path: 'values.hubble.export.dynamic.config.content',
    message: `each export is a map, to which ${moved.join(' and ')} of hubble.export are added`,
    got: toText(item),
    allowed: 'a map with name, filePath, filters and so on',
    fix: 'write the export as a map',
  });
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
  return `  ${text.replaceAll('\n', '\n  ')}`;
}

function textConfigMap(ctx: RenderContext, name: Value, file: string, text: string) {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: plain<string>(name),
      namespace: namespaceOf(ctx),
      labels: withBlock<JsonObject>(ctx.values.commonLabels),
    },
    data: { [file]: text === '' ? '' : `${text.replace(/\n+$/, '')}\n` },
  };
}
