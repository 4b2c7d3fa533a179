import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DaemonSet } from 'kubernetes-types/apps/v1';
import type { Container, Volume } from 'kubernetes-types/core/v1';
import type { PolicyRule } from 'kubernetes-types/rbac/v1';
import { renderAgent } from '../../src/constructs/agent';
import { REMOVE_AWS_RULES } from '../../src/constructs/agent/aws-rules';
import { baseOf, directoryOf } from '../../src/constructs/agent/paths';
import { IssueError } from '../../src/core/issue';
import { contextFor, find, type ContextOptions } from '../support';

const NEWEST = '1.20.0';

function render(values: object = {}, release = NEWEST, options: ContextOptions = {}) {
  return renderAgent(contextFor(release, values, options));
}

function podOf(values: object = {}, release = NEWEST, options: ContextOptions = {}) {
  const daemonSet = find<DaemonSet>(render(values, release, options), 'DaemonSet', 'cilium');
  const template = daemonSet.spec?.template;
  const spec = template?.spec;
  return {
    selector: daemonSet.spec?.selector.matchLabels,
    labels: template?.metadata?.labels ?? {},
    annotations: template?.metadata?.annotations ?? {},
    spec,
    init: (name: string): Container | undefined => spec?.initContainers?.find((container) => container.name === name),
    container: (name: string): Container | undefined => spec?.containers.find((container) => container.name === name),
    agent: spec?.containers[0] as Container,
    volume: (name: string): Volume | undefined => spec?.volumes?.find((volume) => volume.name === name),
  };
}

function kinds(values: object, release = NEWEST): string[] {
  return render(values, release).map((object) => `${object.kind}/${object.metadata.name}`);
}

function issuesOf(run: () => unknown) {
  try {
    run();
  } catch (error) {
    if (error instanceof IssueError) return error.issues;
    throw error;
  }
  return [];
}

describe('what an install has of the agent', () => {
  test('an install without an agent, and a preflight one, has nothing that runs', () => {
    expect(render({ agent: false })).toEqual([]);
    expect(render({ preflight: { enabled: true } })).toEqual([]);
  });

  test('the role for TLS secrets follows the operator in the releases that mixed the two up', () => {
    const role = ['Role/cilium-tlsinterception-secrets', 'RoleBinding/cilium-tlsinterception-secrets'];
    expect(kinds({ agent: false }, '1.18.6')).toEqual(role);
    expect(kinds({ agent: false }, '1.18.7')).toEqual([]);
    expect(kinds({ agent: false }, '1.19.0')).toEqual(role);
    expect(kinds({ agent: false }, '1.19.1')).toEqual([]);
    expect(kinds({ agent: false, operator: { enabled: false } }, '1.18.0')).toEqual([role[1]]);
  });

  test('without a ServiceAccount of its own, the agent keeps only the binding to ConfigMaps', () => {
    const names = kinds({ serviceAccounts: { cilium: { create: false } }, ingressController: { enabled: true } });
    expect(names.filter((name) => name.startsWith('Role'))).toEqual([
      'Role/cilium-config-agent',
      'RoleBinding/cilium-config-agent',
    ]);
    expect(names).not.toContain('ClusterRoleBinding/cilium');
  });
});

describe('what the agent may do', () => {
  const rulesOf = (values: object, release: string) =>
    find<{ rules: PolicyRule[] }>(render(values, release), 'ClusterRole', 'cilium').rules;

  test('BGPv1 policies are readable again from 1.19.4 until 1.20', () => {
    const readable = (release: string) =>
      rulesOf({}, release).some((rule) => rule.resources?.includes('ciliumbgppeeringpolicies'));
    expect(['1.18.12', '1.19.0', '1.19.3', '1.19.4', '1.19.6', '1.20.0'].map(readable)).toEqual([
      true,
      false,
      false,
      true,
      true,
      false,
    ]);
  });

  test('secrets are readable everywhere only where they are not confined to a namespace', () => {
    const verbs = (values: object, release: string) =>
      rulesOf(values, release).find((rule) => rule.resources?.includes('secrets'))?.verbs;
    const everywhere = { tls: { readSecretsOnlyFromSecretsNamespace: false } };
    expect(verbs({}, NEWEST)).toBeUndefined();
    expect(verbs(everywhere, NEWEST)).toEqual(['get', 'list', 'watch']);
    expect(verbs(everywhere, '1.18.4')).toEqual(['get']);
  });

  test('each feature that keeps secrets in a namespace gets a role there', () => {
    const objects = render({
      ingressController: { enabled: true, secretsNamespace: { name: 'ingress' } },
      bgpControlPlane: { enabled: true, secretsNamespace: { name: 'bgp' } },
      gatewayAPI: { enabled: true, secretsNamespace: { name: '' } },
    });
    expect(find(objects, 'Role', 'cilium-ingress-secrets')).toMatchObject({ metadata: { namespace: 'ingress' } });
    expect(find(objects, 'RoleBinding', 'cilium-secrets')).toMatchObject({
      roleRef: { name: 'cilium-ingress-secrets' },
    });
    expect(find(objects, 'Role', 'cilium-bgp-control-plane-secrets')).toMatchObject({ metadata: { namespace: 'bgp' } });
    expect(objects.map((object) => object.metadata.name)).not.toContain('cilium-gateway-secrets');
  });
});

describe('the pod', () => {
  test('carries the chart label from 1.20 on, which decides whether pods restart at an upgrade', () => {
    expect(podOf({}).labels['helm.sh/chart']).toBe('cilium-1.20.0');
    expect(podOf({}, '1.19.6').labels).not.toHaveProperty(['helm.sh/chart']);
  });

  test('commonLabels replace the label that the selector still asks for, as in the chart', () => {
    const pod = podOf({ commonLabels: { 'k8s-app': 'mine' }, podLabels: { a: 'b' } });
    expect(pod.labels).toMatchObject({ 'k8s-app': 'mine', a: 'b' });
    expect(pod.selector).toEqual({ 'k8s-app': 'cilium' });
  });

  test('fails where GKE would delete the DaemonSet for its label', () => {
    const values = { keepDeprecatedLabels: true, gke: { enabled: true } };
    expect(issuesOf(() => render(values))[0]).toMatchObject({ code: 'gke-cluster-service-label' });
    expect(issuesOf(() => render({ ...values, namespaceOverride: 'cilium' }))).toEqual([]);
  });

  test('names the host user namespace only where Kubernetes knows it, pre-releases and vendor suffixes included', () => {
    const hostUsers = (kubeVersion: string) => podOf({}, NEWEST, { kubeVersion }).spec?.hostUsers;
    expect(['1.32.9', '1.33.0-rc.1', '1.34.1-eks-1'].map(hostUsers)).toEqual([undefined, true, true]);
  });

  test('AppArmor is told by annotation before Kubernetes 1.30 and by field since', () => {
    const old = podOf({}, NEWEST, { kubeVersion: '1.29.5' });
    expect(old.annotations).toHaveProperty(
      ['container.apparmor.security.beta.kubernetes.io/mount-cgroup'],
      'unconfined',
    );
    expect(old.spec?.securityContext).toEqual({ seccompProfile: { type: 'Unconfined' } });
    const now = podOf({});
    expect(Object.keys(now.annotations)).toEqual(['kubectl.kubernetes.io/default-container']);
    expect(now.spec?.securityContext?.appArmorProfile).toEqual({ type: 'Unconfined' });
  });

  test('rendering takes nothing out of the values it was given', () => {
    const ctx = contextFor(NEWEST, {}, { kubeVersion: '1.29.5' });
    const before = JSON.stringify(ctx.values);
    renderAgent(ctx);
    expect(JSON.stringify(ctx.values)).toBe(before);
  });

  test('fails on a missing security context before Kubernetes 1.30, where the chart stops too', () => {
    const values = { podSecurityContext: null };
    expect(issuesOf(() => render(values, NEWEST, { kubeVersion: '1.29.0' }))[0]?.path).toBe(
      'values.podSecurityContext',
    );
    expect(podOf(values).spec?.securityContext).toBeUndefined();
  });

  test('the configuration checksum is there on request, and changes with the configuration', () => {
    const sum = (values: object) => podOf(values).annotations['cilium.io/cilium-configmap-checksum'];
    expect(sum({})).toBeUndefined();
    expect(sum({ rollOutCiliumPods: true })).toMatch(/^[0-9a-f]{64}$/);
    expect(sum({ rollOutCiliumPods: true, debug: { enabled: true } })).not.toBe(sum({ rollOutCiliumPods: true }));
  });
});

describe('the agent container', () => {
  test('a privileged agent asks for no single capability and mounts the BPF file system both ways', () => {
    const { agent, init, volume } = podOf({ securityContext: { privileged: true } });
    expect(agent.securityContext).toEqual({ privileged: true });
    expect(agent.volumeMounts?.find((mount) => mount.name === 'bpf-maps')?.mountPropagation).toBe('Bidirectional');
    expect(init('mount-bpf-fs')).toBeUndefined();
    expect(volume('host-proc-sys-net')).toBeUndefined();
  });

  test('ports are listed without metrics from 1.19 on', () => {
    const names = (values: object, release: string) => podOf(values, release).agent.ports?.map((port) => port.name);
    expect(names({}, '1.18.12')).toBeUndefined();
    expect(names({}, '1.19.6')).toEqual(['health', 'peer-service']);
    expect(names({ hubble: { enabled: false }, prometheus: { enabled: true } }, '1.18.12')).toEqual([
      'peer-service',
      'prometheus',
    ]);
  });

  test('probes ask over HTTP on the loopback of the family that is on', () => {
    expect(podOf({ ipv4: { enabled: false }, ipv6: { enabled: true } }).agent.livenessProbe?.httpGet).toMatchObject({
      host: '::1',
      port: 'health',
    });
    expect(podOf({ upgradeCompatibility: '1.7' }).agent.livenessProbe?.exec?.command).toEqual([
      'cilium',
      'status',
      '--brief',
    ]);
  });

  test('fails where a switch between two forms is no boolean', () => {
    expect(issuesOf(() => render({ ipv4: { enabled: null } }))[0]).toMatchObject({
      code: 'not-a-boolean',
      path: 'values.ipv4.enabled',
    });
  });

  test('its volumes stand in the order of the chart, for another one restarts every agent', () => {
    const { volumes } = find<DaemonSet>(render({}), 'DaemonSet', 'cilium').spec?.template.spec ?? {};
    expect(volumes?.slice(-4).map(({ name }) => name)).toEqual([
      'clustermesh-secrets',
      'host-proc-sys-net',
      'host-proc-sys-kernel',
      'hubble-tls',
    ]);
  });

  test('text that the chart leaves unquoted is read again as YAML, so yes is a boolean', () => {
    const { agent } = podOf({ extraHostPathMounts: [{ name: 'a', mountPath: '/a', hostPath: '/b', readOnly: 'yes' }] });
    expect(agent.volumeMounts?.find((mount) => mount.name === 'a')?.readOnly).toBe(true);
  });

  test('the agent removes the rules of AWS only where it replaces that CNI', () => {
    expect(podOf({ cni: { chainingMode: 'aws-cni' } }).agent.lifecycle).toEqual({
      preStop: { exec: { command: ['/cni-uninstall.sh'] } },
    });
    expect(podOf({ cni: { install: false } }).agent.lifecycle).toBeUndefined();
  });
});

describe('init containers', () => {
  const order = (values: object, release = NEWEST) =>
    podOf(values, release).spec?.initContainers?.map((container) => container.name);

  test('run in the order in which they depend on each other', () => {
    expect(
      order({ nodeinit: { enabled: true }, waitForKubeProxy: true, extraInitContainers: [{ name: 'mine' }] }),
    ).toEqual([
      'config',
      'mount-cgroup',
      'apply-sysctl-overwrites',
      'mount-bpf-fs',
      'wait-for-node-init',
      'clean-cilium-state',
      'wait-for-kube-proxy',
      'install-cni-binaries',
      'mine',
    ]);
  });

  test('nobody waits for a kube-proxy that Cilium replaces, whether the switch is text or a boolean', () => {
    expect(order({ waitForKubeProxy: true, kubeProxyReplacement: true })).not.toContain('wait-for-kube-proxy');
    expect(order({ waitForKubeProxy: true, kubeProxyReplacement: 'true' })).not.toContain('wait-for-kube-proxy');
    expect(order({ waitForKubeProxy: true, kubeProxyReplacement: false })).toContain('wait-for-kube-proxy');
  });

  test('a sole ConfigMap is mounted as it is from 1.19 on; several sources are resolved first', () => {
    const sole = { daemon: { configSources: 'config-map:mine' } };
    expect(podOf(sole).volume('cilium-config-path')).toMatchObject({ configMap: { name: 'mine' } });
    expect(order(sole)).not.toContain('config');
    expect(order(sole, '1.18.12')).toContain('config');
    expect(order({ daemon: { configSources: 'config-map:a,config-map:b' } })).toContain('config');
  });

  test('the API servers are passed by presence, so the null of 1.20 passes an empty option', () => {
    const command = (release: string, values: object = {}) => podOf(values, release).init('config')?.command;
    expect(command('1.20.0')).toContain('--k8s-api-server-urls=');
    expect(command('1.19.6')).toEqual(['cilium-dbg', 'build-config']);
    expect(command('1.18.1', { k8s: { apiServerURLs: 'https://a' } })).toEqual(['cilium-dbg', 'build-config']);
    expect(command('1.18.2', { k8s: { apiServerURLs: 'https://a' } })).toContain('--k8s-api-server-urls=https://a');
  });

  test('tools run on the host through the shell that the image of the release has', () => {
    expect(podOf({}, '1.19.2').init('mount-cgroup')?.command?.[0]).toBe('sh');
    expect(podOf({}, '1.19.3').init('mount-cgroup')?.command?.[0]).toBe('bash');
  });

  test('node-init is awaited by the name of its file, in the directory of its file', () => {
    const pod = podOf({ nodeinit: { enabled: true, bootstrapFile: '/run/boot/done' } });
    expect(pod.init('wait-for-node-init')?.command?.[2]).toContain('"/tmp/cilium-bootstrap.d/done"');
    expect(pod.volume('cilium-bootstrap-file-dir')?.hostPath?.path).toBe('/run/boot');
  });
});

describe('volumes', () => {
  test('keys are readable by their owner only', () => {
    expect(podOf({}).volume('clustermesh-secrets')?.projected?.defaultMode).toBe(0o400);
  });

  test('a CA bundle takes the place of the CA beside each certificate', () => {
    const sources = podOf({ tls: { caBundle: { enabled: true, name: 'roots' } } }).volume('hubble-tls')?.projected
      ?.sources;
    expect(sources?.[0]?.secret?.items?.map((item) => item.key)).toEqual(['tls.crt', 'tls.key']);
    expect(sources?.[1]).toEqual({
      configMap: { name: 'roots', optional: true, items: [{ key: 'ca.crt', path: 'client-ca.crt' }] },
    });
  });

  test('metrics over mTLS check scrapers against the CA of the user, else against the install’s', () => {
    const sources = (mtls: object) =>
      podOf({
        hubble: { metrics: { enabled: ['dns'], tls: { enabled: true, server: { mtls: { enabled: true, ...mtls } } } } },
      }).volume('hubble-metrics-tls')?.projected?.sources;
    expect(sources({ name: 'scrapers' })?.[1]).toMatchObject({ configMap: { name: 'scrapers', optional: false } });
    expect(sources({})?.[0]?.secret?.items?.at(-1)).toEqual({ key: 'ca.crt', path: 'client-ca.crt' });
  });

  test('remote clusters are named on the node only for an agent that dials them itself', () => {
    const clusters = [{ name: 'far', ips: ['192.0.2.1'], port: 2379 }];
    const aliases = (clustermesh: object, release = NEWEST) =>
      podOf({ clustermesh: { config: { enabled: true, clusters }, ...clustermesh } }, release).spec?.hostAliases;
    expect(aliases({})).toEqual([{ ip: '192.0.2.1', hostnames: ['far.mesh.cilium.io'] }]);
    expect(aliases({ disableKubernetesHostAliases: true })).toBeUndefined();
    expect(aliases({ disableKubernetesHostAliases: true }, '1.19.6')).toHaveLength(1);
    expect(aliases({ useAPIServer: true, apiserver: { kvstoremesh: { enabled: true } } })).toBeUndefined();
  });
});

describe('metrics', () => {
  test('the Service has the port of an Envoy inside the agent', () => {
    const ports = (values: object) =>
      find<{ spec: { ports: { name: string }[] } }>(render(values), 'Service', 'cilium-agent').spec.ports.map(
        (port) => port.name,
      );
    const monitored = { prometheus: { enabled: true, serviceMonitor: { enabled: true } } };
    expect(ports(monitored)).toEqual(['metrics']);
    expect(ports({ ...monitored, envoy: { enabled: false } })).toEqual(['metrics', 'envoy-metrics']);
    expect(ports({ prometheus: { enabled: true }, envoy: { enabled: false } })).toEqual(['envoy-metrics']);
  });

  test('pods are annotated for Prometheus only where no ServiceMonitor finds them', () => {
    expect(podOf({ prometheus: { enabled: true, port: 1234 } }).annotations).toMatchObject({
      'prometheus.io/port': '1234',
    });
    expect(podOf({ prometheus: { enabled: true, serviceMonitor: { enabled: true } } }).annotations).not.toHaveProperty([
      'prometheus.io/port',
    ]);
  });
});

test('paths are taken apart as Go does it', () => {
  expect(['/a/b', '/a/b/', 'a', '/', '', '/a//b/../c'].map(directoryOf)).toEqual(['/a', '/a/b', '.', '/', '.', '/a']);
  expect(['/a/b', '/a/b/', 'a', '/', ''].map(baseOf)).toEqual(['b', 'b', 'a', '/', '.']);
});

describe('the hook that removes the rules of AWS', () => {
  /** Runs the hook with stand-ins for iptables; returns what it restored, or undefined. */
  function restored(saved: string, status = 0): string | undefined {
    const bin = mkdtempSync(join(tmpdir(), 'hook-'));
    const stub = (name: string, script: string) => {
      writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`);
      chmodSync(join(bin, name), 0o755);
    };
    writeFileSync(join(bin, 'saved'), saved);
    stub('iptables-save', `cat "${bin}/saved"; exit ${status}`);
    stub('iptables-restore', `cat > "${bin}/restored"`);
    execFileSync('bash', ['-c', REMOVE_AWS_RULES], {
      env: { PATH: `${bin}:${process.env.PATH ?? ''}` },
      stdio: 'pipe',
    });
    try {
      return readFileSync(join(bin, 'restored'), 'utf8');
    } catch {
      return undefined;
    }
  }

  test('restores all rules but those of AWS', () => {
    const saved =
      '*nat\n:POSTROUTING ACCEPT\n-A POSTROUTING -j AWS-SNAT-CHAIN-0\n-A X -j AWS-CONNMARK-CHAIN-0\nCOMMIT\n';
    expect(restored(saved)).toBe('*nat\n:POSTROUTING ACCEPT\nCOMMIT\n');
  });

  test('touches nothing where there is none, and where the rules cannot be listed', () => {
    expect(restored('*nat\nCOMMIT\n')).toBeUndefined();
    expect(restored('-A X -j AWS-SNAT-CHAIN-0\n', 1)).toBeUndefined();
  });
});
