import { PER_POD } from '../import/flow-world';
import { labelFilter, SERVICE_ACCOUNT } from '../labels';
import type { Endpoint, Labels, PolicyConfig } from '../scenario';

/** Labels that change with a release of what runs, not with what it is. */
const PER_RELEASE = new Set([
  'app.kubernetes.io/managed-by',
  'app.kubernetes.io/version',
  'chart',
  'helm.sh/chart',
  'heritage',
  'version',
]);

/** Domains whose labels tools write on pods for themselves. */
const OF_TOOLS = /^(?:[a-z0-9-]+\.)*(?:istio\.io|linkerd\.io|tekton\.dev|argoproj\.io|sidecar\.opentelemetry\.io)\//;

const SELECTABLE = /^(?:[a-z0-9](?:[-a-z0-9.]{0,251}[a-z0-9])?\/)?[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
const VALUE = /^(?:[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/;

/** Labels by which to select pods, and whether they say anything. */
export interface StableLabels {
  readonly labels: Labels;
  /** Nothing but the namespace tells these pods from others. */
  readonly namespaceOnly: boolean;
}

const SERVICE_ACCOUNT_LABEL = `k8s:${SERVICE_ACCOUNT}`;

/**
 * The labels of a pod that its next one has too: those of its identity, without what controllers write on each pod, each
 * rollout or each job, and without the release of what runs. Where none is left, those of the release; then the service
 * account, where it is not the namespace's own; else nothing.
 */
export function stableLabels(endpoint: Endpoint, config: PolicyConfig = {}): StableLabels {
  const filter = labelFilter(config.labels);
  const own = Object.entries(endpoint.labels ?? {})
    .filter(([key, value]) => SELECTABLE.test(key) && VALUE.test(value))
    .filter(([key, value]) => filter({ source: 'k8s', key, value }) && !PER_POD.has(key))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const stable = own.filter(([key]) => !PER_RELEASE.has(key) && !OF_TOOLS.test(key));
  const kept = stable.length > 0 ? stable : own;
  if (kept.length > 0) return { labels: Object.fromEntries(kept), namespaceOnly: false };
  const { serviceAccount = 'default' } = endpoint;
  if (serviceAccount !== 'default' && VALUE.test(serviceAccount)) {
    return { labels: { [SERVICE_ACCOUNT_LABEL]: serviceAccount }, namespaceOnly: false };
  }
  return { labels: {}, namespaceOnly: true };
}
