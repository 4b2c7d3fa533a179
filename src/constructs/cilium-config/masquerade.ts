import type { ByFirstInstall } from '../../catalogue/facts/cilium-config';
import { hasKey, isNil, join, quote, truthy } from '../../core/helm';
import { unquoted } from './config-text';
import { byFirstInstall, isChained } from './derived';
import { on, type ConfigEntry, type ConfigInput } from './entry';

/** Masquerading in eBPF was the default of 1.8 and 1.9 only. */
const BPF_MASQUERADE: ByFirstInstall<string> = [
  ['1.10', 'false'],
  ['1.8', 'true'],
];
/** Since 1.18 the addresses of AWS ENI are not masqueraded. */
const ENI_MASQUERADE: ByFirstInstall<string> = [
  ['1.18', 'false'],
  ['', 'true'],
];

/** Whether connection tracking must stay on in iptables: something else than Cilium needs it. */
function needsIptablesConntrack(s: ConfigInput): boolean {
  const { azure, eni, gke } = s.values;
  return truthy(azure.enabled) || truthy(eni.enabled) || truthy(gke.enabled) || isChained(s);
}

/** Source addresses of traffic that leaves, and the iptables rules that remain. */
export const masqueradeEntries: readonly ConfigEntry[] = [
  {
    key: 'enable-ipv4-masquerade',
    value: (s) => {
      const { enableIPv4Masquerade, eni } = s.values;
      if (!isNil(enableIPv4Masquerade)) return quote(enableIPv4Masquerade);
      return truthy(eni.enabled) ? byFirstInstall(s, ENI_MASQUERADE) : 'true';
    },
  },
  { key: 'enable-ipv6-masquerade', value: (s) => quote(s.values.enableIPv6Masquerade) },
  {
    key: 'enable-bpf-masquerade',
    when: (s) => !isNil(s.values.bpf.masquerade) || byFirstInstall(s, BPF_MASQUERADE) === 'true',
    value: (s) => (isNil(s.values.bpf.masquerade) ? 'true' : quote(s.values.bpf.masquerade)),
  },
  { key: 'enable-masquerade-to-route-source', value: (s) => quote(s.values.enableMasqueradeRouteSource) },
  {
    // The agent splits text at blanks. A list is written so too: the chart prints one that the API server refuses.
    key: 'egress-masquerade-interfaces',
    when: (s) => hasKey(s.values, 'egressMasqueradeInterfaces'),
    value: ({ values: { egressMasqueradeInterfaces: interfaces } }) =>
      Array.isArray(interfaces) ? join(' ', interfaces) : unquoted(interfaces, 'egressMasqueradeInterfaces'),
  },
  {
    key: 'enable-ip-masq-agent',
    when: (s) => truthy(s.values.ipMasqAgent) && truthy(s.values.ipMasqAgent.enabled),
    value: on,
  },
  { key: 'enable-xt-socket-fallback', value: (s) => quote(s.values.enableXTSocketFallback) },
  {
    key: 'install-no-conntrack-iptables-rules',
    value: (s) => (needsIptablesConntrack(s) ? 'false' : quote(s.values.installNoConntrackIptablesRules)),
  },
  {
    key: 'iptables-random-fully',
    when: (s) => hasKey(s.values, 'iptablesRandomFully'),
    value: (s) => quote(s.values.iptablesRandomFully),
  },
  {
    key: 'iptables-lock-timeout',
    when: (s) => hasKey(s.values, 'iptablesLockTimeout'),
    value: (s) => quote(s.values.iptablesLockTimeout),
  },
  {
    key: 'disable-iptables-feeder-rules',
    when: (s) => hasKey(s.values, 'disableIptablesFeederRules'),
    value: (s) => join(' ', s.values.disableIptablesFeederRules),
  },
];
