import type { IngressClassSpec } from 'kubernetes-types/networking/v1';
import { truthy, withBlock } from '../../core/helm';
import type { JsonObject } from '../../core/json';
import type { KubeObject, RenderContext } from '../context';

/** The class of the Ingresses that Cilium serves. */
export function ingressClass(ctx: RenderContext): KubeObject & { spec: IngressClassSpec } {
  const { commonLabels, ingressController } = ctx.values;
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'IngressClass',
    metadata: {
      name: 'cilium',
      annotations: truthy(ingressController.default)
        ? { 'ingressclass.kubernetes.io/is-default-class': 'true' }
        : undefined,
      labels: withBlock<JsonObject>(commonLabels),
    },
    spec: { controller: 'cilium.io/ingress-controller' },
  };
}
