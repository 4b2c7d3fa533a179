import { join } from 'node:path/posix';
import type { ArgoCDDelivery } from '../model/delivery';
import { projectName } from './argo-project';
import type { ChartRelease } from './flux-release';
import type { DeliveryUnit } from './unit';

/** Where the project publishes its charts; its OCI registry works, too, as `chart.url`. */
const CHARTS = 'https://helm.cilium.io';

/** Secrets that the chart draws anew at every rendering where `tls.auto.method` is `helm`, and that certgen writes. */
const CERTIFICATES = [
  'cilium-ca',
  'clustermesh-apiserver-admin-cert',
  'clustermesh-apiserver-local-cert',
  'clustermesh-apiserver-remote-cert',
  'clustermesh-apiserver-server-cert',
  'hubble-metrics-server-certs',
  'hubble-relay-client-certs',
  'hubble-relay-server-certs',
  'hubble-server-certs',
  'hubble-ui-client-certs',
];

/**
 * Who waits for whom under an app of apps: a wave begins when every Application before it is Healthy (gitops-engine,
 * pkg/sync). Nothing waits for the agents' Application: it is in progress as long as one node is down, or a Service in it
 * has no address of a pool, which is in `resources`. What needs CRDs is tried again until it has them. In helm mode the
 * agents are in the release.
 */
export const WAVES: Readonly<Record<DeliveryUnit, number>> = {
  namespaces: 0,
  operator: 1,
  agent: 2,
  release: 2,
  resources: 2,
  policies: 2,
  monitoring: 2,
  bpf: 2,
};

/** What a unit is applied from: a folder of the repository, or the chart. */
interface ArgoSource {
  readonly repoURL: string;
  readonly targetRevision: string;
  readonly path?: string;
  readonly chart?: string;
  readonly helm?: object;
}

/** One Application's share of an output. */
export interface ArgoUnit {
  readonly unit: DeliveryUnit;
  readonly name: string;
  readonly wave: number;
  readonly source: ArgoSource;
}

/**
 * The Applications of a cluster in their order: one a unit, and in helm mode one for the chart. Waves order them under an
 * app of apps, where those that need what the user's own bring come after it.
 */
export function argoUnits(
  cluster: string,
  units: readonly DeliveryUnit[],
  delivery: ArgoCDDelivery,
  chart: ChartRelease,
): ArgoUnit[] {
  const { repoURL, targetRevision, requires } = delivery;
  const all: readonly DeliveryUnit[] =
    delivery.mode === 'helm'
      ? [...units.filter((unit) => unit === 'namespaces'), 'release', ...units.filter((unit) => unit !== 'namespaces')]
      : units;
  // Nothing of the chart comes before what the operator looks for at its start; monitors come after their CRDs.
  const first = requires?.gatewayAPI ? requires.gatewayAPI.wave + 1 : 0;
  const monitoring = requires?.prometheus ? requires.prometheus.wave + 1 : 0;
  return all.map((unit) => ({
    unit,
    name: `${cluster}-cilium-${unit}`,
    wave: Math.max(first, unit === 'monitoring' || unit === 'release' ? monitoring : 0) + WAVES[unit],
    source:
      unit === 'release'
        ? chartSource(chart, delivery)
        : { repoURL, targetRevision, path: join(folderOf(delivery), unit) },
  }));
}

/** The cluster's folder as Argo CD wants it: from the repository's root, without a dot. */
export function folderOf({ path }: ArgoCDDelivery): string {
  return join(path).replace(/\/+$/, '');
}

/** Repository and name of the chart: a registry without its scheme is one of OCI (util/helm/client.go, IsHelmOciRepo). */
export function chartRepository({ chart }: ArgoCDDelivery): { readonly repoURL: string; readonly chart: string } {
  const url = chart?.url ?? CHARTS;
  if (!url.startsWith('oci://')) return { repoURL: url, chart: 'cilium' };
  const path = url.slice('oci://'.length).replace(/\/+$/, '');
  const slash = path.lastIndexOf('/');
  return { repoURL: path.slice(0, slash), chart: path.slice(slash + 1) };
}

function chartSource({ release, values }: ChartRelease, delivery: ArgoCDDelivery): ArgoSource {
  return {
    ...chartRepository(delivery),
    targetRevision: release,
    helm: { releaseName: 'cilium', valuesObject: values },
  };
}

/** The Application of a unit. No cascading finalizer: deleting an Application leaves the network running. */
export function argoApplication(
  cluster: string,
  { unit, name, wave, source }: ArgoUnit,
  namespace: string,
  delivery: ArgoCDDelivery,
): object {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: {
      name,
      namespace: delivery.namespace,
      labels: { 'cdk8s-cilium/cluster': cluster, 'cdk8s-cilium/unit': unit },
      annotations: { 'argocd.argoproj.io/sync-wave': String(wave) },
    },
    spec: applicationSpec(unit, source, projectName(cluster, delivery), { ...delivery.destination, namespace }),
  };
}

/**
 * How often a sync that failed is tried again: for ever, with the newest commit, since `resources` and `policies` need
 * CRDs that the operator makes in its own time. But an operation keeps the source that it began with, and `refresh` only
 * looks for a newer commit of it (controller/sync.go, newSyncOperationResult; controller/appcontroller.go,
 * processRequestedAppOperation). Where a change comes as another version, tag or values in the Application itself, one
 * that never ended would never see the mend: there it ends after some twenty minutes, and the change begins another.
 */
function attempts({ chart, targetRevision }: ArgoSource): number {
  return chart !== undefined || PINNED.test(targetRevision) ? 10 : -1;
}

/** A revision that does not move: a commit, or a version as a tag. */
const PINNED = /^(?:[0-9a-f]{7,40}|refs\/tags\/.+|v?\d+\.\d+\.\d+\S*)$/;

/** What an Application says of a unit, wherever it goes. */
export function applicationSpec(unit: DeliveryUnit, source: ArgoSource, project: string, destination: object): object {
  return {
    project,
    source,
    // Every object names its namespace; this one is only where objects without one would go.
    destination,
    ignoreDifferences: [
      // What Cilium's own programs write is theirs, by the name they write under: that of the binary.
      {
        group: 'cilium.io',
        kind: '*',
        managedFieldsManagers: ['cilium-agent', 'cilium-operator', 'cilium-operator-generic'],
      },
      ...(unit === 'release'
        ? CERTIFICATES.map((name) => ({ group: '', kind: 'Secret', name, jsonPointers: ['/data'] }))
        : []),
    ],
    syncPolicy: {
      automated: { prune: true, selfHeal: true },
      syncOptions: [
        'ServerSideApply=true',
        'SkipDryRunOnMissingResource=true',
        'RespectIgnoreDifferences=true',
        'PrunePropagationPolicy=background',
      ],
      retry: { limit: attempts(source), refresh: true, backoff: { duration: '10s', factor: 2, maxDuration: '3m' } },
    },
  };
}
