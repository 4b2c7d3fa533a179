import { inQuotes, plain, text } from '../../core/helm';
import { refuse } from '../../core/issue';
import type { Json, Value } from '../../core/json';

/** A value that stands on its own in the bootstrap file; nothing becomes null. */
export function bare(value: Value): Json {
  return plain<Value>(value) ?? null;
}

/** A duration in seconds as Envoy's JSON wants it: `5s`. */
export function seconds(value: Value): string {
  return `${text(value)}s`;
}

/** Text that stands between double quotes in the bootstrap file, where a backslash begins an escape. */
export function quotedText(value: Value, path: string): string {
  try {
    return inQuotes(text(value));
  } catch {
    return refuse({
      code: 'unreadable-between-quotes',
      path: `values.${path}`,
      message: 'this text is pasted between double quotes and does not read back',
      got: text(value),
      allowed: 'text in which quotes and backslashes are escaped',
      fix: 'write \\" for a quote and \\\\ for a backslash',
    });
  }
}
