import type { Found } from '../../core/finding';
import { isPlain, list } from '../plain-object';
import type { Plain } from '../plain-object';
import type { PolicyFinding, PolicyLintContext } from './context';
import { foundAt } from './policy-view';
import type { PolicyView } from './policy-view';
import { typoOf } from './words';

/** Fields of a NetworkPolicy (networking.k8s.io/v1), below each field that holds them. */
const NETWORK_POLICY: Readonly<Record<string, readonly string[]>> = {
  spec: ['podSelector', 'policyTypes', 'ingress', 'egress'],
  ingress: ['from', 'ports'],
  egress: ['to', 'ports'],
  from: ['podSelector', 'namespaceSelector', 'ipBlock'],
  to: ['podSelector', 'namespaceSelector', 'ipBlock'],
  ports: ['port', 'protocol', 'endPort'],
  ipBlock: ['cidr', 'except'],
  podSelector: ['matchLabels', 'matchExpressions'],
  namespaceSelector: ['matchLabels', 'matchExpressions'],
};

function* unknownFields(policy: PolicyView, value: unknown, key: string, path: string): Iterable<Found> {
  if (Array.isArray(value)) {
    for (const [at, item] of value.entries()) yield* unknownFields(policy, item, key, `${path}[${at}]`);
    return;
  }
  const known = NETWORK_POLICY[key];
  if (!known || !isPlain(value)) return;
  for (const [field, inner] of Object.entries(value)) {
    const at = `${path}.${field}`;
    if (known.includes(field)) {
      yield* unknownFields(policy, inner, field, at);
      continue;
    }
    const meant = typoOf(field, known);
    const cilium = /^(endpointSelector|fromEndpoints|toEndpoints|toPorts|(from|to)(CIDR|CIDRSet|Entities|FQDNs))$/.test(
      field,
    );
    yield foundAt(policy, at, {
      message: `a NetworkPolicy has no field ${field} here: the API server drops it, and the rest stays`,
      fix:
        meant !== undefined
          ? `did you mean ${meant}?`
          : cilium
            ? 'write kind: CiliumNetworkPolicy'
            : `known are ${known.join(', ')}`,
    });
  }
}

function* networkPolicies({ policies }: PolicyLintContext): Iterable<Found> {
  for (const policy of policies) {
    if (policy.kind === 'NetworkPolicy') yield* unknownFields(policy, policy.object.spec, 'spec', 'spec');
  }
}

/** A peer that is two by one dash too many: namespaces, and beside them pods. */
function* twoPeers({ rules }: PolicyLintContext): Iterable<Found> {
  for (const { policy, path, rule, ingress } of rules) {
    if (policy.kind !== 'NetworkPolicy') continue;
    const field = ingress ? 'from' : 'to';
    const peers = list(rule[field]) ?? [];
    const only = (peer: Plain | undefined, name: string): boolean =>
      peer !== undefined && Object.keys(peer).join() === name && Object.keys(Object(peer[name]) as object).length > 0;
    if (peers.length !== 2 || !peers.some((peer) => only(peer, 'namespaceSelector'))) continue;
    const pods = peers.findIndex((peer) => only(peer, 'podSelector'));
    if (pods < 0) continue;
    yield foundAt(policy, `${path}.${field}[${pods}]`, {
      message: `these are two peers: all pods of those namespaces, and these pods of the namespace ${policy.namespace}`,
      fix: 'fine if that is meant; else put both selectors into one element',
    });
  }
}

function* policyTypes({ policies }: PolicyLintContext): Iterable<Found> {
  for (const policy of policies) {
    const spec = policy.specs[0]?.spec;
    if (policy.kind !== 'NetworkPolicy' || !Array.isArray(spec?.policyTypes)) continue;
    for (const [field, type] of [
      ['ingress', 'Ingress'],
      ['egress', 'Egress'],
    ] as const) {
      if (spec.policyTypes.includes(type) || (list(spec[field])?.length ?? 0) === 0) continue;
      yield foundAt(policy, `spec.${field}`, {
        message: `policyTypes does not name ${type}, and Cilium applies these rules all the same`,
        fix: `add ${type} to policyTypes, or remove the rules`,
      });
    }
  }
}

function* hostFirewall(context: PolicyLintContext): Iterable<Found> {
  const known = context.world.config?.enableHostFirewall;
  if (known === true) return;
  for (const policy of context.policies) {
    for (const { path, spec } of policy.specs) {
      if (!policy.cilium || spec.nodeSelector === undefined || policy.refusal !== undefined) continue;
      yield foundAt(policy, `${path}.nodeSelector`, {
        ...(known === undefined && { severity: 'note' as const }),
        message:
          known === undefined
            ? 'a policy of nodes has no effect unless the host firewall is on'
            : 'the host firewall is off, so this policy of nodes has no effect',
        fix: 'set hostFirewall: { enabled: true } in the values',
      });
    }
  }
}

/** Fields that were, by name; which release lost each says the schema of the release. */
const GONE: Readonly<Record<string, string>> = {
  fromRequires: 'write the labels into every fromEndpoints, or a denying rule',
  toRequires: 'write the labels into every toEndpoints, or a denying rule',
  kafka: 'restrict at L4, or with a CiliumEnvoyConfig',
  l7proto: 'use http or dns, or a CiliumEnvoyConfig',
};

function* outdated({ policies }: PolicyLintContext): Iterable<Found> {
  for (const policy of policies) {
    if (!policy.cilium) continue;
    const visit = function* (value: unknown, path: string): Iterable<Found> {
      if (Array.isArray(value)) {
        for (const [at, item] of value.entries()) yield* visit(item, `${path}[${at}]`);
      } else if (isPlain(value)) {
        for (const [key, inner] of Object.entries(value)) {
          if (/Selector$|Endpoints$|^matchLabels$|^labels$/.test(key)) continue;
          const fix = Object.hasOwn(GONE, key) ? GONE[key] : undefined;
          if (fix !== undefined) {
            yield foundAt(policy, `${path}.${key}`, {
              message: `${key} is gone from newer releases, and does nothing there`,
              fix,
            });
          } else yield* visit(inner, `${path}.${key}`);
        }
      }
    };
    for (const { path, spec } of policy.specs) yield* visit(spec, path);
  }
}

export const fields: readonly PolicyFinding[] = [
  {
    code: 'field-unknown',
    severity: 'error',
    why: 'The API server drops what it does not know, and a rule without its restriction allows more than it says.',
    source: 'k8s.io/api/networking/v1',
    check: networkPolicies,
  },
  {
    code: 'field-outdated',
    severity: 'warning',
    why: 'A field that a release no longer has is dropped when the policy is applied, with the restriction that it was.',
    source: 'Documentation/operations/upgrade.rst',
    check: outdated,
  },
  {
    code: 'two-peers',
    severity: 'note',
    pitfall: 'B28',
    why: 'Elements of a list of peers are alternatives; conditions that must hold together stand in one element.',
    source: 'pkg/k8s/network_policy.go, ParseNetworkPolicy',
    check: twoPeers,
  },
  {
    code: 'policy-types',
    severity: 'note',
    why: 'Kubernetes ignores rules of a direction that policyTypes leaves out; Cilium does not.',
    source: 'pkg/k8s/network_policy.go, ParseNetworkPolicy',
    check: policyTypes,
  },
  {
    code: 'host-firewall-off',
    severity: 'warning',
    why: 'Policies with a nodeSelector are about the host, which the agent judges with enable-host-firewall only.',
    source: 'Documentation/security/host-firewall.rst',
    check: hostFirewall,
  },
];
