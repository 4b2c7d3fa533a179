import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import * as fc from 'fast-check';
import { RECORD, writeOutput } from '../../src/cli/write-output';
import { IssueError, type Issue } from '../../src/core/issue';
import type { OutputFile } from '../../src/delivery/output';

let root: string;

beforeEach(() => {
  root = fs.mkdtempSync(join(tmpdir(), 'write-output-'));
});

afterEach(() => {
  fs.rmSync(root, { recursive: true, force: true });
});

function files(contents: Record<string, string>): OutputFile[] {
  return Object.entries(contents).map(([path, content]) => ({ path, content }));
}

/** Every file below a folder with its content; the record aside. */
function tree(folder: string): Record<string, string> {
  const found = fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory());
  return Object.fromEntries(
    found
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => !path.endsWith(RECORD))
      .sort()
      .map((path) => [path.slice(folder.length + 1), fs.readFileSync(path, 'utf8')]),
  );
}

function issuesOf(action: () => unknown): readonly Issue[] {
  try {
    action();
  } catch (error) {
    if (error instanceof IssueError) return error.issues;
    throw error;
  }
  return [];
}

describe('what a synth writes', () => {
  test('is there afterwards, in folders that are made for it', () => {
    const result = writeOutput(join(root, 'a/b'), 'lab', files({ 'agent/x.yaml': 'x', 'SUMMARY.md': 's' }));
    expect(tree(join(root, 'a/b'))).toEqual({ 'lab/SUMMARY.md': 's', 'lab/agent/x.yaml': 'x' });
    expect(result).toEqual({ written: ['agent/x.yaml', 'SUMMARY.md'], unchanged: [], removed: [], issues: [] });
  });

  test('is not touched again when it stays the same, not even the time of change', () => {
    writeOutput(root, 'lab', files({ 'a/x': '1', 'a/y': '2' }));
    const paths = ['lab/a/x', 'lab/a/y', `lab/${RECORD}`].map((path) => join(root, path));
    for (const path of paths) fs.utimesSync(path, 1000, 1000);
    const result = writeOutput(root, 'lab', files({ 'a/x': '1', 'a/y': '3' }));
    expect(result).toMatchObject({ written: ['a/y'], unchanged: ['a/x'] });
    expect(paths.map((path) => fs.statSync(path).mtimeMs === 1_000_000)).toEqual([true, false, false]);
    for (const path of paths) fs.utimesSync(path, 1000, 1000);
    expect(writeOutput(root, 'lab', files({ 'a/x': '1', 'a/y': '3' }))).toMatchObject({
      written: [],
      unchanged: ['a/x', 'a/y'],
    });
    expect(paths.every((path) => fs.statSync(path).mtimeMs === 1_000_000)).toBe(true);
  });

  test('goes when it is no longer part of the output, with the folders that this empties', () => {
    writeOutput(root, 'lab', files({ 'a/x': '1', 'b/c/y': '2' }));
    expect(writeOutput(root, 'lab', files({ 'a/x': '1' })).removed).toEqual(['b/c/y']);
    expect(fs.existsSync(join(root, 'lab/b'))).toBe(false);
    expect(tree(root)).toEqual({ 'lab/a/x': '1' });
  });

  test('stays when somebody has changed it since, and is reported', () => {
    writeOutput(root, 'lab', files({ 'a/x': '1', 'a/y': '2' }));
    fs.writeFileSync(join(root, 'lab/a/y'), 'mine');
    const { removed, issues } = writeOutput(root, 'lab', files({ 'a/x': '1' }));
    expect(removed).toEqual([]);
    expect(issues.map(({ code, path }) => [code, path])).toEqual([['stale-file-changed', 'lab/a/y']]);
    expect(tree(root)).toEqual({ 'lab/a/x': '1', 'lab/a/y': 'mine' });
  });

  test('replaces what somebody has changed, and says so', () => {
    writeOutput(root, 'lab', files({ x: '1' }));
    fs.writeFileSync(join(root, 'lab/x'), 'mine');
    expect(writeOutput(root, 'lab', files({ x: '1' })).issues.map(({ code }) => code)).toEqual(['replaced-changes']);
    expect(tree(root)).toEqual({ 'lab/x': '1' });
  });

  test('never includes the removal of files that no synth wrote', () => {
    fs.mkdirSync(join(root, 'lab/a'), { recursive: true });
    fs.writeFileSync(join(root, 'lab/a/mine'), 'mine');
    writeOutput(root, 'lab', files({ 'a/x': '1' }));
    writeOutput(root, 'lab', files({ 'b/x': '1' }));
    expect(tree(root)).toEqual({ 'lab/a/mine': 'mine', 'lab/b/x': '1' });
  });

  test('leaves everything alone where the record of the last synth cannot be read', () => {
    writeOutput(root, 'lab', files({ x: '1', y: '2' }));
    fs.writeFileSync(join(root, 'lab', RECORD), '{');
    const { removed, issues } = writeOutput(root, 'lab', files({ x: '1' }));
    expect(removed).toEqual([]);
    expect(issues.map(({ code }) => code)).toEqual(['record-unreadable']);
  });

  test('any sequence of outputs leaves exactly the last one', () => {
    const path = fc.constantFrom('a/x', 'a/y', 'b/x', 'b/c/x', 'SUMMARY.md', 'z');
    const output = fc.dictionary(path, fc.string(), { maxKeys: 6 });
    fc.assert(
      fc.property(fc.array(output, { minLength: 1, maxLength: 5 }), (outputs) => {
        const folder = fs.mkdtempSync(join(root, 'run-'));
        for (const each of outputs) writeOutput(folder, 'lab', files(each));
        expect(tree(join(folder, 'lab'))).toEqual({ ...outputs.at(-1) });
      }),
      { numRuns: 40 },
    );
  });
});

describe('an output folder', () => {
  const wanted = files({ 'a/x': '1', 'b/y': '2' });

  test('fails with one clear error where it is a file', () => {
    fs.writeFileSync(join(root, 'dist'), 'mine');
    const issues = issuesOf(() => writeOutput(join(root, 'dist'), 'lab', wanted));
    expect(issues.map(({ code }) => code)).toEqual(['output-unwritable']);
    expect(fs.readFileSync(join(root, 'dist'), 'utf8')).toBe('mine');
  });

  test.each(['lab', 'lab/b', 'lab/b/y'])('fails where %s is a link, and does not follow it', (path) => {
    const outside = join(root, 'outside');
    fs.mkdirSync(outside);
    fs.writeFileSync(join(outside, 'y'), 'mine');
    const link = join(root, 'dist', path);
    fs.mkdirSync(join(link, '..'), { recursive: true });
    fs.symlinkSync(path.endsWith('y') ? join(outside, 'y') : outside, link);
    expect(issuesOf(() => writeOutput(join(root, 'dist'), 'lab', wanted)).map(({ code }) => code)).toEqual([
      'output-blocked',
    ]);
    expect(tree(outside)).toEqual({ y: 'mine' });
    expect(fs.existsSync(join(root, 'dist/lab/a/x'))).toBe(false);
  });

  test('is followed when it is itself a link: whoever made it wants that', () => {
    fs.mkdirSync(join(root, 'elsewhere'));
    fs.symlinkSync(join(root, 'elsewhere'), join(root, 'dist'));
    writeOutput(join(root, 'dist'), 'lab', wanted);
    expect(tree(join(root, 'elsewhere'))).toEqual({ 'lab/a/x': '1', 'lab/b/y': '2' });
  });

  test('keeps its stale files where their folder has become a link', () => {
    writeOutput(root, 'lab', wanted);
    fs.mkdirSync(join(root, 'outside'));
    fs.renameSync(join(root, 'lab/b/y'), join(root, 'outside/y'));
    fs.rmdirSync(join(root, 'lab/b'));
    fs.symlinkSync(join(root, 'outside'), join(root, 'lab/b'));
    writeOutput(root, 'lab', files({ 'a/x': '1' }));
    expect(tree(join(root, 'outside'))).toEqual({ y: '2' });
  });

  test.each(['../x', 'a/../../x', '/x', 'a//x', '', '.', 'a/./x', 'a\\x'])(
    'fails on the path %j, which does not stay inside',
    (path) => {
      expect(issuesOf(() => writeOutput(root, 'lab', files({ [path]: 'x' }))).map(({ code }) => code)).toEqual([
        'output-path',
      ]);
      expect(fs.readdirSync(root)).toEqual([]);
    },
  );

  test('fails where a folder stands in the place of a file', () => {
    fs.mkdirSync(join(root, 'lab/a/x'), { recursive: true });
    expect(issuesOf(() => writeOutput(root, 'lab', wanted)).map(({ code }) => code)).toEqual(['output-blocked']);
    expect(tree(root)).toEqual({});
  });
});

describe('a process that is stopped', () => {
  /** The writer as a program: it alternates between two outputs until it is killed. */
  function program(): string {
    const path = join(root, 'program.cjs');
    buildSync({
      stdin: {
        contents: `import { writeOutput } from './src/cli/write-output';
          const [root, ...outputs] = process.argv.slice(2);
          const all = outputs.map((output) => Object.entries(JSON.parse(output)).map(([path, content]) => ({ path, content })));
          void (async () => {
            for (let i = 0; i < Number(process.env.ROUNDS); i++) writeOutput(root, 'lab', all[i % all.length]);
          })();`,
        resolveDir: join(__dirname, '../..'),
        loader: 'ts',
      },
      bundle: true,
      platform: 'node',
      outfile: path,
      logLevel: 'error',
    });
    return path;
  }

  const old = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`a/file-${i}`, 'old '.repeat(2000)]));
  const fresh = {
    ...Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`a/file-${i}`, 'new '.repeat(3000)])),
    'b/more': 'new',
  };

  test('by kill -9 leaves old or new bytes of every file, and the next synth leaves nothing else', async () => {
    const script = program();
    const dist = join(root, 'dist');
    for (let round = 0; round < 12; round++) {
      const child = spawn(process.execPath, [script, dist, JSON.stringify(old), JSON.stringify(fresh)], {
        env: { ...process.env, ROUNDS: '1000000', NODE_EXTRA_CA_CERTS: '' },
        stdio: 'ignore',
      });
      await new Promise((resolve) => setTimeout(resolve, 60 + Math.random() * 120));
      child.kill('SIGKILL');
      await once(child, 'exit');
      const left = fs.existsSync(join(dist, 'lab')) ? tree(join(dist, 'lab')) : {};
      for (const [path, content] of Object.entries(left)) {
        if (path.includes('.cdk8s-cilium-tmp-')) continue;
        expect([old[path], (fresh as Record<string, string>)[path]]).toContain(content);
      }
    }
    const { issues } = writeOutput(dist, 'lab', files(fresh));
    expect(issues).toEqual([]);
    expect(tree(join(dist, 'lab'))).toEqual(fresh);
  });

  test('by a disk that takes no more leaves everything as it was', async () => {
    const script = program();
    const dist = join(root, 'dist');
    writeOutput(dist, 'lab', files(old));
    // A limit on the size of files fails a write half-way, as a full disk does.
    const big = JSON.stringify({ 'a/file-1': 'new', 'c/big': 'x'.repeat(40_000), 'd/more': 'new' });
    const { stderr, status } = spawnSync(
      'sh',
      ['-c', `trap '' XFSZ; ulimit -f 16; exec "$0" "$@"`, process.execPath, script, dist, big],
      {
        env: { ...process.env, ROUNDS: '1', NODE_EXTRA_CA_CERTS: '' },
        encoding: 'utf8',
      },
    );
    expect(status).not.toBe(0);
    expect(stderr).toContain('output-unwritable');
    expect(tree(join(dist, 'lab'))).toEqual(old);
    expect(fs.existsSync(join(dist, 'lab/c'))).toBe(false);
  });
});
