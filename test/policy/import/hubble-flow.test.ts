import { hubbleFlow } from '../../../src/policy/import/hubble-flow';

const ends = { IP: { source: '10.0.0.1', destination: '10.0.0.2', ipVersion: 'IPv4' } };

describe('hubbleFlow', () => {
  test('reads every field of a flow of layer 3 and 4', () => {
    const record = hubbleFlow({
      flow: {
        time: '2026-01-01T00:00:00Z',
        verdict: 'DROPPED',
        drop_reason: 133,
        drop_reason_desc: 'POLICY_DENIED',
        ...ends,
        l4: { TCP: { source_port: 4000, destination_port: 6379, flags: { SYN: true } } },
        source: {
          ID: 7,
          identity: 139460,
          cluster_name: 'east',
          namespace: 'shop',
          labels: ['k8s:app=web', 'k8s:io.kubernetes.pod.namespace=shop'],
          pod_name: 'web-1',
          workloads: [{ name: 'web', kind: 'Deployment' }],
        },
        destination: { identity: 16777217, labels: ['cidr:10.0.0.2/32', 'reserved:world'] },
        Type: 'L3_L4',
        node_name: 'n1',
        source_names: [],
        destination_names: ['cache.example'],
        destination_service: { name: 'cache', namespace: 'data' },
        traffic_direction: 'EGRESS',
        policy_match_type: 2,
        is_reply: false,
        egress_denied_by: [
          { name: 'p', namespace: 'shop', labels: ['k8s:x=y'], revision: '3', kind: 'CiliumNetworkPolicy' },
        ],
        ingress_allowed_by: [{}],
      },
      node_name: 'east/n1',
    });
    expect(record).toEqual({
      time: '2026-01-01T00:00:00Z',
      node: 'n1',
      type: 'L3_L4',
      verdict: 'DROPPED',
      direction: 'egress',
      reply: false,
      dropReason: 'POLICY_DENIED',
      matchType: 2,
      protocol: 'TCP',
      port: 6379,
      sourcePort: 4000,
      source: {
        identity: 139460,
        cluster: 'east',
        namespace: 'shop',
        pod: 'web-1',
        workloads: [{ kind: 'Deployment', name: 'web' }],
        labels: ['k8s:app=web', 'k8s:io.kubernetes.pod.namespace=shop'],
        ip: '10.0.0.1',
        names: [],
      },
      destination: {
        identity: 16777217,
        workloads: [],
        labels: ['cidr:10.0.0.2/32', 'reserved:world'],
        ip: '10.0.0.2',
        names: ['cache.example'],
        service: { namespace: 'data', name: 'cache' },
      },
      policies: {
        egressAllowedBy: [],
        ingressAllowedBy: [{ labels: [] }],
        egressDeniedBy: [{ kind: 'CiliumNetworkPolicy', namespace: 'shop', name: 'p', labels: ['k8s:x=y'] }],
        ingressDeniedBy: [],
      },
    });
  });

  test('reads camelCase and numbers of enums as it reads names', () => {
    const snake = hubbleFlow({
      verdict: 'AUDIT',
      ...ends,
      Type: 'L7',
      l4: { UDP: { source_port: 1, destination_port: 53 } },
      l7: { type: 'REQUEST', dns: { query: 'a.example.', qtypes: ['A'] } },
      source: { pod_name: 'p', cluster_name: 'c' },
      node_name: 'n',
      traffic_direction: 'INGRESS',
      is_reply: true,
      drop_reason_desc: 'POLICY_DENY',
      source_names: ['s.example'],
    });
    const camel = hubbleFlow({
      flow: {
        verdict: 4,
        ...ends,
        type: 2,
        l4: { UDP: { sourcePort: 1, destinationPort: 53 } },
        l7: { type: 1, dns: { query: 'a.example', qtypes: ['A'] } },
        source: { podName: 'p', clusterName: 'c' },
        nodeName: 'n',
        trafficDirection: 1,
        isReply: true,
        dropReasonDesc: 181,
        sourceNames: ['s.example'],
      },
    });
    expect(snake?.verdict).toBe('AUDIT');
    expect(camel).toEqual(snake);
  });

  test('splits the URL of a request as the proxy saw it', () => {
    const request = (url: string, more: object = {}) =>
      hubbleFlow({ verdict: 'FORWARDED', ...ends, l7: { type: 'REQUEST', http: { method: 'GET', url, ...more } } })
        ?.http;
    expect(
      request('http://shop:8080/a//b?x=1', {
        protocol: 'HTTP/1.1',
        headers: [{ key: 'X-A', value: '1' }, { key: 'X-B' }],
      }),
    ).toEqual({
      method: 'GET',
      url: 'http://shop:8080/a//b?x=1',
      host: 'shop:8080',
      path: '/a//b?x=1',
      protocol: 'HTTP/1.1',
      headers: [
        { name: 'X-A', value: '1' },
        { name: 'X-B', value: '' },
      ],
    });
    expect(request('/only/path')).toMatchObject({ path: '/only/path' });
    expect(request('/only/path')).not.toHaveProperty('host');
    expect(request('https://u:p@h')).toMatchObject({ host: 'h', path: '/' });
    expect(request('http://h?q=1')).toMatchObject({ host: 'h', path: '/?q=1' });
    expect(request('', { code: 403 })).toEqual({ method: 'GET', code: 403, headers: [] });
  });

  test('reads answers of DNS, and names what it does not read', () => {
    const l7 = (value: object) => hubbleFlow({ verdict: 1, ...ends, l7: value });
    expect(
      l7({
        type: 'RESPONSE',
        dns: { query: 'a.example.', ips: ['1.2.3.4'], ttl: 30, cnames: ['b.'], rcode: 3, observation_source: 'proxy' },
      }),
    ).toMatchObject({
      l7Type: 'RESPONSE',
      dns: { query: 'a.example', ips: ['1.2.3.4'], cnames: ['b.'], ttl: 30, rcode: 3, qtypes: [] },
    });
    expect(l7({ dns: {} })?.dns).toEqual({ query: '', ips: [], cnames: [], qtypes: [], rcode: 0 });
    expect(l7({ type: 'SAMPLE', kafka: { topic: 't' } })).toMatchObject({ l7Type: 'SAMPLE', otherL7: 'kafka' });
    expect(l7({ type: 'REQUEST' })).not.toHaveProperty('http');
  });

  test('reads every protocol of layer 4', () => {
    const l4 = (value: object) => hubbleFlow({ verdict: 'FORWARDED', ...ends, l4: value });
    expect(l4({ SCTP: { destination_port: 9 } })).toMatchObject({ protocol: 'SCTP', port: 9, sourcePort: 0 });
    expect(l4({ ICMPv4: { type: 8 } })).toMatchObject({ protocol: 'ICMPv4', icmp: { type: 8, code: 0 } });
    expect(l4({ ICMPv6: { type: 128, code: 1 } })).toMatchObject({ protocol: 'ICMPv6', icmp: { type: 128, code: 1 } });
    expect(l4({ IGMP: {} })?.protocol).toBe('IGMP');
    expect(l4({ GRE: {} })).not.toHaveProperty('protocol');
  });

  test('keeps the number of a reason without a name, and the reply of releases that had `reply` only', () => {
    const record = hubbleFlow({ verdict: 'DROPPED', ...ends, drop_reason: 132, reply: true });
    expect(record).toMatchObject({ dropReason: '132', reply: true });
    expect(hubbleFlow({ verdict: 'DROPPED', ...ends, drop_reason: 133, is_reply: null })).toMatchObject({
      dropReason: 'POLICY_DENIED',
    });
    expect(hubbleFlow({ verdict: 'FORWARDED', ...ends, drop_reason: 0 })).not.toHaveProperty('dropReason');
  });

  test('survives fields of the wrong shape', () => {
    expect(
      hubbleFlow({
        verdict: { odd: true },
        IP: ends.IP,
        source: 'x',
        destination: { labels: ['a', 1], workloads: [null, {}], namespace: 5 },
        l4: [],
        l7: 'x',
      }),
    ).toMatchObject({ verdict: 'UNKNOWN', type: 'UNKNOWN', destination: { labels: ['a'], workloads: [{}] } });
  });

  test('knows what is no flow', () => {
    expect(hubbleFlow({ node_status: {} })).toBeUndefined();
    expect(hubbleFlow({ verdict: 'FORWARDED' })).toBeUndefined();
    expect(hubbleFlow([])).toBeUndefined();
    expect(hubbleFlow({ source: {}, destination: {} })).toBeUndefined();
  });
});
