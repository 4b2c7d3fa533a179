import type { FluxDelivery } from '../model/delivery';
import type { KubeObject } from '../model/render-context';
import { neededBefore, type DeliveryUnit } from './unit';

/**
 * One Flux Kustomization a unit, in order of `dependsOn`. The operator's is ready when it has created the CRDs that the
 * cluster's own resources are instances of; nothing waits for every node to be healthy, or one dead node would hold up
 * every change. Deleting a Kustomization leaves the network running (`deletionPolicy`).
 */
export function fluxKustomizations(
  cluster: string,
  units: ReadonlyMap<DeliveryUnit, readonly KubeObject[]>,
  delivery: FluxDelivery,
): object[] {
  const nameOf = (unit: DeliveryUnit): string => `cilium-${unit}`;
  return [...units.keys()].map((unit) => {
    const before = neededBefore(unit, units);
    const crds = unit === 'operator' ? crdsOf(units) : [];
    return {
      apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
      kind: 'Kustomization',
      metadata: { name: nameOf(unit), namespace: delivery.namespace, labels: { 'cdk8s-cilium/cluster': cluster } },
      spec: {
        interval: delivery.interval,
        retryInterval: '1m',
        timeout: '5m',
        path: folder(delivery.path, unit),
        prune: true,
        deletionPolicy: 'Orphan',
        sourceRef: {
          kind: delivery.source.kind ?? 'GitRepository',
          name: delivery.source.name,
          namespace: delivery.source.namespace,
        },
        dependsOn: before.length > 0 ? before.map((other) => ({ name: nameOf(other) })) : undefined,
        healthChecks: crds.length > 0 ? crds : undefined,
      },
    };
  });
}

function folder(path: string, unit: DeliveryUnit): string {
  return `${path.replace(/\/+$/, '')}/${unit}`;
}

/** The CRDs of the cluster's own custom resources, where this output holds the operator that creates them. */
function crdsOf(units: ReadonlyMap<DeliveryUnit, readonly KubeObject[]>): object[] {
  if (!units.get('operator')?.some((object) => object.kind === 'Deployment')) return [];
  const custom = [...(units.get('resources') ?? []), ...(units.get('policies') ?? [])].filter((object) =>
    object.apiVersion.startsWith('cilium.io/'),
  );
  const names = new Set(custom.map((object) => `${plural(object.kind)}.cilium.io`));
  return [...names]
    .sort()
    .map((name) => ({ apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', name }));
}

function plural(kind: string): string {
  return kind.toLowerCase().replace(/y$/, 'ie').concat('s');
}
