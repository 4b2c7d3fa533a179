import { refuse } from '../../core/issue';
import { printed } from '../../core/printed';
import type { ClusterwidePolicy, EndpointSelector, NamespacedPolicy, PolicyMetadata, PolicyRule } from '../rule';
import { allPods, meantEmpty } from './labels';
import { isNobody, nobody } from './peers';
import { refuseArgument } from './refusal';

/** A policy's rule with the object's own labels and annotations. */
export interface ClusterwideOptions extends PolicyRule {
  /** Labels and annotations of the object; `labels` are the rule's own. @default - none */
  readonly metadata?: Omit<PolicyMetadata, 'name' | 'namespace'>;
  /** Several rules instead of the one that stands here. @default - one rule */
  readonly specs?: readonly PolicyRule[];
}

/** What a CiliumNetworkPolicy is made of. */
export interface PolicyOptions extends ClusterwideOptions {
  /** @default - none is written; a cluster's field `policies` needs it */
  readonly namespace?: string;
}

/**
 * A CiliumNetworkPolicy. Refuses what says something else than it seems to: a list or a map that is left empty, a rule that
 * only denies and does not say whether the rest stays open. Throws an `IssueError`.
 */
export function policy(name: string, options: PolicyOptions): NamespacedPolicy {
  const { namespace, metadata, specs, ...rule } = options;
  return {
    apiVersion: 'cilium.io/v2',
    kind: 'CiliumNetworkPolicy',
    metadata: { name, ...(namespace === undefined ? {} : { namespace }), ...metadata },
    ...rulesOf(`policy('${name}')`, 'CiliumNetworkPolicy', rule, specs),
  };
}

/** A CiliumClusterwideNetworkPolicy: endpoints of every namespace, or nodes. Refuses what `policy` refuses. */
export function clusterwidePolicy(name: string, options: ClusterwideOptions): ClusterwidePolicy {
  const { metadata, specs, ...rule } = options;
  return {
    apiVersion: 'cilium.io/v2',
    kind: 'CiliumClusterwideNetworkPolicy',
    metadata: { name, ...metadata },
    ...rulesOf(`clusterwidePolicy('${name}')`, 'CiliumClusterwideNetworkPolicy', rule, specs),
  };
}

/** Directions of a policy. */
export interface DirectionOptions {
  /** @default 'deny-all', 'allow-all' or 'allow-within-namespace' */
  readonly name?: string;
  readonly namespace?: string;
  /** Whose traffic. @default - every pod of the namespace */
  readonly endpointSelector?: EndpointSelector;
  /** Traffic to the endpoints. @default true */
  readonly ingress?: boolean;
  /** Traffic from the endpoints. @default true */
  readonly egress?: boolean;
}

/**
 * Nothing passes to or from the pods of a namespace, unless another policy allows it. What is denied includes DNS; the
 * kubelet's probes still pass (`allow-localhost: auto`).
 */
export function denyAll(options: DirectionOptions = {}): NamespacedPolicy {
  return inDirections('deny-all', options, nobody(), nobody());
}

/** Everything passes to and from the pods of a namespace, unless another policy denies it. */
export function allowAll(options: DirectionOptions = {}): NamespacedPolicy {
  return inDirections('allow-all', options, { fromEntities: ['all'] }, { toEntities: ['all'] });
}

/**
 * The pods of a namespace reach each other and nothing else. With egress that includes DNS: add a policy with `allowDNS`,
 * or use `isolateNamespace`, which has it.
 */
export function allowWithinNamespace(options: DirectionOptions = {}): NamespacedPolicy {
  return inDirections('allow-within-namespace', options, { fromEndpoints: [allPods()] }, { toEndpoints: [allPods()] });
}

function inDirections(
  name: string,
  options: DirectionOptions,
  ingress: NonNullable<PolicyRule['ingress']>[number],
  egress: NonNullable<PolicyRule['egress']>[number],
): NamespacedPolicy {
  const { ingress: inwards = true, egress: outwards = true } = options;
  if (!inwards && !outwards) {
    const fix = 'leave one of ingress and egress out';
    refuseArgument(options.name ?? name, 'a policy without a direction decides nothing', options, 'a direction', fix);
  }
  return policy(options.name ?? name, {
    ...(options.namespace === undefined ? {} : { namespace: options.namespace }),
    endpointSelector: options.endpointSelector ?? allPods(),
    ...(inwards ? { ingress: [ingress] } : {}),
    ...(outwards ? { egress: [egress] } : {}),
  });
}

function rulesOf(
  at: string,
  kind: 'CiliumNetworkPolicy' | 'CiliumClusterwideNetworkPolicy',
  rule: PolicyRule,
  specs: readonly PolicyRule[] | undefined,
): { readonly spec: PolicyRule } | { readonly specs: readonly PolicyRule[] } {
  if (specs === undefined) {
    checkRule(`${at}`, kind, rule);
    return { spec: rule };
  }
  if (Object.keys(rule).length > 0) {
    const fix = 'move these fields into one of the rules';
    refuseArgument(at, 'a rule stands beside specs', Object.keys(rule), 'the one or the other', fix);
  }
  if (specs.length === 0) refuseArgument(`${at}.specs`, 'no rule decides nothing', specs, 'at least one', 'name one');
  specs.forEach((each, i) => checkRule(`${at}.specs[${i}]`, kind, each));
  return { specs };
}

type Kind = 'CiliumNetworkPolicy' | 'CiliumClusterwideNetworkPolicy';

function checkRule(at: string, kind: Kind, rule: PolicyRule): void {
  checkSubject(at, kind, rule);
  for (const direction of ['ingress', 'egress'] as const) {
    const deny = `${direction}Deny` as const;
    if (rule[deny] === undefined || rule[direction] !== undefined) continue;
    if (rule.enableDefaultDeny?.[direction] !== undefined) continue;
    // A deny rule turns on default deny as an allow rule does, so a policy that only denies closes everything else.
    refuse({
      code: 'policy-deny-only',
      path: `${at}.${deny}`,
      message: 'a policy that only denies also closes whatever no rule allows',
      got: `no ${direction} rule`,
      allowed: 'a decision about the rest',
      fix: `write enableDefaultDeny: { ${direction}: false } to leave the rest open, true to close it`,
    });
  }
  const directions = ['ingress', 'egress', 'ingressDeny', 'egressDeny'] as const;
  if (directions.every((direction) => rule[direction] === undefined)) {
    const fix = 'name what it allows, or use denyAll()';
    refuseArgument(at, 'a rule without a direction decides nothing', Object.keys(rule), directions.join(', '), fix);
  }
  for (const [key, value] of Object.entries(rule)) checkFull(`${at}.${key}`, value);
}

function checkSubject(at: string, kind: Kind, { endpointSelector, nodeSelector }: PolicyRule): void {
  if ((endpointSelector === undefined) === (nodeSelector === undefined)) {
    const got = endpointSelector === undefined ? 'neither' : 'both';
    const fix = "write endpointSelector: labels({ app: 'NAME' }), for example";
    refuseArgument(at, 'whose traffic?', got, 'endpointSelector or nodeSelector', fix);
  }
  if (nodeSelector !== undefined && kind === 'CiliumNetworkPolicy') {
    const fix = 'use clusterwidePolicy';
    refuseArgument(`${at}.nodeSelector`, 'nodes have no namespace', nodeSelector, 'endpointSelector', fix);
  }
  if (kind === 'CiliumNetworkPolicy' && meantEmpty(endpointSelector) === 'allEndpoints') {
    const fix = 'write allPods()';
    refuseArgument(
      `${at}.endpointSelector`,
      'a policy reaches its own namespace only',
      'allEndpoints()',
      'labels',
      fix,
    );
  }
  if (kind === 'CiliumClusterwideNetworkPolicy' && meantEmpty(endpointSelector) === 'allPods') {
    const fix = 'write podsOfAllNamespaces(), or allEndpoints() if health and ingress are meant as well';
    const message = 'an empty selector of a clusterwide policy also takes the health and the ingress endpoints';
    refuseArgument(
      `${at}.endpointSelector`,
      message,
      'allPods()',
      'labels, podsOfAllNamespaces(), allEndpoints()',
      fix,
    );
  }
}

/** What each kind of empty list and map means, and what to write instead. */
const EMPTY: readonly (readonly [RegExp, string, string])[] = [
  [
    /(?:nodeSelector|(?:from|to)Nodes\[\d+\])(?:\.match\w+)?$/,
    'an empty selector takes every node',
    'write allNodes()',
  ],
  [/(?:elector|Endpoints\[\d+\])(?:\.match\w+)?$/, 'an empty selector takes every pod', 'write allPods()'],
  [/(?:in|e)gress$/, 'an empty list decides nothing', 'write [nobody()], or leave it out'],
  [
    /(?:in|e)gress(?:Deny)?\[\d+\]$/,
    'an empty rule lets nobody through',
    'write nobody() if that is meant, else name a peer',
  ],
  [/toPorts$/, 'an empty list of ports restricts nothing', 'name one, or leave it out'],
  [/toFQDNs$/, 'no names, with ports, opens them to everyone', 'name one, or leave it out'],
  [/\.(?:from|to)[A-Z]\w+$/, 'an empty list of peers selects nobody', 'name one, or leave it out'],
  [/toPorts\[\d+\]$/, 'an empty port rule allows nothing', 'write tcp(443), for example'],
  [/\.rules(?:\.\w+)?$|\.http\[\d+\]$/, 'no layer 7 rule allows everything', 'leave the rules out'],
];

/** Refuses every empty list and map within a rule, unless a function whose name says so made it. */
function checkFull(at: string, value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  const entries = Object.entries(value as Record<string, unknown>).filter(([, each]) => each !== undefined);
  if (entries.length > 0) {
    for (const [key, each] of entries) checkFull(Array.isArray(value) ? `${at}[${key}]` : `${at}.${key}`, each);
    return;
  }
  if (isNobody(value) || meantEmpty(value) !== undefined) return;
  const [, message, fix] = EMPTY.find(([pattern]) => pattern.test(at)) ?? [
    '',
    'an empty list or map says something else than it seems to',
    'fill it, or leave it out',
  ];
  refuse({ code: 'policy-empty', path: at, message, got: printed(value), allowed: 'something in it', fix });
}
