/**
 * A cluster without nodes: etcd and kube-apiserver as local processes on 127.0.0.1, and what is started beside them.
 * This is the library of the judges `server`, `operator`, `flux`, `argocd`, `argocd-helm`, `applicationset` and `handover`:
 *
 *   const cluster = await up({ controllers: true });   etcd, kube-apiserver, kube-controller-manager (garbage collection
 *                                                      and namespaces only, so that it makes no pods and no status)
 *     cluster.api        { request, apply, get, list, patch, remove }: ./client.mjs; `apply(object, { dryRun, manager })`
 *                        is server-side apply, `get({ apiVersion, kind, metadata })` is undefined where there is none
 *     cluster.kubeconfig the path of a kubeconfig of an administrator
 *     cluster.start(name, program, args, { env }), cluster.stop(name), cluster.logOf(name)
 *     await cluster.down()   ends everything by pid and removes the state; also at the process's end and at ^C
 *   await installCrds(cluster.api, ['cilium-1.18.11', 'gateway', 'prometheus', 'flux'], parseYaml)     ./crds.mjs
 *   const git = await repository(cluster.folder)       ./git.mjs: git.url, git.folder, git.put(from, to), git.push(message)
 *   const flux = await startFlux(cluster, { helm: true })              ./controllers.mjs: source-, kustomize-, helm-controller
 *     await flux.source(git, { name, namespace })      a GitRepository of that repository
 *     await flux.ready({ apiVersion, kind, metadata }, revision)       Ready=True, and of that commit where it is given
 *     await flux.reconcile({ apiVersion, kind, metadata })             asks for a reconciliation now and waits until it was handled
 *   const argo = await startArgo(cluster, parseYaml)   ./controllers.mjs: Argo CD's application-controller, repo-server, Redis
 *     await argo.synced(name, revision), argo.refresh(name), argo.sync(name), argo.startApplicationSets()
 *   await startOperator(cluster, configMap)            ./controllers.mjs: cilium-operator with the options of that cilium-config
 *   const writer = startStatusWriter(cluster.api)      ./status-writer.mjs: plays kubelet and controllers, `writer.stop()`
 *   const recorder = startRecorder(cluster.api, kinds) ./recorder.mjs: what came and changed, when; `recorder.stop()`
 *   await until('words', () => condition, { seconds })                 ./processes.mjs
 */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { client } from './client.mjs';
import { freePorts, processes, until } from './processes.mjs';
import { program } from './programs.mjs';

const URL_OF = (port) => `http://127.0.0.1:${port}`;

function writeKeys(folder) {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const token = randomBytes(24).toString('hex');
  const secret = (file, text) => writeFileSync(join(folder, file), text, { mode: 0o600 });
  secret('sa.key', privateKey);
  secret('sa.pub', publicKey);
  secret('tokens.csv', `${token},admin,1,"system:masters"\n`);
  return token;
}

/**
 * Starts the cluster in a new folder of its own, or in `folder`. `controllers` adds kube-controller-manager with the
 * garbage collector and the namespace controller, without which foreground deletion and namespaces never end.
 */
export async function up({ controllers = false, folder = mkdtempSync(join(tmpdir(), 'control-plane-')) } = {}) {
  const started = Date.now();
  const programs = ['etcd', 'kube-apiserver', ...(controllers ? ['kube-controller-manager'] : [])];
  const [etcd, apiserver, manager] = programs.map(program);
  const own = processes(folder);
  const interrupted = () => {
    own.killAll();
    rmSync(folder, { recursive: true, force: true });
  };
  const onSignal = () => process.exit(130); // which runs what stands below
  process.on('exit', interrupted).on('SIGINT', onSignal).on('SIGTERM', onSignal);
  const forget = () => process.off('exit', interrupted).off('SIGINT', onSignal).off('SIGTERM', onSignal);

  let api;
  /** Ends everything, last started first, the server and etcd at the end, and removes the state. */
  async function down() {
    api?.close();
    const rest = own.names().filter((name) => name !== 'etcd' && name !== 'kube-apiserver');
    await Promise.all(rest.map((name) => own.stop(name)));
    await own.stop('kube-apiserver');
    await own.stop('etcd');
    rmSync(folder, { recursive: true, force: true });
    forget();
  }

  try {
    const token = writeKeys(folder);
    const [etcdPort, peerPort, port, managerPort] = await freePorts(4);
    own.start('etcd', etcd, [
      ...['--name', 'judges', '--data-dir', join(folder, 'etcd'), '--log-level', 'warn', '--unsafe-no-fsync'],
      ...['--listen-client-urls', URL_OF(etcdPort), '--advertise-client-urls', URL_OF(etcdPort)],
      ...['--listen-peer-urls', URL_OF(peerPort), '--initial-advertise-peer-urls', URL_OF(peerPort)],
      ...['--initial-cluster', `judges=${URL_OF(peerPort)}`],
    ]);
    const check = own.start('kube-apiserver', apiserver, [
      ...['--etcd-servers', URL_OF(etcdPort), '--secure-port', String(port), '--cert-dir', join(folder, 'pki')],
      ...['--bind-address', '127.0.0.1', '--advertise-address', '127.0.0.1', '--endpoint-reconciler-type', 'none'],
      ...['--token-auth-file', join(folder, 'tokens.csv'), '--anonymous-auth=false', '--authorization-mode', 'RBAC'],
      ...['--service-account-key-file', join(folder, 'sa.pub')],
      ...['--service-account-signing-key-file', join(folder, 'sa.key')],
      ...['--service-account-issuer', 'https://kubernetes.default.svc', '--service-cluster-ip-range', '10.96.0.0/16'],
      ...['--disable-admission-plugins', 'ServiceAccount', '--allow-privileged=true', '--v', '1'],
      '--enable-priority-and-fairness=false',
    ]);
    const certificate = join(folder, 'pki', 'apiserver.crt');
    await until('the certificate of kube-apiserver', () => check() ?? existsSync(certificate));
    const server = `https://127.0.0.1:${port}`;
    const ca = readFileSync(certificate, 'utf8');
    api = client({ server, token, ca });
    const kubeconfig = join(folder, 'kubeconfig');
    const context = { cluster: 'judges', user: 'admin', namespace: 'default' };
    writeFileSync(
      kubeconfig,
      JSON.stringify({
        apiVersion: 'v1',
        kind: 'Config',
        'current-context': 'judges',
        clusters: [
          { name: 'judges', cluster: { server, 'certificate-authority-data': Buffer.from(ca).toString('base64') } },
        ],
        users: [{ name: 'admin', user: { token } }],
        contexts: [{ name: 'judges', context }],
      }),
      { mode: 0o600 },
    );
    await until('kube-apiserver is ready', async () => check() ?? (await api.request('GET', '/readyz')) === 'ok');
    for (const name of ['default', 'kube-system'])
      await until(`namespace ${name}`, () => api.get({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }));
    if (controllers) {
      mkdirSync(join(folder, 'kcm'), { recursive: true });
      own.start('kube-controller-manager', manager, [
        ...[
          '--kubeconfig',
          kubeconfig,
          '--authentication-kubeconfig',
          kubeconfig,
          '--authorization-kubeconfig',
          kubeconfig,
        ],
        ...['--bind-address', '127.0.0.1', '--secure-port', String(managerPort), '--cert-dir', join(folder, 'kcm')],
        ...['--leader-elect=false', '--controllers', 'garbage-collector-controller,namespace-controller', '--v', '1'],
      ]);
    }
    return {
      ...{ folder, kubeconfig, server, api, down, forget },
      ...{ start: own.start, stop: own.stop, logOf: own.logOf, names: own.names },
      milliseconds: Date.now() - started,
    };
  } catch (error) {
    const logs = own.logOf('kube-apiserver');
    await down();
    throw new Error(`${error.message}${logs ? `: ${logs}` : ''}`, { cause: error });
  }
}

/** Makes namespaces that are not there. */
export async function ensureNamespaces(api, names) {
  for (const name of new Set(names)) {
    const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
    if (!(await api.get(namespace))) await api.request('POST', '/api/v1/namespaces', { body: namespace });
  }
}
