import { hasKey, quote, truthy } from '../../core/helm';
import { declares, given, on, type ConfigEntry } from './entry';

/** How the network learns of addresses: layer 2, BGP, VTEP, and the gateways through which traffic leaves. */
export const announcementEntries: readonly ConfigEntry[] = [
  ...given(
    (s) => truthy(s.values.l2announcements.enabled),
    [
      { key: 'enable-l2-announcements', value: (s) => quote(s.values.l2announcements.enabled) },
      {
        key: 'l2-announcements-lease-duration',
        when: (s) => truthy(s.values.l2announcements.leaseDuration),
        value: (s) => quote(s.values.l2announcements.leaseDuration),
      },
      {
        key: 'l2-announcements-renew-deadline',
        when: (s) => truthy(s.values.l2announcements.leaseRenewDeadline),
        value: (s) => quote(s.values.l2announcements.leaseRenewDeadline),
      },
      {
        key: 'l2-announcements-retry-period',
        when: (s) => truthy(s.values.l2announcements.leaseRetryPeriod),
        value: (s) => quote(s.values.l2announcements.leaseRetryPeriod),
      },
    ],
  ),
  ...given(
    (s) => truthy(s.values.l2podAnnouncements.enabled),
    [
      { key: 'enable-l2-pod-announcements', value: (s) => quote(s.values.l2podAnnouncements.enabled) },
      {
        key: 'l2-pod-announcements-interface-pattern',
        when: (s) => truthy(s.values.l2podAnnouncements.interfacePattern),
        value: (s) => quote(s.values.l2podAnnouncements.interfacePattern),
      },
      {
        key: 'l2-pod-announcements-interface',
        fact: 'podAnnouncementInterface',
        when: (s) => !truthy(s.values.l2podAnnouncements.interfacePattern),
        value: (s) => quote(s.values.l2podAnnouncements.interface),
      },
    ],
  ),
  ...given(
    (s) => truthy(s.values.bgpControlPlane.enabled),
    [
      { key: 'enable-bgp-control-plane', value: on },
      { key: 'bgp-secrets-namespace', value: (s) => quote(s.values.bgpControlPlane.secretsNamespace.name) },
      {
        key: 'enable-bgp-control-plane-status-report',
        value: (s) => quote(s.values.bgpControlPlane.statusReport.enabled),
      },
      { key: 'bgp-router-id-allocation-mode', value: (s) => quote(s.values.bgpControlPlane.routerIDAllocation.mode) },
      {
        key: 'bgp-router-id-allocation-ip-pool',
        value: (s) => quote(s.values.bgpControlPlane.routerIDAllocation.ipPool),
      },
      {
        key: 'enable-bgp-legacy-origin-attribute',
        fact: 'bgpLegacyOrigin',
        value: (s) => quote(s.values.bgpControlPlane.legacyOriginAttribute.enabled),
      },
    ],
  ),
  { key: 'enable-egress-gateway', when: (s) => truthy(s.values.egressGateway.enabled), value: on },
  {
    key: 'egress-gateway-reconciliation-trigger-interval',
    when: (s) => declares(s.values.egressGateway, 'reconciliationTriggerInterval'),
    value: (s) => quote(s.values.egressGateway.reconciliationTriggerInterval),
  },
  {
    key: 'egress-gateway-policy-map-max',
    when: (s) => truthy(s.values.egressGateway.maxPolicyEntries),
    value: (s) => quote(s.values.egressGateway.maxPolicyEntries),
  },
  ...given(
    (s) => hasKey(s.values, 'vtep'),
    [
      { key: 'enable-vtep', value: (s) => quote(s.values.vtep.enabled) },
      {
        key: 'vtep-endpoint',
        when: (s) => hasKey(s.values.vtep, 'endpoint'),
        value: (s) => quote(s.values.vtep.endpoint),
      },
      { key: 'vtep-cidr', when: (s) => hasKey(s.values.vtep, 'cidr'), value: (s) => quote(s.values.vtep.cidr) },
      { key: 'vtep-mask', when: (s) => hasKey(s.values.vtep, 'mask'), value: (s) => quote(s.values.vtep.mask) },
      { key: 'vtep-mac', when: (s) => hasKey(s.values.vtep, 'mac'), value: (s) => quote(s.values.vtep.mac) },
    ],
  ),
];
