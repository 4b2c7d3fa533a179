import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DaemonSet, StatefulSet } from 'kubernetes-types/apps/v1';
import { renderSpire } from '../../src/constructs/spire';
import { registerScript, waitForServerScript } from '../../src/constructs/spire/scripts';
import type { JsonObject } from '../../src/core/json';
import { contextFor, find } from '../support';

const NEWEST = '1.20.0';

function context(spire: object = {}, release = NEWEST, rest: object = {}, kubeVersion = '1.34.0') {
  const authentication = { enabled: true, mutual: { spire: { enabled: true, ...spire } } };
  return contextFor(release, { authentication, cluster: { name: 'one', id: 1 }, ...rest }, { kubeVersion });
}

function render(...args: Parameters<typeof context>) {
  return renderSpire(context(...args));
}

function serverOf(...args: Parameters<typeof context>) {
  return find<StatefulSet>(render(...args), 'StatefulSet', 'spire-server').spec;
}

function agentOf(...args: Parameters<typeof context>) {
  return find<DaemonSet>(render(...args), 'DaemonSet', 'spire-agent').spec?.template.spec;
}

describe('what is there', () => {
  test('nothing unless it is installed here', () => {
    expect(renderSpire(contextFor(NEWEST))).toEqual([]);
    expect(render({ install: { enabled: false } })).toEqual([]);
  });

  test('everything lives in a namespace of its own, which may exist already', () => {
    const kinds = (install: object) => render({ install }).map(({ kind }) => kind);
    expect(kinds({})).toContain('Namespace');
    expect(kinds({ existingNamespace: true })).not.toContain('Namespace');
    const namespaces = render({ install: { namespace: 'ids' } }).map(({ metadata }) => metadata.namespace ?? 'ids');
    expect(new Set(namespaces)).toEqual(new Set(['ids']));
  });

  test('accounts made elsewhere keep their bindings', () => {
    const install = { server: { serviceAccount: { create: false, name: 'mine' } } };
    const objects = render({ install }).map(({ kind, metadata }) => `${kind}/${metadata.name}`);
    expect(objects).toEqual(expect.arrayContaining(['RoleBinding/mine', 'RoleBinding/mine-pod']));
    expect(objects).not.toContain('ServiceAccount/mine');
    expect(objects).not.toContain('ClusterRole/mine');
  });

  test('no storage means no claim, and data goes with the pod', () => {
    const storage = (dataStorage: object) => serverOf({ install: { server: { dataStorage } } });
    expect(storage({})?.volumeClaimTemplates?.[0]?.spec?.accessModes).toEqual(['ReadWriteOnce']);
    expect(storage({ enabled: false })).not.toHaveProperty('volumeClaimTemplates');
  });
});

describe('releases', () => {
  test('the ports of the health checks have names from 1.20 on', () => {
    const port = (release: string) => agentOf({}, release)?.containers[0]?.readinessProbe?.httpGet?.port;
    expect(port('1.19.7')).toBe(4251);
    expect(port('1.20.0')).toBe('http');
  });

  test('the host’s users are named from 1.20 on, where Kubernetes knows the field', () => {
    const hostUsers = (release: string, kubeVersion: string) =>
      serverOf({}, release, {}, kubeVersion)?.template.spec?.hostUsers;
    expect(hostUsers('1.20.0', '1.33.0')).toBe(true);
    expect(hostUsers('1.20.0', '1.32.0')).toBeUndefined();
    expect(hostUsers('1.19.7', '1.34.0')).toBeUndefined();
  });
});

describe('configuration', () => {
  test('the server trusts the agents’ account and lets the operator create identities', () => {
    const install = { namespace: 'ids', agent: { serviceAccount: { name: 'node-agent' } } };
    const objects = render({ trustDomain: 'example.org', install });
    const { data } = find<{ data: Record<string, string> }>(objects, 'ConfigMap', 'spire-server');
    expect(data['server.conf']).toContain('service_account_allow_list = ["ids:node-agent"]');
    expect(data['server.conf']).toContain('"spiffe://example.org/cilium-operator",');
    expect(data['server.conf']).toContain('"one" = {');
  });

  test('Cilium’s agent may ask for the pods’ identities, at the sockets of the values', () => {
    const objects = render({
      adminSocketPath: '/run/admin.sock',
      install: { agent: { skipKubeletVerification: false } },
    });
    const { data } = find<{ data: Record<string, string> }>(objects, 'ConfigMap', 'spire-agent');
    expect(data['agent.conf']).toContain('admin_socket_path = "/run/admin.sock"');
    expect(data['agent.conf']).toContain('"spiffe://spiffe.cilium/cilium-agent",');
    expect(data['agent.conf']).toContain('skip_kubelet_verification = false');
  });

  test('the agent starts on nodes that wait for Cilium', () => {
    const tolerations = agentOf({ install: { agent: { tolerations: [] } } }, NEWEST, { agentNotReadyTaintKey: 'a/b' });
    expect(tolerations?.tolerations).toEqual([{ key: 'a/b', effect: 'NoSchedule' }]);
  });

  test('the agent carries the server’s annotations, as in the chart', () => {
    const install = { server: { annotations: { s: '1' } }, agent: { annotations: { a: '1' } } };
    const { metadata } = find<{ metadata: JsonObject }>(render({ install }), 'DaemonSet', 'spire-agent');
    expect(metadata.annotations).toEqual({ s: '1' });
  });

  test('fails for init containers that are no list', () => {
    expect(() => render({ install: { server: { initContainers: null } } })).toThrow('initContainers');
  });
});

/** Runs a script with commands of its own; each notes how it was called. */
function run(script: string, commands: Record<string, string>) {
  const root = mkdtempSync(join(tmpdir(), 'spire-'));
  const write = (path: string, body: string) => {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), `#!/bin/sh\n${body}\n`);
    chmodSync(join(root, path), 0o755);
  };
  Object.entries(commands).forEach(([path, body]) => write(path.includes('/') ? path : `commands/${path}`, body));
  const { status } = spawnSync('sh', ['-c', script.replaceAll('/proc/', `${root}/proc/`)], {
    env: { PATH: `${join(root, 'commands')}:/usr/bin:/bin`, ROOT: root },
    timeout: 20_000,
  });
  const log = join(root, 'log');
  return { status, log: existsSync(log) ? readFileSync(log, 'utf8').replaceAll(root, '').trim().split('\n') : [] };
}

/** A command that succeeds at the first calls, or fails at the first ones, by their number. */
const counted = (name: string, test: string) =>
  `n=$(cat "$ROOT/${name}.n" 2> /dev/null || echo 0); n=$((n + 1)); echo $n > "$ROOT/${name}.n"; ${test}`;

describe('the register script', () => {
  const server = counted(
    'server',
    `
[ $n -gt 2 ] || exit 1
case "$*" in
  "entry show -socketPath "*" -spiffeID "*) id=$(echo "$*" | sed 's/.*-spiffeID //; s/ .*//')
    if grep -qF "create $id " "$ROOT/made" 2> /dev/null; then echo "Found 1 entry"; else echo "Found 0 entries"; fi ;;
  "entry create "*) echo "$*" >> "$ROOT/log"; echo "create $(echo "$*" | sed 's/.*-spiffeID //; s/ .*//') " >> "$ROOT/made" ;;
esac`,
  );
  const values = { serviceAccounts: { cilium: { name: 'my-cilium' } } };
  const commands = {
    // The server is there from the second look on, and gone after two rounds.
    pgrep: counted('pgrep', '[ $n -ge 2 ] && [ $n -le 5 ] && echo 42'),
    sleep: 'exit 0',
    'proc/42/root/opt/spire/bin/spire-server': server,
  };

  test('waits for the server, registers each identity once, and ends with the server', () => {
    const { status, log } = run(registerScript(context({ trustDomain: 'td' }, NEWEST, values)), commands);
    const socket = '-socketPath /proc/42/root/tmp/spire-server/private/api.sock';
    const agent = 'spiffe://td/ns/cilium-spire/sa/spire-agent';
    expect(status).toBe(0);
    expect(log).toEqual([
      `entry create ${socket} -spiffeID ${agent} -node ` +
        '-selector k8s_psat:agent_ns:cilium-spire -selector k8s_psat:agent_sa:spire-agent',
      `entry create ${socket} -spiffeID spiffe://td/cilium-agent -parentID ${agent} ` +
        '-selector k8s:ns:kube-system -selector k8s:sa:my-cilium',
      `entry create ${socket} -spiffeID spiffe://td/cilium-operator -parentID ${agent} ` +
        '-selector k8s:ns:kube-system -selector k8s:sa:cilium-operator',
    ]);
  });

  test('stands in the server’s pod', () => {
    expect(serverOf()?.template.spec?.containers[0]?.command).toEqual(['/bin/sh', '-c', registerScript(context())]);
  });
});

describe('the script that waits for the server', () => {
  test('ends once the server answers, at the address of the values', () => {
    const commands = { nc: counted('nc', 'echo "$*" >> "$ROOT/log"; [ $n -ge 3 ]'), sleep: 'exit 0' };
    const { status, log } = run(waitForServerScript(context({ serverAddress: '192.0.2.1:8081' })), commands);
    expect(status).toBe(0);
    expect(log).toEqual(Array.from({ length: 3 }, () => '-z 192.0.2.1:8081 -w 3'));
  });

  test('gives up after a minute', () => {
    const commands = {
      nc: 'echo "$*" >> "$ROOT/log"; exit 1',
      sleep: 'exit 0',
      date: counted('date', 'echo $((n * 25))'),
    };
    const { status, log } = run(waitForServerScript(context()), commands);
    expect(status).toBe(1);
    expect(log[0]).toBe('-z spire-server.cilium-spire.svc:8081 -w 3');
  });
});
