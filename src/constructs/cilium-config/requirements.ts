import { defaultTo, hasKey, isNil, text, toText, truthy } from '../../core/helm';
import type { Issue } from '../../core/issue';
import type { Value } from '../../core/json';
import { parseVersion } from '../../core/semver';
import { notAMinor } from '../common';
import { ipamMode, kubeProxyReplacement } from './derived';
import { equals } from './config-text';
import type { ConfigInput } from './entry';

/** A combination of values that the chart refuses while it writes cilium-config. */
export interface Requirement {
  /** Whether the values break it. */
  readonly isBroken: (s: ConfigInput) => boolean;
  /** What to say then. */
  readonly issue: (s: ConfigInput) => Omit<Issue, 'severity'>;
  /**
   * Whether nothing else can be judged then.
   * @default false
   */
  readonly isFatal?: boolean;
}

const SOURCE = 'templates/cilium-configmap.yaml';

/** Native routing needs to know what not to masquerade: the CIDR, or the cluster's only pool. */
function lacksNativeRoutingCIDR(s: ConfigInput, cidr: Value): boolean {
  const fromPool = s.facts.nativeRoutingCIDRFromClusterPool && truthy(s.values.nativeRoutingCIDRFromClusterPool);
  return !truthy(cidr) && !(fromPool && ipamMode(s) === 'cluster-pool');
}

function routesNatively(s: ConfigInput): boolean {
  return equals(s.values.routingMode, 'native', 'routingMode') && !truthy(s.values.ipMasqAgent.enabled);
}

function missingCIDR(family: 'ipv4' | 'ipv6', s: ConfigInput): Omit<Issue, 'severity'> {
  const path = `${family}NativeRoutingCIDR`;
  const masquerade = family === 'ipv4' ? 'enableIPv4Masquerade' : 'enableIPv6Masquerade';
  const pool = s.facts.nativeRoutingCIDRFromClusterPool ? ', or nativeRoutingCIDRFromClusterPool: true' : '';
  return {
    code: 'missing-native-routing-cidr',
    path: `values.${path}`,
    message: `with routingMode native and ${masquerade}, the CIDR that the network routes itself must be known`,
    got: 'nothing',
    allowed: 'the CIDR of the pods, such as 10.0.0.0/8',
    fix: `set ${path}${pool}`,
    source: SOURCE,
  };
}

/** The mode that a platform leaves room for, where another was chosen. */
function otherRoutingMode(platform: 'gke' | 'aksbyocni', mode: string): Requirement {
  return {
    isBroken: (s) => truthy(s.values[platform].enabled) && text(defaultTo(s.values.routingMode, mode)) !== mode,
    issue: (s) => ({
      code: 'routing-mode-of-platform',
      path: 'values.routingMode',
      message: `${platform}.enabled needs routing mode ${mode}`,
      got: text(s.values.routingMode),
      allowed: mode,
      fix: 'leave routingMode out',
      source: SOURCE,
    }),
  };
}

function renamedPodCIDR(family: 'IPv4' | 'IPv6'): Requirement {
  const older = `clusterPool${family}PodCIDR`;
  return {
    isBroken: (s) =>
      s.facts.refusesSinglePodCIDR &&
      ipamMode(s) === 'cluster-pool' &&
      truthy(s.values[family === 'IPv4' ? 'ipv4' : 'ipv6'].enabled) &&
      hasKey(s.values.ipam.operator, older),
    issue: () => ({
      code: 'removed-value',
      path: `values.ipam.operator.${older}`,
      message: 'this value was removed in 1.14 and has no effect',
      fix: `write the CIDR as a list into ipam.operator.${older}List`,
      source: SOURCE,
    }),
  };
}

/** All combinations that are refused. */
export const ciliumConfigRequirements: readonly Requirement[] = [
  {
    isBroken: ({ values }) => truthy(values.upgradeCompatibility) && !parseVersion(text(values.upgradeCompatibility)),
    issue: ({ values }) => notAMinor(values.upgradeCompatibility),
    isFatal: true,
  },
  {
    isBroken: (s) => !['true', 'false'].includes(kubeProxyReplacement(s)),
    issue: (s) => ({
      code: 'kube-proxy-replacement',
      path: 'values.kubeProxyReplacement',
      message: 'whether Cilium replaces kube-proxy must be said with true or false',
      got: isNil(s.values.kubeProxyReplacement)
        ? `nothing, which meant ${kubeProxyReplacement(s)} in clusters of that age`
        : toText(s.values.kubeProxyReplacement),
      allowed: 'true, false',
      fix: 'kubeProxyReplacement: true, where it was strict; false, where it was disabled, probe or partial',
      source: SOURCE,
    }),
  },
  otherRoutingMode('gke', 'native'),
  otherRoutingMode('aksbyocni', 'tunnel'),
  {
    isBroken: (s) =>
      routesNatively(s) &&
      truthy(s.values.ipv4.enabled) &&
      truthy(s.values.enableIPv4Masquerade) &&
      !['eni', 'alibabacloud'].includes(text(ipamMode(s))) &&
      lacksNativeRoutingCIDR(s, s.values.ipv4NativeRoutingCIDR),
    issue: (s) => missingCIDR('ipv4', s),
  },
  {
    isBroken: (s) =>
      routesNatively(s) &&
      truthy(s.values.ipv6.enabled) &&
      truthy(s.values.enableIPv6Masquerade) &&
      lacksNativeRoutingCIDR(s, s.values.ipv6NativeRoutingCIDR),
    issue: (s) => missingCIDR('ipv6', s),
  },
  renamedPodCIDR('IPv4'),
  renamedPodCIDR('IPv6'),
  {
    isBroken: (s) => truthy(s.values.operator.setNodeTaints) && !truthy(s.values.operator.removeNodeTaints),
    issue: (s) => ({
      code: 'node-taints-never-removed',
      path: 'values.operator.removeNodeTaints',
      message: 'the operator would taint nodes and nobody would take the taint away again',
      got: `operator.setNodeTaints: true, operator.removeNodeTaints: ${toText(s.values.operator.removeNodeTaints)}`,
      fix: 'set operator.removeNodeTaints: true, or leave operator.setNodeTaints out',
      source: SOURCE,
    }),
  },
];

/** Every requirement that the values break, as errors. */
export function brokenRequirements(s: ConfigInput): Issue[] {
  const issues: Issue[] = [];
  for (const { isBroken, issue, isFatal } of ciliumConfigRequirements) {
    if (!isBroken(s)) continue;
    issues.push({ severity: 'error', ...issue(s) });
    if (isFatal) break;
  }
  return issues;
}
