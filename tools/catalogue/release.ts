import type { OptionEntry } from '../../src/catalogue/options';
import type { Json, JsonObject } from '../../src/core/json';
import { parseYaml } from '../../src/core/yaml-read';
import type { Archive } from './archive';
import { parseTemplates, readsOf } from './chart-reads';
import { configKeysOf } from './config-keys';
import { sorted } from './encode';
import { optionsOf } from './options';
import { compactSchema } from './schema';
import { remarksOf } from './values-file';

/** Everything that the catalogue keeps of one release's chart. */
export interface ReleaseFacts {
  readonly release: string;
  /** Where the facts were read: the published chart, or the source tree, whose chart names no digests of its own images. */
  readonly source: 'chart' | 'source';
  /** Kubernetes versions on which the chart agrees to install, as a version constraint. */
  readonly kubeVersion: string;
  readonly defaults: JsonObject;
  /** Compact schema, see src/catalogue/schema.ts. */
  readonly schema: JsonObject;
  readonly options: Readonly<Record<string, OptionEntry>>;
}

/** Reads the facts of the release in an archive. */
export function readRelease({ kind, chart }: Archive): ReleaseFacts {
  const about = parseYaml(textOf(chart, 'Chart.yaml')) as JsonObject;
  const source = textOf(chart, 'values.yaml');
  const defaults = sorted(parseYaml(source) as JsonObject) as JsonObject;
  const schema = compactSchema(JSON.parse(textOf(chart, 'values.schema.json')) as JsonObject) as JsonObject;
  const templates = parseTemplates(chart);
  const reads = readsOf(templates);
  const release = String(about.version);
  const options = optionsOf({
    release,
    defaults,
    schema: schema as Json,
    reads,
    keys: configKeysOf(templates),
    remarks: remarksOf(source, (path) => reads.has(path)),
  });
  return { release, source: kind, kubeVersion: String(about.kubeVersion), defaults, schema, options };
}

function textOf(chart: Archive['chart'], path: string): string {
  const text = chart.get(path);
  if (text === undefined) throw new Error(`the chart has no ${path}`);
  return text;
}
