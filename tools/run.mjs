// Runs a TypeScript program through esbuild: node tools/run.mjs FILE.ts [ARGUMENT…]
import { build } from 'esbuild';
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, resolve } from 'node:path';

const [file] = process.argv.splice(2, 1);
if (!file) {
  console.error('usage: node tools/run.mjs FILE.ts [ARGUMENT…]');
  process.exit(2);
}
const outdir = resolve('node_modules/.cache/cdk8s-cilium/run');
mkdirSync(outdir, { recursive: true });
const outfile = resolve(outdir, `${basename(file, '.ts')}-${process.pid}.cjs`);
await build({
  entryPoints: [file],
  outfile,
  bundle: true,
  platform: 'node',
  packages: 'external',
  logLevel: 'warning',
});
createRequire(import.meta.url)(outfile);
