import { defaultTo, hasKey, inQuotes, join, quote, text, toText, truthy } from '../../core/helm';
import { refuse } from '../../core/issue';
import { equals, unquoted } from './config-text';
import { isChained } from './derived';
import { given, on, type ConfigEntry, type ConfigInput } from './entry';

/** The mode of a platform whose network routes the pods' addresses itself is native. */
function platformRoutingMode({ values: { eni, gke }, facts }: ConfigInput): string {
  if (facts.eniRoutesNatively && truthy(eni.enabled)) return 'native';
  if (typeof gke.enabled !== 'boolean') {
    refuse({
      code: 'wrong-type',
      path: 'values.gke.enabled',
      message: 'the routing mode depends on this switch, which must be on or off',
      got: toText(gke.enabled),
      allowed: 'true, false',
      fix: 'leave it out: it is off by default',
    });
  }
  return gke.enabled ? 'native' : 'tunnel';
}

/** Address families, encapsulation, routes, MTU and devices. */
export const routingEntries: readonly ConfigEntry[] = [
  { key: 'enable-ipv4', value: (s) => quote(s.values.ipv4.enabled) },
  { key: 'enable-ipv6', value: (s) => quote(s.values.ipv6.enabled) },
  {
    key: 'prefer-ipv6',
    fact: 'preferIPv6',
    when: (s) => equals(s.values.preferIpv6, true, 'preferIpv6'),
    value: on,
  },
  { key: 'enable-endpoint-routes', when: (s) => truthy(s.values.gke.enabled), value: on },
  {
    key: 'routing-mode',
    value: (s) => quote(defaultTo(s.values.routingMode, platformRoutingMode(s))),
  },
  { key: 'tunnel-protocol', value: (s) => quote(defaultTo(s.values.tunnelProtocol, 'vxlan')) },
  { key: 'tunnel-port', when: (s) => truthy(s.values.tunnelPort), value: (s) => quote(s.values.tunnelPort) },
  {
    key: 'tunnel-source-port-range',
    when: (s) => truthy(s.values.tunnelSourcePortRange),
    value: (s) => quote(s.values.tunnelSourcePortRange),
  },
  {
    key: 'underlay-protocol',
    when: (s) => truthy(s.values.underlayProtocol),
    value: (s) => quote(s.values.underlayProtocol),
  },
  {
    key: 'service-no-backend-response',
    when: (s) => truthy(s.values.serviceNoBackendResponse),
    value: (s) => inQuotes(text(s.values.serviceNoBackendResponse)),
  },
  {
    key: 'policy-deny-response',
    fact: 'policyDenyResponse',
    when: (s) => truthy(s.values.policyDenyResponse),
    value: (s) => inQuotes(text(s.values.policyDenyResponse)),
  },
  { key: 'mtu', when: (s) => truthy(s.values.MTU), value: (s) => quote(s.values.MTU) },
  { key: 'auto-direct-node-routes', value: (s) => quote(s.values.autoDirectNodeRoutes) },
  { key: 'direct-routing-skip-unreachable', value: (s) => quote(s.values.directRoutingSkipUnreachable) },
  {
    key: 'ipv4-native-routing-cidr',
    when: (s) => truthy(s.values.ipv4NativeRoutingCIDR),
    value: (s) => unquoted(s.values.ipv4NativeRoutingCIDR, 'ipv4NativeRoutingCIDR'),
  },
  {
    key: 'ipv6-native-routing-cidr',
    when: (s) => truthy(s.values.ipv6NativeRoutingCIDR),
    value: (s) => unquoted(s.values.ipv6NativeRoutingCIDR, 'ipv6NativeRoutingCIDR'),
  },
  {
    key: 'enable-ipv4-fragment-tracking',
    when: (s) => hasKey(s.values, 'fragmentTracking'),
    value: (s) => quote(s.values.fragmentTracking),
  },
  {
    key: 'enable-nat46x64-gateway',
    when: (s) => truthy(s.values.nat46x64Gateway.enabled),
    value: (s) => quote(s.values.nat46x64Gateway.enabled),
  },
  {
    // Text is split into words by the agent, so a list and blank-separated text mean the same.
    key: 'devices',
    when: (s) => hasKey(s.values, 'devices'),
    value: (s) => join(' ', s.values.devices),
  },
  { key: 'force-device-detection', when: (s) => truthy(s.values.forceDeviceDetection), value: on },
  { key: 'enable-ipv4-big-tcp', value: (s) => quote(s.values.enableIPv4BIGTCP) },
  { key: 'enable-ipv6-big-tcp', value: (s) => quote(s.values.enableIPv6BIGTCP) },
  { key: 'enable-tunnel-big-tcp', fact: 'tunnelBigTCP', value: (s) => quote(s.values.enableTunnelBIGTCP) },
  ...given(
    (s) => hasKey(s.values, 'bandwidthManager') && truthy(s.values.bandwidthManager.enabled),
    [
      { key: 'enable-bandwidth-manager', value: (s) => quote(s.values.bandwidthManager.enabled) },
      { key: 'enable-bbr', value: (s) => quote(s.values.bandwidthManager.bbr) },
      { key: 'enable-bbr-hostns-only', value: (s) => quote(s.values.bandwidthManager.bbrHostNamespaceOnly) },
    ],
  ),
  { key: 'enable-pmtu-discovery', when: (s) => truthy(s.values.pmtuDiscovery.enabled), value: on },
  {
    key: 'packetization-layer-pmtud-mode',
    fact: 'packetizationLayerPMTUD',
    value: (s) => quote(s.values.pmtuDiscovery.packetizationLayerPMTUDMode),
  },
  {
    key: 'enable-l2-neigh-discovery',
    when: (s) => hasKey(s.values, 'l2NeighDiscovery') && hasKey(s.values.l2NeighDiscovery, 'enabled'),
    value: (s) => quote(s.values.l2NeighDiscovery.enabled),
  },
  {
    key: 'enable-identity-mark',
    when: (s) => hasKey(s.values, 'enableIdentityMark') && (s.facts.identityMarkWithoutChaining || isChained(s)),
    value: (s) => quote(s.values.enableIdentityMark),
  },
];
