import type { Issue } from '../core/issue';
import type { PolicyError } from '../policy/result';

/** Policies that the agent refuses: they have no effect, which hardly anybody means. */
export function refusedPolicies(errors: readonly PolicyError[]): Issue[] {
  return errors.map(({ policy, error }) => ({
    code: 'policy-refused',
    severity: 'warning',
    path: policy,
    message: 'the agent refuses this policy, so that it has no effect',
    got: error,
  }));
}
