import { policyFacts } from '../catalogue/facts/policy';
import { factsFor } from '../core/release-range';
import type { FactsOf } from '../core/release-range';
import { effectiveConfig } from './config';
import type { EffectiveConfig } from './config';
import type { Service, World } from './scenario';
import { worldsOf } from './selector';
import type { CIDRSelection } from './selector';

/** What parsing a policy depends on beside the policy. */
export interface ParseContext {
  readonly release: string;
  readonly facts: FactsOf<typeof policyFacts>;
  readonly config: EffectiveConfig;
  /** The cluster that peer selectors are bound to; empty binds them to none. */
  readonly cluster: string;
  readonly cidr: CIDRSelection;
  readonly services: readonly Service[];
}

export function parseContext(world: World): ParseContext {
  const config = effectiveConfig(world.cilium, world.config);
  const facts = factsFor(world.cilium, policyFacts);
  return {
    release: world.cilium,
    facts,
    config,
    cluster: config.policyDefaultLocalCluster ? config.clusterName : '',
    cidr: {
      nodes: config.policyCIDRMatchMode.includes('nodes'),
      outsideOnly: facts.cidrSelectsOutsideOnly,
      pods: config.policyCIDRMatchMode.includes('pods'),
      worlds: worldsOf(config.ipv6, facts.worldByFamily),
    },
    services: world.services ?? [],
  };
}
