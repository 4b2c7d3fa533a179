/** Rules of one direction that cannot be merged. The endpoint's policy fails as a whole. */
export class MergeConflict extends Error {}
