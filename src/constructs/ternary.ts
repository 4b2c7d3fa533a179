import { toText } from '../core/helm';
import { refuse } from '../core/issue';
import type { Value } from '../core/json';

/** sprig `ternary`: unlike `if`, it takes nothing but a boolean. */
export function ternary<Yes, No>(condition: Value, yes: Yes, no: No, path: string): Yes | No {
  if (typeof condition === 'boolean') return condition ? yes : no;
  return refuse({
    code: 'not-a-boolean',
    path: `values.${path}`,
    message: 'one of two variants is chosen here, so this must be a boolean',
    got: toText(condition),
    allowed: 'true, false',
    fix: 'set it to true or false, or leave it out to keep the default',
  });
}
