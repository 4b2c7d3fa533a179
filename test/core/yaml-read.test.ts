import fc from 'fast-check';
import { parseYaml } from '../../src/core/yaml-read';

const read = (text: string): unknown => (parseYaml(`a: ${text}\n`) as { a: unknown }).a;

describe('plain scalars are read as Helm reads them', () => {
  test.each<[string, unknown]>([
    ['yes', true],
    ['Off', false],
    ['y', true],
    ['N', false],
    ['yEs', 'yEs'],
    ['~', null],
    ['Null', null],
    ['', null],
    ['0400', 256],
    ['08', 8],
    ['0o17', 15],
    ['0x1F', 31],
    ['0b11', 3],
    ['1_000', 1000],
    ['_1', '_1'],
    ['1_', 1],
    ['+12', 12],
    ['1e3', 1000],
    ['.5', 0.5],
    ['5.', 5],
    ['1e400', '1e400'],
    ['1.0', 1],
    ['12:30:45', '12:30:45'],
    ['190:20', '190:20'],
    ['2001-12-14', '2001-12-14'],
    ['1.2.3', '1.2.3'],
    ['<<', '<<'],
    ['=', '='],
    ['10.0.0.0/8', '10.0.0.0/8'],
    ['fd00::/8', 'fd00::/8'],
    ['!!str 1', '1'],
    ['!!int "3"', 3],
    ['!!float 1', 1],
    ['!foo yes', 'yes'],
    ['"yes"', 'yes'],
    ['!!binary aGk=', 'hi'],
    ['18446744073709551615', 2 ** 64],
    ['a #b', 'a'],
    ['a#b', 'a#b'],
    ['[-]', ['-']],
    ['[-, a, -]', ['-', 'a', '-']],
    ['{-, a: -}', { '-': null, a: '-' }],
    ['[a:, b :]', ['a:', 'b :']],
    ['{a:, b::}', { 'a:': null, 'b::': null }],
    ['["a":, -1]', [{ a: null }, -1]],
  ])('%s', (source, expected) => expect(read(source)).toEqual(expected));

  test.each([
    '.nan',
    '-.inf',
    '@a',
    '`a',
    '%a',
    '*a',
    '"a',
    'b: c',
    '- b',
    '[- b]',
    '[::1]',
    '[:]',
    '"\\/"',
    '!!int x',
  ])('fails for %s', (source) => {
    expect(() => read(source)).toThrow();
  });
});

describe('maps', () => {
  test("keys become text, numbers in Go's short form", () => {
    expect(parseYaml('on: 1\n1: 2\n0x10: 3\n1.50: 4\n1e6: 5\n1000000: 6\n')).toEqual({
      true: 1,
      '1': 2,
      '16': 3,
      '1.5': 4,
      '1e+06': 5,
      '1000000': 6,
    });
  });
  test('a merge key overrides what stands above it, as in go-yaml 2', () => {
    expect(parseYaml('b: &b {x: 1, z: 2}\nc:\n  x: 7\n  <<: *b\n  z: 8\n')).toEqual({
      b: { x: 1, z: 2 },
      c: { x: 1, z: 8 },
    });
  });
  test('__proto__ is a key like any other', () => {
    expect(JSON.stringify(parseYaml('__proto__: {a: 1}\n'))).toBe('{"__proto__":{"a":1}}');
  });
  test.each(['? [a]\n: b\n', '~: b\n', '<<: 1\n'])('fails for %j', (source) =>
    expect(() => parseYaml(source)).toThrow(),
  );
});

test('a block that ends with the text, without a line end, has none', () => {
  expect(parseYaml('a: |\n  x')).toEqual({ a: 'x' });
  expect(parseYaml('a: |\n  x\n')).toEqual({ a: 'x\n' });
});

test('whatever JSON says, YAML reads the same', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
      const source = JSON.stringify(value);
      // go-yaml takes no control characters, and JSON leaves these as they are.
      fc.pre(!/[\u007f-\u009f\ufeff\ufffe\uffff\ud800-\udfff\u2028\u2029]/.test(source));
      expect(parseYaml(source) ?? null).toEqual(JSON.parse(source.replace(/-0(?=[,\]}]|$)/g, '0')));
    }),
  );
});
