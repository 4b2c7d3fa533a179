import type { OptionEntry } from '../../src/catalogue/options';
import { splitPath } from '../../src/catalogue/patched';
import { compareReleases } from '../../src/core/release-range';
import { isMap } from '../../src/core/json';
import type { Json } from '../../src/core/json';
import { literal } from './encode';
import { childrenOf, propertyName, treeOf } from './path-tree';
import type { PathTree } from './path-tree';
import type { ReleaseFacts } from './release';

/** An option over the releases of a minor. */
interface Typed {
  readonly path: string;
  readonly entry: OptionEntry;
  /** Default, if it is the same in all releases of the minor that have the value. */
  readonly default: Json | 'differs' | undefined;
  /** Last release that has the value, if not the newest of the minor. */
  readonly until?: string;
}

/** The type of the values of a minor: exact Helm names, all optional, literal unions where the set is closed. */
export function valuesModule(header: string, minor: string, releases: readonly ReleaseFacts[]): string {
  const typed = new Map<string, Typed>();
  const newest = releases[releases.length - 1]?.release;
  for (const { release, defaults, options } of releases) {
    for (const [path, entry] of Object.entries(options)) {
      if (entry.in === 'refused') continue;
      const value = valueAt(defaults, path);
      const before = typed.get(path);
      const same = !before || JSON.stringify(before.default) === JSON.stringify(value);
      typed.set(path, {
        path,
        entry,
        default: same ? value : 'differs',
        ...(release !== newest && { until: release }),
      });
    }
  }
  const name = `Values${minor.replace('.', '')}`;
  const text = members(treeOf([...typed].map(([path, option]) => [path, option] as const)), '  ', minor);
  const imports = ['Json', 'JsonObject'].filter((type) => new RegExp(`\\b${type}\\b`).test(text));
  return `${header}import type { ${imports.join(', ')} } from '../core/json';

/**
 * Values of Cilium ${minor}, named as the Helm chart names them. Everything is optional: what is left out has the
 * release's default. null deletes a default.
 */
export interface ${name} {
${text}
}
`;
}

function members(tree: PathTree<Typed>, indent: string, minor: string): string {
  return childrenOf(tree)
    .map(([key, child]) => {
      const name = `${indent}readonly ${propertyName(key)}?: `;
      const nested = child.children.size > 0 ? `{\n${members(child, `${indent}  `, minor)}\n${indent}}` : '';
      if (!child.leaf) return `${name}${nested} | null;`;
      const own = typeText(child.leaf.entry);
      return `${comment(child.leaf, indent, minor)}\n${name}${[...new Set([nested, own, 'null'])].filter(Boolean).join(' | ')};`;
    })
    .join('\n');
}

const WORDS: Readonly<Record<string, string>> = {
  boolean: 'boolean',
  integer: 'number',
  number: 'number',
  strings: 'readonly string[]',
  scalars: 'readonly (string | number)[]',
  list: 'readonly Json[]',
  map: 'JsonObject',
  string: 'string',
};

function typeText({ type, choices }: OptionEntry): string {
  if (type === 'null') return 'null';
  const words = type.split('|').filter((word) => word !== 'null' && word !== '');
  if (words.includes('any') || words.length === 0) return 'Json';
  const union = choices?.map((choice) => (choice === true || choice === false ? String(choice) : literal(choice)));
  const items = choices
    ?.filter((choice) => choice !== '')
    .map(literal)
    .join(' | ');
  const parts = words.flatMap((word) => {
    if (choices && (word === 'strings' || word === 'scalars')) return [`readonly (${items as string})[]`];
    return union && ['string', 'integer', 'boolean'].includes(word) ? union : [WORDS[word] ?? 'Json'];
  });
  return [...new Set(parts)].join(' | ').replace(/\bfalse \| true\b|\btrue \| false\b/, 'boolean');
}

/** In our own words: path, keys of cilium-config, since and until, the chart's reference page, default, deprecation. */
function comment({ path, entry, default: value, until }: Typed, indent: string, minor: string): string {
  const keys = entry.keys ?? [];
  const lines = [
    `\`${path}\`${
      keys.length > 0
        ? `; cilium-config: ${keys
            .slice(0, 6)
            .map((key) => `\`${key}\``)
            .join(', ')}${keys.length > 6 ? ' and more' : ''}`
        : ''
    }`,
    ...(entry.since !== undefined && compareReleases(entry.since, `${minor}.0`) > 0 ? [`From ${entry.since} on.`] : []),
    ...(until !== undefined ? [`Up to ${until} only.`] : []),
    ...(entry.unread ? ['Nothing in the chart reads it.'] : []),
    `{@link https://docs.cilium.io/en/v${minor}/helm-reference/ Chart reference}`,
    `@default ${defaultText(value, entry)}`,
    ...(entry.deprecated !== undefined
      ? [entry.deprecated === true ? '@deprecated' : `@deprecated use \`${entry.deprecated}\``]
      : []),
  ];
  return [`${indent}/**`, ...lines.map((line) => `${indent} * ${line.replaceAll('*/', '*\\/')}`), `${indent} */`].join(
    '\n',
  );
}

function defaultText(value: Json | 'differs' | undefined, entry: OptionEntry): string {
  if (value === 'differs') return '- differs by release';
  if (value === undefined)
    return entry.example === undefined ? '- not set' : `- not set; for example ${shortText(entry.example)}`;
  return shortText(value);
}

function shortText(value: Json): string {
  const text = JSON.stringify(value);
  if (text.length <= 80) return text;
  if (isMap(value)) return '- a map';
  return Array.isArray(value) ? `- a list of ${value.length}` : `${text.slice(0, 76)}…"`;
}

function valueAt(map: Json, path: string): Json | undefined {
  let at: Json | undefined = map;
  for (const key of splitPath(path)) at = isMap(at) ? at[key] : undefined;
  return at;
}
