import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseYaml } from '../src/core/yaml-read';

interface Workflow {
  readonly jobs: { readonly check: { readonly steps: readonly { readonly name?: string; readonly run?: string }[] } };
}

describe('the step of CI that compares dist', () => {
  const workflow = parseYaml(
    readFileSync(resolve(__dirname, '../.github/workflows/ci.yaml'), 'utf8'),
  ) as unknown as Workflow;
  const script = workflow.jobs.check.steps.find(({ name }) => name === 'dist is what synth writes')?.run ?? '';

  /** The exit code of the step in a repository where `npm run synth` does what `synth` says. */
  function outcome(synth: string): number | null {
    const folder = mkdtempSync(join(tmpdir(), 'workflow-'));
    try {
      mkdirSync(join(folder, 'bin'));
      writeFileSync(join(folder, 'bin/npm'), `#!/bin/sh\n${synth}\n`, { mode: 0o755 });
      mkdirSync(join(folder, 'dist'));
      writeFileSync(join(folder, 'dist/a.yaml'), 'a: 1\n');
      const git = ['-c', 'user.name=t', '-c', 'user.email=t@example.com'];
      for (const args of [
        ['init', '-q'],
        ['add', 'dist'],
        [...git, 'commit', '-q', '-m', 'first'],
      ])
        spawnSync('git', args, { cwd: folder });
      const env = { ...process.env, PATH: `${join(folder, 'bin')}:${process.env.PATH ?? ''}` };
      return spawnSync('bash', ['-e', '-c', script], { cwd: folder, env }).status;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  test.each([
    ['passes where synth changes nothing', 'true', 0],
    ['fails on a file that synth changes', 'echo b: 2 > dist/a.yaml', 1],
    ['fails on a file that synth adds', 'echo b: 2 > dist/b.yaml', 1],
    ['fails on a file that synth removes', 'rm dist/a.yaml', 1],
    ['fails where synth fails', 'exit 2', 2],
  ])('%s', (_, synth, expected) => expect(outcome(synth)).toBe(expected));
});
