import fc from 'fast-check';
import { checkPolicy } from '../../src/model/check-policies';
import type { FlowRecord } from '../../src/policy/import/hubble-flow';
import { startReplay } from '../../src/policy/replay';
import { startSuggestion } from '../../src/policy/suggest/suggest';
import { dnsPod, pod, record, reserved, type RawFlow } from './flow-fixtures';

const pods: readonly RawFlow[] = [
  pod('shop', 'web'),
  pod('shop', 'orders'),
  pod('shop', 'canary', { labels: ['k8s:app=orders', 'k8s:track=canary'] }),
  pod('shop', 'bare', { labels: [] }),
  pod('shop', 'account', { labels: [], account: 'orders' }),
  pod('mon', 'prometheus'),
  pod('mon', 'job', { kind: 'Job', labels: ['k8s:job-name=job', 'k8s:batch.kubernetes.io/job-name=job'] }),
  pod('mon', 'far', { cluster: 'other' }),
  dnsPod,
];
const others: readonly RawFlow[] = [
  reserved('host'),
  reserved('host', 'kube-apiserver'),
  reserved('remote-node'),
  reserved('kube-apiserver', 'remote-node'),
  reserved('health'),
  reserved('ingress'),
  reserved('unmanaged'),
  reserved('world'),
];
const end = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...pods) },
  { weight: 1, arbitrary: fc.constantFrom(...others) },
);
// Names that even `*` does not match pass no DNS rule, so that no flow shows them forwarded at layer 7.
const name = fc.constantFrom(
  'api.example.com',
  'www.example.com',
  'a.s3.amazonaws.com',
  'b.s3.amazonaws.com',
  '_ldap._tcp.example.com',
  '',
);
const path = fc.constantFrom(
  '/',
  '/v1/orders/7',
  '/v1/orders/8?full=1',
  '/a.b(c)',
  '/x/1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed',
);
const l7 = fc.oneof(
  { weight: 4, arbitrary: fc.constant(undefined) },
  { weight: 1, arbitrary: fc.record({ dns: fc.record({ query: name.map((one) => `${one}.`) }) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      http: fc.record({ method: fc.constantFrom('GET', 'POST', 'get'), url: path.map((one) => `http://orders${one}`) }),
    }),
  },
);
const flow: fc.Arbitrary<FlowRecord> = fc
  .record({
    source: end,
    destination: end,
    port: fc.constantFrom(53, 80, 443, 6443, 8080, 10250),
    proto: fc.constantFrom('TCP', 'TCP', 'UDP', 'SCTP'),
    verdict: fc.constantFrom('FORWARDED', 'FORWARDED', 'FORWARDED', 'REDIRECTED', 'DROPPED', 'AUDIT'),
    direction: fc.constantFrom('EGRESS', 'INGRESS', 'TRAFFIC_DIRECTION_UNKNOWN'),
    icmp: fc.constantFrom(undefined, undefined, undefined, 8, 13),
    ip: fc.integer({ min: 0, max: 40 }).map((last) => `203.0.113.${last}`),
    names: fc.subarray(['api.example.com', 'www.example.com', 'a.s3.amazonaws.com', 'bad name']),
    l7,
  })
  .map(({ source, destination, port, l7: asked, icmp, ...rest }) => {
    const dns = asked !== undefined && 'dns' in asked;
    const seven = asked === undefined ? {} : { l7: asked, proto: dns ? rest.proto.replace('SCTP', 'UDP') : 'TCP' };
    return record(source, destination, dns ? 53 : port, {
      ...rest,
      ...(icmp === undefined ? seven : { icmp, proto: 'ICMPv4' }),
    });
  });
const options = fc.record({
  l7: fc.boolean(),
  dropped: fc.boolean(),
  widenCIDRs: fc.constantFrom(2, 1000),
  world: fc.constantFrom(3, 100),
  patterns: fc.constantFrom([], ['*.s3.amazonaws.com']),
});
const release = fc.constantFrom('1.20.2', '1.19.7', '1.18.11');

describe('suggest, then replay', () => {
  test('denies nothing that was seen to pass, and writes what agent and API server accept', () => {
    fc.assert(
      fc.property(fc.array(flow, { minLength: 1, maxLength: 25 }), options, release, (flows, given, cilium) => {
        const suggesting = startSuggestion({ cilium, policies: [] }, given);
        suggesting.add(flows);
        const suggestion = suggesting.finish();
        expect(suggestion.policyErrors).toEqual([]);
        suggestion.policies.forEach((one, i) =>
          expect(checkPolicy(one, cilium as '1.20.2', `policies[${i}]`)).toEqual([]),
        );
        expect(suggestion.proof.failed).toEqual([]);

        const replaying = startReplay({ cilium, policies: suggestion.policies.map((one) => ({ ...one })) });
        replaying.add(flows);
        const { verdicts } = replaying.finish();
        for (const seen of ['forwarded', 'audited', ...(given.dropped ? ['denied' as const] : [])] as const) {
          const { denied, error, undecided, unlearnable } = verdicts[seen];
          expect({ denied, error, undecided, unlearnable }).toEqual({
            denied: 0,
            error: 0,
            undecided: 0,
            unlearnable: 0,
          });
        }
      }),
      { numRuns: 100 },
    );
  });
});
