import { policyFacts } from '../catalogue/facts/policy';
import { refuse } from '../core/issue';
import { factsFor } from '../core/release-range';
import type { PolicyConfig } from './scenario';

/** What the agent's options come to. */
export type EffectiveConfig = Required<Omit<PolicyConfig, Optional>> & Pick<PolicyConfig, Optional>;
type Optional = 'labels' | 'enableLocalRedirectPolicy' | 'enableEgressGateway';

/** The agent's defaults (pkg/option/config.go) under what is given; for IPv6 the chart's, which always sets it. */
export function effectiveConfig(release: string, given: PolicyConfig = {}): EffectiveConfig {
  const modes = factsFor(release, policyFacts).cidrMatchModes as readonly string[];
  const unknown = given.policyCIDRMatchMode?.find((mode) => !modes.includes(mode));
  if (unknown !== undefined) {
    refuse({
      code: 'unknown-cidr-match-mode',
      path: 'config.policyCIDRMatchMode',
      message: `unknown CIDR match mode: ${unknown}`,
      got: unknown,
      allowed: modes.join(', '),
      source: 'pkg/option/config.go validatePolicyCIDRMatchMode',
    });
  }
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
    enableExtendedIPProtocols: given.enableExtendedIPProtocols ?? false,
    policyAuditMode: given.policyAuditMode ?? false,
    ...(given.enableLocalRedirectPolicy !== undefined && {
      enableLocalRedirectPolicy: given.enableLocalRedirectPolicy,
    }),
    ...(given.enableEgressGateway !== undefined && { enableEgressGateway: given.enableEgressGateway }),
    ...(given.labels && { labels: given.labels }),
  };
}
