import { definePreset, type Preset } from '../..';

/** A cluster to try things on: one replica of everything, all flows visible, agents restarted at every change. */
export function staging(): Preset {
  return definePreset('staging', {
    rollOutCiliumPods: true,
    operator: { replicas: 1, rollOutPods: true },
    envoy: { rollOutPods: true },
    hubble: {
      enabled: true,
      relay: { enabled: true, replicas: 1, rollOutPods: true },
      ui: { enabled: true, replicas: 1, rollOutPods: true },
      metrics: { enabled: ['dns', 'drop', 'tcp', 'flow', 'icmp', 'httpV2'] },
    },
    policyEnforcementMode: 'default',
    monitor: { enabled: true },
  });
}
