import type { Party } from './party';

/** Says which of all parties are meant, in as few words as are exact. */
export type PartyText = (chosen: readonly Party[]) => readonly string[];

/**
 * Names sets of parties: everybody, every pod, every pod of a namespace, everything outside, and what is left one by one;
 * a set of which little is missing is named with what is missing. Only what is true of every party is said.
 */
export function partyText(all: readonly Party[]): PartyText {
  const isPod = ({ kind }: Party): boolean => kind === 'pod' || kind === 'possible';
  const pods = all.filter(isPod);
  const outside = all.filter((party) => !isPod(party));
  const spaces = [...new Set(pods.map(({ namespace }) => namespace as string))];
  const wholes: [name: string, parties: readonly Party[]][] = [
    ['everybody', all],
    ['every pod', pods],
    ['everything but pods', outside],
    ['every address outside', outside.filter(({ kind, name }) => kind === 'cidr' || name.startsWith('entity:world'))],
    ['every node', outside.filter(({ kind, name }) => kind === 'node' || NODES.includes(name))],
    ...spaces.map((name): [string, readonly Party[]] => [
      `every pod of ${name === '(other)' ? 'other namespaces' : name}`,
      pods.filter(({ namespace }) => namespace === name),
    ]),
  ];
  return (chosen) => {
    const left = new Set(chosen);
    const texts: string[] = [];
    for (const [name, parties] of wholes) {
      if (parties.length < 2) continue;
      const missing = parties.filter((party) => !left.has(party));
      const few = missing.length <= 2 && missing.length * 3 < parties.length;
      if (missing.length > 0 && !few) continue;
      texts.push(missing.length > 0 ? `${name} but ${missing.map((party) => party.name).join(' and ')}` : name);
      for (const party of parties) left.delete(party);
    }
    return [...texts, ...[...left].map(({ name }) => name)];
  };
}

const NODES = ['entity:host', 'entity:remote-node'];
