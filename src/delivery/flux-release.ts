import type { JsonObject } from '../core/json';
import type { FluxDelivery } from '../model/delivery';
import type { KubeObject } from '../model/render-context';

/** Where the project publishes its charts as OCI artifacts, a tag for each release. */
const CHARTS = 'oci://quay.io/cilium/charts/cilium';

/** The annotation of the HelmRelease that names the chart which is to run: its version, and its digest where one is given. */
const CHART = 'cdk8s-cilium/chart';

/** What a release of the chart is made of. */
export interface ChartRelease {
  /** Release of Cilium, which is the chart's version. */
  readonly release: string;
  /** Namespace of the install. */
  readonly namespace: string;
  /** What the user set, and nothing of the defaults. */
  readonly values: JsonObject;
}

/**
 * The chart as a HelmRelease of helm-controller's, and where it comes from. Both stay where a Kustomization prunes:
 * helm-controller uninstalls what it loses.
 */
export function fluxRelease({ release, namespace, values }: ChartRelease, delivery: FluxDelivery): KubeObject[] {
  const { interval, chart } = delivery;
  const protection = { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' };
  const metadata = { name: 'cilium', namespace, annotations: protection };
  const wanted = chart?.digest === undefined ? release : `${release}@${chart.digest}`;
  // Waiting for pods would wait for addresses of pools that come later (cilium/cilium#27000). Hooks are waited for all the
  // same (Helm's pkg/action/hooks.go): through 1.18 the Job of certgen is one, which needs a node whose agent runs, and
  // nothing that comes later. Retrying never uninstalls (Strategy in helm-controller's api/v2). The chart has no CRDs: the
  // operator makes them.
  const action = {
    crds: 'Skip',
    disableWait: true,
    disableWaitForJobs: true,
    strategy: { name: 'RetryOnFailure', retryInterval: '1m' },
  };
  return [
    {
      apiVersion: 'source.toolkit.fluxcd.io/v1',
      kind: 'OCIRepository',
      metadata,
      spec: {
        interval,
        url: chart?.url ?? CHARTS,
        ...(chart?.insecure === true ? { insecure: true } : {}),
        ref: { tag: release, ...(chart?.digest === undefined ? {} : { digest: chart.digest }) },
        layerSelector: { mediaType: 'application/vnd.cncf.helm.chart.content.v1.tar+gzip', operation: 'copy' },
      },
    },
    {
      apiVersion: 'helm.toolkit.fluxcd.io/v2',
      kind: 'HelmRelease',
      metadata: { ...metadata, annotations: { ...protection, [CHART]: wanted } },
      spec: {
        interval,
        releaseName: 'cilium',
        chartRef: { kind: 'OCIRepository', name: 'cilium' },
        install: action,
        upgrade: action,
        // A Job that ended and was deleted is no drift: brought back, it would draw new certificates each time.
        driftDetection: { mode: 'enabled', ignore: [{ paths: [''], target: { kind: 'Job' } }] },
        values,
      },
    },
  ] as object[] as KubeObject[];
}

/**
 * When the HelmRelease is current. Ready alone is not: a new release of Cilium changes nothing but the tag of the
 * OCIRepository, and until helm-controller hears of another artifact, or for ever where the registry has none, the
 * HelmRelease stays Ready of the chart before. So the last release must be of the chart that the annotation names; the
 * version of a chart from a registry has its digest behind a plus (mutateChartWithSourceRevision in helm-controller's
 * internal/controller). The chart is named there and not here, since a Kustomization may meet a new commit before its own
 * new specification, and would wait for the old chart until its timeout.
 */
export function currentRelease(): object {
  const is = (type: string): string => `status.conditions.exists(c, c.type == '${type}' && c.status == 'True')`;
  const wanted = `metadata.annotations['${CHART}']`;
  const version = "status.history[0].chartVersion.split('+')[0].split('-')[0]";
  return {
    apiVersion: 'helm.toolkit.fluxcd.io/v2',
    kind: 'HelmRelease',
    failed: is('Stalled'),
    current: `${is('Ready')} && (${wanted} == ${version} || ${wanted} == ${version} + '@' + status.history[0].ociDigest)`,
  };
}
