import { join } from 'node:path';
import { compareReleases } from '../../src/core/release-range';
import { readArchive } from './archive';
import { readDocumentation } from './documentation';
import { readRelease } from './release';
import { minorOf, readCatalogue, writeCatalogue } from './store';

const USAGE = `usage: npm run catalogue -- <chart.tgz, unpacked chart or source directory>…

Reads releases of Cilium and adds their facts to src/catalogue/*.gen.ts; releases already there are kept, and a
published chart, which names digests, is not replaced by a source tree, which does not.
A source tree (go mod download -json github.com/cilium/cilium@v1.20.2) also has the flags and the requirements.`;

/** Runs the command; returns the exit code. */
export function main(args: readonly string[], root: string): number {
  if (args.length === 0 || args.includes('--help')) {
    console.error(USAGE);
    return args.length === 0 ? 2 : 0;
  }
  const folder = join(root, 'src/catalogue');
  const catalogue = readCatalogue(folder);
  for (const path of args) {
    const archive = readArchive(path);
    const facts = readRelease(archive);
    const minor = minorOf(facts.release);
    const documentation = readDocumentation(facts.release, archive);
    const known = catalogue.minors.get(minor);
    if (documentation && (!known || compareReleases(known.release, documentation.release) <= 0)) {
      catalogue.minors.set(minor, documentation);
    }
    const kept = catalogue.releases.get(facts.release)?.source === 'chart' && facts.source === 'source';
    if (!kept) catalogue.releases.set(facts.release, facts);
    console.error(
      `${facts.release}: ${Object.keys(facts.options).length} values from the ${facts.source}${
        kept ? ' (the chart stays)' : ''
      }${documentation ? ', flags and requirements' : ''}`,
    );
  }
  writeCatalogue(folder, catalogue);
  return 0;
}
