import { definePreset, type JsonObject, type Preset } from '../..';

/** What Talos Linux fixes about an install. */
export interface TalosOptions {
  /**
   * Port of KubePrism, Talos' local load balancer for the API server; false where it is off.
   * @default 7445
   */
  readonly kubePrismPort?: number | false;
  /** Whether Talos still runs kube-proxy. @default false */
  readonly kubeProxy?: boolean;
}

/**
 * Cilium on Talos Linux: the API server through KubePrism, cgroup v2 as Talos mounts it, and no SYS_MODULE, which Talos
 * never grants (a container that asks for it does not start). Pod addresses come from Kubernetes, as Talos assigns them.
 */
export function talos({ kubePrismPort = 7445, kubeProxy = false }: TalosOptions = {}): Preset {
  return definePreset('talos', (defaults) => ({
    ipam: { mode: 'kubernetes' },
    kubeProxyReplacement: !kubeProxy,
    cgroup: { autoMount: { enabled: false }, hostRoot: '/sys/fs/cgroup' },
    // The release's list minus one, so that a capability that a later release adds is not lost.
    securityContext: {
      capabilities: {
        ciliumAgent: without(defaults, 'ciliumAgent'),
        cleanCiliumState: without(defaults, 'cleanCiliumState'),
      },
    },
    ...(kubePrismPort === false ? {} : { k8sServiceHost: '127.0.0.1', k8sServicePort: kubePrismPort }),
  }));
}

function without(defaults: JsonObject, container: string): string[] {
  const context = defaults['securityContext'] as { readonly capabilities: Readonly<Record<string, readonly string[]>> };
  return (context.capabilities[container] ?? []).filter((capability) => capability !== 'SYS_MODULE');
}
