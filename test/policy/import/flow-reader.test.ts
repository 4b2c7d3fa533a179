import { readFlows, TOLD, type FlowStream } from '../../../src/policy/import/flow-reader';
import type { FlowRecord } from '../../../src/policy/import/hubble-flow';

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const encode = (text: string): Uint8Array => Buffer.from(text, 'utf8');

const stream = (text: string, size = 64 * 1024): FlowStream => readFlows(pieces(encode(text), size), 'flows.json');

async function all(from: FlowStream): Promise<FlowRecord[]> {
  const flows: FlowRecord[] = [];
  for await (const batch of from) flows.push(...batch);
  return flows;
}

const flow = (port: number, pod = 'web'): object => ({
  flow: {
    verdict: 'FORWARDED',
    IP: { source: '10.0.0.1', destination: '10.0.0.2' },
    l4: { TCP: { source_port: 40000, destination_port: port } },
    source: { namespace: 'shop', pod_name: pod, labels: ['k8s:app=web'] },
    destination: { identity: 2, labels: ['reserved:world'] },
    traffic_direction: 'EGRESS',
  },
  node_name: 'n1',
  time: '2026-01-01T00:00:00Z',
});
const line = (port: number, pod?: string): string => JSON.stringify(flow(port, pod));
const ports = (flows: readonly FlowRecord[]): (number | undefined)[] => flows.map(({ port }) => port);

describe('readFlows', () => {
  test('reads one flow a line, with empty lines, CRLF, and a last line without an end', async () => {
    const text = `${line(1)}\r\n\r\n\n${line(2)}\n   \n${line(3)}`;
    const from = stream(text);
    expect(ports(await all(from))).toEqual([1, 2, 3]);
    expect(from.counts).toMatchObject({ flows: 3, broken: 0, others: 0, lost: 0, issues: [] });
  });

  test('gives the same flows whatever the pieces are', async () => {
    const text = `${line(1, 'wéb')}\n{"flow":{"verdict":\n${line(2)}\n[${line(3)},\n${JSON.stringify(flow(4), null, 2)}]\n`;
    for (const size of [1, 2, 3, 7, 64, 1000]) {
      const from = stream(text, size);
      const flows = await all(from);
      expect(ports(flows)).toEqual([1, 2, 3, 4]);
      expect(flows[0]?.source.pod).toBe('wéb');
      expect(from.counts.broken).toBe(1);
    }
  });

  test('loses no good line among a hundred thousand with broken ones', async () => {
    const kinds = [
      (text: string) => text.slice(0, 40),
      (text: string) => text.slice(0, text.indexOf('"pod_name":"we') + 13),
      () => 'level=info msg="connected"',
      () => '{"flow":{"source":{"labels":[',
      () => '{"flow":',
      () => '}}',
      () => '{"a" 1}',
      () => '{"flow":{"verdict":"x\\"}',
    ];
    async function* chunks(): AsyncGenerator<Uint8Array> {
      for (let at = 0; at < 100_000; at += 100) {
        let text = '';
        for (let i = at; i < at + 100; i++) {
          const good = line(i % 65536);
          text += `${i % 10 === 3 ? (kinds[((i / 10) % kinds.length) | 0] as (text: string) => string)(good) : good}\n`;
        }
        yield encode(text);
      }
    }
    const from = readFlows(chunks());
    let expected = 0;
    const next = (): number => {
      while (expected % 10 === 3) expected++;
      return expected++ % 65536;
    };
    let wrong = 0;
    for await (const batch of from) for (const { port } of batch) if (port !== next()) wrong++;
    expect(wrong).toBe(0);
    expect(from.counts.flows).toBe(90_000);
    expect(from.counts.broken).toBe(10_000);
    expect(from.counts.issues).toHaveLength(TOLD);
  }, 60_000);

  test('reads a list on one line, and passes over what is broken in it', async () => {
    const from = stream(`[${line(1)},${line(2)},{"flow":{"verdict":"DROPP},${line(3)},${line(4)}]`, 50);
    expect(ports(await all(from))).toEqual([1, 2, 3, 4]);
    expect(from.counts.broken).toBeGreaterThan(0);
  });

  test('reads flows one after the other without anything between them', async () => {
    expect(ports(await all(stream(`${line(1)}${line(2)}\n${line(3)}`)))).toEqual([1, 2, 3]);
  });

  test('reads flows that are printed over several lines, with brackets and quotes in their text', async () => {
    const odd = { flow: { ...(flow(1) as { flow: object }).flow, Summary: 'a "quoted\\" } ] { text' } };
    const from = stream(`${JSON.stringify(odd, null, 4)}\n${JSON.stringify([flow(2), flow(3)], null, '\t')}\n`);
    expect(ports(await all(from))).toEqual([1, 2, 3]);
    expect(from.counts.broken).toBe(0);
  });

  test('passes over what a log puts before the JSON', async () => {
    const from = stream(`[pod/cilium-x/export] ${line(1)}\n2026-01-01T00:00:00Z ${line(2)}\n`);
    expect(ports(await all(from))).toEqual([1, 2]);
  });

  test('tells the line of a broken piece', async () => {
    const from = stream(`${line(1)}\nthis is no flow\n${JSON.stringify(flow(2), null, 1)}\n${'x'.repeat(100)}\n`);
    await all(from);
    expect(from.counts.issues).toMatchObject([
      { code: 'flow-unreadable', got: 'this is no flow', location: { file: 'flows.json', line: 2 } },
      { got: `${'x'.repeat(60)}…`, location: { line: 4 + JSON.stringify(flow(2), null, 1).split('\n').length - 1 } },
    ]);
  });

  test('tells a stream that ends in the middle of a flow', async () => {
    const from = stream(`${line(1)}\n${line(2).slice(0, 100)}`);
    expect(ports(await all(from))).toEqual([1]);
    expect(from.counts.issues[0]?.message).toContain('ends in the middle');
  });

  test('counts lost events and what else is no flow', async () => {
    const from = stream(
      [
        '{"lost_events":{"source":"HUBBLE_RING_BUFFER","num_events_lost":"7"},"node_name":"n1"}',
        '{"lostEvents":{"numEventsLost":3}}',
        '{"node_status":{"state_change":"NODE_CONNECTED","node_names":["n1"]}}',
        line(1),
      ].join('\n'),
    );
    await all(from);
    expect(from.counts).toMatchObject({ flows: 1, lost: 10, others: 1, broken: 0 });
  });

  test('gives up on what is too long to be a flow, and goes on behind it', async () => {
    const from = stream(`{"flow":{"Summary":"${'x'.repeat(3 * 2 ** 20)}\n${line(1)}\n`);
    expect(ports(await all(from))).toEqual([1]);
    expect(from.counts.broken).toBeGreaterThan(0);
  });

  test('reads UTF-16 as PowerShell writes it, and a byte order mark', async () => {
    const utf16 = readFlows(pieces(Buffer.from(`\ufeff${line(1, 'wéb')}\r\n${line(2)}\r\n`, 'utf16le'), 33));
    expect(ports(await all(utf16))).toEqual([1, 2]);
    expect(ports(await all(stream(`\ufeff${line(3)}\n`, 1)))).toEqual([3]);
  });

  test('names the format of packed bytes instead of reading noise', async () => {
    for (const [bytes, format] of [
      [[0x1f, 0x8b, 8, 0], 'gzip'],
      [[0x28, 0xb5, 0x2f, 0xfd], 'zstd'],
    ] as const) {
      const from = readFlows(pieces(Uint8Array.from(bytes), 1));
      expect(await all(from)).toEqual([]);
      expect(from.counts.issues).toMatchObject([{ code: 'flows-compressed', severity: 'error' }]);
      expect(from.counts.issues[0]?.message).toContain(format);
    }
  });

  test('gives nothing for nothing', async () => {
    const from = stream('');
    expect(await all(from)).toEqual([]);
    expect(from.counts).toMatchObject({ flows: 0, broken: 0 });
  });
});
