import { has, isMap } from '../core/json';
import { locationOf, objectPath } from './origin';
import { text } from './plain-object';
import type { Repository } from './repository';
import type { FlowResult, RuleRef } from './result';
import type { PolicyObject } from './scenario';

/** One rule, and how many flows it decided. */
export interface RuleUse {
  readonly rule: RuleRef;
  /** Flows that the rule allowed or denied. */
  readonly flows: number;
}

/** Which rules the flows of tests exercise. */
export interface Coverage {
  /** By file and line, then by policy and path. */
  readonly rules: readonly RuleUse[];
  readonly exercised: number;
  /** 0 to 100, rounded down; 100 where there is no rule. */
  readonly percent: number;
}

/** Policies, and what came out for the flows that were tried on them. */
export interface Trial {
  readonly policies: Repository;
  readonly results: readonly FlowResult[];
}

/**
 * Which rules of policies flows exercise: those that allowed or denied one. A rule with several `toPorts` counts as
 * several. The same rule of the same file counts once, however many trials have it.
 */
export function coverage(trials: readonly Trial[]): Coverage {
  const uses = new Map<string, { rule: RuleRef; flows: number }>();
  for (const { policies, results } of trials) {
    const parts = partsOf(policies);
    for (const part of parts) if (!uses.has(keyOf(part))) uses.set(keyOf(part), { rule: part, flows: 0 });
    for (const { egress, ingress } of results) {
      const refs = [egress, ingress].flatMap(({ allowedBy, deniedBy }) => [...allowedBy, ...deniedBy]);
      const used = new Set(refs.flatMap((ref) => parts.filter((part) => isPart(part, ref))).map(keyOf));
      for (const key of used) (uses.get(key) as { flows: number }).flows++;
    }
  }
  const rules = [...uses.values()].sort((a, b) => compare(a.rule, b.rule));
  const exercised = rules.filter(({ flows }) => flows > 0).length;
  return { rules, exercised, percent: rules.length === 0 ? 100 : Math.floor((100 * exercised) / rules.length) };
}

/** Whether the rule that decided is this part, or lies in it. */
function isPart(part: RuleRef, ref: RuleRef): boolean {
  if (part.policy !== ref.policy || part.location?.file !== ref.location?.file) return false;
  return ref.rule === part.rule || ref.rule.startsWith(`${part.rule}.`);
}

/** The rules of a repository, those with several lists of ports by list. */
function partsOf(policies: Repository): RuleRef[] {
  const objects = new Map(policies.world.policies.map((object) => [nameOf(object), object]));
  const all = policies.rules.flatMap((ref): RuleRef[] => {
    const rule = valueAt(objects.get(ref.policy), ref.rule);
    const list = isMap(rule) ? (['toPorts', 'ports', 'icmps'] as const).find((key) => has(rule, key)) : undefined;
    const ports: unknown = list && isMap(rule) ? rule[list] : undefined;
    if (list === undefined || !Array.isArray(ports) || ports.length < 2) return [ref];
    return ports.map((_, at): RuleRef => {
      const part = `${ref.rule}.${list}[${at}]`;
      const location = locationOf(objects.get(ref.policy) as PolicyObject, objectPath(part));
      return { policy: ref.policy, rule: part, ...(location && { location }) };
    });
  });
  return [...new Map(all.map((ref) => [keyOf(ref), ref])).values()];
}

function valueAt(object: PolicyObject | undefined, path: string): unknown {
  let at: unknown = object;
  for (const key of objectPath(path))
    at = typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[key] : undefined;
  return at;
}

/** The name that rules give a policy: `CiliumNetworkPolicy/shop/orders`. */
export function nameOf(object: PolicyObject): string {
  const metadata = isMap(object.metadata) ? object.metadata : {};
  const kind = text(object.kind);
  const namespaced = kind === 'CiliumNetworkPolicy' || kind === 'NetworkPolicy';
  return [kind, namespaced ? text(metadata.namespace) || 'default' : '', text(metadata.name)].join('/');
}

function keyOf({ policy, rule, location }: RuleRef): string {
  return `${location?.file ?? ''} ${policy} ${rule}`;
}

function compare(a: RuleRef, b: RuleRef): number {
  const file = order(a.location?.file ?? '', b.location?.file ?? '');
  return (
    file || (a.location?.line ?? 0) - (b.location?.line ?? 0) || order(a.policy, b.policy) || order(a.rule, b.rule)
  );
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
