import { refuse } from '../../core/issue';
import { printed } from '../../core/printed';

/** Refuses an argument of a builder; `at` says which, as the call is written. */
export function refuseArgument(at: string, message: string, got: unknown, allowed: string, fix: string): never {
  return refuse({ code: 'policy-argument', path: at, message, got: printed(got), allowed, fix });
}
