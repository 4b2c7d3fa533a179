import { hasKey, inQuotes, quote, text, toInt, toJson, truthy } from '../../core/helm';
import { words } from './config-text';
import { isEnvoyExternal } from './derived';
import { declares, given, inReleasesWith, on, type ConfigEntry } from './entry';

/** Debugging, health ports, logs, profiles and the metrics of agent, proxy and operator. */
export const debugAndMetricsEntries: readonly ConfigEntry[] = [
  { key: 'debug', value: (s) => quote(s.values.debug.enabled) },
  {
    key: 'debug-verbose',
    when: (s) => declares(s.values.debug, 'verbose'),
    value: (s) => inQuotes(text(s.values.debug.verbose)),
  },
  {
    key: 'metrics-sampling-interval',
    when: (s) => declares(s.values.debug, 'metricsSamplingInterval'),
    value: (s) => inQuotes(text(s.values.debug.metricsSamplingInterval)),
  },
  {
    // The agent's own default, so it is written only if it differs.
    key: 'agent-health-port',
    when: (s) => toInt(s.values.healthPort) !== 9879,
    value: (s) => inQuotes(text(s.values.healthPort)),
  },
  {
    key: 'cluster-health-port',
    when: (s) => hasKey(s.values, 'clusterHealthPort'),
    value: (s) => inQuotes(text(s.values.clusterHealthPort)),
  },
  ...given(
    (s) => truthy(s.values.prometheus.enabled),
    [
      { key: 'prometheus-serve-addr', value: (s) => inQuotes(`:${text(s.values.prometheus.port)}`) },
      {
        key: 'metrics',
        when: (s) => truthy(s.values.prometheus.metrics),
        value: (s) => words(s.values.prometheus.metrics, 'prometheus.metrics'),
      },
      {
        key: 'controller-group-metrics',
        when: (s) => truthy(s.values.prometheus.controllerGroupMetrics),
        value: (s) => words(s.values.prometheus.controllerGroupMetrics, 'prometheus.controllerGroupMetrics'),
      },
    ],
  ),
  // Envoy inside the agent; in its own DaemonSet it takes these ports from its own arguments.
  ...given(
    (s) => !isEnvoyExternal(s),
    [
      {
        key: 'proxy-prometheus-port',
        when: (s) => truthy(s.values.envoy.prometheus.enabled),
        value: (s) => inQuotes(text(s.values.envoy.prometheus.port)),
      },
      {
        key: 'proxy-admin-port',
        when: (s) => truthy(s.values.envoy.debug.admin.enabled) && truthy(s.values.envoy.debug.admin.port),
        value: (s) => inQuotes(text(s.values.envoy.debug.admin.port)),
      },
    ],
  ),
  ...given(
    (s) => truthy(s.values.operator.prometheus.enabled),
    [
      { key: 'operator-prometheus-serve-addr', value: (s) => inQuotes(`:${text(s.values.operator.prometheus.port)}`) },
      { key: 'enable-metrics', value: on },
      ...inReleasesWith(
        'operatorPrometheusTLS',
        given(
          (s) => truthy(s.values.operator.prometheus.tls.enabled),
          [
            { key: 'operator-prometheus-enable-tls', value: on },
            { key: 'operator-prometheus-tls-cert-file', value: () => '/var/lib/cilium/tls/prometheus/server.crt' },
            { key: 'operator-prometheus-tls-key-file', value: () => '/var/lib/cilium/tls/prometheus/server.key' },
            {
              key: 'operator-prometheus-tls-client-ca-files',
              when: (s) => truthy(s.values.operator.prometheus.tls.server.mtls.enabled),
              value: () => '/var/lib/cilium/tls/prometheus/client-ca.crt',
            },
          ],
        ),
      ),
    ],
  ),
  ...given(
    (s) => truthy(s.values.pprof.enabled),
    [
      { key: 'pprof', value: (s) => quote(s.values.pprof.enabled) },
      { key: 'pprof-address', value: (s) => quote(s.values.pprof.address) },
      { key: 'pprof-port', value: (s) => quote(s.values.pprof.port) },
      ...inReleasesWith('pprofRates', [
        { key: 'pprof-mutex-profile-fraction', value: (s) => quote(s.values.pprof.mutexProfileFraction) },
        { key: 'pprof-block-profile-rate', value: (s) => quote(s.values.pprof.blockProfileRate) },
      ]),
    ],
  ),
  ...given(
    (s) => truthy(s.values.operator.pprof.enabled),
    [
      { key: 'operator-pprof', value: (s) => quote(s.values.operator.pprof.enabled) },
      { key: 'operator-pprof-address', value: (s) => quote(s.values.operator.pprof.address) },
      { key: 'operator-pprof-port', value: (s) => quote(s.values.operator.pprof.port) },
      ...inReleasesWith('pprofRates', [
        {
          key: 'operator-pprof-mutex-profile-fraction',
          value: (s) => quote(s.values.operator.pprof.mutexProfileFraction),
        },
        { key: 'operator-pprof-block-profile-rate', value: (s) => quote(s.values.operator.pprof.blockProfileRate) },
      ]),
    ],
  ),
  { key: 'log-system-load', when: (s) => truthy(s.values.logSystemLoad), value: (s) => quote(s.values.logSystemLoad) },
  { key: 'log-opt', when: (s) => truthy(s.values.logOptions), value: (s) => toJson(s.values.logOptions) },
];
