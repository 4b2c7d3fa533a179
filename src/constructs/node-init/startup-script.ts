import { nodeInitFacts } from '../../catalogue/facts/node-init';
import { truthy } from '../../core/helm';
import { factsFor } from '../../core/release-range';
import type { RenderContext } from '../context';
import { kubeletWrapper, LACKS_DOCKERSHIM } from './kubelet-wrapper';
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

/** Runs on the host before the agent: in its mounts and network, with its commands. May run more than once. */
export function startupScript(ctx: RenderContext): string {
  const { nodeinit } = ctx.values;
  const { waitsForCloudInit } = factsFor(ctx.release, nodeInitFacts);
  const file = bootstrapFile(ctx);
  return scriptOf(
    HEAD,
    ['echo "Links, routes and addresses before the start:"', 'ip link', 'ip route', 'ip -4 address', 'ip -6 address'],
    userScript(nodeinit.startup.preScript),
    truthy(nodeinit.removeCbrBridge) ? removeBridge : [],
    truthy(nodeinit.reconfigureKubelet) ? reconfigureKubelet(ctx) : [],
    replacesIPMasq(ctx) ? [`iptables -w -t nat -D POSTROUTING ${IP_MASQ_JUMP} || true`] : [],
    waitsForCloudInit && truthy(nodeinit.waitForCloudInit) ? waitForCloudInit : [],
    file === undefined
      ? []
      : [`bootstrap_file=${file}`, 'mkdir -p "$(dirname "$bootstrap_file")"', 'date > "$bootstrap_file"'],
    truthy(nodeinit.revertReconfigureKubelet) ? [`rm -f ${DEINIT_MARK}`] : [],
    userScript(nodeinit.startup.postScript),
    ['echo "The node is ready for Cilium"'],
  );
}

const removeBridge = ['if ip link show cbr0; then', '  echo "Removing the bridge cbr0"', '  ip link del cbr0', 'fi'];

const waitForCloudInit = [
  'if command -v cloud-init > /dev/null 2>&1; then',
  '  echo "Waiting for cloud-init"',
  '  cloud-init status --wait',
  'fi',
];

function reconfigureKubelet(ctx: RenderContext): string[] {
  return [
    `if ${isGKE(ctx)}; then`,
    ...installWrapper(ctx),
    'else',
    ...LACKS_DOCKERSHIM.map((line) => `  ${line}`),
    '  version=$(kubelet --version)',
    '  if ! lacks_dockershim "${version#"Kubernetes "}"; then',
    `    echo "Switching the kubelet from kubenet to CNI plugins in ${cniBinPath(ctx)}"`,
    `    mkdir -p ${cniBinPath(ctx)}`,
    `    sed -i "s:--network-plugin=kubenet:--network-plugin=cni --cni-bin-dir=${cniBinPath(ctx)}:g" ${KUBELET_DEFAULTS}`,
    '    systemctl restart kubelet',
    '  fi',
    'fi',
  ];
}

function isGKE(ctx: RenderContext): string {
  if (factsFor(ctx.release, nodeInitFacts).findsGKEByKubelet) return `[[ -f ${GKE.kubelet} ]]`;
  const endpoints = `grep -cF -e --container-runtime-endpoint ${KUBELET_DEFAULTS}`;
  return `[[ -f ${GKE.bin}/gke && "$(${endpoints})" == 1 ]]`;
}

/** Not indented: a here-document takes its lines as they are. */
function installWrapper(ctx: RenderContext): string[] {
  return [
    `if [[ -f ${GKE.theKubelet} ]]; then`,
    '  echo "The kubelet is wrapped already"',
    'else',
    '  echo "Wrapping the kubelet"',
    `  mv ${GKE.kubelet} ${GKE.theKubelet}`,
    `  cat > ${GKE.kubelet} <<'KUBELET_WRAPPER'`,
    ...kubeletWrapper(ctx),
    'KUBELET_WRAPPER',
    `  chmod a+x ${GKE.kubelet}`,
    '  systemctl restart kubelet',
    'fi',
  ];
}
