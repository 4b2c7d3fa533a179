import type { KubeObject } from '../model/render-context';
import type { LiveObject } from './handover-live';
import { ownerPatch } from './handover-owners';
import { groupKindOf } from './plan-immutable';

/** Words for a shell, each taken literally. */
export function shell(...words: readonly string[]): string {
  return words
    .map((word) => (/^[A-Za-z0-9_./:=@,-]+$/.test(word) ? word : `'${word.replace(/'/g, `'\\''`)}'`))
    .join(' ');
}

/** What kubectl calls the kind of an object: `daemonset.apps`. */
export function resourceOf(object: KubeObject): string {
  const [group, kind] = groupKindOf(object).includes('/') ? groupKindOf(object).split('/') : [undefined, object.kind];
  return `${(kind ?? '').toLowerCase()}${group === undefined ? '' : `.${group}`}`;
}

const HEAD = ['#!/bin/sh', '# Written by `cdk8s-cilium handover`.', 'set -eu', ''];

/** A script: its purpose, and its lines. */
export function script(about: readonly string[], lines: readonly string[]): string {
  return `${[...HEAD.slice(0, 2), ...about.map((line) => `# ${line}`), ...HEAD.slice(2), ...lines].join('\n')}\n`;
}

/** The script that makes another field manager the owner of what some managers own. */
export function ownersScript(objects: readonly LiveObject[], from: readonly string[], to: string): string {
  const lines = objects.flatMap((object) => {
    const patch = ownerPatch(object, from, to);
    if (!patch) return [];
    const { name, namespace } = object.metadata;
    return [shell('own', resourceOf(object), namespace ?? '', name, JSON.stringify(patch))];
  });
  return script(
    [
      `Makes ${to} the owner of what ${from.join(' and ')} set. No field's content changes.`,
      'The API server refuses a patch where the owners have changed since the dump: make the dump again, then.',
    ],
    [
      'failed=0',
      'own() {',
      '  kubectl --namespace="$2" patch "$1" "$3" --type=json --field-manager=cdk8s-cilium-handover --patch="$4" || failed=1',
      '}',
      ...lines,
      'exit "$failed"',
    ],
  );
}

const REVISION = 'deployment.kubernetes.io/revision';

/**
 * What changes when pods are to be replaced: the generation, but of Deployments, which have a new one for a changed
 * annotation also (kubernetes 1.36.4, pkg/registry/apps/deployment/strategy.go, PrepareForUpdate), the revision.
 */
function rolloutOf({ kind, metadata }: LiveObject): { generation: string; revision: string } {
  const revision = metadata.annotations?.[REVISION];
  return {
    generation: /^(?:DaemonSet|StatefulSet)$/.test(kind) ? String(metadata.generation ?? '') : '',
    revision: kind === 'Deployment' && typeof revision === 'string' ? revision : '',
  };
}

/** The script that tells whether objects are there, whether their pods stay, and whose they are. */
export function checkScript(
  objects: readonly LiveObject[],
  { gone, owner, extra = [] }: { gone: readonly string[]; owner?: string; extra?: readonly string[] },
): string {
  const lines = objects.map((object) => {
    const { name, namespace } = object.metadata;
    const { generation, revision } = rolloutOf(object);
    return shell('check', resourceOf(object), namespace ?? '', name, generation, revision);
  });
  return script(
    ['Checks that every object is there, and that no pods are replaced. Ends with 1 if not.'],
    [
      'failed=0',
      'bad() { echo "$*" >&2; failed=1; }',
      'check() {',
      '  found=$(kubectl --namespace="$2" get "$1" "$3" --show-managed-fields --output="jsonpath={.metadata.generation} {range .metadata.managedFields[*]}{.manager}:{.subresource} {end}") ||',
      '    { bad "$1 $3 is not there"; return; }',
      '  [ -z "$4" ] || [ "${found%% *}" = "$4" ] || bad "$1 $3 changed: generation ${found%% *}, it was $4; see kubectl rollout history"',
      `  [ -z "$5" ] || revision=$(kubectl --namespace="$2" get "$1" "$3" --output='jsonpath={.metadata.annotations.deployment\\.kubernetes\\.io/revision}')`,
      '  [ -z "$5" ] || [ "$revision" = "$5" ] || bad "$1 $3 changed: revision $revision, it was $5; see kubectl rollout history"',
      ...(gone.length === 0
        ? []
        : [
            // An entry of a subresource, a status, is no claim to what we set.
            '  for entry in ${found#* }; do case " $entry" in',
            `    ${gone.map((name) => `" ${name}:"`).join(' | ')}) bad "$1 $3 still has fields of $entry" ;;`,
            '  esac; done',
          ]),
      ...(owner === undefined
        ? []
        : [`  case " $found" in *" ${owner}: "*) ;; *) bad "$1 $3 is not yet applied by ${owner}" ;; esac`]),
      '}',
      ...lines,
      ...extra,
      '[ "$failed" = 0 ] && echo "all as it must be"',
      'exit "$failed"',
    ],
  );
}
