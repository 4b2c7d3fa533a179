import type { Flow, PolicyObject, Scenario } from '../../src/policy';

/** A small shop: two namespaces, DNS, one name outside. */
export const shop: Omit<Scenario, 'policies' | 'flows'> = {
  cilium: '1.20.2',
  namespaces: [
    { name: 'shop', labels: { team: 'red' } },
    { name: 'mon', labels: { team: 'blue' } },
  ],
  endpoints: [
    {
      name: 'orders',
      namespace: 'shop',
      labels: { app: 'orders', 'pod-template-hash': 'x' },
      serviceAccount: 'orders',
      ip: '10.0.0.1',
      ports: [
        { name: 'http', port: 8080 },
        { name: 'dns', port: 53, protocol: 'UDP' },
      ],
    },
    { name: 'web', namespace: 'shop', labels: { app: 'web' }, ports: [{ name: 'http', port: 80, protocol: 'TCP' }] },
    { name: 'prom', namespace: 'mon', labels: { app: 'prom' } },
    { name: 'dns', namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } },
    { name: 'lone' },
  ],
  nodes: [
    { name: 'n1', ip: '192.168.0.1', local: true, labels: { zone: 'a' } },
    { name: 'n2', ip: '192.168.0.2', labels: { zone: 'b' } },
    { name: 'n3' },
  ],
  dns: { 'api.example.com': ['203.0.113.5'], 'www.example.com': ['203.0.113.6'] },
  kubeAPIServerIPs: ['198.51.100.9', '192.168.0.2'],
};

/** A CiliumNetworkPolicy for the orders pods. */
export const cnp = (spec: Readonly<Record<string, unknown>>, name = 'p'): PolicyObject => ({
  apiVersion: 'cilium.io/v2',
  kind: 'CiliumNetworkPolicy',
  metadata: { name, namespace: 'shop' },
  spec: { endpointSelector: { matchLabels: { app: 'orders' } }, ...spec },
});

export const ccnp = (spec: Readonly<Record<string, unknown>>, name = 'c'): PolicyObject => ({
  apiVersion: 'cilium.io/v2',
  kind: 'CiliumClusterwideNetworkPolicy',
  metadata: { name },
  spec,
});

export const np = (spec: Readonly<Record<string, unknown>>, name = 'n'): PolicyObject => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name, namespace: 'shop' },
  spec: { podSelector: { matchLabels: { app: 'orders' } }, ...spec },
});

export const kcnp = (spec: Readonly<Record<string, unknown>>, name = 'k'): PolicyObject => ({
  apiVersion: 'policy.networking.k8s.io/v1alpha2',
  kind: 'ClusterNetworkPolicy',
  metadata: { name },
  spec: { tier: 'Admin', priority: 1, subject: { pods: { namespaceSelector: {}, podSelector: {} } }, ...spec },
});

export const tcp = (from: string, to: string, port: number, more: Partial<Flow> = {}): Flow => ({
  from,
  to,
  proto: 'TCP',
  port,
  ...more,
});

export const port = (number: string, protocol?: string): Record<string, unknown> => ({
  ports: [{ port: number, ...(protocol && { protocol }) }],
});
