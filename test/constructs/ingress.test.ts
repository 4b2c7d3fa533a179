import type { Service } from 'kubernetes-types/core/v1';
import { renderIngress } from '../../src/constructs/ingress';
import { contextFor, find } from '../support';

const NEWEST = '1.20.2';

function render(ingressController: object, release = NEWEST, more: object = {}): ReturnType<typeof renderIngress> {
  return renderIngress(contextFor(release, { ...more, ingressController: { enabled: true, ...ingressController } }));
}

function service(ingressController: object, release = NEWEST, more: object = {}): Service {
  return find<Service>(render(ingressController, release, more), 'Service', 'cilium-ingress');
}

test('without Ingress there is nothing', () => {
  expect(renderIngress(contextFor(NEWEST))).toEqual([]);
});

describe('the class', () => {
  const annotations = (values: object): unknown =>
    find<Service>(render(values), 'IngressClass', 'cilium').metadata?.annotations;

  test('is the default one only if asked to be', () => {
    expect(annotations({})).toBeUndefined();
    expect(annotations({ default: true })).toEqual({ 'ingressclass.kubernetes.io/is-default-class': 'true' });
  });
});

describe('the shared Service', () => {
  test('is a load balancer that keeps the traffic policy of the user', () => {
    expect(service({}).spec).toMatchObject({ type: 'LoadBalancer', externalTrafficPolicy: 'Cluster' });
  });

  test("only holds the name in the node's network, where no load balancer leads", () => {
    const { spec } = service({ hostNetwork: { enabled: true } });
    expect(spec?.type).toBe('ClusterIP');
    expect(spec?.externalTrafficPolicy).toBeUndefined();
  });

  test('keeps an explicit false about node ports, and says nothing by itself', () => {
    expect(service({}).spec?.allocateLoadBalancerNodePorts).toBeUndefined();
    expect(service({ service: { allocateLoadBalancerNodePorts: false } }).spec?.allocateLoadBalancerNodePorts).toBe(
      false,
    );
  });

  test('takes the node ports that are chosen', () => {
    const { ports } = service({ service: { insecureNodePort: 30080, secureNodePort: 30443 } }).spec ?? {};
    expect(ports?.map(({ name, port, nodePort }) => [name, port, nodePort])).toEqual([
      ['http', 80, 30080],
      ['https', 443, 30443],
    ]);
  });

  test('prefers common labels over its own, its backend the other way round', () => {
    const objects = render({ service: { labels: { team: 'own' } } }, NEWEST, { commonLabels: { team: 'common' } });
    const team = (kind: string): unknown =>
      (find<Service>(objects, kind, 'cilium-ingress').metadata?.labels ?? {}).team;
    expect(team('Service')).toBe('common');
    expect(team('EndpointSlice')).toBe('own');
  });
});

describe('the placeholder behind the Service', () => {
  test.each([
    ['1.18.12', 'Endpoints'],
    ['1.19.0', 'EndpointSlice'],
  ])('of %s is %s', (release, kind) => {
    expect(render({}, release).map((object) => object.kind)).toEqual(['IngressClass', 'Service', kind]);
  });

  test.each([
    ['1.19.4', undefined, undefined],
    ['1.19.5', { 'kubernetes.io/service-name': 'cilium-ingress' }, { ready: true }],
  ])('of %s belongs to the Service by labels %j and is ready by %j', (release, labels, conditions) => {
    const slice = find<{ metadata: { labels?: object }; endpoints: { conditions?: object }[] }>(
      render({}, release),
      'EndpointSlice',
      'cilium-ingress',
    );
    expect(slice.metadata.labels).toEqual(labels);
    expect(slice.endpoints[0]?.conditions).toEqual(conditions);
  });
});
