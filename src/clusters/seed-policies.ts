import { GET, http, isolateNamespace, labels, policy, tcp, type CiliumPolicy } from '..';

/** The front end of production reaches its back end on port 8080, and DNS is not among what it reaches. */
export const frontendToBackend = policy('allow-frontend-to-backend', {
  namespace: 'production',
  endpointSelector: labels({ app: 'frontend' }),
  egress: [{ toEndpoints: [labels({ app: 'backend' })], toPorts: [tcp(8080)] }],
});

/** Clients of the API may read everything of version 1, and submit JSON. */
export const apiAccess = policy('api-access-policy', {
  namespace: 'default',
  endpointSelector: labels({ app: 'api-client' }),
  egress: [
    {
      toEndpoints: [labels({ app: 'api-server' })],
      toPorts: [
        tcp(
          80,
          GET('/api/v1/.*'),
          http({ method: 'POST', path: '/api/v1/submit', headers: ['Content-Type: application/json'] }),
        ),
      ],
    },
  ],
});

/**
 * What `deny-cross-namespace` was for. As a clusterwide policy with an empty peer it let every pod of the cluster reach every
 * other: "my own namespace" can only be said by a policy of that namespace.
 */
export const denyCrossNamespace = (namespaces: readonly string[]): readonly CiliumPolicy[] =>
  namespaces.map((namespace) => isolateNamespace(namespace, { name: 'deny-cross-namespace' }));
