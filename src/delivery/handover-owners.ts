import { isMap, type Json, type JsonObject } from '../core/json';
import type { LiveObject, ManagedFields } from './handover-live';

/** One step of a JSON patch (RFC 6902). */
export interface PatchStep {
  readonly op: 'test' | 'replace' | 'remove';
  readonly path: string;
  readonly value?: Json;
}

/** Field managers of Helm: helm-controller's (its main.go sets `kube.ManagedFieldsManager`), and the command's. */
export const HELM_MANAGERS: readonly string[] = ['helm-controller', 'helm'];
/** kustomize-controller's field manager. */
export const KUSTOMIZE_MANAGER = 'kustomize-controller';

/**
 * A patch that makes another manager the owner of what some managers own, as the result of a server-side apply: what
 * that manager does not apply next time, the API server takes away. It changes who owns, and no field's content, so it
 * is safe at any moment; the tests in it make the API server refuse it where the owners have changed since the dump.
 * It is what kustomize-controller does for the managers that it overrides (fluxcd/pkg/ssa, PatchReplaceFieldsManagers),
 * for the objects of one release only. Its flag `--override-manager=helm-controller` would do so for everything: then
 * it takes their finalizer away from all HelmReleases, which helm-controller owns, at every reconcile.
 * Undefined where those managers own nothing.
 */
export function ownerPatch(object: LiveObject, from: readonly string[], to: string): PatchStep[] | undefined {
  const entries = (object.metadata.managedFields ?? []).map((entry, index) => ({ entry, index }));
  const main = entries.filter(({ entry }) => (entry.subresource ?? '') === '');
  const taken = main.filter(({ entry }) => from.includes(entry.manager ?? ''));
  const [first] = taken;
  if (!first) return undefined;
  const target = main.find(({ entry }) => entry.manager === to && entry.operation === 'Apply');
  const kept = target ?? first;
  const merged = [...new Set([kept, ...taken])];
  const path = (index: number, field = ''): string => `/metadata/managedFields/${index}${field}`;
  const union = merged.length > 1;
  return [
    ...merged.flatMap(({ entry, index }): PatchStep[] => [
      { op: 'test', path: path(index, '/manager'), value: entry.manager ?? '' },
      { op: 'test', path: path(index, '/operation'), value: entry.operation ?? '' },
      ...(union ? [{ op: 'test' as const, path: path(index, '/fieldsV1'), value: entry.fieldsV1 ?? {} }] : []),
    ]),
    ...(target
      ? []
      : [
          { op: 'replace' as const, path: path(kept.index, '/manager'), value: to },
          { op: 'replace' as const, path: path(kept.index, '/operation'), value: 'Apply' },
        ]),
    ...(union
      ? [
          {
            op: 'replace' as const,
            path: path(kept.index, '/fieldsV1'),
            value: unionOf(merged.map(({ entry }) => entry)),
          },
        ]
      : []),
    // From the back, so that the places before stay what they are.
    ...merged
      .filter((each) => each !== kept)
      .sort((a, b) => b.index - a.index)
      .map(({ index }) => ({ op: 'remove' as const, path: path(index) })),
  ];
}

/** The fields that any of the entries owns: sets of fields are maps in maps, so their union is a deep merge. */
function unionOf(entries: readonly ManagedFields[]): JsonObject {
  return entries.map(({ fieldsV1 }) => fieldsV1 ?? {}).reduce(merge, {});
}

function merge(a: JsonObject, b: JsonObject): JsonObject {
  const result: Record<string, Json> = { ...a };
  for (const [key, value] of Object.entries(b)) {
    const other = result[key];
    result[key] = isMap(value) && isMap(other) ? merge(other, value) : value;
  }
  return result;
}
