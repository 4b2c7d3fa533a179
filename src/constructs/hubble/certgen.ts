import type { JobSpec } from 'kubernetes-types/batch/v1';
import { rangeList, truthy } from '../../core/helm';
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
import { commonLabels, mergedMaps, namespaceOf } from '../common';
import { once, type KubeObject, type RenderContext } from '../context';
import { binding, role } from '../rbac';
import { serviceAccount, subjectOf } from '../service-account';
import { hubbleCertificates, hubbleIssuingMethod, type HubbleCertificate } from './certificates';

const APP = 'hubble-generate-certs';

/** certgen as a Job for the first certificates and a CronJob that renews them, with what they may do. */
export function certgenObjects(ctx: RenderContext): KubeObject[] {
  const { enabled, tls } = ctx.values.hubble;
  if (!truthy(enabled) || !truthy(tls.enabled) || !truthy(tls.auto.enabled)) return [];
  if (hubbleIssuingMethod(ctx) !== 'cronJob') return [];
  const { annotations } = ctx.values.hubble;
  const account = ctx.values.serviceAccounts.hubblecertgen;
  const { cronJob: own } = ctx.values.certgen.annotations as JsonObject;
  const renewal = workload(ctx, mergedMaps(annotations, own));
  return [
    ...(truthy(account.create) ? [serviceAccount(ctx, account, annotations, account.annotations)] : []),
    ...(truthy(account.create) && truthy(ctx.values.rbac.create) ? access(ctx) : []),
    certgenJob(ctx, workload(ctx, annotations)),
    ...(truthy(tls.auto.schedule) ? [certgenCronJob(ctx, renewal, tls.auto.schedule)] : []),
  ];
}

/** certgen makes Secrets, renews its own, and reads and writes the CA. */
function access(ctx: RenderContext): KubeObject[] {
  const metadata = {
    name: APP,
    namespace: namespaceOf(ctx),
    annotations: mergedMaps(ctx.values.hubble.annotations),
    labels: { 'app.kubernetes.io/part-of': 'cilium', ...commonLabels(ctx) },
  };
  const certificates = [
    'hubble-server-certs',
    'hubble-relay-client-certs',
    'hubble-relay-server-certs',
    'hubble-metrics-server-certs',
    'hubble-ui-client-certs',
  ];
  return [
    role('Role', metadata, [
      secretsRule(['create']),
      secretsRule(['update'], certificates),
      secretsRule(['get', 'update'], [CA_SECRET]),
    ]),
    binding('Role', metadata, APP, subjectOf(ctx, ctx.values.serviceAccounts.hubblecertgen)),
  ];
}

function workload(ctx: RenderContext, annotations: Value): CertgenWorkload {
  const labels = {
    'k8s-app': APP,
    'app.kubernetes.io/name': APP,
    'app.kubernetes.io/part-of': 'cilium',
    ...commonLabels(ctx),
  };
  return { app: APP, labels, annotations, spec: once(ctx, jobSpec) };
}

function jobSpec(ctx: RenderContext): JobSpec {
  const { certgen, hubble, serviceAccounts } = ctx.values;
  const metrics = truthy(hubble.metrics.enabled) && truthy(hubble.metrics.tls.enabled);
  return certgenJobSpec(ctx, {
    app: APP,
    podLabels: certgen.podLabels,
    serviceAccount: serviceAccounts.hubblecertgen,
    validityDays: hubble.tls.auto.certValidityDuration,
    certificates: hubbleCertificates(ctx, metrics).map((certificate) => certgenCertificate(ctx, certificate)),
  });
}

/**
 * The names of the metrics server's certificate end in ` | quote }}`: the template closes its braces too early. That is
 * what runs today, and certgen renews it, so it is kept and reported; it makes a certificate for a wrong name.
 */
function certgenCertificate(ctx: RenderContext, certificate: HubbleCertificate): CertgenCertificate {
  const { secretName: name, commonName, extra, usages } = certificate;
  const misnamed = name === 'hubble-metrics-server-certs';
  const first = misnamed ? `${commonName} | quote }}` : quoted(commonName);
  if (misnamed && !rangeList(extra?.extraDnsNames).includes(commonName)) {
    ctx.report({
      code: 'metrics-certificate-name',
      severity: 'warning',
      path: 'values.hubble.metrics.tls.enabled',
      message: 'certgen issues the certificate of the metrics server for a name that nobody asks for',
      got: `${commonName} | quote }}`,
      allowed: commonName,
      fix: `add ${commonName} to hubble.metrics.tls.server.extraDnsNames, or set hubble.tls.auto.method to certmanager`,
    });
  }
  const names = [...rangeList(extra?.extraDnsNames), ...rangeList(extra?.extraIpAddresses)];
  return { name, commonName: first, hosts: [first, ...names.map(quoted)], usages };
}
