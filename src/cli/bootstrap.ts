import { writeFileSync } from 'node:fs';
import { refuse, type Issue } from '../core/issue';
import { bootstrapCluster, kubectlBundle, talosPatch, type Bootstrap } from '../delivery/bootstrap';
import { drift, type Drift } from '../delivery/bootstrap-drift';
import { describe } from '../delivery/plan';
import type { Cluster } from '../model/cluster';
import { findApp } from './app-file';
import { command, usageError } from './command';
import { blame, chooseClusters, loadClusters } from './load-clusters';
import { objectsIn } from './old-output';
import { reportIssues } from './report';
import { err, out, styled, widthOf } from './streams';
import { readText } from './values-input';
import { WIDTH, wrap } from './wrap';

const FORMATS = { kubectl: kubectlBundle, talos: talosPatch } as const;

/** `bootstrap`: the network before GitOps can run, from the same source. */
export const bootstrap = command({
  usage: '[APP] CLUSTER [OPTIONS]',
  about: [
    'Prints one bundle that brings up the network of CLUSTER before Flux or Argo CD can run: a file for kubectl apply ' +
      "--server-side, or a patch of Talos' machine config. Its objects are, byte for byte, those that synth writes; " +
      "Cilium's custom resources and everything else whose kinds are not there on day zero are left to GitOps.",
    'With --check, writes nothing and tells where a cluster differs from the bundle; LIVE is what ' +
      'kubectl get -f BUNDLE --ignore-not-found -o yaml prints.',
  ],
  options: {
    format: { value: 'FORMAT', choices: Object.keys(FORMATS), help: 'what the bundle is for (default kubectl)' },
    out: { short: 'o', value: 'FILE', help: 'file to write (default standard output)' },
    check: { value: 'LIVE', help: 'tell the differences to a dump of the cluster, - for standard input' },
  },
  examples: [
    'cdk8s-cilium bootstrap anton --out bootstrap.yaml',
    'cdk8s-cilium bootstrap anton --format talos --out talos/cilium.yaml',
    'cdk8s-cilium bootstrap anton --check live.yaml',
  ],
  async run(given) {
    const { app, rest } = findApp(given.positionals);
    const [name, ...more] = rest;
    if (name === undefined || more.length > 0) {
      usageError('bootstrap wants one cluster', {
        ...(rest.length > 0 ? { got: rest.join(' ') } : {}),
        fix: 'write cdk8s-cilium bootstrap CLUSTER',
      });
    }
    const [cluster] = chooseClusters(await loadClusters(app), [name]);
    if (!cluster) return 2;
    const bundle = render(cluster);
    const live = given.value('check');
    if (live !== undefined) return check(cluster, bundle, live);
    const format = (given.value('format') ?? 'kubectl') as keyof typeof FORMATS;
    const file = given.value('out');
    const text = FORMATS[format]({
      cluster: cluster.name,
      release: cluster.spec.cilium,
      delivery: cluster.spec.delivery,
      bootstrap: bundle,
      file: file ?? (format === 'talos' ? 'cilium-patch.yaml' : 'bootstrap.yaml'),
    });
    reportIssues([...bundle.issues, ...(format === 'talos' ? [AGAIN] : [])]);
    if (file === undefined) out(text);
    else {
      write(file, text);
      const counts = bundle.stages.map(({ stage, objects }) => `${stage} ${objects.length}`).join(', ');
      out(`${styled(1, 'bold', cluster.name)}  Cilium ${cluster.spec.cilium} in ${file}: ${counts}\n`);
      if (bundle.later.length > 0) err(`${bundle.later.length} objects are left to GitOps: see the head of the file\n`);
    }
    return 0;
  },
});

const AGAIN: Issue = {
  code: 'talos-upgrade',
  severity: 'warning',
  path: 'cluster.inlineManifests',
  message:
    'talosctl upgrade-k8s applies these manifests again, over what GitOps has changed since, and from Talos 1.13 on' +
    ' deletes what was among them and is not any more',
  fix: 'before each upgrade write the patch anew and check with --check; take it out with --manifests-no-prune only',
};

function render(cluster: Cluster): ReturnType<typeof bootstrapCluster> {
  try {
    return bootstrapCluster(cluster);
  } catch (error) {
    throw blame(error);
  }
}

function write(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    refuse({
      code: 'output-unwritable',
      path: '',
      message: `${file} cannot be written: ${code ?? String(error)}`,
      fix: 'name a file in a folder that is there',
    });
  }
}

function check(cluster: Cluster, { stages }: Bootstrap, live: string): number {
  const objects = stages.flatMap((each) => each.objects);
  const found = drift(objects, objectsIn(readText(live, live === '-' ? 'standard input' : live), live));
  const missing = found.filter((each) => each.missing).length;
  const counts = [
    ...(found.length > missing ? [`${found.length - missing} of ${objects.length} objects differ`] : []),
    ...(missing > 0 ? [`${missing} are missing`] : []),
  ];
  const head = counts.join(', ') || `all ${objects.length} objects are as the bundle has them`;
  out(`${styled(1, 'bold', cluster.name)}  ${head}\n${found.flatMap(linesOf).join('')}`);
  return found.length > 0 ? 1 : 0;
}

function linesOf({ object, missing, changes }: Drift): string[] {
  const width = Math.min(widthOf(1) ?? WIDTH, 120);
  const lines = changes.map(({ path, from, to }) =>
    from === undefined
      ? `${path}: only in the cluster`
      : to === undefined
        ? `${path}: not in the cluster`
        : describe({ path, from, to }),
  );
  return [`  ${missing ? 'missing' : 'differs'}  ${object}`, ...lines.map((line) => `           ${line}`)]
    .flatMap((line, i) => wrap(line, i === 0 ? 11 : 13, width))
    .map((line) => `${line}\n`);
}
