import type { JobSpec } from 'kubernetes-types/batch/v1';
import { toGoYaml } from '../../core/go-yaml';
import { truthy } from '../../core/helm';
import type { JsonObject, Value } from '../../core/json';
import { CA_SECRET } from '../certificates/ca-secret';
import {
  certgenCronJob,
  certgenJob,
  certgenJobSpec,
  secretsRule,
  type CertgenCertificate,
  type CertgenWorkload,
} from '../certificates/certgen';
import { quoted } from '../certificates/quoted';
import { commonLabels } from '../common';
import { once, type KubeObject, type RenderContext } from '../context';
import { binding, role } from '../rbac';
import { serviceAccount, subjectOf } from '../service-account';
import { meshOf, metadataOf } from './mesh';
import { ADMIN_CERT, LOCAL_CERT, REMOTE_CERT, SERVER_CERT, commonNames, serverHosts } from './tls';

const NAME = 'clustermesh-apiserver-generate-certs';

/** Certgen in the cluster: a Job now, a CronJob where a schedule is set, and what they may do. */
export function certgen(ctx: RenderContext): KubeObject[] {
  const { apiserver, annotations } = ctx.values.clustermesh;
  const { schedule } = apiserver.tls.auto;
  const partOf = { 'app.kubernetes.io/part-of': 'cilium' };
  const workload = (labels: JsonObject): CertgenWorkload => ({
    app: NAME,
    labels: { 'k8s-app': NAME, ...labels },
    annotations,
    spec: once(ctx, jobSpec),
  });
  return [
    ...(truthy(ctx.values.serviceAccounts.clustermeshcertgen.create) ? access(ctx) : []),
    ...(meshOf(ctx).hasEtcd ? [certgenJob(ctx, workload({ ...commonLabels(ctx), ...partOf }))] : []),
    ...(truthy(schedule) ? [certgenCronJob(ctx, workload({ ...partOf, ...commonLabels(ctx) }), schedule)] : []),
  ];
}

function jobSpec(ctx: RenderContext): JobSpec {
  const { clustermesh, serviceAccounts } = ctx.values;
  return certgenJobSpec(ctx, {
    app: NAME,
    podLabels: clustermesh.apiserver.podLabels,
    serviceAccount: serviceAccounts.clustermeshcertgen,
    validityDays: clustermesh.apiserver.tls.auto.certValidityDuration,
    certificates: certificates(ctx),
    isUnconfined: !meshOf(ctx).facts.certgenIsRestricted,
  });
}

function certificates(ctx: RenderContext): CertgenCertificate[] {
  const { facts, hasKVStoreMesh } = meshOf(ctx);
  const server = commonNames.server(ctx);
  const usages = ['signing', 'key encipherment'];
  const client = (name: string, commonName: string): CertgenCertificate => ({
    name,
    commonName: quoted(commonName),
    usages: [...usages, 'client auth'],
  });
  return [
    {
      name: SERVER_CERT,
      commonName: facts.namesServerAfterService ? server : quoted(server),
      hosts: hosts(ctx),
      usages: [...usages, 'server auth'],
    },
    client(ADMIN_CERT, commonNames.admin(ctx)),
    client(REMOTE_CERT, commonNames.remote(ctx)),
    ...(hasKVStoreMesh ? [client(LOCAL_CERT, commonNames.local(ctx))] : []),
  ];
}

function hosts(ctx: RenderContext): string[] {
  const { dnsNames, ipAddresses } = serverHosts(ctx);
  const item = (name: Value): string => toGoYaml([name ?? null]).replace(/^- /, '');
  return [...dnsNames, ...ipAddresses].map(meshOf(ctx).facts.namesServerAfterService ? item : quoted);
}

/** Certgen reads and renews the CA and writes the certificates. */
function access(ctx: RenderContext): KubeObject[] {
  const { clustermesh, serviceAccounts } = ctx.values;
  const account = serviceAccounts.clustermeshcertgen;
  const metadata = metadataOf(ctx, NAME, { 'app.kubernetes.io/part-of': 'cilium', ...commonLabels(ctx) });
  const unused = meshOf(ctx).facts.updatesClientCertificate ? ['clustermesh-apiserver-client-cert'] : [];
  return [
    serviceAccount(ctx, account, account.annotations, clustermesh.annotations),
    role('Role', metadata, [
      secretsRule(['create']),
      secretsRule(['get', 'update'], [CA_SECRET]),
      secretsRule(['update'], [SERVER_CERT, ADMIN_CERT, REMOTE_CERT, LOCAL_CERT, ...unused]),
    ]),
    binding('Role', metadata, NAME, subjectOf(ctx, account)),
  ];
}
