import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
import { COMMANDS } from '../../src/cli/run';
import { bundle, CLI, run } from './command-line';

let folder: string;

beforeAll(() => {
  bundle();
  folder = mkdtempSync(join(tmpdir(), 'cli-'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: string | Buffer): string {
  writeFileSync(join(folder, name), content);
  return name;
}

describe('help', () => {
  test.each([[], ['--help'], ['help'], ...Object.keys(COMMANDS).map((name) => [name, '--help'])].map((args) => [args]))(
    'of %j fits a terminal of 80 columns',
    (args) => {
      const { code, out, err } = run(args);
      expect(code).toBe(args.length === 0 ? 2 : 0);
      expect((out + err).split('\n').filter((line) => line.length > 80)).toEqual([]);
    },
  );

  test('names every command', () => {
    const { out } = run(['--help']);
    for (const name of Object.keys(COMMANDS)) expect(out).toContain(`\n  ${name} `);
  });

  test('tells the version', () => expect(run(['--version']).out).toMatch(/^\d+\.\d+\.\d+\n$/));
});

describe('a mistake in the command line is told with the likely word', () => {
  test.each<[string[], string]>([
    [['tempalte'], 'did you mean template?'],
    [['template', '--clium', '1.20.2'], 'did you mean --cilium?'],
    [['template', '--cilium', '1.20.2', '--format', 'jsn'], 'did you mean json?'],
    [['template', '--cilium', '1.20.22'], 'did you mean 1.20.2?'],
    [['template', '--cilium'], 'needs a value'],
    [['template'], 'which release of Cilium?'],
    [['template', '--cilium', '1.20.2', 'values.yaml'], 'name values files with -f'],
    [['synth', 'nowhere.ts'], 'is not there'],
    [['explain'], 'explain wants a cluster and a path'],
    [['--versoin'], 'did you mean --version?'],
    [['--format', 'yaml', 'synth'], "put a command's options behind it"],
    [['clusters.ts'], 'write cdk8s-cilium synth clusters.ts'],
    [['values.yaml'], '--cilium RELEASE -f values.yaml'],
    [['template', '-cilium', '1.20.2'], 'did you mean --cilium?'],
    [['template', '--cilium='], '--cilium needs a value'],
    [['template', '--cilium', '1.20.2', '-f', ''], '-f needs a value'],
    [['template', '--cilium', '1.20'], 'did you mean 1.20.2?'],
    [['template', '--cilium', 'v1.19.6'], 'did you mean 1.19.6?'],
    [['template', '--cilium', '1.20.2', '-f', 'https://example.com/v.yaml'], 'nothing is read from the network'],
  ])('%j', (args, text) => {
    const { code, out, err } = run(args, folder);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(text);
    expect(err).not.toContain('    at ');
  });
});

describe('input that cannot be read is one clear error, and nothing is printed', () => {
  const deep = `a: ${'['.repeat(20_000)}${']'.repeat(20_000)}\n`;
  test.each<[string, string | Buffer, string]>([
    ['an empty file', '', 'bad.yaml: this file is empty'],
    ['blanks', ' \n\n', 'bad.yaml: this file is empty'],
    ['a tab', 'a:\n\tb: 1\n', 'fix      indent with blanks'],
    ['a broken file', 'a: 1\nb: [1, 2\nc: 3\n', 'bad.yaml:'],
    ['a list', '- a\n', 'bad.yaml:1:1 values: a values file is a map'],
    ['text', 'hello\n', 'bad.yaml:1:1 values: a values file is a map'],
    ['null', 'null\n', 'bad.yaml:1:1 values: a values file is a map'],
    ['null where a map is needed', 'a: 1\nhubble: null\n', 'bad.yaml:2:1 values.hubble'],
    ['an anchor that contains itself', 'a: &a\n  b: *a\n', 'bad.yaml:2:6'],
    ['an anchor that is not there', 'a: *b\n', 'bad.yaml:1:4'],
    ['a NUL byte', 'a: "x\0"\n', 'bad.yaml:1:6'],
    ['what is not UTF-8', Buffer.from([0x61, 0x3a, 0x20, 0xff, 0x0a]), 'this is not UTF-8'],
    ['a tower of brackets', deep, 'nested too deeply'],
    [
      'a million keys',
      Array.from({ length: 1e6 }, (_, i) => `k${i}: 1\n`).join(''),
      'larger than any install could use',
    ],
  ])('%s', (_, content, text) => {
    const { code, out, err } = run(['template', '--cilium', '1.20.2', '-f', file('bad.yaml', content)], folder);
    expect(err).toContain(text);
    expect({ code, out, errors: err.split('\n').filter((line) => line.startsWith('error')).length }).toEqual({
      code: 2,
      out: '',
      errors: 1,
    });
  });

  test('a folder instead of a file, and a file that is not there: both are told', () => {
    const { code, err } = run(['template', '--cilium', '1.20.2', '-f', '.', '-f', 'none.yaml'], folder);
    expect(code).toBe(2);
    expect(err).toContain('.: this is a folder, not a file');
    expect(err).toContain('none.yaml: there is no such file');
  });

  test('a file that is not there is told with the one that was meant', () => {
    file('values.yaml', '{}\n');
    expect(run(['template', '--cilium', '1.20.2', '-f', 'valeus.yaml'], folder).err).toContain(
      'did you mean values.yaml?',
    );
  });

  test('a device without an end is read to the limit only', () => {
    const { code, err } = run(['template', '--cilium', '1.20.2', '-f', '/dev/zero'], folder);
    expect({ code, large: err.includes('[file-too-large]') }).toEqual({ code: 2, large: true });
  });

  test('any bytes end in an answer, never in a stack', () => {
    const bytes = fc.oneof(
      fc.string({ maxLength: 40 }),
      fc.string({
        unit: fc.constantFrom(
          'a',
          ':',
          ' ',
          '\n',
          '-',
          '[',
          ']',
          '{',
          '}',
          '&',
          '*',
          '!',
          '"',
          '|',
          '\t',
          '#',
          '~',
          'hubble',
          'enabled',
        ),
        maxLength: 40,
      }),
    );
    fc.assert(
      fc.property(bytes, (content) => {
        const { code, out, err } = run(['template', '--cilium', '1.20.2', '-f', file('fuzz.yaml', content)], folder);
        expect([0, 1, 2]).toContain(code);
        expect(err).not.toContain('internal error');
        expect(out === '').toBe(code !== 0);
      }),
      { numRuns: 25 },
    );
  });
});

describe('template', () => {
  test('prints the same objects as YAML and as JSON', () => {
    const args = ['template', '--cilium', '1.20.2', '--set', 'hubble.relay.enabled=true'];
    const objects = JSON.parse(run([...args, '--format', 'json']).out) as unknown[];
    expect(objects.length).toBeGreaterThan(20);
    expect(parseAllDocuments(run(args).out).map((document) => document.toJS() as unknown)).toEqual(objects);
  });

  test('lets later files and options win, as Helm does', () => {
    const config = (args: string[]): Record<string, string> => {
      const { out } = run(['template', '--cilium', '1.20.2', '--format', 'json', ...args], folder);
      return (
        (JSON.parse(out) as { kind: string; metadata: { name: string }; data: Record<string, string> }[]).find(
          ({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === 'cilium-config',
        )?.data ?? {}
      );
    };
    file('a.yaml', 'debug: {enabled: true}\ncluster: {name: a}\n');
    file('b.yaml', 'cluster: {name: b}\n');
    expect(config(['-f', 'a.yaml', '-f', 'b.yaml'])).toMatchObject({ debug: 'true', 'cluster-name': 'b' });
    expect(config(['--set-string', 'cluster.name=s', '--set', 'cluster.name=x', '-f', 'a.yaml'])['cluster-name']).toBe(
      's',
    );
    expect(config(['--set-json', 'cluster={"name":"j"}'])['cluster-name']).toBe('j');
  });

  test('reads values from standard input', () => {
    expect(run(['template', '--cilium', '1.20.2', '-f', '-'], folder, 'cluster: {name: piped}\n').out).toContain(
      'cluster-name: piped',
    );
  });

  test('says where a value that is wrong stands', () => {
    const { code, err } = run(
      ['template', '--cilium', '1.20.2', '-f', file('v.yaml', '# note\nhubble:\n  realy:\n    enabled: true\n')],
      folder,
    );
    expect(code).toBe(0);
    expect(err).toContain('v.yaml:3:3 values.hubble.realy');
  });

  test('warns of a key that stands twice, and of a second document, and renders', () => {
    const twice = file('twice.yaml', 'debug:\n  enabled: true\nMTU: 1\ndebug:\n  enabled: false\n---\nMTU: 2\n');
    const { code, out, err } = run(['template', '--cilium', '1.20.2', '-f', twice], folder);
    expect({ code, debug: out.includes('debug: "false"') }).toEqual({ code: 0, debug: true });
    expect(err).toContain('twice.yaml:4:1: "debug" stands above');
    expect(err).toContain('[more-documents]');
  });

  test('renders a value that nothing knows, as the chart does, and warns of it with the one that was meant', () => {
    const { code, out, err } = run(
      ['template', '--cilium', '1.20.2', '-f', file('mode.yaml', 'MTU: 1400\nroutingMode: naitive\n')],
      folder,
    );
    expect({ code, rendered: out.includes('routing-mode: naitive') }).toEqual({ code: 0, rendered: true });
    expect(err).toContain('warning: mode.yaml:2:1 values.routingMode');
    expect(err).toContain('did you mean native?');
  });

  test('refuses values with code 2, and prints the errors as JSON where JSON is asked for', () => {
    const args = ['template', '--cilium', '1.20.2', '--set', 'debug=true', '--set', 'MTU=x'];
    expect(run(args)).toMatchObject({ code: 2, out: '' });
    const { code, out, err } = run([...args, '--format', 'json']);
    const { issues } = JSON.parse(out) as { issues: { path: string; fix?: string }[] };
    expect({ code, err, paths: issues.map(({ path }) => path) }).toEqual({
      code: 2,
      err: '',
      paths: ['values.MTU', 'values.debug'],
    });
  });

  test('answers a hundred thousand unknown keys, with the places of those that it prints', () => {
    const keys = Array.from({ length: 1e5 }, (_, i) => `unknown${i}: 1\n`).join('');
    for (const more of ['', 'flow: {a: 1}\n']) {
      const { code, err } = run(['template', '--cilium', '1.20.2', '-f', file('many.yaml', keys + more)], folder);
      expect({ code, first: err.includes('many.yaml:1:1 values.unknown0:') }).toEqual({ code: 0, first: true });
    }
  }, 60_000);

  test('breaks its messages at the width of the terminal, and leaves them whole for a pipe', () => {
    const env = { ...process.env, NODE_EXTRA_CA_CERTS: '', NODE_OPTIONS: '', COLUMNS: '60' };
    const args = [CLI, 'template', '--cilium', '1.20.99'];
    const { stderr } = spawnSync(process.execPath, args, { env, encoding: 'utf8' });
    expect(stderr.split('\n').filter((line) => line.length > 60)).toEqual([]);
    expect(stderr).toContain('\n           1.19');
    expect(
      run(args.slice(1))
        .err.split('\n')
        .some((line) => line.length > 80),
    ).toBe(true);
  });

  test('says that the disk is full', () => {
    const command = `"$0" "$1" template --cilium 1.20.2 >/dev/full`;
    const { status, stderr } = spawnSync('sh', ['-c', command, process.execPath, CLI], { encoding: 'utf8' });
    expect({ status, told: stderr.includes('the disk is full') }).toEqual({ status: 2, told: true });
  });

  test('ends quietly when its reader has gone', () => {
    const { stdout, stderr } = spawnSync(
      'sh',
      ['-c', `"$0" "$1" template --cilium 1.20.2 | head -c 100`, process.execPath, CLI],
      { encoding: 'utf8' },
    );
    expect(stdout).toHaveLength(100);
    expect(stderr).not.toMatch(/EPIPE|internal error/);
  });

  test('prints no colours to a pipe', () => expect(run(['nope']).err).not.toContain('\x1b'));
});

test('the launcher is what package.json names', () => {
  const { bin } = JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8')) as {
    bin: Record<string, string>;
  };
  expect(CLI.endsWith(bin['cdk8s-cilium'] as string)).toBe(true);
});
