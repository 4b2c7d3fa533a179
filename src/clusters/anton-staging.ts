import { defineCluster, flux } from '..';
import { homelab } from './presets/homelab';
import { performance } from './presets/performance';
import { staging } from './presets/staging';
import { talos } from './presets/talos';

/** Where Anton's next release is tried: one virtual Talos node of the same make, on the newest patch of the next minor. */
export const antonStaging = defineCluster('anton-staging', {
  cilium: '1.19.6',
  kubernetes: '1.36',
  apiVersions: [
    'monitoring.coreos.com/v1',
    'gateway.networking.k8s.io/v1',
    'gateway.networking.k8s.io/v1/GatewayClass',
  ],
  extends: [
    talos({ kubePrismPort: 7445 }),
    homelab(),
    performance({ ipv4NativeRoutingCIDR: '10.42.0.0/16', acceleration: 'disabled' }),
    staging(),
  ],
  values: {
    devices: 'enp+',
    endpointRoutes: { enabled: true },
    cni: { exclusive: false },
    gatewayAPI: { enabled: true },
    l2announcements: { enabled: false },
    hubble: { tls: { auto: { method: 'cronJob' } } },
    prometheus: { enabled: true, serviceMonitor: { enabled: true } },
  },
  delivery: flux({ path: './dist/anton-staging' }),
});
