import { hasKey, inQuotes, quote, text, toJson, truthy } from '../../core/helm';
import { duration, equals, unquoted } from './config-text';
import { declares, given, on, type ConfigEntry } from './entry';
import { etcdConfig } from './etcd-config';

/** Where identities and endpoints live, how long, and what they are made of. */
export const identityEntries: readonly ConfigEntry[] = [
  ...given(
    (s) => truthy(s.values.etcd.enabled),
    [
      { key: 'kvstore', value: () => 'etcd' },
      { key: 'kvstore-opt', value: () => '{"etcd.config": "/var/lib/etcd-config/etcd.config"}' },
      { key: 'etcd-config', value: (s) => etcdConfig(s.values.etcd) },
    ],
  ),
  {
    key: 'identity-allocation-mode',
    value: (s) => unquoted(s.values.identityAllocationMode, 'identityAllocationMode'),
  },
  { key: 'identity-management-mode', value: (s) => quote(s.values.identityManagementMode) },
  {
    key: 'identity-heartbeat-timeout',
    value: (s) => duration(s.values.operator.identityHeartbeatTimeout, 'operator.identityHeartbeatTimeout'),
  },
  {
    key: 'identity-gc-interval',
    value: (s) => duration(s.values.operator.identityGCInterval, 'operator.identityGCInterval'),
  },
  {
    key: 'identity-change-grace-period',
    when: (s) => truthy(s.values.identityChangeGracePeriod),
    value: (s) => duration(s.values.identityChangeGracePeriod, 'identityChangeGracePeriod'),
  },
  {
    key: 'cilium-endpoint-gc-interval',
    value: (s) => duration(s.values.operator.endpointGCInterval, 'operator.endpointGCInterval'),
  },
  { key: 'nodes-gc-interval', value: (s) => duration(s.values.operator.nodeGCInterval, 'operator.nodeGCInterval') },
  {
    key: 'disable-endpoint-crd',
    when: (s) => equals(s.values.disableEndpointCRD, true, 'disableEndpointCRD'),
    value: on,
  },
  ...given(
    (s) => truthy(s.values.ciliumEndpointSlice.enabled),
    [
      { key: 'enable-cilium-endpoint-slice', value: on },
      {
        key: 'ces-rate-limits',
        when: (s) => truthy(s.values.ciliumEndpointSlice.rateLimits),
        value: (s) => toJson(s.values.ciliumEndpointSlice.rateLimits),
      },
    ],
  ),
  { key: 'labels', when: (s) => hasKey(s.values, 'labels'), value: (s) => quote(s.values.labels) },
  { key: 'node-labels', when: (s) => hasKey(s.values, 'nodeLabels'), value: (s) => quote(s.values.nodeLabels) },
  { key: 'enable-node-selector-labels', value: (s) => quote(s.values.nodeSelectorLabels) },
  {
    key: 'enable-well-known-identities',
    value: (s) => String(truthy(s.values.wellKnownIdentities.enabled)),
  },
  { key: 'cluster-name', value: (s) => quote(s.values.cluster.name) },
  {
    key: 'cluster-id',
    when: (s) => declares(s.values.cluster, 'id'),
    value: (s) => inQuotes(text(s.values.cluster.id)),
  },
];
