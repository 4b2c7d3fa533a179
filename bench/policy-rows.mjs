// The rows about policies: a matrix of 1,000 pods under 200 policies, against Cilium's own engine on the same world, and
// where it is there against netpol-analyzer on the NetworkPolicies alone. Cells must be identical, or the row says so.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { build, goVersion } from '../test/conformance/judges.mjs';

const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];
const least = (list) => Math.min(...list);

/** `ours` is the compiled bench/policy.ts; `cli` the command. */
export function policyRows({ ours, cli, work, env, rounds }) {
  const node = process.execPath;
  const each = Math.min(rounds, 7);
  console.log('\npolicies: every pair of 1,000 pods under 200 policies, in the process');
  const world = execFileSync(node, [ours, 'case', '1'], { env, maxBuffer: 2 ** 28 });
  const rival = cilium();
  const runs = { ours: [], cilium: [] };
  for (let i = 0; i < each; i++) {
    runs.ours.push(JSON.parse(execFileSync(node, [ours, '1'], { env, encoding: 'utf8' })));
    if (rival) runs.cilium.push(JSON.parse(execFileSync(rival, { env, input: world, encoding: 'utf8' })));
  }
  const names = { ours: 'cdk8s-cilium', cilium: 'Cilium’s Go engine' };
  for (const [who, list] of Object.entries(runs)) {
    if (list.length === 0) continue;
    const of = (key) => list.map((one) => one[key][0]);
    const ms = (key) => `${(median(of(key)) * 1000).toFixed(0)} ms (least ${(least(of(key)) * 1000).toFixed(0)})`;
    console.log(
      `  ${names[who].padEnd(24)} one port, cold ${ms('cold')}, of it before the first look-up ${ms('distil')}; ${(median(of('lookUps')) / 1e6).toFixed(2)} million look-ups a second`,
    );
  }
  const cells = new Set([...runs.ours, ...runs.cilium].map((one) => one.cells));
  if (rival) console.log(`  cells are ${cells.size === 1 ? 'identical' : 'NOT identical'}`);

  const analyzer = [
    process.env.NETPOL_ANALYZER,
    ...(process.env.PATH ?? '').split(delimiter).flatMap((folder) => [join(folder, 'netpol-analyzer')]),
  ].find((path) => path && existsSync(path));
  if (!analyzer) {
    console.log(
      '  no netpol-analyzer: set $NETPOL_ANALYZER; Go’s checksum database vouches for no version of the module that its proxy serves',
    );
    return;
  }
  const folder = join(work, 'network-policies');
  execFileSync(node, [ours, 'files', folder], { env });
  const rivals = {
    'cdk8s-cilium policy matrix': [node, cli, 'policy', 'matrix', folder, '--known', '--format', 'json'],
    'netpol-analyzer list': [analyzer, 'list', '--dirpath', folder, '--quiet'],
  };
  const measured = Object.fromEntries(Object.keys(rivals).map((name) => [name, []]));
  for (let i = 0; i < Math.min(each, 3); i++) {
    for (const [name, [program, ...args]] of Object.entries(rivals)) {
      const start = process.hrtime.bigint();
      const { status } = spawnSync(program, args, { env, maxBuffer: 2 ** 30, stdio: ['ignore', 'pipe', 'pipe'] });
      if (status !== 0) throw new Error(`${name} ended with ${status}`);
      measured[name].push(Number(process.hrtime.bigint() - start) / 1e6);
    }
  }
  for (const [name, list] of Object.entries(measured)) {
    console.log(`  ${name.padEnd(46)} ${median(list).toFixed(0).padStart(6)} ms, NetworkPolicies, whole process`);
  }
  rmSync(folder, { recursive: true, force: true });
}

/** Cilium's engine as a program, built on the first run; undefined, with the reason, where it cannot be had. */
function cilium() {
  if (goVersion() === undefined) {
    console.log('  no Go: Cilium’s own engine is left out');
    return undefined;
  }
  try {
    return build('policy-bench', '.', 'policy-bench');
  } catch (error) {
    console.log(`  Cilium’s own engine is left out: it cannot be built: ${error.message.split('\n')[0]}`);
    return undefined;
  }
}
