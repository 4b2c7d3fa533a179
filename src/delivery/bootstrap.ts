import { renderCluster } from '../constructs/cluster';
import { IssueError, type Issue } from '../core/issue';
import { emitYaml, inKubernetesOrder } from '../core/yaml-emit';
import type { Cluster } from '../model/cluster';
import type { Delivery } from '../model/delivery';
import type { KubeObject } from '../model/render-context';
import { deliverable } from './deliverable';
import { findKeyMaterial } from './key-material';
import { at, groupKindOf } from './plan-immutable';
import { unitOf } from './unit';

/**
 * What is applied together before anything else can run, in this order. Services are among the others: nothing needs
 * them to start, and whoever waits until one has endpoints would wait for pods that come later.
 */
export const STAGES = ['namespaces', 'access', 'configuration', 'operator', 'agent', 'others'] as const;

/** A stage of the bootstrap. */
export type Stage = (typeof STAGES)[number];

/** The objects that bring up the network of an empty cluster. */
export interface Bootstrap {
  /** In the order of their application; a stage without objects is left out. */
  readonly stages: readonly { readonly stage: Stage; readonly objects: readonly KubeObject[] }[];
  /**
   * What is left to GitOps: objects whose kinds the API server does not know yet (Cilium's come from the running operator,
   * Gateway API's and Prometheus' from others), and policies, which nobody needs on day zero.
   */
  readonly later: readonly KubeObject[];
}

/** Groups that every API server serves. */
const BUILT_IN = new Set([
  'apps',
  'batch',
  'rbac.authorization.k8s.io',
  'policy',
  'networking.k8s.io',
  'scheduling.k8s.io',
  'storage.k8s.io',
  'autoscaling',
  'coordination.k8s.io',
  'admissionregistration.k8s.io',
  'apiextensions.k8s.io',
]);

const EARLY_UNITS: ReadonlySet<string> = new Set(['namespaces', 'operator', 'agent']);

/**
 * Sorts a cluster's objects into what is applied before GitOps runs, and what is left to it. Each is exactly what the
 * cluster's unit folders hold, so that whoever applies those later changes nothing.
 */
export function bootstrap(objects: readonly KubeObject[], delivery?: Delivery): Bootstrap {
  const all = deliverable(objects, delivery);
  const early = all.filter(isEarly);
  return {
    stages: STAGES.map((stage) => ({ stage, objects: early.filter((object) => stageOf(object) === stage) })).filter(
      (each) => each.objects.length > 0,
    ),
    later: all.filter((object) => !isEarly(object)),
  };
}

/** What `bootstrap` makes of a cluster. Throws an `IssueError` for what `synth` refuses, key material for instance. */
export function bootstrapCluster(cluster: Cluster): Bootstrap & { readonly issues: readonly Issue[] } {
  const { objects, issues } = renderCluster(cluster);
  const keys = findKeyMaterial(objects);
  if (keys.length > 0) throw new IssueError(keys);
  return { ...bootstrap(objects, cluster.spec.delivery), issues };
}

function isEarly(object: KubeObject): boolean {
  const group = object.apiVersion.includes('/') ? (object.apiVersion.split('/')[0] as string) : '';
  return EARLY_UNITS.has(unitOf(object)) && (group === '' || BUILT_IN.has(group));
}

const ACCESS = new Set([
  'ServiceAccount',
  'rbac.authorization.k8s.io/ClusterRole',
  'rbac.authorization.k8s.io/ClusterRoleBinding',
  'rbac.authorization.k8s.io/Role',
  'rbac.authorization.k8s.io/RoleBinding',
  'ResourceQuota',
  'scheduling.k8s.io/PriorityClass',
]);

function stageOf(object: KubeObject): Stage {
  const kind = groupKindOf(object);
  if (kind === 'Namespace' || kind === 'apiextensions.k8s.io/CustomResourceDefinition') return 'namespaces';
  if (ACCESS.has(kind)) return 'access';
  if (kind === 'ConfigMap' || kind === 'Secret') return 'configuration';
  if (kind === 'apps/DaemonSet') return 'agent';
  return kind === 'apps/Deployment' && unitOf(object) === 'operator' ? 'operator' : 'others';
}

/** An object as its unit's file has it. */
export function bootstrapDocument(object: KubeObject): string {
  return emitYaml(inKubernetesOrder(object));
}

/** What a bundle is made of beside its objects. */
export interface BundleInput {
  readonly cluster: string;
  /** Release of Cilium. */
  readonly release: string;
  readonly delivery?: Delivery | undefined;
  readonly bootstrap: Bootstrap;
  /** Name of the file that it goes to, for the command in its head. */
  readonly file: string;
}

/**
 * The manager to apply as. Whoever takes over has to own every field, or one that is removed later stays: Flux takes
 * those of `kubectl` over by itself (kustomize-controller 1.9.5, internal/controller/kustomization_controller.go:892);
 * Argo CD has one name for its own (v3.5.7, common/common.go:128), which a bundle can use at once.
 */
export function fieldManager(delivery: Delivery | undefined): string | undefined {
  return delivery?.by === 'argocd' ? 'argocd-controller' : undefined;
}

/** One YAML file for `kubectl apply --server-side`, in an order that works. */
export function kubectlBundle({ cluster, release, delivery, bootstrap: { stages, later }, file }: BundleInput): string {
  const manager = fieldManager(delivery);
  const owner = manager === undefined ? '' : ` --field-manager=${manager}`;
  const head = [
    `The network of ${cluster} before GitOps runs: Cilium ${release}. Written by cdk8s-cilium bootstrap.`,
    '',
    `  kubectl apply --server-side${owner} -f ${file}`,
    '',
    ...(later.length > 0
      ? [
          `${others(later)} left to GitOps, since nobody serves their kinds yet, or needs them:`,
          `${kindsOf(later)}.`,
          '',
        ]
      : []),
    'Whether what runs is still this:',
    '',
    `  kubectl get -f ${file} --ignore-not-found -o yaml > live.yaml`,
    `  cdk8s-cilium bootstrap ${cluster} --check live.yaml`,
  ];
  return (
    comment(head) +
    stages
      .map(
        ({ stage, objects }) =>
          `\n# ${stage}\n${objects.map((object) => `---\n${bootstrapDocument(object)}`).join('')}`,
      )
      .join('')
  );
}

/**
 * A patch of Talos' machine config for control plane nodes. Talos makes objects of inline manifests that are not there,
 * and leaves those that are (internal/app/machined/pkg/controllers/k8s/manifest_apply.go); `talosctl upgrade-k8s` brings
 * them all back to what the machine config says, and from Talos 1.13 on deletes what was in it and is not any more
 * (pkg/cluster/kubernetes/talos_managed.go, `syncManifestsSSA`; cmd upgrade-k8s, `--manifests-no-prune`).
 */
export function talosPatch({ cluster, release, bootstrap: { stages, later }, file }: BundleInput): string {
  const head = [
    `The network of ${cluster} before GitOps runs: Cilium ${release}. Written by cdk8s-cilium bootstrap --format talos.`,
    'For control plane nodes only:',
    '',
    `  talosctl machineconfig patch controlplane.yaml --patch @${file} --output controlplane.yaml`,
    '',
    'Talos makes what is not there, and leaves what is. But `talosctl upgrade-k8s` applies all of it again, over what',
    'GitOps has changed since, and from Talos 1.13 on deletes what was here and is not any more: the network, if this',
    'patch is taken out. So before each upgrade write this file anew from the same source and compare with what runs:',
    '',
    `  cdk8s-cilium bootstrap ${cluster} --format talos --out ${file}`,
    `  cdk8s-cilium bootstrap ${cluster} --check live.yaml`,
    '',
    'and to take it out, upgrade with --manifests-no-prune, after a look at --dry-run.',
    ...(later.length > 0 ? ['', `${others(later)} left to GitOps: ${kindsOf(later)}.`] : []),
  ];
  const objects = stages.flatMap((each) => each.objects);
  const patch = {
    cluster: {
      network: { cni: { name: 'none' } },
      ...(replacesKubeProxy(objects) ? { proxy: { disabled: true } } : {}),
      inlineManifests: stages.map((each, i) => ({
        name: `cilium-${i + 1}-${each.stage}`,
        contents: each.objects.map(bootstrapDocument).join('---\n'),
      })),
    },
  };
  return `${comment(head)}${emitYaml(patch)}`;
}

/** Whether Cilium does kube-proxy's work in this cluster, so that it must not run beside. */
function replacesKubeProxy(objects: readonly KubeObject[]): boolean {
  const config = objects.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === 'cilium-config');
  return at(config, 'data.kube-proxy-replacement') === 'true';
}

function others(objects: readonly KubeObject[]): string {
  return objects.length === 1 ? '1 object is' : `${objects.length} objects are`;
}

function kindsOf(objects: readonly KubeObject[]): string {
  return [...new Set(objects.map(({ kind }) => kind))].sort().join(', ');
}

function comment(lines: readonly string[]): string {
  return lines.map((line) => (line === '' ? '#\n' : `# ${line}\n`)).join('');
}
