import type { HostAlias } from 'kubernetes-types/core/v1';
import { inQuotes, isNil, kindOf, plain, rangeList, rangeMap, text, toText } from '../../core/helm';
import { refuse } from '../../core/issue';
import { isMap, type Json, type JsonObject, type Value } from '../../core/json';
import type { RenderContext } from '../context';
import { meshOf } from './mesh';

const PATH = 'values.clustermesh.config.clusters';

/** A remote cluster as the values describe it. */
export interface RemoteCluster {
  readonly name: string;
  readonly address?: Json;
  readonly port?: Json;
  /** Addresses behind `<name>.<domain>`, instead of `address`. */
  readonly ips?: Json;
  readonly tls?: Json;
}

/** The clusters to connect to: in newer releases sorted by name, the last of the same name, without disabled ones. */
export function remoteClusters(ctx: RenderContext): readonly RemoteCluster[] {
  const { clusters } = ctx.values.clustermesh.config;
  if (!meshOf(ctx).facts.clustersByName) {
    return isNil(clusters)
      ? []
      : entriesOf(clusters).map(([at, entry]) => ({
          ...entry,
          name: nameOf(at, typeof entry.name === 'number' ? { name: text(entry.name) } : entry),
        }));
  }
  const byName = new Map<string, RemoteCluster>();
  for (const [at, entry] of entriesOf(clusters)) {
    const { enabled, ...cluster } = entry;
    if (!isNil(enabled) && typeof enabled !== 'boolean') {
      refuse({
        code: 'not-a-boolean',
        path: `${at}.enabled`,
        message: 'a remote cluster is either enabled or not',
        got: toText(enabled),
        allowed: 'true, false',
        fix: 'write the boolean without quotes',
      });
    }
    if (enabled === false) continue;
    const name = isMap(clusters) ? at.slice(PATH.length + 1) : nameOf(at, entry);
    byName.set(name, { ...cluster, name });
  }
  return [...byName.keys()].sort().map((name) => byName.get(name) as RemoteCluster);
}

/** The name under which the server certificate of a remote cluster is valid. */
export function hostOf(ctx: RenderContext, cluster: RemoteCluster): string {
  return `${cluster.name}.${text(ctx.values.clustermesh.config.domain)}`;
}

/** Names of remote clusters that are known by address only, for pods that dial them. */
export function remoteHostAliases(ctx: RenderContext): HostAlias[] {
  return remoteClusters(ctx).flatMap((cluster) =>
    rangeList(cluster.ips).map((ip) => ({ ip: plain<string>(text(ip)), hostnames: [inQuotes(hostOf(ctx, cluster))] })),
  );
}

function entriesOf(clusters: Value): [path: string, entry: JsonObject][] {
  const entries: [string, Value][] = Array.isArray(clusters)
    ? (clusters as readonly Value[]).map((entry, i): [string, Value] => [`${PATH}[${i}]`, entry])
    : isMap(clusters)
      ? rangeMap(clusters).map(([name, entry]): [string, Value] => [`${PATH}.${name}`, entry])
      : refuse({
          code: 'not-a-list-of-clusters',
          path: PATH,
          message: 'the remote clusters are neither a list nor a map',
          got: kindOf(clusters),
          allowed: 'a list of clusters with a name each, or a map from name to cluster',
          fix: 'use [] for no clusters',
        });
  return entries.map(([at, entry]) => [
    at,
    isMap(entry)
      ? entry
      : refuse({
          code: 'not-a-cluster',
          path: at,
          message: 'a remote cluster is described by a map',
          got: toText(entry),
          allowed: 'a map of name, address, port, ips, tls',
        }),
  ]);
}

function nameOf(at: string, entry: JsonObject): string {
  if (typeof entry.name === 'string' && entry.name !== '') return entry.name;
  return refuse({
    code: 'cluster-without-name',
    path: `${at}.name`,
    message: 'a remote cluster needs its name, as text',
    got: toText(entry.name),
    allowed: 'the cluster.name of the remote cluster',
    fix: 'set it, in quotes if it is all digits',
  });
}
