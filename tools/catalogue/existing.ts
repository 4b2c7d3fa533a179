import { existsSync, readFileSync } from 'node:fs';
import { transformSync } from 'esbuild';

/** The exports of a generated module, or undefined where there is none yet. Generated modules import nothing but types. */
export function readGenerated(path: string): Record<string, unknown> | undefined {
  if (!existsSync(path)) return undefined;
  const { code } = transformSync(readFileSync(path, 'utf8'), { loader: 'ts', format: 'cjs' });
  const module = { exports: {} as Record<string, unknown> };
  new Function('module', 'exports', code)(module, module.exports);
  return module.exports;
}
