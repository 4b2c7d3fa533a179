import type { RenderContext } from '../context';
import { cniBinPath, GKE } from './script';

/**
 * A shell function: whether a version (`v1.27.3-gke.100`) is 1.24 or newer. That release dropped dockershim with its
 * options, and from then on containerd wants a CNI configuration even for pods on the host's network.
 */
export const LACKS_DOCKERSHIM = ['lacks_dockershim() {', '  printf \'%s\\n\' v1.24 "$1" | sort -VC', '}'];

/**
 * Stands in for the kubelet on GKE. Reboots reset /etc there, and containerd would bring GKE's own CNI configuration
 * back and take pods over, so each start of the kubelet looks after it before it becomes the kubelet.
 */
export function kubeletWrapper(ctx: RenderContext): string[] {
  return [
    '#!/bin/bash',
    'set -o errexit -o pipefail -o nounset',
    'configurations=/etc/cni/net.d',
    `containerd=${GKE.containerd}`,
    `version=$(${GKE.theKubelet} --version)`,
    'version=${version#"Kubernetes "}',
    ...LACKS_DOCKERSHIM,
    'ours() {',
    '  [[ -n "$(find "$configurations" -type f -name \'*cilium*\')" ]] &&',
    '    ! grep -qE \'^\\s+conf_template\' "$containerd"',
    '}',
    'if ! ours; then',
    '  # Disabling also holds where systemd has not started containerd yet: both start with the node.',
    '  echo "Stopping containerd and taking its CNI configuration away"',
    '  systemctl disable --now containerd',
    '  find "$configurations" -type f -not -name \'*cilium*\' -exec rm {} \\;',
    '  sed -Ei \'s/^(\\s+conf_template)/#\\1/\' "$containerd"',
    '  if lacks_dockershim "$version"; then',
    '    # The agent replaces this by the real one.',
    '    printf \'{\\n\\t"cniVersion": "0.3.1",\\n\\t"name": "cilium",\\n\\t"type": "cilium-cni"\\n}\\n\' \\',
    '      > "$configurations/05-cilium.conf"',
    '  fi',
    '  systemctl enable --now containerd',
    'fi',
    'if lacks_dockershim "$version"; then',
    `  exec ${GKE.theKubelet} "$@"`,
    'fi',
    `exec ${GKE.theKubelet} "$@" --network-plugin=cni --cni-bin-dir=${cniBinPath(ctx)}`,
  ];
}
