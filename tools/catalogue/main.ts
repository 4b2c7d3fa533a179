import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compareReleases, parseRelease } from '../../src/core/release-range';
import { restore } from '../../src/catalogue/patched';
import type { Patched } from '../../src/catalogue/patched';
import { readArchive } from './archive';
import { encode, patchedModule } from './encode';
import { readGenerated } from './existing';
import { readRelease } from './release';
import type { ReleaseFacts } from './release';

const USAGE = `usage: npm run catalogue -- <chart.tgz, unpacked chart or source directory>…

Reads releases of Cilium and adds their facts to src/catalogue/*.gen.ts; releases already there are kept.
The source of a release (go mod download -json github.com/cilium/cilium@v1.20.2) also has its flags and requirements.`;

export function main(args: readonly string[], root: string): number {
  if (args.length === 0 || args.includes('--help')) {
    console.error(USAGE);
    return args.length === 0 ? 2 : 0;
  }
  const folder = join(root, 'src/catalogue');
  const known = readKnown(folder);
  for (const arg of args) {
    const facts = readRelease(readArchive(arg));
    const before = known.get(facts.release);
    if (before?.source === 'chart' && facts.source === 'source') continue;
    known.set(facts.release, facts);
  }
  const releases = [...known.values()].sort((a, b) => compareReleases(a.release, b.release));
  const minors = [...new Set(releases.map(({ release }) => minorOf(release)))];
  for (const minor of minors) {
    const own = releases.filter(({ release }) => minorOf(release) === minor);
    writeFileSync(join(folder, `defaults-${minor}.gen.ts`), patchedModule(
      header(own), encode(own.map((facts) => [facts.release, facts.defaults])),
    ));
  }
  writeFileSync(join(folder, 'releases.gen.ts'), releasesModule(releases));
  return 0;
}

function minorOf(release: string): string {
  const [major, minor] = parseRelease(release);
  return `${major}.${minor}`;
}

function header(own: readonly ReleaseFacts[]): string {
  return `// Written by \`npm run catalogue\` from the charts of ${own.map(({ release }) => release).join(', ')}.\n`;
}

function readKnown(folder: string): Map<string, ReleaseFacts> {
  const releases = (readGenerated(join(folder, 'releases.gen.ts'))?.releases ?? {}) as Record<string, Pick<ReleaseFacts, 'source' | 'kubeVersion'>>;
  return new Map(Object.entries(releases).map(([release, about]) => {
    const facts = readGenerated(join(folder, `defaults-${minorOf(release)}.gen.ts`))?.facts as Patched;
    return [release, { release, ...about, defaults: restore(facts, release) }];
  }));
}

function releasesModule(releases: readonly ReleaseFacts[]): string {
  return `// Written by \`npm run catalogue\`.
export const releases = {
${releases.map(({ release, source, kubeVersion }) => `  '${release}': { source: '${source}', kubeVersion: '${kubeVersion}' },`).join('\n')}
} as const;
`;
}
