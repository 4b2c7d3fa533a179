import { allNodes } from '../builders/labels';
import { cidr, entities } from '../builders/peers';
import { clusterwidePolicy } from '../builders/policy';
import { icmp, icmpv6, range, tcp, udp } from '../builders/ports';
import { refuseArgument } from '../builders/refusal';
import type { ClusterwidePolicy, EndpointSelector, IngressRule, PortRule } from '../rule';

/** What a cluster of Talos nodes is like. */
export interface TalosHostFirewallOptions {
  /** Prefixes from which `talosctl` and `kubectl` are used. Without them you lock yourself out. */
  readonly admins: readonly [string, ...string[]];
  /**
   * Prefixes of the nodes. Until an agent knows another node, at start-up, that node is `world` to it; etcd must work then.
   * @default - nodes are known by their identity only
   */
  readonly nodes?: readonly string[];
  /** Nodes of the control plane. @default - those with the label `node-role.kubernetes.io/control-plane`, as Talos sets */
  readonly controlPlane?: EndpointSelector;
  /** `tunnelProtocol`, where `routingMode` is tunnel. @default - native routing, no tunnel */
  readonly tunnel?: 'vxlan' | 'geneve';
  /** `encryption.type: wireguard`. @default false */
  readonly wireguard?: boolean;
  /** Further rules for every node: NodePorts, BGP, KubeSpan, exporters in the host's network. @default - none */
  readonly ingress?: readonly IngressRule[];
}

/**
 * A baseline for the host firewall of Talos nodes, two policies. It acts where `hostFirewall.enabled` is on; try it with
 * `policyAuditMode` first, with a console at hand.
 *
 * Opens, on every node: apid 50000 to admins and nodes; kubelet 10250 to nodes and pods; health 4240 and Hubble 4244,
 * metrics of Cilium 9962 to 9965 to nodes and pods; echo, and neighbour discovery of IPv6; tunnel and WireGuard to nodes.
 * On the control plane as well: kube-apiserver 6443 to admins, nodes and pods; trustd 50001 and etcd 2379 and 2380 to
 * nodes. Closes every other port of a node to everybody. Leaves open: whatever nodes connect to, their own loopback (the
 * KubePrism port 7445), and traffic to pods.
 *
 * Ports: Talos, Network Connectivity (https://talos.dev/v1.10/learn-more/talos-network-connectivity) and Ingress Firewall;
 * Cilium, Documentation/operations/system_requirements.rst, Firewall Rules.
 */
export function talosHostFirewall(options: TalosHostFirewallOptions): readonly [ClusterwidePolicy, ClusterwidePolicy] {
  const { admins, nodes = [], tunnel, wireguard = false } = options;
  if ((admins as readonly string[] | undefined)?.length === undefined || (admins as readonly string[]).length === 0) {
    const fix = "write admins: ['192.168.1.0/24'], the network you work from";
    refuseArgument('talosHostFirewall()', 'nobody could administrate these nodes', admins, 'at least one prefix', fix);
  }
  const fromAdmins = admins.map((prefix) => cidr(prefix));
  const fromNodePrefixes = nodes.map((prefix) => cidr(prefix));
  const forNodes = (...toPorts: readonly PortRule[]): readonly IngressRule[] => [
    { fromEntities: entities('remote-node'), toPorts },
    ...(fromNodePrefixes.length > 0 ? [{ fromCIDRSet: fromNodePrefixes, toPorts }] : []),
  ];
  const between = [
    tcp([50000, 4240]),
    ...(tunnel === undefined ? [] : [udp(tunnel === 'vxlan' ? 8472 : 6081)]),
    ...(wireguard ? [udp(51871)] : []),
  ];
  const everyNode = clusterwidePolicy('talos-nodes', {
    description: 'Baseline of the host firewall for every Talos node',
    nodeSelector: allNodes(),
    ingress: [
      { fromCIDRSet: fromAdmins, toPorts: [tcp(50000)] },
      ...forNodes(...between),
      { fromEntities: entities('cluster'), toPorts: [tcp([10250, 4240, 4244, range(9962, 9965)])] },
      { icmps: [icmp('EchoRequest'), icmpv6('EchoRequest', 'NeighborSolicitation', 'NeighborAdvertisement')] },
      ...(options.ingress ?? []),
    ],
  });
  const controlPlane = clusterwidePolicy('talos-control-plane', {
    description: 'Baseline of the host firewall for Talos nodes of the control plane',
    nodeSelector: options.controlPlane ?? {
      matchExpressions: [{ key: 'node-role.kubernetes.io/control-plane', operator: 'Exists' }],
    },
    ingress: [
      { fromCIDRSet: fromAdmins, toPorts: [tcp(6443)] },
      { fromEntities: entities('cluster'), toPorts: [tcp(6443)] },
      ...forNodes(tcp([50001, 6443, range(2379, 2380)])),
    ],
  });
  return [everyNode, controlPlane];
}
