import type { PolicyEntry, PortRule } from '../policy-entry';
import { protocolNumber } from '../protocol';
import type { RuleRef } from '../result';
import { WILDCARD } from '../selector';
import type { Selector } from '../selector';
import type { PolicyView } from './policy-view';

/** One peer on one port of one rule: the smallest thing that a rule says. */
export interface Grant {
  readonly policy: PolicyView;
  readonly entry: PolicyEntry;
  readonly rule: PortRule | undefined;
  readonly ref: RuleRef;
  readonly peer: Selector;
  /** 0 is every protocol. */
  readonly protocol: number;
  /** 0 to 65535 where every port is meant. */
  readonly first: number;
  readonly last: number;
  readonly name: string | undefined;
  /** `other`: TLS, a listener, Kafka: whatever lets less pass than the port, in a way that is not looked into here. */
  readonly parser: '' | 'http' | 'dns' | 'other';
}

const ANY = ['TCP', 'UDP', 'SCTP'];

const isOpaque = ({ serverNames = [], listener, terminatingTLS, originatingTLS, protocol }: PortRule): boolean =>
  serverNames.length > 0 || [listener, terminatingTLS, originatingTLS, protocol].some((part) => part !== undefined);

/** What the entries of a policy say, bit by bit. */
export function grantsOf(policy: PolicyView, entries: readonly PolicyEntry[] = policy.entries): Grant[] {
  return entries.flatMap((entry) => {
    const { l3 } = entry;
    if (!l3) return [];
    if (entry.l4.length === 0) {
      const whole = { rule: undefined, protocol: 0, first: 0, last: 65535, name: undefined, parser: '' as const };
      return l3.map((peer) => ({ policy, entry, ref: entry.ref, peer, ...whole }));
    }
    const peers = l3.length > 0 ? l3 : [WILDCARD];
    return entry.l4.flatMap((rule) =>
      rule.ports.flatMap((port) =>
        (port.protocol === 'ANY' ? ANY : [port.protocol]).flatMap((protocol) =>
          peers.map((peer): Grant => {
            const every = port.port === 0 && port.name === undefined;
            const dns = (rule.dns?.length ?? 0) > 0;
            const http = protocol === 'TCP' && !dns && (rule.http?.length ?? 0) > 0;
            return {
              policy,
              entry,
              rule,
              ref: rule.ref,
              peer,
              protocol: protocolNumber(protocol) ?? -1,
              first: every ? 0 : port.port,
              last: every ? 65535 : (port.endPort ?? port.port),
              name: port.name,
              parser: dns ? 'dns' : http ? 'http' : isOpaque(rule) ? 'other' : '',
            };
          }),
        ),
      ),
    );
  });
}

/** Whether the ports of one hold those of the other; a name holds itself only. */
export function holdsPorts(outer: Grant, inner: Grant): boolean {
  if (outer.protocol !== 0 && outer.protocol !== inner.protocol) return false;
  if (outer.name !== undefined || inner.name !== undefined) {
    return outer.name === inner.name || (outer.name === undefined && outer.first === 0 && outer.last === 65535);
  }
  return outer.first <= inner.first && inner.last <= outer.last;
}

/** Whether two speak of exactly the same port. */
export function samePort(a: Grant, b: Grant): boolean {
  return a.protocol === b.protocol && a.name === b.name && a.first === b.first && a.last === b.last;
}
