import { toText } from '../../core/helm';
import { refuse } from '../../core/issue';
import type { Value } from '../../core/json';

/** One of two by a switch that must be a boolean: for this choice the chart takes neither null nor text. */
export function choose<T>(on: Value, path: string, yes: T, no: T): T {
  if (typeof on === 'boolean') return on ? yes : no;
  return refuse({
    code: 'not-a-boolean',
    path,
    message: 'this switch decides between two forms and must be a boolean',
    got: toText(on),
    allowed: 'true or false',
  });
}
