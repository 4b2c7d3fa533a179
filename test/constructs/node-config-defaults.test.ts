import { defineCluster, nodeConfigDefaults } from '../../src';

const lab = defineCluster('lab', {
  cilium: '1.20.2',
  kubernetes: '1.34',
  values: { rollOutCiliumPods: true, hubble: { tls: { auto: { method: 'cronJob' } } } },
});

describe('a change for some nodes', () => {
  test('is the keys of cilium-config that it changes, and no others', () => {
    expect(nodeConfigDefaults(lab, { bandwidthManager: { enabled: true } })).toEqual({
      'enable-bandwidth-manager': 'true',
      'enable-bbr': 'false',
      'enable-bbr-hostns-only': 'false',
    });
  });

  test('fails where it reaches other objects, which are named', () => {
    expect(() => nodeConfigDefaults(lab, { hubble: { enabled: false } })).toThrow(
      /^error: lab: hubble: .*no CiliumNodeConfig can carry it \[not-per-node\]\n {2}got {6}.*DaemonSet\/cilium, /,
    );
  });

  test('fails where it takes a key away', () => {
    const on = defineCluster('lab', { ...lab.spec, extends: [lab], values: { bandwidthManager: { enabled: true } } });
    expect(() => nodeConfigDefaults(on, { bandwidthManager: { enabled: false } })).toThrow(
      /takes keys away[^]*enable-bandwidth-manager, enable-bbr, enable-bbr-hostns-only/,
    );
  });

  test('fails where it changes nothing', () => {
    expect(() => nodeConfigDefaults(lab, { loadBalancer: { acceleration: 'disabled' } })).toThrow(
      /reaches no option of the agents/,
    );
  });
});
