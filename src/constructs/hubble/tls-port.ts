import { truthy } from '../../core/helm';
import type { Value } from '../../core/json';
import { ternary } from '../ternary';

/** The port of a service that may speak TLS: the one asked for, else 443 with TLS and 80 without. */
export function tlsPort(asked: Value, tls: Value, path: string): Value {
  return truthy(asked) ? asked : ternary(tls, 443, 80, path);
}
