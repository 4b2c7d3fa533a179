import type { Found } from '../../core/finding';
import { closest } from '../../core/closest';
import { texts } from '../plain-object';
import type { PolicyFinding, PolicyLintContext } from './context';
import { foundAt } from './policy-view';
import type { PolicyView } from './policy-view';

const ENTITIES = [
  'all',
  'world',
  'world-ipv4',
  'world-ipv6',
  'cluster',
  'cluster-mesh',
  'host',
  'init',
  'ingress',
  'unmanaged',
  'remote-node',
  'health',
  'none',
  'kube-apiserver',
];

/** Where the part stands that the agent speaks of, and how to mend it. */
function mend(policy: PolicyView, words: string): { readonly place: string; readonly fix?: string } {
  const place = policy.specs[0]?.path ?? '';
  const entity = /unsupported entity: (.*)$/.exec(words)?.[1];
  if (entity !== undefined) {
    const near = closest(entity, ENTITIES);
    const fix = near === undefined ? `write one of ${ENTITIES.join(', ')}` : `did you mean ${near}?`;
    for (const { path, rule } of policy.rules) {
      for (const field of ['fromEntities', 'toEntities']) {
        const at = (texts(rule[field]) ?? []).indexOf(entity);
        if (at >= 0) return { place: `${path}.${field}[${at}]`, fix };
      }
    }
    return { place, fix };
  }
  if (words.includes('at least one of Ingress')) {
    return {
      place,
      fix: 'to deny everything, write one rule that allows nothing: ingress: [{}]; else remove the policy',
    };
  }
  if (words.includes('ICMPs block')) return { place, fix: 'put icmps into a rule of its own' };
  if (words.includes('is not supported yet') && words.includes('ombining')) {
    return { place, fix: 'write a rule for each kind of peer: rules are alternatives' };
  }
  if (words.includes('enable-node-selector-labels')) {
    return { place, fix: 'set nodeSelectorLabels: true in the values, or allow entities' };
  }
  if (words.includes('ort must be specified')) {
    return { place, fix: 'name the port, or set enable-extended-ip-protocols where protocols without ports are meant' };
  }
  return { place };
}

/** Refusals that depend on an option of the agent, and where it is known. */
const DEPENDS: readonly (readonly [words: string, option?: 'enableNodeSelectorLabels'])[] = [
  ['enable-node-selector-labels', 'enableNodeSelectorLabels'],
  ['ort must be specified'],
];

function* check({ policies, world }: PolicyLintContext): Iterable<Found> {
  for (const policy of policies) {
    if (policy.refusal === undefined) continue;
    const { place, ...fix } = mend(policy, policy.refusal);
    const { refusal } = policy;
    const unknown = DEPENDS.some(
      ([words, option]) => refusal.includes(words) && (option === undefined || world.config?.[option] === undefined),
    );
    yield foundAt(
      policy,
      '',
      {
        ...(unknown && { severity: 'warning' as const }),
        message: `the agent refuses this policy: ${policy.refusal}`,
        ...fix,
      },
      place,
    );
  }
}

export const refused: PolicyFinding = {
  code: 'policy-refused',
  severity: 'error',
  pitfall: 'B22',
  why: 'A policy that the agent refuses has no effect at all: none of its rules allows or denies anything.',
  source: 'pkg/policy/api/rule_validation.go',
  check,
};
