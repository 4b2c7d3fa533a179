import { closest } from '../core/closest';
import { refuse } from '../core/issue';
import type { Distillery } from './distillery';
import type { Party } from './party';
import { OTHER } from './party';

/**
 * The parties that words choose: a party (`shop/db`, `entity:world`, `10.0.0.0/8`), a namespace (`shop` or `shop/`), a
 * pattern (`shop/*`), labels (`app=db,tier=data`), or any other end of a flow (`ip:192.0.2.1`, `fqdn:example.com`), which
 * is then a party of its own. Throws an IssueError for words that choose nobody.
 */
export function chooseParties(
  parties: readonly Party[],
  { ends, world }: Distillery,
  words: readonly string[],
  path: string,
): readonly Party[] {
  const chosen = new Map<string, Party>();
  for (const word of words) {
    const found = matching(parties, world.endpoints ?? [], word);
    for (const party of found.length > 0 ? found : [another(word)]) chosen.set(party.name, party);
  }
  return [...chosen.values()];

  function another(word: string): Party {
    if (/^(?:ip|fqdn|node|entity):/.test(word)) {
      ends.peer(word); // throws, with what is near
      return { name: word, kind: word.startsWith('fqdn:') ? 'name' : 'cidr', end: word };
    }
    const spaces = parties.flatMap(({ namespace }) => (namespace === undefined ? [] : [namespace]));
    const names = parties.map(({ name }) => name);
    const near = closest(word, word.includes('=') ? [] : new Set([...names, ...spaces]));
    return refuse({
      code: 'unknown-end',
      path,
      message: word.includes('=') ? 'no pod has these labels' : 'there is nobody of that name',
      got: word,
      allowed: 'namespace/workload, namespace, app=label, entity:NAME, ip:ADDRESS, fqdn:NAME, a pattern with *',
      ...(near !== undefined && { fix: `did you mean ${near}?` }),
    });
  }
}

function matching(
  parties: readonly Party[],
  endpoints: readonly { name: string; namespace?: string; labels?: Readonly<Record<string, string>> }[],
  word: string,
): readonly Party[] {
  const exact = parties.filter(({ name, end }) => name === word || end === word || name === `entity:${word}`);
  if (exact.length > 0) return exact;
  const space = word.replace(/\/\*?$/, '');
  const inSpace = parties.filter(({ namespace }) => namespace === space);
  if (inSpace.length > 0) return inSpace;
  if (/^[^:/*]*=/.test(word) || /^[a-z0-9.-]+\/[^*=]+=/.test(word)) {
    const wanted = word.split(',').map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]);
    const names = new Set(
      endpoints
        .filter(
          ({ labels, name }) => name !== OTHER && wanted.every(([key, value]) => labels?.[key as string] === value),
        )
        .map(({ namespace, name }) => `${namespace ?? 'default'}/${name}`),
    );
    return parties.filter(({ name }) => names.has(name));
  }
  if (!word.includes('*')) return [];
  const expression = word.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'));
  const pattern = new RegExp(`^${expression.join('.*')}$`);
  return parties.filter(({ name }) => pattern.test(name));
}
