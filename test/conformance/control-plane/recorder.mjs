/** The recorder: what came to the server, what changed and what went, with times, as its watches tell. */
import { nameOf } from './client.mjs';

/**
 * Follows kinds (`[apiVersion, kind]`); `kept(object)` says which objects count. `entries` are in the order of the
 * server's own revisions after `ordered()`: { seconds, type, name, generation, revision }.
 */
export function startRecorder(api, kinds, kept = () => true) {
  const started = Date.now();
  const entries = [];
  const generations = new Map();
  const record = (type, object) => {
    if (!kept(object)) return;
    const name = nameOf(object);
    const { generation, resourceVersion, uid } = object.metadata;
    // Status, and what others write beside it, is no change: the generation tells, or the data where there is none.
    const state = `${uid} ${generation ?? JSON.stringify([object.data, object.rules, object.subjects, object.secrets])}`;
    if (type === 'MODIFIED' && generations.get(name) === state) return;
    if (type === 'ADDED' && generations.get(name) === state) return; // seen again by a new watch
    generations.set(name, type === 'DELETED' ? undefined : state);
    const apiVersion = object.apiVersion;
    entries.push({
      seconds: (Date.now() - started) / 1000,
      type,
      apiVersion,
      name,
      generation,
      revision: Number(resourceVersion),
    });
  };
  /** What somebody else saw, at the place that the object's revision has among the rest. */
  const note = (type, { apiVersion, kind, metadata }) =>
    entries.push({
      seconds: (Date.now() - started) / 1000,
      ...{ type, apiVersion, name: nameOf({ kind, metadata }), generation: metadata.generation },
      revision: Number(metadata.resourceVersion),
    });
  const stops = kinds.map(([apiVersion, kind]) => api.watch(apiVersion, kind, record));
  return {
    entries,
    note,
    ordered: () => [...entries].sort((a, b) => a.revision - b.revision),
    /** From now on: what is recorded after this is what `since` returns. */
    mark() {
      const from = entries.length;
      return () => entries.slice(from);
    },
    stop: () => stops.forEach((stop) => stop()),
  };
}

/** The entries as lines of a log: seconds, what, which. */
export const logLines = (entries) =>
  entries.map(
    ({ seconds, type, name }) => `${seconds.toFixed(1).padStart(6)} s  ${type.toLowerCase().padEnd(8)} ${name}`,
  );
