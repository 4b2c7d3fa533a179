import { definePreset, defineCluster, effectiveValues, userValues } from '../../src';
import { layersOf, settingsOf } from '../../src/model/effective';

const base = definePreset('base', { hubble: { relay: { enabled: true, replicas: 2 } }, debug: { enabled: true } });
const over = definePreset('over', { hubble: { relay: { replicas: 3 } }, debug: { metricsSamplingInterval: null } });

describe('the values of a cluster', () => {
  const cluster = defineCluster('lab', {
    cilium: '1.20.0',
    kubernetes: '1.36',
    extends: [base, over],
    values: { hubble: { relay: { replicas: 4 } }, operator: { tolerations: [] } },
  });

  test('are the presets left to right, the cluster last, maps merged and lists replaced', () => {
    const values = effectiveValues(cluster) as {
      hubble: { relay: Record<string, unknown> };
      operator: { tolerations: unknown };
    };
    expect(values.hubble.relay['enabled']).toBe(true);
    expect(values.hubble.relay['replicas']).toBe(4);
    expect(values.hubble.relay['listenPort']).toBe('4245');
    expect(values.operator.tolerations).toEqual([]);
  });

  test('keep a null until it meets the default that it deletes', () => {
    expect(userValues(cluster)).toMatchObject({ debug: { enabled: true, metricsSamplingInterval: null } });
    expect(effectiveValues(cluster)['debug']).not.toHaveProperty('metricsSamplingInterval');
  });

  test('remember who set each leaf, the weakest first', () => {
    const path = ['hubble', 'relay', 'replicas'];
    expect(settingsOf(layersOf(cluster), path)).toEqual([
      { layer: 'cilium 1.20.0', value: 1 },
      { layer: 'base', value: 2 },
      { layer: 'over', value: 3 },
      { layer: 'lab', value: 4 },
    ]);
  });

  test('of a cluster that extends a cluster stand on the other one’s presets', () => {
    const child = defineCluster('child', {
      cilium: '1.20.0',
      kubernetes: '1.36',
      extends: [cluster],
      values: { debug: { enabled: false } },
    });
    expect(effectiveValues(child)).toMatchObject({ debug: { enabled: false }, hubble: { relay: { replicas: 4 } } });
    expect(layersOf(child).map((layer) => layer.name)).toEqual(['cilium 1.20.0', 'base', 'over', 'lab', 'child']);
  });

  test('of a preset may be made from the release’s defaults', () => {
    const preset = definePreset('minus', (defaults) => ({ extraArgs: [`--had=${Object.keys(defaults).length > 0}`] }));
    const made = defineCluster('x', { cilium: '1.18.12', kubernetes: '1.36', extends: [preset] });
    expect(userValues(made)).toEqual({ extraArgs: ['--had=true'] });
  });
});
