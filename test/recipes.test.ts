import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { defineCluster, renderCluster, type Cluster, type KubeObject } from '../src';
import { compilerMessages, runSample, samples } from './samples';
import { find } from './support';

const RECIPES = 'docs/recipes';

describe.each(readdirSync(resolve(__dirname, '..', RECIPES)))('the samples of docs/recipes/%s', (page) => {
  test('compile', () => {
    const sources = samples(join(RECIPES, page));
    expect(sources).not.toEqual([]);
    expect(compilerMessages(sources)).toEqual([]);
  });
});

describe('docs/recipes/staged-rollout.md', () => {
  const clusters = samples(join(RECIPES, 'staged-rollout.md')).map(
    (source) => runSample(source).exports as Record<string, Cluster>,
  );
  const [canary, all, heldBack] = clusters;

  /** The objects of a cluster that a step exports. */
  function objectsOf(step: Record<string, Cluster> | undefined, name: string): readonly KubeObject[] {
    const cluster = step?.[name];
    if (!cluster) throw new Error(`the recipe exports no ${name}`);
    return renderCluster(cluster).objects;
  }

  const configOf = (objects: readonly KubeObject[]) =>
    find<{ readonly data: Readonly<Record<string, string>> }>(objects, 'ConfigMap', 'cilium-config').data;

  const checksumOf = (objects: readonly KubeObject[]) =>
    find<{
      readonly spec: { readonly template: { readonly metadata: { readonly annotations: Record<string, string> } } };
    }>(objects, 'DaemonSet', 'cilium').spec.template.metadata.annotations['cilium.io/cilium-configmap-checksum'];

  test('has three steps', () => expect(clusters).toHaveLength(3));

  test('the canary is one object more, and nothing else: no other agent restarts', () => {
    const today = objectsOf(canary, 'today');
    const lab = objectsOf(canary, 'lab');
    expect(lab.slice(0, today.length)).toEqual(today);
    expect(lab.slice(today.length)).toEqual([
      {
        apiVersion: 'cilium.io/v2',
        kind: 'CiliumNodeConfig',
        metadata: { name: 'canary', namespace: 'kube-system' },
        spec: {
          nodeSelector: { matchLabels: { 'example.com/cilium-canary': 'true' } },
          defaults: { 'bpf-lb-acceleration': 'best-effort' },
        },
      },
    ]);
  });

  test('all nodes then get what the canary had, and restart for it', () => {
    const before = objectsOf(canary, 'today');
    const after = objectsOf(all, 'lab');
    const config = configOf(before);
    expect(configOf(after)).toEqual({ ...config, 'bpf-lb-acceleration': 'best-effort' });
    expect(checksumOf(before)).toMatch(/^[0-9a-f]{64}$/);
    expect(checksumOf(after)).not.toBe(checksumOf(before));
    expect(after.filter(({ kind }) => kind === 'CiliumNodeConfig')).toEqual([]);
    const without = (objects: readonly KubeObject[]) =>
      JSON.stringify(objects.filter(({ metadata }) => metadata.name !== 'cilium-config')).replaceAll(
        checksumOf(objects) ?? '',
        '',
      );
    expect(without(after)).toBe(without(before));
  });

  test('a roll-back is the manifests of before, byte for byte', () => {
    const { spec } = all?.lab as Cluster;
    const back = renderCluster(defineCluster('lab', { ...spec, extends: [] })).objects;
    expect(JSON.stringify(back)).toBe(JSON.stringify(objectsOf(canary, 'today')));
    expect(configOf(back)['bpf-lb-acceleration']).toBe('disabled');
  });

  test('a node that is held back gets the old setting, and the others keep theirs', () => {
    const everywhere = objectsOf(heldBack, 'everywhere');
    const lab = objectsOf(heldBack, 'lab');
    expect(lab.slice(0, everywhere.length)).toEqual(everywhere);
    expect(lab.slice(everywhere.length)).toMatchObject([
      { kind: 'CiliumNodeConfig', spec: { defaults: { 'bpf-lb-acceleration': 'disabled' } } },
    ]);
  });
});
