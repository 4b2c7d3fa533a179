import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** Text of the files of a release, by path inside the chart (`values.yaml`) or inside the source tree. */
export type Files = ReadonlyMap<string, string>;

/** What one argument holds: a chart, and the documentation of the source where it came with it. */
export interface Archive {
  readonly kind: 'chart' | 'source';
  /** Files of the chart; paths relative to it. */
  readonly chart: Files;
  /** The command references and requirement pages; paths relative to the source tree, which starts with `Documentation/`. */
  readonly documentation: Files;
}

const CHART_IN_SOURCE = 'install/kubernetes/cilium';
const DOCUMENTATION = [
  'Documentation/cmdref/cilium-agent.md',
  'Documentation/cmdref/cilium-operator.md',
  'Documentation/cmdref/cilium-operator-generic.md',
  'Documentation/network/kubernetes/compatibility.rst',
  'Documentation/operations/system_requirements.rst',
];

/** Reads a chart tarball, an unpacked chart, or the source tree of a release. Throws an `Error` that says what is missing. */
export function readArchive(path: string): Archive {
  if (!existsSync(path)) throw new Error(`${path}: no such file or directory`);
  if (!statSync(path).isDirectory()) {
    return { kind: 'chart', chart: withoutFirstFolder(readTarball(readFileSync(path))), documentation: new Map() };
  }
  if (existsSync(join(path, 'Chart.yaml'))) return { kind: 'chart', chart: readFolder(path), documentation: new Map() };
  const chart = join(path, CHART_IN_SOURCE);
  if (!existsSync(join(chart, 'Chart.yaml'))) {
    throw new Error(
      `${path}: neither a chart (Chart.yaml) nor the source of a release (${CHART_IN_SOURCE}/Chart.yaml)`,
    );
  }
  const documentation = new Map<string, string>();
  for (const file of DOCUMENTATION) {
    if (existsSync(join(path, file))) documentation.set(file, readFileSync(join(path, file), 'utf8'));
  }
  return { kind: 'source', chart: readFolder(chart), documentation };
}

function readFolder(root: string): Files {
  const files = new Map<string, string>();
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(relative(root, path).replaceAll('\\', '/'), readFileSync(path, 'utf8'));
  }
  return files;
}

function withoutFirstFolder(files: Files): Files {
  return new Map([...files].map(([path, text]) => [path.slice(path.indexOf('/') + 1), text]));
}

/** Regular files of a gzipped tar archive in the POSIX (ustar) form in which Helm packs charts. */
function readTarball(packed: Buffer): Files {
  const tar = gunzipSync(packed);
  const files = new Map<string, string>();
  const field = (at: number, length: number) => tar.toString('utf8', at, at + length).replace(/\0.*$/s, '');
  for (let at = 0; at + 512 <= tar.length && tar[at] !== 0;) {
    const prefix = field(at + 345, 155);
    const name = field(at, 100);
    const size = parseInt(field(at + 124, 12), 8);
    const type = field(at + 156, 1);
    if (type === '' || type === '0') {
      files.set(prefix ? `${prefix}/${name}` : name, tar.toString('utf8', at + 512, at + 512 + size));
    }
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return files;
}
