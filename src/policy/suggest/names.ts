import { nameMatcher } from '../dns';

/** Addresses and the names that each was learned for. */
export type Learned = ReadonlyMap<string, { readonly names: readonly string[] }>;

/** What a DNS name must look like to stand in a rule. */
const NAME = /^(?:[-a-z0-9_]+\.)*[-a-z0-9_]+$/;

/** Whether a rule can name it. */
export function isNameable(name: string): boolean {
  return name.length <= 255 && NAME.test(name.toLowerCase());
}

/** Whether any rule at all lets a name be asked for: the proxy's `*` knows letters, digits, dashes and underscores only. */
export function isAskable(name: string): boolean {
  return name === '' || name === '*' || NAME.test(name.toLowerCase());
}

/**
 * For each address the name to allow it by: of those that the endpoint asked for itself, else of all that the agent had
 * learned, so that few names suffice. Addresses that several names share are the work of CDNs, and say nothing of who was
 * meant.
 */
export function chosenNames(addresses: Learned, asked: ReadonlySet<string>): Map<string, string> {
  const candidates = new Map<string, readonly string[]>();
  for (const [address, { names }] of addresses) {
    const usable = names.map((name) => name.toLowerCase()).filter(isNameable);
    const own = usable.filter((name) => asked.has(name));
    if (usable.length > 0) candidates.set(address, own.length > 0 ? own : usable);
  }
  const chosen = new Map<string, string>();
  const open = new Map<string, Set<string>>();
  for (const [address, names] of candidates) {
    for (const name of names) open.set(name, (open.get(name) ?? new Set()).add(address));
  }
  while (chosen.size < candidates.size) {
    const [best] = [...open].sort((a, b) => b[1].size - a[1].size || (a[0] < b[0] ? -1 : 1));
    if (!best || best[1].size === 0) break;
    const [name, covered] = best;
    for (const address of [...covered]) {
      chosen.set(address, name);
      for (const other of open.values()) other.delete(address);
    }
    open.delete(name);
  }
  return chosen;
}

/** A name, or the first given pattern that matches it. */
export function templated(release: string, name: string, patterns: readonly string[]): string {
  return patterns.find((matchPattern) => nameMatcher(release, { matchPattern })(name)) ?? name;
}
