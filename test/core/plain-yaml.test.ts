import * as fc from 'fast-check';
import { readPlainYaml, type Places } from '../../src/core/plain-yaml';
import { emitYaml } from '../../src/core/yaml-emit';
import { isYamlError, readDocument } from '../../src/core/yaml-read';

/** What the full reader makes of a text; an error where it refuses it. */
function full(source: string): unknown {
  try {
    return readDocument(source).data;
  } catch (error) {
    if (isYamlError(error)) return error;
    throw error;
  }
}

/** Texts that the plain reader takes on must come out as the full reader has them. */
function agrees(source: string): boolean {
  const plain = readPlainYaml(source);
  if (plain !== undefined) expect([source, plain]).toEqual([source, full(source)]);
  return plain !== undefined;
}

describe('plain YAML', () => {
  test.each<[string, string]>([
    ['maps and lists', 'a:\n  b: 1\n  c:\n    - x\n    - y: 1\n      z: 2\nd: text with blanks\n'],
    ["a list at its key's own indentation", 'a:\n- x\n- y\nb:\n  - c:\n    - 1\n    d: 2\n'],
    ['comments', '# one\n---\na: 1 # two\nb: # three\n  c: "#" # four\n  d: \'x\'\n'],
    ['nothing', 'a:\nb: ~x\nc:\n  d:\ne:\n'],
    [
      'words and numbers of YAML 1.1',
      'a: yes\nb: 0777\nc: 1e3\nd: 12:30\ne: 1_000\nf: .5\ng: NULL\nh: 0o17\ni: -1\nj: +1.5\n',
    ],
    ['addresses and images', 'a: 10.0.0.0/8\nb: quay.io/x/y:v1@sha256:ab\nc: https://x:1/y\nd: a=b,c=d\n'],
    ['a key given twice', 'a: 1\na: 2\n'],
    ['empty collections', 'a: {}\nb: []\n'],
  ])('%s', (_, source) => {
    agrees(source);
  });

  test('leaves a key that stands twice to the full reader, which tells of it', () => {
    expect(readPlainYaml('a: 1\na: 2\n')).toBeUndefined();
    const { repeated, position } = readDocument('a: 1\nb: {c: 1, c: 2}\na: 2\n');
    expect(repeated.map(({ key, offset }) => [key, position(offset)])).toEqual([
      ['c', { line: 2, column: 11 }],
      ['a', { line: 3, column: 1 }],
    ]);
  });

  test('notes where everything stands', () => {
    const places: Places = new Map();
    const source = '# note\nhubble:\n  relay:\n    enabled: true\nlist:\n  - a\n  - b: 1\n    c: 2\n';
    const root = readPlainYaml(source, places) as { hubble: { relay: object }; list: [string, object] };
    const at = (holder: object, key: string) => places.get(holder)?.get(key);
    expect(at(root, 'hubble')).toEqual({ line: 2, column: 1 });
    expect(at(root.hubble.relay, 'enabled')).toEqual({ line: 4, column: 5 });
    expect(at(root.list, '1')).toEqual({ line: 7, column: 5 });
    expect(at(root.list[1], 'b')).toEqual({ line: 7, column: 5 });
    expect(at(root.list[1], 'c')).toEqual({ line: 8, column: 5 });
  });

  test('is what a values file with comments and nesting is', () => {
    expect(
      readPlainYaml(
        '# Anton\nhubble:\n  enabled: true # yes\n  metrics:\n    enabled:\n    - dns\n    - drop\nport: 7445\n',
      ),
    ).toEqual({
      hubble: { enabled: true, metrics: { enabled: ['dns', 'drop'] } },
      port: 7445,
    });
  });
});

test.each([
  'a: [1]\n',
  'a: {b: 1}\n',
  'a: |\n  x\n',
  'a: &x 1\n',
  'a: *x\n',
  'a: !!str 1\n',
  'a: "\\n"\n',
  "a: 'it''s'\n",
  'a: b\n  c\n',
  'a: b\n  c: d\n',
  'a:\n  b: 1\n c: 2\n',
  'a: 1\n- b\n',
  '- - a\n',
  'a\n',
  'a:b\n',
  'true: 1\n',
  '<<: 1\n',
  '? a\n',
  'a: b: c\n',
  'a: - b\n',
  '\ta: 1\n',
  'a:\t1\n',
  'a: 1\n---\nb: 2\n',
  'a: .inf\n',
  'a: 1\r\n',
  '\u00a0a: 1\n',
  'a: \u00a0\n',
  ' a: 1\n',
  '%YAML 1.1\n',
  '- a\nb: 1\n',
  'a: "x" y\n',
  'a: x:\n',
  'a: \0\n',
  '# \ufeff\na: 1\n',
])('%j is left to the full reader', (source) => {
  expect(readPlainYaml(source)).toBeUndefined();
});

const word = fc.constantFrom(
  'a',
  'b',
  'enabled',
  'x-y',
  'x.y/z',
  'yes',
  'on',
  'null',
  'e1',
  '0',
  '12',
  '0777',
  '1e3',
  '1.5',
  '10.0.0.0/8',
  'a b',
  'a: b',
  '~',
  '"',
  "'",
  '#',
  ' #c',
  '{}',
  '',
);
const tree = fc.letrec<{ any: unknown }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 4 },
    word,
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('any'), { maxLength: 3 }),
    fc.dictionary(word, tie('any'), { maxKeys: 3 }),
  ),
})).any;

test('whatever it reads of generated values, the full reader reads too', () => {
  let taken = 0;
  fc.assert(
    fc.property(tree, (value) => {
      if (agrees(emitYaml(value))) taken++;
    }),
    { numRuns: 600 },
  );
  expect(taken).toBeGreaterThan(20);
});

test('whatever it reads of lines thrown together, the full reader reads too', () => {
  const line = fc
    .tuple(
      fc.constantFrom('', ' ', '  ', '    '),
      fc.constantFrom('', '- ', '-', '-  '),
      fc.constantFrom('', 'a:', 'b: ', 'a:  '),
      word,
      fc.constantFrom('', ' ', ' # c', ':'),
    )
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(fc.array(line, { maxLength: 6 }), (lines) => void agrees(`${lines.join('\n')}\n`)),
    { numRuns: 4000 },
  );
});

test('whatever it reads of random characters, the full reader reads too', () => {
  const char = fc.constantFrom(
    'a',
    'b',
    '1',
    '0',
    ':',
    ' ',
    ' ',
    '\n',
    '\n',
    '-',
    '#',
    '"',
    "'",
    '.',
    '/',
    '~',
    ',',
    '+',
    'e',
    'x',
    '_',
    '@',
    '=',
    '(',
    ')',
  );
  fc.assert(
    fc.property(fc.string({ unit: char, maxLength: 30 }), (source) => void agrees(source)),
    { numRuns: 4000 },
  );
});
