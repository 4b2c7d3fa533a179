/**
 * A world of 1,000 pods with as many identities and 200 policies of every kind, the same at every call: what `policy.ts`
 * and the Go program answer, and what stands in files for whoever reads files.
 */
import type { Endpoint, PolicyObject, World } from '../src/policy';

const NAMESPACES = 20;
const APPS = 50;

const namespace = (at: number): string => `ns-${at % NAMESPACES}`;
const app = (at: number): string => `app-${at % APPS}`;
const tcp = (...ports: readonly number[]): unknown => ({
  ports: ports.map((port) => ({ port: String(port), protocol: 'TCP' })),
});

export const PORTS = [8080, 443, 5432, 53];

export function endpoints(): Endpoint[] {
  return Array.from({ length: NAMESPACES * APPS }, (_, at) => ({
    name: `${app(Math.floor(at / NAMESPACES))}-0`,
    namespace: namespace(at),
    labels: {
      app: app(Math.floor(at / NAMESPACES)),
      tier: ['front', 'back', 'data'][at % 3] as string,
      'app.kubernetes.io/part-of': `product-${at % 7}`,
    },
    serviceAccount: `sa-${at % 5}`,
    ports: [{ name: 'http', port: at % 2 === 0 ? 8080 : 8443, protocol: 'TCP' }],
  }));
}

function cilium(at: number): PolicyObject {
  const kinds: readonly unknown[] = [
    {
      ingress: [
        {
          fromEndpoints: [{ matchLabels: { app: app(at + 1) } }, { matchLabels: { tier: 'front' } }],
          toPorts: [tcp(8080)],
        },
      ],
    },
    {
      ingress: [
        {
          fromEndpoints: [{ matchLabels: { 'k8s:io.kubernetes.pod.namespace': namespace(at + 3) } }],
          toPorts: [{ ...(tcp(8080) as object), rules: { http: [{ method: 'GET', path: '/v1/.*' }] } }],
        },
        { fromEntities: ['host', 'remote-node'] },
      ],
    },
    {
      egress: [
        { toEndpoints: [{ matchLabels: { tier: 'data' } }], toPorts: [tcp(5432, 6379)] },
        { toCIDRSet: [{ cidr: '10.0.0.0/8', except: [`10.${at % 250}.0.0/16`] }] },
        {
          toEndpoints: [
            { matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'kube-system', 'k8s:k8s-app': 'kube-dns' } },
          ],
          toPorts: [{ ports: [{ port: '53', protocol: 'UDP' }], rules: { dns: [{ matchPattern: '*.example.com' }] } }],
        },
      ],
    },
    {
      ingress: [{ fromEndpoints: [{}], toPorts: [{ ports: [{ port: 'http', protocol: 'TCP' }] }] }],
      ingressDeny: [{ fromEndpoints: [{ matchExpressions: [{ key: 'tier', operator: 'In', values: ['data'] }] }] }],
    },
  ];
  return {
    apiVersion: 'cilium.io/v2',
    kind: 'CiliumNetworkPolicy',
    metadata: { name: `cnp-${at}`, namespace: namespace(at) },
    spec: { endpointSelector: { matchLabels: { app: app(at * 7) } }, ...(kinds[at % kinds.length] as object) },
  };
}

/** Policies of Kubernetes alone: what tools that know no Cilium can read. */
export function networkPolicy(at: number): PolicyObject {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: `np-${at}`, namespace: namespace(at) },
    spec: {
      podSelector: at % 4 === 0 ? {} : { matchLabels: { app: app(at * 3) } },
      policyTypes: at % 3 === 0 ? ['Ingress', 'Egress'] : ['Ingress'],
      ingress: [
        {
          from: [
            { podSelector: { matchLabels: { tier: 'front' } } },
            {
              namespaceSelector: {
                matchExpressions: [
                  {
                    key: 'kubernetes.io/metadata.name',
                    operator: 'In',
                    values: [namespace(at + 1), namespace(at + 2)],
                  },
                ],
              },
            },
          ],
          ports: [{ protocol: 'TCP', port: at % 2 === 0 ? 8080 : 443 }],
        },
      ],
      ...(at % 3 === 0 && { egress: [{ to: [{ podSelector: {} }] }, { ports: [{ protocol: 'UDP', port: 53 }] }] }),
    },
  };
}

function clusterwide(at: number): PolicyObject {
  return {
    apiVersion: 'cilium.io/v2',
    kind: 'CiliumClusterwideNetworkPolicy',
    metadata: { name: `ccnp-${at}` },
    spec: {
      endpointSelector: { matchLabels: { app: app(at) } },
      ...(at % 2 === 0
        ? { egressDeny: [{ toEndpoints: [{ matchLabels: { app: app(at + 5) } }], toPorts: [tcp(8080)] }] }
        : { ingress: [{ fromEntities: ['cluster'], toPorts: [tcp(443)] }] }),
      enableDefaultDeny: { ingress: at % 4 === 1, egress: false },
    },
  };
}

/** 120 CiliumNetworkPolicies, 60 NetworkPolicies, 20 clusterwide ones. */
export function benchWorld(): World {
  return {
    cilium: '1.20.2',
    namespaces: Array.from({ length: NAMESPACES }, (_, at) => ({
      name: namespace(at),
      labels: { team: `team-${at % 4}` },
    })),
    endpoints: endpoints(),
    policies: Array.from({ length: 200 }, (_, at) =>
      at < 120 ? cilium(at) : at < 180 ? networkPolicy(at) : clusterwide(at),
    ),
  };
}
