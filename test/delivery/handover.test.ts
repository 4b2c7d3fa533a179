import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { IssueError } from '../../src/core/issue';
import type { Json } from '../../src/core/json';
import { compareWithLive } from '../../src/delivery/handover';
import { handoverBackRecipe } from '../../src/delivery/handover-back';
import { liveObjects, liveRelease, type LiveObject } from '../../src/delivery/handover-live';
import { ownerPatch, type PatchStep } from '../../src/delivery/handover-owners';
import { settledTemplate } from '../../src/delivery/handover-pod-template';
import { handoverRecipe } from '../../src/delivery/handover-recipe';
import { shell } from '../../src/delivery/handover-scripts';
import { flux } from '../../src/model/delivery';
import type { KubeObject } from '../../src/model/render-context';
import { bundle, run } from '../cli/command-line';

const HELM = {
  labels: { 'app.kubernetes.io/managed-by': 'Helm', 'helm.toolkit.fluxcd.io/name': 'cilium' },
  annotations: { 'meta.helm.sh/release-name': 'cilium', 'meta.helm.sh/release-namespace': 'kube-system' },
};
const OWNED = [{ manager: 'helm-controller', operation: 'Apply', fieldsV1: { 'f:spec': {} } }];

function daemonSet(checksum: string, container: object = {}, metadata: object = {}): LiveObject {
  const template = {
    metadata: { annotations: { 'cilium.io/cilium-configmap-checksum': checksum } },
    spec: { containers: [{ name: 'cilium-agent', image: 'q/cilium:v1@sha256:aa', ...container }] },
  };
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: 'cilium', namespace: 'kube-system', generation: 3, ...metadata },
    spec: { selector: { matchLabels: { 'k8s-app': 'cilium' } }, template },
  } as unknown as LiveObject;
}

function secret(name: string): LiveObject {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, namespace: 'kube-system', managedFields: OWNED, ...HELM },
    data: { 'ca.key': 'c2VjcmV0' },
  } as unknown as LiveObject;
}

const running = daemonSet('runs', {}, { ...HELM, managedFields: OWNED });
const helmRelease = {
  apiVersion: 'helm.toolkit.fluxcd.io/v2',
  kind: 'HelmRelease',
  metadata: {
    name: 'cilium',
    namespace: 'kube-system',
    labels: { 'kustomize.toolkit.fluxcd.io/name': 'old', 'kustomize.toolkit.fluxcd.io/namespace': 'flux-system' },
  },
  spec: { chartRef: { kind: 'OCIRepository', name: 'cilium' } },
} as unknown as LiveObject;

function codes(action: () => unknown): string[] {
  try {
    action();
  } catch (error) {
    return (error as IssueError).issues.map(({ code }) => code);
  }
  return [];
}

/** What the API server does with a patch, as far as those of this file go. */
function patched(object: LiveObject, steps: readonly PatchStep[]): LiveObject {
  const copy = structuredClone(object) as unknown as Record<string, never>;
  for (const { op, path, value } of steps) {
    const keys = path.split('/').slice(1);
    const last = keys.pop() as string;
    const at = keys.reduce<Record<string, unknown>>((map, key) => map[key] as Record<string, unknown>, copy);
    if (op === 'test') expect(at[last]).toEqual(value);
    else if (op === 'replace') at[last] = value;
    else (at as unknown as unknown[]).splice(Number(last), 1);
  }
  return copy as unknown as LiveObject;
}

describe('a checksum', () => {
  test('of ours stands for the running one where the pod templates are otherwise equal', () => {
    const { checksums, restarts } = compareWithLive([running], [daemonSet('ours')]);
    expect({ checksums, restarts }).toEqual({ checksums: { ours: 'runs' }, restarts: [] });
  });

  test('is not taken over where something else restarts the pods, which is told', () => {
    const { checksums, restarts } = compareWithLive([running], [daemonSet('ours', { image: 'q/cilium:v2' })]);
    expect(checksums).toEqual({});
    expect(restarts[0]?.changes.map(({ path }) => path)).toEqual(['spec.template.spec.containers[cilium-agent].image']);
  });

  test('can stand for one running one only: the second of two restarts', () => {
    const operator = { ...daemonSet('other'), kind: 'Deployment' } as LiveObject;
    const { restarts } = compareWithLive(
      [running, operator],
      [daemonSet('ours'), { ...daemonSet('ours'), kind: 'Deployment' } as KubeObject],
    );
    expect(restarts.map(({ object }) => object.kind)).toEqual(['Deployment']);
  });
});

describe('a pod template', () => {
  test('is equal to the one that the API server made of it', () => {
    const rendered = {
      metadata: { labels: { a: 'b' } },
      spec: {
        hostNetwork: false,
        serviceAccountName: 'cilium',
        volumes: [
          { name: 'a', configMap: { name: 'c' } },
          { name: 'b', hostPath: { path: '/x' } },
          { name: 'c', emptyDir: {} },
        ],
        containers: [
          {
            name: 'a',
            image: 'q/a:v1',
            ports: [{ containerPort: 1 }],
            env: [{ name: 'N', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } }],
            livenessProbe: { httpGet: { port: 1 }, initialDelaySeconds: 0 },
            readinessProbe: { grpc: { port: 2 } },
            resources: { limits: { cpu: '1000m', memory: '1Gi' } },
            securityContext: null,
          },
        ],
      },
    };
    const kept = {
      metadata: { creationTimestamp: null, labels: { a: 'b' } },
      spec: {
        serviceAccountName: 'cilium',
        serviceAccount: 'cilium',
        restartPolicy: 'Always',
        dnsPolicy: 'ClusterFirst',
        schedulerName: 'default-scheduler',
        terminationGracePeriodSeconds: 30,
        securityContext: {},
        volumes: [
          { name: 'a', configMap: { name: 'c', defaultMode: 420 } },
          { name: 'b', hostPath: { path: '/x', type: '' } },
          { name: 'c', emptyDir: {} },
        ],
        containers: [
          {
            name: 'a',
            image: 'q/a:v1',
            imagePullPolicy: 'IfNotPresent',
            terminationMessagePath: '/dev/termination-log',
            terminationMessagePolicy: 'File',
            ports: [{ containerPort: 1, protocol: 'TCP' }],
            env: [{ name: 'N', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'spec.nodeName' } } }],
            livenessProbe: {
              httpGet: { port: 1, path: '/', scheme: 'HTTP' },
              timeoutSeconds: 1,
              periodSeconds: 10,
              successThreshold: 1,
              failureThreshold: 3,
            },
            readinessProbe: {
              grpc: { port: 2, service: '' },
              timeoutSeconds: 1,
              periodSeconds: 10,
              successThreshold: 1,
              failureThreshold: 3,
            },
            resources: { limits: { cpu: '1', memory: '1024Mi' } },
          },
        ],
      },
    };
    expect(settledTemplate(rendered)).toEqual(settledTemplate(kept));
    expect(settledTemplate(rendered)).not.toEqual(
      settledTemplate({ ...kept, spec: { ...kept.spec, dnsPolicy: 'Default' } }),
    );
  });

  test('with a script in other words does not restart: the running words stay, by name and to the last newline', () => {
    const words = (text: string): object => ({
      lifecycle: { postStart: { exec: { command: ['bash', '-c', text] } } },
    });
    const live = liveRelease([
      helmRelease,
      daemonSet('runs', words('theirs ${X}\n'), { ...HELM, managedFields: OWNED }),
    ]);
    const comparison = compareWithLive(live.members, [daemonSet('ours', words('ours\n'))]);
    expect(comparison.restarts).toEqual([]);
    const delivery = flux({ path: './dist/anton' });
    const files = handoverRecipe({ cluster: 'anton', delivery, live, comparison, foreign: [] });
    const overlay = parse(files.find(({ path }) => path === '2-adopt/kustomization.yaml')?.content ?? '') as {
      patches: { patch: string }[];
    };
    const { metadata, spec } = parse(overlay.patches[0]?.patch ?? '') as {
      metadata: object;
      spec: { patches: { patch: string }[] };
    };
    expect(metadata).toEqual({
      name: 'cilium-agent',
      namespace: 'flux-system',
      annotations: { 'kustomize.toolkit.fluxcd.io/substitute': 'disabled' },
    });
    expect(JSON.parse(spec.patches[0]?.patch ?? '')).toMatchObject({
      kind: 'DaemonSet',
      spec: { template: { spec: { containers: [{ name: 'cilium-agent', ...words('theirs ${X}\n') }] } } },
    });
  });
});

describe('the owner of fields', () => {
  const object = (managedFields: object[]): LiveObject =>
    ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', managedFields } }) as unknown as LiveObject;

  test('gets another name, and its claim becomes the result of an apply', () => {
    const before = object([{ manager: 'helm', operation: 'Update', fieldsV1: { 'f:data': {} } }]);
    const { metadata } = patched(before, ownerPatch(before, ['helm-controller', 'helm'], 'kustomize-controller') ?? []);
    expect(metadata.managedFields).toEqual([
      { manager: 'kustomize-controller', operation: 'Apply', fieldsV1: { 'f:data': {} } },
    ]);
  });

  test('takes the fields of several into its own, and leaves those of others and of subresources', () => {
    const others = [
      { manager: 'kube-controller-manager', operation: 'Update', fieldsV1: {} },
      { manager: 'helm-controller', operation: 'Update', subresource: 'status', fieldsV1: { 'f:status': {} } },
    ];
    const before = object([
      { manager: 'helm-controller', operation: 'Apply', fieldsV1: { 'f:data': { 'f:a': {} } } },
      { manager: 'kustomize-controller', operation: 'Apply', fieldsV1: { 'f:data': { 'f:b': {} } } },
      { manager: 'helm-controller', operation: 'Update', fieldsV1: { 'f:x': {} } },
      ...others,
    ]);
    const { metadata } = patched(before, ownerPatch(before, ['helm-controller'], 'kustomize-controller') ?? []);
    expect(metadata.managedFields).toEqual([
      {
        manager: 'kustomize-controller',
        operation: 'Apply',
        fieldsV1: { 'f:data': { 'f:a': {}, 'f:b': {} }, 'f:x': {} },
      },
      ...others,
    ]);
  });

  test('stays where there is nothing to take', () => {
    expect(ownerPatch(object([{ manager: 'kubectl', operation: 'Update' }]), ['helm'], 'x')).toBeUndefined();
  });
});

describe('the recipe', () => {
  const live = liveRelease([helmRelease, running, secret('cilium-ca'), secret('stray')]);
  const comparison = compareWithLive(live.members, [daemonSet('ours')]);
  const files = handoverRecipe({
    cluster: 'anton',
    delivery: flux({ path: './dist/anton' }),
    live,
    comparison,
    foreign: [],
  });
  const content = (path: string): string => files.find((file) => file.path === path)?.content ?? '';

  test('is three folders with a check each, and a README', () => {
    expect(files.map(({ path }) => path)).toEqual([
      'README.md',
      '1-suspend/helmrelease.patch.yaml',
      '1-suspend/kustomization.patch.yaml',
      '1-suspend/check.sh',
      '2-adopt/adopt.ts',
      '2-adopt/field-owners.sh',
      '2-adopt/check.sh',
      '3-remove/release.sh',
      '3-remove/check.sh',
    ]);
  });

  test('suspends before anything else, and lets the old Kustomization delete nothing', () => {
    expect(parse(content('1-suspend/helmrelease.patch.yaml'))).toMatchObject({ spec: { suspend: true } });
    expect(parse(content('1-suspend/kustomization.patch.yaml'))).toMatchObject({
      metadata: { name: 'old', namespace: 'flux-system' },
      spec: { prune: false, deletionPolicy: 'Orphan' },
    });
  });

  test('deletes the HelmRelease only where it is suspended, and after the record that Helm would uninstall by', () => {
    const script = content('3-remove/release.sh');
    expect(script.indexOf('exit 1')).toBeLessThan(script.indexOf('delete secret'));
    expect(script.indexOf('delete secret')).toBeLessThan(script.indexOf('delete helmrelease'));
    expect(script.match(/ delete /g)).toHaveLength(2);
  });

  test('keeps the CA and names what nothing uses any more, without showing what is in a Secret', () => {
    expect(comparison.left.map(({ object, needed }) => [object.metadata.name, needed])).toEqual([
      ['cilium-ca', true],
      ['stray', false],
    ]);
    expect(files.map((file) => file.content).join('')).not.toContain('c2VjcmV0');
  });

  test('gives the running checksum as it is to be pasted', () => {
    expect(content('2-adopt/adopt.ts')).toContain("'ours': 'runs',");
  });

  test('back suspends the Kustomizations that apply the objects, and tells of pods that run our words', () => {
    const command = ['bash', '-c', 'ours\n'];
    const own = daemonSet(
      'ours',
      { command },
      {
        labels: { 'kustomize.toolkit.fluxcd.io/name': 'cilium-agent' },
        managedFields: [{ manager: 'kustomize-controller', operation: 'Apply', fieldsV1: {} }],
      },
    );
    const install = [daemonSet('ours', { command })];
    const back = handoverBackRecipe({
      cluster: 'anton',
      namespace: 'flux-system',
      comparison: compareWithLive([own], install),
      install,
    });
    const text = back.map((file) => file.content).join('\n');
    expect(text).toContain('name: cilium-agent');
    expect(text).toContain('"path":"/metadata/managedFields/0/manager","value":"helm-controller"');
    expect(text).toContain('## Pods that restart for other words');
  });
});

describe('a dump', () => {
  const owned = (...items: LiveObject[]): LiveObject[] => liveObjects([{ kind: 'List', items } as unknown as Json]);

  test.each([
    ['is empty', () => liveObjects([null]), 'handover-empty'],
    ['holds something else', () => liveObjects([{ a: 1 }]), 'handover-no-object'],
    ['lacks managed fields', () => owned(helmRelease), 'handover-no-managed-fields'],
    ['lacks the release', () => liveRelease(owned(running)), 'handover-no-release'],
    ['lacks the release that is named', () => liveRelease(owned(helmRelease, running), 'other'), 'handover-no-release'],
    ['lacks what the release installed', () => liveRelease([helmRelease], 'cilium'), 'handover-release-empty'],
    [
      'has two releases of a name',
      () =>
        liveRelease(
          [
            helmRelease,
            {
              ...helmRelease,
              metadata: { name: 'cilium', namespace: 'other' },
              spec: { targetNamespace: 'kube-system', releaseName: 'cilium' },
            } as unknown as LiveObject,
            running,
          ],
          'cilium',
        ),
      'handover-releases',
    ],
  ])('that %s is one error', (_, action, code) => {
    expect(codes(action)).toEqual([code]);
  });
});

test('words for a shell are taken literally', () => {
  expect(shell('a', '', "it's $x")).toBe(`a '' 'it'\\''s $x'`);
});

describe('the command', () => {
  let folder: string;

  beforeAll(() => {
    bundle();
    folder = mkdtempSync(join(tmpdir(), 'handover-'));
    const cluster = (name: string, delivery: string): string =>
      `export const ${name} = defineCluster('${name}', { cilium: '1.18.11', kubernetes: '1.36', delivery: ${delivery}, values: { hubble: { tls: { auto: { method: 'cronJob' } } } } });`;
    writeFileSync(
      join(folder, 'main.ts'),
      [
        `import { defineCluster, flux } from 'cdk8s-cilium';`,
        cluster('lab', `flux({ path: './dist/lab' })`),
        cluster('helm', `flux({ path: './dist/helm', mode: 'helm' })`),
      ].join('\n'),
    );
    writeFileSync(join(folder, 'broken.yaml'), 'a: [');
    writeFileSync(join(folder, 'live.json'), JSON.stringify({ kind: 'List', items: [helmRelease, running] }));
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('prints how to make the dump, through a pipe', () => {
    const { code, out } = run(['handover', 'main.ts', 'lab'], folder);
    expect(code).toBe(0);
    expect(out).toContain('--show-managed-fields');
    expect(out).toContain('cdk8s-cilium handover lab --live -');
  });

  test('writes the recipe and ends with 1 where pods would restart', () => {
    const { code, err } = run(['handover', 'main.ts', 'lab', '--live', 'live.json', '--out', 'out'], folder);
    expect({ code, told: err.includes('[handover-restart]') }).toEqual({ code: 1, told: true });
    expect(readFileSync(join(folder, 'out/lab/README.md'), 'utf8')).toContain('## Pods that would restart');
  });

  test.each([
    ['no cluster', [], 'usage'],
    ['a cluster that is delivered otherwise', ['helm', '--live', 'live.json'], 'handover-delivery'],
    ['a dump that is not there', ['lab', '--live', 'none.yaml'], 'handover-unreadable'],
    ['a dump that is no YAML', ['lab', '--live', 'broken.yaml'], 'handover-unreadable'],
    ['a dump without manifests, back', ['lab', '--back', '--live', 'live.json'], 'handover-no-manifests'],
    ['a release, back', ['lab', '--back', '--release', 'x'], 'usage'],
  ])('refuses %s with one error', (_, args, code) => {
    const outcome = run(['handover', 'main.ts', ...args], folder);
    expect(outcome.code).toBe(2);
    expect(outcome.err.match(/\[[a-z-]+\]/g)).toEqual([`[${code}]`]);
  });
});
