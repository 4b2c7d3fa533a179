import { definePreset, type Preset } from '../..';

/**
 * A few nodes on one L2 segment, delivered by GitOps: every part restarts when its configuration changes (an agent
 * that keeps the old one is invisible), Services get addresses by ARP, Hubble with its UI, small requests.
 */
export function homelab(): Preset {
  return definePreset('homelab', {
    rollOutCiliumPods: true,
    updateStrategy: { rollingUpdate: { maxUnavailable: 1 } },
    l2announcements: { enabled: true },
    envoy: {
      rollOutPods: true,
      resources: { limits: { memory: '256Mi' }, requests: { cpu: '10m', memory: '64Mi' } },
    },
    operator: {
      rollOutPods: true,
      resources: { limits: { memory: '256Mi' }, requests: { cpu: '10m', memory: '64Mi' } },
    },
    hubble: {
      enabled: true,
      relay: {
        enabled: true,
        rollOutPods: true,
        resources: { limits: { memory: '128Mi' }, requests: { cpu: '10m', memory: '32Mi' } },
      },
      ui: {
        enabled: true,
        rollOutPods: true,
        frontend: { resources: { limits: { memory: '64Mi' }, requests: { cpu: '10m', memory: '32Mi' } } },
        backend: { resources: { limits: { memory: '64Mi' }, requests: { cpu: '10m', memory: '32Mi' } } },
      },
    },
  });
}
