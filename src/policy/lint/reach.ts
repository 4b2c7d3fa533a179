import { PROTOCOLS, protocolNumber } from '../protocol';
import { repository } from '../repository';
import type { L7Result, RuleRef } from '../result';
import type { Flow } from '../scenario';
import type { PolicyLintContext } from './context';

/** Somebody who reaches an end, and on what. */
export interface Reach {
  readonly from: string;
  readonly proto: string;
  /** The first and last port; 0 and 65535 for every port. */
  readonly ports: readonly [number, number];
  /** What a proxy further restricts. */
  readonly l7?: L7Result['type'];
  /** The rules that let it in. */
  readonly by: readonly RuleRef[];
  /** Whether ingress of the end is under policy at all. */
  readonly enforced: boolean;
}

const ENTITIES = ['world', 'host', 'remote-node', 'kube-apiserver', 'ingress', 'health'].map(
  (name) => `entity:${name}`,
);

/** Who reaches an end: every pod of the input, and every entity, on every port at which anything changes. */
export function whoReaches(context: PolicyLintContext, end: string): Reach[] {
  const ready = repository(context.world);
  ready.peer(end); // throws with the nearest end
  const result: Reach[] = [];
  const bounds = boundsOf(context);
  for (const from of [...context.pods.map((pod) => pod.end), ...ENTITIES]) {
    if (from === end) continue;
    for (const proto of ['TCP', 'UDP', 'SCTP']) {
      const own = bounds.get(proto) ?? [1];
      let last: Reach | undefined;
      own.forEach((first, at) => {
        const flow: Flow = { from, to: end, proto, port: first };
        const { ingress, egress } = ready.flow(flow);
        const open = [ingress, egress].every(({ decision }) => decision === 'allowed' || decision === 'none');
        const until = (own[at + 1] ?? 65536) - 1;
        if (!open) {
          last = undefined;
          return;
        }
        const l7 = ingress.l7?.type ?? egress.l7?.type;
        const by = ingress.allowedBy;
        const { enforced } = ingress;
        const next: Reach = { from, proto, ports: [first, until], ...(l7 && { l7 }), by, enforced };
        if (last && last.l7 === l7 && JSON.stringify(last.by) === JSON.stringify(by)) {
          result[result.length - 1] = { ...last, ports: [last.ports[0], until] };
        } else result.push(next);
        last = result[result.length - 1];
      });
    }
  }
  return merged(result);
}

/** One line for what holds on every port of all three protocols. */
function merged(reaches: readonly Reach[]): Reach[] {
  const whole = ({ ports }: Reach): boolean => ports[0] <= 1 && ports[1] === 65535;
  return reaches.flatMap((one) => {
    if (!whole(one)) return [one];
    const same = reaches.filter(
      (other) => whole(other) && other.from === one.from && JSON.stringify(other.by) === JSON.stringify(one.by),
    );
    if (same.length < 3) return [{ ...one, ports: [0, 65535] as const }];
    return one.proto === 'TCP' ? [{ ...one, proto: 'any', ports: [0, 65535] as const }] : [];
  });
}

/** Ports at which a rule begins or ends, by protocol, with 1. */
function boundsOf(context: PolicyLintContext): Map<string, number[]> {
  const names = new Map(PROTOCOLS.map((name) => [protocolNumber(name), name]));
  const bounds = new Map<string, Set<number>>();
  const add = (proto: string, port: number): void => {
    if (port >= 1 && port <= 65535) bounds.set(proto, (bounds.get(proto) ?? new Set([1])).add(port));
  };
  for (const { protocol, first, last, name } of context.grants) {
    const proto = names.get(protocol);
    if (proto === undefined || name !== undefined) continue;
    add(proto, first);
    add(proto, last + 1);
  }
  for (const pod of context.world.endpoints ?? []) {
    for (const { port, protocol = 'TCP' } of pod.ports ?? []) {
      add(protocol, port);
      add(protocol, port + 1);
    }
  }
  return new Map([...bounds].map(([proto, ports]) => [proto, [...ports].sort((a, b) => a - b)]));
}
