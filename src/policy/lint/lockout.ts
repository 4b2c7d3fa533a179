import type { Found } from '../../core/finding';
import type { PolicyEntry } from '../policy-entry';
import { repository } from '../repository';
import type { Repository } from '../repository';
import type { Endpoint, Flow } from '../scenario';
import type { Selector } from '../selector';
import { endsOf } from '../world';
import type { Identity } from '../world';
import type { Pod, PolicyFinding, PolicyLintContext } from './context';
import { foundAt } from './policy-view';
import type { PolicyView } from './policy-view';
import { listText } from './words';

/** A connection that a cluster cannot do without: one of the flows must be let through by the end that is asked about. */
interface Need {
  readonly subject: string;
  readonly ingress: boolean;
  readonly flows: readonly Flow[];
  /** What is lost: «…, so» goes before it. */
  readonly lost: string;
  readonly fix: string;
}

const KUBE_DNS: Endpoint = { name: 'kube-dns', namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } };
const OTHER_POD: Endpoint = { name: '(any-pod)', namespace: '(any-namespace)', labels: {} };

const label = ({ identity }: Pod, key: string): string | undefined =>
  identity.labels.find((one) => one.source === 'k8s' && one.key === key)?.value;

const isKubeDNS = (pod: Pod): boolean => pod.namespace === 'kube-system' && label(pod, 'k8s-app') === 'kube-dns';

const tcp = (from: string, to: string, port: number): Flow => ({ from, to, proto: 'TCP', port });
const udp = (from: string, to: string, port: number): Flow => ({ from, to, proto: 'UDP', port });

/** Ports on which API servers listen behind their Service. */
const API_PORTS = [6443, 443, 16443];

const fluxControllers = ['source-controller', 'kustomize-controller', 'helm-controller', 'notification-controller'];

function needs(context: PolicyLintContext, dns: string): Need[] {
  const { pods } = context;
  const api = (from: string): Flow[] => API_PORTS.map((port) => tcp(from, 'entity:kube-apiserver', port));
  const result: Need[] = [
    {
      subject: dns,
      ingress: true,
      flows: [udp('(any-namespace)/(any-pod)', dns, 53)],
      lost: 'pods of other namespaces cannot ask kube-dns for names',
      fix: 'allow fromEntities: [cluster] on port 53, UDP and TCP, for the DNS pods',
    },
    {
      subject: dns,
      ingress: false,
      flows: api(dns),
      lost: 'kube-dns does not reach the API server, and knows no Service',
      fix: 'allow toEntities: [kube-apiserver] for the DNS pods, or leave them out of endpointSelector',
    },
    {
      subject: dns,
      ingress: false,
      flows: ['entity:host', 'entity:world', 'entity:remote-node'].map((to) => udp(dns, to, 53)),
      lost: 'kube-dns reaches no resolver outside the cluster',
      fix: 'allow toEntities: [world] or [host] on port 53 for the DNS pods',
    },
    {
      subject: 'entity:health',
      ingress: true,
      flows: [tcp('entity:remote-node', 'entity:health', 4240)],
      lost: 'other nodes cannot probe the health endpoint, and Cilium reports endpoints as unreachable',
      fix: 'allow fromEntities: [remote-node] for the endpoints reserved:health, or leave them out of endpointSelector',
    },
  ];
  for (const pod of pods) {
    const controller = label(pod, 'app') ?? label(pod, 'app.kubernetes.io/component') ?? '';
    if (pod.namespace !== 'flux-system' || !fluxControllers.includes(controller)) continue;
    result.push({
      subject: pod.end,
      ingress: false,
      flows: api(pod.end),
      lost: `Flux’s ${controller} does not reach the API server, and can no longer undo this policy`,
      fix: `allow toEntities: [kube-apiserver] for ${pod.end}`,
    });
    if (controller === 'source-controller') {
      result.push({
        subject: pod.end,
        ingress: false,
        flows: [443, 22, 80].map((port) => tcp(pod.end, 'ip:203.0.113.77', port)),
        lost: 'Flux’s source-controller reaches no Git server, and can no longer undo this policy',
        fix: `allow toEntities: [world] on port 443 or 22 for ${pod.end}`,
      });
    } else {
      const source = pods.find((one) => one.namespace === 'flux-system' && label(one, 'app') === 'source-controller');
      if (!source || controller === 'notification-controller') continue;
      result.push({
        subject: source.end,
        ingress: true,
        flows: [tcp(pod.end, source.end, 9090)],
        lost: `Flux’s ${controller} does not get sources`,
        fix: `allow port 9090 of ${source.end} from ${pod.end}`,
      });
    }
  }
  return result;
}

/** The entries that put a direction of an end under default deny. */
function enforcing(
  context: PolicyLintContext,
  subject: Identity,
  ingress: boolean,
): { readonly policy: PolicyView; readonly entry: PolicyEntry }[] {
  return context.policies.flatMap((policy) =>
    policy.entries
      .filter((entry) => entry.ingress === ingress && !entry.node && entry.subject.matches(subject))
      .map((entry) => ({ policy, entry })),
  );
}

const directionOf = (ready: Repository, flow: Flow, ingress: boolean) =>
  ready.flow(flow)[ingress ? 'ingress' : 'egress'];

function* lockedOut(context: PolicyLintContext): Iterable<Found> {
  const { world } = context;
  const own = context.pods.find(isKubeDNS);
  const dns = own?.end ?? `${KUBE_DNS.namespace}/${KUBE_DNS.name}`;
  const staged = { ...world, endpoints: [...(world.endpoints ?? []), ...(own ? [] : [KUBE_DNS]), OTHER_POD] };
  const ready = repository(staged);
  const ends = endsOf(staged, context.parse, context.prefixes);
  for (const { subject, ingress, flows, lost, fix } of needs(context, dns)) {
    const results = flows.map((flow) => directionOf(ready, flow, ingress));
    if (!results.every(({ decision }) => decision === 'denied')) continue;
    const identity = ends.identities[ends.peer(subject).identity - 1] as Identity;
    const by = enforcing(context, identity, ingress);
    const denying = results[0]?.deniedBy[0];
    const first =
      by.find(
        ({ policy, entry }) =>
          denying && policy.label === denying.policy.replace('//', '/') && entry.verdict === 'deny',
      ) ?? by.find(({ entry }) => entry.defaultDeny);
    if (!first) continue;
    yield foundAt(first.policy, first.entry.ref.rule, { message: lost, fix });
  }
}

/** Pods that may connect to other pods by what only a name leads to, and cannot ask for names. */
function* withoutNames(context: PolicyLintContext): Iterable<Found> {
  const { grants, universe } = context;
  const told = new Set<string>();
  const egress = grants.filter(({ entry }) => !entry.ingress && !entry.node && entry.verdict === 'allow');
  const asks = egress.filter(
    ({ first, last, protocol, name, peer }) =>
      (protocol === 17 || protocol === 0) &&
      ((first <= 53 && 53 <= last) || name !== undefined) &&
      (peer.wildcard || peer.kind !== 'fqdn'),
  );
  for (const grant of egress) {
    const { subject } = grant.entry;
    if (told.has(subject.key) || !grant.entry.defaultDeny) continue;
    if (context.universe.entitiesOf(subject).length > 0 && context.selected(subject).length === 0) {
      // A selector of everybody is judged by the pods of the input; where there are none, nothing is known of who asks.
      if (subject.requirements.some(({ source }) => source === 'reserved')) continue;
    }
    // Rules by pods and by names are used through names of Services and domains.
    if (grant.peer.wildcard || (grant.peer.kind !== 'fqdn' && !selectsPodsByLabels(grant.peer))) continue;
    told.add(subject.key);
    if (asks.some(({ entry }) => universe.meets(entry.subject, subject))) continue;
    const pods = context.selected(subject);
    const dnsItself = pods.length > 0 && pods.every(isKubeDNS);
    if (dnsItself || subject.requirements.some(({ values }) => values.has('kube-dns') || values.has('coredns')))
      continue;
    yield foundAt(grant.policy, grant.entry.ref.rule, {
      message: `${pods.length > 0 ? listText(pods.map(({ end }) => end)) : 'these pods'} may connect to what only names lead to, and no rule of the input lets them ask kube-dns`,
      fix: 'add a rule to kube-dns on port 53, UDP and TCP, for the same pods',
    });
  }
}

function selectsPodsByLabels({ kind, requirements }: Selector): boolean {
  return (
    kind === 'labels' &&
    requirements.some(({ source, key }) => source !== 'reserved' && key !== 'io.cilium.k8s.policy.cluster')
  );
}

/** Pods behind an Ingress or a route that no one from outside their namespace reaches. */
function* behindEntrance(context: PolicyLintContext): Iterable<Found> {
  const { grants, universe } = context;
  const services = context.world.services ?? [];
  const told = new Set<string>();
  for (const { object, services: behind } of context.entrances) {
    for (const id of behind) {
      const service = services.find((one) => `${one.namespace ?? 'default'}/${one.name}` === id);
      const selector = Object.entries(service?.selector ?? {});
      if (!service || selector.length === 0) continue;
      const namespace = service.namespace ?? 'default';
      const pods = context.pods.filter(
        (pod) => pod.namespace === namespace && selector.every(([key, value]) => label(pod, key) === value),
      );
      for (const pod of pods) {
        const entries = enforcing(context, pod.identity, true);
        const first = entries.find(({ entry }) => entry.defaultDeny);
        if (!first || told.has(pod.end)) continue;
        const allows = grants.some(
          ({ entry, peer }) =>
            entry.ingress &&
            !entry.node &&
            entry.verdict === 'allow' &&
            entry.subject.matches(pod.identity) &&
            (universe.entitiesOf(peer).some((end) => end === 'entity:ingress') ||
              peer.kind !== 'labels' ||
              universe.entitiesOf(peer).some((end) => end === 'entity:world' || end === 'entity:host') ||
              fromElsewhere(peer, namespace)),
        );
        if (allows) continue;
        told.add(pod.end);
        yield foundAt(first.policy, first.entry.ref.rule, {
          message: `${object} leads to ${pod.end}, and no rule lets anybody from outside the namespace ${namespace} in`,
          fix: 'allow fromEntities: [ingress] for Cilium’s own Ingress and Gateway, or the controller’s pods',
        });
      }
    }
  }
}

/** Whether a selector of pods may select those of another namespace. */
function fromElsewhere({ requirements }: Selector, namespace: string): boolean {
  const named = requirements.filter(({ key, operator }) => key === 'io.kubernetes.pod.namespace' && operator === 'In');
  return named.every(({ values }) => [...values].some((value) => value !== namespace));
}

/** Ports named for metrics that Prometheus of the input does not reach. */
function* scraping(context: PolicyLintContext): Iterable<Found> {
  const prometheus = context.pods.find(
    (pod) => label(pod, 'app.kubernetes.io/name') === 'prometheus' || label(pod, 'app') === 'prometheus',
  );
  if (!prometheus) return;
  for (const pod of context.pods) {
    const port = pod.ports.find(({ name }) => /(^|-)metrics$/.test(name));
    if (!port || pod.end === prometheus.end) continue;
    const result = context.repository.flow(tcp(prometheus.end, pod.end, port.port));
    if (result.ingress.decision !== 'denied') continue;
    const first = enforcing(context, pod.identity, true).find(({ entry }) => entry.defaultDeny);
    if (!first) continue;
    yield foundAt(first.policy, first.entry.ref.rule, {
      message: `${prometheus.end} does not reach the port ${port.name} (${port.port}) of ${pod.end}`,
      fix: `allow port ${port.port} from ${prometheus.end} if it is scraped`,
    });
  }
}

/** Policies of nodes that lock out what keeps a node in the cluster. */
function* nodes(context: PolicyLintContext): Iterable<Found> {
  const NEEDS: readonly (readonly [proto: string, port: number, lost: string])[] = [
    ['TCP', 10250, 'the API server does not reach the kubelet'],
    ['TCP', 4240, 'other nodes cannot probe this one, and Cilium reports it as unreachable'],
  ];
  const told = new Set<string>();
  for (const policy of context.policies) {
    for (const { path, spec } of policy.specs) {
      if (spec.nodeSelector === undefined) continue;
      const entry = policy.entries.find(
        (one) => one.node && one.ingress && one.defaultDeny && one.ref.rule.startsWith(`${path}.`),
      );
      if (!entry || told.has(entry.subject.key)) continue;
      const node = nodeFor(entry.subject);
      if (!node) continue;
      told.add(entry.subject.key);
      const { world } = context;
      const ready = repository({
        ...world,
        nodes: [...(world.nodes ?? []).filter(({ local }) => !local), node],
        config: { ...world.config, enableHostFirewall: true },
      });
      for (const [proto, port, lost] of NEEDS) {
        const peers = port === 10250 ? ['entity:kube-apiserver', 'entity:remote-node'] : ['entity:remote-node'];
        const denied = peers.every(
          (from) => ready.flow({ from, to: `node:${node.name}`, proto, port }).ingress.decision === 'denied',
        );
        if (!denied) continue;
        yield foundAt(policy, entry.ref.rule, {
          message: `${lost}: ${proto} ${port} of the nodes is closed to ${peers.map((peer) => peer.slice(7)).join(' and ')}`,
          fix: `allow fromEntities: [${port === 10250 ? 'kube-apiserver' : 'remote-node'}] on port ${port}`,
        });
      }
    }
  }
}

/** A node that a selector selects, made up. */
function nodeFor({
  requirements,
}: Selector): { name: string; labels: Record<string, string>; local: true } | undefined {
  const labels: Record<string, string> = {};
  for (const { source, key, operator, values } of requirements) {
    if (source === 'reserved') continue;
    if (operator === 'In') labels[key] = [...values][0] as string;
    else if (operator === 'Exists') labels[key] ??= '';
    else if (operator === 'NotIn' && labels[key] !== undefined && values.has(labels[key])) return undefined;
  }
  return { name: '(any-node)', labels, local: true };
}

/** Where somebody is shut out who is needed. */
export const lockout: readonly PolicyFinding[] = [
  {
    code: 'lockout',
    severity: 'warning',
    pitfall: 'B24',
    why: 'Policies of everybody also take in the pods and endpoints that run the cluster. The engine was asked for each connection that these need.',
    source: 'Documentation/security/policy/caveats.rst',
    check: lockedOut,
  },
  {
    code: 'egress-without-dns',
    severity: 'warning',
    pitfall: 'B24',
    why: 'Under default deny of egress pods ask for no name unless a rule says so, and then reach nothing that is known by name.',
    source: 'pkg/policy/repository.go, computePolicyEnforcementAndRules',
    check: withoutNames,
  },
  {
    code: 'lockout-entrance',
    severity: 'warning',
    pitfall: 'B24, B32',
    why: 'Traffic of an Ingress or a route comes from the identity ingress or from a controller’s pods. What lets in neither is not reached from outside.',
    source: 'pkg/identity/reserved.go',
    check: behindEntrance,
  },
  {
    code: 'lockout-scraping',
    severity: 'note',
    pitfall: 'B24',
    why: 'A port named for metrics is there to be scraped, and Prometheus of the input does not reach it.',
    source: 'pkg/policy/repository.go, computePolicyEnforcementAndRules',
    check: scraping,
  },
  {
    code: 'lockout-node',
    severity: 'warning',
    pitfall: 'B24',
    why: 'Under the host firewall a node needs its kubelet and its health port reachable, or it leaves the cluster.',
    source: 'Documentation/security/host-firewall.rst',
    check: nodes,
  },
];
