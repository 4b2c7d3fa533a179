import type { Deployment } from 'kubernetes-types/apps/v1';
import type { CronJob, Job } from 'kubernetes-types/batch/v1';
import type { Container } from 'kubernetes-types/core/v1';
import { renderClusterMesh } from '../../src/constructs/clustermesh';
import { toGoYaml } from '../../src/core/go-yaml';
import { formatIssue, IssueError, type Issue } from '../../src/core/issue';
import type { JsonObject } from '../../src/core/json';
import { contextFor, find } from '../support';

const NEWEST = '1.20.0';

/** clustermesh-apiserver with certificates made by certgen. */
function meshValues(clustermesh: { apiserver?: object; [key: string]: unknown } = {}): object {
  const { apiserver, ...rest } = clustermesh;
  return {
    cluster: { name: 'one', id: 1 },
    clustermesh: { useAPIServer: true, ...rest, apiserver: { tls: { auto: { method: 'cronJob' } }, ...apiserver } },
  };
}

function render(values: object, release = NEWEST, issues: Issue[] = []) {
  return renderClusterMesh(contextFor(release, values, { issues }));
}

function names(values: object, release = NEWEST): string[] {
  return render(values, release).map(({ kind, metadata }) => `${kind}/${metadata.name}`);
}

function containersOf(values: object, release = NEWEST): Record<string, Container> {
  const deployment = find<Deployment>(render(values, release), 'Deployment', 'clustermesh-apiserver');
  const containers = deployment.spec?.template.spec?.containers ?? [];
  return Object.fromEntries(containers.map((container) => [container.name, container]));
}

function podOf(values: object, release = NEWEST) {
  const deployment = find<Deployment>(render(values, release), 'Deployment', 'clustermesh-apiserver');
  return { template: deployment.spec?.template, spec: deployment.spec?.template.spec, deployment };
}

/** What a Secret says about a cluster, decoded. */
function etcdConfigOf(values: object, cluster: string, release = NEWEST, secret = 'cilium-clustermesh'): string {
  const { data } = find<{ data: Record<string, string> }>(render(values, release), 'Secret', secret);
  return Buffer.from(data[cluster] ?? '', 'base64').toString();
}

function config(...clusters: unknown[]) {
  return { config: { enabled: true, clusters } };
}

const two = { name: 'two', address: 'two.example.org', port: 2379 };

describe('what is there', () => {
  test('without the API server, nulls count only where the chart looks', () => {
    const without = (apiserver: object) => () => names({ clustermesh: { useAPIServer: false, apiserver } }, '1.20.2');
    expect(without({ tls: null })).not.toThrow();
    expect(without({ metrics: null })).toThrow();
    expect(without({ metrics: { kvstoremesh: null } })).toThrow();
  });

  test('a quoted priority class is read as YAML reads what the chart pastes', () => {
    const values = meshValues({ apiserver: { priorityClassName: '"quoted"' } });
    const deployment = find<Deployment>(render(values), 'Deployment', 'clustermesh-apiserver');
    expect(deployment.spec?.template.spec?.priorityClassName).toBe('quoted');
  });

  test('nothing without a mesh', () => {
    expect(render({})).toEqual([]);
  });

  test('one Secret where only other clusters are named', () => {
    expect(names({ clustermesh: config(two) })).toEqual(['Secret/cilium-clustermesh']);
  });

  test('etcd, the API server and KVStoreMesh share a pod', () => {
    expect(Object.keys(containersOf(meshValues()))).toEqual(['etcd', 'apiserver', 'kvstoremesh']);
  });

  test('with an external etcd KVStoreMesh is alone, and the old pod goes before the new one comes', () => {
    const values = {
      ...meshValues({ apiserver: { kvstoremesh: { kvstoreMode: 'external' } } }),
      identityAllocationMode: 'kvstore',
    };
    expect(Object.keys(containersOf(values))).toEqual(['kvstoremesh']);
    expect(podOf(values).deployment.spec?.strategy).toEqual({ type: 'Recreate' });
    expect(containersOf(values).kvstoremesh?.args).toContain('--enable-heartbeat=true');
    expect(names(values)).not.toContain('Service/clustermesh-apiserver');
  });

  test('the Service can be made elsewhere from 1.19 on', () => {
    const values = meshValues({ apiserver: { service: { externallyCreated: true } } });
    expect(names(values, '1.18.12')).toContain('Service/clustermesh-apiserver');
    expect(names(values, '1.19.0')).not.toContain('Service/clustermesh-apiserver');
  });
});

describe('releases', () => {
  test('pods carry the release from 1.20 on', () => {
    expect(podOf(meshValues(), '1.19.7').template?.metadata?.labels).not.toHaveProperty(['helm.sh/chart']);
    expect(podOf(meshValues(), '1.20.2').template?.metadata?.labels?.['helm.sh/chart']).toBe('cilium-1.20.2');
  });

  test('etcd listens on the pod address until 1.18.4, on every address since', () => {
    const before = containersOf(meshValues(), '1.18.4').etcd;
    const since = containersOf(meshValues(), '1.18.5').etcd;
    expect(before?.args).toContain('--listen-metrics-urls=http://[$(HOSTNAME_IP)]:9963');
    expect(before?.env?.map(({ name }) => name)).toContain('HOSTNAME_IP');
    expect(since?.args).toContain('--listen-client-urls=https://0.0.0.0:2379');
    expect(since?.env?.map(({ name }) => name)).not.toContain('HOSTNAME_IP');
  });

  test('the limits of etcd requests were fixed before 1.20', () => {
    const limit = (release: string) =>
      containersOf(meshValues(), release).apiserver?.args?.find((arg) => arg.startsWith('--kvstore-opt=etcd.qps='));
    expect(limit('1.19.7')).toBe('--kvstore-opt=etcd.qps=20');
    expect(limit('1.20.0')).toBe('--kvstore-opt=etcd.qps=50');
  });

  test('the default of authMode decides whether remote clusters are users', () => {
    expect(containersOf(meshValues(), '1.18.12').apiserver?.args).not.toContain('--cluster-users-enabled');
    expect(containersOf(meshValues(), '1.19.0').apiserver?.args).toContain('--cluster-users-enabled');
  });
});

describe('remote clusters', () => {
  test('agents talk to KVStoreMesh where it runs, and it talks to the remote clusters', () => {
    const values = meshValues(config(two));
    expect(etcdConfigOf(values, 'two')).toBe(
      [
        'endpoints:',
        '- https://clustermesh-apiserver.kube-system.svc:2379',
        'trusted-ca-file: /var/lib/cilium/clustermesh/local-etcd-client-ca.crt',
        'key-file: /var/lib/cilium/clustermesh/local-etcd-client.key',
        'cert-file: /var/lib/cilium/clustermesh/local-etcd-client.crt',
      ].join('\n'),
    );
    expect(etcdConfigOf(values, 'two', NEWEST, 'cilium-kvstoremesh')).toContain('- https://two.example.org:2379\n');
  });

  test('addresses stand behind a name under the domain, which the configuration itself resolves from 1.20 on', () => {
    const values = { clustermesh: config({ name: 'two', ips: ['10.0.0.1', 'fd00::1'], port: 32379 }) };
    expect(etcdConfigOf(values, 'two')).toContain('- https://two.mesh.cilium.io:32379\n');
    expect(etcdConfigOf(values, 'two')).toContain('ips: \n    - 10.0.0.1\n    - fd00::1');
    expect(etcdConfigOf(values, 'two', '1.19.7')).not.toContain('cilium-host-aliases');
  });

  test('a certificate of its own needs certificate and key', () => {
    const tls = { cert: 'Y2VydA==', key: 'a2V5', caCert: 'Y2E=' };
    expect(etcdConfigOf({ clustermesh: config({ ...two, tls }) }, 'two')).toContain('/two.etcd-client.key');
    const half = etcdConfigOf({ clustermesh: config({ ...two, tls: { ...tls, key: '' } }) }, 'two');
    expect(half).toContain('key-file: /var/lib/cilium/clustermesh/common-etcd-client.key');
  });

  test('the pod knows the addresses too, unless that is switched off', () => {
    const clusters = config({ name: 'two', ips: ['10.0.0.1'], port: 1 });
    expect(podOf(meshValues(clusters)).spec?.hostAliases).toEqual([
      { ip: '10.0.0.1', hostnames: ['two.mesh.cilium.io'] },
    ]);
    expect(podOf(meshValues({ ...clusters, disableKubernetesHostAliases: true })).spec).not.toHaveProperty(
      'hostAliases',
    );
  });

  test('from 1.19 on they are sorted, the last of a name counts, and a disabled one is left out', () => {
    const values = meshValues({
      config: {
        enabled: true,
        clusters: [{ ...two, name: 'z' }, two, { ...two, port: 9 }, { ...two, name: 'a', enabled: false }],
      },
    });
    const users = (release: string) =>
      find<{ data: JsonObject }>(render(values, release), 'ConfigMap', 'clustermesh-remote-users').data['users.yaml'];
    expect(users('1.19.0')).toBe('users:\n- name: remote-two\n  role: remote\n- name: remote-z\n  role: remote\n');
    expect(etcdConfigOf(values, 'two', '1.19.0', 'cilium-kvstoremesh')).toContain(':9\n');
  });

  test('a map names them by its keys', () => {
    const values = { clustermesh: { config: { enabled: true, clusters: { three: { address: 'x', port: 1 } } } } };
    expect(etcdConfigOf(values, 'three')).toContain('https://x:1');
  });

  test.each([
    ['cluster-without-address', { name: 'two', port: 1 }],
    ['cluster-without-port', { name: 'two', address: 'x' }],
    ['cluster-without-name', { address: 'x', port: 1 }],
    ['not-a-boolean', { ...two, enabled: 'false' }],
    ['not-a-cluster', 'two'],
  ])('fails with %s', (code, cluster) => {
    expect(() => render({ clustermesh: config(cluster) })).toThrow(code);
  });

  test('fails for clusters that are neither list nor map', () => {
    expect(() => render({ clustermesh: { config: { enabled: true, clusters: null } } })).toThrow(
      'not-a-list-of-clusters',
    );
  });
});

describe('certificates', () => {
  test('Helm’s own method becomes certgen, with one warning', () => {
    const issues: Issue[] = [];
    const byHelm = render(meshValues({ apiserver: { tls: { auto: { method: 'helm' } } } }), NEWEST, issues);
    expect(byHelm).toEqual(render(meshValues()));
    expect(issues.map(({ code, severity }) => `${severity} ${code}`)).toEqual(['warning certificates-by-helm']);
    expect(byHelm.filter(({ kind }) => kind === 'Secret')).toEqual([]);
  });

  test('the Job is named after its content from 1.19 on, for a Job cannot be changed', () => {
    const jobName = (values: object, release: string) =>
      names(values, release).find((name) => name.startsWith('Job/')) ?? '';
    expect(jobName(meshValues(), '1.18.12')).toBe('Job/clustermesh-apiserver-generate-certs');
    expect(jobName(meshValues(), '1.19.0')).toMatch(/-[0-9a-f]{10}$/);
    const other = { ...meshValues(), certgen: { generateCA: false } };
    expect(jobName(other, '1.19.0')).not.toBe(jobName(meshValues(), '1.19.0'));
  });

  test('a schedule makes the CronJob of the same Job', () => {
    const objects = render(meshValues({ apiserver: { tls: { auto: { method: 'cronJob', schedule: '@monthly' } } } }));
    const cronJob = find<CronJob>(objects, 'CronJob', 'clustermesh-apiserver-generate-certs');
    const job = objects.find(({ kind }) => kind === 'Job') as unknown as Job;
    expect(cronJob.spec?.schedule).toBe('@monthly');
    expect(cronJob.spec?.jobTemplate.spec).toEqual(JSON.parse(JSON.stringify(job.spec)));
    expect(names(meshValues({ apiserver: { tls: { auto: { method: 'cronJob', schedule: '' } } } }))).not.toContain(
      'CronJob/clustermesh-apiserver-generate-certs',
    );
  });

  test('the server answers to the Service and to further names, from 1.20 on without the name of old', () => {
    const hosts = (release: string) => {
      const tls = { auto: { method: 'cronJob' }, server: { extraDnsNames: ['mesh.example.org', 'on'] } };
      const job = render(meshValues({ apiserver: { tls } }), release).find(
        ({ kind }) => kind === 'Job',
      ) as unknown as Job;
      const text = job.spec?.template.spec?.containers[0]?.env?.[0]?.value ?? '';
      return text.slice(text.indexOf('hosts:'), text.indexOf('  usage:')).trim().split('\n').slice(1);
    };
    expect(hosts('1.19.7')).toContain('  - "clustermesh-apiserver.cilium.io"');
    expect(hosts('1.20.0')).toEqual([
      '  - clustermesh-apiserver.kube-system.svc',
      "  - '*.mesh.cilium.io'",
      '  - mesh.example.org',
      '  - "on"',
      '  - 127.0.0.1',
      '  - ::1',
    ]);
  });

  test('cert-manager gets Certificates, valid for hours', () => {
    const auto = { method: 'certmanager', certManagerIssuerRef: { name: 'ca' }, certValidityDuration: 2 };
    const objects = render(meshValues({ apiserver: { tls: { auto } } }));
    const server = find<{ spec: JsonObject }>(objects, 'Certificate', 'clustermesh-apiserver-server-cert');
    expect(server.spec).toMatchObject({ duration: '48h0m0s', issuerRef: { name: 'ca' } });
    expect(objects.filter(({ kind }) => kind === 'Job')).toEqual([]);
  });

  test('fails with annotations on Certificates before 1.19.4, as the chart does', () => {
    const values = meshValues({ annotations: { a: 'b' }, apiserver: { tls: { auto: { method: 'certmanager' } } } });
    expect(() => render(values, '1.19.3')).toThrow('annotations-break-certificate');
    expect(names(values, '1.19.4')).toContain('Certificate/clustermesh-apiserver-server-cert');
  });

  test('certificates given as values become Secrets before 1.20, and all of them have to be there', () => {
    const pair = { cert: 'YQ==', key: 'Yg==' };
    const tls = { auto: { enabled: false }, admin: pair, remote: pair, server: pair };
    expect(names(meshValues({ apiserver: { tls } }), '1.19.7')).toContain('Secret/clustermesh-apiserver-admin-cert');
    expect(names(meshValues({ apiserver: { tls } }))).not.toContain('Secret/clustermesh-apiserver-admin-cert');
    expect(() => render(meshValues({ apiserver: { tls: { ...tls, remote: {} } } }), '1.19.7')).toThrow(
      'values.clustermesh.apiserver.tls.remote.cert',
    );
  });

  test('the CA can come from a bundle', () => {
    const values = {
      ...meshValues(),
      tls: { caBundle: { enabled: true, useSecret: true, name: 'roots', key: 'pem' } },
    };
    const volume = podOf(values).spec?.volumes?.find(({ name }) => name === 'etcd-server-secrets');
    expect(volume?.projected).toMatchObject({
      defaultMode: 0o400,
      sources: [{}, { secret: { name: 'roots', items: [{ key: 'pem', path: 'ca.crt' }] } }],
    });
  });
});

describe('services and metrics', () => {
  test('clients stay with one replica where there are several', () => {
    const affinity = (apiserver: object) =>
      find<{ spec: JsonObject }>(render(meshValues({ apiserver })), 'Service', 'clustermesh-apiserver').spec
        .sessionAffinity;
    expect(affinity({ replicas: 1 })).toBeUndefined();
    expect(affinity({ replicas: 2 })).toBe('ClientIP');
    expect(affinity({ service: { enableSessionAffinity: 'Always' } })).toBe('ClientIP');
  });

  test('a node port counts for that type only, an address for a load balancer only', () => {
    const service = { type: 'LoadBalancer', nodePort: 32379, loadBalancerIP: '192.0.2.1' };
    const { spec } = find<{ spec: JsonObject }>(
      render(meshValues({ apiserver: { service } })),
      'Service',
      'clustermesh-apiserver',
    );
    expect(spec).toMatchObject({ loadBalancerIP: '192.0.2.1', ports: [{ port: 2379 }] });
    expect(spec.ports).not.toEqual([expect.objectContaining({ nodePort: 32379 })]);
  });

  test('Prometheus scrapes what there is', () => {
    const metrics = { kvstoremesh: { enabled: false }, serviceMonitor: { enabled: true } };
    const monitor = find<{ spec: { endpoints: { port: string }[] } }>(
      render(meshValues({ apiserver: { metrics } })),
      'ServiceMonitor',
      'clustermesh-apiserver',
    );
    expect(monitor.spec.endpoints.map(({ port }) => port)).toEqual(['apiserv-metrics', 'etcd-metrics']);
  });

  test('fails for an unknown way to tell clusters apart, and says which there are', () => {
    const run = () => render(meshValues({ apiserver: { tls: { authMode: 'users', auto: { method: 'cronJob' } } } }));
    expect(run).toThrow(IssueError);
    expect(run).toThrow('legacy, migration, cluster');
  });
});

test('a list in Go’s YAML quotes what would not read back as text', () => {
  expect(toGoYaml(['a.b', '*.c', '', 'yes', '0x1f', '1.5', '2001-01-01', 'a: b', "it's #1", '::1', null, 7])).toBe(
    ['a.b', "'*.c'", '""', '"yes"', '"0x1f"', '"1.5"', '"2001-01-01"', "'a: b'", "'it''s #1'", '::1', 'null', '7']
      .map((item) => `- ${item}`)
      .join('\n'),
  );
  expect(toGoYaml([])).toBe('[]');
});

test('issues name the cluster and the mend', () => {
  try {
    render({ clustermesh: config({ name: 'two', address: 'x' }) });
  } catch (error) {
    const [issue] = (error as IssueError).issues;
    expect(formatIssue(issue as Issue)).toContain("clustermesh-apiserver's Service in two");
  }
  expect.assertions(1);
});
