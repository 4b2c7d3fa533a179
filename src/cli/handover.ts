import { readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import type * as Yaml from 'yaml';
import { renderCluster, templateInput } from '../constructs/cluster';
import { renderTemplate } from '../constructs/template';
import { refuse, type Issue } from '../core/issue';
import type { Json } from '../core/json';
import { deliverable } from '../delivery/deliverable';
import { identityOf } from '../delivery/file-name';
import { compareWithLive, type Comparison, type Differing } from '../delivery/handover';
import { handoverBackRecipe, kustomizationsOf } from '../delivery/handover-back';
import { KUSTOMIZATION_NAME, liveObjects, liveRelease, type LiveObject } from '../delivery/handover-live';
import { handoverRecipe, kustomizationName } from '../delivery/handover-recipe';
import { resourceOf, shell } from '../delivery/handover-scripts';
import type { OutputFile } from '../delivery/output';
import type { Cluster } from '../model/cluster';
import type { FluxDelivery } from '../model/delivery';
import type { KubeObject } from '../model/render-context';
import { findApp } from './app-file';
import { command, usageError, type Arguments } from './command';
import { blame, chooseClusters, loadClusters } from './load-clusters';
import { reportIssues } from './report';
import { out, styled } from './streams';
import { writeOutput } from './write-output';

/** `handover`: the recipe for changing the owner of a running install, from what runs and from what is rendered. */
export const handover = command({
  usage: '[APP] CLUSTER --live FILE [OPTIONS]',
  about: [
    'Writes the recipe that hands a running install over from a Flux HelmRelease to the manifests of CLUSTER, without ' +
      'deleting anything and without restarting pods: three commits, with checks between them. With --back, from the ' +
      'manifests to a HelmRelease. Without --live, prints the command that makes the dump of what runs.',
    'Exits with 1 if pods would restart, or if the API server would refuse a change.',
  ],
  options: {
    live: { value: 'FILE', help: 'dump of what runs; - reads standard input, so that no Secret is written to disk' },
    release: { value: 'NAME', help: 'the HelmRelease, NAME or NAMESPACE/NAME (default the one that installed Cilium)' },
    out: { short: 'o', value: 'FOLDER', help: 'folder of the recipe (default handover)' },
    back: { help: 'from manifests back to a HelmRelease' },
    format: { value: 'FORMAT', choices: ['text', 'json'], help: 'output format' },
  },
  examples: ['cdk8s-cilium handover anton', 'cdk8s-cilium handover anton --live live.yaml --out handover'],
  async run(given) {
    const { app, rest } = findApp(given.positionals);
    const [name, ...more] = rest;
    if (name === undefined || more.length > 0)
      usageError('handover wants one cluster', {
        got: rest.join(' ') || 'none',
        fix: 'name it: cdk8s-cilium handover anton',
      });
    const [cluster] = chooseClusters(await loadClusters(app), [name]);
    if (!cluster) return 2;
    const delivery = fluxOf(cluster);
    const { install, custom, all } = rendered(cluster, delivery);
    const back = given.has('back');
    if (back && given.has('release'))
      usageError('--release is for the way there, not for the way back', { fix: 'leave it out' });
    const live = given.value('live');
    if (live === undefined) {
      out(`${dumpCommand(cluster, delivery, { all, custom }, given)}\n`);
      return 0;
    }
    const objects = liveObjects(documentsOf(live));
    const { files, comparison } = back
      ? wayBack(cluster, delivery, { install, custom }, objects)
      : wayThere(cluster, delivery, all, objects, given.value('release'));
    const root = given.value('out') ?? 'handover';
    const { written, issues } = writeOutput(root, cluster.name, files);
    const found = [...findings(comparison), ...issues];
    const folder = join(root, cluster.name).split(sep).join('/');
    if (given.value('format') === 'json') out(`${JSON.stringify(asJson(folder, comparison, found), null, 2)}\n`);
    else {
      reportIssues(found);
      out(
        `${styled(1, 'bold', cluster.name)}  ${comparison.adopted.length} objects to take over, ${comparison.created.length} new, ` +
          `${comparison.left.length} left: ${folder}/README.md (${written.length} written)\n`,
      );
    }
    return found.some(({ severity }) => severity === 'error') ? 1 : 0;
  },
});

function fluxOf(cluster: Cluster): FluxDelivery {
  const { delivery } = cluster.spec;
  if (delivery?.by === 'flux' && delivery.mode === 'manifests') return delivery;
  return refuse({
    code: 'handover-delivery',
    path: `${cluster.name}: delivery`,
    message: 'a hand-over is between a HelmRelease and manifests that Flux applies',
    got: delivery === undefined ? 'no delivery' : delivery.by === 'flux' ? "mode: 'helm'" : 'Argo CD',
    allowed: "flux({ … }) in mode 'manifests'",
    fix: 'write the delivery as it is when the manifests run; also for --back',
  });
}

/** What the chart would install (without its hooks, which are no part of a release), and what our units hold. */
function rendered(
  cluster: Cluster,
  delivery: FluxDelivery,
): { install: KubeObject[]; custom: readonly KubeObject[]; all: KubeObject[] } {
  try {
    const { adopt: _adopt, ...plain } = delivery;
    const install = renderTemplate(templateInput(cluster)).objects;
    const { objects } = renderCluster(cluster);
    return {
      custom: objects.slice(install.length),
      install: install.filter(({ metadata }) => !Object.hasOwn(metadata.annotations ?? {}, 'helm.sh/hook')),
      all: deliverable(objects, plain),
    };
  } catch (error) {
    throw blame(error);
  }
}

interface Way {
  readonly comparison: Comparison;
  readonly files: readonly OutputFile[];
}

function wayThere(
  { name }: Cluster,
  delivery: FluxDelivery,
  all: readonly KubeObject[],
  objects: readonly LiveObject[],
  wanted: string | undefined,
): Way {
  const live = liveRelease(objects, wanted);
  const ours = new Set(all.map(identityOf));
  const members = new Set(live.members);
  const others = objects.filter((object) => !members.has(object) && ours.has(identityOf(object)));
  const comparison = compareWithLive(live.members, all, [...live.members, ...others]);
  const foreign = others.filter((object) => {
    const by = object.metadata.labels?.[KUSTOMIZATION_NAME];
    return typeof by === 'string' && by !== kustomizationName(name, delivery, object);
  });
  return { comparison, files: handoverRecipe({ cluster: name, delivery, live, comparison, foreign }) };
}

function wayBack(
  { name }: Cluster,
  delivery: FluxDelivery,
  { install, custom }: { install: readonly KubeObject[]; custom: readonly KubeObject[] },
  objects: readonly LiveObject[],
): Way {
  const own = objects.filter(
    (object) => object.metadata.labels?.[KUSTOMIZATION_NAME] === kustomizationName(name, delivery, object),
  );
  if (own.length === 0)
    refuse({
      code: 'handover-no-manifests',
      path: name,
      message: 'no object of the dump is applied by the Kustomizations of this cluster',
      got: kustomizationsOf(objects).join(', ') || 'no Kustomizations',
      fix: 'make the dump again with the command that `cdk8s-cilium handover CLUSTER --back` prints',
    });
  // Custom resources and policies stay with their Kustomizations: in helm mode they are delivered as before.
  const staying = new Set(custom.map(identityOf));
  const members = own.filter((object) => !staying.has(identityOf(object)));
  const comparison = compareWithLive(members, install);
  return {
    comparison,
    files: handoverBackRecipe({ cluster: name, namespace: delivery.namespace, comparison, install }),
  };
}

/** The command that makes the dump. Secrets are in it, so it goes through a pipe. */
function dumpCommand(
  { name }: Cluster,
  delivery: FluxDelivery,
  { all, custom }: { all: readonly KubeObject[]; custom: readonly KubeObject[] },
  given: Arguments<'release' | 'back'>,
): string {
  const everything = `"$(kubectl api-resources --verbs=list --output=name | grep -v '^events' | paste -sd, -)"`;
  const rest = ['--all-namespaces', '--show-managed-fields', '--output=yaml'];
  const release = given.value('release')?.split('/').at(-1) ?? 'cilium';
  const units = [...new Set(all.map((object) => kustomizationName(name, delivery, object)))];
  const kinds = [...new Set(custom.map(resourceOf))];
  const gets = given.has('back')
    ? [
        [
          'kubectl get',
          everything,
          shell(`--selector=kustomize.toolkit.fluxcd.io/name in (${units.join(',')})`, ...rest),
        ],
      ]
    : [
        ['kubectl get', everything, shell(`--selector=helm.toolkit.fluxcd.io/name=${release}`, ...rest)],
        ['kubectl get', 'helmreleases.helm.toolkit.fluxcd.io', shell(...rest)],
        ...(kinds.length > 0 ? [['kubectl get', kinds.join(','), shell(...rest)]] : []),
      ];
  const options = [
    ...(given.has('back') ? ['--back'] : []),
    ...(given.value('release') ? ['--release', given.value('release') as string] : []),
  ];
  return [
    `{ ${gets.map((words) => words.join(' ')).join(';\n  echo ---; ')}; } |`,
    `  ${shell('cdk8s-cilium', 'handover', name, ...options, '--live', '-')}`,
  ].join('\n');
}

function documentsOf(file: string): Json[] {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- costs 15 ms, and the other half of this command does without
  const yaml = require('yaml') as typeof Yaml;
  const documents = yaml.parseAllDocuments(textOf(file), { uniqueKeys: false });
  const list = Array.isArray(documents) ? documents : [];
  return list.map((document) => {
    const [broken] = document.errors;
    if (broken)
      refuse({
        code: 'handover-unreadable',
        path: file,
        message: `the dump is no YAML: ${broken.message.split('\n')[0] ?? ''}`,
        fix: 'make it with --output=yaml or --output=json',
      });
    return document.toJS() as Json;
  });
}

function textOf(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (error) {
    return refuse({
      code: 'handover-unreadable',
      path: file,
      message: `cannot read the dump: ${(error as NodeJS.ErrnoException).code ?? String(error)}`,
      fix: 'make it with the command that `cdk8s-cilium handover CLUSTER` prints',
    });
  }
}

function findings({ restarts, refused, content }: Comparison): Issue[] {
  const issue = (severity: Issue['severity'], code: string, message: string, fix: string) => {
    return ({ object, changes }: Differing): Issue => ({
      code,
      severity,
      path: identityOf(object),
      message,
      got: changes.map(({ path }) => path).join(', '),
      fix,
    });
  };
  return [
    ...restarts.map(
      issue(
        'error',
        'handover-restart',
        'its pods would restart',
        'make the cluster render it as it runs, hand over, and change it afterwards',
      ),
    ),
    ...refused.map(
      issue(
        'error',
        'handover-refused',
        'the API server would refuse the change',
        'make the cluster render it as it runs',
      ),
    ),
    ...content.map(
      issue(
        'warning',
        'handover-content',
        'what is rendered differs from what runs',
        'look at the README of the recipe; pods notice when they restart',
      ),
    ),
  ];
}

function asJson(folder: string, comparison: Comparison, issues: readonly Issue[]): object {
  const { adopted, created, left, checksums, restarts } = comparison;
  const names = (objects: readonly KubeObject[]): string[] => objects.map(identityOf);
  return {
    folder,
    adopt: { checksums },
    restarts: restarts.map(({ object, changes }) => ({ object: identityOf(object), changes })),
    takenOver: names(adopted),
    created: names(created),
    left: left.map(({ object, needed, why }) => ({ object: identityOf(object), needed, why })),
    issues,
  };
}
