import fc from 'fast-check';
import * as helm from '../../src/core/helm';
import type { Json } from '../../src/core/json';

const json = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>;

describe('truth and defaults', () => {
  test.each<[Json, boolean]>([
    [null, false],
    [false, false],
    [0, false],
    ['', false],
    [[], false],
    [{}, false],
    ['false', true],
    ['0', true],
    [[null], true],
  ])('%j', (value, truth) => {
    expect(helm.truthy(value)).toBe(truth);
    expect(helm.defaultTo(value, 'other')).toEqual(truth ? value : 'other');
  });
  test('coalesce passes over an explicit false', () => expect(helm.coalesce(false, 0, 'x')).toBe('x'));
});

describe('printing', () => {
  test.each<[Json, string]>([
    [1000000, '1000000'],
    [1.5, '1.5'],
    [1234567.5, '1.2345675e+06'],
    [0.00001, '1e-05'],
    [1e21, '1e+21'],
    [true, 'true'],
    [['a', null, 1], '[a <nil> 1]'],
    [{ b: 1, a: [true] }, 'map[a:[true] b:1]'],
  ])('%j prints %s', (value, expected) => expect(helm.text(value)).toBe(expected));
  test('nil prints nothing, and quoted it leaves the field out', () => {
    expect(helm.text(null)).toBe('');
    expect(helm.quote(null)).toBeUndefined();
    expect(helm.quote('')).toBe('');
  });
  test('JSON has sorted keys, in the order of their bytes', () => {
    expect(helm.toJson({ 10: 1, 9: 2, '\u{1f600}': 3, '\uff5e': 4, a: '<&>' })).toBe(
      '{"10":1,"9":2,"a":"\\u003c\\u0026\\u003e","\uff5e":4,"\u{1f600}":3}',
    );
    expect(helm.toRawJson({ a: '<&>\u2028' })).toBe('{"a":"<&>\\u2028"}');
  });
  test('join drops nil and takes a lone value as a list of one', () => {
    expect(helm.join(',', ['a', null, 1])).toBe('a,1');
    expect(helm.join(',', 'a')).toBe('a');
    expect(helm.join(',', null)).toBe('');
  });
});

describe('text that a template prints without quotes is read again', () => {
  test.each<[Json, unknown]>([
    ['0123', 83],
    ['yes', true],
    ['a', 'a'],
    ['', undefined],
    ['~', undefined],
    ['a #b', 'a'],
    ['10.0.0.0/8', '10.0.0.0/8'],
    [5, 5],
    [['a', 'b'], ['a b']],
    ['a\n', 'a'],
  ])('%j', (value, expected) => expect(helm.plain(value)).toEqual(expected));
  test.each(['a: b', '- a', '"a', '[a', '@a', 'a\nb: c', '*a'])('fails for %j', (value) =>
    expect(() => helm.plain(value)).toThrow(/does not read as one value/),
  );
  test('in a list `a: b` is a map', () => {
    expect(helm.plainItem('a: b')).toEqual({ a: 'b' });
    expect(helm.plainItem('- a')).toEqual(['a']);
  });
  test('between quotes escapes are read back', () => {
    expect(helm.inQuotes('a\\tb')).toBe('a\tb');
    expect(helm.inQuotes('a\nb')).toBe('a b');
    expect(helm.inQuotes("it's #1: {x}")).toBe("it's #1: {x}");
  });
  test.each(['a"b', 'a": "b', 'a\\', 'a\\qb'])('fails between quotes for %j', (value) =>
    expect(() => helm.inQuotes(value)).toThrow(),
  );
  test('what reads as itself is not changed', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z][a-z0-9-]{2,10}$/), (word) => {
        fc.pre(!['yes', 'off', 'true', 'null', 'false'].includes(word));
        expect(helm.scalar(word)).toBe(word);
      }),
    );
  });
});

describe('ranges and lookups', () => {
  test('range visits maps by key and lists in order, nothing for nil', () => {
    expect(helm.rangeMap({ b: 1, a: 2 })).toEqual([
      ['a', 2],
      ['b', 1],
    ]);
    expect(helm.rangeList({ b: 1, a: 2 })).toEqual([2, 1]);
    expect(helm.rangeList(null)).toEqual([]);
  });
  test.each<Json>(['a', 1, true, ''])('fails to range over %j', (value) =>
    expect(() => helm.rangeList(value)).toThrow(TypeError),
  );
  test('dig takes the fallback for a missing key only', () => {
    expect(helm.dig({ a: {} }, ['a', 'b'], 'x')).toBe('x');
    expect(helm.dig({ a: { b: null } }, ['a', 'b'], 'x')).toBeNull();
    expect(() => helm.dig({ a: null }, ['a', 'b'], 'x')).toThrow(TypeError);
  });
  test('has compares deeply, and fails where there is no list', () => {
    expect(helm.contains([{ a: 1 }], { a: 1 })).toBe(true);
    expect(helm.contains(null, 1)).toBe(false);
    expect(() => helm.contains('ab', 'a')).toThrow(TypeError);
  });
  test.each<[Json, number]>([
    ['0x10', 16],
    ['010', 8],
    ['1_000', 1000],
    ['08', 0],
    ['1.0', 1],
    ['1.5', 0],
    ['', 0],
    [2.9, 2],
    [-2.9, -2],
    [true, 1],
    [null, 0],
    ['9'.repeat(30), 0],
  ])('int of %j is %d', (value, expected) => expect(helm.toInt(value)).toBe(expected));
});

test('JSON of any value reads back as the value', () => {
  fc.assert(
    fc.property(json, (value) => {
      expect(JSON.parse(helm.toJson(value))).toEqual(value);
      expect(JSON.parse(helm.toRawJson(value))).toEqual(value);
    }),
  );
});
