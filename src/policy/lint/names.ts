import { policyFacts } from '../../catalogue/facts/policy';
import type { Found } from '../../core/finding';
import { factsFor } from '../../core/release-range';
import { nameMatcher } from '../dns';
import { list, object, text } from '../plain-object';
import type { Plain } from '../plain-object';
import type { DNSRule } from '../policy-entry';
import type { PolicyFinding, PolicyLintContext } from './context';
import { samePort } from './grant';
import type { Grant } from './grant';
import { foundAt } from './policy-view';
import type { RuleView } from './policy-view';
import { sampleName } from './universe';
import { listText } from './words';

interface WrittenName {
  readonly rule: RuleView;
  readonly path: string;
  readonly matchName: string;
  readonly matchPattern: string;
  readonly dns: boolean;
}

const nameOf = (rule: RuleView, path: string, value: Plain, dns: boolean): WrittenName => ({
  rule,
  path,
  matchName: text(value.matchName),
  matchPattern: text(value.matchPattern).trim(),
  dns,
});

/** Names and patterns of toFQDNs. */
const fqdnsOf = (rule: RuleView): WrittenName[] =>
  (list(rule.rule.toFQDNs) ?? []).map((value, at) => nameOf(rule, `${rule.path}.toFQDNs[${at}]`, value, false));

/** Names and patterns of DNS rules. */
const dnsOf = (rule: RuleView): WrittenName[] =>
  (list(rule.rule.toPorts) ?? []).flatMap((port, at) =>
    (list(object(port.rules).dns) ?? []).map((value, index) =>
      nameOf(rule, `${rule.path}.toPorts[${at}].rules.dns[${index}]`, value, true),
    ),
  );

const egress = ({ rules }: PolicyLintContext): RuleView[] =>
  rules.filter(({ policy, ingress, deny }) => policy.cilium && !ingress && !deny);

/** The DNS rules of a grant, or everything where another rule opens the same port beside it. */
function asksFor(context: PolicyLintContext, dns: Grant, all: readonly Grant[]): readonly DNSRule[] {
  const opened = all.some(
    (other) =>
      other.parser === '' &&
      samePort(other, dns) &&
      (other.entry.subject.key === dns.entry.subject.key ||
        context.universe.coversSubject(dns.entry.subject, [other.entry.subject])),
  );
  return opened ? [{ matchPattern: '*' }] : (dns.rule?.dns ?? []);
}

function* withoutDNS(context: PolicyLintContext): Iterable<Found> {
  const { cilium } = context.world;
  const allowing = context.grants.filter(({ entry }) => !entry.ingress && entry.verdict === 'allow');
  const dnsGrants = allowing.filter(({ parser }) => parser === 'dns');
  for (const rule of egress(context)) {
    const entry = rule.entries[0];
    const names = fqdnsOf(rule);
    if (!entry || names.length === 0) continue;
    const sameNode = dnsGrants.filter((grant) => grant.entry.node === entry.node);
    const asked = sameNode.map((grant) => ({ subject: grant.entry.subject, rules: asksFor(context, grant, allowing) }));
    const pods = entry.node ? [] : context.selected(entry.subject);
    const missing = names.filter(({ matchName, matchPattern }) => {
      const name = matchName || sampleName(matchPattern);
      const subjects = asked
        .filter(({ rules }) =>
          rules.some(
            (dns) =>
              (matchPattern !== '' && dns.matchPattern?.trim() === matchPattern) || nameMatcher(cilium, dns)(name),
          ),
        )
        .map(({ subject }) => subject);
      if (
        subjects.some(({ key }) => key === entry.subject.key) ||
        context.universe.coversSubject(entry.subject, subjects)
      )
        return false;
      return pods.length === 0 || !pods.every(({ identity }) => subjects.some((subject) => subject.matches(identity)));
    });
    const [first] = missing;
    if (!first) continue;
    const shown = listText(missing.map(({ matchName, matchPattern }) => matchName || matchPattern));
    const any = asked.some(({ subject }) => context.universe.meets(entry.subject, subject));
    yield foundAt(
      rule.policy,
      `${rule.path}.toFQDNs`,
      {
        message: any
          ? `no DNS rule of all these pods lets them ask for ${shown}, so no address is learned for it`
          : `no DNS rule of these pods in the input: no address is learned for ${shown}, and the rule allows nothing`,
        fix: any
          ? 'add the name to the DNS rule of the same pods'
          : 'add a rule to kube-dns on port 53 with rules: { dns: [{ matchPattern: "*" }] } for the same pods',
      },
      first.path,
    );
  }
}

/** DNS rules that leave out the names of services, for pods that are let to other pods. */
function* clusterNames(context: PolicyLintContext): Iterable<Found> {
  const { cilium } = context.world;
  const allowing = context.grants.filter(({ entry }) => !entry.ingress && !entry.node && entry.verdict === 'allow');
  const dnsGrants = allowing.filter(({ parser }) => parser === 'dns');
  const told = new Set<string>();
  for (const grant of dnsGrants) {
    const { subject } = grant.entry;
    const id = `${grant.policy.label} ${grant.ref.rule}`;
    if (told.has(id)) continue;
    const same = dnsGrants.filter(
      (other) =>
        other.entry.subject.key === subject.key || context.universe.coversSubject(subject, [other.entry.subject]),
    );
    const rules = same.flatMap((one) => asksFor(context, one, allowing));
    const inside = ['web.shop.svc.cluster.local', 'web.shop'].some((name) =>
      rules.some((dns) => nameMatcher(cilium, dns)(name)),
    );
    if (
      inside ||
      rules.some(({ matchPattern = '', matchName = '' }) => /cluster\.local|\.svc/.test(matchPattern + matchName))
    ) {
      continue;
    }
    const others = allowing.filter(
      (one) =>
        one.entry.subject.key === subject.key &&
        one.parser !== 'dns' &&
        one.peer.kind === 'labels' &&
        one.first !== 53 &&
        one.peer.requirements.some(
          ({ source, key }) => (source === 'any' || source === 'k8s') && !key.startsWith('io.'),
        ),
    );
    told.add(id);
    if (others.length === 0) continue;
    yield foundAt(grant.policy, grant.ref.rule, {
      message: 'these pods are let to other pods, but may ask for no name of a Service',
      fix: 'add matchPattern: "*.svc.cluster.local" and "*.*.svc.cluster.local" (or "*.cluster.local" from 1.19 as "**.cluster.local")',
    });
  }
}

function* patterns(context: PolicyLintContext): Iterable<Found> {
  for (const rule of egress(context)) {
    for (const { path, matchPattern } of [...fqdnsOf(rule), ...dnsOf(rule)]) {
      const match = /^\*([a-z0-9][-a-z0-9_]*\..*)$/i.exec(matchPattern);
      if (!match) continue;
      const domain = match[1] as string;
      yield foundAt(rule.policy, `${path}.matchPattern`, {
        message: `"${matchPattern}" also matches names that merely end alike, such as evil${domain}`,
        fix: `write "*.${domain}", and matchName: ${domain} beside it if that is meant too`,
      });
    }
  }
}

const isEveryName = (pattern: string): boolean => /^\**\.?$|^\*+\.\*+$/.test(pattern) && pattern !== '';

function* everyName(context: PolicyLintContext): Iterable<Found> {
  for (const rule of egress(context)) {
    for (const { path, matchPattern } of fqdnsOf(rule)) {
      if (!isEveryName(matchPattern) && !/^\*+\.[a-z]{2,3}\.?$/.test(matchPattern)) continue;
      yield foundAt(rule.policy, `${path}.matchPattern`, {
        message: isEveryName(matchPattern)
          ? 'this allows every address that any name resolves to, a name of an attacker too'
          : `this allows every address of every name under ${matchPattern.replace(/^\*+/, '')}`,
        fix: 'name the domains, or write toEntities: [world] if everything is meant',
      });
    }
  }
}

/** `**.` before the release that reads it as any depth. */
function* deepWildcard(context: PolicyLintContext): Iterable<Found> {
  if (factsFor(context.world.cilium, policyFacts).subdomainWildcard) return;
  for (const rule of egress(context)) {
    for (const { path, matchPattern } of [...fqdnsOf(rule), ...dnsOf(rule)]) {
      if (!matchPattern.startsWith('**.')) continue;
      const shallow = matchPattern.replace(/^\*+/, '*');
      yield foundAt(rule.policy, `${path}.matchPattern`, {
        message: `in Cilium ${context.world.cilium} "${matchPattern}" is "${shallow}": one label, not any number of them`,
        fix: `write "${shallow}" and "*.${shallow}", or upgrade`,
      });
    }
  }
}

/** Both a name and a pattern with no wildcard, or a name with one. */
function* literal(context: PolicyLintContext): Iterable<Found> {
  for (const rule of egress(context)) {
    for (const { path, matchName, matchPattern } of [...fqdnsOf(rule), ...dnsOf(rule)]) {
      if (matchName === '' && matchPattern === '') {
        yield foundAt(rule.policy, path, {
          message: 'neither a name nor a pattern stands here, so this matches nothing',
          fix: 'write matchName or matchPattern, or remove it',
        });
      } else if (/^https?:|\//.test(matchName + matchPattern)) {
        yield foundAt(rule.policy, path, {
          message: 'a DNS name has no scheme and no path',
          fix: 'keep the host only',
        });
      }
    }
  }
}

export const names: readonly PolicyFinding[] = [
  {
    code: 'fqdn-without-dns',
    severity: 'warning',
    pitfall: 'B19, B20',
    why: 'toFQDNs allows addresses that the DNS proxy saw in answers to the same pods. Without a DNS rule of these pods it sees none.',
    source: 'pkg/fqdn/dnsproxy/proxy.go; pkg/fqdn/namemanager',
    check: withoutDNS,
  },
  {
    code: 'dns-without-cluster-names',
    severity: 'note',
    pitfall: 'B20',
    why: 'The DNS proxy refuses names that no rule matches, those of Services and of the search domains too.',
    source: 'pkg/fqdn/dnsproxy/proxy.go, CheckAllowed',
    check: clusterNames,
  },
  {
    code: 'pattern-matches-siblings',
    severity: 'warning',
    why: 'A * stands for any letters, also none. Without a dot behind it a pattern matches domains of other owners.',
    source: 'pkg/fqdn/matchpattern/matchpattern.go',
    check: patterns,
  },
  {
    code: 'fqdn-every-name',
    severity: 'warning',
    why: 'Whoever may choose the name chooses the address: a pattern of every name is no restriction.',
    source: 'pkg/fqdn/matchpattern/matchpattern.go',
    check: everyName,
  },
  {
    code: 'pattern-not-deep',
    severity: 'warning',
    pitfall: 'B21',
    why: 'Two stars before a dot mean any number of labels from 1.19 on. Before they are one star.',
    source: 'pkg/fqdn/matchpattern/matchpattern.go',
    check: deepWildcard,
  },
  {
    code: 'name-empty',
    severity: 'warning',
    why: 'A rule by name with nothing to match matches nothing.',
    source: 'pkg/policy/api/fqdn.go',
    check: literal,
  },
];
