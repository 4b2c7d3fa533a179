import { plain, truthy } from '../../core/helm';
import { mergedMaps, namespaceOf } from '../common';
import { once, type KubeObject, type Render, type RenderContext } from '../context';
import { disruptionBudget } from '../hubble/pod';
import { serviceAccount } from '../service-account';
import { configMap } from './config';
import { deployment } from './deployment';
import { labels } from './metadata';
import { metricsService, service, serviceMonitor } from './services';

/** Hubble Relay, which gathers the flows of all agents behind one API. */
export const renderHubbleRelay: Render = (ctx) => {
  const { enabled, relay } = ctx.values.hubble;
  if (!truthy(enabled) || !truthy(relay.enabled)) return [];
  return [
    ...(truthy(ctx.values.serviceAccounts.relay.create) ? [relayAccount(ctx)] : []),
    once(ctx, configMap),
    deployment(ctx),
    service(ctx),
    ...metricsService(ctx),
    ...serviceMonitor(ctx),
    ...(truthy(relay.podDisruptionBudget.enabled) ? [podDisruptionBudget(ctx)] : []),
  ];
};

function relayAccount(ctx: RenderContext): KubeObject {
  const { relay: account } = ctx.values.serviceAccounts;
  return {
    ...serviceAccount(ctx, account, ctx.values.hubble.relay.annotations, account.annotations),
    automountServiceAccountToken: plain<boolean>(account.automount),
  } as KubeObject;
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
