import type { Container, VolumeMount } from 'kubernetes-types/core/v1';
import { coalesce, inQuotes, isNil, plain, text, toText, truthy } from '../../core/helm';
import type { RenderContext } from '../context';
import { kubeConfigVolumes } from '../mounted-volumes';
import { apiServer, extraEnv, PLACE } from './environment';
import { inAgentImage, resources } from './images';
import { APPLY_SYSCTLS, MOUNT_BPF_FS, MOUNT_CGROUP, WAIT_FOR_KUBE_PROXY, waitForNodeInit } from './init-commands';
import { items } from './items';
import { pathText } from './paths';
import { podDecisions } from './pod-decisions';
import { confined, seLinux } from './security-context';

/** What runs before the agent, in this order. */
export function initContainers(ctx: RenderContext): Container[] {
  const { bpf, cgroup, cni, extraInitContainers, sysctlfix } = ctx.values;
  const { privileged, resolvesConfig, waitsForNodeInit } = podDecisions(ctx);
  return [
    ...(resolvesConfig ? [config(ctx)] : []),
    ...(truthy(cgroup.autoMount.enabled) ? [mountCgroup(ctx)] : []),
    ...(truthy(sysctlfix.enabled) ? [applySysctlOverwrites(ctx)] : []),
    ...(truthy(bpf.autoMount.enabled) && !privileged ? [mountBpfFs(ctx)] : []),
    ...(waitsForNodeInit ? [waitForNodeInitContainer(ctx)] : []),
    cleanCiliumState(ctx),
    ...(waitsForKubeProxy(ctx) ? [waitForKubeProxy(ctx)] : []),
    ...(truthy(cni.install) ? [installCniBinaries(ctx)] : []),
    ...items<Container>(extraInitContainers),
  ];
}

/** Resolves the configuration from its sources into a directory of the pod. */
function config(ctx: RenderContext): Container {
  const { extraVolumeMounts, initResources } = ctx.values;
  const { facts, privileged } = podDecisions(ctx);
  const confinement = privileged ? { privileged: true } : { capabilities: { add: ['NET_ADMIN'], drop: ['ALL'] } };
  return {
    ...inAgentImage(ctx, 'config'),
    resources: resources(initResources),
    command: ['cilium-dbg', 'build-config', ...configOptions(ctx)],
    env: [...PLACE, ...apiServer(ctx), ...extraEnv(ctx)],
    volumeMounts: [
      { name: 'tmp', mountPath: '/tmp' },
      ...kubeConfigVolumes(ctx).map(({ mount }) => mount),
      ...items<VolumeMount>(extraVolumeMounts),
    ],
    securityContext: facts.confinesConfigResolver ? confinement : undefined,
  };
}

function configOptions(ctx: RenderContext): string[] {
  const { daemon, kubeConfigPath } = ctx.values;
  const { facts } = podDecisions(ctx);
  return [
    ...(isNil(daemon.configSources) ? [] : [`--source=${text(daemon.configSources)}`]),
    ...(isNil(daemon.allowedConfigOverrides) ? [] : [`--allow-config-keys=${text(daemon.allowedConfigOverrides)}`]),
    ...(isNil(daemon.blockedConfigOverrides) ? [] : [`--deny-config-keys=${text(daemon.blockedConfigOverrides)}`]),
    ...(truthy(kubeConfigPath) ? [`--k8s-kubeconfig-path=${text(kubeConfigPath)}`] : []),
    // By presence, as the chart has it: a null, which is the default of 1.20, passes an empty option.
    ...(facts.passesApiServerUrls && Object.hasOwn(ctx.values.k8s, 'apiServerURLs')
      ? [`--k8s-api-server-urls=${text(ctx.values.k8s.apiServerURLs)}`]
      : []),
  ].map(inQuotes);
}

/** Mounts of containers that run tools on the host. */
const HOST_TOOL_MOUNTS: VolumeMount[] = [
  { name: 'hostproc', mountPath: '/hostproc' },
  { name: 'cni-path', mountPath: '/hostbin' },
];

function mountCgroup(ctx: RenderContext): Container {
  const { cgroup, cni, initResources } = ctx.values;
  const { facts } = podDecisions(ctx);
  return {
    ...inAgentImage(ctx, 'mount-cgroup'),
    env: [
      { name: 'CGROUP_ROOT', value: plain<string>(cgroup.hostRoot) },
      { name: 'BIN_PATH', value: plain<string>(cni.binPath) },
    ],
    resources:
      resources(cgroup.autoMount.resources) ??
      (facts.mountCgroupReadsInitResources ? resources(initResources) : undefined),
    command: [facts.initShell as string, '-ec', MOUNT_CGROUP],
    volumeMounts: HOST_TOOL_MOUNTS,
    securityContext: confined(ctx, 'mountCgroup'),
  };
}

function applySysctlOverwrites(ctx: RenderContext): Container {
  const { cni, initResources } = ctx.values;
  return {
    ...inAgentImage(ctx, 'apply-sysctl-overwrites'),
    resources: resources(initResources),
    env: [{ name: 'BIN_PATH', value: plain<string>(cni.binPath) }],
    command: [podDecisions(ctx).facts.initShell as string, '-ec', APPLY_SYSCTLS],
    volumeMounts: HOST_TOOL_MOUNTS,
    securityContext: confined(ctx, 'applySysctlOverwrites'),
  };
}

/** An agent without privileges cannot mount; this container can, and the mount propagates to it. */
function mountBpfFs(ctx: RenderContext): Container {
  return {
    ...inAgentImage(ctx, 'mount-bpf-fs'),
    resources: resources(ctx.values.initResources),
    args: [MOUNT_BPF_FS],
    command: ['/bin/bash', '-c', '--'],
    securityContext: { privileged: true },
    volumeMounts: [{ name: 'bpf-maps', mountPath: '/sys/fs/bpf', mountPropagation: 'Bidirectional' }],
  };
}

function waitForNodeInitContainer(ctx: RenderContext): Container {
  const { initResources, nodeinit } = ctx.values;
  const file = pathText(nodeinit.bootstrapFile, 'values.nodeinit.bootstrapFile');
  return {
    ...inAgentImage(ctx, 'wait-for-node-init'),
    resources: resources(initResources),
    command: [podDecisions(ctx).facts.initShell as string, '-c', waitForNodeInit(file)],
    volumeMounts: [{ name: 'cilium-bootstrap-file-dir', mountPath: '/tmp/cilium-bootstrap.d' }],
  };
}

function cleanCiliumState(ctx: RenderContext): Container {
  const { cgroup, extraVolumeMounts, initResources } = ctx.values;
  const fromConfig = (name: string, key: string): { name: string; valueFrom: object } => ({
    name,
    valueFrom: { configMapKeyRef: { name: 'cilium-config', key, optional: true } },
  });
  return {
    ...inAgentImage(ctx, 'clean-cilium-state'),
    command: ['/init-container.sh'],
    env: [
      fromConfig('CILIUM_ALL_STATE', 'clean-cilium-state'),
      fromConfig('CILIUM_BPF_STATE', 'clean-cilium-bpf-state'),
      fromConfig('WRITE_CNI_CONF_WHEN_READY', 'write-cni-conf-when-ready'),
      ...apiServer(ctx),
      ...extraEnv(ctx),
    ],
    securityContext: confined(ctx, 'cleanCiliumState'),
    volumeMounts: [
      { name: 'bpf-maps', mountPath: '/sys/fs/bpf' },
      { name: 'cilium-cgroup', mountPath: plain<string>(cgroup.hostRoot), mountPropagation: 'HostToContainer' },
      { name: 'cilium-run', mountPath: '/var/run/cilium' },
      ...items<VolumeMount>(extraVolumeMounts),
    ],
    resources: resources(initResources),
  };
}

/** There is nothing to wait for where Cilium replaces kube-proxy. */
function waitsForKubeProxy(ctx: RenderContext): boolean {
  const { kubeProxyReplacement, waitForKubeProxy: wanted } = ctx.values;
  return truthy(wanted) && !['strict', 'true'].includes(toText(coalesce(kubeProxyReplacement, 'false')));
}

function waitForKubeProxy(ctx: RenderContext): Container {
  return {
    ...inAgentImage(ctx, 'wait-for-kube-proxy'),
    resources: resources(ctx.values.initResources),
    securityContext: { privileged: true },
    command: ['bash', '-c', WAIT_FOR_KUBE_PROXY],
  };
}

/** In an init container, so that the agent needs no writable mount of the host's plugin directory. */
function installCniBinaries(ctx: RenderContext): Container {
  return {
    ...inAgentImage(ctx, 'install-cni-binaries'),
    command: ['/install-plugin.sh'],
    resources: resources(ctx.values.cni.resources),
    securityContext: {
      ...(podDecisions(ctx).privileged ? { privileged: true } : seLinux(ctx)),
      capabilities: { drop: ['ALL'] },
    },
    volumeMounts: [{ name: 'cni-path', mountPath: '/host/opt/cni/bin' }],
  };
}
