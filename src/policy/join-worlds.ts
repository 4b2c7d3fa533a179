import type { PolicyObject, World } from './scenario';

type Part = Omit<World, 'cilium' | 'policies'> & { readonly policies?: readonly PolicyObject[] };

/**
 * What manifests say of a cluster, and what is written beside them. An endpoint, namespace, node, service or CIDR group
 * that is written replaces the one of its name, and the agent's options are joined one by one; policies add up.
 */
export function joinWorlds(cilium: string, read: Part, written: Part): World {
  const own = ({ namespace, name }: { readonly namespace?: string; readonly name: string }): string =>
    `${namespace ?? 'default'}/${name}`;
  const list = <K extends 'namespaces' | 'endpoints' | 'nodes' | 'cidrGroups' | 'services'>(key: K): Pick<Part, K> => {
    const given = (written[key] ?? []) as readonly { readonly name: string }[];
    const replaced = new Set(given.map(own));
    const kept = ((read[key] ?? []) as readonly { readonly name: string }[]).filter((one) => !replaced.has(own(one)));
    return (kept.length + given.length === 0 ? {} : { [key]: [...kept, ...given] }) as unknown as Pick<Part, K>;
  };
  const servers = [...new Set([...(read.kubeAPIServerIPs ?? []), ...(written.kubeAPIServerIPs ?? [])])];
  const dns = { ...read.dns, ...written.dns };
  const config = { ...read.config, ...written.config };
  return {
    cilium,
    policies: [...(read.policies ?? []), ...(written.policies ?? [])],
    ...list('namespaces'),
    ...list('endpoints'),
    ...list('nodes'),
    ...list('cidrGroups'),
    ...list('services'),
    ...(Object.keys(dns).length > 0 && { dns }),
    ...(servers.length > 0 && { kubeAPIServerIPs: servers }),
    ...(Object.keys(config).length > 0 && { config }),
  };
}
