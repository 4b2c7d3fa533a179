import { hasKey, inQuotes, join, quote, toText, truthy } from '../../core/helm';
import { refuse } from '../../core/issue';
import { readSecretsOnlyFromSecretsNamespace, secretSyncEnabled } from '../common';
import { declares, given, on, type ConfigEntry, type ConfigInput } from './entry';

/** `default`, `always` or `never`, in any case. */
function enforcementMode({ values: { policyEnforcementMode: mode } }: ConfigInput): string {
  if (typeof mode === 'string') return inQuotes(mode.toLowerCase());
  return refuse({
    code: 'wrong-type',
    path: 'values.policyEnforcementMode',
    message: 'the policy enforcement mode must be text',
    got: toText(mode),
    allowed: 'default, always or never',
    fix: 'quote it',
  });
}

/** Which policies there are, how they are enforced, and where their secrets come from. */
export const policyEntries: readonly ConfigEntry[] = [
  { key: 'enable-policy', when: (s) => hasKey(s.values, 'policyEnforcementMode'), value: enforcementMode },
  {
    key: 'policy-cidr-match-mode',
    when: (s) => hasKey(s.values, 'policyCIDRMatchMode'),
    value: (s) => join(' ', s.values.policyCIDRMatchMode),
  },
  {
    key: 'policy-audit-mode',
    when: (s) => hasKey(s.values, 'policyAuditMode'),
    value: (s) => quote(s.values.policyAuditMode),
  },
  {
    key: 'endpoint-policy-update-timeout',
    fact: 'endpointPolicyUpdateTimeout',
    when: (s) => truthy(s.values.endpointPolicyUpdateTimeoutDuration),
    value: (s) => quote(s.values.endpointPolicyUpdateTimeoutDuration),
  },
  {
    key: 'enable-endpoint-lockdown-on-policy-overflow',
    value: (s) => quote(s.values.endpointLockdownOnMapOverflow),
  },
  { key: 'enable-non-default-deny-policies', value: (s) => quote(s.values.enableNonDefaultDenyPolicies) },
  { key: 'policy-default-local-cluster', value: (s) => quote(s.values.clustermesh.policyDefaultLocalCluster) },
  {
    key: 'enable-k8s-networkpolicy',
    when: (s) => declares(s.values.k8sNetworkPolicy, 'enabled'),
    value: (s) => quote(s.values.k8sNetworkPolicy.enabled),
  },
  {
    key: 'enable-k8s-cluster-network-policy',
    fact: 'clusterNetworkPolicy',
    when: (s) => truthy(s.values.k8sClusterNetworkPolicy.enabled),
    value: on,
  },
  {
    key: 'enable-host-firewall',
    when: ({ values: { hostFirewall }, facts }) =>
      facts.hostFirewallAlways || (truthy(hostFirewall) && truthy(hostFirewall.enabled)),
    value: (s) => quote(s.values.hostFirewall.enabled),
  },
  {
    key: 'enable-l7-proxy',
    when: (s) => hasKey(s.values, 'l7Proxy'),
    value: (s) => quote(s.values.l7Proxy),
  },
  ...given(
    (s) => readSecretsOnlyFromSecretsNamespace(s.ctx),
    [
      { key: 'enable-policy-secrets-sync', when: (s) => secretSyncEnabled(s.ctx), value: on },
      { key: 'policy-secrets-only-from-secrets-namespace', value: on },
      { key: 'policy-secrets-namespace', value: (s) => quote(s.values.tls.secretsNamespace.name) },
    ],
  ),
  {
    key: 'enable-sctp',
    when: (s) => declares(s.values.sctp, 'enabled'),
    value: (s) => quote(s.values.sctp.enabled),
  },
  {
    key: 'enable-source-ip-verification',
    when: (s) => declares(s.values.daemon, 'enableSourceIPVerification'),
    value: (s) => quote(s.values.daemon.enableSourceIPVerification),
  },
];
