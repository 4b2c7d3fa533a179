import type { ByFirstInstall } from '../../catalogue/facts/cilium-config';
import { hasKey, isNil, quote, truthy } from '../../core/helm';
import { byFirstInstall, isChained } from './derived';
import { given, inReleasesWith, type ConfigEntry } from './entry';

/** Since 1.12 the proxy keeps the pod's own address towards the DNS server. */
const TRANSPARENT_MODE: ByFirstInstall<string> = [
  ['1.12', 'true'],
  ['', 'false'],
];

/** The DNS proxy, which names in policies rely on. */
export const dnsProxyEntries: readonly ConfigEntry[] = [
  ...given(
    (s) => truthy(s.values.dnsProxy),
    [
      {
        key: 'dnsproxy-enable-transparent-mode',
        when: (s) => hasKey(s.values.dnsProxy, 'enableTransparentMode') || !isChained(s),
        value: (s) =>
          hasKey(s.values.dnsProxy, 'enableTransparentMode')
            ? quote(s.values.dnsProxy.enableTransparentMode)
            : byFirstInstall(s, TRANSPARENT_MODE),
      },
      {
        key: 'dnsproxy-socket-linger-timeout',
        when: (s) => !isNil(s.values.dnsProxy.socketLingerTimeout),
        value: (s) => quote(s.values.dnsProxy.socketLingerTimeout),
      },
      {
        key: 'tofqdns-dns-reject-response-code',
        when: (s) => truthy(s.values.dnsProxy.dnsRejectResponseCode),
        value: (s) => quote(s.values.dnsProxy.dnsRejectResponseCode),
      },
      {
        key: 'tofqdns-enable-dns-compression',
        when: (s) => hasKey(s.values.dnsProxy, 'enableDnsCompression'),
        value: (s) => quote(s.values.dnsProxy.enableDnsCompression),
      },
      {
        key: 'tofqdns-endpoint-max-ip-per-hostname',
        when: (s) => truthy(s.values.dnsProxy.endpointMaxIpPerHostname),
        value: (s) => quote(s.values.dnsProxy.endpointMaxIpPerHostname),
      },
      {
        key: 'tofqdns-idle-connection-grace-period',
        when: (s) => truthy(s.values.dnsProxy.idleConnectionGracePeriod),
        value: (s) => quote(s.values.dnsProxy.idleConnectionGracePeriod),
      },
      {
        key: 'tofqdns-max-deferred-connection-deletes',
        when: (s) => truthy(s.values.dnsProxy.maxDeferredConnectionDeletes),
        value: (s) => quote(s.values.dnsProxy.maxDeferredConnectionDeletes),
      },
      {
        key: 'tofqdns-min-ttl',
        when: (s) => truthy(s.values.dnsProxy.minTtl),
        value: (s) => quote(s.values.dnsProxy.minTtl),
      },
      {
        key: 'tofqdns-pre-cache',
        when: (s) => truthy(s.values.dnsProxy.preCache),
        value: (s) => quote(s.values.dnsProxy.preCache),
      },
      {
        key: 'tofqdns-proxy-port',
        when: (s) => truthy(s.values.dnsProxy.proxyPort),
        value: (s) => quote(s.values.dnsProxy.proxyPort),
      },
      {
        key: 'tofqdns-proxy-response-max-delay',
        when: (s) => truthy(s.values.dnsProxy.proxyResponseMaxDelay),
        value: (s) => quote(s.values.dnsProxy.proxyResponseMaxDelay),
      },
      { key: 'tofqdns-preallocate-identities', value: (s) => quote(s.values.dnsProxy.preAllocateIdentities) },
    ],
  ),
  ...inReleasesWith(
    'standaloneDNSProxy',
    given(
      (s) => hasKey(s.values, 'standaloneDnsProxy') && truthy(s.values.standaloneDnsProxy.enabled),
      [
        { key: 'enable-standalone-dns-proxy', value: (s) => quote(s.values.standaloneDnsProxy.enabled) },
        { key: 'standalone-dns-proxy-server-port', value: (s) => quote(s.values.standaloneDnsProxy.serverPort) },
      ],
    ),
  ),
  {
    key: 'dns-policy-unload-on-shutdown',
    when: (s) => hasKey(s.values, 'dnsPolicyUnloadOnShutdown'),
    value: (s) => quote(s.values.dnsPolicyUnloadOnShutdown),
  },
];
