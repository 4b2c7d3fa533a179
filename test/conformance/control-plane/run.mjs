/**
 * The judges of the control plane by hand:
 *
 *   node test/conformance/control-plane/run.mjs up [SET…]      starts a cluster with CRDs and prints its kubeconfig; it
 *                                                              runs until `down FOLDER`, the folder that it prints too
 *   node … run.mjs down FOLDER
 *   node … run.mjs dry-run FILE…      what a server with all CRDs says of the objects in these files
 *   node … run.mjs server|operator|flux|argocd|argocd-helm|applicationset|handover… [--seed N] [--runs N]
 *
 * SET: cilium-1.20.2, gateway, prometheus, flux, argocd (all of them by default).
 */
import { readFileSync, rmSync, existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { load } from '../load.mjs';
import { up } from './cluster.mjs';
import { installCrds } from './crds.mjs';
import { processes } from './processes.mjs';
import { loadOurs, partOf, PARTS } from './parts.mjs';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: 'string' }, runs: { type: 'string' } },
});
const [command, ...rest] = positionals;
const ALL = ['cilium-1.20.2', 'gateway', 'prometheus', 'flux', 'argocd'];
const tally = { passed: 0, failed: 0 };
const judge = {
  say: (line) => console.log(line),
  pass: () => void tally.passed++,
  fail(line) {
    tally.failed++;
    console.log(`FAIL ${line}`);
  },
};

if (command === 'up') {
  const { parseYaml } = await load('src/core/yaml-read.ts');
  const cluster = await up({ controllers: true });
  await installCrds(cluster.api, rest.length > 0 ? rest : ALL, parseYaml);
  cluster.forget();
  cluster.api.close();
  console.log(cluster.kubeconfig);
} else if (command === 'down') {
  const folder = rest[0]?.endsWith('kubeconfig') ? dirname(rest[0]) : rest[0];
  if (!folder || !existsSync(join(folder, 'kubeconfig'))) throw new Error('down FOLDER: where `up` put its kubeconfig');
  const own = processes(folder);
  for (const name of own.names().filter((one) => one !== 'etcd')) await own.stop(name);
  await own.stop('etcd');
  rmSync(folder, { recursive: true, force: true });
} else if (command === 'dry-run') {
  const { parseYaml } = await load('src/core/yaml-read.ts');
  const { documents, dryRun } = await import('./server.mjs');
  const cluster = await up();
  try {
    await installCrds(cluster.api, ALL, parseYaml);
    const entries = rest.flatMap((file) =>
      documents(readFileSync(file, 'utf8'), parseYaml).map((object) => ({ object, file })),
    );
    const refused = await dryRun(cluster.api, entries);
    for (const line of refused) console.log(line);
    console.log(`${entries.length - refused.length} of ${entries.length} accepted`);
    process.exitCode = refused.length > 0 ? 1 : 0;
  } finally {
    await cluster.down();
  }
} else if (PARTS.includes(command)) {
  const ours = await loadOurs();
  const seed = Number(options.seed ?? Math.floor(Math.random() * 2 ** 31));
  const runs = options.runs && Number(options.runs);
  for (const part of [command, ...rest]) await (await partOf(part))({ ours, seed, ...(runs && { runs }), ...judge });
  console.log(`${tally.passed} passed, ${tally.failed} failed`);
  process.exitCode = tally.failed > 0 ? 1 : 0;
} else {
  console.error(`run.mjs up | down FOLDER | dry-run FILE… | ${PARTS.join(' | ')}`);
  process.exitCode = 2;
}
