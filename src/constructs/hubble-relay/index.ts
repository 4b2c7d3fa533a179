import { plain, quote, truthy, withBlock } from '../../core/helm';
import type { JsonObject } from '../../core/json';
import { namespaceOf } from '../common';
import { once, type KubeObject, type Render, type RenderContext } from '../context';
import { mergedMaps } from '../hubble/metadata';
import { disruptionBudget } from '../hubble/pod';
import { configMap } from './config';
import { deployment } from './deployment';
import { labels } from './metadata';
import { metricsService, service, serviceMonitor } from './services';

/** Hubble Relay, which gathers the flows of all agents behind one API. */
export const renderHubbleRelay: Render = (ctx) => {
  const { enabled, relay } = ctx.values.hubble;
  if (!truthy(enabled) || !truthy(relay.enabled)) return [];
  return [
    ...(truthy(ctx.values.serviceAccounts.relay.create) ? [serviceAccount(ctx)] : []),
    once(ctx, configMap),
    deployment(ctx),
    service(ctx),
    ...metricsService(ctx),
    ...serviceMonitor(ctx),
    ...(truthy(relay.podDisruptionBudget.enabled) ? [podDisruptionBudget(ctx)] : []),
  ];
};

function serviceAccount(ctx: RenderContext): KubeObject {
  const {
    hubble,
    serviceAccounts: { relay },
  } = ctx.values;
  const object = {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: {
      name: quote(relay.name) as string,
      namespace: namespaceOf(ctx),
      labels: withBlock<JsonObject>(ctx.values.commonLabels),
      annotations: mergedMaps(hubble.relay.annotations, relay.annotations),
    },
    automountServiceAccountToken: plain<boolean>(relay.automount),
  };
  return object;
}

function podDisruptionBudget(ctx: RenderContext): KubeObject {
  const { relay } = ctx.values.hubble;
  const object = {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: {
      name: 'hubble-relay',
      namespace: namespaceOf(ctx),
      annotations: mergedMaps(relay.annotations),
      labels: labels(ctx),
    },
    spec: disruptionBudget(ctx, relay.podDisruptionBudget, 'hubble-relay'),
  };
  return object;
}
