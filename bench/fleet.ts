/** Renders, and with a folder writes, a number of clusters in one process: node fleet.js COUNT [FOLDER] */
import { anton } from '../src/clusters/anton';
import { defineCluster } from '../src';
import { renderCluster } from '../src/constructs/cluster';
import { emitYaml } from '../src/core/yaml-emit';
import { outputFiles } from '../src/delivery/output';
import { userValues } from '../src/model/effective';
import { writeOutput } from '../src/cli/write-output';

async function main(what: string | undefined, folder: string | undefined): Promise<void> {
  if (what === 'values') {
    process.stdout.write(emitYaml(userValues(anton)));
    return;
  }
  const count = Number(what);
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
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  console.log(JSON.stringify({ count, objects, seconds, peakMiB: process.resourceUsage().maxRSS / 1024 }));
}

const [what, folder] = process.argv.slice(2);
void main(what, folder);
