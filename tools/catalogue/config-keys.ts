import type { Templates } from './chart-reads';
import { walkTemplate } from './template-reads';
import type { Meaning, Path } from './template-reads';

/** Which values make a key of the ConfigMap `cilium-config`. */
export interface ConfigKey {
  /** Paths of values whose value the key carries, or that alone decide a constant (`if cleanState` gives `"true"`). */
  readonly values: ReadonlySet<string>;
  /** Paths that decide whether the key stands there, or which of several values it carries. */
  readonly conditions: ReadonlySet<string>;
}

const TEMPLATE = 'templates/cilium-configmap.yaml';
const CONFIG_MAP = 'cilium-config';

/** Reads the template of `cilium-config`: each line `  key: …` belongs to the blocks around it and the actions after it. */
export function configKeysOf({ files, defines }: Templates): ReadonlyMap<string, ConfigKey> {
  const template = files.get(TEMPLATE);
  if (!template) throw new Error(`the chart has no ${TEMPLATE}`);
  const keys = new Map<string, { values: Set<string>; conditions: Set<string> }>();
  let line = '';
  let section = '';
  let object = '';
  let open: { key: string; values: Meaning[]; around: readonly Meaning[] } | undefined;

  const close = () => {
    if (!open) return;
    let entry = keys.get(open.key);
    if (!entry) keys.set(open.key, (entry = { values: new Set(), conditions: new Set() }));
    // The outermost condition is whether anything is installed at all: it says nothing of one key.
    const around = open.around.slice(1);
    const nearest = around[around.length - 1];
    const values = open.values.flatMap(({ paths }) => paths);
    for (const path of values.length > 0 || !nearest
      ? values
      : [...nearest.paths, ...(nearest.paths.length > 0 ? [] : nearest.gates)]) {
      entry.values.add(dotted(path));
    }
    for (const { paths, gates } of around) for (const path of [...paths, ...gates]) entry.conditions.add(dotted(path));
    for (const { gates } of open.values) for (const path of gates) entry.conditions.add(dotted(path));
    open = undefined;
  };
  const startLine = (text: string, around: readonly Meaning[]) => {
    const top = /^([A-Za-z]+):/.exec(text);
    const key = /^ {2}([A-Za-z][\w.-]*):/.exec(text);
    if (top) section = top[1] as string;
    if (top || (key && section === 'data')) close();
    if (key?.[1] === 'name' && section === 'metadata') object = text.slice(text.indexOf(':') + 1).trim();
    if (key && section === 'data' && object === CONFIG_MAP) open = { key: key[1] as string, values: [], around };
  };

  walkTemplate(template, defines, {
    output(piece, around) {
      if (typeof piece !== 'string') {
        if (/^ {0,2}$/.test(line)) close();
        open?.values.push(piece);
        return;
      }
      const lines = piece.split('\n');
      lines.forEach((text, index) => {
        line = index === 0 ? line + text : text;
        if (index > 0 || line === text) startLine(line, around);
      });
    },
  });
  close();
  for (const entry of keys.values()) for (const path of entry.values) entry.conditions.delete(path);
  return keys;
}

function dotted(path: Path): string {
  return path.filter((key) => key !== '[]').join('.');
}
