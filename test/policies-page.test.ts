import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parse, parseAllDocuments, stringify } from 'yaml';
import { bundle, CLI } from './cli/command-line';
import { compilerMessages, runSample, samples } from './samples';

const PAGE = 'docs/policies.md';
const TEXT = readFileSync(resolve(__dirname, '..', PAGE), 'utf8');

/** The blocks of the page in their order: files by the name in their first line, and commands with what they print. */
const BLOCKS = [...TEXT.matchAll(/^```(yaml|console)\n([^]*?)^```/gm)].map(([, kind, text]) => ({
  kind,
  text: text as string,
}));

/** A command, and the lines under it. */
const commandsIn = (text: string): { command: string; printed: string }[] =>
  text
    .split(/^\$ /m)
    .slice(1)
    .map((part) => {
      const end = part.indexOf('\n');
      return { command: part.slice(0, end), printed: part.slice(end + 1) };
    });

/** What `kubectl get KINDS -A -o yaml` prints of the page's own cluster, in its layout and with what a server adds. */
const KUBECTL = `#!/bin/sh
exec "${process.execPath}" -e '
  const { readFileSync } = require("fs");
  const [verb, kinds, ...rest] = process.argv.slice(1);
  if (verb !== "get" || rest.join(" ") !== "-A -o yaml") throw new Error("kubectl " + process.argv.slice(1).join(" "));
  process.stdout.write(JSON.parse(readFileSync(process.env.CLUSTER, "utf8"))[kinds]);
' -- "$@"
`;

/** What `hubble observe -o jsonpb` prints of the page's own cluster: `web` connects to two ports of `orders`. */
const HUBBLE = [8080, 9090]
  .map((port, at) => {
    const end = (app: string, identity: number): object => ({
      identity,
      namespace: 'shop',
      labels: [
        `k8s:app=${app}`,
        'k8s:io.cilium.k8s.namespace.labels.kubernetes.io/metadata.name=shop',
        'k8s:io.cilium.k8s.policy.cluster=default',
        'k8s:io.cilium.k8s.policy.serviceaccount=default',
        'k8s:io.kubernetes.pod.namespace=shop',
      ],
      pod_name: `${app}-7c9d4f-x2x4z`,
      workloads: [{ name: app, kind: 'Deployment' }],
    });
    const time = `2026-01-01T00:00:0${at}Z`;
    const flow = {
      time,
      verdict: 'FORWARDED',
      IP: { source: '10.0.0.1', destination: '10.0.0.2', ipVersion: 'IPv4' },
      l4: { TCP: { source_port: 40000 + at, destination_port: port, flags: { SYN: true } } },
      source: end('web', 1001),
      destination: end('orders', 1002),
      Type: 'L3_L4',
      traffic_direction: 'INGRESS',
      is_reply: false,
    };
    return `${JSON.stringify({ flow, node_name: 'n1', time })}\n`;
  })
  .join('');

/** The kinds behind the names that the page gives to kubectl. */
const KINDS: Readonly<Record<string, string>> = {
  cnp: 'CiliumNetworkPolicy',
  namespaces: 'Namespace',
  deployments: 'Deployment',
  services: 'Service',
};

interface Object {
  readonly kind: string;
  readonly metadata: object;
}

function printedByKubectl(cluster: string, kinds: string): string {
  const objects = parseAllDocuments(cluster).map((document) => document.toJS() as Object);
  const items = kinds.split(',').flatMap((name) => objects.filter(({ kind }) => kind === KINDS[name]));
  const added = { creationTimestamp: '2026-01-01T00:00:00Z', generation: 1, resourceVersion: '42' };
  const list = {
    apiVersion: 'v1',
    kind: 'List',
    metadata: { resourceVersion: '' },
    items: items.map((item) => ({ ...item, metadata: { ...item.metadata, ...added } })),
  };
  return stringify(list, { sortMapEntries: true, indentSeq: false, lineWidth: 0 });
}

describe('the ten minutes of docs/policies.md', () => {
  let folder: string;
  let env: NodeJS.ProcessEnv;

  const write = (name: string, text: string, mode?: number): void => {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    if (mode !== undefined) chmodSync(path, mode);
  };

  const shell = (command: string): { code: number | null; out: string } => {
    const { status, stdout, stderr } = spawnSync('sh', ['-c', command], {
      cwd: join(folder, 'work'),
      env,
      encoding: 'utf8',
    });
    return { code: status, out: stdout + stderr };
  };

  beforeAll(() => {
    bundle();
    folder = mkdtempSync(join(tmpdir(), 'policies-page-'));
    const cluster = BLOCKS.find(({ text }) => text.startsWith('# cluster.yaml\n'))?.text as string;
    const asked = BLOCKS.flatMap(({ text }) => commandsIn(text)).flatMap(
      ({ command }) => /^kubectl get (\S+)/.exec(command)?.slice(1) ?? [],
    );
    write(
      'cluster.json',
      JSON.stringify(Object.fromEntries(asked.map((kinds) => [kinds, printedByKubectl(cluster, kinds)]))),
    );
    write('bin/kubectl', KUBECTL, 0o755);
    write('hubble.jsonl', HUBBLE);
    write(
      'bin/hubble',
      `#!/bin/sh\n[ "$*" = "observe -o jsonpb" ] || exit 1\nexec cat "${join(folder, 'hubble.jsonl')}"\n`,
      0o755,
    );
    write('bin/cdk8s-cilium', `#!/bin/sh\nexec "${process.execPath}" "${CLI}" "$@"\n`, 0o755);
    write('bin/npx', '#!/bin/sh\n[ "$1" = --yes ] && shift\nexec "$@"\n', 0o755);
    mkdirSync(join(folder, 'work'));
    env = {
      ...process.env,
      PATH: `${join(folder, 'bin')}:${process.env.PATH ?? ''}`,
      CLUSTER: join(folder, 'cluster.json'),
      NODE_OPTIONS: '',
      NODE_EXTRA_CA_CERTS: '',
      COLUMNS: '',
    };
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('have every file and command that a test in CI needs', () => {
    expect(BLOCKS.map(({ kind, text }) => (kind === 'yaml' ? text.split('\n')[0] : commandsIn(text).length))).toEqual([
      2,
      '# cluster.yaml',
      1,
      1,
      '# shop.policy-test.yaml',
      1,
      3,
      1,
      '# .github/workflows/policies.yaml',
      1,
      2,
      1,
      2,
      2,
    ]);
    expect(TEXT).not.toMatch(/^```sh$/m);
  });

  test('run as they stand, each command printing what the page says', () => {
    for (const { kind, text } of BLOCKS) {
      if (kind === 'yaml') {
        write(join('work', /^# (\S+)/.exec(text)?.[1] as string), text);
        continue;
      }
      for (const { command, printed } of commandsIn(text)) {
        const { code, out } = shell(command);
        expect({ command, code, out }).toEqual({ command, code: 0, out: printed });
      }
    }
  });

  test('end with a workflow that passes, and fails once a policy lets more in', () => {
    const workflow = parse(readFileSync(join(folder, 'work/.github/workflows/policies.yaml'), 'utf8')) as {
      readonly jobs: { readonly test: { readonly steps: readonly { readonly run?: string }[] } };
    };
    const runs = workflow.jobs.test.steps.flatMap(({ run }) => run ?? []);
    expect(runs).toHaveLength(1);
    expect(shell(runs[0] as string)).toMatchObject({ code: 0, out: expect.stringContaining('3 passed, 0 failed') });
    expect(existsSync(join(folder, 'work/policies.xml'))).toBe(true);
    const policies = readFileSync(join(folder, 'work/policies.yaml'), 'utf8');
    write('work/policies.yaml', policies.replace('app: web', 'app: wbe'));
    expect(shell(runs[0] as string)).toMatchObject({ code: 1, out: expect.stringContaining('2 passed, 1 failed') });
  });
});

describe('the sample for Jest', () => {
  const sources = samples(PAGE);

  test('compiles', () => {
    expect(sources).toHaveLength(1);
    expect(compilerMessages(sources)).toEqual([]);
  });

  runSample(sources[0] as string);
});
