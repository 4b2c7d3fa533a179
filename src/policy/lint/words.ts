import { distance } from 'fastest-levenshtein';
import { PROTOCOLS, protocolNumber } from '../protocol';
import type { RuleRef } from '../result';
import type { Grant } from './grant';
import type { PolicyView } from './policy-view';

/** The word that was surely meant: a letter or two apart, or another case. Words that merely begin alike are not. */
export function typoOf(word: string, known: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = word.length < 4 ? 1 : word.length < 8 ? 2 : 3;
  for (const candidate of known) {
    if (candidate === word) return undefined;
    const far = apart(word, candidate);
    // What differs in digits only is another one of a series: web-1 and web-2.
    if (far < least && candidate.replace(/\d+/g, '') !== word.replace(/\d+/g, '')) {
      best = candidate;
      least = far;
    } else if (far === 0) best = candidate;
  }
  return best;
}

/** How far two words are apart; two letters that changed places are one mistake. */
function apart(word: string, candidate: string): number {
  if (candidate.toLowerCase() === word.toLowerCase()) return 0;
  const at = [...word].findIndex((letter, index) => letter !== candidate[index]);
  const swapped = word.slice(0, at) + (word[at + 1] ?? '') + (word[at] ?? '') + word.slice(at + 2);
  return swapped === candidate ? 0.5 : distance(word, candidate);
}

/** Names of protocols by number. */
const NAMES = new Map(PROTOCOLS.map((name) => [protocolNumber(name), name]));

/** `TCP 8080`, `UDP 1024-2048`, `every port`. */
export function portText({ protocol, first, last, name }: Grant): string {
  const kind = NAMES.get(protocol) ?? '';
  if (name !== undefined) return `${kind} ${name}`;
  if (first === 0 && last === 65535) return protocol === 0 ? 'every port' : `every port of ${kind}`;
  return `${kind} ${first === last ? first : `${first}-${last}`}`;
}

/** A rule of a policy with its place, for the middle of a sentence. */
export function ruleText(ref: RuleRef): string {
  const { file, line, column } = ref.location ?? {};
  const at = file === undefined ? '' : ` (${[file, line, column].filter((part) => part !== undefined).join(':')})`;
  return `${ref.policy.replace('//', '/')} ${ref.rule}${at}`;
}

/** A rule of the policy that is spoken of. */
export function ownRuleText({ rule, location }: RuleRef): string {
  return location?.line === undefined ? rule : `${rule} in line ${location.line}`;
}

/** `a, b and c`; more than `most` are counted. */
export function listText(items: readonly string[], most = 3): string {
  if (items.length > most) return `${items.slice(0, most).join(', ')} and ${items.length - most} more`;
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} and ${items[items.length - 1]}`;
}

/** Words by which the author says what a policy is for. */
export function intentOf(policy: PolicyView, description: unknown): string {
  return `${policy.name} ${typeof description === 'string' ? description : ''}`.toLowerCase();
}
