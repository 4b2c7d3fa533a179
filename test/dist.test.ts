import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';

const ROOT = resolve(__dirname, '..');

function filesOf(folder: string): Map<string, string> {
  const walk = (at: string): string[] =>
    readdirSync(at).flatMap((name) =>
      statSync(join(at, name)).isDirectory() ? walk(join(at, name)) : [join(at, name)],
    );
  return new Map(walk(folder).map((path) => [relative(folder, path), readFileSync(path, 'utf8')]));
}

/** What `synth` writes in an environment, from a folder of its own. */
function synth(environment: NodeJS.ProcessEnv): Map<string, string> {
  const out = mkdtempSync(join(tmpdir(), 'cdk8s-cilium-dist-'));
  try {
    const { status, stderr } = spawnSync(process.execPath, [join(ROOT, 'bin/cdk8s-cilium'), 'synth', '--out', out], {
      cwd: ROOT,
      env: { PATH: process.env.PATH, ...environment },
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    return filesOf(out);
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

describe('the committed dist/', () => {
  const committed = filesOf(join(ROOT, 'dist'));

  test('is what synth writes, whatever the time zone, the locale and the folder', () => {
    const tokyo = synth({ TZ: 'Asia/Tokyo', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' });
    expect([...tokyo.keys()].sort()).toEqual([...committed.keys()].sort());
    for (const [file, text] of committed) expect({ file, text: tokyo.get(file) }).toEqual({ file, text });
  });

  test('holds no key material', () => {
    for (const [file, text] of committed)
      expect({ file, found: /PRIVATE KEY|^\s*tls\.key: \S/m.test(text) }).toEqual({ file, found: false });
  });
});
