// Reads flows, and replays them against policies, beside JSON.parse alone over the same lines, all from memory in one run;
// prints one line of JSON. The flows are drawn here, as Hubble of 1.20 prints them; or those of a file that is named.
import { readFileSync } from 'node:fs';
import { readFlows } from '../src/policy/import/flow-reader';
import { startReplay } from '../src/policy/replay';
import type { World } from '../src/policy/scenario';

const CHUNK = 64 * 1024;
const MEGABYTES = 64;
const PODS = 100;

async function* chunksOf(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += CHUNK) yield bytes.subarray(at, at + CHUNK);
}

/** One pod of a hundred in ten namespaces. */
function end(number: number): object {
  const namespace = `team-${number % 10}`;
  return {
    ...{ ID: number, identity: 10_000 + number, cluster_name: 'default', namespace },
    labels: [
      `k8s:app.kubernetes.io/instance=app-${number}`,
      `k8s:app.kubernetes.io/name=app-${number}`,
      `k8s:io.cilium.k8s.namespace.labels.kubernetes.io/metadata.name=${namespace}`,
      'k8s:io.cilium.k8s.policy.cluster=default',
      `k8s:io.cilium.k8s.policy.serviceaccount=app-${number}`,
      `k8s:io.kubernetes.pod.namespace=${namespace}`,
    ],
    pod_name: `app-${number}-67956db844-hbzxb`,
    workloads: [{ name: `app-${number}`, kind: 'Deployment' }],
  };
}

/** Lines of different connections; every fourth is a reply, every eighth a request of HTTP. */
function drawn(): Buffer {
  const lines = Array.from({ length: 4000 }, (_, i) => {
    const [from, to] = [(i * 7) % PODS, (i * 13 + 1) % PODS];
    const http = { method: 'GET', url: `http://app-${to}/v1/orders/${i % 50}`, protocol: 'HTTP/1.1', headers: [] };
    const flow = {
      time: '2026-09-13T11:08:40.495913820Z',
      uuid: '8ccec5bd-a335-4937-866b-3594a7407e11',
      verdict: 'FORWARDED',
      ethernet: { source: '12:d1:e0:52:5f:16', destination: '4e:74:c4:e7:97:25' },
      IP: { source: `10.0.${from}.5`, destination: `10.0.${to}.9`, ipVersion: 'IPv4' },
      l4: { TCP: { source_port: 54468, destination_port: 8080 + (i % 3), flags: { SYN: true } } },
      source: end(from),
      destination: end(to),
      Type: i % 8 === 1 ? 'L7' : 'L3_L4',
      node_name: 'default/node-1',
      event_type: { type: 4 },
      traffic_direction: i % 2 === 0 ? 'INGRESS' : 'EGRESS',
      trace_observation_point: 'TO_ENDPOINT',
      is_reply: i % 4 === 3,
      ...(i % 8 === 1 ? { l7: { type: 'REQUEST', http } } : {}),
      Summary: 'TCP Flags: SYN',
    };
    return `${JSON.stringify({ flow, node_name: 'default/node-1', time: flow.time })}\n`;
  });
  return Buffer.from(lines.join(''));
}

const world: World = {
  cilium: '1.20.2',
  policies: Array.from({ length: PODS / 2 }, (_, i) => ({
    apiVersion: 'cilium.io/v2',
    kind: 'CiliumNetworkPolicy',
    metadata: { name: `app-${i}`, namespace: `team-${i % 10}` },
    spec: {
      endpointSelector: { matchLabels: { 'app.kubernetes.io/name': `app-${i}` } },
      ingress: [{ fromEndpoints: [{}], toPorts: [{ ports: [{ port: '8080', protocol: 'TCP' }] }] }],
    },
  })),
};

function parseAlone(bytes: Buffer): number {
  let count = 0;
  for (let at = 0; at < bytes.length;) {
    const newline = bytes.indexOf(10, at);
    const end = newline < 0 ? bytes.length : newline;
    if (end > at) {
      JSON.parse(bytes.toString('utf8', at, end));
      count++;
    }
    at = end + 1;
  }
  return count;
}

async function readAll(bytes: Buffer): Promise<number> {
  const stream = readFlows(chunksOf(bytes));
  for await (const batch of stream) void batch;
  return stream.counts.flows;
}

async function replayAll(bytes: Buffer): Promise<number> {
  const replaying = startReplay(world);
  for await (const batch of readFlows(chunksOf(bytes))) replaying.add(batch);
  return replaying.finish().flows;
}

async function main(): Promise<void> {
  const [, , file] = process.argv;
  const lines = file === undefined ? drawn() : readFileSync(file);
  const copies = Math.max(1, Math.ceil((MEGABYTES * 2 ** 20) / lines.length));
  const bytes = Buffer.concat(Array.from({ length: copies }, () => lines));
  const seconds: Record<'parse' | 'read' | 'replay', number[]> = { parse: [], read: [], replay: [] };
  const flows = new Set<number>();
  for (let round = 0; round < 5; round++) {
    const times = [performance.now()];
    for (const run of [parseAlone, readAll, replayAll]) {
      flows.add(await run(bytes));
      times.push(performance.now());
    }
    (['parse', 'read', 'replay'] as const).forEach((name, i) =>
      seconds[name].push(((times[i + 1] as number) - (times[i] as number)) / 1000),
    );
  }
  const median = (list: number[]): number => [...list].sort((a, b) => a - b)[list.length >> 1] as number;
  const rate = (list: number[]): number => bytes.length / 1e6 / median(list);
  const { parse, read, replay } = seconds;
  console.log(
    JSON.stringify({
      megabytes: bytes.length / 1e6,
      flows: [...flows],
      parse: rate(parse),
      read: rate(read),
      replay: rate(replay),
      peakMiB: process.resourceUsage().maxRSS / 1024,
    }),
  );
}

void main();
