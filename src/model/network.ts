import { holds, parseAddress, parseCIDR, type AddressRange } from '../core/cidr';
import type { Issue } from '../core/issue';
import type { Cluster } from './cluster';

interface Block {
  readonly cidr?: string;
  readonly start?: string;
  readonly stop?: string;
}

/** Checks the cluster's address pools against what the site says is taken. */
export function checkNetwork(cluster: Cluster): Issue[] {
  const { network, loadBalancerIPPools } = cluster.spec;
  const issues: Issue[] = [];
  const taken = new Map<string, string>();
  for (const [node, address] of Object.entries(network?.nodes ?? {})) taken.set(address, `node ${node}`);
  if (network?.apiServer) taken.set(network.apiServer, 'the API server');
  for (const address of network?.reserved ?? []) taken.set(address, 'a reserved address');
  for (const [address, what] of taken) {
    if (!parseAddress(address)) {
      issues.push({
        code: 'not-an-address',
        severity: 'error',
        path: 'network',
        message: `the address of ${what} is none`,
        got: address,
        allowed: 'an IPv4 or IPv6 address',
      });
    }
  }
  for (const [name, pool] of Object.entries(loadBalancerIPPools ?? {})) {
    const blocks = (pool as { readonly blocks?: readonly Block[] }).blocks ?? [];
    blocks.forEach((block, index) => {
      const path = `loadBalancerIPPools.${name}.blocks[${index}]`;
      const range = rangeOf(block);
      if (!range) {
        issues.push({
          code: 'not-a-range',
          severity: 'error',
          path,
          message: 'this block is no range of addresses',
          got: JSON.stringify(block),
          allowed: 'cidr, or start and stop of one family, start not after stop',
          source: 'CiliumLoadBalancerIPPool spec.blocks',
        });
        return;
      }
      const hit = [...taken].filter(([address]) => {
        const parsed = parseAddress(address);
        return parsed !== undefined && holds(range, parsed);
      });
      if (hit.length > 0) {
        issues.push({
          code: 'pool-overlaps-site',
          severity: 'warning',
          path,
          message: `a Service can be given an address that is taken: ${hit.map(([address, what]) => `${address} (${what})`).join(', ')}`,
          got: JSON.stringify(block),
          fix: 'give the pool a range of its own, with start and stop',
          source: 'pitfall: address conflicts answered by two hosts',
        });
      }
    });
  }
  return issues;
}

function rangeOf(block: Block): AddressRange | undefined {
  if (block.cidr !== undefined) return parseCIDR(block.cidr);
  const start = block.start === undefined ? undefined : parseAddress(block.start);
  const stop = block.stop === undefined ? start : parseAddress(block.stop);
  if (!start || !stop || start.family !== stop.family || start.value > stop.value) return undefined;
  return { family: start.family, first: start.value, last: stop.value };
}
