import { checkMesh, renderCluster, type Cluster, type KubeObject } from '../../src';
import { fleet, meshCluster, sites } from '../../src/clusters/fleet';
import { findKeyMaterial } from '../../src/delivery/key-material';
import { find } from '../support';

/** The decoded entries of a Secret. */
function entries(objects: readonly KubeObject[], name: string): Record<string, string> {
  const { data } = find<{ readonly data: Readonly<Record<string, string>> }>(objects, 'Secret', name);
  return Object.fromEntries(
    Object.entries(data).map(([key, text]) => [key, Buffer.from(text, 'base64').toString('utf8')]),
  );
}

describe('the fleet', () => {
  test('is one cluster a line of the list, without a finding', () => {
    expect(fleet.map(({ name }) => name)).toEqual(['fleet-berlin', 'fleet-oslo', 'fleet-porto']);
    expect(checkMesh(fleet)).toEqual([]);
    expect(fleet.flatMap((cluster) => renderCluster(cluster).issues)).toEqual([]);
  });

  test.each(fleet)('$name connects to all others, by the name its certificate is valid for', (cluster) => {
    const own = cluster.name.replace('fleet-', '');
    const others = sites.filter(({ name }) => name !== own);
    const secrets = entries(renderCluster(cluster).objects, 'cilium-kvstoremesh');
    expect(Object.keys(secrets)).toEqual(others.map(({ name }) => name));
    for (const { name, mesh } of others) {
      expect(secrets[name]).toContain(`- https://${name}.mesh.cilium.io:2379`);
      expect(secrets[name]).toContain(mesh);
    }
  });

  test('proves itself with the certificate that certgen writes, and carries no key', () => {
    for (const cluster of fleet) {
      const { objects } = renderCluster(cluster);
      expect(findKeyMaterial(objects)).toEqual([]);
      for (const text of Object.values(entries(objects, 'cilium-kvstoremesh'))) {
        expect(text).toContain('key-file: /var/lib/cilium/clustermesh/common-etcd-client.key');
      }
    }
  });

  test('makes no authority of its own: those of two clusters would refuse each other', () => {
    for (const cluster of fleet) {
      const jobs = renderCluster(cluster).objects.filter(({ kind }) => kind === 'Job');
      expect(jobs.map(({ metadata }) => metadata.name).sort()).toEqual([
        expect.stringContaining('clustermesh-apiserver-generate-certs'),
        expect.stringContaining('hubble-generate-certs'),
      ]);
      for (const job of jobs) {
        expect(JSON.stringify(job)).toContain('--ca-generate=false');
        expect(JSON.stringify(job)).toContain('--ca-reuse-secret');
      }
    }
  });

  test('has an address for every clustermesh-apiserver, which nothing else is given', () => {
    fleet.forEach((cluster: Cluster, i) => {
      const { objects } = renderCluster(cluster);
      const service = find<{ readonly metadata: { readonly annotations: Record<string, string> } }>(
        objects,
        'Service',
        'clustermesh-apiserver',
      );
      const address = sites[i]?.mesh;
      expect(service.metadata.annotations['lbipam.cilium.io/ips']).toBe(address);
      expect(find(objects, 'CiliumLoadBalancerIPPool', 'mesh')).toMatchObject({
        spec: { blocks: [{ start: address, stop: address }] },
      });
    });
  });

  test('fails where a line of the list repeats an id or pod addresses', () => {
    const [first, second] = sites;
    if (!first || !second) throw new Error('the list is empty');
    const wrong = [first, { ...second, id: first.id, podCIDR: '10.16.128.0/17' }];
    const codes = checkMesh(wrong.map((site) => meshCluster(site, wrong))).map(({ code }) => code);
    expect(codes).toEqual(['mesh-shared-id', 'mesh-shared-pod-cidr']);
  });
});
