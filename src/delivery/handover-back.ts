import { emitYaml } from '../core/yaml-emit';
import { isMap } from '../core/json';
import type { KubeObject } from '../model/render-context';
import { identityOf } from './file-name';
import type { Comparison } from './handover';
import { KUSTOMIZATION_NAME, type LiveObject } from './handover-live';
import { KUSTOMIZE_MANAGER } from './handover-owners';
import { chapter, listed, listedChanges } from './handover-recipe';
import { checkScript, ownersScript, script, shell } from './handover-scripts';
import type { OutputFile } from './output';
import { at } from './plan-immutable';

/** What the recipe back is written from. */
export interface BackInput {
  readonly cluster: string;
  /** Namespace of the Kustomizations. */
  readonly namespace: string;
  readonly comparison: Comparison;
  /** What the chart installs, with our words in scripts. */
  readonly install: readonly KubeObject[];
}

/** The Kustomizations that apply the objects today, by the labels on them. */
export function kustomizationsOf(objects: readonly LiveObject[]): string[] {
  const names = objects.map(({ metadata }) => metadata.labels?.[KUSTOMIZATION_NAME]);
  return [...new Set(names.filter((name): name is string => typeof name === 'string'))].sort();
}

/**
 * The files of the recipe from our manifests to a HelmRelease. Helm 4.2.4 takes over objects that are there
 * (helm-controller 1.6.4 sets TakeOwnership unless told otherwise, internal/action/install.go) and then applies them on
 * the server, so what is equal stays untouched; it marks them with `meta.helm.sh/*` and `app.kubernetes.io/managed-by`
 * itself. Flux's own labels go with the fields of kustomize-controller, and without them no Kustomization prunes an
 * object (fluxcd/pkg/ssa 0.76.2, manager_delete.go, `Inclusions`).
 */
export function handoverBackRecipe({ cluster, namespace, comparison, install }: BackInput): OutputFile[] {
  const { adopted } = comparison;
  const units = kustomizationsOf(adopted);
  return [
    { path: 'README.md', content: readme(cluster, namespace, units, comparison, reworded(install, comparison)) },
    {
      path: '1-suspend/kustomization.yaml',
      content: emitYaml({
        apiVersion: 'kustomize.config.k8s.io/v1beta1',
        kind: 'Kustomization',
        resources: ['flux.yaml'],
        patches: [
          {
            target: { kind: 'Kustomization', name: units.join('|') },
            patch: emitYaml([
              { op: 'add', path: '/spec/suspend', value: true },
              { op: 'add', path: '/spec/prune', value: false },
              { op: 'add', path: '/spec/deletionPolicy', value: 'Orphan' },
            ]),
          },
        ],
      }),
    },
    {
      path: '1-suspend/check.sh',
      content: script(
        ['Checks what must be true before Helm takes over. Ends with 1 if it is not.'],
        [
          'failed=0',
          'bad() { echo "$*" >&2; failed=1; }',
          'check() {',
          `  found=$(${shell('kubectl', `--namespace=${namespace}`, 'get', 'kustomization.kustomize.toolkit.fluxcd.io')} "$1" --ignore-not-found --output='jsonpath={.spec.suspend} {.spec.prune} {.spec.deletionPolicy}')`,
          '  [ -z "${found# *}" ] || [ "$found" = "true false Orphan" ] || bad "Kustomization $1 is not suspended, or prunes, or would delete what it applied: $found"',
          '}',
          ...units.map((name) => shell('check', name)),
          '[ "$failed" = 0 ] && echo "all as it must be"',
          'exit "$failed"',
        ],
      ),
    },
    { path: '2-release/field-owners.sh', content: ownersScript(adopted, [KUSTOMIZE_MANAGER], 'helm-controller') },
    {
      path: '2-release/check.sh',
      content: checkScript(adopted, { gone: [KUSTOMIZE_MANAGER], owner: 'helm-controller' }),
    },
    {
      path: '3-remove/check.sh',
      content: checkScript([...adopted, ...comparison.left.map(({ object }) => object)], {
        gone: [],
        extra: units.map(
          (name) =>
            `[ "$(${shell('kubectl', `--namespace=${namespace}`, 'get', 'kustomization.kustomize.toolkit.fluxcd.io', name, '--ignore-not-found', '--output=jsonpath={.spec.suspend}')})" != true ] || bad "Kustomization ${name} is still there, suspended"`,
        ),
      }),
    },
  ];
}

/**
 * Workloads whose pods run a script or a checksum of ours, of which the chart brings its own: they restart. What runs and
 * is not ours was taken over from the chart, and it brings the same again.
 */
function reworded(install: readonly KubeObject[], { adopted, scripts, checksums }: Comparison): KubeObject[] {
  const running = new Set(adopted.map(identityOf));
  const kept = new Set(scripts.map(({ object }) => identityOf(object)));
  const ownChecksum = (object: KubeObject): boolean => {
    const annotations = at(object, 'spec.template.metadata.annotations');
    return Object.entries(isMap(annotations) ? annotations : {}).some(
      ([key, value]) => key.includes('checksum') && !Object.hasOwn(checksums, String(value)),
    );
  };
  return install.filter(
    (object) =>
      running.has(identityOf(object)) &&
      (ownChecksum(object) || (!kept.has(identityOf(object)) && hasOwnScript(at(object, 'spec.template')))),
  );
}

/** Whether a value holds a command that is a shell with a script of several lines. */
function hasOwnScript(value: unknown): boolean {
  if (Array.isArray(value)) return (value as unknown[]).some(hasOwnScript);
  if (!isMap(value)) return false;
  const { command } = value;
  const words = Array.isArray(command) ? (command as readonly unknown[]) : [];
  if (words.at(-2) === '-c' && String(words.at(-1)).includes('\n')) return true;
  return Object.values(value).some(hasOwnScript);
}

function readme(
  cluster: string,
  namespace: string,
  units: readonly string[],
  comparison: Comparison,
  scripts: readonly KubeObject[],
): string {
  const { restarts, refused, content, created, left, checksums, adopted } = comparison;
  const running = Object.values(checksums).map((runs) => `- \`${runs}\``);
  return [
    `# Hand-over of ${cluster}: from manifests back to a HelmRelease`,
    '',
    'Three commits for your repository, with a check after each: go on only when it says `all as it must be`. Nothing is',
    'deleted and nothing is installed anew: Helm takes over what runs.',
    '',
    `${adopted.length} objects are taken over, ${created.length} are new, ${left.length} stay without an owner.`,
    '',
    ...chapter(
      'Pods that would restart',
      'The chart renders these otherwise than they run:',
      listedChanges(restarts),
      'None for their specification.',
    ),
    ...chapter(
      'Pods that restart for other words',
      'These run checksums or scripts of ours, and the chart brings its own, so their pods restart one after the other:',
      listed(scripts),
    ),
    ...chapter(
      'Checksums of the chart',
      'Taken over from the chart before, and the same again if the values that they are made of have not changed since:',
      running,
    ),
    ...chapter('Changes that the API server refuses', 'The installation would fail:', listedChanges(refused)),
    ...chapter('Other differences', 'Written when Helm takes over:', listedChanges(content)),
    '## 1. Suspend',
    '',
    `- Put [1-suspend/kustomization.yaml](1-suspend/kustomization.yaml) beside \`${cluster}/flux.yaml\`, so that Flux applies both: it suspends`,
    `  ${units.map((name) => `\`${name}\``).join(', ')}, and they delete nothing when they go.`,
    '- Commit, push, wait for Flux. Check: `sh 1-suspend/check.sh`.',
    '',
    '## 2. Let Helm take over',
    '',
    '- Run `sh 2-release/field-owners.sh`: helm-controller becomes the owner of the fields that kustomize-controller set.',
    "- In the cluster, write `delivery: flux({ mode: 'helm', … })` without `adopt`, run `cdk8s-cilium synth`, commit, push. Leave",
    '  `install.disableTakeOwnership` of the HelmRelease unset.',
    '- Wait until the HelmRelease is Ready. Check: `sh 2-release/check.sh`.',
    '',
    '## 3. Remove what is left',
    '',
    '- Take `1-suspend/kustomization.yaml` out again. If the Kustomization that applies `flux.yaml` does not prune, delete the',
    `  suspended ones: \`${shell('kubectl', `--namespace=${namespace}`, 'delete', 'kustomization.kustomize.toolkit.fluxcd.io', ...units)}\`.`,
    `  One that is still in \`${cluster}/flux.yaml\` goes on with what is left in its folder: do not delete that.`,
    '- Commit, push. Check: `sh 3-remove/check.sh`.',
    '',
    ...chapter(
      'What stays without an owner',
      'The chart does not render these; nothing deletes them:',
      listed(left.map(({ object }) => object)),
    ),
    ...chapter('What is new', 'Helm creates:', listed(created)),
  ].join('\n');
}
