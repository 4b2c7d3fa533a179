/** The parts of the suite that need a control plane: each is a function in a file of its name. */
import { existsSync } from 'node:fs';
import { fileURLToPath, URL } from 'node:url';
import { load } from '../load.mjs';
import { isThere, NEEDS } from './programs.mjs';

const fileOf = (part) => fileURLToPath(new URL(`./${part}.mjs`, import.meta.url));

/** Those that are written; each runs where it is asked for. */
export const PARTS = Object.keys(NEEDS).filter((part) => existsSync(fileOf(part)));

/** The programs that a part needs and that would have to be built first. */
export const notBuilt = (part) => NEEDS[part].filter((program) => !isThere(program));

/** The function of a part. */
export const partOf = async (part) => (await import(fileOf(part)))[part];

/** What of our own source the parts read. */
export async function loadOurs() {
  const [ours, clusters] = await Promise.all([
    load(
      'src/index.ts',
      'src/catalogue/catalogue.ts',
      'src/core/merge.ts',
      'src/core/yaml-read.ts',
      'src/core/yaml-emit.ts',
      'src/catalogue/catalogue.ts',
      'src/model/check-cluster.ts',
      'src/model/check-resource.ts',
      'src/model/resource-rules.ts',
      'src/model/resources.ts',
      'src/delivery/output.ts',
      'tools/catalogue/resource-schema.ts',
    ),
    load('src/clusters/main.ts'),
  ]);
  return { ...ours, clusters };
}
