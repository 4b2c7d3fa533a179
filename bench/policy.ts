/**
 * Answers every pair of pods of `policy-case.ts` on its ports, and prints one line of JSON with the seconds and the hash
 * of the cells, as the Go program does for the same world: from plain objects to cells, the start of Node not counted.
 * `node policy.js case ROUNDS` prints the world for that program.
 */
import { createHash } from 'node:crypto';
import { repository } from '../src/policy';
import { PORTS, benchWorld } from './policy-case';

const TCP = 6;

/** A cell: 1 denied, 4 to a proxy, 0 allowed, for egress, and the same four bits up for ingress. */
const cell = (verdict: number): number => redirected(verdict & 15) | (redirected(verdict >> 4) << 4);
const redirected = (bits: number): number => (bits & 12 ? 4 : bits);

function main(rounds: number): void {
  const world = benchWorld();
  const ends = (world.endpoints ?? []).map(({ namespace, name }) => `${namespace}/${name}`);
  const answer = { cold: [] as number[], distil: [] as number[], lookUps: [] as number[], cells: '' };
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    const ready = repository(world);
    const peers = ends.map((end) => ready.peer(end));
    let distilled = performance.now();
    const cells = new Uint8Array(ends.length * ends.length * PORTS.length);
    let at = 0;
    for (const port of PORTS) {
      for (const from of peers) {
        for (const to of peers) cells[at++] = ready.lookup(from, to, TCP, port);
      }
      if (port !== PORTS[0]) continue;
      answer.cold.push((performance.now() - start) / 1000);
      answer.distil.push((distilled - start) / 1000);
      distilled = performance.now();
    }
    const seconds = (performance.now() - distilled) / 1000;
    answer.lookUps.push((ends.length * ends.length * (PORTS.length - 1)) / seconds);
    answer.cells = createHash('sha256').update(cells.map(cell)).digest('hex');
  }
  console.log(JSON.stringify(answer));
}

const [what, rounds = '3'] = process.argv.slice(2);
if (what === 'case') {
  process.stdout.write(JSON.stringify({ ...benchWorld(), ports: PORTS, rounds: Number(rounds) }));
} else {
  main(Number(what ?? rounds));
}
