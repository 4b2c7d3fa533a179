import { trace } from '../../src/lint/trace';

const values = Object.freeze({ a: { b: 1, c: { d: 2 } }, list: [{ x: 1 }, { x: 2 }], unread: { e: 1 } });

function reads(use: (copy: typeof values) => unknown): string[] {
  const traced = trace(values);
  use(traced.values);
  return [...traced.reads].map((path) => path.replaceAll('\n', '.'));
}

describe('reading of values is noted', () => {
  test.each<[string, (copy: typeof values) => unknown, string[]]>([
    ['of a leaf, with the way to it', (v) => v.a.b, ['a', 'a.b']],
    ['of whether a key is there', (v) => Object.prototype.hasOwnProperty.call(v.a, 'z'), ['a', 'a.z']],
    ['of the keys of a map, which is each of them', (v) => Object.keys(v.a), ['a', 'a.b', 'a.c']],
    ['of data that is printed later', (v) => JSON.stringify({ spec: v.a.c }), ['a', 'a.c', 'a.c.toJSON', 'a.c.d']],
  ])('%s', (_, use, expected) => expect(reads(use)).toEqual(expected));

  test('and changes nothing about what is read', () => {
    const { values: copy } = trace(values);
    expect(JSON.stringify(copy)).toBe(JSON.stringify(values));
    expect(Array.isArray(copy.list)).toBe(true);
    expect(copy.list.map(({ x }) => x)).toEqual([1, 2]);
    expect({ ...copy.a }).toEqual(values.a);
  });
});
