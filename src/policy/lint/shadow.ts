import type { Found } from '../../core/finding';
import type { Flow, PolicyObject } from '../scenario';
import { SECTIONS } from '../cilium-policy';
import { repository } from '../repository';
import type { DirectionResult } from '../result';
import { list } from '../plain-object';
import type { PolicyFinding, PolicyLintContext } from './context';
import { holdsPorts, samePort } from './grant';
import type { Grant } from './grant';
import { foundAt } from './policy-view';
import type { PolicyView, RuleView } from './policy-view';
import { criticalFlows } from './critical-flows';
import { Stage } from './stage';
import { listText, ownRuleText, portText, ruleText } from './words';
import { TIER } from '../policy-entry';

const sameRule = (a: Grant, b: Grant): boolean => a.policy === b.policy && a.entry.ref.rule === b.entry.ref.rule;

/** Grants of one tier and direction, those that may cover others. */
function rivals(context: PolicyLintContext, grant: Grant): Grant[] {
  return context.grants.filter(
    (other) =>
      other.entry.ingress === grant.entry.ingress &&
      other.entry.node === grant.entry.node &&
      other.entry.tier === grant.entry.tier &&
      other.entry.priority === grant.entry.priority &&
      holdsPorts(other, grant),
  );
}

/** What the verdicts know nothing of, and what may part one rule from another all the same. */
const UNJUDGED = ['serverNames', 'listener', 'terminatingTLS', 'originatingTLS'];

function isJudged({ rule }: Pick<RuleView, 'rule'>): boolean {
  return (
    rule.authentication === undefined &&
    (list(rule.toPorts) ?? []).every((port) => UNJUDGED.every((field) => port[field] === undefined))
  );
}

/** Whether rules demand something of peers of all rules (releases before 1.19): then none can be judged by itself. */
const hasRequirements = ({ rules }: PolicyLintContext): boolean =>
  rules.some(({ rule }) => rule.fromRequires !== undefined || rule.toRequires !== undefined);

/** Rules of the context of which the verdicts know all. */
function judgedRules(context: PolicyLintContext): ReadonlySet<string> {
  return new Set(context.rules.filter(isJudged).map(({ policy, path }) => `${policy.label} ${path}`));
}

/** Whether a grant is about all pods that another one is about. */
function holdsSubject({ universe }: PolicyLintContext, outer: Grant, inner: Grant): boolean {
  const a = outer.entry.subject;
  const b = inner.entry.subject;
  if (a.key === b.key) return true;
  return !outer.entry.node && universe.coversSubject(b, [a]);
}

/** Whether one grant takes the place of another, for the peers that it selects. */
function replaces(outer: Grant, inner: Grant, dnsPorts: boolean): boolean {
  if (outer.entry.verdict === 'deny') return true;
  if (inner.entry.verdict === 'deny' || outer.entry.verdict === 'pass' || inner.entry.verdict === 'pass') return false;
  if (!outer.entry.defaultDeny && inner.entry.defaultDeny) return false;
  // The DNS proxy looks at filters of exactly one port.
  if ((dnsPorts || inner.parser === 'dns') && !samePort(outer, inner)) return false;
  if (inner.parser === '') return outer.parser === '';
  if (outer.parser !== inner.parser) return false;
  const holds = (all: readonly object[], some: readonly object[]): boolean => {
    const known = new Set(all.map((one) => JSON.stringify(one)));
    return some.every((one) => known.has(JSON.stringify(one)));
  };
  return holds(outer.rule?.http ?? [], inner.rule?.http ?? []) && holds(outer.rule?.dns ?? [], inner.rule?.dns ?? []);
}

/** A rule without effect, and what takes its place. */
interface Shadowed {
  readonly rule: RuleView;
  readonly by: readonly Grant[];
  readonly denied: boolean;
}

const shadows = new WeakMap<PolicyLintContext, readonly Shadowed[]>();

function shadowed(context: PolicyLintContext): readonly Shadowed[] {
  let known = shadows.get(context);
  if (!known) shadows.set(context, (known = [...findShadowed(context)]));
  return known;
}

function* findShadowed(context: PolicyLintContext): Iterable<Shadowed> {
  if (hasRequirements(context)) return;
  const gone = new Set<string>();
  const judged = judgedRules(context);
  const key = ({ policy, entry }: Grant): string => `${policy.label} ${entry.ref.rule}`;
  // From the last to the first, so that of two equal rules the later one is told.
  for (const rule of [...context.rules].reverse()) {
    const own = context.grants.filter((grant) => grant.policy === rule.policy && grant.entry.ref.rule === rule.path);
    const [first] = own;
    if (!first || first.entry.tier !== TIER.normal || !judged.has(key(first))) continue;
    const by: Grant[] = [];
    const covered = own.every((grant) => {
      const all = rivals(context, grant);
      const dnsPorts = all.some((other) => other.parser === 'dns' && samePort(other, grant));
      const covers = all.filter(
        (other) =>
          !sameRule(other, grant) &&
          !gone.has(key(other)) &&
          judged.has(key(other)) &&
          replaces(other, grant, dnsPorts) &&
          holdsSubject(context, other, grant),
      );
      const single = covers.find(({ peer }) => context.universe.covers(grant.peer, [peer]));
      const used = single ? [single] : covers;
      if (
        !context.universe.covers(
          grant.peer,
          used.map(({ peer }) => peer),
        )
      )
        return false;
      by.push(...used);
      return true;
    });
    if (!covered || !harmless(context, rule, gone)) continue;
    gone.add(`${rule.policy.label} ${rule.path}`);
    yield { rule, by, denied: !rule.deny && by.every(({ entry }) => entry.verdict === 'deny') };
  }
}

/** The policies without one rule, and without those that were found before. */
function without(context: PolicyLintContext, rule: RuleView, gone: ReadonlySet<string>): PolicyObject[] {
  const removed = (policy: RuleView): boolean =>
    (policy.policy === rule.policy && policy.path === rule.path) || gone.has(`${policy.policy.label} ${policy.path}`);
  return context.policies.flatMap((policy): PolicyObject[] => {
    if (policy !== rule.policy && !policy.rules.some(removed)) return [policy.object];
    const kept = policy.rules.filter((one) => !removed(one));
    if (kept.length === 0) return [];
    const specs = policy.specs.map(({ path, spec }) => {
      const copy: Record<string, unknown> = { ...spec };
      for (const [field] of SECTIONS) {
        if (!Array.isArray(spec[field])) continue;
        const own = kept.filter((one) => one.path.startsWith(`${path}.${field}[`));
        const before = list(spec[field])?.length ?? 0;
        if (own.length > 0) copy[field] = own.map((one) => one.rule);
        else if (before > 0) copy[field] = undefined;
      }
      return { path, copy };
    });
    const live = specs.filter(({ path }) => kept.some((one) => one.path.startsWith(`${path}.`)));
    const spec = live.find(({ path }) => path === 'spec')?.copy;
    const more = live.filter(({ path }) => path !== 'spec').map(({ copy }) => copy);
    const { spec: _spec, specs: _specs, ...rest } = policy.object;
    void _spec;
    void _specs;
    return [{ ...rest, ...(spec && { spec }), ...(more.length > 0 && { specs: more }) }];
  });
}

/** Flows that no rule names: their verdict is that of default deny, which may go with the last rule of a policy. */
function unnamedFlows(critical: readonly Flow[]): Flow[] {
  const pairs = new Map<string, Pick<Flow, 'from' | 'to'>>();
  for (const { from, to } of critical) {
    for (const pair of [
      { from, to },
      { from: 'entity:world', to },
      { from, to: 'entity:world' },
    ])
      pairs.set(`${pair.from} ${pair.to}`, pair);
  }
  const points = [...['TCP', 'UDP', 'SCTP'].map((proto) => ({ proto, port: 61234 })), { proto: 'ICMP', icmp: 253 }];
  return [...pairs.values()].flatMap((pair) => points.map((point) => ({ ...point, ...pair })));
}

/** Whether the verdicts at all points that matter are the same without a rule: the engine has the last word. */
function harmless(context: PolicyLintContext, rule: RuleView, gone: ReadonlySet<string>): boolean {
  const stage = new Stage(context);
  const own = context.grants.filter(({ policy, entry }) => policy === rule.policy && entry.ref.rule === rule.path);
  const critical = criticalFlows(context, stage, own);
  const flows = [...critical, ...unnamedFlows(critical)];
  const world = stage.world();
  const before = repository(world);
  const after = repository({ ...world, policies: without(context, rule, gone) });
  const shape = ({ decision, enforced, l7 }: DirectionResult): string =>
    `${decision} ${enforced} ${l7?.type ?? ''} ${l7?.decision ?? ''}`;
  return flows.every((flow) => {
    const a = before.flow(flow);
    const b = after.flow(flow);
    return shape(a.ingress) === shape(b.ingress) && shape(a.egress) === shape(b.egress);
  });
}

const byText = (by: readonly Grant[], policy: PolicyView): string =>
  listText([...new Set(by.map((one) => (one.policy === policy ? ownRuleText(one.ref) : ruleText(one.ref))))], 2);

function* checkShadowed(context: PolicyLintContext): Iterable<Found> {
  for (const { rule, by, denied } of shadowed(context)) {
    if (denied) continue;
    const foreign = by.some(({ policy }) => policy !== rule.policy);
    yield foundAt(rule.policy, rule.path, {
      ...(foreign && { severity: 'note' as const }),
      message: `without this rule every verdict is the same: what it says ${byText(by, rule.policy)} says too`,
      fix: 'remove it, or restrict the other one if that is too wide',
    });
  }
}

function* checkUnreachable(context: PolicyLintContext): Iterable<Found> {
  for (const { rule, by, denied } of shadowed(context)) {
    if (!denied) continue;
    yield foundAt(rule.policy, rule.path, {
      message: `nothing that this rule allows is allowed: ${byText(by, rule.policy)} denies it`,
      fix: 'narrow the denying rule, or remove this one',
    });
  }
}

/** L7 rules on a port that another rule opens for the same peers at L4. */
function* checkSwallowed(context: PolicyLintContext): Iterable<Found> {
  if (hasRequirements(context)) return;
  const told = new Set<string>();
  for (const grant of context.grants) {
    const { parser, entry, policy, ref, rule } = grant;
    if ((parser !== 'http' && parser !== 'dns') || entry.verdict !== 'allow' || entry.tier !== TIER.normal) continue;
    if (!entry.defaultDeny || told.has(`${policy.label} ${ref.rule}`)) continue;
    const open = (rule?.http ?? []).some((one) => Object.values(one).every((part) => part === '' || part.length === 0));
    if (open || (rule?.dns ?? []).some(({ matchPattern }) => matchPattern === '*')) continue;
    const plain = rivals(context, grant).filter(
      (other) =>
        other.entry.verdict === 'allow' && other.parser === '' && (parser === 'http' || samePort(other, grant)),
    );
    if (plain.length === 0) continue;
    const covers = plain.filter((other) => holdsSubject(context, other, grant));
    const single = covers.find(({ peer }) => context.universe.covers(grant.peer, [peer]));
    const used = single ? [single] : covers;
    if (
      context.universe.covers(
        grant.peer,
        used.map(({ peer }) => peer),
      )
    ) {
      told.add(`${policy.label} ${ref.rule}`);
      const what = parser === 'http' ? 'request' : 'name';
      yield foundAt(policy, ref.rule, {
        message: `these ${parser} rules restrict nothing: ${byText(used, policy)} allows every ${what} of the same peers on ${portText(grant)}`,
        fix: 'narrow that rule to other ports or peers, or give it L7 rules of its own',
      });
      continue;
    }
    // Some pods of the input may have both.
    const subjects = context.selected(entry.subject).slice(0, 20);
    for (const peer of context.selected(grant.peer)) {
      const opener = plain.find(
        (other) =>
          other.peer.matches(peer.identity) && subjects.some(({ identity }) => other.entry.subject.matches(identity)),
      );
      if (!opener) continue;
      told.add(`${policy.label} ${ref.rule}`);
      yield foundAt(policy, ref.rule, {
        message: `these ${parser} rules do not restrict ${peer.end}: ${ruleText(opener.ref)} allows everything of it on ${portText(grant)}`,
        fix: 'narrow that rule to other ports or peers, or give it L7 rules of its own',
      });
      break;
    }
  }
}

export const shadow: readonly PolicyFinding[] = [
  {
    code: 'rule-shadowed',
    severity: 'warning',
    pitfall: 'B26',
    why: 'A rule whose removal changes no verdict of any pod, entity or address misleads whoever reads the policy. It is a note where another policy says the same.',
    source: 'pkg/policy/rule.go, mergePortProto',
    check: checkShadowed,
  },
  {
    code: 'rule-unreachable',
    severity: 'warning',
    why: 'Within a tier a denying rule goes before every allowing one, however narrow that is.',
    source: 'pkg/policy/mapstate.go',
    check: checkUnreachable,
  },
  {
    code: 'l7-swallowed',
    severity: 'warning',
    pitfall: 'B26',
    why: 'Rules are alternatives: one that allows a peer at L4 lets all its requests pass, whatever L7 rules another one has.',
    source: 'pkg/policy/rule.go, mergePortProto',
    check: checkSwallowed,
  },
];
