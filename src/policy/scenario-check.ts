import { isRelease, releases } from '../catalogue/catalogue';
import { parseAddress } from '../core/cidr';
import { closest } from '../core/closest';
import type { Issue } from '../core/issue';
import { isMap } from '../core/json';
import { printed } from '../core/printed';
import { expectationShape, expectedErrorShape } from './expectation';
import { PROTOCOLS, protocolNumber } from './protocol';
import type { Flow, PolicyObject, World } from './scenario';
import { below, kindOf, listOf, mapOf, mapWith, oneOf, text, textThat, whole, yesNo } from './shape';
import type { Report, Shape } from './shape';

/** A flow as it is written: a port may be a name that the pod at its end gives it, the protocol has a default. */
export interface WrittenFlow extends Omit<Flow, 'proto' | 'port'> {
  /** @default TCP; UDP where `dns` is asked for */
  readonly proto?: string;
  /** A number, or the name of a port of the pod at `to`. @default - none; 53 where `dns` is asked for */
  readonly port?: number | string;
}

/** A policy that is expected to be refused: by its name, or with a part of the agent's words. */
export type ExpectedPolicyError = string | { readonly policy: string; readonly error?: string };

/** A scenario as it stands in a file: with paths among the policies, and what tests need. */
export interface WrittenScenario extends Omit<World, 'cilium' | 'policies'> {
  /** @default - the newest release known, or what the manifests say */
  readonly cilium?: string;
  /** Objects, and paths of files and folders, from the scenario's folder. */
  readonly policies?: readonly (PolicyObject | string)[];
  /** Files and folders with the workloads, services and namespaces of the cluster, and with more policies. */
  readonly manifests?: readonly string[];
  /** What it is called. */
  readonly name?: string;
  /** Why it is there. */
  readonly note?: string;
  readonly flows?: readonly WrittenFlow[];
  readonly expectPolicyErrors?: readonly ExpectedPolicyError[];
}

const KINDS = [
  'CiliumNetworkPolicy',
  'CiliumClusterwideNetworkPolicy',
  'NetworkPolicy',
  'ClusterNetworkPolicy',
  'CiliumLocalRedirectPolicy',
  'CiliumEgressGatewayPolicy',
];

const name = text('a name');
const labels = mapOf(text('text', true));
const address = textThat((written) => parseAddress(written) !== undefined, 'an address, for example 10.0.0.1');
const protocol: Shape = (value, path, report) => {
  if (typeof value === 'string' && value.toUpperCase() !== 'ANY' && protocolNumber(value) !== undefined) return;
  oneOf(PROTOCOLS, { any: 'TCP', http: 'TCP', https: 'TCP', dns: 'UDP', tls: 'TCP' })(value, path, report);
};

const portNumber = whole(0, 65535);
/** A number (also in quotes, as policies have it) or a name. */
const port: Shape = (value, path, report) => {
  if (typeof value !== 'string') return portNumber(value, path, report);
  if (/^\d+$/.test(value)) return portNumber(Number(value), path, report);
  if (!/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/i.test(value)) {
    const [, number, suffix] = /^(\d+)\/(\w+)$/.exec(value) ?? [];
    report({
      code: 'scenario-value',
      path,
      message: 'a port is a number, or the name that the pod gives it',
      got: printed(value),
      ...(number !== undefined &&
        suffix !== undefined && { fix: `write port: ${number} and proto: ${suffix.toUpperCase()}` }),
    });
  }
};

const release: Shape = (value, path, report) => {
  if (typeof value === 'string' && isRelease(value)) return;
  const all = releases().map((known) => known.release);
  const given = typeof value === 'string' ? value.replace(/^v/, '') : String(value);
  const newest = [...all].reverse();
  const near = newest.find((known) => known.startsWith(`${given}.`)) ?? closest(given, newest);
  report({
    code: 'unknown-release',
    path,
    message: 'this release of Cilium is not in the catalogue',
    got: kindOf(value),
    allowed: all.join(', '),
    fix: near === undefined ? `the newest is ${newest[0] as string}` : `did you mean ${near}?`,
  });
};

const policyObject: Shape = (value, path, report) => {
  if (!isMap(value)) return text('a policy, or the path of a file or folder')(value, path, report);
  if (typeof value.kind !== 'string') {
    return report({
      code: 'scenario-lacks',
      path,
      message: 'a policy has a kind',
      got: kindOf(value),
      allowed: KINDS.join(', '),
    });
  }
  oneOf(KINDS)(value.kind, below(path, 'kind'), report);
};

const header = mapOf(text('text', true));
const flowKeys = mapWith(
  {
    name,
    from: name,
    to: name,
    proto: protocol,
    port,
    icmp: whole(0, 255),
    http: mapWith({
      method: name,
      path: text('a path, for example /v1/orders'),
      host: text('text', true),
      headers: header,
    }),
    dns: text('a name of DNS'),
    sni: text('a server name'),
    authenticated: yesNo,
    expect: expectationShape,
  },
  ['from', 'to'],
);

const TRANSPORT = ['TCP', 'UDP', 'SCTP'];

/** A flow's keys, and what they say together. */
const flow: Shape = (value, path, report) => {
  flowKeys(value, path, report);
  if (!isMap(value)) return;
  const written = protoOf(value as Partial<WrittenFlow>).toUpperCase();
  if (/^ICMP(?:V6)?$/.test(written)) {
    if ('port' in value) {
      report({
        code: 'scenario-value',
        path: below(path, 'port'),
        message: `${written} has no ports`,
        fix: `write icmp: ${written === 'ICMP' ? 8 : 128} for an echo request`,
      });
    } else if (!('icmp' in value)) {
      const fix = `add icmp: ${written === 'ICMP' ? 8 : 128} for an echo request`;
      report({ code: 'scenario-lacks', path, message: 'the type of the message is missing', fix });
    }
    return;
  }
  if ('icmp' in value) {
    report({
      code: 'scenario-value',
      path: below(path, 'icmp'),
      message: `${written} has no type of ICMP`,
      fix: 'write proto: ICMP or ICMPv6, or remove it',
    });
  }
  if (TRANSPORT.includes(written) && !('port' in value) && !('dns' in value)) {
    report({ code: 'scenario-lacks', path, message: 'port is missing', fix: 'add port: 443, or the port meant' });
  }
  if ('http' in value && written !== 'TCP') {
    report({
      code: 'scenario-value',
      path: below(path, 'http'),
      message: `HTTP rules apply to TCP only, and this flow is ${written}`,
      fix: 'remove http, or proto',
    });
  }
};

/** The protocol of a flow that may name none: DNS is asked over UDP. */
export const protoOf = ({ proto, dns }: Partial<WrittenFlow>): string =>
  typeof proto === 'string' ? proto : dns === undefined ? 'TCP' : 'UDP';

const namedPort = mapWith({ name, port: whole(1, 65535), protocol }, ['name', 'port']);

/** Of a service; `targetPort` a number, or the name of a port of its pods. */
const servicePort = mapWith({ name, port: whole(1, 65535), protocol, targetPort: port }, ['port']);

const WORLD: Readonly<Record<string, Shape>> = {
  cilium: release,
  policies: listOf(policyObject),
  namespaces: listOf(mapWith({ name, labels }, ['name'])),
  endpoints: listOf(
    mapWith(
      {
        name,
        namespace: name,
        labels,
        serviceAccount: name,
        ip: address,
        ports: listOf(namedPort),
        node: name,
        cluster: name,
      },
      ['name'],
    ),
  ),
  nodes: listOf(mapWith({ name, labels, ip: address, local: yesNo }, ['name'])),
  dns: mapOf(listOf(address)),
  cidrGroups: listOf(mapWith({ name, labels, cidrs: listOf(text('a CIDR')) }, ['name', 'cidrs'])),
  services: listOf(
    mapWith(
      {
        name,
        namespace: name,
        labels,
        selector: labels,
        backends: listOf(address),
        clusterIPs: listOf(address),
        ports: listOf(servicePort),
      },
      ['name'],
    ),
  ),
  kubeAPIServerIPs: listOf(address),
  config: mapWith({
    enablePolicy: oneOf(['default', 'always', 'never']),
    policyCIDRMatchMode: listOf(oneOf(['nodes', 'pods'])),
    enableNodeSelectorLabels: yesNo,
    enableHostFirewall: yesNo,
    allowLocalhost: oneOf(['auto', 'always', 'policy']),
    ipv6: yesNo,
    clusterName: name,
    policyDefaultLocalCluster: yesNo,
    enableNonDefaultDenyPolicies: yesNo,
    enableL7Proxy: yesNo,
    enableExtendedIPProtocols: yesNo,
    policyAuditMode: yesNo,
    enableLocalRedirectPolicy: yesNo,
    enableEgressGateway: yesNo,
    labels: listOf(text('a pattern of labels')),
  }),
};

const SCENARIO = mapWith({
  ...WORLD,
  manifests: listOf(text('the path of a file or folder')),
  name,
  note: text('text', true),
  flows: listOf(flow),
  expectPolicyErrors: listOf(expectedErrorShape),
});

/** What is wrong with the data of a scenario, all of it; paths are those of the file: `flows[3].proto`. */
export function checkScenario(data: unknown): Issue[] {
  const issues: Issue[] = [];
  const report: Report = (issue) => void issues.push({ severity: 'error', ...issue });
  SCENARIO(data, '', report);
  if (!isMap(data)) return issues;
  twice(data.endpoints, 'endpoints', (one) => `${String(one.namespace ?? 'default')}/${String(one.name)}`, report);
  twice(data.nodes, 'nodes', (one) => String(one.name), report);
  twice(data.namespaces, 'namespaces', (one) => String(one.name), report);
  return issues;
}

/** What is wrong with a single flow; paths are its keys. */
export function checkFlow(data: object): Issue[] {
  const issues: Issue[] = [];
  flow(data, '', (issue) => void issues.push({ severity: 'error', ...issue }));
  return issues;
}

function twice(
  things: unknown,
  path: string,
  nameOf: (thing: Readonly<Record<string, unknown>>) => string,
  report: Report,
): void {
  const seen = new Map<string, number>();
  (Array.isArray(things) ? things : []).forEach((thing: unknown, at) => {
    if (!isMap(thing) || typeof thing.name !== 'string') return;
    const known = seen.get(nameOf(thing));
    if (known === undefined) return void seen.set(nameOf(thing), at);
    report({
      code: 'scenario-twice',
      path: below(below(path, at), 'name'),
      message: `${below(path, known)} has this name already`,
      got: nameOf(thing),
      fix: 'rename one, or remove it',
    });
  });
}
