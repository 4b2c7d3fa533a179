import { closest } from '../core/closest';
import { refuse } from '../core/issue';
import type { Distillery } from './distillery';
import { k8sLabels, selectsLabels } from './k8s-selector';
import { parseLocalRedirect, redirectPort } from './local-redirect';
import type { LocalRedirect } from './local-redirect';
import { object, text } from './plain-object';
import type { Assumption } from './result';
import type { Endpoint, Flow, Service, ServicePort } from './scenario';
import type { Peer } from './world';

/** Where a connection ends up before policies are asked: what it was sent to, or a backend of that. */
export interface Route {
  readonly to: string;
  readonly port: number;
  /** The endpoint reaches itself by a service: no policy is asked (bpf/bpf_lxc.c, hairpin_flow). */
  readonly hairpin: boolean;
  readonly path: readonly string[];
  readonly assumptions: readonly Assumption[];
}

const nameOf = ({ namespace, name }: { readonly namespace?: string; readonly name: string }): string =>
  `${namespace ?? 'default'}/${name}`;

const assume = (kind: Assumption['kind'], words: string): Assumption => ({ kind, direction: 'egress', text: words });

interface Target {
  readonly service?: Service;
  readonly address?: string;
}

function target({ world }: Distillery, flow: Flow, protocol: string): Target | undefined {
  const services = world.services ?? [];
  if (flow.to.startsWith('svc:')) {
    const wanted = flow.to.slice(4);
    const service = services.find((one) => nameOf(one) === wanted);
    if (service) return { service };
    const names = services.map((one) => `svc:${nameOf(one)}`);
    const near = closest(flow.to, names);
    return refuse({
      code: 'unknown-end',
      path: 'flow.to',
      message: 'no such service in this world',
      got: flow.to,
      allowed: names.join(', ') || 'none: the world has no services',
      ...(near !== undefined && { fix: `did you mean ${near}?` }),
    });
  }
  if (!flow.to.startsWith('ip:')) return undefined;
  const address = flow.to.slice(3);
  const service = services.find(({ clusterIPs }) => clusterIPs?.includes(address));
  return service && portsOf(service, flow.port ?? 0, protocol) ? { service } : { address };
}

/** The ports that a number of a service means; undefined where it has none of that number. */
function portsOf(service: Service, port: number, protocol: string): ServicePort | undefined {
  if (!service.ports || service.ports.length === 0) return { port, protocol };
  return service.ports.find((one) => one.port === port && (one.protocol ?? 'TCP').toUpperCase() === protocol);
}

/**
 * The ends that a flow may come to: one for each backend of a service, the local pods of a redirect, else itself.
 * Throws an IssueError on a service, or a port of one, that is not there.
 */
export function routes(distilled: Distillery, flow: Flow): readonly Route[] {
  const { world } = distilled;
  const protocol = flow.proto.toUpperCase();
  const asIs: Route = { to: flow.to, port: flow.port ?? 0, hairpin: false, path: [], assumptions: [] };
  const found = target(distilled, flow, protocol);
  if (!found) return [asIs];
  const { service, address } = found;
  const from = distilled.ends.peer(flow.from);
  const port = service && portsOf(service, flow.port ?? 0, protocol);
  if (service && !port) {
    return refuse({
      code: 'unknown-service-port',
      path: 'flow.port',
      message: `svc:${nameOf(service)} has no such port`,
      got: `${flow.port ?? 0}/${protocol}`,
      allowed: (service.ports ?? []).map((one) => `${one.port}/${one.protocol ?? 'TCP'}`).join(', '),
    });
  }
  const redirected = redirects(world.policies, world.config?.enableLocalRedirectPolicy).flatMap((redirect) =>
    redirectRoutes(distilled, redirect, from, flow, protocol, service, address, port?.name ?? ''),
  );
  if (redirected.length > 0) return redirected;
  return service && port ? serviceRoutes(distilled, service, port, from, flow) : [asIs];
}

function redirects(policies: Distillery['world']['policies'], enabled: boolean | undefined): LocalRedirect[] {
  if (enabled === false) return [];
  return policies.flatMap((policy) => {
    if (policy.kind !== 'CiliumLocalRedirectPolicy') return [];
    try {
      return [parseLocalRedirect(policy, text(object(policy.metadata).namespace) || 'default')];
    } catch {
      return [];
    }
  });
}

/** The pods on the client's node that a redirect sends a flow to. Where there is none, nothing is redirected. */
function redirectRoutes(
  { world, ends }: Distillery,
  redirect: LocalRedirect,
  from: Peer,
  flow: Flow,
  protocol: string,
  service: Service | undefined,
  address: string | undefined,
  portName: string,
): Route[] {
  const meant = redirect.service
    ? service !== undefined && nameOf(service) === nameOf(redirect.service)
    : address !== undefined && address === redirect.address;
  const port = meant ? redirectPort(redirect, flow.port ?? 0, protocol, portName) : undefined;
  if (!port) return [];
  const pods = (world.endpoints ?? []).filter(
    (pod) =>
      (pod.namespace ?? 'default') === redirect.namespace &&
      selectsLabels(redirect.selector, k8sLabels(pod.labels)) &&
      (pod.node === undefined || from.node === undefined || pod.node === from.node),
  );
  if (redirect.skipFromBackend && pods.some((pod) => isEnd(ends.peer(nameOf(pod)), from))) return [];
  return pods.map((pod) => {
    const end = nameOf(pod);
    const unknown = pod.node === undefined || from.node === undefined;
    return {
      to: end,
      port: port.port,
      hairpin: isEnd(ends.peer(end), from),
      path: [`is redirected to ${end} port ${port.port}/${port.protocol} on its node (${redirect.policy})`],
      assumptions: unknown ? [assume('same-node', `${end} runs on the node of ${flow.from}`)] : [],
    };
  });
}

const isEnd = (one: Peer, other: Peer): boolean =>
  one.end === other.end || (one.address !== undefined && one.address === other.address);

function serviceRoutes(
  distilled: Distillery,
  service: Service,
  port: ServicePort,
  from: Peer,
  flow: Flow,
): readonly Route[] {
  const { world, ends } = distilled;
  const name = `svc:${nameOf(service)}`;
  const kept =
    from.kind === 'address'
      ? [assume('source-kept', `a backend of ${name} sees the address of ${flow.from}, as without SNAT`)]
      : [];
  const route = (end: string, number: number): Route => ({
    to: end,
    port: number,
    hairpin: isEnd(ends.peer(end), from),
    path: [`${name} port ${port.port} is ${end} port ${number}`],
    assumptions: kept,
  });
  const selects = Object.keys(service.selector ?? {}).length > 0;
  const pods = selects
    ? (world.endpoints ?? []).filter(
        (pod) =>
          (pod.namespace ?? 'default') === (service.namespace ?? 'default') &&
          selectsLabels({ matchLabels: service.selector }, k8sLabels(pod.labels)),
      )
    : [];
  return [
    ...pods.flatMap((pod) => numberOf(pod, port).map((number) => route(nameOf(pod), number))),
    ...(selects ? [] : (service.backends ?? [])).map((ip) =>
      route(`ip:${ip}`, typeof port.targetPort === 'number' ? port.targetPort : port.port),
    ),
  ];
}

/** The number that a port of a service has at one pod; none where the pod lacks the name. */
function numberOf(pod: Endpoint, { port, protocol, targetPort }: ServicePort): number[] {
  if (targetPort === undefined) return [port];
  if (typeof targetPort === 'number') return [targetPort];
  if (/^\d+$/.test(targetPort)) return [Number(targetPort)];
  const own = pod.ports?.find(
    (one) => one.name === targetPort && (one.protocol ?? 'TCP').toUpperCase() === (protocol ?? 'TCP').toUpperCase(),
  );
  return own ? [own.port] : [];
}
