import { renderGateway } from '../../src/constructs/gateway';
import { contextFor, find } from '../support';

const NEWEST = '1.20.2';
const KNOWN = 'gateway.networking.k8s.io/v1/GatewayClass';

function kinds(create: unknown, apiVersions: readonly string[], release = NEWEST): string[] {
  const values = { gatewayAPI: { enabled: true, gatewayClass: { create } } };
  return renderGateway(contextFor(release, values, { apiVersions })).map(({ kind }) => kind);
}

test('without Gateway API there is nothing', () => {
  expect(renderGateway(contextFor(NEWEST))).toEqual([]);
});

describe('the class', () => {
  test.each([
    ['auto', [KNOWN], true],
    ['auto', [], false],
    ['auto', ['gateway.networking.k8s.io/v1'], false],
    ['true', [], true],
    [true, [], true],
    ['false', [KNOWN], false],
    ['yes', [KNOWN], false],
  ])('for create: %j in a cluster that knows %j is made: %s', (create, apiVersions, made) => {
    expect(kinds(create, apiVersions).includes('GatewayClass')).toBe(made);
  });

  test('carries the common labels', () => {
    const values = { gatewayAPI: { enabled: true }, commonLabels: { team: 'net' } };
    const made = find(renderGateway(contextFor(NEWEST, values)), 'GatewayClass', 'cilium');
    expect(made).toMatchObject({
      metadata: { labels: { team: 'net' } },
      spec: { controllerName: 'io.cilium/gateway-controller' },
    });
  });
});

describe('the admission policy', () => {
  test('comes with the class, in releases that have it', () => {
    expect(kinds('true', [], '1.19.7')).toEqual(['GatewayClass']);
    expect(kinds('true', [], '1.20.0')).toEqual([
      'GatewayClass',
      'ValidatingAdmissionPolicy',
      'ValidatingAdmissionPolicyBinding',
    ]);
  });

  test('is bound to what it is about', () => {
    const objects = renderGateway(contextFor(NEWEST, { gatewayAPI: { enabled: true } }));
    const policy = find<{ spec: { matchConstraints: object } }>(
      objects,
      'ValidatingAdmissionPolicy',
      'gateway.cilium.io',
    );
    const binding = find<{ spec: object }>(objects, 'ValidatingAdmissionPolicyBinding', 'gateway.cilium.io');
    expect(binding.spec).toEqual({
      policyName: 'gateway.cilium.io',
      validationActions: ['Deny'],
      matchResources: policy.spec.matchConstraints,
    });
  });
});
