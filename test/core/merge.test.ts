import fc from 'fast-check';
import type { JsonObject } from '../../src/core/json';
import { mergeLayers, mergeValues } from '../../src/core/merge';

const map = fc.dictionary(
  fc.constantFrom('a', 'b', '__proto__'),
  fc.jsonValue({ maxDepth: 2 }),
) as fc.Arbitrary<JsonObject>;

describe('values over defaults', () => {
  test.each<[string, JsonObject, JsonObject, JsonObject]>([
    ['maps merge, lists do not', { a: { b: 1, c: [1] } }, { a: { c: [2] } }, { a: { b: 1, c: [2] } }],
    ['null deletes a declared key', { a: 1, b: { c: 2 } }, { a: null, b: { c: null } }, { b: {} }],
    ['null stays on an undeclared key', { a: {} }, { x: null, a: { y: null } }, { a: { y: null }, x: null }],
    ['null deletes a map', { a: { b: 1 } }, { a: null }, {}],
    [
      'null over null goes at the top and stays below it',
      { a: null, b: { c: null } },
      { a: null, b: { c: null } },
      { b: { c: null } },
    ],
    ['a default of null stays', { a: null }, {}, { a: null }],
    [
      'a scalar replaces a map and the other way round',
      { a: { b: 1 }, c: 1 },
      { a: 2, c: { d: null } },
      { a: 2, c: { d: null } },
    ],
    ['null in a list stays', { a: [1] }, { a: [null] }, { a: [null] }],
  ])('%s', (_, defaults, values, expected) => expect(mergeValues(defaults, values)).toEqual(expected));

  test('an empty layer changes nothing, and inputs are left alone', () => {
    fc.assert(
      fc.property(map, map, (defaults, values) => {
        const before = JSON.stringify([defaults, values]);
        expect(mergeValues(defaults, {})).toEqual(defaults);
        mergeValues(defaults, values);
        expect(JSON.stringify([defaults, values])).toBe(before);
      }),
    );
  });
});

test('undefined, which only programs write, sets nothing', () => {
  const nothing = undefined as never;
  expect(mergeValues({ a: 1, b: { c: 2 } }, { a: nothing, b: { c: nothing }, d: nothing })).toEqual({
    a: 1,
    b: { c: 2 },
  });
  expect(Object.keys(mergeLayers([{ a: 1 }, { a: nothing, b: nothing }]))).toEqual(['a']);
});

describe('layers', () => {
  test('a null of one layer is there for the defaults, and a later layer overrides it', () => {
    expect(mergeLayers([{ a: { b: 1 } }, { a: null }])).toEqual({ a: null });
    expect(mergeLayers([{ a: null }, { a: { b: 1 } }])).toEqual({ a: { b: 1 } });
  });
  test('merging is associative', () => {
    fc.assert(
      fc.property(map, map, map, (a, b, c) => {
        expect(mergeLayers([mergeLayers([a, b]), c])).toEqual(mergeLayers([a, b, c]));
      }),
    );
  });
});
