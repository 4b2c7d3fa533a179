import { nameMatcher } from './dns';
import { entitySelectors } from './entity';
import { sanitizeICMP } from './icmp';
import { CLUSTER_LABEL, NAMESPACE_LABELS, POD_NAMESPACE } from './labels';
import { list, texts } from './plain-object';
import type { Plain } from './plain-object';
import type { PolicyEntry } from './policy-entry';
import { Refusal, refusePolicy } from './refusal';
import type { RuleRef } from './result';
import { sanitizeCIDR, sanitizeCIDRRule } from './sanitize-cidr';
import type { ParseContext } from './sanitize-context';
import { sanitizeName, sanitizePortRule } from './sanitize-ports';
import { sanitizeSelector } from './sanitize-selector';
import { fqdnSelector, labelSelector } from './selector';
import type { LabelRequirement, LabelSelector, Selector } from './selector';
import { servicePeers } from './service-peers';

/** What a rule's parsing needs to know of the policy that it stands in. */
export interface RuleScope {
  readonly context: ParseContext;
  /** Empty for a clusterwide policy. */
  readonly namespace: string;
  readonly node: boolean;
  /** The subject's selector names `reserved:init`: its peers get no namespace. */
  readonly init: boolean;
}

export type SaneRule = Pick<PolicyEntry, 'l3' | 'l4' | 'endpoints' | 'requires'>;

const NODES_REFUSED = 'FromNodes/ToNodes rules can only be applied when the "enable-node-selector-labels" flag is set';

const hasKey = (selector: LabelSelector, fits: (key: string) => boolean): boolean =>
  Object.keys(selector.matchLabels ?? {}).some(fits) ||
  (selector.matchExpressions ?? []).some((requirement) => fits(requirement.key));

const withRequirement = (selector: LabelSelector, requirement: LabelRequirement): LabelSelector => ({
  ...selector,
  matchExpressions: [...(selector.matchExpressions ?? []), requirement],
});

const withLabel = (selector: LabelSelector, key: string, value: string): LabelSelector => ({
  ...selector,
  matchLabels: { ...selector.matchLabels, [key]: value },
});

export const hasInit = (selector: LabelSelector): boolean => hasKey(selector, (key) => key === 'reserved:init');

function bindToCluster(selector: LabelSelector, cluster: string): LabelSelector {
  const bound = hasKey(selector, (key) => key === `k8s:${CLUSTER_LABEL}` || key === `any:${CLUSTER_LABEL}`);
  return cluster === '' || bound ? selector : withLabel(selector, `k8s:${CLUSTER_LABEL}`, cluster);
}

/** Adds what a peer's selector leaves unsaid. Source: pkg/k8s/apis/cilium.io/utils/utils.go getEndpointSelector. */
function endpointPeer(scope: RuleScope, selector: LabelSelector): LabelSelector {
  if (hasKey(selector, (key) => key.startsWith('reserved:'))) return selector;
  const namespaceKeys = [`k8s:${POD_NAMESPACE}`, `any:${POD_NAMESPACE}`];
  let result = selector;
  if (!hasKey(selector, (key) => namespaceKeys.includes(key))) {
    if (scope.namespace === '') {
      if (!scope.init)
        result = withRequirement(result, { key: `k8s:${POD_NAMESPACE}`, operator: 'Exists', values: [] });
    } else if (
      !hasKey(
        selector,
        (key) => key.startsWith(`k8s:${NAMESPACE_LABELS}.`) || key.startsWith(`any:${NAMESPACE_LABELS}.`),
      )
    ) {
      result = withLabel(result, `k8s:${POD_NAMESPACE}`, scope.namespace);
    }
  }
  return bindToCluster(result, scope.context.cluster);
}

function nodePeer(scope: RuleScope, selector: LabelSelector): LabelSelector {
  const remote = withRequirement(selector, { key: 'reserved:remote-node', operator: 'Exists', values: [] });
  return bindToCluster(remote, scope.context.cluster);
}

/** Go walks a map here, so its message names the two in chance order; here always in the alphabet's. */
function refuseCombinations(rule: Plain, fields: readonly string[]): void {
  const used = fields
    .filter((field) => (list(rule[field])?.length ?? texts(rule[field])?.length ?? 0) > 0)
    .map((field) => `${(field[0] as string).toUpperCase()}${field.slice(1)}`)
    .sort();
  if (used.length > 1) refusePolicy(`combining ${used[0]} and ${used[1]} is not supported yet`);
}

function peers(scope: RuleScope, rule: Plain, ingress: boolean, deny: boolean): Omit<SaneRule, 'l4'> {
  const { context } = scope;
  const prefix = ingress ? 'from' : 'to';
  const field = (name: string): unknown => rule[prefix + name];
  const names = ['CIDR', 'CIDRSet', 'Endpoints', 'Entities', 'Nodes', 'Groups'].map((name) => prefix + name);
  refuseCombinations(rule, [...names, ...(ingress ? [] : ['toServices']), ...(ingress || deny ? [] : ['toFQDNs'])]);
  const endpoints = list(field('Endpoints'));
  const nodes = list(field('Nodes'));
  const cidrs = texts(field('CIDR'));
  const cidrSet = list(field('CIDRSet'));
  const entities = texts(field('Entities'));
  const refusedNodes = (nodes?.length ?? 0) > 0 && !context.config.enableNodeSelectorLabels;
  const sane = (value: unknown): LabelSelector => sanitizeSelector(value, context.facts.keysWithoutSource);
  const pods = (given: readonly Plain[] = []): Selector[] =>
    given.map((one) => labelSelector(endpointPeer(scope, sane(one))));
  let selected: Selector[];
  let byLabels: Selector[];
  let requires: Selector[];
  try {
    byLabels = pods(endpoints);
    selected = [
      ...byLabels,
      ...(nodes ?? []).map((given) => labelSelector(nodePeer(scope, sane(given)))),
      ...(cidrs ?? []).map((cidr) => sanitizeCIDR(context, cidr)),
      ...(cidrSet ?? []).map((given) => sanitizeCIDRRule(context, given)),
      ...(entities ?? []).flatMap(
        (entity) =>
          entitySelectors(entity, context.config.clusterName) ?? refusePolicy(`unsupported entity: ${entity}`),
      ),
    ];
    requires = context.facts.requires ? pods(list(field('Requires'))) : [];
    if (!ingress && context.facts.serviceSelectorsValidated) checkServiceSelectors(rule, sane);
  } catch (error) {
    if (error instanceof Refusal && refusedNodes) refusePolicy(`${error.message}\n${NODES_REFUSED}`);
    throw error;
  }
  if (refusedNodes) refusePolicy(NODES_REFUSED);
  // Services are resolved for allow rules only: pkg/policy/k8s/service.go processRule.
  const services = !ingress && !deny ? servicePeers(context, rule.toServices) : [];
  selected.push(...services);
  // An empty list that is written selects nobody; toFQDNs, toServices and groups are not looked at for that.
  const nobody = [endpoints, nodes, cidrs, cidrSet, entities].some((given) => given?.length === 0);
  return {
    l3: nobody ? undefined : selected,
    ...(context.facts.requires && {
      endpoints: new Set([...byLabels, ...services.filter(({ kind }) => kind === 'labels')]),
    }),
    ...(requires.length > 0 && { requires }),
  };
}

function checkServiceSelectors(rule: Plain, sane: (value: unknown) => LabelSelector): void {
  for (const service of list(rule.toServices) ?? []) {
    const selector = service.k8sServiceSelector;
    if (typeof selector === 'object' && selector !== null) sane((selector as Plain).selector);
  }
}

/**
 * Validates one rule in the agent's words and reads it. Source: pkg/policy/api/rule_validation.go (IngressRule,
 * EgressRule and their deny kinds), pkg/policy/utils/parserules.go mergeEndpointSelectors.
 */
export function sanitizeRule(scope: RuleScope, rule: Plain, ingress: boolean, deny: boolean, ref: RuleRef): SaneRule {
  const { context } = scope;
  const { l3, ...more } = peers(scope, rule, ingress, deny);
  const toPorts = list(rule.toPorts) ?? [];
  const icmps = list(rule.icmps) ?? [];
  if (!deny) checkL7Support(scope, toPorts, ingress);
  if (icmps.length > 0 && toPorts.length > 0) {
    refusePolicy('the ICMPs block may only be present without ToPorts. Define a separate rule to use ToPorts');
  }
  const direction = deny ? 'deny' : ingress ? 'ingress' : 'egress';
  const at = (field: string, index: number): RuleRef => ({ ...ref, rule: `${ref.rule}.${field}[${index}]` });
  const l4 = [
    ...toPorts.map((given, index) => sanitizePortRule(context, given, direction, at('toPorts', index))),
    ...icmps.map((given, index) => sanitizeICMP(given, at('icmps', index))),
  ];
  const names = ingress || deny ? [] : (list(rule.toFQDNs) ?? []);
  const fqdns = names.map((given) => {
    if (given.matchName && given.matchPattern) {
      refusePolicy('only one of MatchName or MatchPattern is allowed in an FQDNSelector');
    }
    const sane = sanitizeName(context.release, given, context.facts.fqdnCharacters as string);
    const key = `MatchName: ${sane.matchName ?? ''}, MatchPattern: ${sane.matchPattern ?? ''}`;
    return fqdnSelector(key, nameMatcher(context.release, sane));
  });
  return { ...more, l3: l3 && [...l3, ...fqdns], l4 };
}

function checkL7Support(scope: RuleScope, toPorts: readonly Plain[], ingress: boolean): void {
  const { facts, config } = scope.context;
  const rules = toPorts.map((port) => port.rules as Plain | undefined);
  const count = (kind: string): number => rules.reduce((sum, one) => sum + (list(one?.[kind])?.length ?? 0), 0);
  const dns = count('dns');
  const http = count('http');
  const kafka = facts.parsersByName ? count('kafka') : 0;
  if (dns + http + kafka + (facts.parsersByName ? count('l7') : 0) === 0) return;
  if (ingress && scope.node) refusePolicy('L7 policy is not supported on host ingress yet');
  if (!config.enableL7Proxy) refusePolicy('L7 policy is not supported since L7 proxy is not enabled');
  if (ingress && dns > 0) refusePolicy('L7 protocol DNS is not supported on ingress yet');
  if (!ingress && scope.node && http > 0) refusePolicy('L7 protocol HTTP is not supported on host egress yet');
  if (!ingress && scope.node && kafka > 0) refusePolicy('L7 protocol Kafka is not supported on host egress yet');
}
