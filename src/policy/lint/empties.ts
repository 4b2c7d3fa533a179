import type { Found } from '../../core/finding';
import { isPlain, list, object } from '../plain-object';
import type { PolicyFinding, PolicyLintContext } from './context';
import { foundAt, sectionsOf } from './policy-view';
import type { RuleView } from './policy-view';
import { intentOf } from './words';

const SOURCE = 'pkg/policy/utils/parserules.go, mergeEndpointSelectors';
const isEmpty = (value: unknown): boolean => Array.isArray(value) && value.length === 0;
const KINDS = ['Endpoints', 'CIDR', 'CIDRSet', 'Entities', 'Nodes'];
const peerFields = ({ ingress }: RuleView): string[] => KINDS.map((kind) => (ingress ? 'from' : 'to') + kind);

const ciliumRules = ({ rules }: PolicyLintContext): RuleView[] => rules.filter(({ policy }) => policy.cilium);
const kubernetesRules = ({ rules }: PolicyLintContext): RuleView[] =>
  rules.filter(({ policy }) => policy.kind === 'NetworkPolicy');

function* selectsNobody(context: PolicyLintContext): Iterable<Found> {
  for (const one of ciliumRules(context)) {
    for (const field of peerFields(one)) {
      if (!isEmpty(one.rule[field])) continue;
      yield foundAt(one.policy, `${one.path}.${field}`, {
        message: `an empty list of peers selects nobody, so this rule ${one.deny ? 'denies' : 'allows'} nothing`,
        fix: `leave ${field} out for everybody, or write who is meant`,
      });
    }
  }
}

function* opensPorts(context: PolicyLintContext): Iterable<Found> {
  for (const one of ciliumRules(context)) {
    const { rule, entries } = one;
    if (one.deny || one.ingress || (list(rule.toPorts)?.length ?? 0) === 0) continue;
    const opens = entries.some(({ l3, l4 }) => l3?.length === 0 && l4.some(({ ports }) => ports.length > 0));
    if (!opens || peerFields(one).some((field) => rule[field] !== undefined)) continue;
    if (isEmpty(rule.toFQDNs)) {
      yield foundAt(one.policy, `${one.path}.toFQDNs`, {
        message: 'an empty list of names beside toPorts opens these ports to everybody',
        fix: 'write the names, or remove the rule',
      });
    } else if (Array.isArray(rule.toServices) && (context.world.services ?? []).length > 0) {
      yield foundAt(one.policy, `${one.path}.toServices`, {
        message: 'no service of the input is meant here, and then the rule opens these ports to everybody',
        fix: 'name a service that there is, or use toEndpoints with the labels of its pods',
      });
    }
  }
}

function* emptySection(context: PolicyLintContext): Iterable<Found> {
  for (const policy of context.policies) {
    if (!policy.cilium || policy.refusal !== undefined) continue;
    for (const section of policy.specs.flatMap(sectionsOf)) {
      if (!isEmpty(section.spec[section.field])) continue;
      const subject = policy.entries.find(({ ref }) =>
        ref.rule.startsWith(`${section.path.split('.')[0] as string}.`),
      )?.subject;
      const enforced = context.policies
        .flatMap(({ entries }) => entries)
        .filter((one) => one.ingress === section.ingress && one.defaultDeny && !one.node)
        .map((one) => one.subject);
      const covered = subject !== undefined && context.universe.coversSubject(subject, enforced);
      yield foundAt(policy, section.path, {
        ...(covered && { severity: 'note' as const }),
        message: `an empty list says nothing: it turns on no default deny for ${section.ingress ? 'ingress' : 'egress'}`,
        fix: section.deny ? 'remove it' : `write ${section.field}: [{}] to allow nothing, or remove it`,
      });
    }
  }
}

function* emptyPorts(context: PolicyLintContext): Iterable<Found> {
  for (const { policy, path, rule, deny } of ciliumRules(context)) {
    for (const [at, port] of (list(rule.toPorts) ?? []).entries()) {
      if ((list(port.ports)?.length ?? 0) > 0) continue;
      yield foundAt(policy, `${path}.toPorts[${at}]`, {
        message: `no port stands here, so this part ${deny ? 'denies' : 'allows'} nothing`,
        fix: 'name the ports, or leave toPorts out for every port',
      });
    }
  }
}

function* emptyL7(context: PolicyLintContext): Iterable<Found> {
  for (const { policy, path, rule, deny } of ciliumRules(context)) {
    if (deny) continue;
    for (const [at, port] of (list(rule.toPorts) ?? []).entries()) {
      const rules = object(port.rules);
      const kind = ['http', 'dns'].find((name) => isEmpty(rules[name]));
      if (kind === undefined || ['http', 'dns'].some((name) => (list(rules[name])?.length ?? 0) > 0)) continue;
      yield foundAt(policy, `${path}.toPorts[${at}].rules.${kind}`, {
        message: 'an empty list of L7 rules restricts nothing: everything on these ports is allowed',
        fix: `write what may be asked, or remove rules if everything may`,
      });
    }
  }
}

/** An empty rule: `- {}`. */
const isBare = (rule: unknown): boolean => isPlain(rule) && Object.keys(rule).length === 0;

function* bareRule(context: PolicyLintContext): Iterable<Found> {
  for (const { policy, path, rule, spec, section } of ciliumRules(context)) {
    if (!isBare(rule)) continue;
    const others = (list(spec[section.field])?.length ?? 0) > 1;
    const intent = intentOf(policy, spec.description);
    const allows = !section.deny && /\ballow|\bopen|\bpermit/.test(intent) && !/deny|default|isolat/.test(intent);
    if (others) {
      yield foundAt(policy, path, {
        severity: 'note',
        message: 'an empty rule selects nobody; beside other rules it does nothing',
        fix: 'remove it',
      });
    } else if (allows || section.deny) {
      yield foundAt(policy, path, {
        message: `an empty rule selects nobody: it ${section.deny ? 'denies nobody by itself' : 'allows nothing'}, and turns on default deny`,
        fix: `to mean everybody, write ${section.ingress ? 'fromEntities' : 'toEntities'}: [all]`,
      });
    }
  }
}

function* everybody(context: PolicyLintContext): Iterable<Found> {
  for (const { policy, path, rule, ingress } of kubernetesRules(context)) {
    const field = ingress ? 'from' : 'to';
    if (isEmpty(rule[field])) {
      yield foundAt(policy, `${path}.${field}`, {
        message: 'in a NetworkPolicy an empty list of peers means everybody, the world included',
        fix: `write who is meant, or leave ${field} out if everybody is`,
      });
    } else if (isBare(rule) && /deny|isolat|block/.test(intentOf(policy, ''))) {
      yield foundAt(policy, path, {
        message: 'in a NetworkPolicy an empty rule allows everybody, the world included',
        fix: `write ${ingress ? 'ingress' : 'egress'}: [] to allow nobody`,
      });
    }
  }
}

function* clusterwidePeer(context: PolicyLintContext): Iterable<Found> {
  for (const { policy, path, rule, ingress, deny, spec } of ciliumRules(context)) {
    if (policy.kind !== 'CiliumClusterwideNetworkPolicy' || deny) continue;
    const field = ingress ? 'fromEndpoints' : 'toEndpoints';
    for (const [at, peer] of (list(rule[field]) ?? []).entries()) {
      const bare = Object.values(peer).every((part) => isBare(part) || isEmpty(part));
      if (!bare || !/namespace|\bns\b|isolat|cross|tenant/.test(intentOf(policy, spec.description))) continue;
      yield foundAt(policy, `${path}.${field}[${at}]`, {
        message: 'in a clusterwide policy an empty peer means the pods of every namespace, not of their own',
        fix: 'write a CiliumNetworkPolicy in each namespace: there an empty peer means the namespace',
      });
    }
  }
}

/** What `{}` and `[]` mean against expectation. */
export const empties: readonly PolicyFinding[] = [
  {
    code: 'empty-peers',
    severity: 'warning',
    pitfall: 'B22',
    why: 'An empty list of peers is not a missing one: written, it selects nobody; left out, everybody.',
    source: SOURCE,
    check: selectsNobody,
  },
  {
    code: 'empty-peers-open',
    severity: 'error',
    pitfall: 'B22',
    why: 'Names and services that come to nobody leave a rule with ports and without peers, which means everybody.',
    source: SOURCE,
    check: opensPorts,
  },
  {
    code: 'empty-section',
    severity: 'warning',
    pitfall: 'B22',
    why: 'Default deny is turned on by a rule. A section without one leaves the direction open, whatever it looks like.',
    source: 'pkg/policy/repository.go, computePolicyEnforcementAndRules',
    check: emptySection,
  },
  {
    code: 'empty-ports',
    severity: 'warning',
    pitfall: 'B22',
    why: 'An element of toPorts without ports is a restriction to no port at all.',
    source: 'pkg/policy/l4.go, addL4Filter',
    check: emptyPorts,
  },
  {
    code: 'empty-l7-rules',
    severity: 'warning',
    pitfall: 'B22',
    why: 'No L7 rule is no restriction: the proxy is not even asked.',
    source: 'pkg/policy/api/l4.go, L7Rules.IsEmpty',
    check: emptyL7,
  },
  {
    code: 'empty-rule',
    severity: 'warning',
    pitfall: 'B22',
    why: 'An empty rule of Cilium selects nobody and turns on default deny. In a NetworkPolicy it would allow everybody.',
    source: SOURCE,
    check: bareRule,
  },
  {
    code: 'empty-allows-everybody',
    severity: 'warning',
    pitfall: 'B22',
    why: 'In a NetworkPolicy what is empty means everybody. In Cilium’s own policies the same text means nobody.',
    source: 'pkg/k8s/network_policy.go, ParseNetworkPolicy',
    check: everybody,
  },
  {
    code: 'clusterwide-empty-peer',
    severity: 'warning',
    pitfall: 'B28',
    why: '“The own namespace” can be said in a namespace only. A clusterwide policy with an empty peer isolates nothing.',
    source: 'pkg/k8s/apis/cilium.io/utils/utils.go, getEndpointSelector',
    check: clusterwidePeer,
  },
];
