import type { PolicyRule } from 'kubernetes-types/rbac/v1';
import { operatorRuleFacts } from '../../catalogue/facts/operator';
import { truthy } from '../../core/helm';
import { factsFor } from '../../core/release-range';
import { mcsAPIEnabled } from '../clustermesh/mesh';
import type { RenderContext } from '../context';
import { READ, rule, where } from '../rbac';

/** What the Ingress controller needs. Finalizers, because an Ingress owns objects that block its deletion. */
function ingressRules(ctx: RenderContext): readonly PolicyRule[] {
  if (!truthy(ctx.values.ingressController.enabled)) return [];
  const { ownerFinalizers } = factsFor(ctx.release, operatorRuleFacts);
  const group = 'networking.k8s.io';
  return [
    rule(group, ['ingresses', 'ingressclasses'], READ),
    rule(group, ['ingresses/status', ...where(ownerFinalizers, 'ingresses/finalizers')], ['update']),
  ];
}

/** What the Gateway API controller needs. */
function gatewayRules(ctx: RenderContext): readonly PolicyRule[] {
  if (!truthy(ctx.values.gatewayAPI.enabled)) return [];
  const { gatewayRoutesOfLayer4: layer4 } = factsFor(ctx.release, operatorRuleFacts);
  const group = 'gateway.networking.k8s.io';
  const status = (...plurals: readonly string[]): readonly string[] => plurals.map((plural) => `${plural}/status`);
  return [
    rule(
      group,
      [
        'gatewayclasses',
        'gateways',
        ...where(layer4, 'tcproutes', 'udproutes'),
        'tlsroutes',
        'httproutes',
        'grpcroutes',
        'referencegrants',
        'referencepolicies',
        ...where(layer4, 'backendtlspolicies', 'listenersets'),
      ],
      READ,
    ),
    rule(group, ['gatewayclasses'], ['patch']),
    rule(
      group,
      status(
        'gatewayclasses',
        'gateways',
        'httproutes',
        'grpcroutes',
        'tlsroutes',
        ...where(layer4, 'backendtlspolicies', 'tcproutes', 'udproutes', 'listenersets'),
      ),
      ['update', 'patch'],
    ),
    rule('cilium.io', ['ciliumgatewayclassconfigs'], READ),
    rule('cilium.io', ['ciliumgatewayclassconfigs/status'], ['update', 'patch']),
    // Backend TLS policies keep their CAs there.
    ...where(layer4, rule('', ['configmaps'], READ)),
  ];
}

/** What MCS-API needs; Gateway API reads ServiceImports as backends. */
function multiClusterServiceRules(ctx: RenderContext): readonly PolicyRule[] {
  const enabled = mcsAPIEnabled(ctx);
  const { serviceImportFinalizers } = factsFor(ctx.release, operatorRuleFacts);
  const group = 'multicluster.x-k8s.io';
  const writes = ['create', 'update', 'patch', 'delete'] as const;
  return [
    ...where(
      enabled || truthy(ctx.values.gatewayAPI.enabled),
      rule(group, ['serviceimports'], [...READ, ...where(enabled, ...writes)]),
    ),
    ...where(enabled, rule(group, ['serviceimports/status'], ['update', 'patch'])),
    ...where(enabled && serviceImportFinalizers, rule(group, ['serviceimports/finalizers'], ['update'])),
    ...where(
      enabled,
      rule(group, ['serviceexports'], READ),
      rule(group, ['serviceexports/status'], ['update', 'patch']),
      rule('', ['services'], writes),
    ),
  ];
}

/** What the operator may do for features that are switched on. */
export function featureRules(ctx: RenderContext): readonly PolicyRule[] {
  const { bulkDeletesEndpointSlices } = factsFor(ctx.release, operatorRuleFacts);
  return [
    ...ingressRules(ctx),
    ...gatewayRules(ctx),
    ...multiClusterServiceRules(ctx),
    ...where(bulkDeletesEndpointSlices, rule('cilium.io', ['ciliumendpointslices'], ['deletecollection'])),
  ];
}
