import type { JsonObject } from '../../src/core/json';
import { parseYaml } from '../../src/core/yaml-read';
import type { Archive } from './archive';

/** Everything that the catalogue keeps of one release's chart. */
export interface ReleaseFacts {
  readonly release: string;
  /** Where the facts were read: the published chart, or the source tree, whose chart names no digests. */
  readonly source: 'chart' | 'source';
  /** Kubernetes versions on which the chart agrees to install, as a version constraint. */
  readonly kubeVersion: string;
  readonly defaults: JsonObject;
}

/** Reads the facts of the release in an archive. */
export function readRelease({ kind, chart }: Archive): ReleaseFacts {
  const about = parseYaml(textOf(chart, 'Chart.yaml')) as JsonObject;
  const defaults = parseYaml(textOf(chart, 'values.yaml')) as JsonObject;
  return {
    release: String(about.version),
    source: kind,
    kubeVersion: String(about.kubeVersion),
    defaults,
  };
}

function textOf(chart: Archive['chart'], path: string): string {
  const text = chart.get(path);
  if (text === undefined) throw new Error(`the chart has no ${path}`);
  return text;
}
