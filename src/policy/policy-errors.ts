import type { Issue } from '../core/issue';
import { closest } from '../core/closest';
import { nameOf } from './coverage';
import { policyText } from './explain';
import { locationOf } from './origin';
import type { Repository } from './repository';
import type { ExpectedPolicyError } from './scenario-check';

/**
 * Policies that the agent refuses and nobody expects that of, in its words, and expectations that are not met. A refused
 * policy is not in the cluster: what it was to allow or deny, it does not.
 */
export function policyErrorIssues(policies: Repository, expected: readonly ExpectedPolicyError[] = []): Issue[] {
  const { world, policyErrors } = policies;
  const wanted = expected.map((one) => (typeof one === 'string' ? { policy: one } : one));
  const named = (policy: string): string => policyText(policy);
  const refused: Issue[] = policyErrors.flatMap(({ policy, error }) => {
    const fits = wanted.some((one) => named(one.policy) === named(policy) && error.includes(one.error ?? ''));
    if (fits) return [];
    const object = world.policies.find((one) => nameOf(one) === policy);
    const location = object && locationOf(object, ['metadata', 'name']);
    return [
      {
        code: 'policy-refused',
        severity: 'error',
        path: named(policy),
        message: `Cilium ${world.cilium} refuses this policy, which has no effect: ${error}`,
        ...(location && { location }),
      },
    ];
  });
  const missed: Issue[] = wanted.flatMap((one) => {
    const own = policyErrors.filter(({ policy }) => named(policy) === named(one.policy));
    if (own.some(({ error }) => error.includes(one.error ?? ''))) return [];
    const known = world.policies.map((object) => named(nameOf(object)));
    const near = known.includes(named(one.policy)) ? undefined : closest(one.policy, known);
    return [
      {
        code: 'policy-accepted',
        severity: 'error',
        path: named(one.policy),
        message:
          own.length > 0
            ? `Cilium ${world.cilium} refuses this policy in other words`
            : `Cilium ${world.cilium} was expected to refuse this policy, and does not`,
        ...(own[0] && { got: own[0].error }),
        ...(one.error !== undefined && { allowed: one.error }),
        ...(near !== undefined && { fix: `did you mean ${near}?` }),
      },
    ];
  });
  return [...refused, ...missed];
}
