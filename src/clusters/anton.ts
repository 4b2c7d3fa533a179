import { defineCluster, flux } from '..';
import { homelab } from './presets/homelab';
import { talos } from './presets/talos';

/**
 * Anton: three MS-01 nodes with Talos Linux on one L2 segment, reconciled by Flux.
 *
 * Four things that Anton's Helm values got wrong without anybody being told are put right here:
 * - `cgroup.automount` is no value of the chart (`cgroup.autoMount` is), so the container `mount-cgroup` ran although
 *   Talos mounts cgroup v2 itself; the preset `talos` turns it off.
 * - The address pool was the whole segment, 192.168.1.0/24, which holds the nodes, the API server's address and the
 *   gateway: a Service without a pinned address could take one of theirs. It is now the range that Services use.
 * - `CiliumLoadBalancerIPPool` was written as v2alpha1, which 1.18 serves beside the stored v2.
 * - L2 announcements renew leases through the API server; without a rate limit of their own they queue behind the
 *   agent's other requests (cilium/cilium#26586).
 */
export const anton = defineCluster('anton', {
  cilium: '1.18.12',
  kubernetes: '1.36',
  apiVersions: [
    'monitoring.coreos.com/v1',
    'gateway.networking.k8s.io/v1',
    'gateway.networking.k8s.io/v1/GatewayClass',
  ],
  extends: [talos({ kubePrismPort: 7445 }), homelab()],

  network: {
    nodes: { 'k8s-1': '192.168.1.98', 'k8s-2': '192.168.1.99', 'k8s-3': '192.168.1.100' },
    apiServer: '192.168.1.101',
    reserved: ['192.168.1.254'],
  },

  values: {
    routingMode: 'native',
    ipv4NativeRoutingCIDR: '10.42.0.0/16',
    autoDirectNodeRoutes: true,
    endpointRoutes: { enabled: true },
    // Keeps tailscale0 out of the datapath: its MTU of 1280 would become every pod's.
    devices: 'enp+',

    loadBalancer: { algorithm: 'maglev', mode: 'dsr' },
    kubeProxyReplacementHealthzBindAddr: '0.0.0.0:10256',
    // Host routing in eBPF: the legacy path truncates source identities under Tailscale's packet marks (#36104).
    bpf: { masquerade: true, hostLegacyRouting: false },
    socketLB: { enabled: true, hostNamespaceOnly: true },
    cni: { exclusive: false }, // Multus keeps its configuration in the same directory
    gatewayAPI: { enabled: true },
    localRedirectPolicies: { enabled: true },
    // Three nodes, a lease renewed every 5 s for each announced Service, five Services at the most.
    k8sClientRateLimit: { qps: 20, burst: 40 },

    // PERFMON and BPF beside SYS_ADMIN: what the agent needs stays granted where SYS_ADMIN is one day taken away.
    securityContext: {
      capabilities: {
        ciliumAgent: [
          'CHOWN',
          'KILL',
          'NET_ADMIN',
          'NET_RAW',
          'IPC_LOCK',
          'SYS_ADMIN',
          'SYS_RESOURCE',
          'PERFMON',
          'BPF',
          'DAC_OVERRIDE',
          'FOWNER',
          'SETGID',
          'SETUID',
        ],
      },
    },
    // Sized against the cgroup's working set, not the process: 1 GiB above the peak seen (Anton's ADR 0020 and 0022).
    resources: { limits: { memory: '3584Mi' }, requests: { cpu: '100m', memory: '512Mi' } },

    prometheus: { enabled: true, serviceMonitor: { enabled: true } },
    operator: { replicas: 2, prometheus: { enabled: true, serviceMonitor: { enabled: true } } },
    // Keys are drawn in the cluster by certgen, never at synthesis.
    hubble: { tls: { auto: { method: 'cronJob' } } },
  },

  loadBalancerIPPools: {
    // The addresses that Anton's Services pin: k8s-gateway .102, envoy-gateway .103 and .104, harbor .106.
    pool: { blocks: [{ start: '192.168.1.102', stop: '192.168.1.106' }] },
  },
  l2AnnouncementPolicies: {
    'l2-policy': { loadBalancerIPs: true, nodeSelector: { matchLabels: { 'kubernetes.io/os': 'linux' } } },
  },

  delivery: flux({ path: './dist/anton' }),
});
