import { defineCluster, renderCluster } from '../../src';
import type { Json } from '../../src/core/json';
import { differences } from '../../src/lint/differences';
import { watchOwnValues, withoutEffect } from '../../src/lint/effects';
import { CILIUM_CONFIG, configKeys, configText, feedsOf, otherValues, reachOf } from '../../src/lint/reach';
import { contextOfCluster, tryRender } from '../../src/lint/rendering';
import { dotted, leavesOf, undotted, valueAt, valuesWith } from '../../src/lint/value-path';

const lab = defineCluster('lab', {
  cilium: '1.20.0',
  kubernetes: '1.36',
  values: { loadBalancer: { mode: 'dsr' }, hubble: { relay: { enabled: false }, ui: { replicas: 3 } } },
});
const ctx = contextOfCluster(lab);
const reach = (path: string, fallback?: string | boolean) => reachOf(ctx, path.split('.'), fallback) ?? [];

describe('what a value reaches', () => {
  test('the keys of cilium-config that are made of it', () => {
    const found = reach('loadBalancer.mode', 'snat').map(({ object, field }) => `${object} ${field}`);
    expect(found).toContain(`ConfigMap/kube-system/${CILIUM_CONFIG} data.bpf-lb-mode`);
  });

  test('whole objects where a switch makes them', () => {
    const objects = reach('hubble.relay.enabled', false)
      .filter(({ field }) => field === '')
      .map(({ object }) => object);
    expect(objects).toContain('Deployment/kube-system/hubble-relay');
  });

  test('nothing, where its feature is off', () => {
    expect(reach('hubble.ui.replicas')).toEqual([]);
  });

  test('other values are of the same type and differ', () => {
    expect(otherValues(true)).toEqual([false]);
    expect(otherValues(1)).not.toContain(1);
    expect(otherValues('true')).not.toContain('true');
    const values: (Json | undefined)[] = [undefined, null, [], ['a'], {}, { a: 1 }];
    for (const value of values) expect(otherValues(value).length).toBeGreaterThan(0);
  });
});

describe('what a key of cilium-config is made of', () => {
  test('the value that decides it', () => {
    const { text, decisive } = feedsOf(ctx, 'bpf-lb-mode');
    expect(text).toBe('dsr');
    expect(decisive.map(dotted)).toContain('loadBalancer.mode');
  });

  test('a key that is not written here is known all the same', () => {
    expect(configKeys(ctx)).toContain('enable-bgp-control-plane');
    expect(configText(ctx, 'bgp-secrets-namespace') ?? 'not written').toBe('not written');
  });
});

describe('values without effect', () => {
  const warned = (cluster: typeof lab): string[] => {
    const { watch, reads } = watchOwnValues(cluster);
    renderCluster(cluster, watch);
    return withoutEffect(cluster, reads()).map(({ code, path }) => `${code} ${path}`);
  };

  test('are those of a feature that is off', () => {
    expect(warned(lab)).toEqual(['no-effect values.hubble.ui.replicas']);
  });

  test('are not those that equal the default, nor those that are read', () => {
    const values = { hubble: { enabled: true }, loadBalancer: { mode: 'snat' } } as const;
    expect(warned(defineCluster('plain', { cilium: '1.20.0', kubernetes: '1.36', values }))).toEqual([]);
  });
});

test('differences are named by object and field', () => {
  const config = (data: object) => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'a', namespace: 'n' },
    data,
  });
  expect(differences([config({ x: '1', 'a.b': '1' })], [config({ x: '1', 'a.b': '2' })])).toEqual([
    { object: 'ConfigMap/n/a', field: 'data["a.b"]' },
  ]);
  expect(differences([config({})], [])).toEqual([{ object: 'ConfigMap/n/a', field: '' }]);
});

test('values that cannot be rendered are no answer', () => {
  expect(tryRender(ctx, { cluster: null })).toBeUndefined();
});

test('a path is written and read back with dots in its keys', () => {
  const values = { podAnnotations: { 'example.com/a': 'x' }, debug: { enabled: true } };
  expect(leavesOf(values).map(dotted).map(undotted)).toEqual(leavesOf(values));
  expect(valueAt(values, ['podAnnotations', 'example.com/a'])).toBe('x');
  expect(valuesWith(values, ['debug', 'enabled'], undefined)).toEqual({ ...values, debug: {} });
});
