import { parseAddress } from '../core/cidr';
import { closest } from '../core/closest';
import { IssueError, type Issue } from '../core/issue';
import type { Repository } from './repository';
import { END_ENTITIES, type Flow, type World } from './scenario';
import { protoOf, type WrittenFlow } from './scenario-check';
import { below } from './shape';

/** Flows as `evaluate` takes them, and what their ends and ports leave open, each with the flow's path. */
export interface CheckedFlows {
  readonly flows: readonly Flow[];
  readonly issues: readonly Issue[];
}

/**
 * Completes flows that have the right shape: default protocol and port, names of ports as numbers. An end or a port that
 * the world lacks is an error with the likely one, all of them at once.
 */
export function completeFlows(written: readonly WrittenFlow[], policies: Repository, path = 'flows'): CheckedFlows {
  const issues: Issue[] = [];
  const flows = written.map((flow_, at): Flow => {
    const here = path === '' ? '' : below(path, at);
    const [from, to] = (['from', 'to'] as const).map((side) =>
      side === 'to' && flow_.to.startsWith('svc:')
        ? serviceIssues(flow_.to, below(here, side), policies)
        : endIssues(flow_[side], below(here, side), policies),
    );
    issues.push(...(from ?? []), ...(to ?? []));
    const { port: given, proto: _, ...rest } = flow_;
    const proto = protoOf(flow_);
    const number = typeof given === 'string' ? portNumberOf(given, flow_.to, proto, policies) : given;
    // Of a pod that is not there no port is asked for.
    if (typeof number === 'object' && !to?.some(({ severity }) => severity === 'error')) {
      issues.push({ ...number, path: below(here, 'port') });
    }
    const fallback = flow_.dns !== undefined && !/^icmp/i.test(proto) ? 53 : undefined;
    const complete = typeof number === 'number' ? number : fallback;
    return { ...rest, proto, ...(complete !== undefined && { port: complete }) };
  });
  return { flows, issues };
}

/** A service has no identity, so that it is an end of its own kind. */
function serviceIssues(end: string, path: string, { world }: Repository): Issue[] {
  const known = (world.services ?? []).map((service) => `svc:${service.namespace ?? 'default'}/${service.name}`);
  if (known.includes(end)) return [];
  const near = closest(end, known);
  return [
    {
      code: 'unknown-end',
      severity: 'error',
      path,
      message: 'no such service in this world',
      got: end,
      allowed: known.join(', ') || 'none: there are no services in the input',
      ...(near !== undefined && { fix: `did you mean ${near}?` }),
    },
  ];
}

function endIssues(end: string, path: string, policies: Repository): Issue[] {
  const { world } = policies;
  try {
    const peer = policies.peer(end);
    if (peer.unknown !== true || peer.name === undefined) return [];
    const near = closest(peer.name, Object.keys(world.dns ?? {}));
    if (near === undefined) return [];
    return [
      {
        code: 'name-not-learned',
        severity: 'warning',
        path,
        message: 'no answer is given for this name, so what it leads to is undecided',
        got: peer.name,
        fix: `did you mean fqdn:${near}?`,
      },
    ];
  } catch (error) {
    if (!(error instanceof IssueError)) throw error;
    return error.issues.map((issue) => {
      const better = end.startsWith('svc:') ? undefined : likelyEnd(end, world);
      if (better !== undefined) return { ...issue, path, fix: `did you mean ${better}?` };
      if (issue.fix === undefined && (world.endpoints ?? []).length === 0) {
        return {
          ...issue,
          path,
          fix: 'there are no workloads in the input: add their manifests, or endpoints to a scenario',
        };
      }
      return { ...issue, path };
    });
  }
}

/** The end that was probably meant, where the way it is written is the mistake. */
function likelyEnd(end: string, world: World): string | undefined {
  const pods = (world.endpoints ?? []).map((pod) => `${pod.namespace ?? 'default'}/${pod.name}`);
  const nodes = (world.nodes ?? []).map((node) => `node:${node.name}`);
  const services = (world.services ?? []).map((service) => `svc:${service.namespace ?? 'default'}/${service.name}`);
  const [prefix, rest] = /^([a-z]+):(?!\/)(.*)$/i.exec(end)?.slice(1) ?? [];
  if (prefix !== undefined && rest !== undefined) {
    const kind =
      prefix === 'pod' || prefix === 'endpoint' ? '' : closest(prefix, ['ip', 'fqdn', 'node', 'entity', 'svc']);
    if (kind === 'node') return closest(`node:${rest}`, nodes);
    if (kind === 'svc') return closest(`svc:${rest}`, services);
    if (kind === '') return closest(rest, pods);
    return kind !== undefined && kind !== prefix ? `${kind}:${rest}` : undefined;
  }
  if (parseAddress(end)) return `ip:${end}`;
  if (END_ENTITIES.includes(end)) return `entity:${end}`;
  if (nodes.includes(`node:${end}`)) return `node:${end}`;
  const slash = end.indexOf('/');
  const bare = pods.filter((pod) => pod.slice(pod.indexOf('/') + 1) === end.slice(slash + 1));
  if (bare.length === 1) return bare[0];
  if (slash >= 0) return closest(end, pods);
  const byName = closest(
    end,
    pods.map((pod) => pod.slice(pod.indexOf('/') + 1)),
  );
  const found = byName === undefined ? [] : pods.filter((pod) => pod.endsWith(`/${byName}`));
  return found[0] ?? (/^[\w-]+(?:\.[\w-]+)+\.?$/.test(end) ? `fqdn:${end}` : undefined);
}

function portNumberOf(given: string, to: string, proto: string, { world }: Repository): number | Omit<Issue, 'path'> {
  if (/^\d+$/.test(given)) return Number(given);
  const pod = world.endpoints?.find((one) => `${one.namespace ?? 'default'}/${one.name}` === to);
  const service = world.services?.find((one) => `svc:${one.namespace ?? 'default'}/${one.name}` === to);
  const named = (service?.ports ?? []).flatMap((one) => (one.name === undefined ? [] : [{ ...one, name: one.name }]));
  const ports = pod?.ports ?? named;
  const found = ports.find(
    (one) =>
      one.name.toLowerCase() === given.toLowerCase() && (one.protocol ?? 'TCP').toUpperCase() === proto.toUpperCase(),
  );
  if (found) return found.port;
  const names = ports.map((one) => `${one.name} (${one.port}/${one.protocol ?? 'TCP'})`);
  const near = closest(
    given,
    ports.map((one) => one.name),
  );
  return {
    code: 'unknown-port',
    severity: 'error',
    message:
      (pod ?? service) ? `${to} has no port of this name for ${proto}` : 'only a pod or a service has names for ports',
    got: given,
    ...(names.length > 0 ? { allowed: `a number, ${names.join(', ')}` } : { allowed: 'a number' }),
    ...(near !== undefined && { fix: `did you mean ${near}?` }),
  };
}
