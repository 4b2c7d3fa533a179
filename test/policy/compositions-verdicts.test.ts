import { apiAccess, denyCrossNamespace, frontendToBackend } from '../../src/clusters/seed-policies';
import { clusterDNS, evaluate, isolateNamespace, type Flow, type PolicyObject, type Scenario } from '../../src/policy';
import { ccnp } from './worlds';

const RELEASES = ['1.18.11', '1.19.7', '1.20.2'] as const;

const world: Omit<Scenario, 'cilium' | 'policies' | 'flows'> = {
  endpoints: [
    { name: 'frontend', namespace: 'production', labels: { app: 'frontend' } },
    { name: 'backend', namespace: 'production', labels: { app: 'backend' } },
    { name: 'other', namespace: 'staging', labels: { app: 'other' } },
    { name: 'client', namespace: 'default', labels: { app: 'api-client' } },
    { name: 'server', namespace: 'default', labels: { app: 'api-server' } },
    { name: 'coredns', namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } },
  ],
};

const tcp = (from: string, to: string, port: number, http?: Flow['http']): Flow => ({
  from,
  to,
  proto: 'TCP',
  port,
  ...(http && { http }),
});
const asks = (from: string, dns: string): Flow => ({ from, to: 'kube-system/coredns', proto: 'UDP', port: 53, dns });

describe.each(RELEASES)('in Cilium %s', (cilium) => {
  const verdicts = (policies: readonly unknown[], ...flows: readonly Flow[]): readonly string[] => {
    const { policyErrors, flows: results } = evaluate({
      cilium,
      ...world,
      policies: policies as PolicyObject[],
      flows,
    });
    expect(policyErrors).toEqual([]);
    return results.map(({ verdict }) => verdict);
  };
  const within = tcp('production/frontend', 'production/backend', 8080);
  const across = tcp('staging/other', 'production/backend', 8080);

  test("the seed's deny-cross-namespace isolates no namespace, and its modern form does", () => {
    const seed = ccnp({ endpointSelector: {}, ingress: [{ fromEndpoints: [{ matchLabels: {} }] }] });
    expect(verdicts([seed], within, across)).toEqual(['allowed', 'allowed']);
    expect(verdicts(denyCrossNamespace(['production', 'staging']), within, across)).toEqual(['allowed', 'denied']);
  });

  test('an isolated namespace asks DNS and nobody else, where its egress is closed too', () => {
    const isolated = isolateNamespace('production', { egress: true });
    expect(
      verdicts(
        [isolated],
        within,
        tcp('production/frontend', 'staging/other', 80),
        tcp('production/frontend', 'ip:203.0.113.7', 443),
        asks('production/frontend', 'example.com'),
      ),
    ).toEqual(['allowed', 'denied', 'denied', 'allowed']);
  });

  test("the seed's front end reaches its back end on one port", () => {
    expect(
      verdicts(
        [frontendToBackend],
        within,
        tcp('production/frontend', 'production/backend', 9090),
        tcp('production/frontend', 'staging/other', 8080),
      ),
    ).toEqual(['allowed', 'denied', 'denied']);
  });

  test("the seed's API may be read, and takes JSON", () => {
    const call = (http: Flow['http']): Flow => tcp('default/client', 'default/server', 80, http);
    const json = { 'Content-Type': 'application/json' };
    expect(
      verdicts(
        [apiAccess],
        call({ method: 'GET', path: '/api/v1/orders' }),
        call({ method: 'DELETE', path: '/api/v1/orders' }),
        call({ method: 'POST', path: '/api/v1/submit', headers: json }),
        call({ method: 'POST', path: '/api/v1/submit' }),
      ),
    ).toEqual(['allowed', 'denied', 'allowed', 'denied']);
  });

  test('DNS for all pods opens DNS to those whose egress is closed, and closes nothing to the others', () => {
    const flows = [
      asks('production/frontend', 'example.org'),
      tcp('production/frontend', 'staging/other', 80),
      asks('staging/other', 'example.org'),
      tcp('staging/other', 'production/backend', 80),
    ];
    expect(verdicts([frontendToBackend], ...flows)).toEqual(['denied', 'denied', 'allowed', 'allowed']);
    expect(verdicts([frontendToBackend, clusterDNS()], ...flows)).toEqual(['allowed', 'denied', 'allowed', 'allowed']);
  });
});
