import { defaultTo, inQuotes, isNil, join, quote, text, truthy } from '../../core/helm';
import { duration, equals, words } from './config-text';
import { declares, given, inReleasesWith, on, type ConfigEntry, type ConfigInput } from './entry';

/** Metrics made from flows: a fixed list of them, a file that may change, or both. */
const metricsEntries: readonly ConfigEntry[] = [
  ...given(
    (s) => truthy(s.values.hubble.metrics.enabled) || truthy(s.values.hubble.metrics.dynamic.enabled),
    [
      { key: 'hubble-metrics-server', value: (s) => inQuotes(`:${text(s.values.hubble.metrics.port)}`) },
      {
        key: 'hubble-metrics-server-enable-tls',
        value: (s) => inQuotes(text(s.values.hubble.metrics.tls.enabled)),
      },
      ...given(
        (s) => truthy(s.values.hubble.metrics.tls.enabled),
        [
          { key: 'hubble-metrics-server-tls-cert-file', value: () => '/var/lib/cilium/tls/hubble-metrics/server.crt' },
          { key: 'hubble-metrics-server-tls-key-file', value: () => '/var/lib/cilium/tls/hubble-metrics/server.key' },
          {
            key: 'hubble-metrics-server-tls-client-ca-files',
            when: (s) => truthy(s.values.hubble.metrics.tls.server.mtls.enabled),
            value: () => '/var/lib/cilium/tls/hubble-metrics/client-ca.crt',
          },
        ],
      ),
      { key: 'enable-hubble-open-metrics', value: (s) => quote(s.values.hubble.metrics.enableOpenMetrics) },
    ],
  ),
  {
    key: 'hubble-metrics',
    when: (s) => truthy(s.values.hubble.metrics.enabled),
    value: (s) => words(s.values.hubble.metrics.enabled, 'hubble.metrics.enabled'),
  },
  {
    key: 'hubble-dynamic-metrics-config-path',
    when: (s) => truthy(s.values.hubble.metrics.dynamic.enabled),
    value: () => '/dynamic-metrics-config/dynamic-metrics.yaml',
  },
];

/** What is taken out of flows. */
const redactEntries: readonly ConfigEntry[] = given(
  ({ values: { hubble } }) => truthy(hubble.redact) && equals(hubble.redact.enabled, true, 'hubble.redact.enabled'),
  [
    { key: 'hubble-redact-enabled', value: on },
    ...given(
      (s) => truthy(s.values.hubble.redact.http),
      [
        { key: 'hubble-redact-http-urlquery', value: (s) => quote(s.values.hubble.redact.http.urlQuery) },
        { key: 'hubble-redact-http-userinfo', value: (s) => quote(s.values.hubble.redact.http.userInfo) },
        ...given(
          (s) => truthy(s.values.hubble.redact.http.headers),
          [
            {
              key: 'hubble-redact-http-headers-allow',
              when: (s) => truthy(s.values.hubble.redact.http.headers.allow),
              value: (s) => words(s.values.hubble.redact.http.headers.allow, 'hubble.redact.http.headers.allow'),
            },
            {
              key: 'hubble-redact-http-headers-deny',
              when: (s) => truthy(s.values.hubble.redact.http.headers.deny),
              value: (s) => words(s.values.hubble.redact.http.headers.deny, 'hubble.redact.http.headers.deny'),
            },
          ],
        ),
      ],
    ),
    {
      key: 'hubble-redact-kafka-apikey',
      fact: 'redactKafka',
      when: (s) => truthy(s.values.hubble.redact.kafka),
      value: (s) => quote(s.values.hubble.redact.kafka.apiKey),
    },
  ],
);

/** How flows are summed up in time. The older name wins, and until it was mended an empty one counted as `0s`. */
function aggregationInterval({ values, facts }: ConfigInput): string {
  const { aggregationInterval: older, static: file } = values.hubble.export;
  return facts.staticAggregationInterval
    ? duration(defaultTo(older, file.aggregationInterval), 'hubble.export.static.aggregationInterval')
    : duration(older, 'hubble.export.aggregationInterval');
}

/** Flows written to files: one that is set here, or those of a file that may change. */
const exportEntries: readonly ConfigEntry[] = given(
  (s) => truthy(s.values.hubble.export),
  [
    ...given(
      (s) => truthy(s.values.hubble.export.static.enabled),
      [
        {
          key: 'hubble-export-file-max-size-mb',
          value: ({ values: { hubble } }) =>
            quote(defaultTo(hubble.export.fileMaxSizeMb, hubble.export.static.fileMaxSizeMb)),
        },
        {
          key: 'hubble-export-file-max-backups',
          value: ({ values: { hubble } }) =>
            quote(defaultTo(hubble.export.fileMaxBackups, hubble.export.static.fileMaxBackups)),
        },
        {
          key: 'hubble-export-file-compress',
          value: ({ values: { hubble } }) =>
            quote(defaultTo(hubble.export.fileCompress, hubble.export.static.fileCompress)),
        },
        { key: 'hubble-export-file-path', value: (s) => quote(s.values.hubble.export.static.filePath) },
        { key: 'hubble-export-fieldmask', value: (s) => join(' ', s.values.hubble.export.static.fieldMask) },
        ...inReleasesWith('flowAggregation', [
          { key: 'hubble-export-aggregation-interval', value: aggregationInterval },
          {
            key: 'hubble-export-fieldaggregate',
            value: (s) => join(' ', s.values.hubble.export.static.fieldAggregate),
          },
        ]),
        { key: 'hubble-export-allowlist', value: (s) => join(' ', s.values.hubble.export.static.allowList) },
        { key: 'hubble-export-denylist', value: (s) => join(' ', s.values.hubble.export.static.denyList) },
      ],
    ),
    {
      key: 'hubble-flowlogs-config-path',
      when: (s) => truthy(s.values.hubble.export.dynamic.enabled),
      value: () => '/flowlog-config/flowlogs.yaml',
    },
  ],
);

/** The server that Relay asks. */
const serverEntries: readonly ConfigEntry[] = given(
  (s) => declares(s.values.hubble, 'listenAddress'),
  [
    { key: 'hubble-listen-address', value: (s) => quote(s.values.hubble.listenAddress) },
    { key: 'hubble-disable-tls', value: (s) => String(!truthy(s.values.hubble.tls.enabled)) },
    ...given(
      (s) => truthy(s.values.hubble.tls.enabled),
      [
        { key: 'hubble-tls-cert-file', value: () => '/var/lib/cilium/tls/hubble/server.crt' },
        { key: 'hubble-tls-key-file', value: () => '/var/lib/cilium/tls/hubble/server.key' },
        { key: 'hubble-tls-client-ca-files', value: () => '/var/lib/cilium/tls/hubble/client-ca.crt' },
      ],
    ),
  ],
);

/** Whether Hubble talks IPv6 where it has the choice. */
function prefersIPv6({ values, facts }: ConfigInput): boolean {
  return (
    equals(values.hubble.preferIpv6, true, 'hubble.preferIpv6') ||
    (facts.preferIPv6 && equals(values.preferIpv6, true, 'preferIpv6')) ||
    equals(values.ipv4.enabled, false, 'ipv4.enabled')
  );
}

/** Flows: seen, kept, redacted, counted, written, served. */
export const hubbleEntries: readonly ConfigEntry[] = [
  { key: 'enable-hubble', value: (s) => quote(s.values.hubble.enabled) },
  ...given(
    (s) => truthy(s.values.hubble.enabled),
    [
      { key: 'hubble-socket-path', value: (s) => quote(s.values.hubble.socketPath) },
      {
        key: 'hubble-event-queue-size',
        when: (s) => declares(s.values.hubble, 'eventQueueSize'),
        value: (s) => quote(s.values.hubble.eventQueueSize),
      },
      {
        key: 'hubble-event-buffer-capacity',
        when: (s) => declares(s.values.hubble, 'eventBufferCapacity'),
        value: (s) => quote(s.values.hubble.eventBufferCapacity),
      },
      {
        key: 'hubble-lost-event-send-interval',
        fact: 'lostEventInterval',
        when: (s) => declares(s.values.hubble, 'lostEventSendInterval'),
        value: (s) => duration(s.values.hubble.lostEventSendInterval, 'hubble.lostEventSendInterval'),
      },
      ...metricsEntries,
      {
        key: 'hubble-network-policy-correlation-enabled',
        when: (s) => declares(s.values.hubble.networkPolicyCorrelation, 'enabled'),
        value: (s) => quote(s.values.hubble.networkPolicyCorrelation.enabled),
      },
      ...redactEntries,
      ...exportEntries,
      ...serverEntries,
      ...given(
        (s) => truthy(s.values.hubble.dropEventEmitter.enabled),
        [
          { key: 'hubble-drop-events', value: on },
          { key: 'hubble-drop-events-interval', value: (s) => quote(s.values.hubble.dropEventEmitter.interval) },
          { key: 'hubble-drop-events-reasons', value: (s) => join(' ', s.values.hubble.dropEventEmitter.reasons) },
        ],
      ),
      { key: 'hubble-prefer-ipv6', when: prefersIPv6, value: on },
      {
        key: 'hubble-skip-unknown-cgroup-ids',
        when: (s) => !isNil(s.values.hubble.skipUnknownCGroupIDs),
        value: (s) => quote(s.values.hubble.skipUnknownCGroupIDs),
      },
    ],
  ),
];
