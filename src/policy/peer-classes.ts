import type { Selection } from './selector-cache';

/** Sets of identities that grow, each the part of all that has something; what two identities share makes them equal. */
export interface PeerClasses {
  /** The class of an identity, counted from 0. */
  of(number: number): number;
}

/**
 * Parts identities into classes that no selection tells apart: the peers of one direction that its rules treat alike. A
 * class is found by one step for each selection that has the identity, so that the cost is what is selected, not the
 * product of selectors and identities.
 */
export function peerClasses(selections: () => readonly Selection[], identities: readonly unknown[]): PeerClasses {
  let classes = new Int32Array(0);
  let upTo = 0;
  let count = 1;
  /** Where a class goes that the selection of this index has: class * selections + index. */
  const steps = new Map<number, number>();

  const extend = (): void => {
    const all = selections();
    const before = upTo;
    upTo = identities.length;
    const more = new Int32Array(upTo + 1);
    more.set(classes);
    classes = more;
    all.forEach(({ numbers }, index) => {
      for (let at = firstAbove(numbers, before); at < numbers.length; at++) {
        const number = numbers[at] as number;
        if (number > upTo) break;
        const key = (classes[number] as number) * all.length + index;
        let next = steps.get(key);
        if (next === undefined) steps.set(key, (next = count++));
        classes[number] = next;
      }
    });
  };

  return {
    of: (number) => {
      if (number > upTo) extend();
      return classes[number] as number;
    },
  };
}

function firstAbove(numbers: readonly number[], limit: number): number {
  if (limit === 0) return 0;
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] as number) > limit) high = middle;
    else low = middle + 1;
  }
  return low;
}
