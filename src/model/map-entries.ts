import { DYNAMIC_MAPS, LEAST_MAP_ENTRIES } from '../catalogue/map-sizes';

/** Entries of each map for a budget in bytes: the agent's proportions, rounded down to powers of two. */
export function mapEntries(budgetBytes: number): Readonly<Record<'ctTcp' | 'ctAny' | 'nat' | 'neigh', number>> {
  const whole = Object.values(DYNAMIC_MAPS).reduce((sum, map) => sum + map.entries * map.elementBytes, 0);
  const scaled = (entries: number): number =>
    Math.max(LEAST_MAP_ENTRIES, 2 ** Math.floor(Math.log2(Math.max(1, (entries * budgetBytes) / whole))));
  const { ctTcp, ctAny, nat, neigh } = DYNAMIC_MAPS;
  return {
    ctTcp: scaled(ctTcp.entries),
    ctAny: scaled(ctAny.entries),
    nat: scaled(nat.entries),
    neigh: scaled(neigh.entries),
  };
}
