import type { Selector } from './selector';
import type { Identity } from './world';

/** The identities that a selector selects, by number. */
export interface Selection {
  /** Ascending. */
  readonly numbers: readonly number[];
  has(number: number): boolean;
}

/** Which identities selectors select, found once. As pkg/policy/selectorcache.go. */
export interface SelectorCache {
  /** Of all identities that there are at this moment. */
  selection(selector: Selector): Selection;
}

/** Labels of what a CIDR can select: addresses outside, and nodes (`policy-cidr-match-mode`). */
const OUTSIDE = ['world', 'world-ipv4', 'world-ipv6', 'host', 'remote-node'];

class Kept implements Selection {
  readonly numbers: number[] = [];
  private bits = new Uint8Array(64);
  /** Identities up to this number were asked. */
  upTo = 0;

  has(number: number): boolean {
    return this.bits[number] === 1;
  }

  add(number: number): void {
    if (this.has(number)) return;
    if (number >= this.bits.length) {
      const more = new Uint8Array(Math.max(number + 1, this.bits.length * 2));
      more.set(this.bits);
      this.bits = more;
    }
    this.bits[number] = 1;
    this.numbers.push(number);
  }
}

/** `identities` may grow: what is new is asked about when a selector is wanted again. */
export function selectorCache(identities: readonly Identity[]): SelectorCache {
  const kept = new Map<string, Kept>();
  /** Numbers of identities by `key`, and by `key=value`. */
  const postings = new Map<string, number[]>();
  const named: number[] = [];
  let posted = 0;

  const post = (key: string, number: number): void => {
    const list = postings.get(key);
    if (!list) postings.set(key, [number]);
    else if (list[list.length - 1] !== number) list.push(number);
  };
  const postNew = (): void => {
    for (; posted < identities.length; posted++) {
      const { labels, names, number } = identities[posted] as Identity;
      for (const { key, value } of labels) {
        post(key, number);
        post(`${key}=${value}`, number);
      }
      if (names.length > 0) named.push(number);
    }
  };

  /** Lists that together hold everything that the selector can select; undefined where there is nothing to go by. */
  const candidates = ({ kind, anywhere, requirements }: Selector): readonly (readonly number[])[] | undefined => {
    const of = (keys: readonly string[]): number[][] =>
      keys.flatMap((key) => {
        const list = postings.get(key);
        return list ? [list] : [];
      });
    if (kind === 'fqdn') return [named];
    if (kind === 'cidr') return anywhere ? undefined : of(OUTSIDE);
    let best: readonly (readonly number[])[] | undefined;
    let least = Infinity;
    for (const { source, key, operator, values } of requirements) {
      if (source === 'cidr' || operator === 'NotIn' || operator === 'DoesNotExist') continue;
      const lists = of(operator === 'Exists' ? [key] : [...values].map((value) => `${key}=${value}`));
      const count = lists.reduce((sum, { length }) => sum + length, 0);
      if (count >= least) continue;
      best = lists;
      least = count;
    }
    return best;
  };

  const extend = (selector: Selector, own: Kept): void => {
    postNew();
    const before = own.numbers.length;
    const lists = candidates(selector);
    if (lists) {
      for (const list of lists) {
        for (const number of list) {
          if (number > own.upTo && selector.matches(identities[number - 1] as Identity)) own.add(number);
        }
      }
      if (lists.length > 1 && own.numbers.length > before) own.numbers.sort((a, b) => a - b);
    } else {
      for (let at = own.upTo; at < identities.length; at++) {
        if (selector.wildcard || selector.matches(identities[at] as Identity)) own.add(at + 1);
      }
    }
    own.upTo = identities.length;
  };

  return {
    selection: (selector) => {
      let own = kept.get(selector.key);
      if (!own) kept.set(selector.key, (own = new Kept()));
      if (own.upTo < identities.length) extend(selector, own);
      return own;
    },
  };
}
