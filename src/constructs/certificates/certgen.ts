import type { CronJobSpec, JobSpec } from 'kubernetes-types/batch/v1';
import type { Affinity, ResourceRequirements, Toleration, Volume, VolumeMount } from 'kubernetes-types/core/v1';
import type { PolicyRule } from 'kubernetes-types/rbac/v1';
import { certificatesFacts } from '../../catalogue/facts/certificates';
import { inQuotes, plain, quote, text, toInt, truthy, withBlock } from '../../core/helm';
import type { Json, JsonObject, Value } from '../../core/json';
import { factsFor } from '../../core/release-range';
import { hashOf } from '../checksum';
import { containerImage, labelsOf, mergedMaps, namespaceOf } from '../common';
import type { RenderContext } from '../context';
import { CA_SECRET } from './ca-secret';

/** A certificate that certgen issues into a Secret of the same name. */
export interface CertgenCertificate {
  readonly name: string;
  /** The common name as it stands in YAML, quotes included. */
  readonly commonName: string;
  /** DNS names and addresses, each as it stands in YAML; left out for clients that have none. */
  readonly hosts?: readonly string[];
  readonly usages: readonly string[];
}

/** What differs between the Jobs that run certgen. */
export interface CertgenJob {
  /** Value of the label `k8s-app`. */
  readonly app: string;
  readonly podLabels: Value;
  readonly serviceAccount: { readonly name: Json; readonly automount: Json };
  /** How long the certificates are valid, in days. */
  readonly validityDays: Value;
  readonly certificates: readonly CertgenCertificate[];
  /**
   * On the host's network and with all capabilities, as some Jobs of earlier releases.
   * @default false
   */
  readonly isUnconfined?: boolean;
}

/** The spec of a Job that runs certgen once. certgen reads its task from a YAML text in the environment. */
export function certgenJobSpec(ctx: RenderContext, job: CertgenJob): JobSpec {
  const { certgen, imagePullSecrets } = ctx.values;
  const facts = factsFor(ctx.release, certificatesFacts);
  const serviceAccountName = quote(job.serviceAccount.name);
  const ttl = certgen.ttlSecondsAfterFinished;
  return {
    template: {
      metadata: { labels: { 'k8s-app': job.app, ...labelsOf(job.podLabels) } },
      spec: {
        securityContext: job.isUnconfined ? undefined : { seccompProfile: { type: 'RuntimeDefault' } },
        containers: [
          {
            name: 'certgen',
            ...containerImage(certgen.image, 'certgen.image'),
            securityContext: job.isUnconfined
              ? undefined
              : { capabilities: { drop: ['ALL'] }, allowPrivilegeEscalation: false },
            // Early charts print them beside `resources`, where nothing reads them.
            resources: withBlock<ResourceRequirements>(certgen.resources),
            command: ['/usr/bin/cilium-certgen'],
            args: certgenArgs(ctx),
            env: [{ name: 'CILIUM_CERTGEN_CONFIG', value: certgenConfig(ctx, job) }],
            volumeMounts: withBlock<VolumeMount[]>(certgen.extraVolumeMounts),
          },
        ],
        hostNetwork: job.isUnconfined ?? false,
        nodeSelector: withBlock(certgen.nodeSelector),
        priorityClassName: truthy(certgen.priorityClassName) ? plain<string>(certgen.priorityClassName) : undefined,
        tolerations: withBlock<Toleration[]>(certgen.tolerations),
        serviceAccount: facts.certgenSetsServiceAccount ? serviceAccountName : undefined,
        serviceAccountName,
        automountServiceAccountToken: plain<boolean>(job.serviceAccount.automount),
        imagePullSecrets: withBlock(imagePullSecrets),
        restartPolicy: 'OnFailure',
        volumes: withBlock<Volume[]>(certgen.extraVolumes),
        affinity: withBlock<Affinity>(certgen.affinity),
      },
    },
    ttlSecondsAfterFinished: truthy(ttl) || facts.certgenKeepsZeroTTL ? plain<number>(ttl) : undefined,
  };
}

/**
 * The name of a certgen Job. A Job cannot be changed once it is made, so that its name says what it contains where the
 * release does not leave the replacing to Helm.
 */
export function certgenJobName(ctx: RenderContext, app: string, spec: JobSpec): string {
  if (!factsFor(ctx.release, certificatesFacts).certgenNamesJobByContent) return app;
  return `${app}-${hashOf(spec).slice(0, 10)}`;
}

/** A Job or CronJob of certgen's, apart from what all of them have. */
export interface CertgenWorkload {
  readonly app: string;
  readonly labels: JsonObject;
  /** Annotations of the component that the certificates are for. */
  readonly annotations: Value;
  readonly spec: JobSpec;
}

/** The Job that issues the first certificates. */
export function certgenJob(ctx: RenderContext, { app, labels, annotations, spec }: CertgenWorkload) {
  const { job: own } = ctx.values.certgen.annotations as JsonObject;
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name: certgenJobName(ctx, app, spec),
      namespace: namespaceOf(ctx),
      labels,
      annotations: mergedMaps(hook(ctx), own, annotations),
    },
    spec,
  };
}

/** Where the Job's name does not follow its content, Helm and Argo CD have to know that they must replace it. */
function hook(ctx: RenderContext): Value {
  const named = factsFor(ctx.release, certificatesFacts).certgenNamesJobByContent;
  return named ? undefined : { 'helm.sh/hook': 'post-install,post-upgrade' };
}

/** The CronJob that renews the certificates. */
export function certgenCronJob(ctx: RenderContext, job: CertgenWorkload, schedule: Value) {
  const { cronJob } = ctx.values.certgen;
  const limits = factsFor(ctx.release, certificatesFacts).certgenLimitsHistory;
  return {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: {
      name: job.app,
      namespace: namespaceOf(ctx),
      labels: job.labels,
      annotations: mergedMaps(job.annotations),
    },
    spec: {
      schedule: quote(schedule) as string,
      successfulJobsHistoryLimit: limits ? plain<number>(cronJob.successfulJobsHistoryLimit) : undefined,
      failedJobsHistoryLimit: limits ? plain<number>(cronJob.failedJobsHistoryLimit) : undefined,
      concurrencyPolicy: 'Forbid',
      jobTemplate: { spec: job.spec },
    } satisfies CronJobSpec,
  };
}

/** A rule about the Secrets that certgen makes, or about some of them. Creating cannot be limited to names. */
export function secretsRule(verbs: string[], resourceNames?: string[]): PolicyRule {
  return { apiGroups: [''], resources: ['secrets'], resourceNames, verbs };
}

function certgenArgs(ctx: RenderContext): string[] {
  const { certgen, debug } = ctx.values;
  return [
    ...(truthy(debug.enabled) ? ['--debug'] : []),
    inQuotes(`--ca-generate=${text(certgen.generateCA)}`),
    '--ca-reuse-secret',
    inQuotes(`--ca-secret-namespace=${namespaceOf(ctx)}`),
    `--ca-secret-name=${CA_SECRET}`,
    '--ca-common-name=Cilium CA',
    ...(factsFor(ctx.release, certificatesFacts).certgenEnforcesCAValidity
      ? [
          inQuotes(
            '--ca-enforce-validity-throughout-leaves-duration=' +
              text(certgen.enforceCAValidityThroughoutLeavesDuration),
          ),
        ]
      : []),
  ];
}

function certgenConfig(ctx: RenderContext, { certificates, validityDays }: CertgenJob): string {
  const lines = certificates.flatMap(({ name, commonName, hosts, usages }) => [
    `- name: ${name}`,
    `  namespace: ${namespaceOf(ctx)}`,
    `  commonName: ${commonName}`,
    ...(hosts ? ['  hosts:', ...hosts.map((host) => `  - ${host.replaceAll('\n', '\n  ')}`)] : []),
    '  usage:',
    ...usages.map((usage) => `  - ${usage}`),
    `  validity: ${toInt(validityDays) * 24}h`,
  ]);
  return ['certs:', ...lines, ''].join('\n');
}
