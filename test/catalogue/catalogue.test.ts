import {
  defaultsOf,
  flagsOf,
  isRelease,
  minorOf,
  optionsOf,
  releaseInfo,
  releases,
  rulesOf,
} from '../../src/catalogue/catalogue';
import { imagesOf } from '../../src/catalogue/images';
import type { JsonObject } from '../../src/core/json';

test('the check of values knows every closed set that the schema leaves open', () => {
  for (const { release } of releases()) {
    const open = [...optionsOf(release).values()].filter(
      ({ choices, from }) => choices && from !== 'values.schema.json',
    );
    expect(rulesOf(release).choices).toEqual(
      Object.fromEntries(open.map(({ path, choices = [], from }) => [path, [from, ...choices]])),
    );
  }
});

describe('releases', () => {
  test('every patch of the three minors is there, oldest first', () => {
    const patches = (minor: string, newest: number) =>
      Array.from({ length: newest + 1 }, (_, patch) => `${minor}.${patch}`);
    expect(releases().map(({ release }) => release)).toEqual([
      ...patches('1.18', 12),
      ...patches('1.19', 7),
      ...patches('1.20', 2),
    ]);
  });

  test('a release that was read from its source says that its digests are unknown', () => {
    expect(
      releases()
        .filter(({ digests }) => !digests)
        .map(({ release }) => release),
    ).toEqual(['1.19.7', '1.20.1', '1.20.2']);
  });

  test('an unknown release is told apart, also one that is a property of every object', () => {
    expect(isRelease('1.18.12')).toBe(true);
    expect(isRelease('1.14.2')).toBe(false);
    expect(isRelease('constructor')).toBe(false);
  });

  test('a release tells the Kubernetes it is tested on, the kernel it needs, and where that stands', () => {
    expect(minorOf('1.18.12')).toBe('1.18');
    expect(releaseInfo('1.20.0')).toMatchObject({
      kubernetes: ['1.33', '1.34', '1.35', '1.36'],
      kernel: { default: '5.10' },
      kernelOf: { netkit: '6.8' },
      source: 'cilium@v1.20.2',
    });
  });
});

describe('defaults', () => {
  const at = (release: Parameters<typeof defaultsOf>[0], key: string) => defaultsOf(release)[key] as JsonObject;

  test('each patch has its own image, though only differences are stored', () => {
    for (const { release } of releases()) expect(at(release, 'image').tag).toBe(`v${release}`);
  });

  test('a default of null is there: it decides what a template does with a missing value', () => {
    expect(at('1.18.12', 'bpf')).toHaveProperty('masquerade', null);
  });

  test('a value that a patch adds is not in the patch before', () => {
    expect(defaultsOf('1.18.8')).not.toHaveProperty('configDriftDetection');
    expect(defaultsOf('1.18.9')).toHaveProperty('configDriftDetection.enabled');
  });

  test('a value that a patch takes away is gone', () => {
    expect(defaultsOf('1.19.2')).toHaveProperty('enableTunnelBIGTCP');
    expect(defaultsOf('1.19.3')).not.toHaveProperty('enableTunnelBIGTCP');
  });
});

describe('options', () => {
  const option = (release: Parameters<typeof optionsOf>[0], path: string) => optionsOf(release).get(path);

  test('a value that stands in values.yaml as a comment only is an option all the same', () => {
    expect(option('1.18.12', 'devices')).toMatchObject({
      in: 'comment',
      type: 'null|string|strings',
      keys: ['devices'],
    });
    expect(option('1.18.12', 'loadBalancer.mode')).toMatchObject({
      in: 'comment',
      choices: ['snat', 'dsr', 'hybrid'],
      keys: ['bpf-lb-mode'],
    });
    expect(option('1.18.12', 'socketLB.hostNamespaceOnly')).toMatchObject({
      in: 'comment',
      keys: ['bpf-lb-sock-hostns-only'],
    });
    expect(option('1.20.0', 'devices')).toMatchObject({ keys: ['devices'] });
    expect(option('1.20.0', 'devices')?.in).toBeUndefined();
  });

  test('a value that only templates know is an option', () => {
    expect(option('1.20.2', 'k8s.serviceProxyName')).toMatchObject({
      in: 'template',
      type: 'string',
      keys: ['k8s-service-proxy-name'],
    });
  });

  test('a value that the chart reads only to refuse it is marked so', () => {
    expect(option('1.18.12', 'tunnel')).toMatchObject({ in: 'refused' });
  });

  test('a key of cilium-config knows the value that it carries and those that decide about it', () => {
    expect(option('1.20.2', 'gatewayAPI.xffNumTrustedHops')?.keys).toEqual(['gateway-api-xff-num-trusted-hops']);
    expect(option('1.20.2', 'gatewayAPI.enabled')?.gates).toContain('gateway-api-xff-num-trusted-hops');
    expect(option('1.20.2', 'bpf.masquerade')?.keys).toEqual(['enable-bpf-masquerade']);
    expect(option('1.20.2', 'cleanState')?.keys).toEqual(['clean-cilium-state']);
    expect(option('1.20.2', 'kubeProxyReplacement')?.keys).toEqual(['kube-proxy-replacement']);
  });

  test('a deprecated value names its replacement', () => {
    expect(option('1.19.6', 'encryption.strictMode.cidr')?.deprecated).toBe('encryption.strictMode.egress.cidr');
    expect(option('1.20.2', 'localRedirectPolicy')?.deprecated).toBe('localRedirectPolicies.enabled');
    expect(option('1.20.2', 'hubble.tls.server.cert')?.deprecated).toBe('hubble.tls.server.existingSecret');
  });

  test('every replacement is itself an option of that release', () => {
    for (const { release } of releases()) {
      const options = optionsOf(release);
      for (const { path, deprecated } of options.values()) {
        if (typeof deprecated === 'string' && !options.has(deprecated))
          throw new Error(`${release}: ${path} points to ${deprecated}`);
      }
    }
  });

  test('a closed set says who closes it, and holds the default', () => {
    for (const { release } of releases()) {
      for (const entry of optionsOf(release).values()) {
        if (!entry.choices) continue;
        expect(entry.from).toBeTruthy();
        if (entry.default !== undefined && entry.default !== null) expect(entry.choices).toContain(entry.default);
      }
    }
  });

  test('a closed set is as wide as the release accepts', () => {
    expect(option('1.18.12', 'underlayProtocol')?.choices).toEqual(['', 'ipv4', 'ipv6']);
    expect(option('1.20.0', 'underlayProtocol')?.choices).toEqual(['', 'ipv4', 'ipv6', 'auto']);
    expect(option('1.18.12', 'identityManagementMode')).toMatchObject({
      choices: ['agent', 'operator', 'both'],
      from: 'values.schema.json',
    });
  });

  test('a curated set holds what the flag of its key accepts', () => {
    for (const release of ['1.18.12', '1.19.7', '1.20.2'] as const) {
      const { agent } = flagsOf(release);
      for (const { path, choices, keys } of optionsOf(release).values()) {
        if (!choices || keys?.length !== 1) continue;
        for (const choice of agent[keys[0] as string]?.choices ?? []) {
          if (!choices.map(String).includes(choice)) throw new Error(`${release}: ${path} lacks ${choice}`);
        }
      }
    }
  });

  test('a value that nothing reads is marked, and one that a patch brought says when', () => {
    expect(option('1.20.2', 'prometheus.serviceMonitor.scrapeTimeout')?.unread).toBe(true);
    expect(option('1.20.2', 'gatewayAPI.secretsNamespace.create')?.unread).toBeUndefined();
    expect(option('1.18.12', 'configDriftDetection.enabled')?.since).toBe('1.18.9');
    expect(option('1.19.7', 'configDriftDetection.enabled')?.since).toBe('1.19.3');
    expect(option('1.20.2', 'k8sClusterNetworkPolicy.enabled')?.since).toBe('1.20.0');
    expect(option('1.20.2', 'cleanState')?.since).toBeUndefined();
  });

  test('a map that goes into the manifests as it is takes any key', () => {
    for (const path of [
      'resources',
      'nodeSelector',
      'extraConfig',
      'podAnnotations',
      'operator.updateStrategy',
      'ipMasqAgent.config',
    ]) {
      expect(option('1.20.2', path)?.free).toBe(true);
    }
    expect(option('1.20.2', 'gatewayAPI')).toBeUndefined();
  });
});

describe('images', () => {
  test('a published release names every image of Cilium by digest', () => {
    for (const { release, digests } of releases()) {
      const bare = imagesOf(release).filter(
        ({ repository, digest }) => repository.startsWith('quay.io/cilium/') && digest === null,
      );
      if (digests) expect(bare).toEqual([]);
    }
  });

  test("without a published chart, the digests of Cilium's own images are missing, and said to be", () => {
    const missing = imagesOf('1.20.2')
      .filter(({ digest }) => digest === null)
      .map(({ repository }) => repository);
    expect(missing).toContain('quay.io/cilium/cilium');
    expect(missing).not.toContain('quay.io/cilium/cilium-envoy');
  });

  test('the operator has an image for each cloud', () => {
    expect(
      imagesOf('1.18.12')
        .filter(({ path }) => path === 'operator.image')
        .map(({ repository }) => repository),
    ).toEqual([
      'quay.io/cilium/operator-alibabacloud',
      'quay.io/cilium/operator-aws',
      'quay.io/cilium/operator-azure',
      'quay.io/cilium/operator-generic',
    ]);
  });
});

describe('flags', () => {
  test('a flag has its type, its default and the set that its help names', () => {
    const { agent, operator, source } = flagsOf('1.18.0');
    expect(source).toBe('cilium@v1.18.11');
    expect(agent['bpf-lb-mode']).toEqual({ type: 'string', default: 'snat', choices: ['snat', 'dsr', 'hybrid'] });
    expect(agent['bpf-lb-map-max']).toEqual({ type: 'int', default: 65536 });
    expect(agent['annotate-k8s-node']).toEqual({ type: 'bool' });
    expect(operator['cilium-endpoint-gc-interval']).toEqual({ type: 'duration', default: '5m0s' });
  });
});
