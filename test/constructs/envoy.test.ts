import type { DaemonSet } from 'kubernetes-types/apps/v1';
import type { ConfigMap, Container, PodSpec, Service } from 'kubernetes-types/core/v1';
import { renderEnvoy } from '../../src/constructs/envoy';
import { envoyXdsMode } from '../../src/constructs/envoy/xds';
import { contextFor, find, type ContextOptions } from '../support';

const NEWEST = '1.20.2';

interface Named {
  readonly name: string;
  readonly [field: string]: unknown;
}

interface Bootstrap {
  readonly staticResources: { readonly listeners: Named[]; readonly clusters: Named[] };
  readonly dynamicResources: Record<string, unknown>;
  readonly [field: string]: unknown;
}

function envoy(values: object, release = NEWEST): object {
  return renderEnvoy(contextFor(release, { envoy: values }));
}

function bootstrap(values: object, release = NEWEST): Bootstrap {
  const map = find<ConfigMap>(renderEnvoy(contextFor(release, values)), 'ConfigMap', 'cilium-envoy-config');
  return JSON.parse(map.data?.['bootstrap-config.json'] ?? '') as Bootstrap;
}

function daemonSet(values: object, release = NEWEST, options?: ContextOptions): DaemonSet {
  return find<DaemonSet>(renderEnvoy(contextFor(release, values, options)), 'DaemonSet', 'cilium-envoy');
}

function pod(values: object, release = NEWEST, options?: ContextOptions): PodSpec {
  return daemonSet(values, release, options).spec?.template.spec as PodSpec;
}

function container(values: object, release = NEWEST): Container {
  return pod(values, release).containers[0] as Container;
}

function cluster(values: object, name: string, release = NEWEST): Named {
  return bootstrap(values, release).staticResources.clusters.find((one) => one.name === name) as Named;
}

describe('Envoy in pods of its own', () => {
  test.each([
    ['is the default of new clusters', {}, true],
    ['is not, where the cluster is older than the default', { upgradeCompatibility: '1.15' }, false],
    ['is what the user says', { upgradeCompatibility: '1.15', envoy: { enabled: true } }, true],
    ['needs the L7 proxy', { l7Proxy: false, envoy: { enabled: true } }, false],
    ['does not start in preflight', { preflight: { enabled: true } }, false],
  ])('%s', (_, values, rendered) => {
    const objects = renderEnvoy(contextFor(NEWEST, values));
    expect(objects.some(({ kind }) => kind === 'DaemonSet')).toBe(rendered);
  });

  test.each([
    ['1.18.0', []],
    ['1.18.1', ['ConfigMap']],
    ['1.18.5', ['ConfigMap']],
    ['1.18.6', []],
    ['1.19.0', []],
  ])('leaves in preflight of %s: %j', (release, kinds) => {
    const objects = renderEnvoy(contextFor(release, { preflight: { enabled: true } }));
    expect(objects.map(({ kind }) => kind)).toEqual(kinds);
  });

  test('restarts when its bootstrap changes, if asked to and if the bootstrap is ours', () => {
    const checksum = (values: object): string | undefined =>
      daemonSet({ envoy: values }).spec?.template.metadata?.annotations?.['cilium.io/cilium-envoy-configmap-checksum'];
    expect(checksum({})).toBeUndefined();
    expect(checksum({ rollOutPods: true })).toMatch(/^[0-9a-f]{64}$/);
    expect(checksum({ rollOutPods: true, healthPort: 1 })).not.toBe(checksum({ rollOutPods: true }));
    expect(checksum({ rollOutPods: true, bootstrapConfigMap: 'mine' })).toBeUndefined();
  });

  test('mounts the bootstrap ConfigMap that the user names, readable by its owner only', () => {
    const config = pod({ envoy: { bootstrapConfigMap: 'mine' } }).volumes?.find(({ name }) => name === 'envoy-config');
    expect(config?.configMap).toMatchObject({ name: 'mine', defaultMode: 0o400 });
  });

  test('is unconfined by AppArmor through the field, or through an annotation before Kubernetes 1.30', () => {
    const annotation = 'container.apparmor.security.beta.kubernetes.io/cilium-envoy';
    const at = (kubeVersion: string): unknown[] => {
      const template = daemonSet({}, NEWEST, { kubeVersion }).spec?.template;
      return [template?.metadata?.annotations?.[annotation], template?.spec?.securityContext];
    };
    expect(at('1.30.0')).toEqual([undefined, { appArmorProfile: { type: 'Unconfined' } }]);
    expect(at('v1.29.9-gke.1')).toEqual(['unconfined', undefined]);
  });

  test('drops all capabilities but those listed, unless it is privileged', () => {
    const { capabilities } = container({}).securityContext ?? {};
    expect(capabilities).toEqual({ add: ['NET_ADMIN', 'SYS_ADMIN'], drop: ['ALL'] });
    expect(container({ envoy: { securityContext: { privileged: true } } }).securityContext).toEqual({
      privileged: true,
    });
  });

  test('takes further containers beside its own', () => {
    const { containers } = pod({ envoy: { extraContainers: [{ name: 'side', image: 'x' }] } });
    expect(containers.map(({ name }) => name)).toEqual(['cilium-envoy', 'side']);
  });

  test.each([
    ['1.19.7', { startup: [5, undefined], readiness: [undefined, 5] }],
    ['1.20.0', { startup: [3, 4], readiness: [3, 4] }],
  ])('of %s is probed after delays and within timeouts %j', (release, expected) => {
    const timings = { initialDelaySeconds: 3, timeoutSeconds: 4 };
    const { startupProbe, readinessProbe } = container(
      { envoy: { startupProbe: timings, readinessProbe: timings } },
      release,
    );
    expect([startupProbe?.initialDelaySeconds, startupProbe?.timeoutSeconds]).toEqual(expected.startup);
    expect([readinessProbe?.initialDelaySeconds, readinessProbe?.timeoutSeconds]).toEqual(expected.readiness);
  });
});

describe("Envoy's arguments", () => {
  const level = (values: object): string | undefined =>
    container(values).args?.find((arg) => arg.startsWith('--log-level'));

  test.each([
    ['info', {}],
    ['warning', { envoy: { log: { defaultLevel: 'warning' } } }],
    ['trace', { debug: { enabled: true, verbose: 'flow envoy' } }],
    ['debug', { debug: { enabled: true, verbose: 'flow kvstore' }, envoy: { log: { defaultLevel: 'warning' } } }],
    ['info', { debug: { enabled: false, verbose: 'envoy' } }],
    ['info', { debug: { enabled: true, verbose: 'envoys' } }],
  ])('log at %s where %j', (expected, values) => {
    expect(level(values)).toBe(`--log-level ${expected}`);
  });

  test('come in order: those of the starter before the dashes', () => {
    const values = {
      envoy: {
        baseID: 7,
        extraArgs: ['--x'],
        log: { path: '/l' },
        securityContext: { capabilities: { keepCapNetBindService: true } },
      },
    };
    expect(container(values).args).toEqual([
      '--keep-cap-net-bind-service',
      '--',
      '-c /var/run/cilium/envoy/bootstrap-config.json',
      '--base-id 7',
      '--log-level info',
      '--log-path /l',
      '--x',
    ]);
  });

  test('fails where debug.verbose is a list, which the chart cannot split', () => {
    expect(() => container({ debug: { enabled: true, verbose: ['envoy'] } })).toThrow('values.debug.verbose');
  });
});

describe("Envoy's bootstrap", () => {
  const listener = (values: object, name: string): Named =>
    bootstrap(values).staticResources.listeners.find((one) => one.name === name) as Named;
  const address = (value: string, portValue: number): object => ({ socketAddress: { address: value, portValue } });

  test('listens for metrics everywhere, for health and administration on the node only', () => {
    const values = { envoy: { debug: { admin: { enabled: true } } } };
    expect(listener(values, 'envoy-prometheus-metrics-listener').address).toEqual(address('0.0.0.0', 9964));
    expect(listener(values, 'envoy-admin-listener').address).toEqual(address('127.0.0.1', 9901));
    expect(listener(values, 'envoy-health-listener').address).toEqual(address('127.0.0.1', 9878));
  });

  test('opens neither the admin interface nor metrics unless asked to', () => {
    const names = bootstrap({ envoy: { prometheus: { enabled: false } } }).staticResources.listeners.map(
      ({ name }) => name,
    );
    expect(names).toEqual(['envoy-health-listener']);
  });

  test('adds IPv6 beside IPv4, and does without IPv4', () => {
    const both = listener({ ipv6: { enabled: true } }, 'envoy-health-listener');
    expect(both.address).toEqual(address('127.0.0.1', 9878));
    expect(both.additionalAddresses).toEqual([{ address: address('::1', 9878) }]);
    const six = listener({ ipv4: { enabled: false }, ipv6: { enabled: true } }, 'envoy-health-listener');
    expect(six.address).toEqual(address('::1', 9878));
    expect(six).not.toHaveProperty('additionalAddresses');
  });

  test('prints large numbers so that Envoy reads them', () => {
    const { commonHttpProtocolOptions: options } = (
      cluster({ envoy: { idleTimeoutDurationSeconds: 1000000 } }, 'egress-cluster')
        .typedExtensionProtocolOptions as Record<string, { commonHttpProtocolOptions: object }>
    )['envoy.extensions.upstreams.http.v3.HttpProtocolOptions'] ?? { commonHttpProtocolOptions: {} };
    expect(options).toMatchObject({ idleTimeout: '1000000s' });
  });

  test.each(['egress-cluster-tls', 'ingress-cluster-tls'])('wraps %s in the TLS context of the policy', (name) => {
    expect(cluster({}, name)).toMatchObject({ type: 'ORIGINAL_DST', transportSocket: { name: 'cilium.tls_wrapper' } });
    expect(cluster({}, name.replace('-tls', ''))).not.toHaveProperty('transportSocket');
  });

  test.each([
    ['1.19.1', { maxRetries: 128 }, undefined],
    ['1.19.2', { maxRetries: 128, maxConnections: 1024, maxRequests: 1024 }, undefined],
    [
      '1.20.0',
      { maxRetries: 128, maxConnections: 1024, maxRequests: 1024 },
      { maxRetries: 128, maxConnections: 1024, maxRequests: 1024 },
    ],
  ])('of %s limits traffic to %j and xDS to %j', (release, traffic, xds) => {
    const limits = (name: string): unknown =>
      (cluster({}, name, release).circuitBreakers as { thresholds: object[] } | undefined)?.thresholds[0];
    expect(limits('egress-cluster')).toEqual(traffic);
    expect(limits('xds-grpc-cilium')).toEqual(xds);
  });

  test.each([
    ['1.18.7', undefined],
    ['1.18.8', 0o660],
    ['1.19.1', undefined],
    ['1.19.2', 0o660],
    ['1.20.0', 0o660],
  ])('of %s gives the admin socket the mode %s', (release, mode) => {
    const { admin } = bootstrap({}, release) as unknown as { admin: { address: { pipe: { mode?: number } } } };
    expect(admin.address.pipe.mode).toBe(mode);
  });

  test.each([
    ['1.18.12', '50000'],
    ['1.19.0', '7'],
  ])('of %s accepts %s connections', (release, limit) => {
    const values = { envoy: { maxGlobalDownstreamConnections: 7 } };
    expect(JSON.stringify(bootstrap(values, release).overloadManager)).toContain(
      `"max_active_downstream_connections":"${limit}"`,
    );
  });

  test('logs JSON fields if there are any, else a line in which escapes are read', () => {
    const format = (log: object): unknown => bootstrap({ envoy: { log } }).applicationLogConfig;
    expect(format({ format_json: { m: '%v' } })).toEqual({ logFormat: { jsonFormat: { m: '%v' } } });
    expect(format({ format: '[%t]\\t%v' })).toEqual({ logFormat: { textFormat: '[%t]\t%v' } });
  });

  test('fails where the log format ends its own quotes', () => {
    expect(() => bootstrap({ envoy: { log: { format: 'a "b' } } })).toThrow('values.envoy.log.format');
  });
});

describe('discovery of resources', () => {
  test.each([
    ['1.20.0', {}, 'ads'],
    ['1.20.0', { upgradeCompatibility: '1.19' }, ''],
    ['1.20.0', { upgradeCompatibility: '1.19', envoy: { xdsMode: 'strict-ads' } }, 'strict-ads'],
    ['1.20.0', { envoy: { xdsMode: 'split' } }, 'split'],
  ])('of %s with %j has the mode %j', (release, values, mode) => {
    expect(envoyXdsMode(contextFor(release, values))).toBe(mode);
  });

  test('comes over one stream, or over one for each kind', () => {
    expect(bootstrap({}).dynamicResources).toMatchObject({ adsConfig: { apiType: 'GRPC' }, ldsConfig: { ads: {} } });
    const split = bootstrap({ envoy: { xdsMode: 'split' } }).dynamicResources;
    expect(split).toMatchObject({ cdsConfig: { apiConfigSource: { apiType: 'GRPC' }, resourceApiVersion: 'V3' } });
    expect(split).not.toHaveProperty('adsConfig');
  });

  test('knows no such choice in older releases', () => {
    expect(bootstrap({ envoy: { xdsMode: 'ads' } }, '1.19.7').dynamicResources).not.toHaveProperty('adsConfig');
  });
});

describe("the node's zone", () => {
  const values = { envoy: { nodeLocality: { enabled: true } }, k8sServiceHost: 'api', k8sServicePort: 6443 };

  test('is asked of the API server before Envoy starts, and given to it', () => {
    const { initContainers = [], containers, volumes = [] } = pod(values);
    expect(initContainers[0]?.env).toContainEqual({ name: 'KUBERNETES_SERVICE_HOST', value: 'api' });
    expect(containers[0]?.args).toContain('--service-zone');
    expect(volumes).toContainEqual({ name: 'envoy-config-locality', emptyDir: {} });
    expect(cluster(values, '/cilium-locality-cluster')).toMatchObject({
      type: 'EDS',
      edsClusterConfig: { edsConfig: { ads: {} } },
    });
  });

  test('may be read by Envoy, and nothing else', () => {
    const role = find(renderEnvoy(contextFor(NEWEST, values)), 'ClusterRole', 'cilium-envoy-node-locality');
    expect(role.rules).toEqual([{ apiGroups: [''], resources: ['nodes'], verbs: ['get'] }]);
  });

  test('is not known to older releases', () => {
    expect(pod(values, '1.19.7').initContainers).toBeUndefined();
    expect(bootstrap(values, '1.19.7')).not.toHaveProperty('clusterManager');
  });
});

describe("Envoy's metrics", () => {
  const service = (values: object, release = NEWEST): Service =>
    find<Service>(renderEnvoy(contextFor(release, { envoy: values })), 'Service', 'cilium-envoy');

  test('are announced on the Service unless a ServiceMonitor finds them', () => {
    expect(service({}).metadata?.annotations).toEqual({ 'prometheus.io/scrape': 'true', 'prometheus.io/port': '9964' });
    expect(service({ prometheus: { serviceMonitor: { enabled: true } } }).metadata?.annotations).toBeUndefined();
  });

  test('are found by the name of the port before 1.19, then by its number', () => {
    expect(service({}, '1.18.12').spec?.ports?.[0]?.targetPort).toBe('envoy-metrics');
    expect(service({}, '1.19.0').spec?.ports?.[0]?.targetPort).toBe(9964);
  });

  test('have no Service when they are off', () => {
    expect(JSON.stringify(envoy({ prometheus: { enabled: false } }))).not.toContain('"Service"');
  });

  test('bring the admin port along, which is announced only beside them', () => {
    const admin = { debug: { admin: { enabled: true } } };
    expect(container({ envoy: admin }).ports?.map(({ name }) => name)).toEqual(['envoy-metrics', 'envoy-admin']);
    expect(container({ envoy: { ...admin, prometheus: { enabled: false } } }).ports).toBeUndefined();
  });
});
