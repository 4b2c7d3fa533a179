import { CLUSTER_LABEL, NAMESPACE_LABELS, POD_NAMESPACE } from './labels';
import { isPlain, list, object, text, texts } from './plain-object';
import type { Plain } from './plain-object';
import { TIER } from './policy-entry';
import type { PolicyEntry, PortRule } from './policy-entry';
import { refusePolicy } from './refusal';
import type { RuleRef } from './result';
import { cidrPeer } from './sanitize-cidr';
import type { ParseContext } from './sanitize-context';
import { isServiceName, parsePort, parseProtocol } from './sanitize-ports';
import { readSelector, withSource } from './sanitize-selector';
import { WILDCARD, labelSelector } from './selector';
import type { LabelSelector, Selector } from './selector';

/** Keys of namespaces' labels as identities have them. Source: pkg/k8s/network_policy.go processNamespaceSelector. */
export function namespaceSelector(value: unknown): LabelSelector {
  const { matchLabels = {}, matchExpressions = [] } = readSelector(value);
  const key = (label: string): string => `${NAMESPACE_LABELS}.${label}`;
  if (Object.keys(matchLabels).length + matchExpressions.length === 0) {
    return { matchExpressions: [{ key: POD_NAMESPACE, operator: 'Exists' }] };
  }
  return {
    matchLabels: Object.fromEntries(Object.entries(matchLabels).map(([label, wanted]) => [key(label), wanted])),
    matchExpressions: matchExpressions.map((requirement) => ({ ...requirement, key: key(requirement.key) })),
  };
}

/** Binds a pod selector to the local cluster unless it names one. */
export function bindPods(selector: LabelSelector, cluster: string): LabelSelector {
  const bound =
    (selector.matchLabels?.[CLUSTER_LABEL] ?? '') !== '' ||
    (selector.matchExpressions ?? []).some(({ key }) => key === CLUSTER_LABEL);
  return cluster === '' || bound
    ? selector
    : { ...selector, matchLabels: { ...selector.matchLabels, [CLUSTER_LABEL]: cluster } };
}

function peer(context: ParseContext, namespace: string, given: Plain, ingress: boolean): Selector[] | undefined {
  if (isPlain(given.ipBlock)) {
    // The agent binds to the cluster what selects no pods, and then finds two kinds of peers in one rule.
    if (ingress && context.cluster !== '' && context.facts.ipBlockOfCluster) {
      refusePolicy('combining FromCIDRSet and FromEndpoints is not supported yet');
    }
    return [cidrPeer(context, text(given.ipBlock.cidr), texts(given.ipBlock.except) ?? [])];
  }
  const pods = bindPods(readSelector(given.podSelector), context.cluster);
  if (isPlain(given.namespaceSelector)) {
    return [labelSelector(withSource('k8s:', namespaceSelector(given.namespaceSelector), pods))];
  }
  return [labelSelector(withSource('k8s:', inNamespace(pods, namespace)))];
}

const inNamespace = (selector: LabelSelector, namespace: string): LabelSelector => ({
  ...selector,
  matchLabels: { ...selector.matchLabels, [POD_NAMESPACE]: namespace },
});

function ports(context: ParseContext, given: readonly Plain[], ref: RuleRef): PortRule[] {
  return given.map((one, index) => {
    const protocol = one.protocol === undefined ? 'TCP' : parseProtocol(context.release, text(one.protocol));
    const written = one.port === undefined ? '0' : text(one.port);
    const named = isServiceName(written);
    const port = named ? 0 : parsePort(written);
    const endPort = typeof one.endPort === 'number' ? one.endPort : 0;
    return {
      ports: [{ port, ...(named && { name: written }), ...(endPort > port && port > 0 && { endPort }), protocol }],
      ref: { ...ref, rule: `${ref.rule}.ports[${index}]` },
    };
  });
}

/** A Kubernetes NetworkPolicy as entries. Source: pkg/k8s/network_policy.go ParseNetworkPolicy. */
export function parseNetworkPolicy(
  context: ParseContext,
  policy: Plain,
  namespace: string,
  refer: (rule: string) => RuleRef,
): PolicyEntry[] {
  const spec = object(policy.spec);
  const types = texts(spec.policyTypes) ?? ['Ingress', ...((list(spec.egress)?.length ?? 0) > 0 ? ['Egress'] : [])];
  const subject = labelSelector(withSource('k8s:', inNamespace(readSelector(spec.podSelector), namespace)));
  const base = { tier: TIER.normal, priority: 0, verdict: 'allow' as const, node: false, subject, defaultDeny: true };
  const direction = (ingress: boolean): PolicyEntry[] => {
    const section = ingress ? 'ingress' : 'egress';
    const entries = (list(spec[section]) ?? []).flatMap((rule, index) => {
      const ref = refer(`spec.${section}[${index}]`);
      const from = list(rule[ingress ? 'from' : 'to']) ?? [];
      const l4 = ports(context, list(rule.ports) ?? [], ref);
      const l3s = from.length > 0 ? from.map((given) => peer(context, namespace, given, ingress)) : [[WILDCARD]];
      return l3s.map((l3) => {
        const endpoints = context.facts.requires ? l3?.filter(({ kind }) => kind === 'labels') : undefined;
        return {
          ...base,
          ingress,
          l3,
          l4,
          ref,
          labels: [ref.policy],
          ...(endpoints && { endpoints: new Set(endpoints) }),
        };
      });
    });
    const implied = ingress ? types.includes('Ingress') || !types.includes('Egress') : types.includes('Egress');
    if (entries.length > 0 || !implied) return entries;
    const ref = refer(`spec.${section}`);
    return [{ ...base, ingress, l3: undefined, l4: [], ref, labels: [ref.policy] }];
  };
  return [...direction(true), ...direction(false)];
}
