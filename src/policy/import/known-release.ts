import { releases } from '../../catalogue/catalogue';
import { compareReleases } from '../../core/release-range';

/**
 * The release of the catalogue by which another one is judged: itself, else the nearest patch of its minor, else the end of
 * the catalogue that is nearer.
 */
export function nearestRelease(version: string): string {
  const plain = version.replace(/^v/, '').replace(/-.*$/, '');
  const known = releases().map(({ release }) => release);
  const [major, minor] = plain.split('.');
  const siblings = known.filter((release) => release.startsWith(`${String(major)}.${String(minor)}.`));
  const among = siblings.length > 0 ? siblings : known;
  const before = among.filter((release) => compareReleases(release, plain) <= 0);
  return (before.at(-1) ?? among[0]) as string;
}

/** The newest release of the catalogue. */
export function newestRelease(): string {
  return releases().at(-1)?.release as string;
}
