import { refuse } from './issue';

/**
 * Version constraints as Helm's `semverCompare` reads them (github.com/Masterminds/semver/v3 3.5): versions are
 * completed (`1.16` is 1.16.0), and a pre-release matches only where the constraint has one too (`>=1.27-0`). The npm
 * package differs in all three, so nothing of it is used here.
 */
export interface Version {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
  readonly pre: string;
}

const DOTTED = '[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*';
const SUFFIX = `(?:-(${DOTTED}))?(?:\\+${DOTTED})?`;
const VERSION = new RegExp(`^v?(\\d+)(?:\\.(\\d+))?(?:\\.(\\d+))?${SUFFIX}$`);

/** Reads a version leniently: a leading `v`, missing minor and patch, pre-release and build metadata. Undefined if it is none. */
export function parseVersion(source: string): Version | undefined {
  const match = source.length <= 256 ? VERSION.exec(source) : null;
  if (!match) return undefined;
  const pre = match[4] ?? '';
  if (pre.split('.').some((part) => /^0\d+$/.test(part))) return undefined;
  return { major: Number(match[1]), minor: Number(match[2] ?? 0), patch: Number(match[3] ?? 0), pre };
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
    if (m && n && Number(p) !== Number(q)) return Number(p) - Number(q);
    if (m !== n) return m ? -1 : 1;
    return p < q ? -1 : 1;
  }
  return 0;
}

/** Negative if a is older than b, zero if equal, positive if newer; a pre-release is older than its release. */
export function compareVersions(a: Version, b: Version): number {
  return a.major - b.major || a.minor - b.minor || a.patch - b.patch || comparePre(a.pre, b.pre);
}

/** One comparator: an operator and a version of which trailing parts may be open (`1.x`, `1`). */
interface Comparator {
  readonly operator: string;
  readonly bound: Version;
  /** How many of major, minor and patch are given: 3 is a full version. */
  readonly given: 0 | 1 | 2 | 3;
}

const PARTS = '[0-9|xX*]+';
const BOUND = `v?${PARTS}(?:\\.${PARTS})?(?:\\.${PARTS})?(?:-${DOTTED})?(?:\\+${DOTTED})?`;
const OPERATOR = '=|!=|>|<|>=|=>|<=|=<|~|~>|\\^|';
const COMPARATOR = new RegExp(`^(${OPERATOR})\\s*v?(${PARTS})(?:\\.(${PARTS}))?(?:\\.(${PARTS}))?${SUFFIX}$`);
const GROUP = new RegExp(`^\\s*(?:${OPERATOR})\\s*${BOUND}\\s*(?:(?:\\s+|,\\s*)(?:${OPERATOR})\\s*${BOUND}\\s*)*$`);
const EACH = new RegExp(`(?:${OPERATOR})\\s*${BOUND}`, 'g');
const HYPHEN = new RegExp(`\\s*(${BOUND})\\s+-\\s+(${BOUND})\\s*`, 'g');

function parseComparator(source: string): Comparator {
  const match = COMPARATOR.exec(source.trim());
  if (!match) throw new Error(`not a version constraint: ${JSON.stringify(source)}`);
  const [, operator = '', major, minor, patch, pre = ''] = match;
  const open = (part: string | undefined): boolean => part === undefined || /^[xX*]$/.test(part);
  const given = open(major) ? 0 : open(minor) ? 1 : open(patch) ? 2 : 3;
  const text = [major, minor, patch].map((part, i) => (i < given ? part : '0')).join('.');
  const bound = parseVersion(pre ? `${text}-${pre}` : text);
  if (!bound) throw new Error(`not a version constraint: ${JSON.stringify(source)}`);
  return { operator, bound, given };
}

/** What each operator asks, where the pre-releases of version and bound may be compared at all. */
function holds(version: Version, { operator, bound, given }: Comparator): boolean {
  const order = compareVersions(version, bound);
  switch (operator) {
    case '>=':
    case '=>':
      return order >= 0;
    case '<':
      return order < 0;
    case '<=':
    case '=<':
      if (given === 3) return order <= 0;
      return (
        version.major <= bound.major && !(version.major === bound.major && version.minor > bound.minor && given !== 1)
      );
    case '>':
      if (given === 3 || version.major !== bound.major) return given === 3 ? order > 0 : version.major > bound.major;
      return given === 2 ? version.minor > bound.minor : given === 0 && order > 0;
    case '!=':
      if (given === 3 || version.major !== bound.major) return order !== 0;
      if (given === 1) return false;
      if (version.minor !== bound.minor) return true;
      return given === 2 ? version.pre !== bound.pre : order !== 0;
    case '~':
    case '~>':
      return tilde(version, bound, given);
    case '^':
      return caret(version, bound, given);
    default:
      return given === 3 ? order === 0 : tilde(version, bound, given);
  }
}

function tilde(version: Version, bound: Version, given: number): boolean {
  if (compareVersions(version, bound) < 0) return false;
  if (bound.major === 0 && bound.minor === 0 && bound.patch === 0 && given !== 1 && given !== 2) return true;
  return version.major === bound.major && (version.minor === bound.minor || given === 1);
}

function caret(version: Version, bound: Version, given: number): boolean {
  if (compareVersions(version, bound) < 0) return false;
  if (bound.major > 0 || given === 1) return version.major === bound.major;
  if (version.major > 0) return false;
  if (bound.minor > 0 || given === 2) return version.minor === bound.minor;
  return version.minor === 0 && version.patch === bound.patch;
}

const parsed = new Map<string, readonly (readonly Comparator[])[]>();

function parseConstraint(source: string): readonly (readonly Comparator[])[] {
  const known = parsed.get(source);
  if (known) return known;
  const groups = source.replace(HYPHEN, (_, low: string, high: string) => `>= ${low}, <= ${high} `).split('||');
  if (source.length > 512 || groups.length > 32 || !groups.every((group) => GROUP.test(group))) {
    throw new Error(`not a version constraint: ${JSON.stringify(source)}`);
  }
  const constraint = groups.map((group) => (group.match(EACH) ?? []).map(parseComparator));
  parsed.set(source, constraint);
  return constraint;
}

/**
 * sprig `semverCompare`: comparators separated by blanks or commas must all hold, `||` separates alternatives.
 * Throws where constraint or version cannot be read, as the chart does: a version, which is the user's, as an `IssueError`.
 */
export function semverCompare(constraint: string, source: string): boolean {
  const groups = parseConstraint(constraint);
  const version = parseVersion(source);
  if (!version) {
    refuse({
      code: 'not-a-version',
      path: 'values',
      message: 'a version stands here, and this is none',
      got: source,
      allowed: 'MAJOR.MINOR or MAJOR.MINOR.PATCH',
    });
  }
  return groups.some(
    (group) =>
      (version.pre === '' || group.some(({ bound }) => bound.pre !== '')) &&
      group.every((comparator) => holds(version, comparator)),
  );
}
