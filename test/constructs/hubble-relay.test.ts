import { renderHubbleRelay } from '../../src/constructs/hubble-relay';
import type { ContextOptions } from '../support';
import { contextFor, find } from '../support';

interface Rendered {
  readonly metadata: { readonly labels?: object; readonly annotations?: object; readonly namespace?: string };
  readonly spec: {
    readonly ports: readonly object[];
    readonly maxUnavailable?: unknown;
    readonly minAvailable?: unknown;
    readonly unhealthyPodEvictionPolicy?: unknown;
    readonly template: {
      readonly metadata: { readonly labels: object; readonly annotations?: object };
      readonly spec: {
        readonly hostUsers?: boolean;
        readonly containers: readonly { readonly args: readonly string[]; readonly ports: readonly object[] }[];
        readonly volumes: readonly { readonly name: string; readonly projected?: object }[];
        readonly topologySpreadConstraints?: readonly object[];
      };
    };
  };
  readonly data: Readonly<Record<string, string>>;
}

interface Extra {
  readonly hubble?: object;
  readonly values?: object;
  readonly options?: ContextOptions;
}

const render = (release: string, relay: object, { hubble, values, options }: Extra = {}) =>
  renderHubbleRelay(
    contextFor(release, { ...values, hubble: { ...hubble, relay: { enabled: true, ...relay } } }, options),
  );
const deployment = (release: string, relay: object, extra: Extra = {}) =>
  find<Rendered>(render(release, relay, extra), 'Deployment', 'hubble-relay').spec.template;
const config = (release: string, relay: object, extra: Extra = {}) =>
  find<Rendered>(render(release, relay, extra), 'ConfigMap', 'hubble-relay-config').data['config.yaml']?.split('\n') ??
  [];

test('Relay needs Hubble', () => {
  expect(renderHubbleRelay(contextFor('1.20.0'))).toEqual([]);
  expect(render('1.20.0', {}, { hubble: { enabled: false } })).toEqual([]);
});

describe("Relay's configuration", () => {
  test('is the text that the chart writes, to the byte', () => {
    expect(config('1.20.0', {}).join('\n')).toBe(`cluster-name: default
peer-service: "hubble-peer.kube-system.svc.cluster.local.:443"
listen-address: :4245
gops: true
gops-port: "9893"
retry-timeout: ${''}
sort-buffer-len-max: ${''}
sort-buffer-drain-timeout: ${''}
tls-hubble-client-cert-file: /var/lib/hubble-relay/tls/client.crt
tls-hubble-client-key-file: /var/lib/hubble-relay/tls/client.key
tls-hubble-server-ca-files: /var/lib/hubble-relay/tls/hubble-server-ca.crt

disable-server-tls: true
`);
  });

  test('says so where the agents speak no TLS, and then serves none either', () => {
    const lines = config('1.20.0', { tls: { server: { enabled: true } } }, { hubble: { tls: { enabled: false } } });
    expect(lines).toContain('disable-client-tls: true');
    expect(lines).toContain('disable-server-tls: true');
    expect(lines[1]).toContain(':80"');
  });

  test('asks clients for certificates with mTLS', () => {
    const ca = 'tls-relay-client-ca-files: /var/lib/hubble-relay/tls/hubble-server-ca.crt';
    expect(config('1.20.0', { tls: { server: { enabled: true } } })).not.toContain(ca);
    expect(config('1.20.0', { tls: { server: { enabled: true, mtls: true } } })).toContain(ca);
  });

  test('samples contention since 1.19', () => {
    const relay = { pprof: { enabled: true } };
    expect(config('1.18.12', relay)).toEqual(expect.arrayContaining(['pprof: "true"', 'pprof-port: "6062"']));
    expect(config('1.18.12', relay)).not.toContain('pprof-mutex-profile-fraction: "0"');
    expect(config('1.19.0', relay)).toContain('pprof-mutex-profile-fraction: "0"');
  });

  test('sets the log since 1.18.7', () => {
    const relay = { logOptions: { format: 'json', level: 'debug' } };
    expect(config('1.18.7', relay)).toEqual(expect.arrayContaining(['log-format: json', 'log-level: debug']));
    expect(config('1.18.6', relay)).not.toContain('log-format: json');
  });

  test('prints large numbers as numbers, not as 1e+06', () => {
    expect(config('1.20.0', { sortBufferLenMax: 1000000 })).toContain('sort-buffer-len-max: 1000000');
  });
});

describe("Relay's Deployment", () => {
  test('restarts with its configuration only if asked to', () => {
    const key = ['cilium.io/hubble-relay-configmap-checksum'];
    const checksum = (relay: object) =>
      (deployment('1.20.0', relay).metadata.annotations ?? {}) as Record<string, string>;
    expect(checksum({})).not.toHaveProperty(key);
    const before = checksum({ rollOutPods: true });
    expect(before).toHaveProperty(key);
    expect(checksum({ rollOutPods: true, replicas: 3 })).toEqual(before);
    expect(checksum({ rollOutPods: true, retryTimeout: '9s' })).not.toEqual(before);
  });

  test('labels its pods with the chart since 1.20: leaving it out would restart them at a hand-over', () => {
    expect(deployment('1.20.0', {}).metadata.labels).toHaveProperty(['helm.sh/chart'], 'cilium-1.20.0');
    expect(deployment('1.19.6', {}).metadata.labels).not.toHaveProperty(['helm.sh/chart']);
  });

  test('lets the user’s labels win', () => {
    const values = { commonLabels: { 'k8s-app': 'common', team: 'net' } };
    expect(deployment('1.20.0', { podLabels: { team: 'pod' } }, { values }).metadata.labels).toMatchObject({
      'k8s-app': 'common',
      team: 'pod',
    });
  });

  test('keeps the node’s user IDs only if chosen, from Kubernetes 1.33 on, since 1.20', () => {
    const hubble = { hostUsers: false };
    const kube = (kubeVersion: string) => ({ hubble, options: { kubeVersion } });
    expect(deployment('1.20.0', {}, kube('v1.33.1-eks-1')).spec.hostUsers).toBe(false);
    expect(deployment('1.20.0', {}, kube('1.32.0')).spec.hostUsers).toBeUndefined();
    expect(deployment('1.19.6', {}, kube('1.34.0')).spec.hostUsers).toBeUndefined();
    expect(deployment('1.20.0', {}).spec.hostUsers).toBeUndefined();
  });

  test('has a writable /tmp since 1.20', () => {
    const volumes = (release: string) => deployment(release, {}).spec.volumes.map(({ name }) => name);
    expect(volumes('1.20.0')).toEqual(['tmp-volume', 'config', 'tls']);
    expect(volumes('1.19.6')).toEqual(['config', 'tls']);
  });

  test('trusts the CA in its certificate’s Secret, or the bundle', () => {
    const tls = (values: object) => deployment('1.20.0', {}, { values }).spec.volumes.at(-1)?.projected;
    const pair = [
      { key: 'tls.crt', path: 'client.crt' },
      { key: 'tls.key', path: 'client.key' },
    ];
    const name = 'hubble-relay-client-certs';
    expect(tls({})).toEqual({
      defaultMode: 0o400,
      sources: [{ secret: { name, items: [...pair, { key: 'ca.crt', path: 'hubble-server-ca.crt' }] } }],
    });
    expect(tls({ tls: { caBundle: { enabled: true } } })).toEqual({
      defaultMode: 0o400,
      sources: [
        { secret: { name, items: pair } },
        { configMap: { name: 'cilium-root-ca.crt', items: [{ key: 'ca.crt', path: 'hubble-server-ca.crt' }] } },
      ],
    });
  });

  test('spreads its own pods unless a constraint selects others', () => {
    const other = { labelSelector: { matchLabels: { a: 'b' } } };
    const own = { labelSelector: { matchLabels: { 'k8s-app': 'hubble-relay' } } };
    const relay = { topologySpreadConstraints: [{ maxSkew: 1 }, { maxSkew: 2, labelSelector: {} }, other] };
    expect(deployment('1.20.0', relay).spec.topologySpreadConstraints).toEqual([
      { maxSkew: 1, ...own },
      { maxSkew: 2, ...own },
      other,
    ]);
  });

  test('listens where it is told, as a number', () => {
    expect(deployment('1.20.0', { listenPort: '4300' }).spec.containers[0]?.ports).toEqual([
      { name: 'grpc', containerPort: 4300 },
    ]);
  });
});

describe("Relay's services", () => {
  const service = (relay: object) => find<Rendered>(render('1.20.0', relay), 'Service', 'hubble-relay');

  test('listen on 443 with a server’s certificate, on 80 without, or where they are told', () => {
    expect(service({}).spec.ports[0]).toMatchObject({ port: 80, targetPort: 'grpc' });
    expect(service({ tls: { server: { enabled: true } } }).spec.ports[0]).toMatchObject({ port: 443 });
    expect(service({ servicePort: 8443 }).spec.ports[0]).toMatchObject({ port: 8443 });
  });

  test('take a node’s port only as NodePort', () => {
    expect(service({ service: { nodePort: 31000 } }).spec.ports[0]).not.toHaveProperty('nodePort');
    expect(service({ service: { type: 'NodePort', nodePort: 31000 } }).spec.ports[0]).toHaveProperty('nodePort', 31000);
  });

  test('fail on a switch that is no boolean', () => {
    expect(() => render('1.20.0', { tls: { server: { enabled: 'yes' } } })).toThrow(
      'values.hubble.relay.tls.server.enabled',
    );
  });

  test('serve metrics apart, and are scraped by annotation or by monitor', () => {
    const prometheus = { enabled: true, serviceMonitor: { enabled: true, namespace: 'mon' } };
    expect(service({ prometheus: { enabled: true } }).metadata.annotations).toHaveProperty(
      ['prometheus.io/port'],
      '9966',
    );
    expect(service({ prometheus }).metadata.annotations).toBeUndefined();
    const monitor = (release: string) =>
      find<Rendered>(render(release, { prometheus }), 'ServiceMonitor', 'hubble-relay');
    expect(monitor('1.18.2').metadata).toMatchObject({
      namespace: 'mon',
      labels: { 'app.kubernetes.io/name': 'hubble-relay' },
    });
    expect(monitor('1.18.1').metadata.labels).toBeUndefined();
  });
});

test('a disruption budget knows no zero, and an eviction policy from Kubernetes 1.27 on', () => {
  const podDisruptionBudget = {
    enabled: true,
    maxUnavailable: '50%',
    minAvailable: 0,
    unhealthyPodEvictionPolicy: 'AlwaysAllow',
  };
  const budget = (kubeVersion: string) =>
    find<Rendered>(
      render('1.20.0', { podDisruptionBudget }, { options: { kubeVersion } }),
      'PodDisruptionBudget',
      'hubble-relay',
    ).spec;
  expect(budget('1.34.0')).toMatchObject({ maxUnavailable: '50%', unhealthyPodEvictionPolicy: 'AlwaysAllow' });
  expect(budget('1.34.0').minAvailable).toBeUndefined();
  expect(budget('1.26.3').unhealthyPodEvictionPolicy).toBeUndefined();
});
