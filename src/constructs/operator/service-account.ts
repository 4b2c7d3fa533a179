import { truthy } from '../../core/helm';
import type { JsonObject } from '../../core/json';
import type { KubeObject, RenderContext } from '../context';
import { serviceAccount } from '../service-account';
import { operatorAnnotations } from './metadata';

/** The annotation by which EKS gives a ServiceAccount's pods an IAM role. */
const IAM_ROLE = 'eks.amazonaws.com/role-arn';

/** The operator's ServiceAccount. */
export function operatorServiceAccount(ctx: RenderContext): KubeObject[] {
  const { eni, serviceAccounts } = ctx.values;
  const account = serviceAccounts.operator;
  if (!truthy(account.create)) return [];
  const iamRole: JsonObject = truthy(eni.enabled) && truthy(eni.iamRole) ? { [IAM_ROLE]: eni.iamRole } : {};
  return [serviceAccount(ctx, account, operatorAnnotations(ctx), account.annotations, iamRole)];
}
