import type { PolicyRule } from 'kubernetes-types/rbac/v1';
import { operatorRuleFacts } from '../../catalogue/facts/operator';
import { hasKey, toInt, toText, truthy } from '../../core/helm';
import { parseDuration } from '../../core/duration';
import type { Value } from '../../core/json';
import { factsFor } from '../../core/release-range';
import { secretSyncEnabled } from '../common';
import type { RenderContext } from '../context';
import { readsOtherClusters } from './multi-cluster';
import { READ, rule, where } from '../rbac';

/** Whether a value is a Go duration other than zero. What is not a duration counts as none, as in the chart. */
export function hasDuration(value: Value): boolean {
  const milliseconds = parseDuration(toText(value));
  return milliseconds !== undefined && milliseconds !== 0;
}

/** Whether the operator is a proxy's control plane, and so makes Services and what is behind them. */
function servesIngressOrGateway(ctx: RenderContext): boolean {
  return truthy(ctx.values.ingressController.enabled) || truthy(ctx.values.gatewayAPI.enabled);
}

/** Pods are read; DNS pods that Cilium does not manage yet are deleted, so that they come back managed. */
function podRule(ctx: RenderContext): PolicyRule {
  const { operator, disableEndpointCRD } = ctx.values;
  const restartsUnmanagedPods =
    hasKey(ctx.values, 'disableEndpointCRD') &&
    !truthy(disableEndpointCRD) &&
    truthy(operator.unmanagedPodWatcher.restart) &&
    toInt(operator.unmanagedPodWatcher.intervalSeconds) !== 0;
  return rule('', ['pods'], [...READ, ...where(restartsUnmanagedPods, 'delete')]);
}

/** Nodes: who collects garbage or sets taints and conditions watches them, who sets also patches. */
function nodeRules(ctx: RenderContext): readonly PolicyRule[] {
  const { removeNodeTaints, setNodeNetworkStatus, endpointGCInterval } = ctx.values.operator;
  const patches = truthy(removeNodeTaints) || truthy(setNodeNetworkStatus);
  return [
    ...where(patches || hasDuration(endpointGCInterval), rule('', ['nodes'], ['list', 'watch'])),
    ...where(
      patches,
      rule(
        '',
        [...where(truthy(removeNodeTaints), 'nodes'), ...where(truthy(setNodeNetworkStatus), 'nodes/status')],
        ['patch'],
      ),
    ),
  ];
}

/** Services and what is behind them: read for policies and load balancing, written for proxies and other clusters. */
function serviceRules(ctx: RenderContext): readonly PolicyRule[] {
  const facts = factsFor(ctx.release, operatorRuleFacts);
  const { clustermesh, bgpControlPlane } = ctx.values;
  const serves = servesIngressOrGateway(ctx);
  const syncsEndpointSlices = truthy(clustermesh.enableEndpointSliceSynchronization);
  const readsSecrets = serves || truthy(bgpControlPlane.enabled) || secretSyncEnabled(ctx);
  const writes = ['create', 'update', 'delete', 'patch'] as const;
  return [
    rule(
      'discovery.k8s.io',
      ['endpointslices'],
      [...where(readsOtherClusters(ctx), 'create', 'update', 'delete', 'deletecollection'), ...READ],
    ),
    ...where(facts.ownerFinalizers && syncsEndpointSlices, rule('', ['services/finalizers'], ['update'])),
    rule('', ['services/status'], ['update', 'patch']),
    rule(
      '',
      ['namespaces', ...where(readsSecrets, 'secrets'), ...where(facts.serviceAccounts, 'serviceaccounts')],
      READ,
    ),
    rule('', ['services', ...where(facts.endpoints, 'endpoints')], [...READ, ...where(serves, ...writes)]),
    ...where(facts.proxyEndpointSlices && serves, rule('discovery.k8s.io', ['endpointslices'], [...READ, ...writes])),
    ...where(syncsEndpointSlices, rule('', ['events'], ['patch', 'create'])),
  ];
}

/** What the operator may do with Kubernetes' own resources. */
export function kubernetesRules(ctx: RenderContext): readonly PolicyRule[] {
  return [
    podRule(ctx),
    // Written to only to leave annotations on it.
    { ...rule('', ['configmaps'], ['patch']), resourceNames: ['cilium-config'] },
    ...nodeRules(ctx),
    ...serviceRules(ctx),
  ];
}
