import { joinPath } from '../../src/catalogue/patched';
import { isMap } from '../../src/core/json';
import type { Json, JsonObject } from '../../src/core/json';
import { childrenOf, propertyName, treeOf } from './path-tree';
import type { PathTree } from './path-tree';
import type { ReleaseFacts } from './release';

/** Maps whose content is the user's: a leaf for the constructs, which pass them on. */
const FREE = new RegExp(
  `(^|\\.)(${[
    'affinity',
    'resources',
    'tolerations',
    'nodeSelector',
    'updateStrategy',
    'podSecurityContext',
    'annotations',
    'labels',
    'extraConfig',
    'containerSecurityContext',
    'seLinuxOptions',
    'topologySpreadConstraints',
  ].join('|')})$`,
);

/** The type of the values that constructs read: the structure of all releases together, every leaf `Json`. */
export function installValuesModule(header: string, releases: readonly ReleaseFacts[]): string {
  const paths = new Set<string>();
  const collect = (map: JsonObject, at: readonly string[]) => {
    for (const key of Object.keys(map)) {
      const value = map[key] as Json;
      paths.add(joinPath([...at, key]));
      if (isMap(value)) collect(value, [...at, key]);
    }
  };
  for (const { defaults, options } of releases) {
    collect(defaults, []);
    for (const path of Object.keys(options)) paths.add(path);
  }
  return `${header}import type { Json } from '../core/json';

/**
 * Every value that any catalogued release reads, as the constructs see it: structure checked, leaves open (a value is
 * what the user made it). A path that a release lacks is undefined there.
 */
export interface InstallValues {
${members(treeOf([...paths].map((path) => [path, true] as const)), '  ', [])}
}
`;
}

function members(tree: PathTree<true>, indent: string, at: readonly string[]): string {
  return childrenOf(tree)
    .map(([key, child]) => {
      const path = [...at, key];
      const nested = child.children.size > 0 && !FREE.test(path.join('.'));
      const type = nested ? `{\n${members(child, `${indent}  `, path)}\n${indent}}` : 'Json';
      return `${indent}readonly ${propertyName(key)}: ${type};`;
    })
    .join('\n');
}
