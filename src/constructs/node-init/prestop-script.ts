import { nodeInitFacts } from '../../catalogue/facts/node-init';
import { truthy } from '../../core/helm';
import { factsFor } from '../../core/release-range';
import type { RenderContext } from '../context';
import {
  bootstrapFile,
  cniBinPath,
  DEINIT_MARK,
  GKE,
  HEAD,
  IP_MASQ_JUMP,
  KUBELET_DEFAULTS,
  replacesIPMasq,
  scriptOf,
  userScript,
} from './script';

/** Runs on the host when the pod stops: gives the node back to the network that it had before Cilium. */
export function prestopScript(ctx: RenderContext): string {
  const { nodeinit } = ctx.values;
  const file = bootstrapFile(ctx);
  return scriptOf(
    HEAD,
    userScript(nodeinit.prestop.preScript),
    [`if [[ -e ${DEINIT_MARK} ]]; then exit 0; fi`],
    waitForPods,
    ['if ip link show cilium_host; then', '  echo "Removing the link cilium_host"', '  ip link del cilium_host', 'fi'],
    file === undefined ? [] : [`rm -f ${file}`],
    ['rm -f /tmp/node-init.cilium.io', `touch ${DEINIT_MARK}`],
    truthy(nodeinit.reconfigureKubelet) ? restoreKubelet(ctx) : [],
    replacesIPMasq(ctx) ? restoreIPMasq : [],
    userScript(nodeinit.prestop.postScript),
    ['echo "The node is without Cilium again"'],
  );
}

/** Docker, unless crictl is configured for another runtime; on some nodes crictl is out of the path. */
const waitForPods = [
  'containers() {',
  '  if [[ ! -f /etc/crictl.yaml ]] || grep -q docker /etc/crictl.yaml; then',
  '    docker ps',
  '  else',
  `    PATH="$PATH:${GKE.bin}" crictl ps`,
  '  fi',
  '}',
  'echo "Waiting for the pods of Cilium to stop"',
  'while containers | grep -v node-init | grep POD_cilium > /dev/null; do sleep 1; done',
];

function restoreKubelet(ctx: RenderContext): string[] {
  const { findsGKEByKubelet } = factsFor(ctx.release, nodeInitFacts);
  const isGKE = findsGKEByKubelet
    ? `[[ -f ${GKE.kubelet} ]]`
    : `[[ -f ${GKE.bin}/gke ]] && command -v containerd > /dev/null 2>&1`;
  return [
    `if ${isGKE}; then`,
    '  echo "Giving containerd and the kubelet their configuration back"',
    `  sed -Ei 's/^#(\\s+conf_template)/\\1/' ${GKE.containerd}`,
    `  if [[ -f ${GKE.theKubelet} ]]; then mv ${GKE.theKubelet} ${GKE.kubelet}; fi`,
    'else',
    '  echo "Switching the kubelet back to kubenet"',
    `  sed -i "s:--network-plugin=cni --cni-bin-dir=${cniBinPath(ctx)}:--network-plugin=kubenet:g" ${KUBELET_DEFAULTS}`,
    'fi',
    'systemctl restart kubelet',
  ];
}

const restoreIPMasq = [
  'if iptables -w -t nat -L IP-MASQ > /dev/null; then',
  `  iptables -w -t nat -A POSTROUTING ${IP_MASQ_JUMP}`,
  'fi',
];
