import type { Found } from '../../core/finding';
import { list, text } from '../plain-object';
import type { Plain } from '../plain-object';
import { isServiceName } from '../sanitize-ports';
import type { PolicyFinding, PolicyLintContext } from './context';
import { foundAt } from './policy-view';
import type { RuleView } from './policy-view';
import { listText, typoOf } from './words';

interface WrittenPort {
  readonly rule: RuleView;
  readonly path: string;
  readonly port: Plain;
}

/** Ports as they are written in Cilium's policies and NetworkPolicies. */
function ports({ rules }: PolicyLintContext): WrittenPort[] {
  return rules.flatMap((rule) => {
    if (rule.policy.kind === 'NetworkPolicy') {
      return (list(rule.rule.ports) ?? []).map((port, at) => ({ rule, path: `${rule.path}.ports[${at}]`, port }));
    }
    return (list(rule.rule.toPorts) ?? []).flatMap((group, at) =>
      (list(group.ports) ?? []).map((port, index) => ({
        rule,
        path: `${rule.path}.toPorts[${at}].ports[${index}]`,
        port,
      })),
    );
  });
}

const PORTLESS = /^(vrrp|igmp|gre|ipip|ipv6|esp|ah)$/i;

function* zero(context: PolicyLintContext): Iterable<Found> {
  for (const { rule, path, port } of ports(context)) {
    if (text(port.port) !== '0' || PORTLESS.test(text(port.protocol))) continue;
    const protocol = text(port.protocol).toUpperCase();
    const kind = protocol === '' || protocol === 'ANY' ? 'TCP, UDP and SCTP' : protocol;
    yield foundAt(rule.policy, path, {
      message: `port 0 is every port of ${kind}`,
      fix: 'fine if that is meant: leave endPort out. Else name the port',
    });
  }
}

function* range(context: PolicyLintContext): Iterable<Found> {
  for (const { rule, path, port } of ports(context)) {
    const { endPort } = port;
    if (typeof endPort !== 'number' || endPort === 0) continue;
    const first = text(port.port);
    if (isServiceName(first) || first === '') {
      yield foundAt(rule.policy, `${path}.endPort`, {
        message: 'a range needs a number to begin with: endPort beside a name is ignored',
        fix: 'write numbers, or remove endPort',
      });
    } else if (Number(first) > endPort) {
      yield foundAt(rule.policy, `${path}.endPort`, {
        message: `the range ends before it begins, so this is port ${first} only`,
        fix: `write port: "${endPort}" and endPort: ${first}, or remove endPort`,
      });
    }
  }
}

function* name(context: PolicyLintContext): Iterable<Found> {
  const { pods } = context;
  for (const { rule, path, port } of ports(context)) {
    const wanted = text(port.port).toLowerCase();
    const entry = rule.entries[0];
    if (!entry || typeof port.port !== 'string' || !isServiceName(port.port)) continue;
    const holders = rule.ingress
      ? context.selected(entry.subject)
      : pods.filter(({ identity }) => entry.l3?.some((peer) => peer.matches(identity)));
    const known = new Set(holders.flatMap((pod) => pod.ports.map((one) => one.name.toLowerCase())));
    if (holders.length === 0 || known.has(wanted)) continue;
    const meant = typoOf(wanted, known);
    const whom = listText(holders.map(({ end }) => end));
    yield foundAt(rule.policy, `${path}.port`, {
      ...(meant === undefined && known.size === 0 && { severity: 'note' as const }),
      message: `no port of ${whom} is named ${wanted}, so this rule is without effect for them`,
      fix:
        meant !== undefined
          ? `did you mean ${meant}?`
          : known.size > 0
            ? `they have ${listText([...known])}`
            : 'write the number',
    });
  }
}

/** Ports that are named without a number by a protocol that NetworkPolicies take for TCP. */
function* dnsOverTCP(context: PolicyLintContext): Iterable<Found> {
  for (const rule of context.rules) {
    if (rule.policy.kind !== 'NetworkPolicy' || rule.ingress) continue;
    const written = list(rule.rule.ports) ?? [];
    const dns = written.filter(({ port }) => text(port) === '53');
    const [first] = dns;
    if (!first || !dns.every(({ protocol }) => protocol === undefined || protocol === 'TCP')) continue;
    yield foundAt(rule.policy, `${rule.path}.ports[${written.indexOf(first)}]`, {
      message: 'port 53 without UDP: a NetworkPolicy means TCP where no protocol stands, and DNS asks over UDP',
      fix: 'add { port: 53, protocol: UDP }',
    });
  }
}

export const portFindings: readonly PolicyFinding[] = [
  {
    code: 'port-zero',
    severity: 'note',
    why: 'Port 0 is a wildcard, not a port.',
    source: 'pkg/policy/l4.go, addL4Filter',
    check: zero,
  },
  {
    code: 'port-range-ignored',
    severity: 'warning',
    why: 'A range that cannot be one is read as a single port, without a word.',
    source: 'pkg/policy/api/rule_validation.go, PortProtocol.sanitize',
    check: range,
  },
  {
    code: 'port-name-unknown',
    severity: 'warning',
    why: 'A port’s name means what the pods behind it call so; where none does, the rule opens nothing.',
    source: 'pkg/types/portmap.go, GetNamedPorts',
    check: name,
  },
  {
    code: 'dns-without-udp',
    severity: 'warning',
    why: 'DNS asks over UDP first. With TCP alone most resolvers wait and fail.',
    source: 'pkg/k8s/network_policy.go, parsePorts',
    check: dnsOverTCP,
  },
];
