import { IssueError } from '../../src/core/issue';
import { parseYamlValues } from '../../src/core/values-file';

function issuesOf(source: string): unknown {
  try {
    parseYamlValues(source, 'values.yaml');
  } catch (error) {
    if (error instanceof IssueError) return error.issues[0];
  }
  throw new Error('expected the file to be refused');
}

describe('a values file', () => {
  test.each([
    ['an empty file', ''],
    ['a comment alone', '# nothing\n'],
    ['null', '~\n'],
    ['a lone document mark', '---\n'],
  ])('%s has no values', (_, source) => expect(parseYamlValues(source, 'f').values).toEqual({}));

  test('tells where a value stands, and where its nearest ancestor does', () => {
    const { locations } = parseYamlValues(
      'hubble:\n  relay:\n    enabled: true\nextraArgs:\n  - --a\n  - --b\n"a.b": 1\n',
      'v.yaml',
    );
    expect(locations('values.hubble.relay.enabled')).toEqual({ file: 'v.yaml', line: 3, column: 5 });
    expect(locations('hubble.relay.rollOut')).toEqual({ file: 'v.yaml', line: 2, column: 3 });
    expect(locations('values.extraArgs[1]')).toEqual({ file: 'v.yaml', line: 6, column: 5 });
    expect(locations('a.b')).toEqual({ file: 'v.yaml', line: 7, column: 1 });
    expect(locations('values')).toEqual({ file: 'v.yaml', line: 1, column: 1 });
  });

  test('of two equal keys the later one counts, and is the one that is pointed at', () => {
    const { values, locations } = parseYamlValues('a: 1\na: 2\n', 'f');
    expect(values).toEqual({ a: 2 });
    expect(locations('a').line).toBe(2);
  });

  test.each([
    ['a list', '- a\n', 'values-not-a-map', 1, 1],
    ['a word', 'a\n', 'values-not-a-map', 1, 1],
    ['a key too far to the left', 'a:\n   b: 1\n  c: 2\n', 'unreadable-yaml', 3, 1],
    ['a NUL byte', 'a: 1\nb: \u0000\n', 'unreadable-yaml', 2, 4],
    ['a tab that indents', 'a:\n  - b\n\t- c\n', 'unreadable-yaml', 3, 1],
    ['an anchor in itself', 'a: &a\n  b: *a\n', 'unreadable-yaml', 2, 6],
    ['an alias of nothing', 'a: *b\n', 'unreadable-yaml', 1, 4],
  ])('fails for %s, with line and column', (_, source, code, line, column) => {
    expect(issuesOf(source)).toMatchObject({
      code,
      severity: 'error',
      location: { file: 'values.yaml', line, column },
    });
  });

  test('fails for aliases that expand without end, quickly', () => {
    const lines = ['a: &a [x,x,x,x,x,x,x,x,x]'];
    for (let i = 1; i < 10; i++) {
      const last = String.fromCharCode(96 + i);
      const next = String.fromCharCode(97 + i);
      lines.push(`${next}: &${next} [${Array(9).fill(`*${last}`).join(',')}]`);
    }
    expect(issuesOf(lines.join('\n'))).toMatchObject({
      code: 'unreadable-yaml',
      message: expect.stringContaining('aliases'),
    });
  });

  test('fails for ten thousand brackets rather than overflow', () => {
    expect(issuesOf(`a: ${'['.repeat(20000)}`)).toMatchObject({ code: 'unreadable-yaml' });
  });

  test('a second document is not read, and is warned of', () => {
    const { values, warnings } = parseYamlValues('a: 1\n---\nb: 2\n', 'f');
    expect(values).toEqual({ a: 1 });
    expect(warnings).toMatchObject([{ code: 'more-documents', severity: 'warning' }]);
  });
});
