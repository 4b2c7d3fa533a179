import * as fc from 'fast-check';
import { parse, parseAllDocuments } from 'yaml';
import { emitDocuments, emitYaml } from '../../src/core/yaml-emit';

const readers = ['1.1', '1.2'] as const;

function read(source: string, version: '1.1' | '1.2'): unknown {
  return parse(source, { version, merge: version === '1.1', maxAliasCount: 0 });
}

/** Text that some reader takes for something else, or cannot read at all, unless it is quoted. */
const treacherous = [
  '',
  ' ',
  '~',
  '=',
  '<<',
  '-',
  '--',
  '---',
  '...',
  '--- a',
  '?',
  '? a',
  ':',
  ': a',
  'a:',
  'a: b',
  'a :b',
  'a #b',
  '#',
  'a#b',
  'on',
  'On',
  'OFF',
  'y',
  'Y',
  'n',
  'N',
  'yes',
  'No',
  'true',
  'TRUE',
  'False',
  'null',
  'Null',
  'NULL',
  'nil',
  'none',
  '0',
  '-0',
  '0777',
  '0o17',
  '0x1F',
  '0b11',
  '1_000',
  '1e3',
  '1E3',
  '1e+3',
  '1.5',
  '.5',
  '5.',
  '-.5',
  '+1',
  '1,000',
  '.inf',
  '-.Inf',
  '.nan',
  '.NaN',
  'NaN',
  'inf',
  '12:30:45',
  '1:30',
  '190:20:30.15',
  '2001-12-14',
  '2001-12-14t21:59:43.10-05:00',
  '1.2.3',
  '10.0.0.1',
  '10.0.0.0/8',
  '128Mi',
  '100m',
  '1h30m',
  '0s',
  '1e3s',
  '1d',
  '1f',
  '0b',
  '12e03',
  'e1',
  'E0',
  'e-1',
  'e',
  '1E',
  '1n',
  '3z',
  '@a',
  '`a',
  '%a',
  '&a',
  '*a',
  '!a',
  '!!str a',
  '|',
  '>',
  '|-',
  '[',
  ']',
  '[]',
  '{',
  '}',
  '{}',
  '{a: b}',
  ',',
  "'",
  '"',
  "it's",
  'say "x"',
  'a\\b',
  '\\',
  'a\tb',
  '\ta',
  'a\t',
  'a ',
  ' a',
  'a  b',
  'a - b',
  'a ? b',
  'a & b',
  'a, b',
  'a [b]',
  'https://a.b:443/c?d=e&f',
  'a:b',
  'a::b',
  '::1',
  'fd00::/8',
  'a:',
  'k8s:app=x',
  'é',
  '日本',
  '😀',
  '\u0085',
  'a\u0085b',
  '\u2028',
  '\u2029',
  '\ufeff',
  '\ufeffa',
  '\ufffe',
  '\ud800',
  'a\udc00b',
  '\0',
  '\x07',
  '\x1b[1m',
  '\x7f',
  '\x9f',
  'a\nb',
  'a\nb\n',
  'a\n\n',
  'a\n\n\n',
  '\na',
  '\n',
  '\n\n',
  '\n\na\n',
  ' a\nb',
  '\ta\nb',
  'a\n b\n\tc\n',
  'a \nb',
  'a\n \nb',
  'a\n---\nb\n',
  'a\n...\n',
  'a\r\nb',
  'a\rb',
  'a\n#b\n',
  '#!/bin/sh\nset -e\n',
  'a\u2028b\nc',
  'é\nü\n',
  'a\n\ud800',
  '{\n  "a": 1\n}\n',
  '- a\n- b',
  'a: b\nc: d',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'k'.repeat(2000),
  '"'.repeat(1500),
  'long text '.repeat(300),
];

const text = fc.oneof(
  fc.constantFrom(...treacherous),
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(...'01-+._:eExo \n\t#\'"yYnNtT~=<&*!|>%@`{}[],?ab/') }),
  fc.tuple(fc.constantFrom(...treacherous), fc.constantFrom(...treacherous)).map(([a, b]) => a + b),
);
const value = fc.letrec<{ any: unknown }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    text,
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('any'), { maxLength: 5 }),
    fc.dictionary(text, tie('any'), { maxKeys: 5 }),
  ),
})).any;

/** As JSON sees it: no negative zero, no undefined fields. */
function asJson(data: unknown): unknown {
  return JSON.parse(JSON.stringify(data));
}

describe.each(readers)('read back as YAML %s', (version) => {
  test.each(treacherous.map((item) => [JSON.stringify(item).slice(0, 60), item]))(
    '%s stays the same text everywhere',
    (_, item) => {
      const data = {
        value: item,
        [item]: 1,
        list: [item, [item], { [item]: item }],
        nested: { map: { [item]: { deep: item } } },
      };
      expect(read(emitYaml(data), version)).toEqual(data);
      expect(read(emitYaml(item), version)).toEqual(item);
    },
  );

  test('any JSON value is the same value', () => {
    fc.assert(
      fc.property(value, (data) => {
        expect(read(emitYaml(data), version)).toEqual(asJson(data));
      }),
      { numRuns: 1500 },
    );
  });
});

test('the same data gives the same bytes, whoever built it', () => {
  fc.assert(
    fc.property(value, (data) => emitYaml(data) === emitYaml(asJson(data))),
    { numRuns: 300 },
  );
});

test('what is plain in the output is never quoted without need', () => {
  expect(
    emitYaml({
      image: 'quay.io/cilium/cilium:v1.18.12@sha256:ab',
      args: ['--config-dir=/tmp/x', 'a b'],
      cidr: '10.0.0.0/8',
      memory: '128Mi',
    }),
  ).toBe(
    'image: quay.io/cilium/cilium:v1.18.12@sha256:ab\nargs:\n- "--config-dir=/tmp/x"\n- a b\ncidr: 10.0.0.0/8\nmemory: 128Mi\n',
  );
});

test('multi-line text is a literal block', () => {
  expect(emitYaml({ script: '#!/bin/sh\n\necho a\n', list: ['a\nb'] })).toBe(
    'script: |\n  #!/bin/sh\n\n  echo a\nlist:\n- |-\n  a\n  b\n',
  );
});

test('undefined fields disappear, null and empty collections stay', () => {
  expect(emitYaml({ a: undefined, b: null, c: {}, d: [], e: { f: undefined }, g: [undefined] })).toBe(
    'b: null\nc: {}\nd: []\ne: {}\ng:\n- null\n',
  );
});

test('exponents keep a point, without which YAML 1.1 reads text', () => {
  expect(emitYaml([1e21, 1e-7, 1.5e300, 1000000])).toBe('- 1.0e+21\n- 1.0e-7\n- 1.5e+300\n- 1000000\n');
});

test.each([
  ['NaN', NaN],
  ['infinity', Infinity],
  ['a function', () => 1],
  ['a date', new Date(0)],
  ['a map', new Map()],
  ['a bigint', 1n],
])('fails on %s rather than printing something else', (_, bad) => {
  expect(() => emitYaml({ a: [bad] })).toThrow(TypeError);
});

describe('Kubernetes objects', () => {
  const object = {
    spec: { b: 1, a: 2 },
    metadata: {
      annotations: { z: '1', a: '2' },
      labels: { b: 'x', a: 'y' },
      finalizers: [],
      namespace: 'kube-system',
      name: 'cilium',
    },
    kind: 'Service',
    apiVersion: 'v1',
  };

  test('come in the order in which people read them', () => {
    expect(emitDocuments([object])).toBe(
      [
        '---',
        'apiVersion: v1',
        'kind: Service',
        'metadata:',
        '  name: cilium',
        '  namespace: kube-system',
        '  labels:',
        '    a: "y"'.replace('"y"', '"y"'),
        '    b: x',
        '  annotations:',
        '    a: "2"',
        '    z: "1"',
        '  finalizers: []',
        'spec:',
        '  b: 1',
        '  a: 2',
        '',
      ].join('\n'),
    );
  });

  test('are separate documents that any reader splits again', () => {
    fc.assert(
      fc.property(fc.array(fc.dictionary(text, value, { maxKeys: 4 }), { minLength: 1, maxLength: 4 }), (objects) => {
        for (const version of readers) {
          expect(
            parseAllDocuments(emitDocuments(objects), { version }).map((document) => document.toJS() as unknown),
          ).toEqual(asJson(objects));
        }
      }),
      { numRuns: 200 },
    );
  });
});
