/**
 * Version constraints as Helm's `semverCompare` reads them (github.com/Masterminds/semver/v3): versions are
 * completed (`1.16` is 1.16.0), and a pre-release matches only where the constraint has one too (`>=1.27-0`).
 */
interface Version {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
  readonly pre: string;
}

/** Reads a version leniently: a leading `v`, missing minor and patch, pre-release and build metadata. Undefined if it is none. */
export function parseVersion(source: string): Version | undefined {
  const match = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?$/.exec(source);
  if (!match) return undefined;
  return { major: Number(match[1]), minor: Number(match[2] ?? 0), patch: Number(match[3] ?? 0), pre: match[4] ?? '' };
}

function comparePre(a: string, b: string): number {
  if (a === b) return 0;
  if (a === '') return 1;
  if (b === '') return -1;
  const x = a.split('.');
  const y = b.split('.');
  for (let i = 0; i < Math.max(x.length, y.length); i++) {
    const p = x[i];
    const q = y[i];
    if (p === q) continue;
    if (p === undefined) return -1;
    if (q === undefined) return 1;
    const m = /^\d+$/.test(p);
    const n = /^\d+$/.test(q);
    if (m && n) return Number(p) - Number(q);
    if (m !== n) return m ? -1 : 1;
    return p < q ? -1 : 1;
  }
  return 0;
}

function compare(a: Version, b: Version): number {
  return a.major - b.major || a.minor - b.minor || a.patch - b.patch || comparePre(a.pre, b.pre);
}

/**
 * sprig `semverCompare` for single comparators (`>=1.8`, `<1.30.0`, `>=1.27-0`), the only form that the charts use.
 * Throws an `Error` where the version cannot be read, as the chart does.
 */
export function semverCompare(constraint: string, source: string): boolean {
  const match = /^\s*(>=|<=|>|<|=)?\s*(\S+)\s*$/.exec(constraint);
  const bound = match && parseVersion(match[2] as string);
  const version = parseVersion(source);
  if (!match || !bound) throw new Error(`not a version constraint: ${JSON.stringify(constraint)}`);
  if (!version) throw new Error(`not a version: ${JSON.stringify(source)}`);
  if (version.pre !== '' && bound.pre === '') return false;
  const order = compare(version, bound);
  switch (match[1]) {
    case '>=': return order >= 0;
    case '<=': return order <= 0;
    case '>': return order > 0;
    case '<': return order < 0;
    default: return order === 0;
  }
}
