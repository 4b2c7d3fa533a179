import { App, Chart, Lazy, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import {
  Cilium,
  CiliumCIDRGroup,
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

/** Where the issues are that a call throws. */
function pathsOf(call: () => unknown): string[] {
  try {
    call();
  } catch (error) {
    if (error instanceof IssueError) return error.issues.map(({ path }) => path);
    throw error;
  }
  return [];
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

  test('fails with what is wrong in the values and in the custom resources, in one go', () => {
    const spec = {
      cilium: '1.20.2',
      kubernetes: '1.34',
      values: { hubble: { ui: { enabled: true } } },
      cidrGroups: { office: { externalCIDRs: ['10.0.0.0/33'] } },
    } as const;
    expect(pathsOf(() => new Cilium(new App(), 'c', spec))).toEqual([
      'cidrGroups.office.externalCIDRs[0]',
      'values.hubble.relay.enabled',
    ]);
    expect(pathsOf(() => renderCluster(defineCluster('lab', { ...spec, values: {} })))).toEqual([
      'cidrGroups.office.externalCIDRs[0]',
    ]);
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

  test('fails with everything that the API server would refuse, below the path of the construct', () => {
    const chart = new Chart(new App(), 'all');
    const props = {
      cilium: '1.20.2',
      metadata: { name: 'Office', labels: { a: 'b c' } },
      spec: { externalCIDRs: ['10.0.0.0/33'], cidrs: [] },
    } as const;
    expect(pathsOf(() => new CiliumCIDRGroup(chart, 'office', props as never))).toEqual([
      'all/office: metadata.name',
      'all/office: metadata.labels.a',
      'all/office: spec.externalCIDRs[0]',
      'all/office: spec.cidrs',
    ]);
    expect(
      pathsOf(() => new CiliumCIDRGroup(chart, 'My_Group', { cilium: '1.20.2', spec: { externalCIDRs: [] } })),
    ).toEqual(['all/My_Group: metadata.name']);
    expect(pathsOf(() => new CiliumNodeConfig(chart, 'a', { cilium: '9' as never, spec: {} as never }))).toEqual([
      'cilium',
    ]);
  });

  test('takes what cdk8s resolves when it writes, and metadata that cdk8s has', () => {
    const chart = new Chart(new App(), 'all');
    const cidrs = Lazy.any({ produce: () => ['10.0.0.0/8'] }) as unknown as readonly string[];
    const metadata = { labels: { team: 'net' }, finalizers: ['example.com/kept'] };
    new CiliumCIDRGroup(chart, 'office', { cilium: '1.20.2', metadata, spec: { externalCIDRs: cidrs } });
    expect(manifests(chart)[0]).toMatchObject({
      metadata: { name: 'office', ...metadata },
      spec: { externalCIDRs: ['10.0.0.0/8'] },
    });
  });
});
