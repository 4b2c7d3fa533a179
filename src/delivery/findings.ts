import type { Issue } from '../core/issue';
import { isMap, type Json, type JsonObject } from '../core/json';
import type { KubeObject } from '../model/render-context';
import type { ClusterManifests } from './manifests';
import { unitOf } from './unit';

const MONITORING = 'monitoring.coreos.com/v1';

/**
 * The findings of a rendering as the delivery changes them: what we do differently from the chart is not so where the
 * chart itself is delivered, and some of what the chart does is trouble under GitOps.
 */
export function deliveryIssues(manifests: ClusterManifests): Issue[] {
  const { delivery, issues } = manifests;
  if (delivery?.mode !== 'helm') return [...issues, ...monitoring(manifests)];
  return [
    ...issues.map((issue) => (issue.code === 'certificates-by-helm' ? drawnByHelm(issue, delivery.by) : issue)),
    ...jobs(manifests),
    ...numbers(manifests.values ?? {}, 'values'),
    ...monitoring(manifests),
  ];
}

function drawnByHelm(issue: Issue, by: 'flux' | 'argocd'): Issue {
  const often =
    by === 'flux' ? 'at every upgrade' : 'at every rendering, and Argo CD is told to keep those that it finds';
  return { ...issue, message: `the chart draws certificates ${often}; they expire when nothing upgrades` };
}

/** What becomes of the Jobs of the chart under Argo CD, which knows Helm's hooks and mends what Kubernetes cleans up. */
function jobs({ objects, delivery }: ClusterManifests): Issue[] {
  if (delivery?.by !== 'argocd') return [];
  return objects.filter(isJob).flatMap((job): Issue[] => {
    const { name, annotations = {} } = job.metadata;
    const path = `Job/${name}`;
    if (Object.keys(annotations).includes('helm.sh/hook')) return [hook(path, annotations)];
    if (job.spec.ttlSecondsAfterFinished === undefined) return [];
    return [
      {
        code: 'job-comes-back',
        severity: 'warning',
        path,
        message: 'Kubernetes deletes this Job of the chart when it has ended, and Argo CD makes it again',
        fix: "set certgen.ttlSecondsAfterFinished to null, or deliver in mode 'manifests'",
      },
    ];
  });
}

/**
 * Helm's post-install is Argo CD's PostSync, which begins when all that was applied is Healthy (gitops-engine, pkg/sync/hook/helm).
 * Of what mounts the certificates that the Job draws, the pods do not start before. An annotation of Argo CD's own decides
 * instead of Helm's (pkg/sync/hook, Types).
 */
function hook(path: string, annotations: object): Issue {
  const ends = path.endsWith('-generate-certs') && !Object.hasOwn(annotations, 'argocd.argoproj.io/hook');
  const never =
    'Argo CD runs this Job of the chart when all else is Healthy, and what mounts the certificates that it draws, as ' +
    'Hubble Relay does, never is before: the first sync does not end';
  return {
    code: 'job-is-hook',
    severity: 'warning',
    path,
    message: ends ? never : "Argo CD runs Helm's hooks at every sync: this Job of the chart does its work each time",
    fix: ends
      ? "deliver in mode 'manifests', or set certgen.annotations.job to { 'argocd.argoproj.io/hook': 'Sync' }"
      : "deliver in mode 'manifests', or let cert-manager issue certificates (tls.auto.method: certmanager)",
    source: 'gitops-engine, pkg/sync/hook/helm',
  };
}

function isJob(object: KubeObject): object is KubeObject & { readonly spec: JsonObject } {
  return object.kind === 'Job' && isMap((object as { spec?: unknown }).spec);
}

/** Whole numbers that a template prints as `1e+06`: values from a file are floats to it, and Go's %v is %g. */
function numbers(value: Json, path: string): Issue[] {
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap((item, i) => numbers(item, `${path}[${i}]`));
  if (isMap(value)) return Object.entries(value).flatMap(([key, item]) => numbers(item, `${path}.${key}`));
  if (typeof value !== 'number' || !Number.isInteger(value) || goFloat(value) === String(value)) return [];
  return [
    {
      code: 'number-in-helm-mode',
      severity: 'warning',
      path,
      message: `where the chart prints this number as it is, it becomes ${goFloat(value)}, which Cilium cannot read`,
      got: String(value),
      fix: "deliver in mode 'manifests', which prints whole numbers as they are, or stay below a million",
    },
  ];
}

/** A whole number as Go prints a float64 with %v: with an exponent from a million on. */
function goFloat(value: number): string {
  return Math.abs(value) < 1e6 ? String(value) : value.toExponential().replace(/\+(\d)$/, '+0$1');
}

/** Monitors of a cluster that does not say that it has their CRDs: their unit fails until it does. */
function monitoring({ objects, apiVersions = [], delivery, own = [] }: ClusterManifests): Issue[] {
  if (delivery === undefined || delivery.requires?.prometheus !== undefined) return [];
  const delivered = delivery.mode === 'helm' ? own : objects;
  const first = delivered.find(
    (object) => unitOf(object) === 'monitoring' && object.apiVersion.startsWith('monitoring.coreos.com/'),
  );
  if (first === undefined || apiVersions.some((version) => version.startsWith(MONITORING))) return [];
  return [
    {
      code: 'monitoring-without-crds',
      severity: 'warning',
      path: `${first.kind}/${first.metadata.name}`,
      message:
        'the cluster does not say that it has the CRDs of Prometheus operator: the unit monitoring fails without',
      fix: `add '${MONITORING}' to apiVersions, or say in delivery.requires.prometheus who brings them`,
    },
  ];
}
