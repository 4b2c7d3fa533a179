import { checkCluster } from '../../src/model/check-cluster';
import { defineCluster } from '../../src/model/cluster';
import { definePreset } from '../../src/model/preset';

const check = (spec: object) =>
  checkCluster(defineCluster('lab', { cilium: '1.20.2', kubernetes: '1.34', ...spec } as never));

describe('a specification', () => {
  test('passes as types have it: presets, clusters, data used twice, undefined', () => {
    const shared = { app: 'x' };
    const base = defineCluster('base', { cilium: '1.20.2', kubernetes: '1.34' });
    const values = { podLabels: shared, podAnnotations: shared, MTU: undefined };
    expect(check({ values, extends: [base, definePreset('p', { debug: { enabled: true } })] })).toEqual([]);
  });

  test('is checked in what it extends, under that name', () => {
    const base = defineCluster('base', { cilium: '1.20.2' } as never);
    expect(check({ extends: [base] })).toMatchObject([{ path: 'base: kubernetes' }]);
    const preset = { name: 'p', values: { MTU: 1n } };
    expect(check({ extends: [preset] })).toMatchObject([{ path: 'lab: extends[0].values.MTU', got: '1n' }]);
  });

  test('gets all its mistakes told at once, each with what is allowed and a fix', () => {
    const issues = check({ kubernetes: 'new', namespace: 'A', apiVersions: 'x', delivery: {}, vlaues: {} });
    expect(issues.map(({ path, severity }) => `${severity} ${path}`)).toEqual([
      'warning lab: vlaues',
      'error lab: kubernetes',
      'error lab: namespace',
      'error lab: apiVersions',
      'error lab: delivery',
    ]);
    expect(issues.filter(({ allowed }) => allowed === undefined)).toEqual([]);
    expect(issues[0]?.fix).toBe('did you mean values?');
  });
});
