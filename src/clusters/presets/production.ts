import { definePreset, type Preset } from '../..';

/** A cluster that people rely on: replicas apart from each other, disruption budgets, metrics, slow careful restarts. */
export function production(): Preset {
  return definePreset('production', {
    rollOutCiliumPods: true,
    updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1 } },
    enableCriticalPriorityClass: true,
    operator: {
      replicas: 2,
      rollOutPods: true,
      podDisruptionBudget: { enabled: true, minAvailable: null, maxUnavailable: 1 },
      prometheus: { enabled: true },
    },
    envoy: { rollOutPods: true },
    hubble: {
      enabled: true,
      relay: {
        enabled: true,
        replicas: 2,
        rollOutPods: true,
        podDisruptionBudget: { enabled: true, minAvailable: null, maxUnavailable: 1 },
      },
      metrics: { enabled: ['dns', 'drop', 'tcp', 'flow', 'port-distribution'] },
    },
    prometheus: { enabled: true },
  });
}
