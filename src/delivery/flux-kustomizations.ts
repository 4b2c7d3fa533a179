import type { FluxDelivery, FluxPrerequisite } from '../model/delivery';
import type { KubeObject } from '../model/render-context';
import { awaitedCRDs, currentCRD, judgesPolicies, type CRDInput } from './crds';
import { currentRelease } from './flux-release';
import { neededBefore, type DeliveryUnit } from './unit';

/** Units that wait for what others install. */
const REQUIRES: Readonly<Partial<Record<DeliveryUnit, readonly ('gatewayAPI' | 'prometheus')[]>>> = {
  operator: ['gatewayAPI'],
  // The chart's own monitors are in the release.
  release: ['gatewayAPI', 'prometheus'],
  resources: ['gatewayAPI'],
  monitoring: ['prometheus'],
};

/** Units whose objects are Ready as soon as they are there; the others have nodes to wait for, or name what they await. */
const WAITS: ReadonlySet<DeliveryUnit> = new Set(['namespaces', 'resources', 'policies', 'monitoring', 'bpf']);

/**
 * No multiple of the five seconds at which kustomize-controller 1.9 asks for statuses: where its last question meets the
 * timeout, about every second time, it tells of its rate limiter instead of the object that it waited for.
 */
const TIMEOUT = '5m3s';

/**
 * One Flux Kustomization a unit, in order of `dependsOn`. The operator's is ready when the CRDs are Established that the
 * agent and the cluster's own resources need, whatever its Deployment says; nothing waits for every node to be healthy,
 * or one dead node would hold up every change. Deleting a Kustomization leaves the network running (`deletionPolicy`).
 */
export function fluxKustomizations(
  cluster: string,
  units: ReadonlyMap<DeliveryUnit, readonly KubeObject[]>,
  delivery: FluxDelivery,
  crds: CRDInput,
): object[] {
  const nameOf = (unit: DeliveryUnit): string => kustomizationName(cluster, unit, delivery);
  const { source, kubeConfig } = delivery;
  return [...units.keys()].map((unit) => ({
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: { name: nameOf(unit), namespace: delivery.namespace, labels: { 'cdk8s-cilium/cluster': cluster } },
    spec: {
      interval: delivery.interval,
      retryInterval: '1m',
      timeout: TIMEOUT,
      path: folder(delivery.path, unit),
      prune: true,
      deletionPolicy: 'Orphan',
      sourceRef: {
        kind: source.kind ?? 'GitRepository',
        name: source.name,
        ...(source.namespace === undefined ? {} : { namespace: source.namespace }),
      },
      ...(kubeConfig ? { kubeConfig } : {}),
      ...some('dependsOn', [
        ...neededBefore(unit, units).map((other) => ({ name: nameOf(other) })),
        ...(REQUIRES[unit] ?? []).flatMap((what) => dependency(delivery.requires?.[what])),
      ]),
      ...(WAITS.has(unit) ? { wait: true } : {}),
      ...some('healthChecks', healthChecks(unit, units, crds)),
      ...some('healthCheckExprs', expressions(unit, units, crds, delivery)),
    },
  }));
}

/** The name of a unit's Kustomization: with a kubeconfig several clusters meet in one, which tells them apart. */
export function kustomizationName(cluster: string, unit: DeliveryUnit, delivery: FluxDelivery): string {
  const prefix = delivery.prefix ?? (delivery.kubeConfig ? `${cluster}-cilium` : 'cilium');
  return `${prefix}-${unit}`;
}

function some(key: string, list: readonly object[]): object {
  return list.length > 0 ? { [key]: list } : {};
}

function dependency(on: FluxPrerequisite | undefined): object[] {
  return on ? [{ name: on.name, ...(on.namespace === undefined ? {} : { namespace: on.namespace }) }] : [];
}

function folder(path: string, unit: DeliveryUnit): string {
  return `${path.replace(/\/+$/, '')}/${unit}`;
}

/**
 * kustomize-controller asks each for its status (kstatus), and a CRD is current when it is Established; one that is not
 * there yet is waited for. With `wait`, it would not read this list. A chart that the registry does not have is told by
 * the OCIRepository alone.
 */
function healthChecks(
  unit: DeliveryUnit,
  units: ReadonlyMap<DeliveryUnit, readonly KubeObject[]>,
  crds: CRDInput,
): object[] {
  if (unit !== 'operator' && unit !== 'release') return [];
  const chart = (units.get('release') ?? []).filter(({ metadata }) => metadata.name === 'cilium');
  const own = [...(units.get('resources') ?? []), ...(units.get('policies') ?? [])];
  const names = makesCRDs(units) ? awaitedCRDs(crds, own) : [];
  return [
    ...chart.map(({ apiVersion, kind, metadata: { name, namespace } }) => ({ apiVersion, kind, name, namespace })),
    ...names.map((name) => ({ apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', name })),
  ];
}

/** Without an operator in this output, somebody else makes the CRDs, and when is not known. */
function makesCRDs(units: ReadonlyMap<DeliveryUnit, readonly KubeObject[]>): boolean {
  return units.has('release') || (units.get('operator') ?? []).some(({ kind }) => kind === 'Deployment');
}

/** What Flux does not know by itself of the kinds of a unit. */
function expressions(
  unit: DeliveryUnit,
  units: ReadonlyMap<DeliveryUnit, readonly KubeObject[]>,
  crds: CRDInput,
  delivery: FluxDelivery,
): object[] {
  if (unit === 'policies') return judgesPolicies(crds) ? verdicts(units.get(unit) ?? []) : [];
  const current = (unit === 'operator' || unit === 'release') && makesCRDs(units) ? currentCRD(crds) : undefined;
  return [
    ...(unit === 'release' && delivery.mode === 'helm' ? [currentRelease()] : []),
    ...(current === undefined
      ? []
      : [{ apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', current }]),
  ];
}

/** A policy is as good as the operator's verdict: without one the unit is in progress, with a bad one it has failed. */
function verdicts(objects: readonly KubeObject[]): object[] {
  const kinds = ['CiliumNetworkPolicy', 'CiliumClusterwideNetworkPolicy'];
  const is = (status: string): string => `status.conditions.exists(c, c.type == 'Valid' && c.status == '${status}')`;
  return kinds
    .filter((kind) => objects.some((object) => object.kind === kind))
    .map((kind) => ({ apiVersion: 'cilium.io/v2', kind, failed: is('False'), current: is('True') }));
}
