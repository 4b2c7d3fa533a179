import type { KubeObject } from '../model/render-context';

/**
 * A delivery unit: the objects that Flux or Argo CD apply together, in one folder. In this order: `operator` holds the
 * configuration that the operator mounts and creates the CRDs that `resources` and `policies` are instances of. In helm
 * mode `release` stands in the place of `operator` and `agent`.
 */
export type DeliveryUnit =
  'namespaces' | 'operator' | 'agent' | 'release' | 'resources' | 'policies' | 'monitoring' | 'bpf';

/** The units in the order of their application, each with those that must be there before it. */
export const DELIVERY_UNITS = {
  namespaces: [],
  operator: ['namespaces'],
  agent: ['namespaces', 'operator'],
  release: ['namespaces'],
  resources: ['namespaces', 'operator', 'agent', 'release'],
  policies: ['namespaces', 'operator', 'agent', 'release'],
  monitoring: ['namespaces'],
  bpf: ['namespaces', 'agent', 'release'],
} as const satisfies Record<DeliveryUnit, readonly DeliveryUnit[]>;

/** One sentence about each unit, for reviewers. */
export const UNIT_PURPOSE: Readonly<Record<DeliveryUnit, string>> = {
  namespaces: 'namespaces that the other units put objects into',
  operator: 'the operator, which creates the CRDs, and the configuration it shares with the agent',
  agent: 'the agent and everything else of the install',
  release: "the chart with the cluster's values, installed by Flux",
  resources: 'custom resources that configure the running install',
  policies: 'network policies',
  monitoring: 'monitors, alert rules and dashboards',
  bpf: 'eBPF bundles beside those of Cilium',
};

const POLICY_KINDS = new Set([
  'CiliumNetworkPolicy',
  'CiliumClusterwideNetworkPolicy',
  'NetworkPolicy',
  'CiliumCIDRGroup',
]);

/** The unit that an object belongs to. */
export function unitOf(object: KubeObject): DeliveryUnit {
  const { apiVersion, kind, metadata } = object;
  if (kind === 'Namespace' || kind === 'CustomResourceDefinition') return 'namespaces';
  if (apiVersion.startsWith('monitoring.coreos.com/') || isDashboard(object)) return 'monitoring';
  if (apiVersion.startsWith('bpfman.io/')) return 'bpf';
  if (/\.toolkit\.fluxcd\.io\//.test(apiVersion)) return 'release';
  if (POLICY_KINDS.has(kind)) return 'policies';
  if (apiVersion.startsWith('cilium.io/') || apiVersion.startsWith('gateway.networking.k8s.io/')) return 'resources';
  // The operator's pods do not start without this ConfigMap, and the agent waits for CRDs that the operator creates.
  if (kind === 'ConfigMap' && metadata.name === 'cilium-config') return 'operator';
  return /^cilium-operator(?:-|$)/.test(metadata.name) ? 'operator' : 'agent';
}

function isDashboard(object: KubeObject): boolean {
  return (
    object.kind === 'ConfigMap' &&
    Object.keys(object.metadata.labels ?? {}).some((label) => label === 'grafana_dashboard')
  );
}

/** Objects by unit in the units' order; units without objects are left out. */
export function byUnit(objects: readonly KubeObject[]): Map<DeliveryUnit, KubeObject[]> {
  const units = new Map<DeliveryUnit, KubeObject[]>();
  const sorted = objects.map((object) => [unitOf(object), object] as const);
  for (const unit of Object.keys(DELIVERY_UNITS) as DeliveryUnit[]) {
    const members = sorted.filter(([of]) => of === unit).map(([, object]) => object);
    if (members.length > 0) units.set(unit, members);
  }
  return units;
}

/** The units that must be applied before one, of those that there are. */
export function neededBefore(unit: DeliveryUnit, present: ReadonlyMap<DeliveryUnit, unknown>): DeliveryUnit[] {
  const needed: readonly DeliveryUnit[] = DELIVERY_UNITS[unit];
  return needed.filter((other) => present.has(other));
}
