import { plain, truthy } from '../../core/helm';
import { mergedMaps, namespaceOf } from '../common';
import { once, type KubeObject, type Render, type RenderContext } from '../context';
import { disruptionBudget } from '../disruption-budget';
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
    ...podDisruptionBudget(ctx),
  ];
};

function relayAccount(ctx: RenderContext): KubeObject {
  const { relay: account } = ctx.values.serviceAccounts;
  return {
    ...serviceAccount(ctx, account, ctx.values.hubble.relay.annotations, account.annotations),
    automountServiceAccountToken: plain<boolean>(account.automount),
  } as KubeObject;
}

function podDisruptionBudget(ctx: RenderContext): KubeObject[] {
  const { annotations, podDisruptionBudget: values } = ctx.values.hubble.relay;
  const metadata = {
    name: 'hubble-relay',
    namespace: namespaceOf(ctx),
    annotations: mergedMaps(annotations),
    labels: labels(ctx),
  };
  return disruptionBudget(ctx, values, metadata, { 'k8s-app': 'hubble-relay' });
}
