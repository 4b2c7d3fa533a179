import type { DirectionResult, FlowResult } from './result';
import type { Flow } from './scenario';

/** What both directions come to; under audit mode where told so. */
export function verdictOf(results: readonly DirectionResult[], flow: Flow, audit = false): FlowResult['verdict'] {
  const some = (fits: (one: DirectionResult) => boolean): boolean => results.some(fits);
  const fails = ({ authentication }: DirectionResult): boolean =>
    authentication === 'test-always-fail' || (authentication === 'required' && flow.authenticated === false);
  if (some(({ decision }) => decision === 'error')) return 'error';
  // A proxy refuses also in audit mode, which is of the packets' policy alone (bpf/lib/policy.h).
  if (some(({ l7 }) => l7?.decision === 'denied') || some(fails)) return 'denied';
  const denied = some(({ decision }) => decision === 'denied');
  if (denied && !audit) return 'denied';
  const open = ({ authentication }: DirectionResult): boolean =>
    authentication === 'required' && flow.authenticated === undefined;
  if (some(({ decision, l7 }) => decision === 'undecided' || l7?.decision === 'undecided') || some(open)) {
    return 'undecided';
  }
  if (denied) return 'audit';
  return some(({ l7 }) => l7?.decision === 'unspecified') ? 'redirect' : 'allowed';
}
