/** What several entries decide together. Functions, not fields: each reads only the values that it needs, when asked. */
import type { ByFirstInstall } from '../../catalogue/facts/cilium-config';
import { coalesce, isNil, text, toText, truthy } from '../../core/helm';
import { isMap, type JsonObject, type Value } from '../../core/json';
import { envoyDaemonSetEnabled, installedSince } from '../common';
import type { ConfigInput } from './entry';

/** The default for the minor with which the cluster was first installed. */
export function byFirstInstall<T>(s: ConfigInput, defaults: ByFirstInstall<T>): T | undefined {
  return defaults.find(([minor]) => minor === '' || installedSince(s.ctx, minor))?.[1];
}

/** Mode of IP address management. AWS ENI decides it alone in newer releases. */
export function ipamMode(s: ConfigInput): Value {
  const { eni, ipam } = s.values;
  if (s.facts.eniSetsIPAM && truthy(eni.enabled)) return 'eni';
  return coalesce(ipam.mode, 'cluster-pool');
}

/** Whether Cilium replaces kube-proxy, as text; anything but true and false is refused by the requirements. */
export function kubeProxyReplacement(s: ConfigInput): string {
  const { kubeProxyReplacement: chosen } = s.values;
  if (!isNil(chosen) && chosen !== '') return toText(chosen);
  return byFirstInstall<string>(s, s.facts.kubeProxyReplacementDefault ?? []) ?? '';
}

/** How Cilium is chained behind another CNI plugin; `none` if it stands alone. */
export function cniChainingMode(s: ConfigInput): Value {
  const { chainingMode, chainingTarget } = s.values.cni;
  if (!isNil(chainingMode)) return chainingMode;
  return isNil(chainingTarget) ? 'none' : 'generic-veth';
}

/** Whether Cilium is chained behind another CNI plugin. */
export function isChained(s: ConfigInput): boolean {
  return text(cniChainingMode(s)) !== 'none';
}

/** Settings of socket load balancing, under their older name too; undefined if neither is set. */
export function socketLB(s: ConfigInput): JsonObject | undefined {
  const chosen = coalesce(s.values.socketLB, s.values.hostServices);
  return isMap(chosen) ? chosen : undefined;
}

/** Whether Envoy runs in a DaemonSet of its own. */
export function isEnvoyExternal(s: ConfigInput): boolean {
  return envoyDaemonSetEnabled(s.ctx) === 'true';
}
