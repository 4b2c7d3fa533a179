import { holds, parseAddress, parseCIDR } from '../core/cidr';
import type { AddressRange } from '../core/cidr';
import type { Distillery } from './distillery';
import { k8sLabels, selectsLabels } from './k8s-selector';
import { namespaceSelector } from './network-policy';
import { isPlain, list, object, text, texts } from './plain-object';
import type { Plain } from './plain-object';
import { refusePolicy } from './refusal';
import { addressFault, prefixFault } from './go-netip';
import { readSelector, withSource } from './sanitize-selector';
import type { Node } from './scenario';
import { labelSelector } from './selector';
import type { Selector } from './selector';
import type { Peer } from './world';

interface Gateway {
  readonly nodes: unknown;
  readonly address: string;
  readonly device: string;
}

interface EgressGatewayPolicy {
  readonly name: string;
  readonly endpoints: readonly Selector[];
  readonly nodes: readonly unknown[];
  readonly destinations: readonly string[];
  readonly excluded: readonly string[];
  readonly gateways: readonly Gateway[];
}

function gateway(given: unknown): Gateway {
  if (!isPlain(given)) return refusePolicy("egressGateway can't be empty");
  const [address, device] = [text(given.egressIP), text(given.interface)];
  if (address !== '' && device !== '') {
    refusePolicy("gateway configuration can't specify both an interface and an egress IP");
  }
  const fault = address === '' ? undefined : addressFault(address);
  if (fault !== undefined) refusePolicy(`failed to parse egress IP ${address}: ${fault}`);
  return { nodes: given.nodeSelector, address, device };
}

/** A CiliumEgressGatewayPolicy, or a refusal in the agent's words. Source: pkg/egressgateway/policy.go ParseCEGP. */
export function parseEgressGateway(policy: Plain): EgressGatewayPolicy {
  const name = text(object(policy.metadata).name);
  const spec = object(policy.spec);
  if (name === '') refusePolicy('must have a name');
  const destinations = texts(spec.destinationCIDRs) ?? refusePolicy("destinationCIDRs can't be empty");
  const several = (list(spec.egressGateways) ?? []).map(gateway);
  const gateways = several.length > 0 ? several : [gateway(spec.egressGateway)];
  const excluded = texts(spec.excludedCIDRs) ?? [];
  for (const cidr of destinations) {
    const fault = prefixFault(cidr);
    if (fault !== undefined) refusePolicy(`failed to parse destination CIDR ${cidr}: ${fault}`);
  }
  for (const cidr of excluded) {
    const fault = prefixFault(cidr);
    if (fault !== undefined) refusePolicy(`failed to parse excluded CIDR invalid Prefix: ${fault}`);
  }
  const rules = list(spec.selectors) ?? [];
  const endpoints = rules.map((rule) => {
    const pods = readSelector(rule.podSelector);
    if (isPlain(rule.namespaceSelector)) {
      return labelSelector(withSource('k8s:', namespaceSelector(rule.namespaceSelector), pods));
    }
    if (!isPlain(rule.podSelector)) refusePolicy('cannot have both nil namespace selector and nil pod selector');
    return labelSelector(withSource('k8s:', pods));
  });
  const nodes = rules.map(({ nodeSelector }) => nodeSelector).filter(isPlain);
  return { name, endpoints, nodes, destinations, excluded, gateways };
}

/** How a flow leaves the cluster. */
export interface EgressRoute {
  /** In words. */
  readonly path: string;
  /** No node is a gateway: the packet is dropped, whatever policies say. */
  readonly dropped: boolean;
}

/**
 * The gateway that a flow from a pod to an address outside leaves by: of the policies that select both, the one with the
 * longest prefix. Source: pkg/egressgateway/manager.go, bpf/lib/egress_gateway.h.
 */
export function egressRoute({ world, identity }: Distillery, from: Peer, address: string): EgressRoute | undefined {
  const to = parseAddress(address);
  if (world.config?.enableEgressGateway === false || from.kind !== 'pod' || !to) return undefined;
  const labels = identity(from).labels.filter(({ source }) => source === 'k8s');
  const node = world.nodes?.find(({ name }) => name === from.node);
  const covers = (cidr: string): boolean => holds(parseCIDR(cidr) as AddressRange, to);
  /** The length of the longest prefix that covers the address. */
  const covering = (cidrs: readonly string[]): number =>
    Math.max(-1, ...cidrs.filter(covers).map((cidr) => Number(cidr.split('/')[1])));
  let best: { policy: EgressGatewayPolicy; length: number; excluded: boolean } | undefined;
  for (const given of world.policies) {
    const policy = given.kind === 'CiliumEgressGatewayPolicy' ? parsed(given) : undefined;
    if (!policy?.endpoints.some((selector) => selector.matches({ labels, names: [] }))) continue;
    const here = policy.nodes.length === 0 || policy.nodes.some((one) => selectsLabels(one, k8sLabels(node?.labels)));
    if (!here) continue;
    const [length, hole] = [covering(policy.destinations), covering(policy.excluded)];
    if (length < 0) continue;
    const longest = Math.max(length, hole);
    if (!best || longest > best.length) best = { policy, length: longest, excluded: hole >= length };
  }
  if (!best || best.excluded) return undefined;
  const { name, gateways } = best.policy;
  const by = `CiliumEgressGatewayPolicy/${name}`;
  if (!world.nodes) return { path: `leaves by a gateway (${by}), which is not in this world`, dropped: false };
  const found = gateways.flatMap((one) => {
    const chosen = firstNode(world.nodes ?? [], one.nodes);
    return chosen ? [`leaves by node ${chosen.name} with ${sourceOf(one)} (${by})`] : [];
  });
  return found.length > 0
    ? { path: found.join(', or '), dropped: false }
    : { path: `is dropped: no node is a gateway of ${by}`, dropped: true };
}

function parsed(policy: Plain): EgressGatewayPolicy | undefined {
  try {
    return parseEgressGateway(policy);
  } catch {
    return undefined;
  }
}

/** Of the nodes that a selector selects, the first by name. */
function firstNode(nodes: readonly Node[], selector: unknown): Node | undefined {
  const selected = nodes.filter(({ labels }) => selectsLabels(selector, k8sLabels(labels)));
  return selected.sort((a, b) => (a.name < b.name ? -1 : 1))[0];
}

function sourceOf({ address, device }: Gateway): string {
  if (address !== '') return `address ${address}`;
  return device === '' ? 'the first address of its default route' : `the first address of ${device}`;
}
