import type { FlowRecord } from '../../src/policy/import/hubble-flow';
import { hubbleFlow } from '../../src/policy/import/hubble-flow';

/** Fields of a flow as Hubble prints them. */
export type RawFlow = Readonly<Record<string, unknown>>;

/** The end of a pod as Hubble tells it. */
export const pod = (
  namespace: string,
  app: string,
  more: {
    readonly labels?: readonly string[];
    readonly kind?: string;
    readonly account?: string;
    readonly cluster?: string;
  } = {},
): RawFlow => ({
  identity: 1000 + ([...`${namespace}/${app}`].reduce((sum, letter) => sum * 7 + letter.charCodeAt(0), 0) % 60000),
  namespace,
  cluster_name: more.cluster ?? 'default',
  labels: [
    ...(more.labels ?? [`k8s:app=${app}`]),
    `k8s:io.cilium.k8s.namespace.labels.kubernetes.io/metadata.name=${namespace}`,
    `k8s:io.cilium.k8s.policy.cluster=${more.cluster ?? 'default'}`,
    `k8s:io.cilium.k8s.policy.serviceaccount=${more.account ?? 'default'}`,
    `k8s:io.kubernetes.pod.namespace=${namespace}`,
  ],
  pod_name: `${app}-5c7d9f8b66-x2x7k`,
  workloads: [{ name: app, kind: more.kind ?? 'Deployment' }],
});

export const dnsPod = pod('kube-system', 'coredns', { labels: ['k8s:k8s-app=kube-dns'], account: 'coredns' });

/** What has reserved labels only. */
export const reserved = (...names: readonly string[]): RawFlow => ({ labels: names.map((name) => `reserved:${name}`) });

export interface FlowOptions {
  readonly proto?: string;
  readonly verdict?: string;
  readonly direction?: string;
  readonly time?: string;
  readonly l7?: RawFlow;
  readonly icmp?: number;
  readonly ip?: string;
  readonly names?: readonly string[];
  readonly more?: RawFlow;
}

/** A flow as `hubble observe -o jsonpb` prints it. */
export const raw = (source: RawFlow, destination: RawFlow, port: number, options: FlowOptions = {}): RawFlow => ({
  flow: {
    time: options.time ?? '2026-05-01T10:00:00Z',
    verdict: options.verdict ?? 'FORWARDED',
    IP: { source: '10.0.0.1', destination: options.ip ?? '10.0.0.2', ipVersion: 'IPv4' },
    l4:
      options.icmp === undefined
        ? { [options.proto ?? 'TCP']: { source_port: 50000, destination_port: port } }
        : { [options.proto ?? 'ICMPv4']: { type: options.icmp } },
    source,
    destination,
    Type: options.l7 ? 'L7' : 'L3_L4',
    traffic_direction: options.direction ?? 'EGRESS',
    is_reply: false,
    ...(options.names ? { destination_names: options.names } : {}),
    ...(options.l7 ? { l7: { type: 'REQUEST', ...options.l7 } } : {}),
    ...options.more,
  },
  node_name: 'node-1',
});

export const record = (...args: Parameters<typeof raw>): FlowRecord => hubbleFlow(raw(...args)) as FlowRecord;

/** A stream of one batch. */
export async function* stream(...flows: readonly FlowRecord[]): AsyncGenerator<readonly FlowRecord[]> {
  await Promise.resolve();
  yield flows;
}
