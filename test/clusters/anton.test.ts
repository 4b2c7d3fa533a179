import { effectiveValues, renderCluster } from '../../src';
import { anton } from '../../src/clusters/anton';
import { antonStaging } from '../../src/clusters/anton-staging';
import { find } from '../support';

interface DaemonSet {
  readonly spec: {
    readonly template: {
      readonly spec: {
        readonly initContainers: readonly { name: string }[];
        readonly containers: readonly {
          readonly name: string;
          readonly resources?: unknown;
          readonly securityContext?: { capabilities?: { add?: string[] } };
        }[];
      };
    };
  };
}

describe('Anton', () => {
  const { objects, issues } = renderCluster(anton);

  test('mounts no cgroup: Talos has done it', () => {
    const { initContainers } = find<DaemonSet>(objects, 'DaemonSet', 'cilium').spec.template.spec;
    expect(initContainers.map(({ name }) => name)).not.toContain('mount-cgroup');
  });

  test('asks for no SYS_MODULE anywhere', () => {
    expect(JSON.stringify(objects)).not.toContain('SYS_MODULE');
  });

  test('limits the agent to the memory that its decisions name', () => {
    const agent = find<DaemonSet>(objects, 'DaemonSet', 'cilium').spec.template.spec.containers.find(
      ({ name }) => name === 'cilium-agent',
    );
    expect(agent?.resources).toEqual({ limits: { memory: '3584Mi' }, requests: { cpu: '100m', memory: '512Mi' } });
  });

  test('keeps the datapath options of the running cluster', () => {
    expect(find<{ data: Record<string, string> }>(objects, 'ConfigMap', 'cilium-config').data).toMatchObject({
      'routing-mode': 'native',
      'ipv4-native-routing-cidr': '10.42.0.0/16',
      'kube-proxy-replacement': 'true',
      'bpf-lb-mode': 'dsr',
      'bpf-lb-algorithm': 'maglev',
      'enable-bpf-masquerade': 'true',
      'enable-host-legacy-routing': 'false',
      devices: 'enp+',
      'enable-l2-announcements': 'true',
      'enable-gateway-api': 'true',
    });
  });

  test('gives Services only addresses that nobody else has', () => {
    const pool = find<{ apiVersion: string; spec: unknown }>(objects, 'CiliumLoadBalancerIPPool', 'pool');
    expect(pool).toMatchObject({
      apiVersion: 'cilium.io/v2',
      spec: { blocks: [{ start: '192.168.1.102', stop: '192.168.1.106' }] },
    });
    expect(issues.filter(({ code }) => code === 'pool-overlaps-site')).toEqual([]);
  });

  test('has nothing to warn of', () => {
    expect(issues).toEqual([]);
  });
});

describe('Anton’s staging cluster', () => {
  test('stands on the same presets, on the next minor', () => {
    expect(antonStaging.spec.cilium.startsWith('1.19.')).toBe(true);
    expect(effectiveValues(antonStaging)).toMatchObject({
      k8sServicePort: 7445,
      operator: { replicas: 1 },
      bandwidthManager: { enabled: true },
    });
    expect(renderCluster(antonStaging).objects.length).toBeGreaterThan(40);
  });
});
