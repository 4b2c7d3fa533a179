import type { JobSpec } from 'kubernetes-types/batch/v1';
import type {
  Affinity,
  Container,
  LocalObjectReference,
  Toleration,
  Volume,
  VolumeMount,
} from 'kubernetes-types/core/v1';
import type { PolicyRule } from 'kubernetes-types/rbac/v1';
import { inQuotes, plain, quote, sha256, text, toRawJson, truthy, withBlock } from '../../core/helm';
import type { JsonObject } from '../../core/json';
import { commonLabels, image, labelsOf, namespaceOf } from '../common';
import type { KubeObject, RenderContext } from '../context';
import { certgenConfig } from './certgen-config';
import { clusterMetadataOf, meshOf, metadataOf } from './mesh';
import { ADMIN_CERT, LOCAL_CERT, REMOTE_CERT, SERVER_CERT } from './tls';

const NAME = 'clustermesh-apiserver-generate-certs';

/** Certgen in the cluster: a Job now, a CronJob where a schedule is set, and what they may do. */
export function certgen(ctx: RenderContext): KubeObject[] {
  const { auto } = ctx.values.clustermesh.apiserver.tls;
  return [
    ...(truthy(ctx.values.serviceAccounts.clustermeshcertgen.create) ? access(ctx) : []),
    ...(meshOf(ctx).hasEtcd ? [job(ctx)] : []),
    ...(truthy(auto.schedule) ? [cronJob(ctx)] : []),
  ];
}

function job(ctx: RenderContext): KubeObject {
  const { certgen: values, clustermesh } = ctx.values;
  const { namesJobByContent } = meshOf(ctx).facts;
  const spec = jobSpec(ctx);
  const suffix = namesJobByContent
    ? `-${sha256(toRawJson(JSON.parse(JSON.stringify(spec)) as JsonObject)).slice(0, 10)}`
    : '';
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name: `${NAME}${suffix}`,
      namespace: namespaceOf(ctx),
      labels: { 'k8s-app': NAME, ...commonLabels(ctx), 'app.kubernetes.io/part-of': 'cilium' },
      annotations: withBlock<JsonObject>({
        // Argo CD reads Helm's hooks too, and replaces the Job at each sync; it cannot be changed in place.
        ...(namesJobByContent ? {} : { 'helm.sh/hook': 'post-install,post-upgrade' }),
        ...labelsOf((values.annotations as JsonObject).job),
        ...labelsOf(clustermesh.annotations),
      }),
    },
    spec,
  } as KubeObject;
}

function cronJob(ctx: RenderContext): KubeObject {
  return {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: metadataOf(ctx, NAME, { 'k8s-app': NAME, 'app.kubernetes.io/part-of': 'cilium', ...commonLabels(ctx) }),
    spec: {
      schedule: quote(ctx.values.clustermesh.apiserver.tls.auto.schedule),
      ...(meshOf(ctx).facts.limitsJobHistory ? historyLimits(ctx) : {}),
      concurrencyPolicy: 'Forbid',
      jobTemplate: { spec: jobSpec(ctx) },
    },
  } as KubeObject;
}

function historyLimits(ctx: RenderContext) {
  const { successfulJobsHistoryLimit, failedJobsHistoryLimit } = ctx.values.certgen.cronJob;
  return {
    successfulJobsHistoryLimit: plain<number>(successfulJobsHistoryLimit),
    failedJobsHistoryLimit: plain<number>(failedJobsHistoryLimit),
  };
}

function jobSpec(ctx: RenderContext): JobSpec {
  const { certgen: values, clustermesh, imagePullSecrets, serviceAccounts } = ctx.values;
  const { certgenIsRestricted: isRestricted } = meshOf(ctx).facts;
  const account = quote(serviceAccounts.clustermeshcertgen.name);
  const ttl = plain<number>(values.ttlSecondsAfterFinished);
  return {
    template: {
      metadata: { labels: { 'k8s-app': NAME, ...labelsOf(clustermesh.apiserver.podLabels) } as Record<string, string> },
      spec: {
        securityContext: isRestricted ? { seccompProfile: { type: 'RuntimeDefault' } } : undefined,
        containers: [container(ctx)],
        hostNetwork: !isRestricted,
        nodeSelector: withBlock(values.nodeSelector),
        priorityClassName: truthy(values.priorityClassName) ? plain<string>(values.priorityClassName) : undefined,
        tolerations: withBlock<Toleration[]>(values.tolerations),
        serviceAccount: isRestricted ? undefined : account,
        serviceAccountName: account,
        automountServiceAccountToken: plain<boolean>(serviceAccounts.clustermeshcertgen.automount),
        imagePullSecrets: withBlock<LocalObjectReference[]>(imagePullSecrets),
        restartPolicy: 'OnFailure',
        volumes: withBlock<Volume[]>(values.extraVolumes),
        affinity: withBlock<Affinity>(values.affinity),
      },
    },
    ttlSecondsAfterFinished: isRestricted && !truthy(values.ttlSecondsAfterFinished) ? undefined : ttl,
  };
}

function container(ctx: RenderContext): Container {
  const { certgen: values, debug } = ctx.values;
  const { facts } = meshOf(ctx);
  return {
    name: 'certgen',
    image: image(values.image, 'certgen.image'),
    imagePullPolicy: plain<string>(values.image.pullPolicy),
    securityContext: facts.certgenIsRestricted
      ? { capabilities: { drop: ['ALL'] }, allowPrivilegeEscalation: false }
      : undefined,
    // Early charts print them beside `resources`, where nothing reads them.
    resources: withBlock(values.resources),
    command: ['/usr/bin/cilium-certgen'],
    args: [
      ...(truthy(debug.enabled) ? ['--debug'] : []),
      inQuotes(`--ca-generate=${text(values.generateCA)}`),
      '--ca-reuse-secret',
      inQuotes(`--ca-secret-namespace=${namespaceOf(ctx)}`),
      '--ca-secret-name=cilium-ca',
      '--ca-common-name=Cilium CA',
      ...(facts.enforcesCAValidity
        ? [
            inQuotes(
              `--ca-enforce-validity-throughout-leaves-duration=${text(values.enforceCAValidityThroughoutLeavesDuration)}`,
            ),
          ]
        : []),
    ],
    env: [{ name: 'CILIUM_CERTGEN_CONFIG', value: certgenConfig(ctx) }],
    volumeMounts: withBlock<VolumeMount[]>(values.extraVolumeMounts),
  };
}

/** Certgen reads and renews the CA and writes the certificates. */
function access(ctx: RenderContext): KubeObject[] {
  const { clustermesh, serviceAccounts } = ctx.values;
  const account = serviceAccounts.clustermeshcertgen;
  const name = quote(account.name) as string;
  const metadata = metadataOf(ctx, NAME, { 'app.kubernetes.io/part-of': 'cilium', ...commonLabels(ctx) });
  return [
    {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: {
        name,
        namespace: namespaceOf(ctx),
        labels: clusterMetadataOf(ctx, commonLabels(ctx)).labels,
        annotations: withBlock<JsonObject>({ ...labelsOf(account.annotations), ...labelsOf(clustermesh.annotations) }),
      },
    },
    { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', metadata, rules: rules(ctx) } as KubeObject,
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata,
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: NAME },
      subjects: [{ kind: 'ServiceAccount', name, namespace: namespaceOf(ctx) }],
    } as KubeObject,
  ];
}

function rules(ctx: RenderContext): PolicyRule[] {
  const secrets = (verbs: string[], resourceNames?: string[]): PolicyRule => ({
    apiGroups: [''],
    resources: ['secrets'],
    resourceNames,
    verbs,
  });
  const unused = meshOf(ctx).facts.updatesClientCertificate ? ['clustermesh-apiserver-client-cert'] : [];
  return [
    secrets(['create']),
    secrets(['get', 'update'], ['cilium-ca']),
    secrets(['update'], [SERVER_CERT, ADMIN_CERT, REMOTE_CERT, LOCAL_CERT, ...unused]),
  ];
}
