import type { ConfigMap } from 'kubernetes-types/core/v1';
import type { PodDisruptionBudget } from 'kubernetes-types/policy/v1';
import { defineCluster, releases, renderCluster, type Preset, type Release } from '../../src';
import { constrained, homelab, performance, production, staging, talos } from '../../src/clusters/presets';
import { find } from '../support';

const rendered = (preset: Preset, cilium: Release) => {
  const quiet = { hubble: { tls: { auto: { method: 'cronJob' as const } } } };
  return renderCluster(defineCluster('lab', { cilium, kubernetes: '1.36', extends: [preset], values: quiet }));
};
const config = (preset: Preset, cilium: Release = '1.20.2') =>
  find<ConfigMap>(rendered(preset, cilium).objects, 'ConfigMap', 'cilium-config').data ?? {};

const presets = [
  talos(),
  homelab(),
  performance({ ipv4NativeRoutingCIDR: '10.42.0.0/16' }),
  constrained({ nodeMemoryMiB: 2048 }),
  staging(),
  production(),
];

describe('every preset', () => {
  test.each(presets.map((preset) => [preset.name, preset] as const))('%s renders on every release', (_, preset) => {
    for (const { release } of releases()) {
      const { objects, issues } = rendered(preset, release);
      expect(objects.length).toBeGreaterThan(20);
      expect(issues.filter(({ code }) => code === 'unknown-value' || code === 'removed-value')).toEqual([]);
    }
  });
});

test('production keeps one operator and one relay while nodes are drained', () => {
  const { objects } = rendered(production(), '1.20.2');
  for (const name of ['cilium-operator', 'hubble-relay'])
    expect(find<PodDisruptionBudget>(objects, 'PodDisruptionBudget', name).spec).toMatchObject({ maxUnavailable: 1 });
});

test('performance routes natively, masquerades in eBPF, and leaves UDP to SNAT', () => {
  expect(config(performance({ ipv4NativeRoutingCIDR: '10.42.0.0/16', acceleration: 'native' }))).toMatchObject({
    'routing-mode': 'native',
    'enable-bpf-masquerade': 'true',
    'bpf-lb-mode': 'hybrid',
    'bpf-lb-acceleration': 'native',
  });
});

test('constrained computes the maps from the memory there is', () => {
  const small = config(constrained({ nodeMemoryMiB: 1024 }));
  const large = config(constrained({ nodeMemoryMiB: 4096 }));
  for (const key of ['bpf-ct-global-tcp-max', 'bpf-nat-global-max'])
    expect(Number(small[key])).toBeLessThan(Number(large[key]));
});

test('talos leaves kube-proxy and KubePrism to those who have them', () => {
  expect(config(talos({ kubeProxy: true }))).toMatchObject({ 'kube-proxy-replacement': 'false' });
  const { objects } = rendered(talos({ kubePrismPort: false }), '1.20.2');
  expect(JSON.stringify(find(objects, 'DaemonSet', 'cilium'))).not.toContain('7445');
});
