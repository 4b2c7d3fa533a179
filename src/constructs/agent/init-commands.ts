/** Commands of the init containers: an interface with the image and the node, so the same as the chart's. */
import { baseOf } from './paths';

/**
 * Runs a static tool of the image in the host's namespaces. It is copied beside the CNI plugins, where programs may
 * be executed, because the host may lack a shell and mount(8).
 */
function onHost(tool: string, namespaces: string, argument = ''): string {
  return [
    `cp /usr/bin/${tool} /hostbin/${tool};`,
    `nsenter ${namespaces} "\${BIN_PATH}/${tool}"${argument};`,
    `rm /hostbin/${tool}`,
    '',
  ].join('\n');
}

/** Mounts cgroup2 on the host. */
export const MOUNT_CGROUP = onHost(
  'cilium-mount',
  '--cgroup=/hostproc/1/ns/cgroup --mount=/hostproc/1/ns/mnt',
  ' $CGROUP_ROOT',
);

/** Overwrites the sysctls that systemd sets against Cilium. */
export const APPLY_SYSCTLS = onHost('cilium-sysctlfix', '--mount=/hostproc/1/ns/mnt');

/** Mounts the BPF file system unless it is. */
export const MOUNT_BPF_FS = 'mount | grep "/sys/fs/bpf type bpf" || mount -t bpf bpf /sys/fs/bpf';

/** Waits until node-init wrote its bootstrap file, which is mounted by its directory. */
export function waitForNodeInit(bootstrapFile: string): string {
  return [
    `until test -s ${JSON.stringify(`/tmp/cilium-bootstrap.d/${baseOf(bootstrapFile)}`)}; do`,
    '  echo "Waiting on node-init to run...";',
    '  sleep 1;',
    'done',
    '',
  ].join('\n');
}

/** Chains by which kube-proxy shows that it has run: where to look, for what, and what is printed. */
const KUBE_PROXY_TRACES = [
  [
    'iptables-nft-save -t mangle',
    '(KUBE-IPTABLES-HINT|KUBE-PROXY-CANARY)',
    "Found KUBE-IPTABLES-HINT or KUBE-PROXY-CANARY iptables rule in 'iptables-nft-save -t mangle'",
  ],
  [
    'ip6tables-nft-save -t mangle',
    '(KUBE-IPTABLES-HINT|KUBE-PROXY-CANARY)',
    "Found KUBE-IPTABLES-HINT or KUBE-PROXY-CANARY iptables rule in 'ip6tables-nft-save -t mangle'",
  ],
  ['iptables-legacy-save', 'KUBE-PROXY-CANARY', "Found KUBE-PROXY-CANARY iptables rule in 'iptables-legacy-save"],
  ['ip6tables-legacy-save', 'KUBE-PROXY-CANARY', "KUBE-PROXY-CANARY iptables rule in 'ip6tables-legacy-save'"],
] as const;

/** Waits until kube-proxy made its rules, in whichever back end and family. */
export const WAIT_FOR_KUBE_PROXY = [
  'while true',
  'do',
  ...KUBE_PROXY_TRACES.flatMap(([save, chains, found]) => [
    `  if ${save} | grep -E '^:${chains}'; then`,
    `    echo "${found}"`,
    '    exit 0',
    '  fi',
  ]),
  '  echo "Waiting for kube-proxy to create iptables rules...";',
  '  sleep 1;',
  'done',
  '',
].join('\n');
