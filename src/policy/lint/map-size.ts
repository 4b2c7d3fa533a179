import { policyFacts } from '../../catalogue/facts/policy';
import type { Found } from '../../core/finding';
import { factsFor } from '../../core/release-range';
import type { PolicyFinding, PolicyLintContext } from './context';
import type { Grant } from './grant';
import { foundAt } from './policy-view';

/** Entries that a range of ports takes: a key holds a port and a prefix. Source: pkg/policy/portrange.go PortRangeToMaskedPorts. */
export function portPrefixes(first: number, last: number): number {
  let count = 0;
  for (let port = first; port <= last; count++) {
    let size = 1;
    while (size < 65536 && port % (size * 2) === 0 && port + size * 2 - 1 <= last) size *= 2;
    port += size;
  }
  return count;
}

interface Estimate {
  readonly entries: number;
  /** The grant with the most. */
  readonly most: Grant;
}

/** The least number of entries that grants need in the map of an endpoint. */
function estimate(context: PolicyLintContext, grants: readonly Grant[]): Estimate | undefined {
  const keys = new Set<string>();
  let most: Grant | undefined;
  let largest = 0;
  for (const grant of grants) {
    const before = keys.size;
    const ports = portPrefixes(grant.first, grant.last);
    const who = grant.peer.wildcard ? ['*'] : identitiesOf(context, grant);
    for (const one of who) {
      for (let at = 0; at < ports; at++) {
        keys.add(
          `${grant.entry.ingress} ${one} ${grant.protocol} ${grant.name ?? ''} ${grant.first}-${grant.last} ${at}`,
        );
      }
    }
    if (keys.size - before > largest || !most) [largest, most] = [keys.size - before, grant];
  }
  return most && { entries: keys.size, most };
}

function identitiesOf(context: PolicyLintContext, { peer }: Grant): string[] {
  if (peer.kind !== 'labels') return [peer.key];
  const pods = new Set(context.selected(peer).map(({ identity }) => `pod ${identity.number}`));
  return [...pods, ...context.universe.entitiesOf(peer)];
}

function* size(context: PolicyLintContext): Iterable<Found> {
  const max = factsFor(context.world.cilium, policyFacts).policyMapMax as number;
  const allowed = context.grants.filter(({ entry }) => !entry.node);
  const bySubject = new Map<string, Grant[]>();
  for (const grant of allowed) {
    const { key } = grant.entry.subject;
    bySubject.set(key, [...(bySubject.get(key) ?? []), grant]);
  }
  for (const own of bySubject.values()) {
    const subject = own[0]?.entry.subject;
    if (!subject) continue;
    // Those of wider subjects are in the same map.
    const all = allowed.filter(
      ({ entry }) => entry.subject.key === subject.key || context.universe.coversSubject(subject, [entry.subject]),
    );
    const found = estimate(context, all);
    if (!found || found.entries <= max / 2 || !own.includes(found.most)) continue;
    const over = found.entries > max;
    yield foundAt(found.most.policy, found.most.entry.ref.rule, {
      severity: over ? 'error' : 'warning',
      message: `${over ? '' : 'more than half full: '}the policy map of these pods needs at least ${found.entries} entries, and has ${max}`,
      fix: over
        ? 'aggregate the CIDRs, or use entities or wider selectors; bpf.policyMapMax goes up to 65536'
        : 'watch cilium_bpf_map_pressure, aggregate CIDRs, or raise bpf.policyMapMax',
    });
  }
}

export const mapSize: PolicyFinding = {
  code: 'policy-map-size',
  severity: 'warning',
  pitfall: 'B33',
  why: 'Each identity on each port takes an entry of the endpoint’s policy map. What finds no room there is dropped.',
  source: 'pkg/maps/policymap/cell.go, bpf-policy-map-max; pkg/policy/portrange.go',
  check: size,
};
