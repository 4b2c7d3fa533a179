import { isRelease, releases, type Release } from '../catalogue/catalogue';
import { closest } from '../core/closest';
import { refuse } from '../core/issue';
import { printed } from '../core/printed';

/** A release that the catalogue has; refuses any other, with the likely one. */
export function knownRelease(release: unknown): Release {
  if (typeof release === 'string' && isRelease(release)) return release;
  const all = releases().map((known) => known.release);
  const text = typeof release === 'string' ? release.replace(/^v/, '') : '';
  // Of a minor the newest; else the nearest, and of two that are equally near the newer.
  const newest = [...all].reverse();
  const near = newest.find((known) => known.startsWith(`${text}.`) && text.includes('.')) ?? closest(text, newest);
  return refuse({
    code: 'unknown-release',
    path: 'cilium',
    message: 'this release of Cilium is not in the catalogue',
    got: typeof release === 'string' ? release : release === undefined ? 'nothing' : printed(release),
    allowed: all.join(', '),
    fix: near === undefined ? `the newest is ${newest[0] as string}` : `did you mean ${near}?`,
  });
}
