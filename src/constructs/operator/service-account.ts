import { quote, truthy, withBlock } from '../../core/helm';
import type { JsonObject } from '../../core/json';
import { labelsOf, namespaceOf } from '../common';
import type { KubeObject, RenderContext } from '../context';
import { operatorAnnotations } from './metadata';

/** The annotation by which EKS gives a ServiceAccount's pods an IAM role. */
const IAM_ROLE = 'eks.amazonaws.com/role-arn';

/** The operator's ServiceAccount. */
export function operatorServiceAccount(ctx: RenderContext): KubeObject[] {
  const { commonLabels, eni, serviceAccounts } = ctx.values;
  const account = serviceAccounts.operator;
  if (!truthy(account.create)) return [];
  return [
    {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: {
        name: quote(account.name) as string,
        namespace: namespaceOf(ctx),
        labels: withBlock<JsonObject>(commonLabels),
        annotations: withBlock<JsonObject>({
          ...operatorAnnotations(ctx),
          ...labelsOf(account.annotations),
          ...(truthy(eni.enabled) && truthy(eni.iamRole) ? { [IAM_ROLE]: eni.iamRole } : {}),
        }),
      },
    },
  ];
}
