import { parseCIDR } from '../../core/cidr';
import type { AddressRange } from '../../core/cidr';
import { CLUSTER_LABEL, labelFilter } from '../labels';
import type { ParseContext } from '../sanitize-context';
import { END_ENTITIES } from '../scenario';
import type { World } from '../scenario';
import type { Requirement, Selector } from '../selector';
import { endsOf } from '../world';
import type { Identity } from '../world';
import { podThatMeets } from './pod-labels';

/** More bounds of CIDRs than this are not looked at one by one. */
const MOST_BOUNDS = 400;

/** A name that a selector by names selects; undefined for one that selects by something else. */
export function namesOf(selector: Selector): { readonly matchName: string; readonly matchPattern: string } | undefined {
  const match = /^MatchName: (.*), MatchPattern: (.*)$/.exec(selector.key);
  return match ? { matchName: match[1] as string, matchPattern: match[2] as string } : undefined;
}

/** A name that a pattern stands for. */
export function sampleName(pattern: string): string {
  return pattern
    .trim()
    .replace(/^\*{2,}\./, 'a.b.')
    .replace(/\*+/g, 'a')
    .replace(/\.$/, '');
}

/** An address as text. */
export function addressText(family: 4 | 6, value: bigint): string {
  if (family === 4) return [24n, 16n, 8n, 0n].map((shift) => String((value >> shift) & 255n)).join('.');
  const groups = Array.from({ length: 8 }, (_, at) => ((value >> BigInt(16 * (7 - at))) & 0xffffn).toString(16));
  return groups.join(':');
}

/** The bounds of the CIDRs of selectors: the first and last address of each, and those beside it. */
function boundsOf(selectors: Iterable<Selector>): string[] {
  const ranges = new Map<string, AddressRange>();
  for (const selector of selectors) {
    for (const { source, key, range } of selector.requirements) {
      if (range) ranges.set(key, range);
      else if (source === 'cidr') {
        const parsed = parseCIDR(key);
        if (parsed) ranges.set(key, parsed);
      }
    }
    if (ranges.size > MOST_BOUNDS) return [];
  }
  const addresses = [...ranges.values()].flatMap(({ family, first, last }) => {
    const most = (1n << (family === 4 ? 32n : 128n)) - 1n;
    const beside = [first - 1n, first, last, last + 1n].filter((value) => value >= 0n && value <= most);
    return beside.map((value) => addressText(family, value));
  });
  return [...new Set(addresses)];
}

/**
 * Everybody that a selector may select: pods of any labels, the reserved identities, addresses at the bounds of every
 * CIDR that is written, and addresses of names.
 */
export class Universe {
  private readonly others: readonly Identity[];
  private readonly entities: readonly (readonly [end: string, identity: Identity])[];
  private readonly addresses: boolean;
  private readonly kept: (key: string) => boolean;
  private readonly local: Requirement;
  private readonly selected = new Map<string, ReadonlySet<Identity>>();

  constructor(
    world: World,
    context: ParseContext,
    selectors: ReadonlyMap<string, Selector>,
    prefixes: readonly string[],
  ) {
    const values = new Set([context.config.clusterName]);
    this.local = { source: 'k8s', key: CLUSTER_LABEL, operator: 'In', values };
    const filter = labelFilter(context.config.labels);
    this.kept = (key) => filter({ source: 'k8s', key, value: '' });
    const names = [...selectors.values()].flatMap((selector) => {
      const of = namesOf(selector);
      return of ? [of.matchName || sampleName(of.matchPattern)] : [];
    });
    const bounds = boundsOf(selectors.values());
    this.addresses = bounds.length > 0 || ![...selectors.values()].some(({ kind }) => kind === 'cidr');
    const dns = Object.fromEntries(names.map((name, at) => [name, [addressText(4, 0xc6336400n + BigInt(at))]]));
    // An API server that is no node of the cluster.
    const kubeAPIServerIPs = [...(world.kubeAPIServerIPs ?? []), '192.0.2.78'];
    const ends = endsOf({ ...world, endpoints: [], dns, kubeAPIServerIPs }, context, prefixes);
    const wanted = [
      ...END_ENTITIES.map((entity) => `entity:${entity}`),
      ...(world.nodes ?? []).map(({ name }) => `node:${name}`),
      ...['192.0.2.77', '2001:db8::77', ...bounds].map((address) => `ip:${address}`),
      ...kubeAPIServerIPs.map((address) => `ip:${address}`),
      ...names.map((name) => `fqdn:${name}`),
    ];
    const numbers = new Set(wanted.map((end) => ends.peer(end).identity));
    this.entities = END_ENTITIES.map((one) => {
      const end = `entity:${one}`;
      return [end, ends.identities[ends.peer(end).identity - 1] as Identity];
    });
    this.others = ends.identities.filter(({ number }) => numbers.has(number));
  }

  /** Whom of those that are no pods a selector selects. */
  private selectedOthers(selector: Selector): ReadonlySet<Identity> {
    let known = this.selected.get(selector.key);
    if (!known) {
      this.selected.set(selector.key, (known = new Set(this.others.filter((one) => selector.matches(one)))));
    }
    return known;
  }

  /** The ends `entity:…` that a selector selects. */
  entitiesOf(selector: Selector): string[] {
    return this.entities.filter(([, identity]) => selector.matches(identity)).map(([end]) => end);
  }

  /** Whether each pod that one selector selects is selected by one of the others. */
  coversPods(selector: Selector, covers: readonly Selector[]): boolean {
    if (selector.kind !== 'labels') return true;
    const byLabels = covers.filter(({ kind }) => kind === 'labels').map(({ requirements }) => requirements);
    return podThatMeets(selector.requirements, byLabels, this.kept) === undefined;
  }

  /** Whether all that one selector selects is selected by one of the others too. */
  covers(selector: Selector, covers: readonly Selector[]): boolean {
    if (covers.length === 0) return false;
    if (covers.some(({ key, wildcard }) => wildcard || key === selector.key)) return true;
    if (selector.kind === 'cidr' && !this.addresses) return false;
    // Of one pattern within another nothing is known here, but by the names that it stands for as a whole.
    const names = namesOf(selector);
    const usable = names?.matchPattern ? covers.filter(({ kind }) => kind !== 'fqdn') : covers;
    if (!this.coversPods(selector, usable)) return false;
    const sets = usable.map((cover) => this.selectedOthers(cover));
    return [...this.selectedOthers(selector)].every((one) => sets.some((set) => set.has(one)));
  }

  /** Whether every pod of this cluster that one selects as its subject is selected by one of the others. */
  coversSubject(selector: Selector, covers: readonly Selector[]): boolean {
    const { kind, requirements } = selector;
    if (kind !== 'labels' || covers.length === 0) return false;
    const own: Selector = { ...selector, key: `${selector.key} here`, requirements: [...requirements, this.local] };
    return covers.some(({ key, wildcard }) => wildcard || key === selector.key) || this.covers(own, covers);
  }

  /** Whether some pod is selected by both. */
  samePod(a: Selector, b: Selector): boolean {
    if (a.kind !== 'labels' || b.kind !== 'labels') return false;
    const found = podThatMeets([...a.requirements, ...b.requirements], [], this.kept);
    return found !== undefined && found !== 'unknown';
  }

  /** Whether somebody is selected by both. */
  meets(a: Selector, b: Selector): boolean {
    if (this.samePod(a, b)) return true;
    const second = this.selectedOthers(b);
    return [...this.selectedOthers(a)].some((one) => second.has(one));
  }

  /** Whether a selector selects no pod that there may be. */
  selectsNoPod(selector: Selector): boolean {
    return selector.kind === 'labels' && podThatMeets(selector.requirements, [], this.kept) === undefined;
  }
}
