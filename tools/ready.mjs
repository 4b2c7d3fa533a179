// Installs the pinned dependencies where they are missing or older than the lock file, so that a fresh clone needs no
// command of its own for that. Runs before `npm run synth`, `npm test`, `npm run conformance` and `npm run bench`.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';

const stamp = 'node_modules/.cache/cdk8s-cilium/ready';
const hash = createHash('sha256').update(readFileSync('package-lock.json')).digest('hex');
const ready = existsSync(stamp) && readFileSync(stamp, 'utf8') === hash;

if (!ready) {
  console.error('installing the dependencies that package-lock.json pins …');
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exit(status ?? 1);
  mkdirSync('node_modules/.cache/cdk8s-cilium', { recursive: true });
  writeFileSync(stamp, hash);
}
