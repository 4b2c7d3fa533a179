import { checkTypeNames } from './icmp';
import { POD_NAMESPACE } from './labels';
import { isPlain, list, object, text } from './plain-object';
import type { Plain } from './plain-object';
import { TIER } from './policy-entry';
import type { AuthMode, PolicyEntry } from './policy-entry';
import { refusePolicy } from './refusal';
import type { RuleRef } from './result';
import type { ParseContext } from './sanitize-context';
import { hasInit, sanitizeRule } from './sanitize-rule';
import { sanitizeSelector } from './sanitize-selector';
import { labelSelector } from './selector';

/** The lists of rules of a spec: name, whether of ingress, whether denying. */
export const SECTIONS = [
  ['ingress', true, false],
  ['ingressDeny', true, true],
  ['egress', false, false],
  ['egressDeny', false, true],
] as const;

/**
 * A CiliumNetworkPolicy or CiliumClusterwideNetworkPolicy as entries; throws a Refusal in the agent's words.
 * Source: pkg/k8s/apis/cilium.io/v2/cnp_types.go and ccnp_types.go Parse.
 */
export function parseCiliumPolicy(
  context: ParseContext,
  policy: Plain,
  namespace: string,
  refer: (rule: string) => RuleRef,
): PolicyEntry[] {
  const kind = text(policy.kind);
  const specs = list(policy.specs);
  const spec = isPlain(policy.spec) ? policy.spec : undefined;
  const rules = [
    ...(spec ? [{ rule: spec, path: 'spec', where: 'spec' }] : []),
    ...(specs ?? []).map((rule, index) => ({ rule, path: `specs[${index}]`, where: 'specs' })),
  ];
  for (const { rule, where } of rules) {
    for (const [section] of SECTIONS) for (const one of list(rule[section]) ?? []) checkTypeNames(list(one.icmps));
    if (!context.facts.requires) checkRequires(rule, where);
  }
  if (text(object(policy.metadata).name) === '') refusePolicy(`${kind} must have name`);
  if (!spec && !specs) refusePolicy(`Invalid ${kind} spec(s): empty policy`);
  return rules.flatMap(({ rule, path, where }) => {
    let entries: PolicyEntry[];
    try {
      entries = parseRule(context, rule, path, namespace, refer);
    } catch (error) {
      if (error instanceof Error) error.message = `Invalid ${kind} ${where}: ${error.message}`;
      throw error;
    }
    if (namespace !== '' && given(rule.nodeSelector)) {
      refusePolicy(`Invalid ${kind} spec: rule cannot have NodeSelector`);
    }
    return entries;
  });
}

/** Releases that do not read what rules require have a list of texts in its place, and fail as they read the object. */
function checkRequires(rule: Plain, where: string): void {
  for (const [section, ingress, deny] of SECTIONS) {
    const [direction, field] = ingress ? ['Ingress', 'fromRequires'] : ['Egress', 'toRequires'];
    if (!(list(rule[section]) ?? []).some((one) => (list(one[field]) ?? []).length > 0)) continue;
    const struct = `${direction}${deny ? 'Deny' : ''}Rule.${where}.${section}.${direction}CommonRule.${field}`;
    refusePolicy(`json: cannot unmarshal object into Go struct field ${struct} of type string`);
  }
}

const given = (value: unknown): boolean => value !== undefined && value !== null;

function parseRule(
  context: ParseContext,
  rule: Plain,
  path: string,
  namespace: string,
  refer: (rule: string) => RuleRef,
): PolicyEntry[] {
  const sections = SECTIONS.map(([name, ingress, deny]) => ({ name, ingress, deny, rules: list(rule[name]) ?? [] }));
  if (sections.every((section) => section.rules.length === 0)) {
    refusePolicy('rule must have at least one of Ingress, IngressDeny, Egress, EgressDeny');
  }
  const node = given(rule.nodeSelector);
  if (!given(rule.endpointSelector) && !node) refusePolicy('rule must have one of EndpointSelector or NodeSelector');
  if (given(rule.endpointSelector) && node) refusePolicy('rule cannot have both EndpointSelector and NodeSelector');
  const selector = sanitizeSelector(node ? rule.nodeSelector : rule.endpointSelector, context.facts.keysWithoutSource);
  const subject = labelSelector(
    !node && namespace !== ''
      ? { ...selector, matchLabels: { ...selector.matchLabels, [`k8s:${POD_NAMESPACE}`]: namespace } }
      : selector,
  );
  const scope = { context, namespace, node, init: !node && hasInit(selector), refer };
  const mode = object(rule.enableDefaultDeny);
  return sections.flatMap(({ name, ingress, deny, rules }) =>
    rules.map((one, index) => {
      const ref = refer(`${path}.${name}[${index}]`);
      const own = mode[ingress ? 'ingress' : 'egress'];
      return {
        tier: TIER.normal,
        priority: 0,
        verdict: deny ? ('deny' as const) : ('allow' as const),
        ingress,
        node,
        subject,
        ...sanitizeRule(scope, one, ingress, deny, ref),
        defaultDeny: !context.config.enableNonDefaultDenyPolicies || own !== false,
        ref,
        labels: [ref.policy],
        namespace,
        ...(isPlain(one.authentication) && { auth: text(one.authentication.mode) as AuthMode }),
      };
    }),
  );
}
