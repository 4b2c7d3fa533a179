import type { RuleRef } from './result';
import type { Selector } from './selector';

export interface HeaderMatch {
  readonly name: string;
  readonly value?: string;
  readonly mismatch?: string;
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

export interface PortRule {
  readonly ports: readonly PortProtocol[];
  readonly http?: readonly HTTPRule[];
  readonly dns?: readonly DNSRule[];
  readonly ref: RuleRef;
}

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
  readonly ref: RuleRef;
  /** The labels that the agent keeps of the rule. */
  readonly labels: readonly string[];
}
