import type { Location } from '../core/issue';
import type { Learning } from './learning';

/** A policy that the agent refuses, and its words. */
export interface PolicyError {
  /** `CiliumNetworkPolicy/namespace/name`; clusterwide kinds have no namespace part. */
  readonly policy: string;
  readonly error: string;
}

/** One rule of one policy. */
export interface RuleRef {
  readonly policy: string;
  /** Path in the object, for example `spec.ingress[0].toPorts[1]`. */
  readonly rule: string;
  readonly location?: Location;
}

/**
 * `none`: that end is not under policy. `error`: the endpoint's policy cannot be computed. `undecided`: input is missing.
 */
export const DECISIONS = ['allowed', 'denied', 'error', 'none', 'undecided'] as const;
export type Decision = (typeof DECISIONS)[number];

export interface L7Result {
  /** `parser`: one by name (`l7proto`); `listener`: one of an Envoy configuration of one's own. */
  readonly type: 'http' | 'dns' | 'tls' | 'kafka' | 'parser' | 'listener';
  /** `unspecified`: the flow carries no data of that kind. `undecided`: what decides is not in this world. */
  readonly decision: 'allowed' | 'denied' | 'unspecified' | 'undecided';
  readonly outcome: 'forwarded' | 'http-403' | 'dns-refused' | 'tls-refused' | 'redirected';
  /** `namespace/config/listener` that the traffic goes to. */
  readonly listener?: string;
}

/** A rule that would have allowed, and what keeps it from it. */
export interface NearMiss {
  readonly rule: RuleRef;
  readonly because: string;
}

export interface DirectionResult {
  readonly decision: Decision;
  /** Whether the direction is under default deny or any policy at all. */
  readonly enforced: boolean;
  readonly rules?: readonly string[];
  readonly error?: string;
  readonly l7?: L7Result;
  /** What must be proven before packets pass: `required` is mutual authentication; `test-always-fail` never passes. */
  readonly authentication?: 'required' | 'test-always-fail';
  readonly allowedBy: readonly RuleRef[];
  readonly deniedBy: readonly RuleRef[];
  readonly nearest: readonly NearMiss[];
}

/** Something that a verdict takes for granted, and that the world does not say. */
export interface Assumption {
  /**
   * `name-learned`: a rule lets the address through by its name. `address-outside`: no answer is given for the name, and
   * the rules say the same of every address outside. `address-missing`: they do not, so that nothing is decided.
   * `l7-unknown`: what the proxy does hangs on something outside this world. `authentication`: both ends must
   * authenticate each other. `protocol`: the agent forwards the protocol only where it is told to. `backend`: which
   * backend of a service is drawn, or that it has any. `same-node`: two ends run on one node. `source-kept`: a service
   * sees the address that a packet from outside came from.
   */
  readonly kind:
    | 'name-learned'
    | 'address-outside'
    | 'address-missing'
    | 'l7-unknown'
    | 'authentication'
    | 'protocol'
    | 'backend'
    | 'same-node'
    | 'source-kept';
  readonly direction: 'egress' | 'ingress';
  /** In words, the same as in `assumed`. */
  readonly text: string;
  /** The DNS name, where there is one. */
  readonly name?: string;
  /** The address that it was answered with. */
  readonly address?: string;
  /** Whose DNS rules let the name be learned. */
  readonly learning?: Learning;
}

/** One of several ends that a flow may come to. */
export interface BackendVerdict {
  readonly end: string;
  readonly port: number;
  readonly verdict: FlowResult['verdict'];
}

export interface FlowResult {
  readonly egress: DirectionResult;
  readonly ingress: DirectionResult;
  /**
   * `redirect`: L4 allows, L7 rules apply, the flow carries no L7 data. `audit`: policies deny, and the agent, which only
   * audits them, lets it through all the same.
   */
  readonly verdict: 'allowed' | 'denied' | 'error' | 'redirect' | 'undecided' | 'audit';
  /** What was taken for granted, for example that a name was learned. */
  readonly assumed: readonly string[];
  /** The same as data. */
  readonly assumptions: readonly Assumption[];
  /** Where the flow goes: the backend of a service, a local redirect, an egress gateway. In words. */
  readonly path: readonly string[];
  /** What each backend of a service comes to, where there are several; directions are those of the first. */
  readonly backends?: readonly BackendVerdict[];
}

export interface Evaluation {
  readonly policyErrors: readonly PolicyError[];
  readonly flows: readonly FlowResult[];
}
