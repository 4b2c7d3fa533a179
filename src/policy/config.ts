import { policyFacts } from '../catalogue/facts/policy';
import { factsFor } from '../core/release-range';
import type { PolicyConfig } from './scenario';

/** What the agent's options come to. */
export type EffectiveConfig = Required<Omit<PolicyConfig, 'labels'>> & Pick<PolicyConfig, 'labels'>;

/** The agent's defaults (pkg/option/config.go) under what is given; for IPv6 the chart's, which always sets it. */
export function effectiveConfig(release: string, given: PolicyConfig = {}): EffectiveConfig {
  return {
    enablePolicy: given.enablePolicy ?? 'default',
    policyCIDRMatchMode: given.policyCIDRMatchMode ?? [],
    enableNodeSelectorLabels: given.enableNodeSelectorLabels ?? false,
    enableHostFirewall: given.enableHostFirewall ?? false,
    allowLocalhost: given.allowLocalhost ?? 'auto',
    ipv6: given.ipv6 ?? false,
    clusterName: given.clusterName ?? 'default',
    policyDefaultLocalCluster: given.policyDefaultLocalCluster ?? factsFor(release, policyFacts).defaultLocalCluster,
    enableNonDefaultDenyPolicies: given.enableNonDefaultDenyPolicies ?? true,
    enableL7Proxy: given.enableL7Proxy ?? true,
    ...(given.labels && { labels: given.labels }),
  };
}
