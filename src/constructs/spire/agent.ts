import type { DaemonSetSpec } from 'kubernetes-types/apps/v1';
import type { Container, LocalObjectReference, PodSpec, Toleration } from 'kubernetes-types/core/v1';
import { spireFacts } from '../../catalogue/facts/spire';
import { defaultTo, plain, rangeList, truthy, withBlock } from '../../core/helm';
import { factsFor } from '../../core/release-range';
import { commonLabels, priorityClass } from '../common';
import type { KubeObject, RenderContext } from '../context';
import { hostDirectory } from '../host-paths';
import { rule } from '../rbac';
import { clusterRole, clusterRoleBinding, serviceAccount } from './access';
import { agentConfig, AGENT_HEALTH_PORT } from './agent-config';
import { AGENT, healthChecks, imageOf, metadataOf, spireNamespace, workloadLabels } from './names';
import { waitForServerScript } from './scripts';

/** SPIRE's agent: it hands out the certificates of the identities on its node. */
export function agent(ctx: RenderContext): KubeObject[] {
  const { rbac, authentication } = ctx.values;
  const account = authentication.mutual.spire.install.agent.serviceAccount;
  const isCreated = truthy(account.create);
  return [
    ...(isCreated ? [serviceAccount(ctx, account)] : []),
    ...(isCreated && truthy(rbac.create)
      ? [
          clusterRole(ctx, account, [rule('', ['pods', 'nodes', 'nodes/proxy'], ['get'])]),
          clusterRoleBinding(ctx, account, plain<string>(account.name)),
        ]
      : []),
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: metadataOf(ctx, AGENT, commonLabels(ctx)),
      data: { 'agent.conf': agentConfig(ctx) },
    } as KubeObject,
    daemonSet(ctx),
  ];
}

function daemonSet(ctx: RenderContext): KubeObject {
  const { agent: values, server } = ctx.values.authentication.mutual.spire.install;
  const labels = workloadLabels(ctx, AGENT, values.labels);
  const spec: DaemonSetSpec = {
    selector: { matchLabels: { app: AGENT } },
    template: {
      metadata: { namespace: spireNamespace(ctx), labels: labels as Record<string, string> },
      spec: podSpec(ctx),
    },
  };
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    // The server's annotations, not the agent's: so it is in the chart, in every release.
    metadata: metadataOf(ctx, AGENT, labels, server.annotations),
    spec,
  } as KubeObject;
}

function podSpec(ctx: RenderContext): PodSpec {
  const { agentNotReadyTaintKey, authentication, imagePullSecrets } = ctx.values;
  const { agent: values } = authentication.mutual.spire.install;
  // Cilium waits for SPIRE, so SPIRE cannot wait for Cilium.
  const beforeCilium: Toleration = {
    key: plain<string>(defaultTo(agentNotReadyTaintKey, 'node.cilium.io/agent-not-ready')),
    effect: 'NoSchedule',
  };
  return {
    hostPID: true,
    hostNetwork: true,
    dnsPolicy: 'ClusterFirstWithHostNet',
    serviceAccountName: plain<string>(values.serviceAccount.name),
    priorityClassName: priorityClass(ctx, values.priorityClassName, 'system-node-critical'),
    securityContext: withBlock(values.podSecurityContext),
    imagePullSecrets: withBlock<LocalObjectReference[]>(imagePullSecrets),
    initContainers: [waitContainer(ctx)],
    containers: [agentContainer(ctx)],
    affinity: withBlock(values.affinity),
    nodeSelector: withBlock(values.nodeSelector),
    tolerations: [...(rangeList(values.tolerations) as unknown as Toleration[]), beforeCilium],
    volumes: [
      { name: 'spire-config', configMap: { name: AGENT } },
      { name: 'spire-bundle', configMap: { name: 'spire-bundle' } },
      hostDirectory('spire-agent-socket', '/run/spire/sockets'),
      {
        name: 'spire-agent',
        projected: {
          sources: [{ serviceAccountToken: { path: AGENT, expirationSeconds: 600, audience: 'spire-server' } }],
        },
      },
    ],
  };
}

function waitContainer(ctx: RenderContext): Container {
  const { initImage } = ctx.values.authentication.mutual.spire.install;
  return {
    name: 'init',
    ...imageOf(initImage, 'authentication.mutual.spire.install.initImage'),
    command: ['/bin/sh', '-c', waitForServerScript(ctx)],
  };
}

function agentContainer(ctx: RenderContext): Container {
  const { agent: values } = ctx.values.authentication.mutual.spire.install;
  const { namesHealthPorts } = factsFor(ctx.release, spireFacts);
  return {
    name: AGENT,
    ...imageOf(values.image, 'authentication.mutual.spire.install.agent.image'),
    args: ['-config', '/run/spire/config/agent.conf'],
    securityContext: withBlock(values.securityContext),
    volumeMounts: [
      { name: 'spire-config', mountPath: '/run/spire/config', readOnly: true },
      { name: 'spire-bundle', mountPath: '/run/spire/bundle' },
      { name: 'spire-agent-socket', mountPath: '/run/spire/sockets', readOnly: false },
      { name: 'spire-agent', mountPath: '/var/run/secrets/tokens' },
    ],
    env: [{ name: 'MY_NODE_NAME', valueFrom: { fieldRef: { fieldPath: 'status.hostIP' } } }],
    resources: withBlock(values.resources),
    ports: namesHealthPorts ? [{ name: 'http', containerPort: AGENT_HEALTH_PORT }] : undefined,
    ...healthChecks(ctx, AGENT_HEALTH_PORT),
  };
}
