import { nameMatcher } from './dns';
import { isPlain, list, object, text, texts } from './plain-object';
import type { Plain } from './plain-object';
import { bindPods, namespaceSelector } from './network-policy';
import { TIER } from './policy-entry';
import type { DNSRule, PolicyEntry, PortRule } from './policy-entry';
import { refusePolicy } from './refusal';
import type { RuleRef } from './result';
import { cidrPeer } from './sanitize-cidr';
import type { ParseContext } from './sanitize-context';
import { sanitizeName } from './sanitize-ports';
import { readSelector, withSource } from './sanitize-selector';
import { WILDCARD, fqdnSelector, labelSelector } from './selector';
import type { Selector } from './selector';

const namespaces = (given: unknown): Selector => labelSelector(withSource('k8s:', namespaceSelector(given)));

function pods(given: Plain, cluster: string): Selector {
  const selector = bindPods(readSelector(given.podSelector), cluster);
  return labelSelector(withSource('k8s:', namespaceSelector(given.namespaceSelector), selector));
}

function nodes(context: ParseContext, given: unknown): Selector[] {
  const labels = bindPods(withSource('node:', readSelector(given)), '');
  return ['host', 'remote-node'].map((kind) =>
    labelSelector({
      matchLabels: {
        ...labels.matchLabels,
        ...(context.cluster !== '' && { 'k8s:io.cilium.k8s.policy.cluster': context.cluster }),
      },
      matchExpressions: [...(labels.matchExpressions ?? []), { key: `reserved:${kind}`, operator: 'Exists' }],
    }),
  );
}

function protocols(given: readonly Plain[], refer: (index: number) => RuleRef): PortRule[] {
  return given.map((one, index) => {
    const at = refer(index);
    const kind = ['tcp', 'udp', 'sctp'].find((name) => isPlain(one[name]));
    const name = text(one.destinationNamedPort);
    if (kind === undefined) return { ports: [{ port: 0, name, protocol: 'ANY' }], ref: at };
    const port = object(object(one[kind]).destinationPort);
    const range = isPlain(port.range) ? port.range : undefined;
    const start = Number(range ? range.start : (port.number ?? 0));
    const endPort = range ? Number(range.end) : 0;
    return {
      ports: [{ port: start, ...(endPort > start && { endPort }), protocol: kind.toUpperCase() }],
      ref: at,
    };
  });
}

function names(context: ParseContext, given: readonly string[]): { l3: Selector[]; dns: DNSRule[] } {
  const rules = given.map((name) => {
    const pattern = name.startsWith('*') && !name.startsWith('**') ? `*${name}` : name;
    return sanitizeName(
      context.release,
      name.startsWith('*') ? { matchPattern: pattern } : { matchName: name },
      '. and -',
    );
  });
  return {
    dns: rules,
    l3: rules.map((rule) =>
      fqdnSelector(
        `MatchName: ${rule.matchName ?? ''}, MatchPattern: ${rule.matchPattern ?? ''}`,
        nameMatcher(context.release, rule),
      ),
    ),
  };
}

const VERDICTS: Readonly<Record<string, PolicyEntry['verdict']>> = { Deny: 'deny', Pass: 'pass' };

/** A ClusterNetworkPolicy (v1alpha2) as entries. Source: pkg/k8s/cluster_network_policy.go. */
export function parseClusterNetworkPolicy(
  context: ParseContext,
  policy: Plain,
  refer: (rule: string) => RuleRef,
): PolicyEntry[] {
  const spec = object(policy.spec);
  const subjectOf = object(spec.subject);
  const subject = isPlain(subjectOf.namespaces) ? namespaces(subjectOf.namespaces) : pods(object(subjectOf.pods), '');
  const tier = spec.tier === 'Baseline' ? TIER.baseline : TIER.admin;
  const direction = (ingress: boolean): PolicyEntry[] =>
    (list(spec[ingress ? 'ingress' : 'egress']) ?? []).flatMap((rule, index) => {
      const ref = refer(`spec.${ingress ? 'ingress' : 'egress'}[${index}]`);
      const l4 = protocols(list(rule.protocols) ?? [], (at) => refer(`${ref.rule}.protocols[${at}]`));
      const verdict = VERDICTS[text(rule.action)] ?? 'allow';
      const entry: Omit<PolicyEntry, 'l3'> = {
        tier,
        priority: Number(spec.priority ?? 0) + index / 100,
        verdict,
        ingress,
        node: false,
        subject,
        l4,
        defaultDeny: false,
        ref,
        labels: [ref.policy],
      };
      const given = list(rule[ingress ? 'from' : 'to']) ?? [];
      if (given.length === 0) return [{ ...entry, l3: [WILDCARD] }];
      return given.flatMap((one): PolicyEntry[] => {
        if (isPlain(one.pods)) return [{ ...entry, l3: [pods(one.pods, context.cluster)] }];
        if (isPlain(one.namespaces)) return [{ ...entry, l3: [namespaces(one.namespaces)] }];
        if (!ingress && isPlain(one.nodes)) {
          if (!context.config.enableNodeSelectorLabels) {
            refusePolicy('egress.to.nodes is not supported since node selector labels are disabled');
          }
          return [{ ...entry, l3: nodes(context, one.nodes) }];
        }
        if (!ingress && Array.isArray(one.networks)) {
          return [{ ...entry, l3: (texts(one.networks) ?? []).map((cidr) => cidrPeer(context, cidr, [])) }];
        }
        if (!ingress && Array.isArray(one.domainNames)) {
          return domainNames(context, entry, texts(one.domainNames) ?? []);
        }
        // A peer that nothing is known of fails closed.
        return verdict === 'allow' ? [] : [{ ...entry, l3: [WILDCARD], verdict: 'deny' }];
      });
    });
  return [...direction(true), ...direction(false)];
}

/** Names are allowed together with asking kube-dns for them. */
function domainNames(context: ParseContext, entry: Omit<PolicyEntry, 'l3'>, given: readonly string[]): PolicyEntry[] {
  if (entry.verdict !== 'allow') {
    refusePolicy('egress.to.domainNames is only supported for egress.action=Accept');
  }
  if (!context.config.enableL7Proxy) {
    refusePolicy('egress.to.domainNames is not supported since L7 proxy is disabled');
  }
  const { l3, dns } = names(context, given);
  const ports = ['dns', 'dns-tcp'].map((name) => ({ port: 0, name, protocol: 'ANY' }));
  return [
    {
      ...entry,
      l3: [labelSelector({ matchLabels: { 'any:k8s-app': 'kube-dns' } })],
      l4: [{ ports, dns, ref: entry.ref }],
    },
    { ...entry, l3 },
  ];
}
