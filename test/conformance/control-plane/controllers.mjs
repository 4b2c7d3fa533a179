/** The controllers of GitOps and of Cilium, as local processes against a cluster of ./cluster.mjs. */
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { delimiter, dirname, join } from 'node:path';
import { ensureNamespaces } from './cluster.mjs';
import { freePorts, sleep, until } from './processes.mjs';
import { moduleFolder, program } from './programs.mjs';

const answers = (port, path) =>
  new Promise((resolve) => {
    get({ host: '127.0.0.1', port, path, timeout: 2000 }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    }).on('error', () => resolve(false));
  });

const condition = (object, type) => object?.status?.conditions?.find((one) => one.type === type);

/** Flux's controllers in namespace flux-system: source- and kustomize-controller, with `helm` helm-controller. */
export async function startFlux(cluster, { helm = false, namespace = 'flux-system' } = {}) {
  const { api } = cluster;
  await ensureNamespaces(api, [namespace]);
  const storage = join(cluster.folder, 'flux-storage');
  mkdirSync(storage, { recursive: true });
  const [storagePort] = await freePorts(1);
  const extra = {
    'source-controller': [
      ...['--storage-path', storage, '--storage-addr', `127.0.0.1:${storagePort}`],
      ...['--storage-adv-addr', `127.0.0.1:${storagePort}`],
    ],
    'kustomize-controller': ['--requeue-dependency', '1s'],
    ...(helm && { 'helm-controller': ['--requeue-dependency', '1s'] }),
  };
  for (const [name, args] of Object.entries(extra)) {
    const [metrics, health] = await freePorts(2);
    const check = cluster.start(
      name,
      program(name),
      [
        ...['--metrics-addr', `127.0.0.1:${metrics}`, '--health-addr', `127.0.0.1:${health}`, '--events-addr', ''],
        ...['--enable-leader-election=false', '--watch-all-namespaces=true', '--log-level', 'info', ...args],
      ],
      { env: { KUBECONFIG: cluster.kubeconfig, RUNTIME_NAMESPACE: namespace } },
    );
    await until(`${name} is ready`, () => check() ?? answers(health, '/readyz'));
  }

  /** Waits until an object of Flux is Ready=True, of that commit where one is given; tells its message where not. */
  async function ready(reference, revision, seconds = 90) {
    let last;
    try {
      return await until(
        `${reference.kind} ${reference.metadata.name} Ready`,
        async () => {
          last = await api.get(reference);
          const found = condition(last, 'Ready');
          const current = last?.status?.observedGeneration === last?.metadata.generation;
          const applied = last?.status?.lastAppliedRevision ?? last?.status?.artifact?.revision ?? '';
          return found?.status === 'True' && current && (!revision || applied.endsWith(revision)) && last;
        },
        { seconds },
      );
    } catch (error) {
      throw new Error(`${error.message}: ${condition(last, 'Ready')?.message ?? 'no condition'}`, { cause: error });
    }
  }

  let asked = 0;
  /** Asks for a reconciliation now, and waits until it was handled. */
  async function reconcile(reference, seconds = 90) {
    const token = `${Date.now()}-${asked++}`;
    await api.patch(reference, { metadata: { annotations: { 'reconcile.fluxcd.io/requestedAt': token } } });
    return until(
      `${reference.kind} ${reference.metadata.name} reconciled`,
      async () => {
        const found = await api.get(reference);
        return found.status?.lastHandledReconcileAt === token && found;
      },
      { seconds },
    );
  }

  /** A GitRepository of a repository of ./git.mjs, which is asked for new commits every second. */
  const source = (git, { name = 'flux-system' } = {}) =>
    api.apply({
      apiVersion: 'source.toolkit.fluxcd.io/v1',
      kind: 'GitRepository',
      metadata: { name, namespace },
      spec: { interval: '1s', url: git.url, ref: { branch: 'main' } },
    });

  const stop = () => Promise.all(Object.keys(extra).map((name) => cluster.stop(name)));
  return { source, ready, reconcile, condition, stop };
}

/** The real cilium-operator with the options of a cilium-config; one that runs is stopped by its name `cilium-operator`. */
export async function startOperator(cluster, { data }) {
  const options = join(cluster.folder, 'cilium-config');
  rmSync(options, { recursive: true, force: true });
  mkdirSync(options, { recursive: true });
  for (const [key, value] of Object.entries(data)) writeFileSync(join(options, key), value);
  const [port, metrics] = await freePorts(2);
  return cluster.start(
    'cilium-operator',
    program('cilium-operator-generic'),
    [
      ...['--config-dir', options, '--k8s-kubeconfig-path', cluster.kubeconfig],
      // A kubeconfig instead of KubePrism's address; loopback for what would listen on every interface.
      ...['--k8s-api-server-urls', ''],
      ...['--operator-api-serve-addr', `127.0.0.1:${port}`, '--operator-prometheus-serve-addr', `127.0.0.1:${metrics}`],
      ...['--gops-port', '0', '--shell-sock-path', join(cluster.folder, 'operator-shell.sock')],
      ...['--leader-election-lease-duration', '5s', '--leader-election-renew-deadline', '3s'],
      ...['--leader-election-retry-period', '1s', '--unmanaged-pod-watcher-interval', '0'],
    ],
    { env: { K8S_NODE_NAME: 'judges', CILIUM_K8S_NAMESPACE: 'kube-system', KUBECONFIG: cluster.kubeconfig } },
  );
}

/**
 * Argo CD without its API server: application-controller, repo-server, and a Redis in memory, with the argocd-cm that it
 * ships. `path` are folders that repo-server finds programs in, besides kustomize.
 */
export async function startArgo(cluster, parseYaml, { namespace = 'argocd', path = [] } = {}) {
  const { api } = cluster;
  await ensureNamespaces(api, [namespace]);
  const labels = { 'app.kubernetes.io/part-of': 'argocd' };
  const object = (kind, name, rest) =>
    api.apply({ apiVersion: 'v1', kind, metadata: { name, namespace, labels }, ...rest });
  const shipped = join(moduleFolder('argocd'), 'manifests/base/config/argocd-cm.yaml');
  const { data } = parseYaml(readFileSync(shipped, 'utf8'));
  await object('ConfigMap', 'argocd-cm', {
    data: { ...data, 'timeout.reconciliation': '3s', 'timeout.reconciliation.jitter': '0s' },
  });
  for (const name of ['argocd-rbac-cm', 'argocd-tls-certs-cm']) await object('ConfigMap', name, {});
  await object('ConfigMap', 'argocd-ssh-known-hosts-cm', { data: { ssh_known_hosts: '' } });
  await object('Secret', 'argocd-secret', { stringData: { 'server.secretkey': 'only-for-this-cluster' } });

  const folder = join(cluster.folder, 'argocd');
  for (const name of ['tls', 'ssh', 'gpg/keys', 'gpg/source', 'plugin', 'tmp', 'bin'])
    mkdirSync(join(folder, name), { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, 'ssh', 'ssh_known_hosts'), '');
  // repo-server runs this script of Argo CD's repository at every sync.
  for (const script of ['git-verify-wrapper.sh', 'git-ask-pass.sh']) {
    const from = join(moduleFolder('argocd'), 'hack', script);
    if (!existsSync(from)) continue;
    copyFileSync(from, join(folder, 'bin', script));
    chmodSync(join(folder, 'bin', script), 0o700);
  }
  const [redis, repository, repositoryMetrics, metrics] = await freePorts(4);
  const env = {
    KUBECONFIG: cluster.kubeconfig,
    PATH: [join(folder, 'bin'), dirname(program('kustomize')), ...path, process.env.PATH].join(delimiter),
    ARGOCD_FAKE_IN_CLUSTER: 'true',
    ARGOCD_TLS_DATA_PATH: join(folder, 'tls'),
    ARGOCD_SSH_DATA_PATH: join(folder, 'ssh'),
    ARGOCD_GNUPGHOME: join(folder, 'gpg', 'keys'),
    ARGOCD_GPG_DATA_PATH: join(folder, 'gpg', 'source'),
    ARGOCD_PLUGINSOCKFILEPATH: join(folder, 'plugin'),
    ARGOCD_GPG_ENABLED: 'false',
    ARGOCD_RECONCILIATION_JITTER: '0',
    TMPDIR: join(folder, 'tmp'),
    HOSTNAME: 'argo-0',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
  };
  const binary = program('argocd');
  const checks = [
    cluster.start('argocd-redis', binary, ['redis', `127.0.0.1:${redis}`], { env }),
    cluster.start(
      'argocd-repo-server',
      binary,
      [
        ...[
          'argocd-repo-server',
          '--address',
          '127.0.0.1',
          '--port',
          String(repository),
          '--metrics-address',
          '127.0.0.1',
        ],
        ...['--metrics-port', String(repositoryMetrics), '--redis', `127.0.0.1:${redis}`, '--disable-tls'],
        ...['--client-ca-path', '', '--logformat', 'text'],
      ],
      { env },
    ),
    // Its metrics have no address flag and listen on every interface.
    cluster.start(
      'argocd-application-controller',
      binary,
      [
        ...['argocd-application-controller', '--namespace', namespace, '--redis', `127.0.0.1:${redis}`],
        ...['--repo-server', `127.0.0.1:${repository}`, '--repo-server-plaintext', '--metrics-port', String(metrics)],
        ...['--app-resync', '3', '--logformat', 'text', '--status-processors', '4', '--operation-processors', '2'],
      ],
      { env },
    ),
  ];
  await until('repo-server is ready', () => {
    checks.forEach((check) => check());
    return answers(repositoryMetrics, '/healthz?full=true');
  });

  /** Waits until an Application is Synced at that commit, and Healthy unless `health` is another. */
  async function synced(name, revision, { seconds = 120, health = 'Healthy' } = {}) {
    let last;
    try {
      return await until(
        `Application ${name} Synced`,
        async () => {
          last = await api.get(reference(name));
          const { sync, health: found } = last?.status ?? {};
          return sync?.status === 'Synced' && sync.revision === revision && found?.status === health && last;
        },
        { seconds, every: 500 },
      );
    } catch (error) {
      const { sync, health: found, conditions, operationState } = last?.status ?? {};
      const why = { sync: sync?.status, health: found, conditions, operation: operationState?.message };
      throw new Error(`${error.message}: ${JSON.stringify(why)}`, { cause: error });
    }
  }

  const reference = (name, kind = 'Application') => ({
    apiVersion: 'argoproj.io/v1alpha1',
    kind,
    metadata: { name, namespace },
  });
  /**
   * Asks Argo CD to look at the repository now, as a webhook does, and with `hard` to render anew. Nothing else does: what
   * a branch points to is remembered in Redis, and no time passes in miniredis, so that nothing in it expires.
   */
  const refresh = (name, how = 'normal') =>
    api.patch(reference(name), { metadata: { annotations: { 'argocd.argoproj.io/refresh': how } } });
  const refreshSet = (name) =>
    api.patch(reference(name, 'ApplicationSet'), {
      metadata: { annotations: { 'argocd.argoproj.io/application-set-refresh': 'true' } },
    });

  /** Asks Argo CD to compare again, and waits until it has. */
  async function compared(name, { seconds = 60, how } = {}) {
    const before = (await api.get(reference(name))).status?.reconciledAt;
    // Times are of whole seconds: the next comparison has to be in another one.
    await sleep(1000);
    await refresh(name, how);
    return until(
      `Application ${name} compared`,
      async () => {
        const { metadata, status } = await api.get(reference(name));
        return !metadata.annotations?.['argocd.argoproj.io/refresh'] && status?.reconciledAt !== before && status;
      },
      { seconds },
    );
  }

  /** Syncs an Application as `argocd app sync --prune` does, with its own options, and waits for the end; returns it. */
  async function sync(name, { seconds = 60 } = {}) {
    const { spec } = await until(`no operation of ${name}`, async () => {
      const found = await api.get(reference(name));
      return !found.operation && found;
    });
    const { syncOptions } = spec.syncPolicy;
    const username = `judges-${Date.now()}`;
    await api.patch(reference(name), { operation: { initiatedBy: { username }, sync: { prune: true, syncOptions } } });
    return until(
      `sync of ${name}`,
      async () => {
        const { operationState: state } = (await api.get(reference(name))).status;
        return (
          state?.operation.initiatedBy?.username === username &&
          /^(?:Succeeded|Failed|Error)$/.test(state.phase) &&
          state
        );
      },
      { seconds },
    );
  }

  /** Ends an operation, as `argocd app terminate-op` does. */
  const terminate = (name) => api.patch(reference(name), { status: { operationState: { phase: 'Terminating' } } });

  /** Starts the applicationset-controller; one that runs is ended before. */
  async function startApplicationSets({ progressive = false } = {}) {
    const ports = await freePorts(3);
    const [metricsAt, probeAt, webhookAt] = ports.map((port) => `127.0.0.1:${port}`);
    await cluster.stop('argocd-applicationset-controller');
    const check = cluster.start(
      'argocd-applicationset-controller',
      binary,
      [
        ...['argocd-applicationset-controller', '--namespace', namespace, '--logformat', 'text'],
        ...['--argocd-repo-server', `127.0.0.1:${repository}`, '--repo-server-plaintext'],
        ...['--metrics-addr', metricsAt, '--probe-addr', probeAt, '--webhook-addr', webhookAt],
        `--enable-progressive-syncs=${progressive}`,
      ],
      { env },
    );
    // It has no probe but the one of its metrics.
    await until('applicationset-controller is ready', () => check() ?? answers(ports[0], '/metrics'));
  }
  return { synced, refresh, refreshSet, compared, sync, terminate, startApplicationSets, namespace };
}
