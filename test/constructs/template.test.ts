import { template } from '../../src/constructs/template';
import type { JsonObject } from '../../src/core/json';

describe('what the chart stumbles over is named', () => {
  test.each<[string, JsonObject]>([
    ['values.extraHostPathMounts[0]', { extraHostPathMounts: ['x'] }],
    ['values.operator.extraHostPathMounts[1]', { operator: { extraHostPathMounts: [{ name: 'a' }, 'x'] } }],
    ['values.envoy.extraHostPathMounts[0]', { envoy: { extraHostPathMounts: [null] } }],
    ['values.upgradeCompatibility', { preflight: { enabled: true }, upgradeCompatibility: 'old' }],
  ])('%s', (path, values) => {
    let issues: unknown;
    try {
      template({ cilium: '1.20.2', values });
    } catch (error) {
      issues = (error as { issues?: unknown }).issues;
    }
    expect(issues).toEqual(expect.arrayContaining([expect.objectContaining({ path })]));
  });
});

test.each<[string, JsonObject]>([
  ['capabilities of an install that is privileged', { securityContext: { privileged: true, capabilities: null } }],
])('a map that nothing reads may be missing: %s', (_, values) => {
  expect(template({ cilium: '1.20.2', values })).not.toEqual([]);
});

test('a key that the chart leaves unquoted is read as YAML, too', () => {
  const values = { tls: { caBundle: { enabled: true, name: 'b', key: '"q"', content: 'pem' } } };
  const bundle = template({ cilium: '1.20.2', values }).find(({ metadata }) => metadata.name === 'b');
  expect(bundle).toMatchObject({ data: { q: 'pem\n' } });
});
