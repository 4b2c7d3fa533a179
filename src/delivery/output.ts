import { IssueError, refuse, sortIssues } from '../core/issue';
import { emitYaml, inKubernetesOrder } from '../core/yaml-emit';
import type { KubeObject } from '../model/render-context';
import { excludedKinds } from './argo-config';
import { applicationSetFile } from './argo-fleet';
import { argoFiles, CONFIG_PATCH } from './argo-files';
import { withoutCRD, type CRDInput } from './crds';
import { deliverable } from './deliverable';
import { fileNames, identityOf } from './file-name';
import { fluxKustomizations } from './flux-kustomizations';
import { fluxRelease } from './flux-release';
import type { ClusterManifests } from './manifests';
import { summary } from './summary';
import { byUnit } from './unit';

export type { ClusterManifests } from './manifests';

/** One file of the output: a path with slashes, relative to the cluster's folder, and its whole content. */
export interface OutputFile {
  readonly path: string;
  readonly content: string;
}

/**
 * The files of one cluster: a folder with a kustomization.yaml for each delivery unit and a file for each object in it,
 * SUMMARY.md for reviewers, and the Flux or Argo CD objects that apply the units. Pure: the same input, the same bytes.
 */
export function outputFiles(manifests: ClusterManifests): OutputFile[] {
  const { cluster, release, kubernetes, issues, delivery } = manifests;
  const objects = delivered(manifests);
  const crds: CRDInput = { release, install: manifests.objects };
  refuseFolder(cluster);
  refuseDuplicates(cluster, objects);
  const errors = withoutCRD(crds, objects);
  if (errors.length > 0) throw new IssueError(sortIssues(errors));
  const units = byUnit(objects);
  const files: OutputFile[] = [];
  const named = new Map(
    [...units].map(([unit, members]) => {
      const names = fileNames(members);
      return [
        unit,
        members.map((object, i) => ({ object, file: names[i] as string })).sort((a, b) => (a.file < b.file ? -1 : 1)),
      ];
    }),
  );
  for (const [unit, members] of named) {
    for (const { object, file } of members) {
      files.push({ path: `${unit}/${file}`, content: emitYaml(inKubernetesOrder(object)) });
    }
    files.push({
      path: `${unit}/kustomization.yaml`,
      content: emitYaml({
        apiVersion: 'kustomize.config.k8s.io/v1beta1',
        kind: 'Kustomization',
        resources: members.map(({ file }) => file),
      }),
    });
  }
  files.push({
    path: 'SUMMARY.md',
    content: summary({ cluster, release, kubernetes, issues, units: named, byHand: byHand(manifests) }),
  });
  if (delivery?.by === 'flux')
    files.push({ path: 'flux.yaml', content: stream(fluxKustomizations(cluster, units, delivery, crds)) });
  if (delivery?.by === 'argocd') {
    for (const [path, content] of argoFiles(manifests, objects, [...units.keys()], delivery))
      files.push({ path, content: typeof content === 'string' ? content : stream(content) });
  }
  return files;
}

/** What nobody applies for the user. */
function byHand({ objects, delivery }: ClusterManifests): string[] {
  if (delivery?.by !== 'argocd') return [];
  const patch =
    `\`kubectl -n ${delivery.namespace} patch configmap argocd-cm --patch-file ${CONFIG_PATCH}\`: Argo CD's own ` +
    'configuration, which is yours. It replaces `resource.exclusions` by the default list of Argo CD with what Cilium ' +
    'needs; put exclusions of your own into it first.';
  if (delivery.fleet === undefined) return [patch];
  const excluded = excludedKinds(objects).join(' and ');
  const set = applicationSetFile(delivery.fleet);
  return [
    excluded === ''
      ? patch
      : `${patch} Of the fleet's patches apply this one last: by others, Argo CD leaves out ${excluded}, which this cluster has.`,
    ...(delivery.project === undefined
      ? ["`kubectl apply -f argocd.yaml`: this cluster's AppProject, without which it gets no Applications."]
      : []),
    `\`kubectl apply -f ${set}\`: the ApplicationSet, which is the same in every cluster of the fleet: one is enough. It ` +
      'deletes nothing: the Application of a unit or a cluster that is gone stays until you delete it.',
  ];
}

/** The objects that stand in the units' folders: in helm mode what the chart does not make, and for Flux its release. */
export function delivered(manifests: ClusterManifests): KubeObject[] {
  const { release, objects, own = [], values = {}, namespace = 'kube-system', delivery } = manifests;
  if (delivery?.mode !== 'helm') return deliverable(objects, delivery);
  const chart = delivery.by === 'flux' ? fluxRelease({ release, namespace, values }, delivery) : [];
  return deliverable([...chart, ...own], delivery);
}

function stream(objects: readonly object[]): string {
  return objects.map((object) => emitYaml(object)).join('---\n');
}

/** A name that can leave the output's folder, or that some file system does not take, is no cluster's. */
function refuseFolder(cluster: string): void {
  if (/^[a-z0-9](?:[a-z0-9.-]{0,61}[a-z0-9])?$/i.test(cluster) && !cluster.includes('..')) return;
  refuse({
    code: 'cluster-name',
    path: 'cluster',
    message: 'the name of a cluster names a folder of the output',
    got: cluster,
    allowed: 'at most 63 letters, digits, dots and dashes, a letter or digit first and last',
  });
}

function refuseDuplicates(cluster: string, objects: readonly KubeObject[]): void {
  const seen = new Set<string>();
  for (const object of objects) {
    const identity = identityOf(object);
    if (seen.has(identity)) {
      refuse({
        code: 'duplicate-object',
        path: `${cluster}.${identity}`,
        message: 'two objects of the cluster are the same for the API server',
        fix: 'rename one of them, or leave one out',
      });
    }
    seen.add(identity);
  }
}
