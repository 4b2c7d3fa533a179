import fc from 'fast-check';
import type { PolicyObject } from '../../src/policy';
import { cnp, kcnp, np } from './worlds';

const peer = fc.constantFrom<Record<string, unknown>>(
  {},
  { Endpoints: [{}] },
  { Endpoints: [{ matchLabels: { app: 'web' } }] },
  { Endpoints: [{ matchLabels: { app: 'absent' } }] },
  { Endpoints: [{ matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'mon' } }] },
  { Entities: ['world'] },
  { Entities: ['cluster'] },
  { CIDR: ['203.0.113.0/24'] },
  { CIDRSet: [{ cidr: '203.0.0.0/16', except: ['203.0.113.0/28'] }] },
);
const ports = fc.constantFrom<Record<string, unknown>>(
  {},
  { toPorts: [{ ports: [{ port: '80', protocol: 'TCP' }] }] },
  { toPorts: [{ ports: [{ port: '50', endPort: 100 }] }] },
  { toPorts: [{ ports: [{ port: 'http' }] }] },
  { icmps: [{ fields: [{ type: 8 }] }] },
);
const l7 = fc.constantFrom<Record<string, unknown>>(
  { toPorts: [{ ports: [{ port: '80', protocol: 'TCP' }], rules: { http: [{ path: '/a' }] } }] },
  { toPorts: [{ ports: [{ port: '80', protocol: 'TCP' }], rules: { http: [{ method: 'GET' }, { path: '/b.*' }] } }] },
);
const dns = { toPorts: [{ ports: [{ port: '53', protocol: 'UDP' }], rules: { dns: [{ matchPattern: '*.com' }] } }] };
const fqdn = { toFQDNs: [{ matchName: 'api.example.com' }, { matchName: 'nowhere.com' }] };
const rule = (direction: 'from' | 'to', of: fc.Arbitrary<Record<string, unknown>>) =>
  fc.tuple(peer, of).map(([l3, l4]) => ({
    ...Object.fromEntries(Object.entries(l3).map(([key, value]) => [direction + key, value])),
    ...l4,
  }));
const allow = fc
  .tuple(
    rule('from', fc.oneof(ports, l7)),
    fc.oneof(rule('to', fc.oneof(ports, l7, fc.constant(dns))), fc.constant(fqdn)),
  )
  .map(([ingress, egress]) => ({ ingress: [ingress], egress: [egress] }));
const deny = fc.tuple(rule('from', ports), rule('to', ports)).map(([i, e]) => ({ ingressDeny: [i], egressDeny: [e] }));
const tiered = fc
  .record({
    tier: fc.constantFrom('Admin', 'Baseline'),
    priority: fc.integer({ min: 1, max: 3 }),
    action: fc.constantFrom('Accept', 'Deny', 'Pass'),
    protocols: fc.constantFrom([], [{ tcp: { destinationPort: { number: 80 } } }]),
  })
  .map(({ action, protocols, ...spec }) => kcnp({ ...spec, ingress: [{ action, protocols }], egress: [] }));

/** Policies of every kind for the shop, each with a name of its own. */
export const policies: fc.Arbitrary<PolicyObject[]> = fc
  .array(
    fc.oneof(
      fc
        .tuple(fc.oneof(allow, deny), fc.constantFrom({}, { ingress: false, egress: false }))
        .map(([spec, mode]) => cnp({ ...spec, enableDefaultDeny: mode })),
      tiered,
      fc.constantFrom(np({}), np({ egress: [{ ports: [{ port: 80 }] }] })),
    ),
    { maxLength: 4 },
  )
  .map((list) => list.map((one, at) => ({ ...one, metadata: { ...(one.metadata as object), name: `p${at}` } })));

export const release = fc.constantFrom('1.20.2', '1.19.7', '1.18.11');
