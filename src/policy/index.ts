export { evaluate } from './evaluate';
export { repository, unpackVerdict, verdictAllowed } from './repository';
export type { PackedVerdict, Repository } from './repository';
export { withOrigin } from './origin';
export type { Origin } from './origin';
export type { Peer } from './world';
export * from './result';
export * from './scenario';
