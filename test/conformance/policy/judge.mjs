/** The judge of policies: Cilium's own engine, one program for a release, asked many cases at a time. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { build, isBuilt } from '../judges.mjs';

/** The releases that have a judge, newest first, and the module of each. */
export const JUDGES = { '1.20.2': 'policy-1.20', '1.19.7': 'policy-1.19', '1.18.11': 'policy-1.18' };

/** Starts the judge of a release, building it where it is not built (minutes from cold). */
export function judge(release, say) {
  const module = JUDGES[release];
  const started = Date.now();
  const cold = !isBuilt('policy', module);
  const program = build('policy', '.', module);
  if (cold) say(`policy ${release}: the judge was built in ${Math.round((Date.now() - started) / 1000)} s`);
  const child = spawn(program, { stdio: ['pipe', 'pipe', 'inherit'] });
  const waiting = [];
  createInterface({ input: child.stdout }).on('line', (line) => waiting.shift()?.resolve(JSON.parse(line)));
  child.on('exit', (code) => {
    for (const { reject } of waiting.splice(0)) reject(new Error(`the judge of ${release} ended with ${code}`));
  });
  return {
    /** What Cilium answers to a scenario. */
    ask: (scenario) =>
      new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
        child.stdin.write(`${JSON.stringify(scenario)}\n`);
      }),
    end: () => child.stdin.end(),
  };
}
