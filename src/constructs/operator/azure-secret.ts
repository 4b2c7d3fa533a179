import { operatorFacts } from '../../catalogue/facts/operator';
import { b64enc, defaultTo, truthy, withBlock } from '../../core/helm';
import type { JsonObject } from '../../core/json';
import { factsFor } from '../../core/release-range';
import { namespaceOf, percentS } from '../common';
import type { KubeObject, RenderContext } from '../context';
import { operatorAnnotations } from './metadata';

/** Name of the Secret with the service principal's credentials. */
export const AZURE_SECRET = 'cilium-azure';

/** Whether the operator logs in to Azure as a service principal, not with the node's managed identity. */
export function azureServicePrincipal(ctx: RenderContext): boolean {
  const { azure } = ctx.values;
  return (
    truthy(azure.enabled) && (!factsFor(ctx.release, operatorFacts).azureManagedIdentity || truthy(azure.clientID))
  );
}

/** The Secret with the service principal's credentials. */
export function azureSecret(ctx: RenderContext): (KubeObject & { type: string; data: Record<string, string> })[] {
  const { azure, commonLabels } = ctx.values;
  if (!azureServicePrincipal(ctx)) return [];
  const encoded = (name: 'clientID' | 'clientSecret'): string =>
    b64enc(percentS(defaultTo(azure[name], ''), `azure.${name}`));
  return [
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: {
        name: AZURE_SECRET,
        namespace: namespaceOf(ctx),
        annotations: operatorAnnotations(ctx),
        labels: withBlock<JsonObject>(commonLabels),
      },
      type: 'Opaque',
      data: { AZURE_CLIENT_ID: encoded('clientID'), AZURE_CLIENT_SECRET: encoded('clientSecret') },
    },
  ];
}
