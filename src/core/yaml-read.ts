import type { Value } from './json';

/**
 * Reads one YAML document in Helm's dialect (sigs.k8s.io/yaml: YAML 1.1 words and octals, no base 60) into JSON.
 * Throws an `Error` on text that does not parse. The `yaml` package is loaded at the first call only.
 */
export function parseYaml(source: string): Value {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded lazily: it costs 15 ms at start-up
  const yaml = require('yaml') as typeof import('yaml');
  return (yaml.parse(source, { version: '1.1', merge: true, uniqueKeys: false }) ?? undefined) as Value;
}
