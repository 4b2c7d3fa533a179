import { isMap } from '../core/json';

/**
 * The path at which code stumbled over a missing map: runs it again over values that note what is read.
 * `run` is expected to throw as it did before; the last path that was read as nil is the one it went on from.
 */
export function nilAccess<T extends object>(values: T, run: (values: T) => unknown): string | undefined {
  let last: string | undefined;
  const watch = <V>(value: V, path: string): V => {
    if (!isMap(value)) return value;
    return new Proxy(value as object, {
      get(target, key) {
        const inner = Reflect.get(target, key) as unknown;
        if (typeof key === 'symbol') return inner;
        const at = path === '' ? key : `${path}.${key}`;
        if (inner === undefined || inner === null) last = at;
        return watch(inner, at);
      },
    }) as V;
  };
  try {
    run(watch(values, ''));
  } catch {
    return last;
  }
  return undefined;
}
