/** Values that note which of their paths are read. */
export interface Traced<T extends object> {
  readonly values: T;
  /** Paths that were read so far, keys joined by line feeds (which no key holds); each with those above it. */
  readonly reads: ReadonlySet<string>;
}

/** A path as `reads` has it. */
export function pathKey(path: readonly string[]): string {
  return path.join('\n');
}

/**
 * Wraps plain data so that every read is noted: of a key, of whether it is there, and of a map's or list's keys, which
 * counts as reading each of them. Whatever is taken out is wrapped too, so data that is passed on is noted when it is
 * read at last.
 */
export function trace<T extends object>(values: T): Traced<T> {
  const reads = new Set<string>();
  const wrapped = new WeakMap<object, object>();
  const wrap = (target: object, prefix: string): object => {
    const known = wrapped.get(target);
    if (known) return known;
    const note = (key: string | symbol): void => {
      if (typeof key === 'string') reads.add(prefix + key);
    };
    const proxy = new Proxy(target, {
      get(from, key) {
        note(key);
        const value = Reflect.get(from, key) as unknown;
        return typeof value === 'object' && value !== null ? wrap(value, `${prefix}${String(key)}\n`) : value;
      },
      has(from, key) {
        note(key);
        return Reflect.has(from, key);
      },
      getOwnPropertyDescriptor(from, key) {
        note(key);
        return Reflect.getOwnPropertyDescriptor(from, key);
      },
      ownKeys(from) {
        const keys = Reflect.ownKeys(from);
        keys.forEach(note);
        return keys;
      },
    });
    wrapped.set(target, proxy);
    return proxy;
  };
  // A copy: a proxy must hand out the very values of a frozen object, and presets may be frozen.
  return { values: wrap(structuredClone(values), '') as T, reads };
}
