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
 * read at last. With `interest`, a tree of the same shape, only reads of the paths in it are noted, and of their siblings.
 */
export function trace<T extends object>(values: T, interest: unknown = values): Traced<T> {
  const reads = new Set<string>();
  const wrapped = new WeakMap<object, object>();
  const wrap = (original: object, prefix: string, within: object): object => {
    const known = wrapped.get(original);
    if (known) return known;
    const note = (key: string | symbol): void => {
      if (typeof key === 'string') reads.add(prefix + key);
    };
    // A copy: a proxy must hand out the very values of a frozen object, and presets may be frozen.
    const proxy = new Proxy(Array.isArray(original) ? [...(original as unknown[])] : { ...original }, {
      get(from, key) {
        note(key);
        const value = Reflect.get(from, key) as unknown;
        const deeper = Reflect.get(within, key) as unknown;
        return isTree(value) && isTree(deeper) ? wrap(value, `${prefix}${String(key)}\n`, deeper) : value;
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
    wrapped.set(original, proxy);
    return proxy;
  };
  return { values: wrap(values, '', isTree(interest) ? interest : {}) as T, reads };
}

function isTree(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
