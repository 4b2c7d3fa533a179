import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { refuse } from '../core/issue';
import type { JsonObject } from '../core/json';
import { placeInNamespaces } from '../policy/import/kustomize';
import { readManifests, type Manifests, type ManifestText } from '../policy/import/manifests';

/** The objects of files and folders of YAML and JSON, from the working directory; folders as deep as they go. */
export function readPaths(paths: readonly string[]): Pick<Manifests, 'issues'> & { objects: readonly JsonObject[] } {
  const texts = [...new Set(paths.map((path) => resolve(path)))].flatMap((path) => [...textsIn(path)]);
  const { objects, issues } = readManifests(texts);
  return { objects: placeInNamespaces(objects, texts), issues };
}

function* textsIn(path: string): Generator<ManifestText> {
  if (!statOf(path).isDirectory()) {
    yield { file: relative('.', path), text: readFileSync(path, 'utf8') };
    return;
  }
  for (const entry of readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
    if (entry.isDirectory() || /\.(?:ya?ml|json)$/.test(entry.name)) yield* textsIn(join(path, entry.name));
  }
}

function statOf(path: string): { isDirectory(): boolean } {
  try {
    return statSync(path);
  } catch (error) {
    return refuse({
      code: 'file-unreadable',
      path: '',
      message: `cannot be read: ${(error as NodeJS.ErrnoException).code ?? String(error)}`,
      location: { file: relative('.', path) },
      fix: 'mend the path: it is looked for from the working directory',
    });
  }
}
