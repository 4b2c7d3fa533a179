import { holds, parseAddress, parseCIDR } from '../../core/cidr';
import type { Found } from '../../core/finding';
import { list, object, text, texts } from '../plain-object';
import type { PolicyFinding, PolicyLintContext } from './context';
import { foundAt } from './policy-view';
import type { RuleView } from './policy-view';
import { addressText } from './universe';
import { listText } from './words';

interface WrittenCIDR {
  readonly rule: RuleView;
  readonly path: string;
  readonly cidr: string;
  readonly except: boolean;
  readonly holes: readonly string[];
}

/** CIDRs and their exceptions as they are written. */
function cidrs({ rules }: PolicyLintContext): WrittenCIDR[] {
  return rules.flatMap((rule) => {
    const prefix = rule.ingress ? 'from' : 'to';
    const holesOf = (path: string, value: unknown): WrittenCIDR[] =>
      (texts(value) ?? []).map((cidr, at) => ({ rule, path: `${path}.except[${at}]`, cidr, except: true, holes: [] }));
    if (rule.policy.kind === 'NetworkPolicy') {
      return (list(rule.rule[prefix]) ?? []).flatMap((peer, at) => {
        const block = object(peer.ipBlock);
        const path = `${rule.path}.${prefix}[${at}].ipBlock`;
        if (text(block.cidr) === '') return [];
        const holes = texts(block.except) ?? [];
        return [
          { rule, path: `${path}.cidr`, cidr: text(block.cidr), except: false, holes },
          ...holesOf(path, block.except),
        ];
      });
    }
    const single = (texts(rule.rule[`${prefix}CIDR`]) ?? []).map((cidr, at): WrittenCIDR => ({
      rule,
      path: `${rule.path}.${prefix}CIDR[${at}]`,
      cidr,
      except: false,
      holes: [],
    }));
    const sets = (list(rule.rule[`${prefix}CIDRSet`]) ?? []).flatMap((set, at): WrittenCIDR[] => {
      const path = `${rule.path}.${prefix}CIDRSet[${at}]`;
      if (text(set.cidr) === '') return [];
      const own: WrittenCIDR = {
        rule,
        path: `${path}.cidr`,
        cidr: text(set.cidr),
        except: false,
        holes: texts(set.except) ?? [],
      };
      return [own, ...holesOf(path, set.except)];
    });
    return [...single, ...sets];
  });
}

function* hostBits(context: PolicyLintContext): Iterable<Found> {
  for (const { rule, path, cidr } of cidrs(context)) {
    const range = parseCIDR(cidr);
    const address = range && parseAddress(cidr.slice(0, cidr.lastIndexOf('/')));
    if (!range || !address || address.value === range.first) continue;
    const meant = `${addressText(range.family, range.first)}${cidr.slice(cidr.lastIndexOf('/'))}`;
    const single = `${cidr.slice(0, cidr.lastIndexOf('/'))}/${range.family === 4 ? 32 : 128}`;
    yield foundAt(rule.policy, path, {
      message: `"${cidr}" is read as ${meant}: all of it, not the address before the slash`,
      fix: `write ${meant}, or ${single} for the one address`,
    });
  }
}

/** Whether a range of addresses is so wide that nobody means single nodes or pods by it. */
const isWide = (cidr: string): boolean => Number(/\/(\d+)$/.exec(cidr)?.[1] ?? 128) < 8;

function* selectsNoPods(context: PolicyLintContext): Iterable<Found> {
  const { world, parse } = context;
  const nodes = parse.cidr.nodes ? [] : (world.nodes ?? []).map(({ name, ip }) => ({ end: `node ${name}`, ip }));
  const pods = (world.endpoints ?? []).map(({ name, namespace = 'default', ip }) => ({
    end: `${namespace}/${name}`,
    ip,
  }));
  for (const { rule, path, cidr, except, holes } of cidrs(context)) {
    const range = parseCIDR(cidr) ?? single(cidr);
    if (!range || except || isWide(cidr)) continue;
    const within = [...nodes, ...pods].filter(({ ip }) => {
      const address = ip === undefined ? undefined : parseAddress(ip);
      return address !== undefined && holds(range, address) && !holes.some((hole) => inRange(hole, address));
    });
    if (within.length === 0) continue;
    const node = within.some(({ end }) => end.startsWith('node '));
    yield foundAt(rule.policy, path, {
      message: `a CIDR selects addresses outside the cluster only: not ${listText(within.map(({ end }) => end))}, whose address lies in it`,
      fix: node
        ? `use ${rule.ingress ? 'fromEntities' : 'toEntities'}: [host, remote-node] or kube-apiserver, or set policyCIDRMatchMode: nodes`
        : `use ${rule.ingress ? 'fromEndpoints' : 'toEndpoints'} with the labels of the pods`,
    });
  }
}

function single(text_: string): ReturnType<typeof parseCIDR> {
  const address = parseAddress(text_);
  return address && { family: address.family, first: address.value, last: address.value };
}

function inRange(cidr: string, address: { family: 4 | 6; value: bigint }): boolean {
  const range = parseCIDR(cidr);
  return range !== undefined && holds(range, address);
}

const isPrivate = (cidr: string): boolean => /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|f[cd])/i.test(cidr);

/** A rule to a private address on the API server's port. */
function* apiServer(context: PolicyLintContext): Iterable<Found> {
  if (context.parse.cidr.nodes) return;
  const told = new Set<RuleView>();
  for (const { rule, path, cidr, except } of cidrs(context)) {
    if (rule.ingress || except || told.has(rule) || !isPrivate(cidr) || isWide(cidr) || rule.deny) continue;
    if (!rule.entries.some(({ l4 }) => l4.some(({ ports }) => ports.some(({ port }) => port === 6443)))) continue;
    const allowed = context.rules.some(
      (other) =>
        other.policy === rule.policy &&
        (texts(other.rule.toEntities) ?? []).some((entity) => /kube-apiserver|remote-node|cluster|all/.test(entity)),
    );
    told.add(rule);
    if (allowed) continue;
    yield foundAt(rule.policy, path, {
      message: `port 6443 of ${cidr}: if the API server runs on nodes of this cluster, no CIDR selects it`,
      fix: 'use toEntities: [kube-apiserver], or set policyCIDRMatchMode: nodes',
    });
  }
}

/** Ranges that installers give to Services unless told otherwise, with who does. */
const SERVICE_RANGES: readonly (readonly [cidr: string, of: string])[] = [
  ['10.96.0.0/12', 'kubeadm and Talos'],
  ['10.43.0.0/16', 'k3s and RKE2'],
  ['10.152.183.0/24', 'MicroK8s'],
];

function* clusterIP(context: PolicyLintContext): Iterable<Found> {
  for (const { rule, path, cidr, except } of cidrs(context)) {
    if (rule.ingress || except) continue;
    const range = parseCIDR(cidr) ?? single(cidr);
    for (const [services, of] of SERVICE_RANGES) {
      const all = parseCIDR(services);
      if (!range || !all) continue;
      const whole = range.family === all.family && range.first === all.first && range.last === all.last;
      const well = [1n, 10n].some((offset) => range.first === all.first + offset && range.last === range.first);
      if (!whole && !well) continue;
      yield foundAt(rule.policy, path, {
        message: `${cidr} is where ${of} put Services: the agent judges the backend behind a Service, never its address`,
        fix:
          well && range.first === all.first + 1n ? 'use toEntities: [kube-apiserver]' : 'use toEndpoints or toServices',
      });
    }
  }
}

export const cidrFindings: readonly PolicyFinding[] = [
  {
    code: 'cidr-host-bits',
    severity: 'warning',
    why: 'What stands behind the prefix of a CIDR is cut off, without a word.',
    source: 'pkg/policy/api/rule_validation.go, CIDR.sanitize',
    check: hostBits,
  },
  {
    code: 'cidr-selects-no-pods',
    severity: 'warning',
    pitfall: 'B27',
    why: 'Pods and nodes have identities of their own, which a CIDR does not select, whatever their address.',
    source: 'pkg/policy/types/selector.go, CIDRSelector',
    check: selectsNoPods,
  },
  {
    code: 'cidr-api-server',
    severity: 'note',
    pitfall: 'B27',
    why: 'A node that runs the API server is selected by entities, not by its address.',
    source: 'pkg/policy/types/selector.go, CIDRSelector',
    check: apiServer,
  },
  {
    code: 'cidr-service-range',
    severity: 'note',
    why: 'Addresses of Services are translated before policies are asked, so a rule to them matches nothing.',
    source: 'bpf/lib/lb.h',
    check: clusterIP,
  },
];
