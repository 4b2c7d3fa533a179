import { isMap } from '../core/json';
import type { KubeObject } from '../model/render-context';
import { at, groupKindOf } from './plan-immutable';
import { isWorkload, serviceAccountOf, usesOf } from './plan-uses';

/**
 * How bad a change is: an `outage` takes the network, or the control over it, away; a `disruption` is felt, by some or
 * for a while; a `notice` is worth reading.
 */
export type Danger = 'outage' | 'disruption' | 'notice' | 'none';

/** What the deletion of an object does. */
export interface Consequence {
  readonly danger: Danger;
  readonly why: readonly string[];
}

/** What the deletion of one of a cluster's objects does; `all` is every object that runs there. */
export function consequenceOf(object: KubeObject, all: readonly KubeObject[]): Consequence {
  const kind = groupKindOf(object);
  const found = Object.hasOwn(BY_KIND, kind) ? BY_KIND[kind]?.(object, all) : undefined;
  return found ?? { danger: 'notice', why: [] };
}

type Tell = (object: KubeObject, all: readonly KubeObject[]) => Consequence | undefined;

const outage = (...why: string[]): Consequence => ({ danger: 'outage', why });
const disruption = (...why: string[]): Consequence => ({ danger: 'disruption', why });
const notice = (...why: string[]): Consequence => ({ danger: 'notice', why });

const DAEMONS: Readonly<Record<string, Consequence>> = {
  cilium: outage(
    'the network of every node: the agent leaves, no pod starts or gets an address, and policies and Services stay ' +
      'as they were',
  ),
  'cilium-envoy': outage('the L7 proxy of every node: traffic under L7 rules, Ingress and Gateways breaks'),
};

const DEPLOYMENTS: Readonly<Record<string, Consequence>> = {
  'cilium-operator': outage(
    'nobody makes CRDs, hands pod addresses to new nodes or Services, or clears up identities any more',
  ),
  'clustermesh-apiserver': disruption(
    'other clusters of the mesh lose sight of the endpoints and Services of this one',
  ),
  'hubble-relay': notice('Hubble shows no flows of the whole cluster any more (CLI and UI)'),
  'hubble-ui': notice("Hubble's user interface goes"),
};

const BY_KIND: Readonly<Record<string, Tell>> = {
  'apps/DaemonSet': ({ metadata }) => DAEMONS[metadata.name] ?? disruption('its pods leave every node'),
  'apps/Deployment': ({ metadata }) => DEPLOYMENTS[metadata.name] ?? disruption('its pods stop'),
  'apps/StatefulSet': () => disruption('its pods stop; the claims of their volumes stay'),
  'batch/CronJob': ({ metadata }) =>
    metadata.name.endsWith('-generate-certs')
      ? disruption('nobody renews the certificates: TLS of Hubble or Cluster Mesh ends when they do')
      : undefined,
  'batch/Job': () => notice(),
  ConfigMap: configOf,
  Secret: configOf,
  ServiceAccount: (account, all) => {
    const users = all.filter((other) => isSame(account, serviceAccountOf(other), other));
    if (users.length === 0) return notice('no workload runs as it');
    const why = `${namesOf(users)} lose${users.length === 1 ? 's' : ''} access to the API server, and no new pod starts`;
    return { danger: worst(users), why: [why] };
  },
  'rbac.authorization.k8s.io/ClusterRole': rightsOf,
  'rbac.authorization.k8s.io/Role': rightsOf,
  'rbac.authorization.k8s.io/ClusterRoleBinding': rightsOf,
  'rbac.authorization.k8s.io/RoleBinding': rightsOf,
  Namespace: ({ metadata }, all) => {
    const inside = all.filter((other) => other.metadata.namespace === metadata.name).length;
    return outage(`everything in it is deleted${inside > 0 ? `, ${inside} of these objects with it` : ''}`);
  },
  'apiextensions.k8s.io/CustomResourceDefinition': (crd) =>
    outage(`every ${String(at(crd, 'spec.names.kind') ?? 'object of its kind')} in the cluster is deleted with it`),
  Service: ({ metadata }) =>
    metadata.name === 'clustermesh-apiserver' || metadata.name === 'cilium-ingress'
      ? disruption('its address goes, and with it whoever connects to it from outside')
      : notice('its name and address go'),
  PersistentVolumeClaim: () => disruption('the volume, and what is on it, goes as its class reclaims it'),
  'networking.k8s.io/IngressClass': () => disruption('Ingresses of this class are served no longer'),
  'networking.k8s.io/Ingress': () => disruption('what it routes is reached no longer'),
  'gateway.networking.k8s.io/GatewayClass': () => disruption('Gateways of this class are served no longer'),
  'networking.k8s.io/NetworkPolicy': policy,
  'cilium.io/CiliumNetworkPolicy': policy,
  'cilium.io/CiliumClusterwideNetworkPolicy': policy,
  'cilium.io/CiliumCIDRGroup': () => disruption('policies that name it match none of its addresses any more'),
  // operator/pkg/lbipam/lbipam.go, handlePoolDeleted: addresses of a deleted pool are taken from the Services.
  'cilium.io/CiliumLoadBalancerIPPool': (pool) =>
    outage(`Services with an address of this pool${blocksOf(pool)} lose it, and are reached no longer from outside`),
  'cilium.io/CiliumPodIPPool': () =>
    outage('nodes get no more pod addresses of this pool: pods that ask for it do not start'),
  'cilium.io/CiliumL2AnnouncementPolicy': () =>
    outage('no node answers ARP for the addresses that it announces: they are reached no longer from outside'),
  'cilium.io/CiliumBGPClusterConfig': () => outage('its BGP sessions end, and peers withdraw the routes'),
  'cilium.io/CiliumBGPPeerConfig': () =>
    outage('BGP sessions that use it fall back to defaults: peers may refuse them'),
  'cilium.io/CiliumBGPAdvertisement': () => outage('routes that it advertises are withdrawn'),
  'cilium.io/CiliumBGPNodeConfigOverride': () => disruption('BGP of that node goes by the common configuration'),
  'cilium.io/CiliumBGPPeeringPolicy': () => outage('its BGP sessions end, and peers withdraw the routes'),
  'cilium.io/CiliumEgressGatewayPolicy': () =>
    disruption("pods that it selects leave the cluster with their node's address"),
  'cilium.io/CiliumLocalRedirectPolicy': () => disruption('traffic goes to the Service again, not to the local pod'),
  'cilium.io/CiliumNodeConfig': () =>
    disruption('its nodes take the common configuration at the next restart of the agent'),
  'cilium.io/CiliumEnvoyConfig': () => disruption('what it makes Envoy do ends'),
  'cilium.io/CiliumClusterwideEnvoyConfig': () => disruption('what it makes Envoy do ends'),
  // kustomize-controller 1.9.5, internal/controller/kustomization_controller.go:1166 and :1235; argocd: the finalizer.
  'kustomize.toolkit.fluxcd.io/Kustomization': (unit) => {
    const prunes = at(unit, 'spec.prune') === true && at(unit, 'spec.suspend') !== true;
    const policy = at(unit, 'spec.deletionPolicy') ?? 'MirrorPrune';
    return policy === 'Orphan' || (policy === 'MirrorPrune' && !prunes)
      ? notice('what it applied stays, and nobody updates it any more')
      : outage('everything that it applied is deleted with it, but for what is protected from pruning');
  },
  // helm-controller 1.6.4, internal/controller/helmrelease_controller.go:454.
  'helm.toolkit.fluxcd.io/HelmRelease': (release) =>
    at(release, 'spec.suspend') === true
      ? notice('it is suspended: what it installed stays')
      : outage('Helm uninstalls everything that it installed: the network of every node'),
  'argoproj.io/Application': ({ metadata }) =>
    JSON.stringify((metadata as { finalizers?: unknown }).finalizers ?? []).includes('resources-finalizer')
      ? outage('everything that it applied is deleted with it, but for what is protected from deletion')
      : notice('what it applied stays, and nobody updates it any more'),
  'argoproj.io/ApplicationSet': (set) =>
    at(set, 'spec.syncPolicy.preserveResourcesOnDeletion') === true
      ? notice('what its Applications applied stays, and nobody updates it any more')
      : outage('its Applications go, and where they cascade everything that they applied'),
};

function policy({ kind }: KubeObject): Consequence {
  const scope = kind === 'CiliumClusterwideNetworkPolicy' ? 'pods (or nodes)' : 'pods';
  return disruption(
    `${scope} that only this policy selects are open to all; where others select them too, what only it allowed is denied`,
  );
}

function configOf(config: KubeObject, all: readonly KubeObject[]): Consequence {
  const { kind, metadata } = config;
  const users = all.filter(
    (other) =>
      isSame(config, metadata.name, other) &&
      usesOf(other).some((use) => use.kind === kind && use.name === metadata.name && !use.optional),
  );
  const own = isCiliumConfig(config)
    ? ['the agent and the operator do not start without it: the next restart of a node is an outage']
    : [];
  if (users.length === 0) {
    return own.length > 0 ? outage(...own) : notice('none of these workloads needs it to start');
  }
  const named = `no new pod of ${namesOf(users)} starts`;
  return { danger: own.length > 0 ? 'outage' : worst(users), why: [...own, named] };
}

/** Whether an object is the configuration of agent and operator. */
export function isCiliumConfig({ kind, metadata }: KubeObject): boolean {
  return kind === 'ConfigMap' && metadata.name === 'cilium-config';
}

interface Subject {
  readonly kind?: unknown;
  readonly name?: unknown;
  readonly namespace?: unknown;
}

/** Whose rights go with a role or with a binding, and the workloads that run as them. */
function rightsOf(object: KubeObject, all: readonly KubeObject[]): Consequence {
  const bindings = object.kind.endsWith('Binding')
    ? [object]
    : all.filter(
        (other) =>
          other.kind.endsWith('Binding') &&
          at(other, 'roleRef.kind') === object.kind &&
          at(other, 'roleRef.name') === object.metadata.name &&
          (object.kind === 'ClusterRole' || other.metadata.namespace === object.metadata.namespace),
      );
  const subjects = bindings.flatMap((binding) => {
    const list = at(binding, 'subjects');
    return Array.isArray(list) ? (list as unknown[]).filter(isMap) : [];
  }) as Subject[];
  const users = all.filter((other) => {
    const account = serviceAccountOf(other);
    return subjects.some(({ name, namespace }) => name === account && namespace === other.metadata.namespace);
  });
  if (users.length === 0) return notice('no workload has its rights from it');
  const danger = worst(users);
  return {
    // What is given in one namespace only is for Secrets, Gateways and the like: the network runs on.
    danger: danger === 'outage' && !object.kind.startsWith('Cluster') ? 'disruption' : danger,
    why: [`${namesOf(users)} lose${users.length === 1 ? 's' : ''} the rights that it gives in the API server, at once`],
  };
}

/** As bad as the worst of the workloads that stop working. */
function worst(users: readonly KubeObject[]): Danger {
  const all = users.map((user) => (isWorkload(user) ? consequenceOf(user, []).danger : 'notice'));
  return all.includes('outage') ? 'outage' : all.includes('disruption') ? 'disruption' : 'notice';
}

function isSame({ metadata }: KubeObject, name: string | undefined, user: KubeObject): boolean {
  return name === metadata.name && user.metadata.namespace === metadata.namespace;
}

function namesOf(objects: readonly KubeObject[]): string {
  const names = objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
  return names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(' and ');
}

function blocksOf(pool: KubeObject): string {
  const blocks = at(pool, 'spec.blocks');
  const texts = (Array.isArray(blocks) ? (blocks as unknown[]).filter(isMap) : []).map(({ cidr, start, stop }) =>
    typeof cidr === 'string' ? cidr : stop === undefined ? String(start) : `${String(start)}-${String(stop)}`,
  );
  return texts.length > 0 ? ` (${texts.join(', ')})` : '';
}
