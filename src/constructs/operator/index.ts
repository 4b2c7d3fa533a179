import { truthy } from '../../core/helm';
import type { Render } from '../context';
import { azureSecret } from './azure-secret';
import { operatorDeployment } from './deployment';
import { operatorPodDisruptionBudget } from './pod-disruption-budget';
import { operatorClusterRole, operatorRoles } from './rbac';
import { operatorService } from './service';
import { operatorServiceAccount } from './service-account';
import { operatorServiceMonitor } from './service-monitor';

/** The operator: everything that runs once per cluster, not once per node. */
export const renderOperator: Render = (ctx) => {
  if (!truthy(ctx.values.operator.enabled)) return [];
  return [
    ...operatorServiceAccount(ctx),
    ...operatorClusterRole(ctx),
    ...operatorRoles(ctx),
    ...azureSecret(ctx),
    operatorDeployment(ctx),
    ...operatorPodDisruptionBudget(ctx),
    ...operatorService(ctx),
    ...operatorServiceMonitor(ctx),
  ];
};
