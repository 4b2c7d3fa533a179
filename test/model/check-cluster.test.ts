import { checkCluster, checkFieldNames } from '../../src/model/check-cluster';
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

  test('has its warnings alone for whoever was told the errors, those of what it extends among them', () => {
    const base = defineCluster('base', { cilium: '1.20.2', kubernetes: '1.34', vlaues: {} } as never);
    const lab = defineCluster('lab', { cilium: '1.20.2', kubernetes: 'x', extends: [base], network_: {} } as never);
    const warnings = checkCluster(lab).filter(({ severity }) => severity === 'warning');
    expect(checkFieldNames(lab)).toEqual(warnings);
    expect(warnings.map(({ path }) => path)).toEqual(['lab: network_', 'base: vlaues']);
  });

  test('has its custom resources checked as the API server would, all of them, under their fields', () => {
    const issues = check({
      loadBalancerIPPools: { pool: { blocks: [{ cidr: '10.0.0.0/33' }] }, Other: {} },
      cidrGroups: { office: { externalCIDRs: ['10.0.0.1'] }, nothing: null },
      nodeConfigs: { gpu: { nodeSelector: {}, defaults: {} } },
      kubernetes: 'new',
    });
    expect(issues.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'cluster-spec lab: kubernetes',
      'resource-format lab: loadBalancerIPPools.pool.blocks[0].cidr',
      'resource-metadata lab: loadBalancerIPPools.Other',
      'resource-format lab: cidrGroups.office.externalCIDRs[0]',
      'resource-type lab: cidrGroups.nothing',
      'resource-name lab: nodeConfigs.gpu',
    ]);
  });

  test('has no custom resources where something else stands, or what no JSON can carry', () => {
    expect(check({ cidrGroups: [] })).toMatchObject([
      { path: 'lab: cidrGroups', message: 'custom resources are a map of names to their fields', got: '[]' },
    ]);
    expect(check({ cidrGroups: { a: { externalCIDRs: [1n] } } })).toMatchObject([
      { path: 'lab: cidrGroups.a.externalCIDRs[0]', message: 'only plain data can be rendered' },
    ]);
    // Of a release that is none, nothing is known of them.
    expect(check({ cilium: '9.9.9', cidrGroups: { a: {} } })).toMatchObject([{ code: 'unknown-release' }]);
  });
});
