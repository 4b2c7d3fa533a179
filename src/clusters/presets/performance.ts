import { definePreset, type Preset } from '../..';

/** What the fast datapath needs to know. */
export interface PerformanceOptions {
  /** Pod addresses that are routed without encapsulation, for example `10.42.0.0/16`. */
  readonly ipv4NativeRoutingCIDR: string;
  /**
   * XDP on the devices: `native` demands a driver that has it, `best-effort` uses it where there is one.
   * @default 'best-effort'
   */
  readonly acceleration?: 'disabled' | 'best-effort' | 'native';
}

/**
 * Throughput first: native routing between nodes of one L2 segment, kube-proxy replaced, masquerading and host routing
 * in eBPF, Maglev with direct server return, bandwidth manager. There is no option for the agent's CPU affinity in any
 * release: pin with CPU requests and the kubelet's static policy instead.
 */
export function performance({ ipv4NativeRoutingCIDR, acceleration = 'best-effort' }: PerformanceOptions): Preset {
  return definePreset('performance', {
    routingMode: 'native',
    ipv4NativeRoutingCIDR,
    autoDirectNodeRoutes: true,
    kubeProxyReplacement: true,
    bpf: { masquerade: true, hostLegacyRouting: false },
    // Hybrid: DSR for TCP, SNAT for UDP, whose large datagrams DSR's IP option would push over the MTU.
    loadBalancer: { algorithm: 'maglev', mode: 'hybrid', acceleration },
    bandwidthManager: { enabled: true },
    localRedirectPolicies: { enabled: true },
  });
}
