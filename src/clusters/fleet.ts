import { defineCluster, definePreset, flux, type Cluster } from '..';
import { production } from './presets/production';

/** What tells one cluster of the fleet from another: everything else is generated. */
export interface Site {
  readonly name: string;
  /** Its number in the mesh, 1 to 255. */
  readonly id: number;
  /** Addresses of its pods; no two clusters of a mesh share one. */
  readonly podCIDR: string;
  /** Address of its API server, which agents need before they can reach any Service. */
  readonly apiServer: string;
  /** Address of its clustermesh-apiserver, which the nodes of the other clusters can reach. */
  readonly mesh: string;
}

/** The list that the fleet is made of: another cluster is another line. */
export const sites: readonly Site[] = [
  { name: 'berlin', id: 1, podCIDR: '10.16.0.0/16', apiServer: '192.0.2.10', mesh: '192.0.2.20' },
  { name: 'oslo', id: 2, podCIDR: '10.17.0.0/16', apiServer: '198.51.100.10', mesh: '198.51.100.20' },
  { name: 'porto', id: 3, podCIDR: '10.18.0.0/16', apiServer: '203.0.113.10', mesh: '203.0.113.20' },
];

/**
 * What every cluster of the mesh shares.
 *
 * No key is in `dist/`. Each side of the mesh trusts the other's certificates because one authority signs all of them:
 * bring the same Secret `cilium-ca` (`ca.crt` and `ca.key`, of type Opaque) into the install's namespace of every cluster
 * before Cilium comes, by SOPS or External Secrets for instance. certgen (`method: cronJob`) signs with it
 * (`--ca-reuse-secret`), and is told to make none of its own (`generateCA`): where the Secret is missing, its Job fails
 * and says so, instead of a cluster that quietly trusts itself alone.
 *
 * A remote cluster needs no `tls` of its own, which would put a key here: without it, the chart points the connection to
 * `common-etcd-client.{crt,key}` (templates/clustermesh-config/_helpers.tpl), and those are mounted from the Secret
 * `clustermesh-apiserver-remote-cert`, which certgen writes in this very cluster. cert-manager could sign instead, but its
 * Certificates stand in the agent's unit: where its CRDs are missing, nothing of that unit is applied, and cert-manager
 * itself needs the network that the unit brings.
 */
const meshed = definePreset('meshed', {
  kubeProxyReplacement: true,
  k8sServicePort: 6443,
  // Pods keep their addresses from cluster to cluster inside the tunnel; nodes only have to reach each other.
  routingMode: 'tunnel',
  tunnelProtocol: 'vxlan',
  ipam: { mode: 'cluster-pool', operator: { clusterPoolIPv4MaskSize: 24 } },
  certgen: { generateCA: false },
  clustermesh: {
    useAPIServer: true,
    config: { enabled: true },
    apiserver: {
      replicas: 2,
      service: { type: 'LoadBalancer' },
      tls: { auto: { method: 'cronJob' } },
    },
  },
  hubble: {
    tls: { auto: { method: 'cronJob' } },
    relay: { tls: { server: { enabled: true } } },
  },
  l2announcements: { enabled: true },
});

/** One cluster of the fleet, connected to all others of the list. */
export function meshCluster(site: Site, all: readonly Site[]): Cluster {
  const others = all.filter(({ name }) => name !== site.name);
  return defineCluster(`fleet-${site.name}`, {
    cilium: '1.20.2',
    kubernetes: '1.36',
    extends: [production(), meshed],
    network: { apiServer: site.apiServer },
    values: {
      cluster: { name: site.name, id: site.id },
      k8sServiceHost: site.apiServer,
      ipam: { operator: { clusterPoolIPv4PodCIDRList: [site.podCIDR] } },
      clustermesh: {
        config: {
          // By address under a name of `mesh.cilium.io`, for which the server's certificate is valid.
          clusters: Object.fromEntries(others.map(({ name, mesh }) => [name, { ips: [mesh], port: 2379 }])),
        },
        apiserver: { service: { annotations: { 'lbipam.cilium.io/ips': site.mesh } } },
      },
    },
    loadBalancerIPPools: {
      mesh: {
        blocks: [{ start: site.mesh, stop: site.mesh }],
        serviceSelector: { matchLabels: { 'app.kubernetes.io/name': 'clustermesh-apiserver' } },
      },
    },
    l2AnnouncementPolicies: {
      mesh: {
        loadBalancerIPs: true,
        serviceSelector: { matchLabels: { 'app.kubernetes.io/name': 'clustermesh-apiserver' } },
      },
    },
    delivery: flux({ path: `./dist/fleet-${site.name}` }),
  });
}

/** Three clusters as one mesh: a Service that is global is answered by pods of all of them. */
export const fleet: readonly Cluster[] = sites.map((site) => meshCluster(site, sites));
