import { renderCluster } from '../../src/constructs/cluster';
import { deliverable } from '../../src/delivery/deliverable';
import { defineCluster } from '../../src/model/cluster';
import { argocd, flux, type Delivery } from '../../src/model/delivery';
import type { KubeObject } from '../../src/model/render-context';

const FLUX = flux({ path: './dist/lab' });
const ARGO = argocd({ repoURL: 'https://example.com/x.git', path: 'dist/lab' });
const PRUNE = 'kustomize.toolkit.fluxcd.io/prune';
const SUBSTITUTE = 'kustomize.toolkit.fluxcd.io/substitute';

function render(values: object = {}, cilium = '1.18.12'): readonly KubeObject[] {
  const hubble = { tls: { auto: { method: 'cronJob', schedule: '0 0 1 */4 *' } } };
  return renderCluster(
    defineCluster('lab', { cilium: cilium as '1.18.12', kubernetes: '1.34', values: { hubble, ...values } as never }),
  ).objects;
}

function named(objects: readonly KubeObject[], kind: string, name: string): KubeObject & { spec: never } {
  return objects.find((object) => object.kind === kind && object.metadata.name.startsWith(name)) as never;
}

function annotations(object: KubeObject | undefined): Record<string, string> {
  return (object?.metadata.annotations ?? {}) as Record<string, string>;
}

function podTemplates(objects: readonly KubeObject[]): unknown[] {
  return objects
    .filter(({ kind }) => /^(?:DaemonSet|Deployment|StatefulSet)$/.test(kind))
    .map((object) => (object as unknown as { spec: { template: unknown } }).spec.template);
}

describe('the Job that draws certificates', () => {
  const job = (objects: readonly KubeObject[]) => named(objects, 'Job', 'hubble-generate-certs');

  test.each(['1.18.12', '1.19.6', '1.20.0'])('of %s stays when it has ended, and is no hook', (cilium) => {
    const delivered = job(deliverable(render({}, cilium), FLUX));
    expect(delivered.metadata.name).toMatch(/^hubble-generate-certs-[0-9a-f]{10}$/);
    expect(delivered.spec).not.toHaveProperty('ttlSecondsAfterFinished');
    expect(annotations(delivered)).not.toHaveProperty(['helm.sh/hook']);
  });

  test('has another name as soon as it does something else, and not before', () => {
    const name = (values: object) => job(deliverable(render(values), FLUX)).metadata.name;
    expect(name({ debug: { enabled: true } })).not.toBe(name({}));
    expect(name({ certgen: { ttlSecondsAfterFinished: 7 } })).toBe(name({}));
    expect(name({ MTU: 1400 })).toBe(name({}));
  });

  test('is left alone in the CronJob, whose Jobs Kubernetes may clean up', () => {
    const before = named(render(), 'CronJob', 'hubble-generate-certs');
    expect(named(deliverable(render(), FLUX), 'CronJob', 'hubble-generate-certs')).toEqual(before);
  });
});

describe('what would cut the network', () => {
  const kept = (delivery: Delivery) =>
    deliverable(render(), delivery)
      .filter((object) =>
        delivery.by === 'flux'
          ? annotations(object)[PRUNE] === 'disabled'
          : annotations(object)['argocd.argoproj.io/sync-options'] === 'Prune=false,Delete=false',
      )
      .map(({ kind, metadata }) => `${kind}/${metadata.name}`);

  test('is never pruned: workloads, what they mount, whom they run as and what that may do', () => {
    expect(kept(FLUX)).toEqual(
      expect.arrayContaining([
        'ConfigMap/cilium-config',
        'ConfigMap/cilium-envoy-config',
        'DaemonSet/cilium',
        'DaemonSet/cilium-envoy',
        'Deployment/cilium-operator',
        'ServiceAccount/cilium',
        'ServiceAccount/cilium-envoy',
        'ServiceAccount/cilium-operator',
        'ClusterRole/cilium',
        'ClusterRoleBinding/cilium-operator',
        'Role/cilium-config-agent',
        'Namespace/cilium-secrets',
      ]),
    );
    expect(kept(ARGO).sort()).toEqual(kept(FLUX).sort());
  });

  test('is told from what may go', () => {
    for (const name of ['Deployment/hubble-relay', 'Service/hubble-peer', 'CronJob/hubble-generate-certs'])
      expect(kept(FLUX)).not.toContain(name);
  });

  test('is found under names of the user, too', () => {
    const objects = deliverable(render({ serviceAccounts: { cilium: { name: 'agent' } } }), FLUX);
    expect(annotations(named(objects, 'ServiceAccount', 'agent'))[PRUNE]).toBe('disabled');
  });

  test('includes pools and announcements', () => {
    const pool = { apiVersion: 'cilium.io/v2', kind: 'CiliumLoadBalancerIPPool', metadata: { name: 'pool' } };
    expect(annotations(deliverable([pool], FLUX)[0])).toEqual({ [PRUNE]: 'disabled' });
    expect(deliverable([pool])).toEqual([pool]);
  });
});

describe('variables of a shell or a dashboard', () => {
  const map = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'board' },
    data: { 'a.json': '${DS_PROMETHEUS}' },
  };

  test('are left alone by Flux, which would blank them', () => {
    expect(annotations(deliverable([map], FLUX)[0])).toEqual({ [SUBSTITUTE]: 'disabled' });
    expect(deliverable([{ ...map, data: { 'a.json': '$1 {}' } } as KubeObject], FLUX)[0]?.metadata.annotations).toBe(
      undefined,
    );
    expect(deliverable([map], ARGO)).toEqual([map]);
  });
});

describe('pod templates', () => {
  test("are the chart's", () => {
    for (const delivery of [undefined, FLUX, ARGO])
      expect(podTemplates(deliverable(render(), delivery))).toEqual(podTemplates(render()));
  });

  const checksumOf = (objects: readonly KubeObject[]): string => {
    const [agent] = podTemplates(objects.filter(({ metadata }) => metadata.name === 'cilium')) as {
      metadata: { annotations: Record<string, string> };
    }[];
    return agent?.metadata.annotations['cilium.io/cilium-configmap-checksum'] as string;
  };

  test('carry the checksum that runs, until the content is another one', () => {
    const before = render({ rollOutCiliumPods: true });
    const delivery = { ...FLUX, adopt: { checksums: { [checksumOf(before)]: 'running' } } };
    expect(checksumOf(deliverable(before, delivery))).toBe('running');
    const after = render({ rollOutCiliumPods: true, debug: { enabled: true } });
    expect(checksumOf(deliverable(after, delivery))).toBe(checksumOf(after));
  });

  test('of the operator change with the version of Gateway API, where the user asks for it', () => {
    const delivery = flux({ path: './x', requires: { gatewayAPI: { name: 'gateway-api', version: 'v1.4.0' } } });
    const changed = deliverable(render(), delivery).filter(
      (object, i) =>
        JSON.stringify(podTemplates([object])) !== JSON.stringify(podTemplates([render()[i] as KubeObject])),
    );
    expect(changed.map(({ metadata }) => metadata.name)).toEqual(['cilium-operator']);
    expect(JSON.stringify(changed)).toContain('"cdk8s-cilium/gateway-api":"v1.4.0"');
  });
});

test("the operator's Deployment does not hold up the next wave of Argo CD, whatever its health", () => {
  const key = 'argocd.argoproj.io/ignore-healthcheck';
  const marked = deliverable(render(), ARGO).filter((object) => annotations(object)[key] === 'true');
  expect(marked.map(({ kind, metadata }) => `${kind}/${metadata.name}`)).toEqual(['Deployment/cilium-operator']);
});
