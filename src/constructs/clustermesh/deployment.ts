import type { DeploymentSpec, DeploymentStrategy } from 'kubernetes-types/apps/v1';
import type { HostAlias, LocalObjectReference, PodSpec, Toleration } from 'kubernetes-types/core/v1';
import { contains, plain, quote, toText, truthy, withBlock } from '../../core/helm';
import { refuse } from '../../core/issue';
import { chartLabel, commonLabels, labelsOf, priorityClass } from '../common';
import type { KubeObject, RenderContext } from '../context';
import { spreadConstraints } from '../spread-constraints';
import { etcd, etcdInit } from './etcd-containers';
import { APISERVER, meshOf, metadataOf } from './mesh';
import { apiserver, kvstoreMesh } from './mesh-containers';
import { remoteHostAliases } from './remote-clusters';
import { volumes } from './volumes';

const AUTH_MODES = ['legacy', 'migration', 'cluster'];

/** The pods that offer this cluster's state to others, and cache theirs. */
export function deployment(ctx: RenderContext): KubeObject {
  const { apiserver: values } = ctx.values.clustermesh;
  const { authMode } = values.tls;
  if (!contains(AUTH_MODES, authMode)) {
    refuse({
      code: 'unknown-auth-mode',
      path: 'values.clustermesh.apiserver.tls.authMode',
      message: 'this is no way to tell remote clusters apart in etcd',
      got: toText(authMode),
      allowed: AUTH_MODES.join(', '),
      fix: 'use cluster, or migration on the way there',
    });
  }
  const name = { 'app.kubernetes.io/part-of': 'cilium', 'app.kubernetes.io/name': APISERVER, 'k8s-app': APISERVER };
  const spec: DeploymentSpec = {
    replicas: plain<number>(values.replicas),
    selector: { matchLabels: { 'k8s-app': APISERVER } },
    strategy: strategy(ctx),
    template: {
      metadata: {
        annotations: { ...labelsOf(values.podAnnotations), 'kubectl.kubernetes.io/default-container': 'apiserver' },
        labels: {
          ...name,
          ...(meshOf(ctx).facts.labelsPodsWithChart ? { 'helm.sh/chart': chartLabel(ctx) } : {}),
          ...commonLabels(ctx),
          ...labelsOf(values.podLabels),
        } as Record<string, string>,
      },
      spec: podSpec(ctx),
    },
  };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: metadataOf(ctx, APISERVER, { ...name, ...commonLabels(ctx) }),
    spec,
  } as KubeObject;
}

/** Two KVStoreMesh writing into one external etcd would get in each other's way: the old pod goes first. */
function strategy(ctx: RenderContext): DeploymentStrategy | undefined {
  if (meshOf(ctx).usesExternalEtcd) return { type: 'Recreate' };
  return withBlock<DeploymentStrategy>(ctx.values.clustermesh.apiserver.updateStrategy);
}

function podSpec(ctx: RenderContext): PodSpec {
  const { clustermesh, imagePullSecrets, serviceAccounts } = ctx.values;
  const values = clustermesh.apiserver;
  const account = serviceAccounts.clustermeshApiserver;
  const { copiesFromCRDs, hasEtcd, hasKVStoreMesh } = meshOf(ctx);
  return {
    imagePullSecrets: withBlock<LocalObjectReference[]>(imagePullSecrets),
    securityContext: withBlock(values.podSecurityContext),
    initContainers: hasEtcd ? [etcdInit(ctx)] : undefined,
    containers: [
      ...(hasEtcd ? [etcd(ctx)] : []),
      ...(copiesFromCRDs ? [apiserver(ctx)] : []),
      ...(hasKVStoreMesh ? [kvstoreMesh(ctx)] : []),
    ],
    volumes: volumes(ctx),
    restartPolicy: 'Always',
    priorityClassName: priorityClass(ctx, values.priorityClassName, 'system-cluster-critical'),
    serviceAccountName: quote(account.name),
    terminationGracePeriodSeconds: plain<number>(values.terminationGracePeriodSeconds),
    automountServiceAccountToken: plain<boolean>(account.automount),
    affinity: withBlock(values.affinity),
    topologySpreadConstraints: spreadConstraints(
      ctx.values.clustermesh.apiserver.topologySpreadConstraints,
      'clustermesh.apiserver.topologySpreadConstraints',
      { 'k8s-app': APISERVER },
    ),
    nodeSelector: withBlock(values.nodeSelector),
    tolerations: withBlock<Toleration[]>(values.tolerations),
    hostAliases: hostAliases(ctx),
  };
}

/** Names of remote clusters that are known by address only, for KVStoreMesh. */
function hostAliases(ctx: RenderContext): HostAlias[] | undefined {
  const { config, disableKubernetesHostAliases } = ctx.values.clustermesh;
  const { facts, hasKVStoreMesh } = meshOf(ctx);
  const isDisabled = facts.podHostAliasesCanBeDisabled && truthy(disableKubernetesHostAliases);
  if (!truthy(config.enabled) || !hasKVStoreMesh || isDisabled) return undefined;
  return remoteHostAliases(ctx);
}
