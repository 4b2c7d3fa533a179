import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { DaemonSet } from 'kubernetes-types/apps/v1';
import { renderNodeInit } from '../../src/constructs/node-init';
import { contextFor, find, type ContextOptions } from '../support';

const NEWEST = '1.20.0';

function render(nodeinit: object = {}, release = NEWEST, rest: object = {}, options: ContextOptions = {}) {
  return renderNodeInit(contextFor(release, { nodeinit: { enabled: true, ...nodeinit }, ...rest }, options));
}

function templateOf(...args: Parameters<typeof render>) {
  return find<DaemonSet>(render(...args), 'DaemonSet', 'cilium-node-init').spec?.template;
}

function scriptsOf(...args: Parameters<typeof render>): { start: string; stop: string } {
  const container = templateOf(...args)?.spec?.containers[0];
  return {
    start: container?.env?.find(({ name }) => name === 'STARTUP_SCRIPT')?.value ?? '',
    stop: container?.lifecycle?.preStop?.exec?.command?.at(-1) ?? '',
  };
}

describe('the DaemonSet', () => {
  test('is there only where enabled', () => {
    expect(renderNodeInit(contextFor(NEWEST))).toEqual([]);
    expect(render().map(({ kind }) => kind)).toEqual(['DaemonSet']);
  });

  test('has no token unless it has an account; before 1.19 it had that of the default account', () => {
    expect(templateOf()?.spec?.automountServiceAccountToken).toBe(false);
    expect(templateOf({}, '1.18.12')?.spec).not.toHaveProperty('automountServiceAccountToken');
    const serviceAccounts = { nodeinit: { enabled: true } };
    expect(templateOf({}, NEWEST, { serviceAccounts })?.spec).toMatchObject({
      serviceAccountName: 'cilium-nodeinit',
      automountServiceAccountToken: true,
    });
  });

  test('switches AppArmor off by field, or by annotation before Kubernetes 1.30', () => {
    const old = { kubeVersion: '1.29.4' };
    expect(templateOf()?.spec?.securityContext).toEqual({ appArmorProfile: { type: 'Unconfined' } });
    expect(templateOf()?.metadata).not.toHaveProperty('annotations');
    expect(templateOf({}, NEWEST, {}, old)?.spec).not.toHaveProperty('securityContext');
    expect(templateOf({}, NEWEST, {}, old)?.metadata?.annotations).toEqual({
      'container.apparmor.security.beta.kubernetes.io/node-init': 'unconfined',
    });
    expect(
      templateOf({}, NEWEST, { securityContext: { privileged: true } }, old)?.metadata?.annotations,
    ).toBeUndefined();
  });

  test('labels its account only where that has annotations, as the chart does', () => {
    const rest = (annotations: object) => ({
      commonLabels: { team: 'net' },
      serviceAccounts: { nodeinit: { enabled: true, annotations } },
    });
    const account = (annotations: object) =>
      find<{ metadata: object }>(render({}, NEWEST, rest(annotations)), 'ServiceAccount', 'cilium-nodeinit').metadata;
    expect(account({})).not.toHaveProperty('labels');
    expect(account({ a: 'b' })).toMatchObject({ labels: { team: 'net' }, annotations: { a: 'b' } });
  });

  test('fails where the bootstrap file is not text', () => {
    expect(() => render({ bootstrapFile: null })).toThrow('values.nodeinit.bootstrapFile');
  });
});

/** A node in a directory: its files, its commands (which note how they were called), and what became of it. */
function nodeWith(files: Record<string, string> = {}) {
  const root = mkdtempSync(join(tmpdir(), 'node-init-'));
  const has = (path: string) => existsSync(join(root, path));
  const read = (path: string) => readFileSync(join(root, path), 'utf8').replaceAll(root, '');
  const write = (path: string, content: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  };
  const command = (name: string, body: string, path = `commands/${name}`) => {
    write(path, `#!/bin/sh\necho "${name} $*" >> "$ROOT/log"\n${body}\n`);
    chmodSync(join(root, path), 0o755);
  };
  const run = (script: string, ...args: string[]) => {
    rmSync(join(root, 'log'), { force: true });
    const moved = script.replace(/(?<![\w$}.])\/(?=(?:home\/kubernetes|etc|tmp)[/"\s])/g, `${root}/`);
    const { status } = spawnSync('bash', ['-c', moved, ...args], {
      env: { PATH: `${join(root, 'commands')}:/usr/bin:/bin`, ROOT: root },
    });
    return { status, calls: has('log') ? read('log').trim().split('\n') : [] };
  };

  for (const directory of ['home/kubernetes/bin', 'etc/default', 'etc/cni/net.d', 'etc/containerd', 'tmp']) {
    mkdirSync(join(root, directory), { recursive: true });
  }
  Object.entries(files).forEach(([path, content]) => write(path, content));
  for (const name of ['systemctl', 'iptables', 'cloud-init', 'docker', 'crictl', 'containerd']) command(name, '');
  command('ip', '[ "$*" != "link show cbr0" ] && [ "$*" != "link show cilium_host" ]');
  command('kubelet', 'echo "Kubernetes v1.23.9"');
  return { root, has, read, write, command, run };
}

/** A node of GKE before the kubelet is wrapped. */
function gkeNode(version: string) {
  const node = nodeWith({
    'home/kubernetes/bin/gke': '',
    'etc/default/kubelet': 'OPTIONS="--container-runtime-endpoint=unix:///run/containerd.sock"\n',
    'etc/containerd/config.toml': '[cni]\n  conf_template = "x"\n',
    'etc/cni/net.d/10-gke.conflist': '{}',
  });
  node.command('real-kubelet', `[ "$1" != --version ] || echo "Kubernetes ${version}"`, 'home/kubernetes/bin/kubelet');
  return node;
}

describe('the start-up script', () => {
  const reconfigure = { reconfigureKubelet: true, revertReconfigureKubelet: true };

  test('by default only looks around and leaves the bootstrap file', () => {
    const node = nodeWith();
    const { calls, status } = node.run(scriptsOf().start);
    expect(status).toBe(0);
    expect(calls).toEqual(['ip link', 'ip route', 'ip -4 address', 'ip -6 address']);
    expect(node.has('tmp/cilium-bootstrap.d/cilium-bootstrap-time')).toBe(true);
  });

  test('runs the user’s scripts first and last, and none of its own bootstrap file without one', () => {
    const startup = { preScript: 'echo pre >> $ROOT/log', postScript: 'echo post >> $ROOT/log' };
    const node = nodeWith();
    expect(node.run(scriptsOf({ startup, bootstrapFile: '' }).start).calls.slice(-2)).toEqual(['pre', 'post']);
    expect(node.has('tmp/cilium-bootstrap.d')).toBe(false);
  });

  test('stops at the first failure', () => {
    const { calls, status } = nodeWith().run(
      scriptsOf({ startup: { preScript: 'false' }, removeCbrBridge: true }).start,
    );
    expect(status).toBe(1);
    expect(calls).not.toContain('ip link show cbr0');
  });

  test('removes the bridge where there is one', () => {
    const node = nodeWith();
    expect(node.run(scriptsOf({ removeCbrBridge: true }).start).calls).not.toContain('ip link del cbr0');
    node.command('ip', '');
    expect(node.run(scriptsOf({ removeCbrBridge: true }).start).calls).toContain('ip link del cbr0');
    expect(node.run(scriptsOf().start).calls).not.toContain('ip link del cbr0');
  });

  test('switches an old kubelet to CNI, and leaves one without dockershim alone', () => {
    const cni = { cni: { binPath: '/etc/cni/bin' } };
    const node = nodeWith({ 'etc/default/kubelet': 'OPTIONS="--network-plugin=kubenet -v=2"\n' });
    const { start, stop } = scriptsOf(reconfigure, NEWEST, cni);
    expect(node.run(start).calls).toContain('systemctl restart kubelet');
    expect(node.read('etc/default/kubelet')).toContain('--network-plugin=cni --cni-bin-dir=');
    node.run(stop);
    expect(node.read('etc/default/kubelet')).toBe('OPTIONS="--network-plugin=kubenet -v=2"\n');

    node.command('kubelet', 'echo "Kubernetes v1.24.0"');
    expect(node.run(start).calls).not.toContain('systemctl restart kubelet');
  });

  test('wraps the kubelet of GKE once; the wrapper takes other CNI configurations away and becomes the kubelet', () => {
    const node = gkeNode('v1.27.3-gke.100');
    const { start } = scriptsOf(reconfigure);
    expect(node.run(start).calls).toContain('systemctl restart kubelet');
    const wrapper = node.read('home/kubernetes/bin/kubelet');
    expect(node.run(start).calls).not.toContain('systemctl restart kubelet');
    expect(node.read('home/kubernetes/bin/kubelet')).toBe(wrapper);

    expect(node.run(wrapper, 'kubelet', '--config', 'a b').calls).toEqual([
      'real-kubelet --version',
      'systemctl disable --now containerd',
      'systemctl enable --now containerd',
      'real-kubelet --config a b',
    ]);
    expect(node.has('etc/cni/net.d/10-gke.conflist')).toBe(false);
    expect(JSON.parse(node.read('etc/cni/net.d/05-cilium.conf'))).toEqual({
      cniVersion: '0.3.1',
      name: 'cilium',
      type: 'cilium-cni',
    });
    expect(node.read('etc/containerd/config.toml')).toBe('[cni]\n#  conf_template = "x"\n');
    expect(node.run(wrapper, 'kubelet').calls).toEqual(['real-kubelet --version', 'real-kubelet']);
  });

  test('an old kubelet of GKE gets its plugin as options, and no configuration in advance', () => {
    const node = gkeNode('v1.22.1-gke.7');
    node.run(scriptsOf(reconfigure, NEWEST, { cni: { binPath: '/opt/cni/bin' } }).start);
    const { calls } = node.run(node.read('home/kubernetes/bin/kubelet'), 'kubelet', '-v=2');
    expect(calls.at(-1)).toBe('real-kubelet -v=2 --network-plugin=cni --cni-bin-dir=/opt/cni/bin');
    expect(node.has('etc/cni/net.d/05-cilium.conf')).toBe(false);
  });

  test('knows GKE by the kubelet alone from 1.20.2 on', () => {
    const run = (release: string) => {
      const node = gkeNode('v1.27.3');
      node.write('etc/default/kubelet', '');
      node.run(scriptsOf(reconfigure, release).start);
      return node.has('home/kubernetes/bin/the-kubelet');
    };
    expect(run('1.20.1')).toBe(false);
    expect(run('1.20.2')).toBe(true);
  });

  test('takes GKE’s masquerading away where Cilium masquerades or nobody shall', () => {
    const drops = (rest: object) =>
      nodeWith()
        .run(scriptsOf({}, NEWEST, rest).start)
        .calls.some((call) => call.includes('-D POSTROUTING'));
    expect(drops({ gke: { enabled: true }, enableIPv4Masquerade: true })).toBe(true);
    expect(drops({ gke: { enabled: true, disableDefaultSnat: true }, enableIPv4Masquerade: false })).toBe(true);
    expect(drops({ gke: { enabled: true }, enableIPv4Masquerade: false })).toBe(false);
    expect(drops({ enableIPv4Masquerade: true })).toBe(false);
  });

  test('waits for cloud-init where it is installed, from 1.19 on', () => {
    const wait = { waitForCloudInit: true };
    expect(nodeWith().run(scriptsOf(wait).start).calls).toContain('cloud-init status --wait');
    expect(nodeWith().run(scriptsOf(wait, '1.18.12').start).calls).not.toContain('cloud-init status --wait');
    const node = nodeWith();
    rmSync(join(node.root, 'commands/cloud-init'));
    expect(node.run(scriptsOf(wait).start).status).toBe(0);
  });
});

describe('the stop script', () => {
  const revert = { revertReconfigureKubelet: true };

  test('is there only where the node shall be given back', () => {
    expect(scriptsOf().stop).toBe('');
    expect(scriptsOf(revert).stop).not.toBe('');
  });

  test('waits for Cilium’s pods, takes its link and files away, and does so once', () => {
    const node = nodeWith({
      'tmp/node-init.cilium.io': '',
      'tmp/cilium-bootstrap.d/cilium-bootstrap-time': '',
    });
    node.command('ip', '');
    node.command(
      'docker',
      'echo k8s_POD_cilium-node-init; [ -f "$ROOT/stopped" ] || echo k8s_POD_cilium-abc; touch "$ROOT/stopped"',
    );
    node.command('sleep', '');
    const { stop } = scriptsOf(revert);
    expect(node.run(stop).calls).toEqual([
      'docker ps',
      'sleep 1',
      'docker ps',
      'ip link show cilium_host',
      'ip link del cilium_host',
    ]);
    expect(node.has('tmp/node-init.cilium.io')).toBe(false);
    expect(node.has('tmp/cilium-bootstrap.d/cilium-bootstrap-time')).toBe(false);
    expect(node.run(stop).calls).toEqual([]);
  });

  test('asks crictl where that is configured', () => {
    const node = nodeWith({ 'etc/crictl.yaml': 'runtime-endpoint: unix:///run/containerd/containerd.sock\n' });
    expect(node.run(scriptsOf(revert).stop).calls[0]).toBe('crictl ps');
  });

  test('gives GKE its kubelet, containerd’s configuration and masquerading back', () => {
    const node = gkeNode('v1.27.3');
    const values = { ...revert, reconfigureKubelet: true };
    const rest = { gke: { enabled: true }, enableIPv4Masquerade: true };
    const { start, stop } = scriptsOf(values, NEWEST, rest);
    const kubelet = node.read('home/kubernetes/bin/kubelet');
    node.run(start);
    node.run(node.read('home/kubernetes/bin/kubelet'), 'kubelet');
    const { calls, status } = node.run(stop);
    expect(status).toBe(0);
    expect(calls.some((call) => call.includes('-A POSTROUTING'))).toBe(true);
    expect(node.read('home/kubernetes/bin/kubelet')).toBe(kubelet);
    expect(node.has('home/kubernetes/bin/the-kubelet')).toBe(false);
    expect(node.read('etc/containerd/config.toml')).toBe('[cni]\n  conf_template = "x"\n');
  });
});
