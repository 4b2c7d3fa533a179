import { text } from '../../core/helm';
import { refuse } from '../../core/issue';
import type { Value } from '../../core/json';

/** A value that chooses between two texts: the chart takes true and false only, and fails on anything else. */
export function booleanAt(value: Value, path: string): boolean {
  if (typeof value === 'boolean') return value;
  return refuse({
    code: 'not-boolean',
    path: `values.${path}`,
    message: 'this value chooses between two forms and must be true or false',
    got: text(value) || 'nothing',
    allowed: 'true, false',
    fix: 'write true or false, without quotes',
  });
}

/** The node's own address, as probes of pods in the node's network use it. */
export function loopbackAddress(ipv4Enabled: Value): '127.0.0.1' | '::1' {
  return booleanAt(ipv4Enabled, 'ipv4.enabled') ? '127.0.0.1' : '::1';
}
