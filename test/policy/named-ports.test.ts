import { evaluate, type Flow, type PolicyObject } from '../../src/policy';

const POLICY: PolicyObject = {
  apiVersion: 'cilium.io/v2',
  kind: 'CiliumNetworkPolicy',
  metadata: { name: 'p', namespace: 'shop' },
  spec: { endpointSelector: { matchLabels: { app: 'web' } }, egress: [{ toPorts: [{ ports: [{ port: 'http' }] }] }] },
} as PolicyObject;

/** From the web pod to two pods with one set of labels, on the given ports. */
const verdicts = (cilium: string, first: number, second: number): readonly string[] => {
  const pod = (name: string, port: number) => ({
    ...{ name, namespace: 'shop', labels: { app: 'db' } },
    ports: [{ name: 'http', port, protocol: 'TCP' as const }],
  });
  const to = (name: string, port: number): Flow => ({ from: 'shop/web', to: `shop/${name}`, proto: 'TCP', port });
  const { flows } = evaluate({
    cilium,
    policies: [POLICY],
    endpoints: [{ name: 'web', namespace: 'shop', labels: { app: 'web' } }, pod('a', first), pod('b', second)],
    flows: [to('a', first), to('b', second)],
  });
  return flows.map(({ verdict }) => verdict);
};

test.each(['1.18.11', '1.19.7', '1.20.2'])(
  'in Cilium %s a name leads to the port that pods give it; until 1.19 to none where they differ',
  (cilium) => {
    expect(verdicts(cilium, 8080, 8080)).toEqual(['allowed', 'allowed']);
    const apart = cilium === '1.20.2' ? 'allowed' : 'denied';
    expect(verdicts(cilium, 80, 8080)).toEqual([apart, apart]);
  },
);
