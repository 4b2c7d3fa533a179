import { distance } from 'fastest-levenshtein';

/**
 * The word that was probably meant, for «did you mean»: one that differs in case only, else one that is an abbreviation
 * of the other (`warn`), else the nearest; a third of the letters may differ. Undefined if none is near.
 */
export function closest(word: string, known: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = Math.max(1, Math.ceil(word.length / 3)) + 1;
  for (const candidate of known) {
    const far =
      candidate.toLowerCase() === word.toLowerCase() ? 0 : isStart(word, candidate) ? 1 : distance(word, candidate);
    if (far < least) {
      best = candidate;
      least = far;
    }
  }
  return best;
}

function isStart(word: string, candidate: string): boolean {
  return Math.min(word.length, candidate.length) >= 3 && (candidate.startsWith(word) || word.startsWith(candidate));
}
