/** Reads objects of unknown shape: the API server has judged them, or lint will; here what does not fit is absent. */
export type Plain = Readonly<Record<string, unknown>>;

export const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const object = (value: unknown): Plain => (isPlain(value) ? value : {});

/** A list's objects; undefined where there is no list (Go's nil slice). */
export const list = (value: unknown): readonly Plain[] | undefined =>
  Array.isArray(value) ? value.map(object) : undefined;

export const texts = (value: unknown): readonly string[] | undefined =>
  Array.isArray(value) ? value.map(text) : undefined;

export const text = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
