import { hasKey, isNil, quote, truthy } from '../../core/helm';
import { envoyDaemonSetEnabled } from '../common';
import { envoyXdsMode } from '../envoy/xds';
import { inReleasesWith, type ConfigEntry } from './entry';

/** Envoy: limits, retries, logs, and how it is run. */
export const envoyProxyEntries: readonly ConfigEntry[] = [
  {
    key: 'disable-envoy-version-check',
    when: (s) => hasKey(s.values, 'disableEnvoyVersionCheck'),
    value: (s) => quote(s.values.disableEnvoyVersionCheck),
  },
  { key: 'proxy-xff-num-trusted-hops-ingress', value: (s) => quote(s.values.envoy.xffNumTrustedHopsL7PolicyIngress) },
  { key: 'proxy-xff-num-trusted-hops-egress', value: (s) => quote(s.values.envoy.xffNumTrustedHopsL7PolicyEgress) },
  { key: 'proxy-connect-timeout', value: (s) => quote(s.values.envoy.connectTimeoutSeconds) },
  { key: 'proxy-initial-fetch-timeout', value: (s) => quote(s.values.envoy.initialFetchTimeoutSeconds) },
  { key: 'proxy-max-requests-per-connection', value: (s) => quote(s.values.envoy.maxRequestsPerConnection) },
  { key: 'proxy-max-connection-duration-seconds', value: (s) => quote(s.values.envoy.maxConnectionDurationSeconds) },
  { key: 'proxy-idle-timeout-seconds', value: (s) => quote(s.values.envoy.idleTimeoutDurationSeconds) },
  { key: 'proxy-max-concurrent-retries', value: (s) => quote(s.values.envoy.maxConcurrentRetries) },
  ...inReleasesWith('clusterLimits', [
    {
      key: 'proxy-max-active-downstream-connections',
      value: (s) => quote(s.values.envoy.maxGlobalDownstreamConnections),
    },
    { key: 'proxy-use-original-source-address', value: (s) => quote(s.values.envoy.useOriginalSourceAddress) },
    { key: 'proxy-cluster-max-connections', value: (s) => quote(s.values.envoy.clusterMaxConnections) },
    { key: 'proxy-cluster-max-requests', value: (s) => quote(s.values.envoy.clusterMaxRequests) },
  ]),
  {
    key: 'proxy-cluster-max-pending-requests',
    fact: 'pendingRequestLimit',
    value: (s) => quote(s.values.envoy.clusterMaxPendingRequests),
  },
  { key: 'http-retry-count', value: (s) => quote(s.values.envoy.httpRetryCount) },
  {
    key: 'http-stream-idle-timeout',
    fact: 'streamIdleTimeout',
    value: (s) => quote(s.values.envoy.streamIdleTimeoutDurationSeconds),
  },
  {
    key: 'envoy-node-locality-enabled',
    fact: 'nodeLocality',
    value: (s) => quote(s.values.envoy.nodeLocality.enabled),
  },
  { key: 'external-envoy-proxy', value: (s) => envoyDaemonSetEnabled(s.ctx) },
  { key: 'envoy-base-id', value: (s) => quote(s.values.envoy.baseID) },
  {
    key: 'envoy-http-upstream-linger-timeout',
    when: (s) =>
      s.facts.zeroLingerTimeout
        ? !isNil(s.values.envoy.httpUpstreamLingerTimeout)
        : truthy(s.values.envoy.httpUpstreamLingerTimeout),
    value: (s) => quote(s.values.envoy.httpUpstreamLingerTimeout),
  },
  {
    key: 'envoy-policy-restore-timeout',
    when: (s) => truthy(s.values.envoy.policyRestoreTimeoutDuration),
    value: (s) => quote(s.values.envoy.policyRestoreTimeoutDuration),
  },
  { key: 'envoy-log', when: (s) => truthy(s.values.envoy.log.path), value: (s) => quote(s.values.envoy.log.path) },
  {
    key: 'envoy-default-log-level',
    when: (s) => truthy(s.values.envoy.log.defaultLevel),
    value: (s) => quote(s.values.envoy.log.defaultLevel),
  },
  {
    key: 'envoy-access-log-enabled',
    fact: 'accessLogSwitch',
    value: (s) => quote(s.values.envoy.log.accessLogEnabled),
  },
  {
    key: 'envoy-access-log-buffer-size',
    when: (s) => truthy(s.values.envoy.log.accessLogBufferSize),
    value: (s) => quote(s.values.envoy.log.accessLogBufferSize),
  },
  {
    key: 'envoy-keep-cap-netbindservice',
    value: (s) => quote(s.values.envoy.securityContext.capabilities.keepCapNetBindService),
  },
  {
    key: 'envoy-xds-mode',
    fact: 'xdsMode',
    when: (s) => envoyXdsMode(s.ctx) !== '',
    value: (s) => envoyXdsMode(s.ctx),
  },
];
