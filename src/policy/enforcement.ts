import { HOST } from './l4-policy';
import { TIER } from './policy-entry';
import type { PolicyEntry } from './policy-entry';
import type { ParseContext } from './sanitize-context';
import { WILDCARD } from './selector';
import type { Selector } from './selector';
import type { Identity } from './world';

/** The entries of one direction of one subject, with those that the agent adds. */
export interface DirectionEntries {
  readonly enforced: boolean;
  readonly defaultDeny: boolean;
  readonly entries: readonly PolicyEntry[];
  /** The local host is let in beside the entries, out of Envoy's sight. */
  readonly localhost: boolean;
}

const isReserved = (identity: Identity, key: string): boolean =>
  identity.labels.some((label) => label.source === 'reserved' && label.key === key);

const added = (
  ingress: boolean,
  l3: Selector,
  verdict: 'allow' | 'deny',
  name: string,
  priority: number,
): PolicyEntry => ({
  tier: TIER.default,
  priority,
  verdict,
  ingress,
  node: false,
  subject: WILDCARD,
  l3: [l3],
  l4: [],
  defaultDeny: false,
  ref: { policy: 'reserved', rule: name },
  labels: [`reserved:io.cilium.policy.derived-from=${name}`],
});

/**
 * The entries of one direction of one subject, with what all of them require (`fromRequires`, `toRequires`) asked of each
 * peer selector of endpoints. Allow rules do not have what deny rules require. Source: pkg/policy/rules.go of 1.18.
 */
export function constrained(entries: readonly PolicyEntry[]): readonly PolicyEntry[] {
  if (!entries.some(({ requires }) => requires)) return entries;
  const required = (verdict: PolicyEntry['verdict']): readonly Selector[] =>
    entries.flatMap((entry) => (entry.verdict === verdict ? (entry.requires ?? []) : []));
  const all = { allow: required('allow'), deny: required('deny'), pass: [] };
  return entries.map((entry) => {
    const more = all[entry.verdict];
    if (!entry.l3 || more.length === 0) return entry;
    return { ...entry, l3: entry.l3.map((one) => (entry.endpoints?.has(one) ? both(one, more) : one)) };
  });
}

const both = (selector: Selector, more: readonly Selector[]): Selector => ({
  key: [selector, ...more].map(({ key }) => key).join(' and '),
  wildcard: false,
  requirements: [selector, ...more].flatMap(({ requirements }) => requirements),
  kind: 'labels',
  matches: (peer) => selector.matches(peer) && more.every((one) => one.matches(peer)),
});

/**
 * The entries of one direction of one subject. `selects` tells which of all are about the subject, where that is known.
 * Source: pkg/policy/repository.go computePolicyEnforcementAndRules.
 */
export function directionEntries(
  context: ParseContext,
  all: readonly PolicyEntry[],
  subject: Identity,
  ingress: boolean,
  selects: (entry: PolicyEntry) => boolean = (entry) => entry.subject.matches(subject),
): DirectionEntries {
  const { config, facts } = context;
  const open = { enforced: false, defaultDeny: false, entries: [], localhost: false };
  if (config.enablePolicy === 'never') return open;
  const node = isReserved(subject, 'host');
  const own = all.filter((entry) => entry.ingress === ingress && entry.node === node && selects(entry));
  const always = config.enablePolicy === 'always' || isReserved(subject, 'init');
  const defaultDeny = always || own.some((entry) => entry.defaultDeny);
  if (own.length === 0 && !always) return open;
  const direction = ingress ? 'ingress' : 'egress';
  const entries = [...own];
  const letsHostIn = ingress && !node && config.allowLocalhost !== 'policy';
  if (own.length > 0) {
    if (!defaultDeny) entries.push(added(ingress, WILDCARD, 'allow', `allow-any-${direction}`, 0));
    else if (letsHostIn && facts.localhostIsRule)
      entries.push(added(ingress, HOST, 'allow', 'allow-localhost-ingress', 0));
  }
  return { enforced: true, defaultDeny, entries, localhost: letsHostIn && !facts.localhostIsRule };
}
