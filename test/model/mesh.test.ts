import { checkMesh, defineCluster, type Cluster } from '../../src';

/** A cluster that connects to others; what is not given is fine. */
function member(
  name: string,
  id: number,
  remotes: readonly string[],
  values: Readonly<Record<string, unknown>> = {},
  cilium = '1.20.2',
): Cluster {
  const { clustermesh, ipam, ...rest } = values as Readonly<Record<string, object>>;
  return defineCluster(`c-${name}`, {
    cilium,
    kubernetes: '1.34',
    values: {
      cluster: { name, id },
      ipam: { operator: { clusterPoolIPv4PodCIDRList: [`10.${id}.0.0/16`] }, ...ipam },
      clustermesh: {
        config: { enabled: true, clusters: Object.fromEntries(remotes.map((remote) => [remote, { port: 2379 }])) },
        ...clustermesh,
      },
      ...rest,
    },
  } as Parameters<typeof defineCluster>[1]);
}

const found = (...clusters: readonly Cluster[]) => checkMesh(clusters).map(({ code, path }) => `${code} ${path}`);

describe('clusters of one mesh', () => {
  test('that share nothing are fine', () => {
    expect(found(member('a', 1, ['b']), member('b', 2, ['a']))).toEqual([]);
  });

  test('fail with one id, of which both and the mend are told', () => {
    const [issue, ...more] = checkMesh([
      member('a', 1, ['b']),
      member('b', 1, ['a'], { ipam: { operator: { clusterPoolIPv4PodCIDRList: ['10.9.0.0/16'] } } }),
    ]);
    expect(more).toEqual([]);
    expect(issue).toMatchObject({
      code: 'mesh-shared-id',
      severity: 'error',
      path: 'c-b: values.cluster.id',
      message: expect.stringContaining('c-a has this id too') as string,
      got: '1',
    });
  });

  test('fail with one name', () => {
    expect(found(member('a', 1, []), member('a', 2, []), member('c', 3, ['a']))).toEqual([
      'mesh-shared-name c-a: values.cluster.name',
    ]);
  });

  test.each([
    ['the defaults of both', { mode: 'cluster-pool', operator: undefined }],
    ['one within the other', { operator: { clusterPoolIPv4PodCIDRList: ['10.0.0.0/8'] } }],
    ['one of several', { operator: { clusterPoolIPv4PodCIDRList: ['172.20.0.0/16', '10.1.128.0/20'] } }],
  ])('fail with overlapping pod addresses: %s', (_, ipam) => {
    expect(found(member('a', 1, ['b']), member('b', 2, ['a'], { ipam }))).toEqual([
      'mesh-shared-pod-cidr c-b: values.ipam.operator.clusterPoolIPv4PodCIDRList',
    ]);
  });

  test('fail with overlapping pools of multi-pool IPAM', () => {
    const pools = (cidr: string) => ({
      ipam: { mode: 'multi-pool', operator: { autoCreateCiliumPodIPPools: { blue: { ipv4: { cidrs: [cidr] } } } } },
    });
    expect(found(member('a', 1, ['b'], pools('10.1.0.0/16')), member('b', 2, [], pools('10.1.2.0/24')))).toEqual([
      'mesh-shared-pod-cidr c-b: values.ipam.operator.autoCreateCiliumPodIPPools.blue.ipv4.cidrs',
    ]);
  });

  test('are not judged by pod addresses that Kubernetes gives, or of a family that is off', () => {
    const kubernetes = { ipam: { mode: 'kubernetes', operator: { clusterPoolIPv4PodCIDRList: ['10.1.0.0/16'] } } };
    expect(found(member('a', 1, ['b']), member('b', 2, ['a'], kubernetes))).toEqual([]);
  });

  test.each([0, 256])('fail with an id that the others do not take: %d', (id) => {
    const ipam = { operator: { clusterPoolIPv4PodCIDRList: ['10.9.0.0/16'] } };
    expect(found(member('a', 1, ['b']), member('b', id, ['a'], { ipam }))).toEqual([
      'mesh-cluster-id c-b: values.cluster.id',
    ]);
  });

  test('fail with different maxima', () => {
    const clustermesh = { maxConnectedClusters: 511 };
    expect(found(member('a', 1, ['b']), member('b', 2, [], { clustermesh }))).toEqual([
      'mesh-unequal-maximum c-b: values.clustermesh.maxConnectedClusters',
    ]);
  });

  test('fail where native routing leaves out the pods of another', () => {
    const native = { routingMode: 'native', ipv4NativeRoutingCIDR: '10.1.0.0/16' };
    expect(found(member('a', 1, ['b'], native), member('b', 2, ['a']))).toEqual([
      'mesh-native-routing c-a: values.ipv4NativeRoutingCIDR',
    ]);
    expect(
      found(member('a', 1, ['b'], { ...native, ipv4NativeRoutingCIDR: '10.0.0.0/8' }), member('b', 2, [])),
    ).toEqual([]);
  });

  test('fail with releases that are two minors apart', () => {
    expect(found(member('a', 1, ['b'], {}, '1.18.12'), member('b', 2, ['a']))).toEqual([
      'mesh-release-gap c-b: cilium',
    ]);
    expect(found(member('a', 1, ['b'], {}, '1.19.6'), member('b', 2, ['a']))).toEqual([]);
  });

  test('are those, too, that a third one connects', () => {
    const ipam = { operator: { clusterPoolIPv4PodCIDRList: ['10.9.0.0/16'] } };
    expect(found(member('a', 1, []), member('b', 1, [], { ipam }), member('hub', 3, ['a', 'b']))).toEqual([
      'mesh-shared-id c-b: values.cluster.id',
    ]);
  });

  test('are read from a list as from a map, without those that are disabled', () => {
    const listed = (clusters: unknown) => ({ clustermesh: { config: { enabled: true, clusters } } });
    const other = member('b', 1, []);
    expect(found(member('a', 1, [], listed([{ name: 'b' }])), other)).toHaveLength(2);
    expect(found(member('a', 1, [], listed([{ name: 'b', enabled: false }])), other)).toEqual([]);
    expect(found(member('a', 1, [], listed({ b: { enabled: false } })), other)).toEqual([]);
  });
});

test('clusters that do not know each other may share everything', () => {
  expect(found(member('a', 1, []), member('a', 1, []))).toEqual([]);
  expect(found(member('a', 1, ['elsewhere']), member('b', 1, ['elsewhere']))).toEqual([]);
});

test('a mesh that is not enabled is none', () => {
  const off = { clustermesh: { config: { enabled: false, clusters: { b: {} } } } };
  expect(found(member('a', 1, [], off), member('b', 1, []))).toEqual([]);
});
