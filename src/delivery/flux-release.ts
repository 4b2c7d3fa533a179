import type { JsonObject } from '../core/json';
import type { FluxDelivery } from '../model/delivery';
import type { KubeObject } from '../model/render-context';

/** Where the project publishes its charts as OCI artifacts, a tag for each release. */
const CHARTS = 'oci://quay.io/cilium/charts/cilium';

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
  const metadata = { name: 'cilium', namespace, annotations: { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' } };
  // Waiting for pods would wait for addresses of pools that come later (B12); retrying never uninstalls (Strategy in
  // helm-controller's api/v2). The chart has no CRDs: the operator makes them.
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
        ref: { tag: release, ...(chart?.digest === undefined ? {} : { digest: chart.digest }) },
        layerSelector: { mediaType: 'application/vnd.cncf.helm.chart.content.v1.tar+gzip', operation: 'copy' },
      },
    },
    {
      apiVersion: 'helm.toolkit.fluxcd.io/v2',
      kind: 'HelmRelease',
      metadata,
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
