import { isNil, quote, toInt, truthy } from '../../core/helm';
import { installedSince } from '../common';
import { unquoted } from './config-text';
import { on, type ConfigEntry, type ConfigInput } from './entry';

/** Seconds between two looks at pods that nobody manages. Releases print the unit or do not; the operator reads both. */
function podWatcherInterval({ values, facts }: ConfigInput): string | undefined {
  const { restart, intervalSeconds } = values.operator.unmanagedPodWatcher;
  if (!truthy(restart)) return '0';
  const inSeconds =
    facts.unmanagedPodInterval === 'seconds' ||
    (facts.unmanagedPodInterval === 'numbers-in-seconds' && typeof intervalSeconds === 'number');
  return inSeconds ? `${toInt(intervalSeconds)}s` : quote(intervalSeconds);
}

/** What the operator does to nodes and pods, and how it is reached. */
export const operatorEntries: readonly ConfigEntry[] = [
  { key: 'skip-crd-creation', when: (s) => truthy(s.values.operator.skipCRDCreation), value: on },
  {
    // Before 1.8 the operator's own default, which needs no key.
    key: 'operator-api-serve-addr',
    when: (s) => installedSince(s.ctx, '1.8'),
    value: (s) => (truthy(s.values.ipv4.enabled) ? '127.0.0.1:9234' : '[::1]:9234'),
  },
  {
    key: 'operator-k8s-client-qps',
    when: (s) => truthy(s.values.k8sClientRateLimit.operator.qps),
    value: (s) => quote(s.values.k8sClientRateLimit.operator.qps),
  },
  {
    key: 'operator-k8s-client-burst',
    when: (s) => truthy(s.values.k8sClientRateLimit.operator.burst),
    value: (s) => quote(s.values.k8sClientRateLimit.operator.burst),
  },
  { key: 'remove-cilium-node-taints', when: (s) => truthy(s.values.operator.removeNodeTaints), value: on },
  {
    // Whoever takes taints away also sets them, unless that is ruled out.
    key: 'set-cilium-node-taints',
    when: ({ values: { operator } }) =>
      truthy(isNil(operator.setNodeTaints) ? operator.removeNodeTaints : operator.setNodeTaints),
    value: on,
  },
  { key: 'set-cilium-is-up-condition', when: (s) => truthy(s.values.operator.setNodeNetworkStatus), value: on },
  { key: 'unmanaged-pod-watcher-interval', value: podWatcherInterval },
  {
    key: 'pod-restart-selector',
    fact: 'podRestartSelector',
    when: (s) => !isNil(s.values.operator.unmanagedPodWatcher.selector),
    value: (s) => unquoted(s.values.operator.unmanagedPodWatcher.selector, 'operator.unmanagedPodWatcher.selector'),
  },
];
