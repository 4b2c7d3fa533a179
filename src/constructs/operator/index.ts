import { truthy } from '../../core/helm';
import type { Render } from '../context';
import { disruptionBudget } from '../disruption-budget';
import { azureSecret } from './azure-secret';
import { operatorDeployment } from './deployment';
import { operatorMetadata, selectorLabels } from './metadata';
import { operatorClusterRole, operatorRoles } from './rbac';
import { operatorService } from './service';
import { operatorServiceAccount } from './service-account';
import { operatorServiceMonitor } from './service-monitor';

/** The operator: everything that runs once per cluster, not once per node. */
export const renderOperator: Render = (ctx) => {
  const { operator } = ctx.values;
  if (!truthy(operator.enabled)) return [];
  return [
    ...operatorServiceAccount(ctx),
    ...operatorClusterRole(ctx),
    ...operatorRoles(ctx),
    ...azureSecret(ctx),
    operatorDeployment(ctx),
    ...disruptionBudget(ctx, operator.podDisruptionBudget, operatorMetadata(ctx), selectorLabels),
    ...operatorService(ctx),
    ...operatorServiceMonitor(ctx),
  ];
};
