/**
 * Renders, and with a folder writes, a number of clusters in one process: node fleet.js COUNT [FOLDER [only]]. With
 * `only`, it makes and renames as many files with the same bytes: what the disk takes, whoever writes.
 */
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { anton } from '../src/clusters/anton';
import { defineCluster } from '../src';
import { renderCluster } from '../src/constructs/cluster';
import { emitYaml } from '../src/core/yaml-emit';
import { outputFiles } from '../src/delivery/output';
import { userValues } from '../src/model/effective';
import { writeOutput } from '../src/cli/write-output';

async function main(what?: string, folder?: string, only?: string): Promise<void> {
  if (what === 'values') {
    process.stdout.write(emitYaml(userValues(anton)));
    return;
  }
  const count = Number(what);
  if (folder !== undefined && only !== undefined) {
    print(count, 0, makeFiles(count, folder));
    return;
  }
  let objects = 0;
  const start = process.hrtime.bigint();
  for (let i = 0; i < count; i++) {
    // Each is a cluster of its own: nothing that one made can be handed to the next.
    const cluster = defineCluster(`cluster-${i}`, {
      ...anton.spec,
      extends: [anton],
      values: { cluster: { name: `cluster-${i}`, id: 1 + (i % 255) } },
    });
    const rendered = renderCluster(cluster);
    objects += rendered.objects.length;
    if (folder === undefined) continue;
    const { cilium, kubernetes, delivery } = cluster.spec;
    await writeOutput(
      folder,
      cluster.name,
      outputFiles({ cluster: cluster.name, release: cilium, kubernetes, ...rendered, delivery }),
    );
  }
  print(count, objects, secondsSince(start));
}

function makeFiles(count: number, folder: string): number {
  const { cilium, kubernetes, delivery } = anton.spec;
  const rendered = renderCluster(anton);
  const files = outputFiles({ cluster: anton.name, release: cilium, kubernetes, ...rendered, delivery });
  const start = process.hrtime.bigint();
  for (let i = 0; i < count; i++) {
    for (const { path, content } of files) {
      const target = join(folder, `cluster-${i}`, path);
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(`${target}.tmp`, content);
      renameSync(`${target}.tmp`, target);
    }
  }
  return secondsSince(start);
}

function secondsSince(start: bigint): number {
  return Number(process.hrtime.bigint() - start) / 1e9;
}

function print(count: number, objects: number, seconds: number): void {
  console.log(JSON.stringify({ count, objects, seconds, peakMiB: process.resourceUsage().maxRSS / 1024 }));
}

const [what, folder, only] = process.argv.slice(2);
void main(what, folder, only);
