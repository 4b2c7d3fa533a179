import type { Found } from '../../core/finding';
import { object } from '../plain-object';
import type { PolicyFinding, PolicyLintContext } from './context';
import { foundAt, sectionsOf } from './policy-view';
import { intentOf, listText } from './words';

/** A policy that only denies, on pods that no rule allows anything. */
function* denyOnly(context: PolicyLintContext): Iterable<Found> {
  const { grants, universe } = context;
  for (const policy of context.policies) {
    if (!policy.cilium || policy.refusal !== undefined) continue;
    for (const { path, spec, ...rest } of policy.specs) {
      for (const ingress of [true, false]) {
        const direction = ingress ? 'ingress' : 'egress';
        const own = policy.rules.filter((rule) => rule.ingress === ingress && rule.path.startsWith(`${path}.`));
        const entry = own.flatMap(({ entries }) => entries)[0];
        if (!entry || !own.every(({ deny }) => deny)) continue;
        // Who denies everybody, or writes an empty rule, wants nothing to be left.
        const everybody = own.some(
          ({ rule, entries }) =>
            Object.keys(rule).length === 0 ||
            entries.some(({ l3, l4 }) => l4.length === 0 && l3?.some(({ wildcard }) => wildcard) === true),
        );
        if (everybody) continue;
        if (object(spec.enableDefaultDeny)[direction] !== undefined || !entry.defaultDeny) continue;
        const same = grants.filter(
          (grant) =>
            grant.entry.ingress === ingress && grant.entry.node === entry.node && grant.entry.verdict === 'allow',
        );
        const meets = same.some((grant) => (entry.node ? true : universe.meets(grant.entry.subject, entry.subject)));
        if (meets) continue;
        const all = /deny-all|default-deny|deny all|isolat|lockdown|quarantine/.test(
          intentOf(policy, spec.description),
        );
        if (all) continue;
        void rest;
        const pods = context.selected(entry.subject);
        const whom = pods.length > 0 ? `${listText(pods.map(({ end }) => end))}` : 'the pods that it selects';
        yield foundAt(policy, `${path}.${direction}Deny`, {
          message: `only denying rules, and no rule of the input allows ${direction} of ${whom}: everything else is denied too`,
          fix: `write enableDefaultDeny: { ${direction}: false }, or allow what is wanted`,
        });
      }
    }
  }
}

/** `enableDefaultDeny: true` for a direction that has no rule. */
function* withoutRules({ policies }: PolicyLintContext): Iterable<Found> {
  for (const policy of policies) {
    if (!policy.cilium || policy.refusal !== undefined) continue;
    for (const spec of policy.specs) {
      for (const direction of ['ingress', 'egress']) {
        if (object(spec.spec.enableDefaultDeny)[direction] !== true) continue;
        const sections = sectionsOf(spec).filter(({ ingress }) => ingress === (direction === 'ingress'));
        if (sections.some((section) => (section.spec[section.field] as unknown[]).length > 0)) continue;
        yield foundAt(policy, `${spec.path}.enableDefaultDeny.${direction}`, {
          message: `there is no rule for ${direction} here, so nothing is denied by default`,
          fix: `write ${direction}: [{}] to allow nothing`,
        });
      }
    }
  }
}

/** L7 rules of a policy that turns on no default deny. */
function* l7WithoutDefaultDeny(context: PolicyLintContext): Iterable<Found> {
  const { grants, universe } = context;
  for (const { policy, path, entries, ingress } of context.rules) {
    const entry = entries[0];
    if (!policy.cilium || !entry || entry.defaultDeny || entry.verdict !== 'allow') continue;
    const restricting = entry.l4.find(
      ({ http = [], dns = [] }) =>
        (http.length > 0 &&
          !http.some((one) => Object.values(one).every((part) => part === '' || part.length === 0))) ||
        (dns.length > 0 && !dns.some(({ matchPattern }) => matchPattern === '*')),
    );
    if (!restricting) continue;
    const denying = grants.filter(
      (grant) => grant.entry.ingress === ingress && grant.entry.node === entry.node && grant.entry.defaultDeny,
    );
    const implied = context.policies
      .flatMap((one) => one.entries)
      .filter((one) => one.ingress === ingress && one.node === entry.node && one.defaultDeny);
    const enforced = [...denying.map((grant) => grant.entry), ...implied].some((one) =>
      universe.meets(one.subject, entry.subject),
    );
    if (enforced) continue;
    const direction = ingress ? 'ingress' : 'egress';
    yield foundAt(
      policy,
      path,
      {
        message: `no default deny for ${direction}, so the agent adds an L7 rule that allows the rest: these rules restrict nothing`,
        fix: `let a policy of these pods turn on default deny for ${direction}, or remove the L7 rules`,
      },
      restricting.ref.rule,
    );
  }
}

export const defaultDeny: readonly PolicyFinding[] = [
  {
    code: 'deny-only',
    severity: 'warning',
    pitfall: 'B23',
    why: 'A denying rule turns on default deny as an allowing one does. Where nothing is allowed, pods lose every connection of that direction.',
    source: 'pkg/policy/repository.go, computePolicyEnforcementAndRules',
    check: denyOnly,
  },
  {
    code: 'default-deny-without-rules',
    severity: 'warning',
    pitfall: 'B23',
    why: 'enableDefaultDeny says what rules of a direction do; without a rule the direction is not under policy at all.',
    source: 'pkg/policy/api/rule_validation.go, Sanitize',
    check: withoutRules,
  },
  {
    code: 'l7-without-default-deny',
    severity: 'warning',
    pitfall: 'B25',
    why: 'Where no policy of a pod turns on default deny, L7 rules get one more that allows everything, and only show requests to Hubble.',
    source: 'pkg/policy/l4.go, ensureWildcard',
    check: l7WithoutDefaultDeny,
  },
];
