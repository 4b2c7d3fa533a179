import { App, Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import {
  Cilium,
  CiliumLoadBalancerIPPool,
  CiliumNodeConfig,
  IssueError,
  renderCluster,
  defineCluster,
} from '../../src';

interface Rendered {
  readonly kind: string;
  readonly apiVersion: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

const manifests = (chart: Chart): Rendered[] => Testing.synth(chart) as Rendered[];

describe('the Cilium construct', () => {
  test('renders into a chart beside a cdk8s-plus Deployment', () => {
    // GIVEN
    const chart = new Chart(new App(), 'all');
    new kplus.Deployment(chart, 'web', { containers: [{ image: 'nginx', portNumber: 80 }] });

    // WHEN
    const cilium = new Cilium(chart, 'cilium', { cilium: '1.19.6', kubernetes: '1.34' });

    // THEN
    const objects = manifests(chart);
    expect(objects.filter(({ kind }) => kind === 'DaemonSet').map(({ metadata }) => metadata.name)).toEqual(
      expect.arrayContaining(['cilium', 'cilium-envoy']),
    );
    expect(objects.some(({ kind, metadata }) => kind === 'Deployment' && metadata.name.includes('web'))).toBe(true);
    expect(cilium.issues.every(({ severity }) => severity !== 'error')).toBe(true);
  });

  test('makes a chart of its own in a plain app', () => {
    const app = new App();
    new Cilium(app, 'cilium', { cilium: '1.20.0', kubernetes: '1.34' });
    expect(app.synthYaml()).toContain('name: cilium-config');
  });

  test('gives cdk8s the very objects that renderCluster returns', () => {
    const spec = { cilium: '1.18.12', kubernetes: '1.34', values: { hubble: { relay: { enabled: true } } } } as const;
    const chart = new Chart(new App(), 'all');
    new Cilium(chart, 'lab', spec);
    const direct = renderCluster(defineCluster('lab', spec)).objects;
    const key = ({ kind, metadata }: Rendered): string => `${kind}/${metadata.namespace ?? ''}/${metadata.name}`;
    expect(manifests(chart).map(key).sort()).toEqual((direct as readonly Rendered[]).map(key).sort());
  });

  test('fails with every issue where the values are refused', () => {
    expect(
      () =>
        new Cilium(new App(), 'c', {
          cilium: '1.20.0',
          kubernetes: '1.34',
          values: { hubble: { ui: { enabled: true } } },
        }),
    ).toThrow(IssueError);
  });
});

describe('a custom resource', () => {
  test('gets the API version of its release', () => {
    const chart = new Chart(new App(), 'all');
    new CiliumLoadBalancerIPPool(chart, 'pool', { cilium: '1.18.12', spec: { blocks: [{ cidr: '10.0.0.0/28' }] } });
    expect(manifests(chart)).toEqual([
      {
        apiVersion: 'cilium.io/v2',
        kind: 'CiliumLoadBalancerIPPool',
        metadata: { name: 'pool' },
        spec: { blocks: [{ cidr: '10.0.0.0/28' }] },
      },
    ]);
  });

  test('of a namespaced kind stands in the namespace of the install unless told otherwise', () => {
    const chart = new Chart(new App(), 'all');
    new CiliumNodeConfig(chart, 'canary', {
      cilium: '1.20.0',
      spec: { nodeSelector: { matchLabels: { canary: 'true' } }, defaults: { debug: 'true' } },
    });
    expect(manifests(chart)[0]?.metadata).toEqual({ name: 'canary', namespace: 'kube-system' });
  });

  test('fails where a namespaced kind is named without its namespace', () => {
    const cluster = defineCluster('lab', {
      cilium: '1.20.0',
      kubernetes: '1.34',
      nodeConfigs: { canary: { nodeSelector: {}, defaults: {} } } as never,
    });
    expect(() => renderCluster(cluster)).toThrow(/a CiliumNodeConfig lives in a namespace/);
  });
});
