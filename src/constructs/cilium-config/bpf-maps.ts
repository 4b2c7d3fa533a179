import { coalesce, hasKey, inQuotes, isNil, join, quote, text, toInt, truthy } from '../../core/helm';
import type { ByFirstInstall } from '../../catalogue/facts/cilium-config';
import { duration, toFloat, unquoted } from './config-text';
import { byFirstInstall, isChained } from './derived';
import { declares, inReleasesWith, on, type ConfigEntry } from './entry';

/** Share of the memory that the maps may take; before 1.8 their sizes were fixed. */
const MAP_DYNAMIC_SIZE_RATIO: ByFirstInstall<number> = [['1.8', 0.0025]];
/** Connection tracking entries of clusters whose maps were sized before 1.8; 0 leaves the size to the ratio. */
const CT_TCP_MAX: ByFirstInstall<number> = [
  ['1.8', 0],
  ['', 524288],
];
const CT_ANY_MAX: ByFirstInstall<number> = [
  ['1.8', 0],
  ['', 262144],
];
const CLOCK_PROBE: ByFirstInstall<string> = [['1.8', 'true']];

/** Monitor events: what is aggregated, and how many there may be. */
const monitorEntries: readonly ConfigEntry[] = [
  {
    key: 'monitor-aggregation',
    value: (s) => unquoted(s.values.bpf.monitorAggregation, 'bpf.monitorAggregation'),
  },
  {
    key: 'monitor-aggregation-interval',
    value: (s) => duration(s.values.bpf.monitorInterval, 'bpf.monitorInterval'),
  },
  { key: 'monitor-aggregation-flags', value: (s) => unquoted(s.values.bpf.monitorFlags, 'bpf.monitorFlags') },
  {
    key: 'bpf-events-default-rate-limit',
    when: (s) => truthy(s.values.bpf.events.default.rateLimit),
    value: (s) => quote(s.values.bpf.events.default.rateLimit),
  },
  {
    key: 'bpf-events-default-burst-limit',
    when: (s) => truthy(s.values.bpf.events.default.burstLimit),
    value: (s) => quote(s.values.bpf.events.default.burstLimit),
  },
  { key: 'bpf-events-drop-enabled', value: (s) => quote(s.values.bpf.events.drop.enabled) },
  { key: 'bpf-events-policy-verdict-enabled', value: (s) => quote(s.values.bpf.events.policyVerdict.enabled) },
  { key: 'bpf-events-trace-enabled', value: (s) => quote(s.values.bpf.events.trace.enabled) },
  {
    key: 'ip-tracing-option-type',
    fact: 'traceIPOption',
    when: (s) => truthy(s.values.bpf.monitorTraceIPOption),
    value: (s) => quote(s.values.bpf.monitorTraceIPOption),
  },
];

/** Sizes of the maps. */
const mapSizeEntries: readonly ConfigEntry[] = [
  {
    // A ratio of 0 cannot be told from none: the default stands in for it.
    key: 'bpf-map-dynamic-size-ratio',
    when: (s) =>
      toFloat(s.values.bpf.mapDynamicSizeRatio) !== 0 || byFirstInstall(s, MAP_DYNAMIC_SIZE_RATIO) !== undefined,
    value: (s) =>
      toFloat(s.values.bpf.mapDynamicSizeRatio) === 0
        ? quote(byFirstInstall(s, MAP_DYNAMIC_SIZE_RATIO))
        : quote(s.values.bpf.mapDynamicSizeRatio),
  },
  {
    key: 'bpf-node-map-max',
    when: (s) => truthy(s.values.bpf.nodeMapMax),
    value: (s) => quote(s.values.bpf.nodeMapMax),
  },
  {
    key: 'bpf-auth-map-max',
    when: (s) => truthy(s.values.bpf.authMapMax),
    value: (s) => String(toInt(s.values.bpf.authMapMax)),
  },
  {
    key: 'bpf-ct-global-tcp-max',
    when: (s) => truthy(coalesce(s.values.bpf.ctTcpMax, byFirstInstall(s, CT_TCP_MAX))),
    value: (s) => String(toInt(coalesce(s.values.bpf.ctTcpMax, byFirstInstall(s, CT_TCP_MAX)))),
  },
  {
    key: 'bpf-ct-global-any-max',
    when: (s) => truthy(coalesce(s.values.bpf.ctAnyMax, byFirstInstall(s, CT_ANY_MAX))),
    value: (s) => String(toInt(coalesce(s.values.bpf.ctAnyMax, byFirstInstall(s, CT_ANY_MAX)))),
  },
  {
    key: 'bpf-conntrack-accounting',
    when: (s) => truthy(s.values.bpf.ctAccounting),
    value: (s) => String(toInt(s.values.bpf.ctAccounting)),
  },
  {
    key: 'bpf-nat-global-max',
    when: (s) => truthy(s.values.bpf.natMax),
    value: (s) => String(toInt(s.values.bpf.natMax)),
  },
  {
    key: 'bpf-neigh-global-max',
    when: (s) => truthy(s.values.bpf.neighMax),
    value: (s) => String(toInt(s.values.bpf.neighMax)),
  },
  {
    key: 'bpf-policy-map-max',
    when: (s) => declares(s.values.bpf, 'policyMapMax'),
    value: (s) => String(toInt(s.values.bpf.policyMapMax)),
  },
  {
    key: 'bpf-policy-map-pressure-metrics-threshold',
    fact: 'policyMapPressureThreshold',
    when: (s) => typeof s.values.bpf.policyMapPressureMetricsThreshold === 'number',
    value: (s) => quote(s.values.bpf.policyMapPressureMetricsThreshold),
  },
  {
    key: 'bpf-policy-stats-map-max',
    when: (s) => declares(s.values.bpf, 'policyStatsMapMax'),
    value: (s) => String(toInt(s.values.bpf.policyStatsMapMax)),
  },
  {
    key: 'bpf-lb-map-max',
    when: (s) => declares(s.values.bpf, 'lbMapMax'),
    value: (s) => String(toInt(s.values.bpf.lbMapMax)),
  },
  { key: 'nat-map-stats-entries', value: (s) => quote(s.values.nat.mapStatsEntries) },
  { key: 'nat-map-stats-interval', value: (s) => quote(s.values.nat.mapStatsInterval) },
];

/** The datapath: its maps, hooks and events. */
export const bpfMapsEntries: readonly ConfigEntry[] = [
  {
    key: 'clean-cilium-state',
    when: (s) => truthy(s.values.cleanState),
    value: on,
  },
  {
    key: 'clean-cilium-bpf-state',
    when: (s) => truthy(s.values.cleanBpfState),
    value: on,
  },
  {
    key: 'enable-bpf-clock-probe',
    when: (s) => hasKey(s.values, 'bpfClockProbe') || byFirstInstall(s, CLOCK_PROBE) === 'true',
    value: (s) => (hasKey(s.values, 'bpfClockProbe') ? quote(s.values.bpfClockProbe) : 'true'),
  },
  { key: 'enable-bpf-tproxy', when: (s) => !isNil(s.values.bpf.tproxy), value: (s) => quote(s.values.bpf.tproxy) },
  ...monitorEntries,
  ...mapSizeEntries,
  {
    // The plugin that Cilium is chained behind routes, which eBPF host routing would bypass.
    key: 'enable-host-legacy-routing',
    when: (s) => !isNil(s.values.bpf.hostLegacyRouting) || isChained(s),
    value: (s) => (isNil(s.values.bpf.hostLegacyRouting) ? 'true' : quote(s.values.bpf.hostLegacyRouting)),
  },
  { key: 'bpf-distributed-lru', value: (s) => quote(s.values.bpf.distributedLRU.enabled) },
  { key: 'preallocate-bpf-maps', value: (s) => inQuotes(text(s.values.bpf.preallocateMaps)) },
  {
    key: 'enable-tcx',
    when: (s) => declares(s.values.bpf, 'enableTCX'),
    value: (s) => quote(s.values.bpf.enableTCX),
  },
  {
    key: 'datapath-mode',
    when: (s) => declares(s.values.bpf, 'datapathMode'),
    value: (s) => quote(s.values.bpf.datapathMode),
  },
  { key: 'bpf-root', when: (s) => declares(s.values.bpf, 'root'), value: (s) => quote(s.values.bpf.root) },
  {
    key: 'cgroup-root',
    when: (s) => declares(s.values.cgroup, 'hostRoot'),
    value: (s) => quote(s.values.cgroup.hostRoot),
  },
  // A privileged agent sees the host's /proc anyway.
  { key: 'procfs', when: (s) => !truthy(s.values.securityContext.privileged), value: () => '/host/proc' },
  {
    key: 'vlan-bpf-bypass',
    when: (s) => truthy(s.values.bpf.vlanBypass),
    value: (s) => join(' ', s.values.bpf.vlanBypass),
  },
  {
    key: 'enable-custom-calls',
    fact: 'customCalls',
    when: (s) => truthy(s.values.customCalls) && truthy(s.values.customCalls.enabled),
    value: (s) => quote(s.values.customCalls.enabled),
  },
  ...inReleasesWith('datapathPlugins', [
    { key: 'enable-datapath-plugins', value: (s) => quote(s.values.datapathPlugins.enabled) },
    { key: 'datapath-plugins-state-dir', value: (s) => quote(s.values.datapathPlugins.stateDir) },
  ]),
];
