import type { CronJobSpec, JobSpec } from 'kubernetes-types/batch/v1';
import { certificatesFacts } from '../../catalogue/facts/certificates';
import { plain, quote, rangeList, truthy, withBlock } from '../../core/helm';
import type { JsonObject, Value } from '../../core/json';
import { factsFor } from '../../core/release-range';
import { certgenJobName, certgenJobSpec, type CertgenCertificate } from '../certificates/certgen';
import { quoted } from '../certificates/quoted';
import { commonLabels, mergedMaps, namespaceOf } from '../common';
import { once, type KubeObject, type RenderContext } from '../context';
import { hubbleCertificates, hubbleIssuingMethod, type HubbleCertificate } from './certificates';

const APP = 'hubble-generate-certs';

/** certgen as a Job for the first certificates and a CronJob that renews them, with what they may do. */
export function certgenObjects(ctx: RenderContext): KubeObject[] {
  const { enabled, tls } = ctx.values.hubble;
  if (!truthy(enabled) || !truthy(tls.enabled) || !truthy(tls.auto.enabled)) return [];
  if (hubbleIssuingMethod(ctx) !== 'cronJob') return [];
  const { create } = ctx.values.serviceAccounts.hubblecertgen;
  return [
    ...(truthy(create) ? [serviceAccount(ctx)] : []),
    ...(truthy(create) && truthy(ctx.values.rbac.create) ? [role(ctx), roleBinding(ctx)] : []),
    job(ctx),
    ...(truthy(tls.auto.schedule) ? [cronJob(ctx)] : []),
  ];
}

function serviceAccount(ctx: RenderContext) {
  const {
    hubble,
    serviceAccounts: { hubblecertgen },
  } = ctx.values;
  return {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: {
      name: quote(hubblecertgen.name) as string,
      namespace: namespaceOf(ctx),
      labels: withBlock<JsonObject>(ctx.values.commonLabels),
      annotations: mergedMaps(hubble.annotations, hubblecertgen.annotations),
    },
  };
}

function rbacMetadata(ctx: RenderContext) {
  return {
    name: APP,
    namespace: namespaceOf(ctx),
    annotations: mergedMaps(ctx.values.hubble.annotations),
    labels: { 'app.kubernetes.io/part-of': 'cilium', ...commonLabels(ctx) },
  };
}

/** certgen makes Secrets, renews its own, and reads and writes the CA. `create` cannot be limited to names. */
function role(ctx: RenderContext) {
  const secrets = { apiGroups: [''], resources: ['secrets'] };
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'Role',
    metadata: rbacMetadata(ctx),
    rules: [
      { ...secrets, verbs: ['create'] },
      {
        ...secrets,
        resourceNames: [
          'hubble-server-certs',
          'hubble-relay-client-certs',
          'hubble-relay-server-certs',
          'hubble-metrics-server-certs',
          'hubble-ui-client-certs',
        ],
        verbs: ['update'],
      },
      { ...secrets, resourceNames: ['cilium-ca'], verbs: ['get', 'update'] },
    ],
  };
}

function roleBinding(ctx: RenderContext) {
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata: rbacMetadata(ctx),
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: APP },
    subjects: [
      {
        kind: 'ServiceAccount',
        name: quote(ctx.values.serviceAccounts.hubblecertgen.name),
        namespace: namespaceOf(ctx),
      },
    ],
  };
}

function job(ctx: RenderContext) {
  const spec = once(ctx, jobSpec);
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name: certgenJobName(ctx, APP, spec),
      namespace: namespaceOf(ctx),
      labels: jobLabels(ctx),
      annotations: mergedMaps(hook(ctx), ownAnnotations(ctx, 'job'), ctx.values.hubble.annotations),
    },
    spec,
  };
}

/** Where the Job's name does not follow its content, Helm and Argo CD have to know that they must replace it. */
function hook(ctx: RenderContext): Value {
  const named = factsFor(ctx.release, certificatesFacts).certgenNamesJobByContent;
  return named ? undefined : { 'helm.sh/hook': 'post-install,post-upgrade' };
}

function ownAnnotations(ctx: RenderContext, kind: 'job' | 'cronJob'): Value {
  return (ctx.values.certgen.annotations as JsonObject)[kind];
}

function cronJob(ctx: RenderContext) {
  const { certgen, hubble } = ctx.values;
  const limits = factsFor(ctx.release, certificatesFacts).certgenLimitsHistory;
  return {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: {
      name: APP,
      namespace: namespaceOf(ctx),
      labels: jobLabels(ctx),
      annotations: mergedMaps(hubble.annotations, ownAnnotations(ctx, 'cronJob')),
    },
    spec: {
      schedule: quote(hubble.tls.auto.schedule) as string,
      successfulJobsHistoryLimit: limits ? plain<number>(certgen.cronJob.successfulJobsHistoryLimit) : undefined,
      failedJobsHistoryLimit: limits ? plain<number>(certgen.cronJob.failedJobsHistoryLimit) : undefined,
      concurrencyPolicy: 'Forbid',
      jobTemplate: { spec: once(ctx, jobSpec) },
    } satisfies CronJobSpec,
  };
}

function jobLabels(ctx: RenderContext) {
  return {
    'k8s-app': APP,
    'app.kubernetes.io/name': APP,
    'app.kubernetes.io/part-of': 'cilium',
    ...commonLabels(ctx),
  };
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
