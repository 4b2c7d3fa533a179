import { inRange } from '../../src/core/release-range';
import { checkRefusals, refusals } from '../../src/model/refusals';
import { contextFor } from '../support';
import { refusalCases } from './refusal-cases';

const RELEASES = ['1.18.0', '1.18.12', '1.19.7', '1.20.2'];
const check = (release: string, values: object, apiVersions: readonly string[] = []) =>
  checkRefusals(contextFor(release, values, { apiVersions }));
const errors = (release: string, values: object) =>
  check(release, values).filter((issue) => issue.severity === 'error');

describe.each(RELEASES)('Cilium %s', (release) => {
  const cases = refusalCases.filter((one) => inRange(release, one.releases ?? '*'));
  test.each(cases.filter((one) => one.refused).map((one) => [one.code, JSON.stringify(one.values), one] as const))(
    'fails with %s for %s',
    (code, _, { values }) => expect(errors(release, values)).toContainEqual(expect.objectContaining({ code })),
  );
  test.each(cases.filter((one) => !one.refused).map((one) => [JSON.stringify(one.values), one] as const))(
    'takes %s',
    (_, { values }) => expect(errors(release, values)).toEqual([]),
  );
  test('takes its defaults, without a warning', () => expect(check(release, {})).toEqual([]));
});

test('all that is wrong is told at once', () => {
  expect(
    errors('1.20.2', {
      tunnel: 'vxlan',
      cluster: { name: 'A' },
      hubble: { relay: { enabled: true }, enabled: false },
    }).map((issue) => issue.path),
  ).toEqual(['values.tunnel', 'values.hubble.enabled', 'values.cluster.name']);
});

test('a namespace that Kubernetes takes nowhere is warned of: the chart renders it', () => {
  for (const name of ['a b', 'A', 'a.b', '-a', 'x'.repeat(64), 'a: b', '*']) {
    expect(check('1.20.2', { namespaceOverride: name })).toMatchObject([
      { code: 'namespace-name', severity: 'warning' },
    ]);
  }
  for (const name of ['a', '0', 'kube-system', 'x'.repeat(63), '']) {
    expect(check('1.20.2', { namespaceOverride: name })).toEqual([]);
  }
});

test('a map that is missing is named once, not once per rule', () => {
  expect(errors('1.20.2', { hubble: null })).toMatchObject([{ code: 'missing-map', path: 'values.hubble' }]);
});

test('every rule is tried on both sides, and says how to mend it', () => {
  const [refused, taken] = [true, false].map(
    (side) => new Set(refusalCases.filter((one) => one.refused === side).map((one) => one.code)),
  );
  for (const rule of refusals.filter((one) => one.severity !== 'warning')) {
    expect([rule.code, refused?.has(rule.code)]).toEqual([rule.code, true]);
    expect(rule.fix).toBeTruthy();
  }
  const onlyRefused = refusals
    .filter((rule) => rule.severity !== 'warning' && !taken?.has(rule.code))
    .map((rule) => rule.code);
  expect(onlyRefused.sort()).toEqual([
    'external-kvstore-without-apiserver',
    'external-kvstore-without-identities',
    'external-kvstore-without-kvstoremesh',
  ]);
});

test('a key is never shown', () => {
  const [issue] = errors('1.20.2', { clustermesh: { apiserver: { tls: { ca: { key: 'SECRET' } } } } });
  expect(JSON.stringify(issue)).not.toContain('SECRET');
});

describe('warnings', () => {
  const codes = (release: string, values: object) =>
    check(release, values)
      .filter((issue) => issue.severity === 'warning')
      .map((issue) => issue.code);
  test("the old places of Hubble's export options are warned of everywhere, be they null", () => {
    expect(codes('1.18.0', { hubble: { export: { fileMaxBackups: null, fileMaxSizeMb: 1 } } })).toEqual([
      'moved-value',
      'moved-value',
    ]);
    expect(codes('1.20.2', { hubble: { export: null } })).toEqual([]);
  });
  test.each([
    ['hubble-relay-without-tls', { hubble: { relay: { enabled: true } } }],
    ['hubble-ui-without-tls', { hubble: { ui: { ingress: { enabled: true } } } }],
    ['eni-with-ipv6', { ipam: { mode: 'eni' }, eni: { enabled: true }, ipv6: { enabled: true } }],
  ])('%s is warned of from 1.20 on', (code, values) => {
    expect(codes('1.20.0', values)).toEqual([code]);
    expect(codes('1.19.7', values)).toEqual([]);
  });
});
