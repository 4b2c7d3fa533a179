import type { RuleRef } from './result';
import type { Selector } from './selector';

export interface HeaderMatch {
  readonly name: string;
  readonly value?: string;
  readonly mismatch?: string;
  /** `namespace/name` of the Secret that holds the value. */
  readonly secret?: string;
}

export interface HTTPRule {
  readonly path?: string;
  readonly method?: string;
  readonly host?: string;
  readonly headers?: readonly string[];
  readonly headerMatches?: readonly HeaderMatch[];
}

export interface DNSRule {
  readonly matchName?: string;
  readonly matchPattern?: string;
}

/** A port, a range, or a name; of one protocol. `0` is every port. */
export interface PortProtocol {
  readonly port: number;
  readonly name?: string;
  /** @default - the single port */
  readonly endPort?: number;
  /** TCP, UDP, SCTP, ICMP…; ANY is TCP, UDP and SCTP. */
  readonly protocol: string;
}

/** A custom listener of an Envoy configuration that the traffic is redirected to. */
export interface ListenerRef {
  readonly name: string;
  readonly kind: string;
  readonly config: string;
  /** 1 to 100, smaller decides first; 0 where none is given. */
  readonly priority: number;
}

export interface PortRule {
  readonly ports: readonly PortProtocol[];
  readonly http?: readonly HTTPRule[];
  readonly dns?: readonly DNSRule[];
  /** Rules of Kafka or of a parser by name: releases before 1.20. What they say is not evaluated. */
  readonly opaque?: readonly unknown[];
  /** `kafka`, or the name of a parser. */
  readonly protocol?: string;
  /** TLS server names, one of which the handshake must name. */
  readonly serverNames?: readonly string[];
  /** The TLS context as text, to tell two apart. */
  readonly terminatingTLS?: string;
  readonly originatingTLS?: string;
  readonly listener?: ListenerRef;
  readonly ref: RuleRef;
}

/** Source: pkg/policy/api/rule.go AuthenticationMode. */
export type AuthMode = 'disabled' | 'required' | 'test-always-fail';

/** Smaller tiers decide first. Source: pkg/policy/types/policyentry.go. */
export const TIER = { admin: 100, normal: 200, baseline: 250, default: 255 } as const;

/** What every kind of policy becomes: one peer list of one direction of one subject. */
export interface PolicyEntry {
  readonly tier: number;
  /** Smaller numbers decide first within a tier. */
  readonly priority: number;
  readonly verdict: 'allow' | 'deny' | 'pass';
  readonly ingress: boolean;
  /** The subject is a node. */
  readonly node: boolean;
  readonly subject: Selector;
  /** Undefined selects nobody (Go's nil slice). An empty list selects everybody where there are ports. */
  readonly l3: readonly Selector[] | undefined;
  /** Those of `l3` that select endpoints, where something may be required of them. @default - none */
  readonly endpoints?: ReadonlySet<Selector>;
  /** What all rules of the direction require of endpoints, where this one says so. @default - nothing */
  readonly requires?: readonly Selector[];
  /** An empty list restricts nothing. */
  readonly l4: readonly PortRule[];
  readonly defaultDeny: boolean;
  /** The authentication that the rule names. */
  readonly auth?: AuthMode;
  /** The namespace of the policy, empty for a clusterwide one: listeners are looked for there. */
  readonly namespace?: string;
  readonly ref: RuleRef;
  /** The labels that the agent keeps of the rule. */
  readonly labels: readonly string[];
}
