import { checkCluster } from '../../src/model/check-cluster';
import { checkDeliveries } from '../../src/model/check-deliveries';
import { defineCluster, type Cluster } from '../../src/model/cluster';
import { argocd, flux, type Delivery } from '../../src/model/delivery';

const REPOSITORY = 'https://example.com/x.git';

function cluster(delivery: unknown, name = 'lab'): Cluster {
  return defineCluster(name, { cilium: '1.20.2', kubernetes: '1.34', delivery: delivery as Delivery });
}

/** Where and what, of each finding. */
function found(delivery: unknown, name = 'lab'): string[] {
  return checkCluster(cluster(delivery, name)).map(
    ({ code, path }) => `${path.replace(/^.*: delivery\.?/, '')} ${code}`,
  );
}

const byFlux = (options: object): unknown => flux({ path: './dist/lab', ...options } as never);
const byArgo = (options: object): unknown => argocd({ repoURL: REPOSITORY, path: 'dist/lab', ...options } as never);
const checksums = { checksums: { a: 'b' } };
const kubeConfig = { secretRef: { name: 'lab-kubeconfig' } };

test.each<[string, unknown]>([
  ['Flux with nothing but a path', byFlux({})],
  ['Flux with all that manifests mode has', byFlux({ adopt: checksums, kubeConfig, prefix: 'net', interval: '1h30m' })],
  ['Flux in helm mode', byFlux({ mode: 'helm', chart: { url: 'oci://r.example.com/cilium' } })],
  [
    'Flux in helm mode from a registry without TLS',
    byFlux({ mode: 'helm', chart: { url: 'oci://r:5000/cilium', insecure: true } }),
  ],
  ['Flux behind a Kustomization', byFlux({ requires: { gatewayAPI: { name: 'gateway-api', version: 'v1.4.0' } } })],
  ['Argo CD with a repository and a path', byArgo({})],
  ['Argo CD with a repository by ssh', byArgo({ repoURL: 'git@example.com:x/y.git' })],
  ['Argo CD in helm mode', byArgo({ mode: 'helm', chart: { url: 'https://helm.example.com' } })],
  ['Argo CD as one of a fleet', byArgo({ fleet: 'edge', destination: { name: 'lab' } })],
])('%s is fine', (_, delivery) => expect(found(delivery)).toEqual([]));

test.each<[string, unknown, string]>([
  ['helm mode with adoption', byFlux({ mode: 'helm', adopt: checksums }), 'adopt delivery-helm'],
  [
    'helm mode with a version to restart for',
    byFlux({ mode: 'helm', requires: { gatewayAPI: { name: 'gw', version: '1' } } }),
    'requires.gatewayAPI.version delivery-helm',
  ],
  ['helm mode into a cluster without Flux', byFlux({ mode: 'helm', kubeConfig }), 'kubeConfig delivery-helm'],
  ['helm mode in a fleet', byArgo({ mode: 'helm', fleet: 'edge' }), 'fleet delivery-helm'],
  ['manifests mode with a chart', byFlux({ chart: { url: 'oci://r/cilium' } }), 'chart delivery-manifests'],
  ['a mode that is none', byFlux({ mode: 'both' }), 'mode delivery-mode'],
  ['Argo CD without a repository URL', byArgo({ repoURL: undefined }), 'repoURL delivery-repository'],
  ['Argo CD with a folder for a repository', byArgo({ repoURL: './x' }), 'repoURL delivery-repository'],
  ['Argo CD without a revision', byArgo({ targetRevision: '' }), 'targetRevision delivery-revision'],
  ['a path that leaves the repository', byFlux({ path: './dist/../../lab' }), 'path delivery-path'],
  ['an absolute path', byArgo({ path: '/dist/lab' }), 'path delivery-path'],
  ['no path', byFlux({ path: undefined }), 'path delivery-path'],
  ['a duration of a week', byFlux({ interval: '1w' }), 'interval delivery-interval'],
  ['a duration that Go knows and Flux does not', byFlux({ interval: '5us' }), 'interval delivery-interval'],
  ['no duration at all', byFlux({ interval: '0s' }), 'interval delivery-interval'],
  ['a namespace in capitals', byFlux({ namespace: 'Flux' }), 'namespace delivery-name'],
  ['a source without a name', byFlux({ source: {} }), 'source.name delivery-name'],
  ['a source that Flux does not have', byFlux({ source: { kind: 'Git', name: 'x' } }), 'source.kind delivery-source'],
  ['a prefix with a slash', byFlux({ prefix: 'a/b' }), 'prefix delivery-name'],
  ['a prefix that is too long for a label', byFlux({ prefix: 'x'.repeat(53) }), 'prefix delivery-name'],
  ['a kubeconfig without a Secret', byFlux({ kubeConfig: {} }), 'kubeConfig.secretRef.name delivery-name'],
  ['a project with a blank', byArgo({ project: 'a b' }), 'project delivery-name'],
  ['a fleet with a dot', byArgo({ fleet: 'a.b' }), 'fleet delivery-name'],
  ['two destinations', byArgo({ destination: { server: 'https://x', name: 'x' } }), 'destination delivery-destination'],
  ['no destination', byArgo({ destination: {} }), 'destination delivery-destination'],
  [
    'something required that nothing waits for',
    byFlux({ requires: { istio: { name: 'x' } } }),
    'requires.istio delivery-requires',
  ],
  ['a prerequisite without a name', byFlux({ requires: { prometheus: {} } }), 'requires.prometheus.name delivery-name'],
  ['a wave that is no number', byArgo({ requires: { gatewayAPI: {} } }), 'requires.gatewayAPI.wave delivery-requires'],
  [
    'a restart for the CRDs of Prometheus',
    byFlux({ requires: { prometheus: { name: 'p', version: '1' } } }),
    'requires.prometheus.version delivery-requires',
  ],
  [
    "a prerequisite that is one of Cilium's own Kustomizations",
    byFlux({ requires: { gatewayAPI: { name: 'cilium-agent' } } }),
    'requires.gatewayAPI.name delivery-name-collision',
  ],
  ['a checksum that is no text', byFlux({ adopt: { checksums: { a: 1 } } }), 'adopt delivery-adopt'],
  ['a chart from a web page', byFlux({ mode: 'helm', chart: { url: 'https://x' } }), 'chart.url delivery-chart'],
  ['a digest of another kind', byFlux({ mode: 'helm', chart: { digest: 'md5:1' } }), 'chart.digest delivery-chart'],
  [
    'a registry that is a bit insecure',
    byFlux({ mode: 'helm', chart: { insecure: 1 } }),
    'chart.insecure delivery-chart',
  ],
  [
    'an insecure registry for Argo CD',
    byArgo({ mode: 'helm', chart: { insecure: true } }),
    'chart.insecure delivery-chart',
  ],
  ['a chart that is no map', byFlux({ mode: 'helm', chart: 'oci://r.example.com/cilium' }), 'chart delivery-chart'],
  ['a chart with a slip of the pen', byFlux({ mode: 'helm', chart: { digets: 'x' } }), 'chart.digets delivery-chart'],
  ['a digest for Argo CD', byArgo({ mode: 'helm', chart: { digest: 'x' } }), 'chart.digest delivery-chart'],
  ['an option of the other', byFlux({ repoURL: REPOSITORY }), 'repoURL delivery-field'],
  ['nobody', { by: 'hand' }, ' cluster-spec'],
])('fails: %s, with one error that says what is allowed', (_, delivery, expected) => {
  expect(found(delivery)).toEqual([expected]);
  for (const { allowed, got, severity } of checkCluster(cluster(delivery))) {
    expect(severity).toBe('error');
    expect({ allowed, got }).toEqual({ allowed: expect.any(String) as string, got: expect.any(String) as string });
  }
});

test('fails: everything that is wrong is told at once', () => {
  expect(found(byFlux({ mode: 'helm', path: '/x', interval: 'soon', adopt: checksums, sauce: 1 }))).toEqual([
    'sauce delivery-field',
    'path delivery-path',
    'adopt delivery-helm',
    'interval delivery-interval',
  ]);
});

test("fails: a cluster whose name no Application can begin with, which Flux's own Kustomizations do not use", () => {
  expect(found(byArgo({}), 'Lab')).toEqual(['name delivery-name']);
  expect(found(byFlux({}), 'Lab')).toEqual([]);
});

describe('clusters of one app', () => {
  const codes = (...clusters: Cluster[]) => checkDeliveries(clusters).map(({ code, path }) => `${path} ${code}`);

  test('may each have a Flux of its own, with the same names in it, or share one by a kubeconfig', () => {
    expect(codes(cluster(flux({ path: './dist/a' }), 'a'), cluster(flux({ path: './dist/b' }), 'b'))).toEqual([]);
    const remote = (name: string) => cluster(flux({ path: `./dist/${name}`, kubeConfig }), name);
    expect(codes(remote('a'), remote('b'))).toEqual([]);
  });

  test('fails: Kustomizations of two clusters with the same names in one namespace', () => {
    const remote = (name: string) => cluster(flux({ path: `./dist/${name}`, kubeConfig, prefix: 'net' }), name);
    expect(codes(remote('a'), remote('b'))).toEqual(['b: delivery delivery-name-collision']);
  });

  test('fails: two clusters from one folder', () => {
    const same = ['./dist/a', 'dist/a/'].map((path, i) => cluster(flux({ path }), `c${i}`));
    expect(codes(...same)).toEqual(['c1: delivery delivery-path-collision']);
    const argo = ['a', 'b'].map((name) => cluster(argocd({ repoURL: REPOSITORY, path: 'dist/a' }), name));
    expect(codes(...argo)).toEqual(['b: delivery delivery-path-collision']);
  });

  test('fails: a fleet that delivers two clusters to one place, or from two repositories', () => {
    const member = (name: string, options: object) =>
      cluster(argocd({ repoURL: REPOSITORY, path: `dist/${name}`, fleet: 'edge', ...options }), name);
    expect(codes(member('a', {}), member('b', {}))).toEqual(['b: delivery delivery-destination-collision']);
    const b = member('b', { destination: { name: 'b' }, repoURL: 'https://example.com/y.git' });
    expect(codes(member('a', {}), b)).toEqual(['b: delivery.fleet delivery-fleet']);
    expect(codes(member('a', {}), member('b', { destination: { name: 'b' } }))).toEqual([]);
  });
});
