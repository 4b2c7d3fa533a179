import { parseCiliumPolicy } from './cilium-policy';
import { parseClusterNetworkPolicy } from './cluster-network-policy';
import { parseEgressGateway } from './egress-gateway';
import { parseLocalRedirect } from './local-redirect';
import { parseNetworkPolicy } from './network-policy';
import { locationOf, objectPath } from './origin';
import { object, text } from './plain-object';
import type { PolicyEntry } from './policy-entry';
import { Refusal, refusePolicy } from './refusal';
import type { PolicyError, RuleRef } from './result';
import type { ParseContext } from './sanitize-context';
import type { PolicyObject } from './scenario';

export interface ParsedPolicies {
  readonly entries: readonly PolicyEntry[];
  readonly errors: readonly PolicyError[];
}

function parse(
  context: ParseContext,
  policy: PolicyObject,
  namespace: string,
  refer: (rule: string) => RuleRef,
): PolicyEntry[] {
  const kind = text(policy.kind);
  switch (kind) {
    case 'CiliumNetworkPolicy':
    case 'CiliumClusterwideNetworkPolicy':
      return parseCiliumPolicy(context, policy, namespace, refer);
    case 'NetworkPolicy':
      return parseNetworkPolicy(context, policy, namespace, refer);
    case 'CiliumLocalRedirectPolicy':
      parseLocalRedirect(policy, namespace);
      return [];
    case 'CiliumEgressGatewayPolicy':
      parseEgressGateway(policy);
      return [];
    case 'ClusterNetworkPolicy':
      if (!context.facts.clusterNetworkPolicy) {
        refusePolicy(`ClusterNetworkPolicy is not supported by Cilium ${context.release}`);
      }
      return parseClusterNetworkPolicy(context, policy, refer);
    default:
      return refusePolicy(`${kind || 'an object without a kind'} is no kind of policy`);
  }
}

const NAMESPACED = ['CiliumNetworkPolicy', 'NetworkPolicy', 'CiliumLocalRedirectPolicy'];

/** Every policy as entries; one that the agent refuses has no effect, and is an error. */
export function parsePolicies(context: ParseContext, policies: readonly PolicyObject[]): ParsedPolicies {
  const entries: PolicyEntry[] = [];
  const errors: PolicyError[] = [];
  for (const object_ of policies) {
    const kind = text(object_.kind);
    const metadata = object(object_.metadata);
    const namespaced = NAMESPACED.includes(kind);
    const namespace = namespaced ? text(metadata.namespace) || 'default' : '';
    const policy = `${kind}/${namespace}/${text(metadata.name)}`;
    const refer = (rule: string): RuleRef => {
      const location = locationOf(object_, objectPath(rule));
      return { policy, rule, ...(location && { location }) };
    };
    try {
      entries.push(...parse(context, object_, namespace, refer));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      errors.push({ policy, error: error.message });
    }
  }
  return { entries, errors };
}
