import { nameMatcher } from './dns';
import { fitHTTP } from './http';
import { serverNameFits } from './l7';
import type { L7Answer } from './l7';
import type { SelectorPolicy } from './l4-policy';
import type { NearMiss, RuleRef } from './result';
import type { Flow } from './scenario';
import { covers } from './subject-policy';
import type { PeerEntry } from './subject-policy';

/** The rules behind what a proxy does. */
export interface L7Rules {
  /** Those that let the flow through. */
  readonly allowed: readonly RuleRef[];
  /** Those that were tried and do not fit, and why. */
  readonly tried: readonly NearMiss[];
}

const same = (a: RuleRef, b: RuleRef): boolean => a.policy === b.policy && a.rule === b.rule;

/** The rules for ports of an entry that say nothing of requests, so that they let every one through. */
function plainRefs({ refs, http, dns }: SelectorPolicy): readonly RuleRef[] {
  const own = [...http, ...dns].flatMap(({ ref }) => (ref ? [ref] : []));
  const plain = refs.filter(
    (ref) => !own.some(({ policy, rule }) => policy === ref.policy && rule.startsWith(`${ref.rule}.rules.`)),
  );
  return plain.length > 0 ? plain : refs;
}

/** The rules that let a flow through the proxy, and those that were tried in vain. */
export function l7Rules(
  release: string,
  entries: readonly PeerEntry[],
  { l7 }: L7Answer,
  protocol: number,
  port: number,
  flow: Flow,
): L7Rules {
  const allowed: RuleRef[] = [];
  const tried: NearMiss[] = [];
  const add = (ref: RuleRef): void => void (allowed.some((one) => same(one, ref)) || allowed.push(ref));
  const miss = (rule: RuleRef, because: string): void =>
    void (tried.some((one) => same(one.rule, rule)) || tried.push({ rule, because }));
  for (const entry of entries) {
    const { policy } = entry;
    if (policy.verdict === 'deny' && covers(entry, protocol, port)) break;
    if (policy.verdict !== 'allow' || !covers(entry, protocol, port)) continue;
    if (l7.type === 'dns') {
      if (entry.port !== port || entry.endPort !== port || entry.filter.protocol !== protocol) continue;
      if (policy.parser !== 'dns') policy.refs.forEach(add);
      for (const rule of policy.dns) {
        const fits = nameMatcher(release, rule)(flow.dns ?? '');
        if (fits) (rule.ref ? [rule.ref] : plainRefs(policy)).forEach(add);
        else if (rule.ref) miss(rule.ref, `its name ${rule.matchName ?? rule.matchPattern} does not match ${flow.dns}`);
      }
      continue;
    }
    if (serverNameFits(policy, flow) === false) {
      const because = `its server names ${policy.serverNames.join(', ')} do not match ${flow.sni}`;
      for (const ref of policy.refs) miss(ref, because);
      continue;
    }
    if (policy.parser !== 'http') policy.refs.forEach(add);
    for (const rule of policy.http) {
      const { fits, because } = fitHTTP(rule, flow.http ?? {});
      if (fits) (rule.ref ? [rule.ref] : plainRefs(policy)).forEach(add);
      else if (rule.ref && because !== undefined) miss(rule.ref, because);
    }
  }
  return { allowed, tried };
}
