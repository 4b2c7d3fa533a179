import {
  ciliumConfigEntries,
  ciliumConfigInput,
  renderCiliumConfig,
  renderConfigMapTemplate,
  renderIpMasqAgent,
} from '../../src/constructs/cilium-config';
import { isWritten } from '../../src/constructs/cilium-config/entry';
import type { RenderContext } from '../../src/constructs/context';
import { contextFor, find } from '../support';

interface ConfigMap {
  readonly metadata: { readonly namespace: string; readonly labels?: Record<string, string> };
  readonly data: Record<string, string>;
}

/** cilium-config's data in a release, with the values over its defaults. */
function config(release: string, values: object = {}): Record<string, string> {
  return find<ConfigMap>(renderCiliumConfig(contextFor(release, values)), 'ConfigMap', 'cilium-config').data;
}

const rendering =
  (release: string, values: object): (() => unknown) =>
  () =>
    renderCiliumConfig(contextFor(release, values));

describe('the ConfigMap cilium-config', () => {
  test('holds text only, whatever the values are', () => {
    const data = config('1.20.0', {
      MTU: 1500,
      cluster: { id: 7 },
      bpf: { monitorFlags: 'yes', monitorAggregation: '0' },
      extraConfig: { 'number-flag': 5, 'switch-flag': true },
    });
    expect(Object.values(data).filter((value) => typeof value !== 'string')).toEqual([]);
    expect(data).toMatchObject({
      mtu: '1500',
      'cluster-id': '7',
      'monitor-aggregation': '0',
      'monitor-aggregation-flags': 'yes',
      'number-flag': '5',
      'switch-flag': 'true',
    });
  });

  test('is not there where nothing reads it, and in a preflight check', () => {
    expect(renderCiliumConfig(contextFor('1.20.0', { agent: false, operator: { enabled: false } }))).toEqual([]);
    expect(renderCiliumConfig(contextFor('1.20.0', { preflight: { enabled: true } }))).toEqual([]);
    expect(renderCiliumConfig(contextFor('1.20.0', { agent: false }))).toHaveLength(1);
  });

  test('stands in the overridden namespace with the common labels', () => {
    const ctx = contextFor('1.20.0', { namespaceOverride: 'cilium', commonLabels: { team: 'net' } });
    const { metadata } = find<ConfigMap>(renderCiliumConfig(ctx), 'ConfigMap', 'cilium-config');
    expect(metadata).toEqual({ name: 'cilium-config', namespace: 'cilium', labels: { team: 'net' } });
  });

  test('writes large numbers as digits, which the agent can read', () => {
    expect(config('1.20.0', { MTU: 1000000 }).mtu).toBe('1000000');
  });

  test('fails where a map is missing that the chart takes for granted', () => {
    expect(rendering('1.20.0', { maglev: null })).toThrow(TypeError);
    expect(rendering('1.20.0', { nodePort: null })).not.toThrow();
  });

  test('leaves out a key whose value was taken away', () => {
    expect(config('1.20.0')).toHaveProperty('enable-ipv6-masquerade');
    expect(config('1.20.0', { enableIPv6Masquerade: null })).not.toHaveProperty('enable-ipv6-masquerade');
  });
});

describe('extraConfig', () => {
  test('overrides what the values say', () => {
    expect(config('1.18.12', { extraConfig: { debug: 'true', custom: 'x' } })).toMatchObject({
      debug: 'true',
      custom: 'x',
    });
  });

  test('takes a key away with null', () => {
    expect(config('1.18.12', { extraConfig: { 'enable-ipv4': null } })).not.toHaveProperty('enable-ipv4');
  });

  test('fails for what is no text', () => {
    expect(rendering('1.20.0', { extraConfig: { flags: ['a'] } })).toThrow(/values\.extraConfig\.flags/);
    expect(rendering('1.20.0', { extraConfig: 'debug: true' })).toThrow(/must be a map/);
  });
});

describe('keys that stand twice', () => {
  test('follow the later one: the directed strict mode wins over the undirected one', () => {
    const strictMode = { enabled: true, cidr: '10.0.0.0/8', egress: { enabled: true, cidr: '172.16.0.0/12' } };
    expect(config('1.19.6', { encryption: { strictMode } })['encryption-strict-egress-cidr']).toBe('172.16.0.0/12');
    expect(config('1.18.12', { encryption: { strictMode } })['encryption-strict-mode-cidr']).toBe('10.0.0.0/8');
    expect(config('1.20.0', { encryption: { strictMode: { enabled: true, cidr: 'x' } } })).not.toHaveProperty(
      'encryption-strict-egress-cidr',
    );
  });

  test('follow the user where the platform wants routes to endpoints too', () => {
    expect(config('1.20.0', { eni: { enabled: true }, ipam: { mode: 'eni' } })['enable-endpoint-routes']).toBe('true');
    expect(config('1.20.0', { endpointRoutes: { enabled: 'yes' } })['enable-endpoint-routes']).toBe('yes');
  });
});

describe('defaults that depend on the minor first installed', () => {
  const since = (upgradeCompatibility: string): Record<string, string> => config('1.20.0', { upgradeCompatibility });

  test('keep the map sizes of clusters older than 1.8', () => {
    expect(since('1.7')).toMatchObject({ 'bpf-ct-global-tcp-max': '524288', 'bpf-ct-global-any-max': '262144' });
    expect(since('1.7')).not.toHaveProperty('bpf-map-dynamic-size-ratio');
    expect(since('1.8')).toHaveProperty('bpf-map-dynamic-size-ratio', '0.0025');
  });

  test('masquerade in eBPF in clusters of 1.8 and 1.9 only', () => {
    expect(['1.7', '1.8', '1.9', '1.10'].map((minor) => since(minor)['enable-bpf-masquerade'])).toEqual([
      undefined,
      'true',
      'true',
      undefined,
    ]);
  });

  test('stream the configuration of Envoy over one connection since 1.20', () => {
    expect(since('1.19')).not.toHaveProperty('envoy-xds-mode');
    expect(config('1.20.0')['envoy-xds-mode']).toBe('ads');
  });

  test('fail for what is no version', () => {
    expect(rendering('1.20.0', { upgradeCompatibility: 'old' })).toThrow(/values\.upgradeCompatibility/);
  });

  test('serve the API of the operator on the loopback address of the family in use', () => {
    expect(config('1.20.0')['operator-api-serve-addr']).toBe('127.0.0.1:9234');
    expect(config('1.20.0', { ipv4: { enabled: false } })['operator-api-serve-addr']).toBe('[::1]:9234');
    expect(since('1.7')).not.toHaveProperty('operator-api-serve-addr');
  });
});

describe('kube-proxy replacement', () => {
  test.each([
    [true, 'true'],
    ['false', 'false'],
    ['', 'false'],
  ])('%p is written as %p', (kubeProxyReplacement, expected) => {
    expect(config('1.20.0', { kubeProxyReplacement })['kube-proxy-replacement']).toBe(expected);
  });

  test('fails for the words of older releases, and says what they mean now', () => {
    expect(rendering('1.20.0', { kubeProxyReplacement: 'strict' })).toThrow(/true, where it was strict/);
  });

  test('fails in 1.18 where an old cluster leaves it open', () => {
    const values = { kubeProxyReplacement: '', upgradeCompatibility: '1.12' };
    expect(rendering('1.18.12', values)).toThrow(/kube-proxy-replacement/);
    expect(config('1.19.6', values)['kube-proxy-replacement']).toBe('false');
  });
});

describe('routing', () => {
  test('is native on GKE and, in newer releases, on AWS ENI', () => {
    expect(config('1.20.0', { gke: { enabled: true } })['routing-mode']).toBe('native');
    expect(config('1.19.6', { eni: { enabled: true } })['routing-mode']).toBe('native');
    expect(config('1.18.12', { eni: { enabled: true } })['routing-mode']).toBe('tunnel');
  });

  test('fails where the platform allows no such mode', () => {
    expect(rendering('1.20.0', { gke: { enabled: true }, routingMode: 'tunnel' })).toThrow(/needs routing mode native/);
    expect(rendering('1.20.0', { aksbyocni: { enabled: true }, routingMode: 'native' })).toThrow(
      /needs routing mode tunnel/,
    );
  });

  test('fails if native routing masquerades and does not know the CIDR of the pods', () => {
    const native = { routingMode: 'native', enableIPv4Masquerade: true };
    expect(rendering('1.18.12', native)).toThrow(/set ipv4NativeRoutingCIDR$/m);
    expect(rendering('1.18.12', { ...native, ipMasqAgent: { enabled: true } })).not.toThrow();
    expect(rendering('1.18.12', { ...native, ipv4NativeRoutingCIDR: '10.0.0.0/8' })).not.toThrow();
  });

  test('takes the CIDR from the only pool of the cluster where that is wished', () => {
    const values = (pools: unknown): object => ({
      routingMode: 'native',
      nativeRoutingCIDRFromClusterPool: true,
      ipam: { operator: { clusterPoolIPv4PodCIDRList: pools } },
    });
    expect(config('1.20.0', values(['10.1.0.0/16']))['ipv4-native-routing-cidr']).toBe('10.1.0.0/16');
    expect(config('1.20.0', values('10.1.0.0/16'))['ipv4-native-routing-cidr']).toBe('10.1.0.0/16');
    expect(rendering('1.20.0', values(['10.1.0.0/16', '10.2.0.0/16']))).toThrow(/exactly one/);
  });

  test('reports every broken requirement, not only the first', () => {
    const values = { kubeProxyReplacement: 'probe', operator: { setNodeTaints: true, removeNodeTaints: false } };
    expect(rendering('1.20.0', values)).toThrow(/kubeProxyReplacement[^]*removeNodeTaints/);
  });
});

describe('lists', () => {
  test('of metrics become words', () => {
    const values = {
      prometheus: { enabled: true, metrics: ['+cilium_bpf_map_pressure', '-cilium_node_connectivity_status'] },
      hubble: { metrics: { enabled: ['dns:query;ignoreAAAA', 'drop'] } },
    };
    expect(config('1.20.0', values)).toMatchObject({
      metrics: '+cilium_bpf_map_pressure -cilium_node_connectivity_status',
      'hubble-metrics': 'dns:query;ignoreAAAA drop',
    });
  });

  test('may be text where the flag takes either', () => {
    expect(config('1.20.0', { devices: ['eth0', 'eth1'] }).devices).toBe('eth0 eth1');
    expect(config('1.20.0', { devices: 'eth+' }).devices).toBe('eth+');
    expect(config('1.20.0', { egressMasqueradeInterfaces: ['eth0', 'eth1'] })['egress-masquerade-interfaces']).toBe(
      'eth0 eth1',
    );
  });

  test('of pools become one text, sorted by name', () => {
    const autoCreateCiliumPodIPPools = {
      other: { ipv6: { cidrs: ['fd00::/104'], maskSize: 120 } },
      default: { ipv4: { cidrs: ['10.1.0.0/16', '10.2.0.0/16'], maskSize: 24 }, allowFirstIP: true },
    };
    const values = { ipam: { mode: 'multi-pool', operator: { autoCreateCiliumPodIPPools } } };
    const pool = 'default=ipv4-cidrs:10.1.0.0/16,10.2.0.0/16;ipv4-mask-size:24';
    const other = 'other=ipv6-cidrs:fd00::/104;ipv6-mask-size:120';
    expect(config('1.19.6', values)['auto-create-cilium-pod-ip-pools']).toBe(`${pool},${other}`);
    expect(config('1.20.0', values)['auto-create-cilium-pod-ip-pools']).toBe(`${pool};allow-first-ip:true,${other}`);
  });

  test('fail where they are something else', () => {
    expect(rendering('1.20.0', { hubble: { metrics: { enabled: 'dns' } } })).toThrow(/write it as a list: \[dns\]/);
  });
});

describe('text without quotes', () => {
  test('is what YAML reads', () => {
    const aggregation = (monitorAggregation: unknown): string | undefined =>
      config('1.20.0', { bpf: { monitorAggregation } })['monitor-aggregation'];
    expect(aggregation('medium # as measured')).toBe('medium');
    expect(aggregation(' medium ')).toBe('medium');
    expect(aggregation('"0123"')).toBe('0123');
    expect(aggregation('0123')).toBe('0123');
    expect(aggregation('')).toBeUndefined();
  });

  test('fails where the selector of all pods would be left of it', () => {
    const values = { operator: { unmanagedPodWatcher: { selector: '!exists' } } };
    expect(rendering('1.20.0', values)).toThrow(/not-plain-text/);
  });

  test('fails where YAML reads a structure', () => {
    expect(rendering('1.20.0', { bpf: { monitorFlags: 'a: b' } })).toThrow(/values\.bpf\.monitorFlags/);
    expect(rendering('1.20.0', { bpf: { monitorFlags: '[a' } })).toThrow(/values\.bpf\.monitorFlags/);
  });
});

describe('durations', () => {
  test('are checked as Go reads them', () => {
    expect(config('1.20.0', { conntrackGCInterval: '1h30m' })['conntrack-gc-interval']).toBe('1h30m');
    expect(rendering('1.20.0', { conntrackGCInterval: '30' })).toThrow(/add the unit: 30s/);
    expect(rendering('1.20.0', { authentication: { gcInterval: 'soon' } })).toThrow(/not-a-duration/);
    expect(rendering('1.20.0', { conntrackGCInterval: '3000000h' })).toThrow(/not-a-duration/);
  });

  test('are 0s where they are empty', () => {
    expect(config('1.20.0', { authentication: { gcInterval: '' } })['mesh-auth-gc-interval']).toBe('0s');
  });

  test('of aggregated flows have an effect only since 1.20.2', () => {
    const values = { hubble: { export: { static: { enabled: true, aggregationInterval: '10s' } } } };
    const key = 'hubble-export-aggregation-interval';
    expect(config('1.20.1', values)[key]).toBe('0s');
    expect(config('1.20.2', values)[key]).toBe('10s');
    expect(config('1.18.12', values)).not.toHaveProperty(key);
  });
});

describe('differences between patches', () => {
  test.each([
    ['1.18.1', '1.18.2', { bgpControlPlane: { enabled: true } }, 'enable-bgp-legacy-origin-attribute'],
    ['1.18.3', '1.18.4', {}, 'http-stream-idle-timeout'],
    ['1.18.8', '1.18.9', {}, 'enable-dynamic-config'],
    ['1.19.2', '1.19.3', {}, 'enable-drift-checker'],
    ['1.19.5', '1.19.6', {}, 'enable-host-firewall'],
    ['1.20.0', '1.20.1', { envoy: { httpUpstreamLingerTimeout: 0 } }, 'envoy-http-upstream-linger-timeout'],
    ['1.20.1', '1.20.2', { enableIdentityMark: false }, 'enable-identity-mark'],
    ['1.19.3', '1.19.2', {}, 'enable-tunnel-big-tcp'],
    ['1.19.5', '1.19.4', { loadBalancer: { standalone: true } }, 'bpf-lb-only'],
  ])('%s lacks a key that %s has (%j: %s)', (without, having, values, key) => {
    expect(config(without, values)).not.toHaveProperty(key);
    expect(config(having, values)).toHaveProperty(key);
  });

  test('print the interval of the pod watcher with its unit', () => {
    const interval = (release: string, intervalSeconds: unknown): string | undefined =>
      config(release, { operator: { unmanagedPodWatcher: { intervalSeconds } } })['unmanaged-pod-watcher-interval'];
    expect(interval('1.18.12', 15)).toBe('15');
    expect(interval('1.19.0', 15)).toBe('15s');
    expect(interval('1.19.1', '15')).toBe('15');
    expect(interval('1.19.2', '15')).toBe('15s');
  });
});

describe('Gateway API', () => {
  test('forces what weighted routes need, since 1.20', () => {
    const values = { gatewayAPI: { enabled: true }, socketLB: { enabled: true } };
    expect(config('1.20.0', values)).toMatchObject({
      'bpf-lb-sock-hostns-only': 'true',
      'bpf-lb-algorithm-annotation': 'true',
    });
    expect(config('1.19.6', values)).not.toHaveProperty('bpf-lb-sock-hostns-only');
  });
});

describe('the ConfigMap ip-masq-agent', () => {
  const ipMasqAgent = { enabled: true, config: { nonMasqueradeCIDRs: ['10.0.0.0/8'], masqLinkLocal: false } };

  test('carries its configuration as JSON', () => {
    const { data } = find<ConfigMap>(
      renderIpMasqAgent(contextFor('1.20.0', { ipMasqAgent })),
      'ConfigMap',
      'ip-masq-agent',
    );
    expect(JSON.parse(data.config ?? '')).toEqual(ipMasqAgent.config);
  });

  test('is there only with a configuration, even where cilium-config is not', () => {
    expect(renderIpMasqAgent(contextFor('1.20.0', { ipMasqAgent: { enabled: true } }))).toEqual([]);
    const values = { ipMasqAgent, preflight: { enabled: true } };
    const objects = renderConfigMapTemplate(contextFor('1.20.0', values));
    expect(objects.map(({ metadata }) => metadata.name)).toEqual(['ip-masq-agent']);
  });
});

describe('the table', () => {
  /** The paths that are read below `values`. */
  function recorded(ctx: RenderContext): { readonly ctx: RenderContext; readonly reads: Set<string> } {
    const reads = new Set<string>();
    const watch = <T extends object>(target: T, path: string): T =>
      new Proxy(target, {
        get: (object, key, receiver) => {
          const value: unknown = Reflect.get(object, key, receiver);
          if (typeof key === 'symbol') return value;
          reads.add(`${path}${key}`);
          return typeof value === 'object' && value !== null ? watch(value, `${path}${key}.`) : value;
        },
        getOwnPropertyDescriptor: (object, key) => {
          reads.add(`${path}${String(key)}`);
          return Reflect.getOwnPropertyDescriptor(object, key);
        },
      });
    return { ctx: { ...ctx, values: watch(ctx.values, '') }, reads };
  }

  /** The values that one key reads. */
  function readBy(key: string, release: string, values: object): string[] {
    const { ctx, reads } = recorded(contextFor(release, values));
    const s = ciliumConfigInput(ctx);
    for (const entry of ciliumConfigEntries.filter((candidate) => candidate.key === key)) {
      if (isWritten(entry, s)) entry.value(s);
    }
    return [...reads].sort();
  }

  test('tells which values a key comes from', () => {
    expect(readBy('bpf-lb-mode', '1.20.0', {})).toEqual(['loadBalancer', 'loadBalancer.mode']);
    expect(readBy('enable-bpf-masquerade', '1.20.0', {})).toEqual(['bpf', 'bpf.masquerade', 'upgradeCompatibility']);
    expect(readBy('kvstore', '1.20.0', {})).toEqual(['etcd', 'etcd.enabled']);
  });

  test('reads nothing for keys that the release lacks', () => {
    expect(readBy('enable-bgp-legacy-origin-attribute', '1.18.1', { bgpControlPlane: { enabled: true } })).toEqual([]);
  });

  test('has a name of a flag in every entry', () => {
    expect(ciliumConfigEntries.filter(({ key }) => !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(key))).toEqual([]);
  });
});
