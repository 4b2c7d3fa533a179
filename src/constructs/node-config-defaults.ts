import { refuse } from '../core/issue';
import { mergeLayers } from '../core/merge';
import type { JsonObject } from '../core/json';
import type { Cluster } from '../model/cluster';
import { userValues } from '../model/effective';
import type { PresetValues } from '../model/preset';
import type { KubeObject } from '../model/render-context';
import { templateInput } from './cluster';
import { renderTemplate } from './template';

const CILIUM_CONFIG = 'ConfigMap/cilium-config';

/** What follows from the content of cilium-config, and restarts pods when that changes. */
const CHECKSUM = /"cilium\.io\/cilium-configmap-checksum":"[0-9a-f]*"/g;

/**
 * What a change of values is for a CiliumNodeConfig: the keys of cilium-config that it changes, as `defaults`. With them
 * a change is tried on some nodes before it is everybody's (docs/recipes/staged-rollout.md). Refuses a change that agents
 * cannot make node by node: one that reaches other objects, takes a key away, or reaches nothing.
 */
export function nodeConfigDefaults(cluster: Cluster, change: PresetValues): Readonly<Record<string, string>> {
  const own = userValues(cluster);
  const before = rendered(cluster, own);
  const after = rendered(cluster, mergeLayers([own, change as unknown as JsonObject]));
  const path = `${cluster.name}: ${Object.keys(change).join(', ')}`;
  const others = [...new Set([...before.texts.keys(), ...after.texts.keys()])].filter(
    (id) => before.texts.get(id) !== after.texts.get(id),
  );
  if (others.length > 0) {
    refuse({
      code: 'not-per-node',
      path,
      message: 'this change reaches more than the options of agents, so no CiliumNodeConfig can carry it',
      got: others.sort().join(', '),
      allowed: 'values that change keys of cilium-config only',
      fix: 'make it for all nodes at once, and let the DaemonSet restart agents one by one (updateStrategy)',
    });
  }
  const gone = Object.keys(before.config).filter((key) => !(key in after.config));
  if (gone.length > 0) {
    refuse({
      code: 'not-per-node',
      path,
      message: 'this change takes keys away, and a CiliumNodeConfig only sets them',
      got: gone.sort().join(', '),
      fix: 'write the default as a value of its own, or make the change for all nodes at once',
    });
  }
  const changed = Object.entries(after.config).filter(([key, text]) => before.config[key] !== text);
  if (changed.length === 0) {
    refuse({ code: 'not-per-node', path, message: 'this change reaches no option of the agents', fix: 'leave it out' });
  }
  return Object.fromEntries(changed.sort(([a], [b]) => (a < b ? -1 : 1)));
}

interface Split {
  /** The data of cilium-config. */
  readonly config: Readonly<Record<string, string>>;
  /** Every other object as text, without checksums of cilium-config. */
  readonly texts: ReadonlyMap<string, string>;
}

function rendered(cluster: Cluster, values: JsonObject): Split {
  const { objects } = renderTemplate(templateInput(cluster, values));
  const config = objects.find((object) => idOf(object) === CILIUM_CONFIG) as { readonly data?: Split['config'] };
  const others = objects.filter((object) => idOf(object) !== CILIUM_CONFIG);
  return {
    config: config.data ?? {},
    texts: new Map(others.map((object) => [idOf(object), JSON.stringify(object).replace(CHECKSUM, '')])),
  };
}

function idOf({ kind, metadata }: KubeObject): string {
  return `${kind}/${metadata.name}`;
}
