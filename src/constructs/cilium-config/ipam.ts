import { inQuotes, isNil, join, quote, text, toText, truthy } from '../../core/helm';
import { refuse } from '../../core/issue';
import type { Value } from '../../core/json';
import { duration, equals } from './config-text';
import { ipamMode } from './derived';
import { given, inReleasesWith, on, type ConfigEntry, type ConfigInput } from './entry';
import { podIPPools } from './pod-ip-pools';

const isClusterPool = (s: ConfigInput): boolean => ipamMode(s) === 'cluster-pool';

/** The mode on AKS with its own CNI: the pools of the cluster, or in newer releases several; nothing for any other. */
function aksMode(s: ConfigInput): string | undefined {
  const { mode } = s.values.ipam;
  if (!s.facts.aksMultiPool || !truthy(mode) || equals(mode, 'cluster-pool', 'ipam.mode')) return 'cluster-pool';
  return mode === 'multi-pool' ? mode : undefined;
}

/** The single pool of the cluster as the CIDR that is routed natively; text is split at blanks. */
function onlyPool(pools: Value, family: 'IPv4' | 'IPv6'): string | undefined {
  const path = `ipam.operator.clusterPool${family}PodCIDRList`;
  const list = typeof pools === 'string' ? pools.split(' ') : pools;
  if (!Array.isArray(list) || list.length !== 1) {
    refuse({
      code: 'not-one-pool',
      path: `values.${path}`,
      message: 'the CIDR to route natively can be taken from the pool of the cluster only if there is exactly one',
      got: toText(pools),
      allowed: 'one CIDR',
      fix: `name one CIDR there, or set ${family.toLowerCase()}NativeRoutingCIDR yourself`,
    });
  }
  return quote((list as readonly Value[])[0]);
}

/** Pools of the cluster, from which the operator hands each node a part. */
const clusterPoolEntries: readonly ConfigEntry[] = given(isClusterPool, [
  ...given(
    (s) => truthy(s.values.ipv4.enabled),
    [
      { key: 'cluster-pool-ipv4-cidr', value: (s) => join(' ', s.values.ipam.operator.clusterPoolIPv4PodCIDRList) },
      { key: 'cluster-pool-ipv4-mask-size', value: (s) => quote(s.values.ipam.operator.clusterPoolIPv4MaskSize) },
      {
        key: 'ipv4-native-routing-cidr',
        fact: 'nativeRoutingCIDRFromClusterPool',
        when: (s) => truthy(s.values.nativeRoutingCIDRFromClusterPool) && !truthy(s.values.ipv4NativeRoutingCIDR),
        value: (s) => onlyPool(s.values.ipam.operator.clusterPoolIPv4PodCIDRList, 'IPv4'),
      },
    ],
  ),
  ...given(
    (s) => truthy(s.values.ipv6.enabled),
    [
      { key: 'cluster-pool-ipv6-cidr', value: (s) => join(' ', s.values.ipam.operator.clusterPoolIPv6PodCIDRList) },
      { key: 'cluster-pool-ipv6-mask-size', value: (s) => quote(s.values.ipam.operator.clusterPoolIPv6MaskSize) },
      {
        key: 'ipv6-native-routing-cidr',
        fact: 'nativeRoutingCIDRFromClusterPool',
        when: (s) => truthy(s.values.nativeRoutingCIDRFromClusterPool) && !truthy(s.values.ipv6NativeRoutingCIDR),
        value: (s) => onlyPool(s.values.ipam.operator.clusterPoolIPv6PodCIDRList, 'IPv6'),
      },
    ],
  ),
]);

/** How many addresses a node keeps. */
const nodeSpecEntries: readonly ConfigEntry[] = given(
  (s) => truthy(s.values.ipam.nodeSpec),
  [
    {
      key: 'ipam-min-allocate',
      when: (s) => !isNil(s.values.ipam.nodeSpec.ipamMinAllocate),
      value: (s) => quote(s.values.ipam.nodeSpec.ipamMinAllocate),
    },
    {
      key: 'ipam-pre-allocate',
      when: (s) => !isNil(s.values.ipam.nodeSpec.ipamPreAllocate),
      value: (s) => quote(s.values.ipam.nodeSpec.ipamPreAllocate),
    },
    {
      key: 'ipam-max-allocate',
      when: (s) => !isNil(s.values.ipam.nodeSpec.ipamMaxAllocate),
      value: (s) => quote(s.values.ipam.nodeSpec.ipamMaxAllocate),
    },
    {
      key: 'ipam-static-ip-tags',
      when: (s) => truthy(s.values.ipam.nodeSpec.ipamStaticIPTags),
      value: (s) => join(',', s.values.ipam.nodeSpec.ipamStaticIPTags),
    },
  ],
);

/** Who hands out addresses to pods and services, and from where. */
export const ipamEntries: readonly ConfigEntry[] = [
  {
    key: 'ipam',
    when: (s) => !truthy(s.values.aksbyocni.enabled) || aksMode(s) !== undefined,
    value: (s) => (truthy(s.values.aksbyocni.enabled) ? aksMode(s) : quote(ipamMode(s))),
  },
  ...inReleasesWith('ipamNodeSpec', nodeSpecEntries),
  {
    key: 'ipam-multi-pool-pre-allocation',
    when: (s) => truthy(s.values.ipam.multiPoolPreAllocation),
    value: (s) => quote(s.values.ipam.multiPoolPreAllocation),
  },
  {
    key: 'ipam-cilium-node-update-rate',
    when: (s) => truthy(s.values.ipam.ciliumNodeUpdateRate),
    value: (s) => duration(s.values.ipam.ciliumNodeUpdateRate, 'ipam.ciliumNodeUpdateRate'),
  },
  ...clusterPoolEntries,
  {
    key: 'auto-create-cilium-pod-ip-pools',
    when: (s) => ipamMode(s) === 'multi-pool',
    value: (s) => podIPPools(s),
  },
  {
    key: 'limit-ipam-api-burst',
    when: (s) => truthy(s.values.ipam.operator.externalAPILimitBurstSize),
    value: (s) => quote(s.values.ipam.operator.externalAPILimitBurstSize),
  },
  {
    key: 'limit-ipam-api-qps',
    when: (s) => truthy(s.values.ipam.operator.externalAPILimitQPS),
    value: (s) => quote(s.values.ipam.operator.externalAPILimitQPS),
  },
  {
    key: 'install-uplink-routes-for-delegated-ipam',
    when: (s) => truthy(s.values.ipam) && truthy(s.values.ipam.installUplinkRoutesForDelegatedIPAM),
    value: (s) => quote(s.values.ipam.installUplinkRoutesForDelegatedIPAM),
  },
  { key: 'enable-node-ipam', when: (s) => truthy(s.values.nodeIPAM.enabled), value: on },
  { key: 'default-lb-service-ipam', value: (s) => inQuotes(text(s.values.defaultLBServiceIPAM)) },
  { key: 'enable-lb-ipam', value: (s) => quote(s.values.enableLBIPAM) },
];
