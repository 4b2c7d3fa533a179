/** Thrown by the parsers: the agent's words for a policy that it refuses. */
export class Refusal extends Error {}

/** Refuses a policy. */
export function refusePolicy(words: string): never {
  throw new Refusal(words);
}
