import { commonLabels } from '../common';
import type { KubeObject, Render, RenderContext } from '../context';
import { disruptionBudget } from '../disruption-budget';
import { access } from './access';
import { certManagerCertificates } from './cert-manager';
import { certgen } from './certgen';
import { configSecrets } from './config-secrets';
import { deployment } from './deployment';
import { APISERVER, meshOf, metadataOf } from './mesh';
import { providedCertificates } from './provided-certificates';
import { serviceMonitor } from './service-monitor';
import { hasKVStoreMeshMetrics, metricsService, service } from './services';
import { certificateMethod } from './tls';
import { remoteUsers } from './users';

/** Cluster Mesh: how to reach the remote clusters, and clustermesh-apiserver, through which they reach this one. */
export const renderClusterMesh: Render = (ctx) => {
  // The chart asks for KVStoreMesh's metrics before it asks for the API server, so that a null there fails either way.
  hasKVStoreMeshMetrics(ctx);
  return [...configSecrets(ctx), ...(meshOf(ctx).hasAPIServer ? apiServer(ctx) : [])];
};

function apiServer(ctx: RenderContext): KubeObject[] {
  return [
    ...access(ctx),
    ...certificates(ctx),
    ...remoteUsers(ctx),
    deployment(ctx),
    ...service(ctx),
    ...metricsService(ctx),
    ...serviceMonitor(ctx),
    ...podDisruptionBudget(ctx),
  ];
}

function certificates(ctx: RenderContext): KubeObject[] {
  switch (certificateMethod(ctx)) {
    case 'cronJob':
      return certgen(ctx);
    case 'certmanager':
      return certManagerCertificates(ctx);
    default:
      return providedCertificates(ctx);
  }
}

function podDisruptionBudget(ctx: RenderContext): KubeObject[] {
  const selector = { 'k8s-app': APISERVER };
  const metadata = metadataOf(ctx, APISERVER, {
    ...selector,
    'app.kubernetes.io/part-of': 'cilium',
    'app.kubernetes.io/name': APISERVER,
    ...commonLabels(ctx),
  });
  return disruptionBudget(ctx, ctx.values.clustermesh.apiserver.podDisruptionBudget, metadata, selector);
}
