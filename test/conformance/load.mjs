/** Loads our own TypeScript, bundled in memory, so that the suite needs no build and can reach what is not exported. */
import { Module, createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import esbuild from 'esbuild';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** The exports of one or several source files (paths below the repository's root), as one object. */
export async function load(...files) {
  const { outputFiles } = await esbuild.build({
    stdin: {
      contents: files.map((file) => `export * from ${JSON.stringify(join(root, file))};`).join('\n'),
      resolveDir: root,
      loader: 'ts',
    },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    write: false,
    packages: 'external',
    logLevel: 'warning',
  });
  const path = join(root, 'conformance.cjs');
  const module = new Module(path);
  module.filename = path;
  module.paths = createRequire(path).resolve.paths('x') ?? [];
  module._compile(outputFiles[0].text, path);
  return module.exports;
}
