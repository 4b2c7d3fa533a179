import { emitYaml } from '../core/yaml-emit';
import type { FluxDelivery } from '../model/delivery';
import type { KubeObject } from '../model/render-context';
import { identityOf } from './file-name';
import type { Comparison, Differing, LeftOver } from './handover';
import { KUSTOMIZATION_NAME, type LiveObject, type LiveRelease } from './handover-live';
import { HELM_MANAGERS, KUSTOMIZE_MANAGER } from './handover-owners';
import { checkScript, ownersScript, resourceOf, script, shell } from './handover-scripts';
import type { OutputFile } from './output';
import { unitOf } from './unit';

/** What a recipe is written from. */
export interface RecipeInput {
  readonly cluster: string;
  readonly delivery: FluxDelivery;
  readonly live: LiveRelease;
  readonly comparison: Comparison;
  /** Rendered objects that another Kustomization than ours applies today. */
  readonly foreign: readonly LiveObject[];
}

/** The files of the recipe from a HelmRelease to our manifests: a folder a commit, and a README with the steps. */
export function handoverRecipe(input: RecipeInput): OutputFile[] {
  const { live, comparison } = input;
  const { helmRelease, kustomization, release, storageNamespace } = live;
  const suspend = script(
    ['Checks what must be true before objects are adopted. Ends with 1 if it is not.'],
    [
      'failed=0',
      'bad() { echo "$*" >&2; failed=1; }',
      `[ "$(${get('helmrelease.helm.toolkit.fluxcd.io', helmRelease, '{.spec.suspend}')})" = true ] || bad "the HelmRelease is not suspended"`,
      ...(kustomization
        ? [
            `[ "$(${get('kustomization.kustomize.toolkit.fluxcd.io', kustomization, '{.spec.prune}')})" = false ] || bad "the Kustomization still prunes"`,
            `[ "$(${get('kustomization.kustomize.toolkit.fluxcd.io', kustomization, '{.spec.deletionPolicy}')})" = Orphan ] || bad "the Kustomization would delete what it applied, when it is deleted"`,
          ]
        : []),
      '[ "$failed" = 0 ] && echo "all as it must be"',
      'exit "$failed"',
    ],
  );
  return [
    { path: 'README.md', content: readme(input) },
    {
      path: '1-suspend/helmrelease.patch.yaml',
      content: emitYaml({
        apiVersion: 'helm.toolkit.fluxcd.io/v2',
        kind: 'HelmRelease',
        metadata: { ...helmRelease, annotations: { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' } },
        spec: { suspend: true },
      }),
    },
    ...(kustomization
      ? [
          {
            path: '1-suspend/kustomization.patch.yaml',
            content: emitYaml({
              apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
              kind: 'Kustomization',
              metadata: kustomization,
              spec: { prune: false, deletionPolicy: 'Orphan' },
            }),
          },
        ]
      : []),
    { path: '1-suspend/check.sh', content: suspend },
    { path: '2-adopt/adopt.ts', content: adoptSnippet(comparison) },
    ...(comparison.scripts.length > 0 ? [{ path: '2-adopt/kustomization.yaml', content: scriptsOverlay(input) }] : []),
    { path: '2-adopt/field-owners.sh', content: ownersScript(comparison.adopted, HELM_MANAGERS, KUSTOMIZE_MANAGER) },
    {
      path: '2-adopt/check.sh',
      content: checkScript(comparison.adopted, { gone: HELM_MANAGERS, owner: KUSTOMIZE_MANAGER }),
    },
    {
      path: '3-remove/release.sh',
      content: script(
        [
          'Removes the HelmRelease without uninstalling: suspended, and first of all without the record that Helm',
          'would uninstall by. Changes no object of Cilium but for the labels of Helm on those that stay without an owner.',
        ],
        [
          // Into a variable first: so the script ends here if the question fails.
          `state=$(${get('helmrelease.helm.toolkit.fluxcd.io', helmRelease, '{.metadata.name}={.spec.suspend}')} --ignore-not-found)`,
          'case "$state" in',
          `  '' | ${helmRelease.name}=true) ;;`,
          '  *)',
          '    echo "the HelmRelease is not suspended: nothing was removed" >&2',
          '    exit 1',
          '    ;;',
          'esac',
          shell(
            'kubectl',
            `--namespace=${storageNamespace}`,
            'delete',
            'secret',
            `--selector=owner=helm,name=${release.name}`,
          ),
          shell(
            'kubectl',
            `--namespace=${helmRelease.namespace}`,
            'delete',
            'helmrelease.helm.toolkit.fluxcd.io',
            helmRelease.name,
            '--ignore-not-found',
          ),
          ...comparison.left.flatMap(({ object }) => unlabelled(object)),
        ],
      ),
    },
    {
      path: '3-remove/check.sh',
      content: checkScript([...comparison.adopted, ...comparison.left.map(({ object }) => object)], {
        gone: [],
        extra: [
          `[ -z "$(${get('helmrelease.helm.toolkit.fluxcd.io', helmRelease, '{.metadata.name}')} --ignore-not-found)" ] || bad "the HelmRelease is still there"`,
          `[ -z "$(${shell('kubectl', `--namespace=${storageNamespace}`, 'get', 'secret', `--selector=owner=helm,name=${release.name}`, '--output=name')})" ] || bad "Helm still has a record of the release"`,
        ],
      }),
    },
  ];
}

function get(resource: string, { name, namespace }: { name: string; namespace: string }, path: string): string {
  return shell('kubectl', `--namespace=${namespace}`, 'get', resource, name, `--output=jsonpath=${path}`);
}

/** Helm's marks off an object that stays without an owner: a later Helm would take it for its own. */
function unlabelled(object: LiveObject): string[] {
  const target = [`--namespace=${object.metadata.namespace ?? ''}`];
  const what = [resourceOf(object), object.metadata.name];
  const marks = ['app.kubernetes.io/managed-by', 'helm.toolkit.fluxcd.io/name', 'helm.toolkit.fluxcd.io/namespace'];
  return [
    shell('kubectl', ...target, 'label', ...what, ...marks.map((mark) => `${mark}-`)),
    shell('kubectl', ...target, 'annotate', ...what, 'meta.helm.sh/release-name-', 'meta.helm.sh/release-namespace-'),
  ];
}

/**
 * A kustomization beside flux.yaml that lets Flux write the running scripts in the place of ours, so that no pod
 * restarts for other words: as patches of the Kustomizations, which apply them when they build.
 */
function scriptsOverlay({ cluster, delivery, comparison }: RecipeInput): string {
  const units = new Map<string, object[]>();
  for (const { object, changes } of comparison.scripts) {
    const name = kustomizationName(cluster, delivery, object);
    const patches = changes.map(({ path, from }) => ({
      target: { kind: object.kind, name: object.metadata.name, namespace: object.metadata.namespace },
      // JSON, since kustomize trims a patch, and with it the end of a script.
      patch: JSON.stringify({
        apiVersion: object.apiVersion,
        kind: object.kind,
        metadata: { name: object.metadata.name, namespace: object.metadata.namespace },
        ...nested(path, from),
      }),
    }));
    units.set(name, [...(units.get(name) ?? []), ...patches]);
  }
  return emitYaml({
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    resources: ['flux.yaml'],
    patches: [...units].map(([name, patches]) => ({
      patch: emitYaml({
        apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
        kind: 'Kustomization',
        metadata: {
          name,
          namespace: delivery.namespace,
          // The Kustomization above must not take a shell's variables for its own.
          ...(JSON.stringify(patches).includes('${')
            ? { annotations: { 'kustomize.toolkit.fluxcd.io/substitute': 'disabled' } }
            : {}),
        },
        spec: { patches },
      }),
    })),
  });
}

/** `a.b[name].c` as nested maps and lists, the value at its end. */
function nested(path: string, value: unknown): object {
  const steps = [...path.matchAll(/[^.[\]]+|\[([^\]]+)\]/g)];
  return steps.reduceRight<unknown>(
    (inner, [step, item]) => (item === undefined ? { [step]: inner } : [{ name: item, ...(inner as object) }]),
    value,
  ) as object;
}

/** The Kustomization of ours that applies an object. */
export function kustomizationName(cluster: string, { prefix, kubeConfig }: FluxDelivery, object: KubeObject): string {
  return `${prefix ?? (kubeConfig ? `${cluster}-cilium` : 'cilium')}-${unitOf(object)}`;
}

function adoptSnippet({ checksums }: Comparison): string {
  const entries = Object.entries(checksums).map(([own, running]) => `    '${own}': '${running}',`);
  return [
    '// For `delivery: flux({ … })` of the cluster. A checksum that is none of the keys any more is written as it is,',
    '// so that the next change restarts the pods as usual; then this can go.',
    ...(entries.length === 0
      ? ['// All checksums are those that run already: nothing is needed.', 'adopt: {},']
      : ['adopt: {', '  checksums: {', ...entries, '  },', '},']),
    '',
  ].join('\n');
}

/** A list of objects in Markdown. */
export function listed(objects: readonly KubeObject[]): string[] {
  return objects.map((object) => `- \`${identityOf(object)}\``);
}

/** A list of objects and their changed fields in Markdown; nothing of a Secret's is shown. */
export function listedChanges(found: readonly Differing[]): string[] {
  return found.flatMap(({ object, changes }) => [
    `- \`${identityOf(object)}\``,
    ...changes.slice(0, 20).map(({ path, from, to }) => `  - \`${path}\`: runs ${shown(from)}, rendered ${shown(to)}`),
    ...(changes.length > 20 ? [`  - … and ${changes.length - 20} more`] : []),
  ]);
}

function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return `\`${(text.length > 100 ? `${text.slice(0, 99)}…` : text).replace(/`/g, "'")}\``;
}

/** A chapter, where it has something to say. */
export function chapter(title: string, about: string, lines: readonly string[], none?: string): string[] {
  if (lines.length === 0) return none === undefined ? [] : [`## ${title}`, '', none, ''];
  return [`## ${title}`, '', about, '', ...lines, ''];
}

function leftLine({ object, needed, why }: LeftOver): string {
  const remove = shell(
    'kubectl',
    ...(object.metadata.namespace === undefined ? [] : [`--namespace=${object.metadata.namespace}`]),
    'delete',
    resourceOf(object),
    object.metadata.name,
  );
  return `- \`${identityOf(object)}\`: ${needed ? '**stays**' : 'stays'}; ${why}.${needed ? '' : ` Afterwards, if you do not need it: \`${remove}\`.`}`;
}

function readme({ cluster, delivery, live, comparison, foreign }: RecipeInput): string {
  const { helmRelease, kustomization, release } = live;
  const old = kustomization ? `Kustomization \`${kustomization.namespace}/${kustomization.name}\`` : undefined;
  const source =
    live.chartRef &&
    shell(
      'kubectl',
      `--namespace=${live.chartRef.namespace}`,
      'delete',
      `${live.chartRef.kind.toLowerCase()}.source.toolkit.fluxcd.io`,
      live.chartRef.name,
    );
  const moved = foreign.map(
    (object) =>
      `- \`${identityOf(object)}\`, now of Kustomization \`${String(object.metadata.labels?.[KUSTOMIZATION_NAME])}\``,
  );
  const { restarts, refused, content, created, left, checksums } = comparison;
  return [
    `# Hand-over of ${cluster}: from HelmRelease ${helmRelease.namespace}/${helmRelease.name} to manifests`,
    '',
    'Deleting a HelmRelease uninstalls what it installed, here the network of the cluster. helm-controller does not do so',
    'while the HelmRelease is suspended (1.6.4, internal/controller/helmrelease_controller.go, reconcileDelete). These are',
    'three commits for your repository, with a check after each: go on only when it says `all as it must be`. Until the',
    'third one, the way back is to revert.',
    '',
    `${comparison.adopted.length} objects are taken over, ${created.length} are new, ${left.length} stay without an owner.`,
    '',
    ...chapter(
      'Pods that would restart',
      'Make the cluster render these as they run, and make this recipe again:',
      listedChanges(restarts),
      'None: every pod template is the running one.',
    ),
    ...chapter(
      'Changes that the API server refuses',
      'The second commit would fail. Make the cluster render these as they run:',
      listedChanges(refused),
    ),
    ...chapter(
      'Other differences',
      'Applied by the second commit. Pods keep what they read at their start until they restart:',
      listedChanges(content),
    ),
    '## 1. Suspend',
    '',
    `- Add what is in [1-suspend/helmrelease.patch.yaml](1-suspend/helmrelease.patch.yaml) to the HelmRelease.`,
    ...(old
      ? [
          `- Add what is in [1-suspend/kustomization.patch.yaml](1-suspend/kustomization.patch.yaml) to the ${old}, which applies it.`,
        ]
      : []),
    '- Commit, push, wait for Flux. Check: `sh 1-suspend/check.sh`.',
    '',
    '## 2. Adopt',
    '',
    '- Run `sh 2-adopt/field-owners.sh`: kustomize-controller becomes the owner of the fields that Helm set, so that those',
    '  which are no longer rendered go with its first apply. It changes no content, and is refused where the dump is stale.',
    Object.keys(checksums).length > 0
      ? "- Copy [2-adopt/adopt.ts](2-adopt/adopt.ts) into the cluster's `delivery`, so that the running checksums stay."
      : '- The running checksums are those that are rendered: nothing to copy from 2-adopt/adopt.ts.',
    ...(comparison.scripts.length > 0
      ? [
          "- Copy [2-adopt/kustomization.yaml](2-adopt/kustomization.yaml) beside the output's `flux.yaml`, and let Flux apply it: shell scripts",
          "  of pods are rendered in other words than the chart's, and with this the running ones stay. Take it out with the",
          '  first change that restarts these pods anyway, an upgrade for instance:',
          ...listed(comparison.scripts.map(({ object }) => object)).map((line) => `  ${line}`),
        ]
      : []),
    `- Run \`cdk8s-cilium synth\`, commit the output, and let Flux apply its \`${cluster}/flux.yaml\` (path \`${delivery.path}\`).`,
    ...(moved.length > 0
      ? [
          '- In the same commit, take these out of the folder that applies them today; with pruning off they stay:',
          ...moved.map((line) => `  ${line}`),
        ]
      : []),
    `- Wait until \`kubectl --namespace=${delivery.namespace} get kustomizations --selector=cdk8s-cilium/cluster=${cluster}\` shows all Ready. Check: \`sh 2-adopt/check.sh\`.`,
    '',
    '## 3. Remove the release',
    '',
    `- Take the HelmRelease and its source${old ? `, and the ${old} if nothing else is in it,` : ''} out of the repository; commit, push,`,
    '  wait for Flux. With pruning off, this deletes nothing.',
    '- Run `sh 3-remove/release.sh`. It stops if the HelmRelease is not suspended, and deletes first what Helm would',
    `  uninstall by: its record, the Secrets \`sh.helm.release.v1.${release.name}.v*\` in \`${live.storageNamespace}\`.`,
    '- Check: `sh 3-remove/check.sh`.',
    ...(source ? [`- The source stays, too; if nothing else uses it: \`${source}\`.`] : []),
    '',
    ...chapter(
      'What stays without an owner',
      'Nothing of the release is deleted. Helm installed these, and they are not rendered:',
      left.map(leftLine),
    ),
    ...chapter('What is new', 'The second commit creates:', listed(created)),
  ].join('\n');
}
