/**
 * What we take Helm to mean against what Helm means: templates, sprig, the merging of values, `--set`, durations,
 * version constraints and YAML, and Go's regular expressions, over generated inputs. `node semantics.mjs [--seed N] [--runs N] [--only NAME]`.
 */
import { spawnSync } from 'node:child_process';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import fc from 'fast-check';
import { build } from './judges.mjs';
import { load } from './load.mjs';

const core = await load(
  'src/core/helm.ts',
  'src/core/semver.ts',
  'src/core/duration.ts',
  'src/core/merge.ts',
  'src/core/yaml-read.ts',
  'src/core/set.ts',
  'src/core/go-regexp.ts',
  'src/catalogue/catalogue.ts',
);

const word = fc.constantFrom(
  'a',
  'b',
  'yes',
  'No',
  'y',
  'n',
  'on',
  'OFF',
  'true',
  'True',
  'null',
  '~',
  'Null',
  '0',
  '1',
  '-1',
  '007',
  '08',
  '0x1F',
  '0o17',
  '0b11',
  '1_000',
  '_1',
  '1_',
  '1e3',
  '.5',
  '5.',
  '-.5',
  '+12',
  '1.50',
  '1e400',
  '.inf',
  '-.Inf',
  '.nan',
  '12:30:45',
  '190:20:30',
  '2001-12-14',
  '2001-12-14t21:59:43.10-05:00',
  '<<',
  '=',
  '-',
  '?',
  ':',
  'a:b',
  'a: b',
  'a #b',
  '#a',
  ' a',
  'a ',
  '"a"',
  "'a'",
  '"a',
  "it's",
  'a"b',
  '{a}',
  '{a: 1}',
  '{a',
  '[a, b]',
  '[-]',
  '[-, a:, b :]',
  '{a:, -}',
  '[',
  '&a b',
  '*a',
  '!a b',
  '!!str 1',
  '|',
  '>',
  '%a',
  '@a',
  '`a',
  'a\nb',
  'a\n',
  '\n',
  'a\\b',
  '\t',
  'a\tb',
  'é',
  '\u{1f600}',
  '<a&b>',
  '18446744073709551615',
  '9223372036854775808',
  '123456789012345678901234567890',
  '1.0',
  '1.00',
  '-0',
  '-0.0',
  '0.1',
  '1e-7',
  'a, b',
  'a=b',
  '10.0.0.0/8',
  'fd00::/8',
  '::1',
  'a:',
  ':a',
  '- a',
  '-a',
  '--',
  '---',
  '...',
  '? a',
  '',
  '0_8',
  '0_7',
  '+0x1',
  '0.0',
  '1.',
  '0X1f',
);
const text = fc.oneof(
  { weight: 4, arbitrary: word },
  fc.string({ maxLength: 8 }),
  fc.string({ maxLength: 8, unit: fc.constantFrom(...'01239aefxobyn._+-:#,[]{}"\'\\!&*|>%@ \t\n~=<') }),
);
const number = fc
  .oneof(
    fc.integer({ min: -1000, max: 99999 }),
    fc.constantFrom(0, 0.5, 1e21, 1e-5, 123456.75, 1234567.5, -0.25, 1e-7, 2.5e22),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
  )
  .filter((n) => !Object.is(n, -0))
  .filter((n) => !Number.isInteger(n) || Math.abs(n) < 1e6 || Math.abs(n) >= 1e21);
const key = fc.oneof(
  fc.constantFrom('a', 'b', 'c', 'd'),
  fc.constantFrom('10', '9', '__proto__', 'é', 'x-y', '\u{1f600}', '\uff5e'),
);
const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    { weight: 3, arbitrary: text },
    { weight: 2, arbitrary: number },
    fc.boolean(),
    fc.constant(null),
    tie('list'),
    tie('map'),
  ),
  list: fc.array(tie('value'), { maxLength: 3 }),
  map: fc.dictionary(key, tie('value'), { maxKeys: 4 }),
}));
// Few keys and many nulls, so that layers meet.
const layer = fc.letrec((tie) => ({
  map: fc.dictionary(fc.constantFrom('a', 'b', 'c', '__proto__'), tie('value'), { maxKeys: 3 }),
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(null, 0, 1, false, '', 'x'),
    fc.constant([1, null, { a: null }]),
    tie('map'),
    tie('map'),
  ),
})).map;

/** A value under `.Values.x` as a template prints it. */
const template = (snippet) => (x) => ({ op: 'tpl', template: snippet, values: JSON.stringify({ x }) });
/** What stands in a rendered manifest, read back by Helm's YAML. */
const field = (snippet) => (x) => ({ op: 'field', template: snippet, values: JSON.stringify({ x }) });
/** Our refusals of what go-yaml drops, and of brackets and quotes whose second line is not indented. */
const DROPPED =
  /at node end|Unexpected scalar token|token in YAML (?:stream|document)|Implicit keys need to be on a single line|sufficiently indented|Missing closing|must be separated from the next token/;
/** Odd tags and `?` in brackets are refused by go-yaml and read by us. */
const odd = (x) => /[!?]/.test(JSON.stringify(x));
const nil = (value) => (value === undefined ? null : value);

const checks = {
  truthy: {
    input: json.value,
    ask: template('{{ if .Values.x }}yes{{ else }}no{{ end }}{{ empty .Values.x }}'),
    ours: (x) => `${core.truthy(x) ? 'yes' : 'no'}${!core.truthy(x)}`,
  },
  default: {
    input: json.value,
    ask: template('{{ .Values.x | default "other" | toJson }}'),
    ours: (x) => core.toJson(core.defaultTo(x, 'other')),
  },
  coalesce: {
    input: fc.array(json.value, { minLength: 2, maxLength: 2 }),
    ask: template('{{ coalesce (index .Values.x 0) (index .Values.x 1) | toJson }}'),
    ours: (x) => core.toJson(core.coalesce(...x)),
  },
  toString: {
    input: json.value,
    ask: template('{{ .Values.x | toString }}'),
    ours: (x) => core.toText(x).replaceAll('<no value>', ''),
  },
  text: { input: json.value, ask: template('{{ .Values.x }}'), ours: (x) => core.text(x) },
  quote: { input: json.value, ask: field('a: {{ .Values.x | quote }}\n'), ours: (x) => ({ a: nil(core.quote(x)) }) },
  plain: {
    input: json.value,
    skip: odd,
    stricter: /text-breaks-yaml[^]*got[^\n]*\\n/,
    ask: field('a:\n  b: {{ .Values.x }}\n'),
    ours: (x) => ({ a: { b: nil(core.plain(x)) } }),
  },
  plainItem: {
    input: json.value,
    skip: odd,
    stricter: /text-breaks-yaml[^]*got[^\n]*\\n/,
    ask: field('a:\n- {{ .Values.x }}\n'),
    ours: (x) => ({ a: [nil(core.plainItem(x))] }),
  },
  inQuotes: {
    input: json.value,
    ask: field('a:\n  b: "{{ .Values.x }}"\n'),
    ours: (x) => ({ a: { b: core.inQuotes(core.text(x)) } }),
  },
  block: {
    input: fc.oneof(json.map, json.list, number),
    ask: field('a:\n{{ toYaml .Values.x | indent 2 }}\n'),
    ours: (x) => ({ a: nil(core.block(x)) }),
  },
  toJson: { input: json.value, ask: template('{{ .Values.x | toJson }}'), ours: (x) => core.toJson(x) },
  toRawJson: { input: json.value, ask: template('{{ .Values.x | toRawJson }}'), ours: (x) => core.toRawJson(x) },
  join: { input: json.value, ask: template('{{ .Values.x | join "," }}'), ours: (x) => core.join(',', x) },
  has: {
    input: fc.record({ list: fc.oneof(json.list, json.value), needle: json.value }),
    ask: template('{{ .Values.x.list | has .Values.x.needle }}'),
    ours: (x) => String(core.contains(x.list, x.needle)),
  },
  int: {
    input: fc.oneof(json.value, text),
    ask: template('{{ int .Values.x }}{{ int64 .Values.x }}'),
    ours: (x) => `${core.toInt(x)}${core.toInt(x)}`,
    skip: (x) =>
      (typeof x === 'number' && Math.abs(x) > 1e6) ||
      (typeof x === 'string' && /\d{15}/.test(x)) ||
      Object.is(core.toInt(x), -0),
  },
  range: {
    input: json.value,
    ask: template('{{ range .Values.x }}{{ . | toString }};{{ end }}'),
    ours: (x) =>
      core
        .rangeList(x)
        .map((i) => `${core.toText(i)};`)
        .join(''),
  },
  rangeMap: {
    input: json.value,
    ask: template('{{ range $k, $v := .Values.x }}{{ $k }}={{ $v | toString }};{{ end }}'),
    ours: (x) =>
      core
        .rangeMap(x)
        .map(([k, v]) => `${k}=${core.toText(v)};`)
        .join(''),
  },
  dig: {
    input: json.value,
    ask: template('{{ dig "x" "a" "b" "other" .Values.AsMap | toJson }}'),
    ours: (x) => core.toJson(core.dig({ x }, ['x', 'a', 'b'], 'other')),
  },
  kindOf: { input: json.value, ask: template('{{ kindOf .Values.x }}'), ours: (x) => core.kindOf(x) },
  semver: {
    input: fc.tuple(
      fc.oneof(
        constraint(),
        fc
          .tuple(constraint(), fc.constantFrom(' ', ', ', ',', ' || ', '||', ' - '), constraint())
          .map((p) => p.join('')),
      ),
      version(),
    ),
    ask: template('{{ semverCompare (index .Values.x 0) (index .Values.x 1) }}'),
    ours: ([c, v]) => String(core.semverCompare(c, v)),
  },
  duration: {
    input: fc.oneof(
      fc.constantFrom(
        '',
        '0',
        '+0',
        '-0',
        '1',
        '.s',
        '1.s',
        '.5s',
        '1h30m',
        '-1.5h',
        '1e3s',
        '1µs',
        '1μs',
        '1 s',
        '2562047h47m16.854775807s',
        '2562047h47m16.854775808s',
        '1d',
        '1s1',
        '0.1ns',
      ),
      fc
        .array(
          fc.tuple(
            fc.oneof(fc.nat(5000).map(String), fc.constantFrom('1.5', '.25', '0.0001', '3.')),
            fc.constantFrom('ns', 'us', 'µs', 'ms', 's', 'm', 'h'),
          ),
          { minLength: 1, maxLength: 3 },
        )
        .map((parts) => parts.flat().join('')),
    ),
    ask: (x) => ({ op: 'duration', text: x }),
    ours: (x) => Math.round((core.parseDuration(x) ?? fail()) * 1e6),
    same: (a, b) => a === b || Math.abs(a - b) <= Math.abs(b) * 1e-15,
  },
  merge: {
    input: fc.tuple(layer, layer),
    ask: ([d, u]) => ({ op: 'merge', defaults: JSON.stringify(d), files: [JSON.stringify(u)] }),
    ours: ([d, u]) => core.mergeValues(d, u),
  },
  layers: {
    input: fc.array(layer, { minLength: 1, maxLength: 3 }),
    ask: (files) => ({ op: 'layers', files: files.map((f) => JSON.stringify(f)) }),
    ours: (files) => core.mergeLayers(files),
  },
  set: setCheck('set', ({ files, lines }) => core.setValues(core.mergeLayers(files), lines)),
  setString: setCheck('setString', ({ files, lines }) => core.setValues(core.mergeLayers(files), lines, 'string')),
  setJson: setCheck('json', ({ files, lines }) => core.setValues(core.mergeLayers(files), lines, 'json')),
  // go-yaml stops at the first node of a document and drops the rest of the file without a word: refused by us.
  yamlScalar: {
    input: text,
    skip: odd,
    ask: (x) => ({ op: 'yaml', text: `a: ${x}\n` }),
    ours: (x) => nil(core.parseYaml(`a: ${x}\n`)),
  },
  yamlKey: {
    input: text,
    skip: odd,
    ask: (x) => ({ op: 'yaml', text: `${x}: a\n` }),
    ours: (x) => nil(core.parseYaml(`${x}: a\n`)),
    stricter: DROPPED,
  },
  yaml: {
    input: yamlText(),
    skip: (x) => x.includes('? k'),
    ask: (x) => ({ op: 'yaml', text: x }),
    ours: (x) => nil(core.parseYaml(x)),
    stricter: DROPPED,
  },
  regexp: {
    input: fc.tuple(expression(), subject()),
    ask: ([template, text]) => ({ op: 'regexp', template, text }),
    ours: ([source, text]) => core.goRegexp(source)(text),
  },
};

/** Expressions of the CRDs, and small ones out of every piece that we read. */
function expression() {
  const ofCrds = ['1.18.12', '1.19.7', '1.20.2'].flatMap((release) =>
    Object.values(core.resourceSchemasOf(release).patterns),
  );
  const piece = fc.constantFrom(
    ...['a', 'b', '0', '-', '.', ' ', '^', '$', '(', ')', '(?:', '|', '[', ']', '[^', '{', '}', '\\', ',', ':', '/'],
    ...['*', '+', '?', '*?', '+?', '??', '{2}', '{1,2}', '{0,}', '{,2}', '{2,1}', '{0}', 'a-b', 'b-a', '[a-b]', '[^a]'],
    ...[
      '[]a]',
      '[a-]',
      '[-0]',
      '[\\d-]',
      '[\\s.]',
      '\\d',
      '\\D',
      '\\s',
      '\\S',
      '\\w',
      '\\W',
      '\\.',
      '\\-',
      '\\/',
      '\\n',
    ],
    ...[
      '\\t',
      '\\v',
      '\\a',
      '\\pL',
      '\\PL',
      '\\PC',
      '\\p{Lu}',
      '\\b',
      '\\A',
      '\\x41',
      '\\_',
      '(a)',
      '(a|b)',
      '()',
      'é',
      '😀',
    ],
  );
  const small = fc.array(piece, { minLength: 1, maxLength: 7 }).map((pieces) => pieces.join(''));
  return fc.oneof({ weight: 3, arbitrary: small }, fc.constantFrom(...ofCrds));
}
function subject() {
  const char = fc.constantFrom(...'ab0-. ^,:/_*%zA9', '\n', '\t', '\v', '\u00a0', '\u0378', '\u0007', 'é', 'É', '😀');
  const word = fc.constantFrom(
    '10.0.0.0/8',
    'fd00::/64',
    '1:2:3:4:5:6:7:8',
    '64512:100',
    'EchoReply',
    'a.b.c',
    '65536',
  );
  return fc.oneof(
    { weight: 3, arbitrary: fc.string({ unit: char, maxLength: 8 }) },
    fc.tuple(word, fc.string({ unit: char, maxLength: 2 })).map((parts) => parts.join('')),
  );
}

function constraint() {
  return fc
    .tuple(
      fc.constantFrom('', '=', '!=', '>', '<', '>=', '<=', '=>', '~', '~>', '^'),
      fc.constantFrom('', ' '),
      version(),
    )
    .map((p) => p.join(''));
}
function version() {
  const part = fc.constantFrom('0', '1', '2', '16', '30', 'x', '*');
  return fc.oneof(
    {
      weight: 8,
      arbitrary: fc
        .tuple(
          fc.constantFrom('', '', 'v'),
          fc.constantFrom('0', '0', '1', '1', '2', '*', 'x'),
          fc.option(part, { nil: undefined }),
          fc.option(part, { nil: undefined }),
          fc.constantFrom(
            '',
            '',
            '',
            '-0',
            '-rc.1',
            '-rc.2',
            '-rc.10',
            '-eks-1',
            '-gke.100',
            '-01',
            '-a.b',
            '+build',
            '-rc.1+k3s1',
          ),
        )
        .map(([v, a, b, c, s]) => v + [a, b, c].filter((p) => p !== undefined).join('.') + s),
    },
    fc.constantFrom(
      '',
      '1.2.3.4',
      'main',
      'latest',
      '01.2.3',
      '1.02',
      'v1.30.0-eks-abc',
      '1.',
      '1.2.3-',
      ' 1.2',
      '1.2 ',
    ),
  );
}
function setCheck(op, ours) {
  const path = fc
    .array(
      fc.oneof(
        { weight: 5, arbitrary: fc.constantFrom('a', 'b', 'c') },
        fc.constantFrom('a[0]', 'b[1]', 'a[0][1]', 'c\\.d', '', 'a[-1]', 'a[x]', 'a[1', '__proto__', 'a[0]x'),
      ),
      { minLength: 1, maxLength: 3 },
    )
    .map((p) => p.join('.'));
  const value =
    op === 'json'
      ? fc.constantFrom(
          '1',
          '"x"',
          '{"a":1}',
          '[1,null]',
          'null',
          '',
          ' ',
          '{"a":',
          'x',
          'true',
          '1.50',
          '{"b":{"a":null}} ',
        )
      : fc.constantFrom(
          '1',
          'x',
          'true',
          'FALSE',
          'null',
          '0',
          '007',
          '1.5',
          '-5',
          '{a,1}',
          '{}',
          '{a',
          '{a}b',
          '',
          'a\\,b',
          'a=b',
          '12345678901',
          '+5',
          '1e3',
          '{null,true}',
          'a\\',
          ' 1',
          '9223372036854775808',
        );
  const line = fc
    .array(
      fc.oneof(
        { weight: 9, arbitrary: fc.tuple(path, value).map((p) => p.join('=')) },
        fc.constantFrom('', 'a', 'a.b', 'a,', ','),
      ),
      { minLength: 1, maxLength: 2 },
    )
    .map((l) => l.join(','));
  return {
    input: fc.record({
      files: fc.array(layer, { maxLength: 1 }),
      lines: fc.array(line, { minLength: 1, maxLength: 3 }),
    }),
    ask: ({ files, lines }) => ({ op: 'layers', files: files.map((f) => JSON.stringify(f)), [op]: lines }),
    ours,
  };
}
/** Small documents: most of them well-formed, with anchors, merges, comments, blocks and repeated keys. */
function yamlText() {
  const scalar = fc.oneof(
    { weight: 3, arbitrary: word.filter((w) => !/\n|^[|>]$/.test(w)) },
    fc.constantFrom(
      '|\n    x\n    y',
      '>-\n    x\n    y',
      '"a\\n\\u0041\\x41"',
      "'it''s'",
      '!!str 1',
      '!!int "3"',
      '!!float 1',
      '!!bool yes',
      '!foo x',
      '!!binary aGk=',
      '*p',
      '*q',
      '{a: 1, b: [x, y]}',
      '[a, {b: c}]',
      '[*p]',
      '{<<: *q}',
      '&p 1',
      '&q {z: 1}',
      '"x" # c',
    ),
  );
  const key = fc.constantFrom(
    'a',
    'b',
    'c',
    'on',
    '1',
    '1.5',
    '1e3',
    '0x10',
    '"q"',
    '<<',
    '? k',
    '~',
    'null',
    'a b',
    '-',
    '1_0',
    "'s'",
    '1000000',
    '1e6',
    '2001-01-01',
  );
  const line = fc
    .tuple(
      fc.constantFrom('', '', '', '  ', '- ', '  - ', '\t'),
      fc.oneof(
        { weight: 4, arbitrary: fc.tuple(key, fc.constantFrom(': ', ': ', ':', ' : ')).map((p) => p.join('')) },
        fc.constant(''),
      ),
      fc.oneof({ weight: 3, arbitrary: scalar }, fc.constant('')),
      fc.constantFrom('', '', '', ' # c', ' ', '\r'),
    )
    .map((p) => p.join(''));
  return fc
    .tuple(
      fc.constantFrom('', '', '', '---\n', '# c\n', '\ufeff', '%YAML 1.1\n---\n', '%YAML 1.2\n---\n'),
      fc.constantFrom('', 'base: &p 7\n', 'base: &q {m: 1, a: 2}\n'),
      fc.array(line, { maxLength: 4 }),
      fc.constantFrom('', '\n', '\n---\nx: 1\n', '\n...\n'),
    )
    .map(([head, base, lines, end]) => `${head}${base}${lines.join('\n')}${end}`);
}
/** JSON text has no -0 on our side. */
function noNegativeZero(value) {
  return JSON.parse(JSON.stringify(value));
}
function fail() {
  throw new Error('refused');
}

/** Our answer: a value, or that we refuse. */
function answer(check, x) {
  try {
    return { value: JSON.parse(JSON.stringify(nil(check.ours(x)))) };
  } catch (error) {
    return { error: error.message };
  }
}

/** Compares one check over many inputs; returns the disagreements. */
function compare(name, check, judge, seed, runs) {
  const inputs = fc.sample(check.input, { seed, numRuns: runs }).filter((x) => !check.skip?.(x));
  const asked = inputs.map((x) => check.ask(x));
  const run = spawnSync(judge, {
    input: asked.map((q) => JSON.stringify(q)).join('\n'),
    maxBuffer: 1 << 30,
    encoding: 'utf8',
  });
  const theirs = run.stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  if (theirs.length !== inputs.length)
    throw new Error(`${name}: ${theirs.length} answers to ${inputs.length} questions: ${run.stderr}`);
  const same = check.same ?? ((a, b) => isDeepStrictEqual(noNegativeZero(a), noNegativeZero(b)));
  const seen = new Map();
  inputs.forEach((x, i) => {
    const ours = answer(check, x);
    if (ours.error !== undefined && theirs[i].error !== undefined) return;
    if (ours.error === undefined && theirs[i].error === undefined && same(ours.value, theirs[i].value)) return;
    if (ours.error !== undefined && check.stricter?.test(ours.error)) return;
    seen.set(JSON.stringify(x), { input: x, ours, theirs: theirs[i] });
  });
  return {
    total: inputs.length,
    refused: theirs.filter((t) => t.error !== undefined).length,
    wrong: [...seen.values()],
  };
}

/** Runs all checks; one result per check. */
export async function semantics({ seed, runs, only, log }) {
  const judge = build('semantics');
  const results = [];
  for (const [name, check] of Object.entries(checks)) {
    if (only && name !== only) continue;
    const { total, refused, wrong } = compare(name, check, judge, seed, runs);
    results.push({ name: `semantics ${name}`, ok: wrong.length === 0 });
    log(
      `${wrong.length ? 'FAIL' : 'ok  '} semantics ${name}: ${total} inputs, ${refused} refused by Helm${wrong.length ? `, ${wrong.length} disagreements` : ''}`,
    );
    for (const w of wrong
      .sort((a, b) => JSON.stringify(a.input).length - JSON.stringify(b.input).length)
      .slice(0, only ? 25 : 4)) {
      log(`       ${JSON.stringify(w.input)}: ours ${JSON.stringify(w.ours)}, Helm ${JSON.stringify(w.theirs)}`);
    }
  }
  return results;
}

if (process.argv[1]?.endsWith('semantics.mjs')) {
  const { values } = parseArgs({
    options: { seed: { type: 'string' }, runs: { type: 'string' }, only: { type: 'string' } },
  });
  const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
  console.log(`seed ${seed}`);
  const results = await semantics({ seed, runs: Number(values.runs ?? 2000), only: values.only, log: console.log });
  process.exitCode = results.every((r) => r.ok) ? 0 : 1;
}
