import { parseAddress, parseCIDR } from '../../core/cidr';
import { closest } from '../../core/closest';
import type { CIDRRule, Entity, FQDNSelector, PortRule } from '../rule';
import { refuseArgument } from './refusal';

const ENTITIES: readonly Entity[] = [
  ...(['all', 'world', 'cluster', 'cluster-mesh', 'host', 'init', 'ingress'] as const),
  ...(['unmanaged', 'remote-node', 'health', 'none', 'kube-apiserver'] as const),
];

/** Entities, for `fromEntities` and `toEntities`. */
export function entities<const E extends Entity>(...names: readonly [E, ...E[]]): readonly E[] {
  const allowed = ENTITIES.join(', ');
  if ((names as readonly E[]).length === 0)
    refuseArgument('entities()', 'no entity: nobody', names, allowed, "write entities('world')");
  for (const name of names) {
    if (ENTITIES.includes(name)) continue;
    const near = typeof name === 'string' ? closest(name, ENTITIES) : undefined;
    refuseArgument(
      'entities()',
      'there is no such entity',
      name,
      allowed,
      near ? `did you mean ${near}?` : 'choose one',
    );
  }
  return names;
}

/**
 * A prefix, for `fromCIDRSet` and `toCIDRSet`: `cidr('10.0.0.0/8', { except: ['10.96.0.0/12'] })`. It never selects pods,
 * nodes or the host: those are labels and entities (`kube-apiserver`, `remote-node`, `host`).
 */
export function cidr(prefix: string, options: { readonly except?: readonly string[] } = {}): CIDRRule {
  const outer = range('cidr()', prefix);
  const except = options.except ?? [];
  for (const each of except) {
    const inner = range('cidr({ except })', each);
    if (inner.family === outer.family && outer.first <= inner.first && inner.last <= outer.last) continue;
    refuseArgument('cidr({ except })', 'this lies outside the prefix', each, `a part of ${prefix}`, 'take it away');
  }
  return { cidr: prefix, ...(except.length > 0 ? { except: [...except] } : {}) };
}

function range(at: string, prefix: unknown): NonNullable<ReturnType<typeof parseCIDR>> {
  const parsed = typeof prefix === 'string' ? parseCIDR(prefix) : undefined;
  if (parsed) return parsed;
  const address = typeof prefix === 'string' ? parseAddress(prefix) : undefined;
  const fix = address ? `write ${String(prefix)}/${address.family === 4 ? 32 : 128}` : 'write it with its length';
  return refuseArgument(at, 'this is no CIDR', prefix, 'a CIDR, for example 192.0.2.0/24', fix);
}

const NAME = /^(?:[-a-z0-9_]+\.)*[-a-z0-9_]+\.?$/;
const PATTERN = /^(?:[-a-z0-9_*]+\.)*[-a-z0-9_*]+\.?$/;

/** A DNS name as a selector: `matchPattern` where it has a `*`, else `matchName`. */
export function fqdn(name: string): FQDNSelector {
  const lower = typeof name === 'string' ? name.toLowerCase() : '';
  if (lower.length > 255 || !PATTERN.test(lower)) {
    const host = /^[a-z]+:\/\/([^/:]+)/.exec(lower)?.[1];
    const fix = host === undefined ? 'write a name as a resolver is asked for it' : `write ${host}`;
    refuseArgument('fqdn()', 'this is no DNS name', name, "a name, or a pattern with '*'", fix);
  }
  return NAME.test(lower) ? { matchName: lower } : { matchPattern: lower };
}

/**
 * A rule to DNS names, and the ports there: `toFQDNs('api.stripe.com', tcp(443))`. It opens what the endpoint has learned
 * from a DNS answer, so the same endpoint needs `allowDNS` with these names; without ports it opens all of them.
 */
export function toFQDNs<P extends PortRule = never>(
  ...namesAndPorts: readonly [string, ...(string | P)[]]
): { readonly toFQDNs: readonly FQDNSelector[]; readonly toPorts?: readonly P[] } {
  const names = namesAndPorts.filter((each) => typeof each === 'string');
  const toPorts = namesAndPorts.filter((each) => typeof each !== 'string');
  if (names.length === 0) {
    // With ports and without names the agent opens these ports to everyone.
    refuseArgument('toFQDNs()', 'which name?', namesAndPorts, 'at least one name', "write toFQDNs('api.example.com')");
  }
  toPorts.forEach((port: unknown) => {
    if (typeof port === 'object' && port !== null && 'ports' in port) return;
    refuseArgument('toFQDNs()', 'this is neither a name nor a port', port, "'name', tcp(443)", 'write tcp(443)');
  });
  return { toFQDNs: names.map(fqdn), ...(toPorts.length > 0 ? { toPorts } : {}) };
}

const NOBODY: Readonly<Record<never, never>> = Object.freeze({});

/**
 * `{}` as a rule: it lets nobody through, and turns on default deny in its direction. (In a Kubernetes NetworkPolicy the
 * same letters let everybody through.)
 */
export const nobody = (): Readonly<Record<never, never>> => NOBODY;

/** Whether a rule is `nobody()`, not one that somebody left empty. */
export const isNobody = (rule: unknown): boolean => rule === NOBODY;
