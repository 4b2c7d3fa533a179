import { defineCluster, type ClusterSpec } from '../../src';
import { checkNetwork } from '../../src/model/network';

type Pools = NonNullable<ClusterSpec<'1.18.12'>['loadBalancerIPPools']>;

function check(
  blocks: Pools[string]['blocks'],
  reserved: readonly string[] = ['192.168.1.254'],
): readonly { code: string; message: string }[] {
  return checkNetwork(
    defineCluster('lab', {
      cilium: '1.18.12',
      kubernetes: '1.36',
      network: { nodes: { 'k8s-1': '192.168.1.98' }, apiServer: '192.168.1.101', reserved },
      loadBalancerIPPools: { pool: { blocks } },
    }),
  );
}

describe('an address pool', () => {
  test('that holds nodes, the API server or the gateway is warned of, with every address named', () => {
    const [issue] = check([{ cidr: '192.168.1.0/24' }]);
    expect(issue?.code).toBe('pool-overlaps-site');
    expect(issue?.message).toContain('192.168.1.98 (node k8s-1)');
    expect(issue?.message).toContain('192.168.1.101 (the API server)');
    expect(issue?.message).toContain('192.168.1.254 (a reserved address)');
  });

  test('of its own is fine', () => {
    expect(check([{ start: '192.168.1.102', stop: '192.168.1.106' }])).toEqual([]);
  });

  test.each([
    { start: '192.168.1.106', stop: '192.168.1.102' },
    { start: '192.168.1.1', stop: 'fd00::1' },
    { cidr: '192.168.1.0/40' },
  ])('fails where the block is no range: %j', (block) => {
    expect(check([block]).map((issue) => issue.code)).toEqual(['not-a-range']);
  });

  test('fails where a fact of the site is no address', () => {
    expect(check([{ start: '192.168.1.102' }], ['gateway']).map((issue) => issue.code)).toEqual(['not-an-address']);
  });
});
