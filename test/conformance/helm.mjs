/** Helm, asked for many renderings at once. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { build } from './judges.mjs';

/**
 * Renders every request and hands each answer over as it comes, in any order: `{id, objects, notes}` or `{id, error}`.
 * At most a few hundred requests wait inside of the program.
 */
export async function render(requests, answer) {
  const program = spawn(build('render'), [], { stdio: ['pipe', 'pipe', 'inherit'] });
  const exit = new Promise((done) => program.on('close', done));
  const feed = (async () => {
    for (const request of requests) {
      if (!program.stdin.write(`${JSON.stringify(request)}\n`))
        await new Promise((go) => program.stdin.once('drain', go));
    }
    program.stdin.end();
  })();
  let count = 0;
  for await (const line of createInterface({ input: program.stdout })) {
    count++;
    answer(JSON.parse(line));
  }
  await Promise.all([feed, exit]);
  if (count !== requests.length) throw new Error(`Helm answered ${count} of ${requests.length} requests`);
}
