import { text, toText, truthy } from '../../core/helm';
import { refuse } from '../../core/issue';
import type { Value } from '../../core/json';
import type { RenderContext } from '../context';

/** Every script starts like this: on the host's bash, and it stops at the first failure. */
export const HEAD = ['#!/bin/bash', 'set -o errexit -o pipefail -o nounset'];

/** Exists once the node has been given back; keeps a second preStop from doing it again. */
export const DEINIT_MARK = '/tmp/node-deinit.cilium.io';

/** The places of GKE's nodes. */
export const GKE = {
  bin: '/home/kubernetes/bin',
  kubelet: '/home/kubernetes/bin/kubelet',
  /** The real kubelet, while the wrapper has its name. */
  theKubelet: '/home/kubernetes/bin/the-kubelet',
  containerd: '/etc/containerd/config.toml',
};

/** Options of the kubelet on other nodes. */
export const KUBELET_DEFAULTS = '/etc/default/kubelet';

/** The jump to the chain of GKE's own masquerading; its text is part of the match. */
export const IP_MASQ_JUMP =
  '-m comment --comment "ip-masq: ensure nat POSTROUTING directs all non-LOCAL destination traffic to our custom ' +
  'IP-MASQ chain" -m addrtype ! --dst-type LOCAL -j IP-MASQ';

/** A script the user wants run at a place, as its lines. */
export function userScript(script: Value): string[] {
  return [text(script)];
}

/** Joins a script's lines; the last one ends too. */
export function scriptOf(...parts: readonly (readonly string[])[]): string {
  return `${parts.flat().join('\n')}\n`;
}

/** Whether Cilium alone decides about masquerading on a GKE node. */
export function replacesIPMasq(ctx: RenderContext): boolean {
  const { enableIPv4Masquerade, gke } = ctx.values;
  return truthy(gke.enabled) && (truthy(enableIPv4Masquerade) || truthy(gke.disableDefaultSnat));
}

/** The file that tells the agent that the node is ready, in the shell's double quotes; undefined for none. */
export function bootstrapFile(ctx: RenderContext): string | undefined {
  const { bootstrapFile: file } = ctx.values.nodeinit;
  if (file === '') return undefined;
  if (typeof file === 'string') return JSON.stringify(file);
  return refuse({
    code: 'not-text',
    path: 'values.nodeinit.bootstrapFile',
    message: 'this is the path of a file on the node',
    got: toText(file),
    allowed: 'a path, or "" for no such file',
  });
}

/** The directory of CNI plugins on the node, as it stands in scripts. */
export function cniBinPath(ctx: RenderContext): string {
  return text(ctx.values.cni.binPath);
}
