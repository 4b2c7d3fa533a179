import { has, isMap, type JsonObject, type Value } from '../core/json';

/**
 * The path at which code stumbled over a missing map: runs it again over values that note what is read as nil.
 * Many nils are read on purpose, so of those only a path counts where the release's defaults hold a map, and best one
 * whose map has the key that the engine's message names (`Cannot read properties of undefined (reading 'enabled')`).
 */
export function nilAccess<T extends object>(
  values: T,
  defaults: JsonObject,
  run: (values: T) => unknown,
): string | undefined {
  const nils: string[] = [];
  const watch = <V>(value: V, path: string): V => {
    if (!isMap(value)) return value;
    return new Proxy(value as object, {
      get(target, key) {
        const inner = Reflect.get(target, key) as unknown;
        if (typeof key === 'symbol') return inner;
        const at = path === '' ? key : `${path}.${key}`;
        if (inner === undefined || inner === null) nils.push(at);
        return watch(inner, at);
      },
    }) as V;
  };
  try {
    run(watch(values, ''));
  } catch (error) {
    const wanted = error instanceof Error ? /\(reading '([^']+)'\)/.exec(error.message)?.[1] : undefined;
    const maps = nils.reverse().filter((path) => isMap(at(defaults, path)));
    return maps.find((path) => wanted !== undefined && has(at(defaults, path) as object, wanted)) ?? maps[0] ?? nils[0];
  }
  return undefined;
}

function at(map: JsonObject, path: string): Value {
  return path.split('.').reduce<Value>((value, key) => (isMap(value) ? value[key] : undefined), map);
}
