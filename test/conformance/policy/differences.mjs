/** Where two evaluations of a scenario differ, and the smallest scenario in which they still do. */

const refusedOf = ({ policyErrors = [] }) => policyErrors.map(({ policy }) => policy).sort();

/** Cilium's own answer hangs on the order of a map. */
const CHANCE = /"decision":"chance"/;

/** What a proxy does with TLS, Kafka, other protocols, or a listener of one's own is not evaluated: only whether it gets it. */
export const OTHER_L7 = /"(?:serverNames|terminatingTLS|originatingTLS|listener|kafka|l7proto|l7|secret)":/;

/** The first thing that differs between Cilium's result and ours, as a sentence, or undefined. */
export function difference(scenario, theirs, ours) {
  const [their, our] = [refusedOf(theirs), refusedOf(ours)];
  if (their.join() !== our.join()) return `refused: Cilium [${their.join(', ')}], we [${our.join(', ')}]`;
  const otherL7 = OTHER_L7.test(JSON.stringify(scenario.policies));
  for (const [index, flow] of scenario.flows.entries()) {
    for (const way of ['egress', 'ingress']) {
      const [one, other] = [theirs.flows[index][way], ours.flows[index][way]];
      if (one.decision !== other.decision)
        return `flow ${index} ${flow.from} → ${flow.to}, ${way}: Cilium ${one.decision}, we ${other.decision}`;
      if (otherL7 || one.l7?.decision === 'chance') continue;
      if (one.l7?.decision !== other.l7?.decision)
        return `flow ${index} ${flow.from} → ${flow.to}, ${way} L7: Cilium ${one.l7?.decision}, we ${other.l7?.decision}`;
    }
    if (otherL7 || CHANCE.test(JSON.stringify(theirs.flows[index]))) continue;
    const [one, other] = [theirs.flows[index].verdict, ours.flows[index].verdict];
    if (one !== other) return `flow ${index} ${flow.from} → ${flow.to}, verdict: Cilium ${one}, we ${other}`;
  }
  return undefined;
}

/** A text that our refusal of a policy has and Cilium's has not, or undefined. "combining X and Y" has no order. */
export function textDifference(theirs, ours) {
  const sorted = (text) =>
    text.replace(/[Cc]ombining (\w+) and (\w+)/u, (_, a, b) => `combining ${[a, b].sort().join(' and ')}`);
  const texts = new Map((theirs.policyErrors ?? []).map(({ policy, error }) => [policy, sorted(error)]));
  for (const { policy, error } of ours.policyErrors ?? []) {
    if (texts.has(policy) && texts.get(policy) !== sorted(error))
      return `${policy}: Cilium “${texts.get(policy)}”, we “${error}”`;
  }
  return undefined;
}

/** The scenario without one of its parts, in every way that makes it smaller. */
function* smaller(scenario) {
  const without = (list, index) => list.filter((_, at) => at !== index);
  for (const key of ['flows', 'policies', 'endpoints', 'nodes', 'services', 'cidrGroups']) {
    for (const index of (scenario[key] ?? []).keys()) yield { ...scenario, [key]: without(scenario[key], index) };
  }
  for (const key of Object.keys(scenario.config ?? {})) {
    const { [key]: _, ...config } = scenario.config;
    yield { ...scenario, config };
  }
  for (const [at, policy] of scenario.policies.entries()) {
    for (const spec of parts(policy.spec)) {
      yield { ...scenario, policies: scenario.policies.with(at, { ...policy, spec }) };
    }
  }
}

/** A value without one of its keys or items, at any depth. */
function* parts(value) {
  if (Array.isArray(value)) {
    for (const index of value.keys()) yield value.filter((_, at) => at !== index);
    for (const [index, item] of value.entries()) for (const part of parts(item)) yield value.with(index, part);
  } else if (value && typeof value === 'object') {
    for (const key of Object.keys(value)) {
      const { [key]: _, ...rest } = value;
      yield rest;
    }
    for (const [key, item] of Object.entries(value)) for (const part of parts(item)) yield { ...value, [key]: part };
  }
}

/** The smallest scenario that `differs` (asked about each one) still holds for; at most `most` questions. */
export async function shrink(scenario, differs, most = 600) {
  let best = scenario;
  let asked = 0;
  for (let found = true; found;) {
    found = false;
    for (const candidate of smaller(best)) {
      if (asked++ >= most) return best;
      if (await differs(candidate)) {
        best = candidate;
        found = true;
        break;
      }
    }
  }
  return best;
}
