import { toText, truthy, withBlock } from '../../core/helm';
import type { JsonObject } from '../../core/json';
import type { KubeObject, RenderContext } from '../context';

/** Name of the class of the Gateways that Cilium serves. */
export const GATEWAY_CLASS = 'cilium';

/** Whether the class is made: as `gatewayClass.create` says, and for `auto` if the cluster knows GatewayClasses. */
export function makesGatewayClass(ctx: RenderContext): boolean {
  const { gatewayAPI } = ctx.values;
  if (!truthy(gatewayAPI.enabled)) return false;
  const create = toText(gatewayAPI.gatewayClass.create);
  return (
    create === 'true' ||
    (create === 'auto' && ctx.capabilities.apiVersions.has('gateway.networking.k8s.io/v1/GatewayClass'))
  );
}

/** The class of the Gateways that Cilium serves. */
export function gatewayClass(
  ctx: RenderContext,
): KubeObject & { spec: { controllerName: string; description: string } } {
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'GatewayClass',
    metadata: { name: GATEWAY_CLASS, labels: withBlock<JsonObject>(ctx.values.commonLabels) },
    spec: {
      controllerName: 'io.cilium/gateway-controller',
      description: 'The default Cilium GatewayClass',
    },
  };
}
