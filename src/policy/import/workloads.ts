import type { Issue } from '../../core/issue';
import { isMap, type Json, type JsonObject } from '../../core/json';
import { put } from '../../core/merge';
import { printed } from '../../core/printed';
import { locationOf, originOf, withOrigin } from '../origin';
import type { CIDRGroup, Endpoint, Labels, Namespace, Node, Service, ServicePort } from '../scenario';
import { podTemplate, valueAt, type PodTemplate } from './pod-template';

/**
 * The pods of a workload: they share an identity, so one endpoint stands for all of them. Its name is the workload's; where
 * two kinds share it, the second one's with its kind, `web-statefulset`. Address and node are known of a running cluster.
 */
type ImportedEndpoint = Endpoint & Required<Pick<Endpoint, 'namespace' | 'labels' | 'serviceAccount' | 'ports'>>;

/** Something that lets traffic in from outside; a hint for what to ask, no part of a verdict. */
export interface Entrance {
  /** For example `Ingress/shop/web`. */
  readonly object: string;
  /** `namespace/name` of the services behind it. */
  readonly services: readonly string[];
}

/** What manifests say of a cluster: the parts of a `World`, and what was left out. */
export interface Workloads {
  readonly endpoints: readonly ImportedEndpoint[];
  /** Also those that are only named by objects in them. */
  readonly namespaces: readonly Required<Namespace>[];
  /** With a selector, or with the addresses of their EndpointSlices. */
  readonly services: readonly (Service &
    Required<Pick<Service, 'namespace' | 'labels'>> & { readonly headless: boolean })[];
  readonly nodes: readonly (Node & Required<Pick<Node, 'labels'>>)[];
  readonly cidrGroups: readonly Required<CIDRGroup>[];
  /** Policies of every kind, with their namespace. */
  readonly policies: readonly JsonObject[];
  /** Addresses behind the service `default/kubernetes`. */
  readonly kubeAPIServerIPs: readonly string[];
  readonly entrances: readonly Entrance[];
  readonly issues: readonly Issue[];
}

/**
 * The cluster that objects describe, with the defaults that an API server would set: the namespace `default`, the
 * service account `default`, the protocol TCP, the label `kubernetes.io/metadata.name`. Pods of the host's network have
 * no identity of their own and are a note; objects that stand twice are an issue, and the last one counts.
 */
export function workloads(objects: readonly JsonObject[]): Workloads {
  const reading = new Import();
  const once = reading.unique(objects);
  for (const object of once) reading.take(object);
  return reading.finish(once);
}

const POLICIES: Readonly<Record<string, 'namespaced' | 'cluster'>> = {
  'cilium.io/CiliumNetworkPolicy': 'namespaced',
  'cilium.io/CiliumClusterwideNetworkPolicy': 'cluster',
  'networking.k8s.io/NetworkPolicy': 'namespaced',
  'policy.networking.k8s.io/ClusterNetworkPolicy': 'cluster',
  'cilium.io/CiliumLocalRedirectPolicy': 'namespaced',
  'cilium.io/CiliumEgressGatewayPolicy': 'cluster',
};

/** Kinds without a namespace among those that are looked at. */
export const CLUSTER_SCOPED = new Set([
  'Namespace',
  'Node',
  'CiliumNode',
  'CiliumCIDRGroup',
  'CiliumClusterwideNetworkPolicy',
  'CiliumEgressGatewayPolicy',
  'ClusterNetworkPolicy',
  'AdminNetworkPolicy',
  'BaselineAdminNetworkPolicy',
]);

/** Whose namespaces are part of the cluster that policies see. */
const NAMESPACED = new Set([
  'Service',
  'Endpoints',
  'EndpointSlice',
  'CiliumNetworkPolicy',
  'NetworkPolicy',
  'Ingress',
  'Gateway',
  'HTTPRoute',
  'GRPCRoute',
  'TLSRoute',
]);

const NAME_LABEL = 'kubernetes.io/metadata.name';

class Import {
  private readonly endpoints: ImportedEndpoint[] = [];
  private readonly namespaces = new Map<string, Labels>();
  private readonly used = new Set<string>();
  private readonly taken = new Set<string>();
  private readonly services: JsonObject[] = [];
  private readonly slices = new Map<string, Set<string>>();
  private readonly nodes = new Map<string, { name: string; labels: Labels; ip?: string }>();
  private readonly cidrGroups: { name: string; labels: Labels; cidrs: readonly string[] }[] = [];
  private readonly policies: JsonObject[] = [];
  private readonly entrances: Entrance[] = [];
  private readonly issues: Issue[] = [];
  private readonly templates: { object: JsonObject; template: PodTemplate }[] = [];

  /** Of objects that stand more than once the last, as applying the files in turn would leave it. */
  unique(objects: readonly JsonObject[]): readonly JsonObject[] {
    const last = new Map<string, JsonObject>();
    for (const object of objects) {
      const key = `${groupOf(object)}/${refOf(object)}`;
      // Every object of a generated name is one of its own.
      if (nameOf(object) === undefined) {
        last.set(`${key}#${last.size}`, object);
        continue;
      }
      const before = last.get(key);
      if (before) this.twice(before, object);
      last.set(key, object);
    }
    return [...last.values()];
  }

  private twice(before: JsonObject, object: JsonObject): void {
    const same = JSON.stringify(before) === JSON.stringify(object);
    const at = locationOf(before, ['metadata', 'name']);
    this.issues.push({
      code: 'object-twice',
      severity: same ? 'note' : 'warning',
      path: refOf(object),
      message: `this object stands in ${at ? `${at.file}:${at.line ?? 1}` : 'an earlier place'} too${
        same ? ', with the same content' : ', with other content: this one counts'
      }`,
      ...locationIn(object, ['metadata', 'name']),
      fix: 'keep one of them, or evaluate the files of one cluster at a time',
    });
  }

  take(object: JsonObject): void {
    const { kind } = object;
    const id = `${groupOf(object)}/${String(kind)}`;
    if (NAMESPACED.has(String(kind))) this.used.add(namespaceOf(object));
    if (namespaceOf(object).includes('${')) this.unfilled(object, namespaceOf(object), ['metadata', 'namespace']);
    if (POLICIES[id]) this.policies.push(POLICIES[id] === 'namespaced' ? inNamespace(object) : object);
    else if (kind === 'Namespace') this.namespace(object);
    else if (kind === 'Service' && groupOf(object) === '') this.service(object);
    else if (kind === 'Endpoints' || kind === 'EndpointSlice') this.slice(object);
    else if (kind === 'Node' || kind === 'CiliumNode') this.node(object);
    else if (kind === 'CiliumCIDRGroup') this.cidrGroup(object);
    else if (kind === 'Ingress' || /Route$/.test(String(kind))) this.entrance(object);
    else if (kind === 'AdminNetworkPolicy' || kind === 'BaselineAdminNetworkPolicy') this.unknownPolicy(object);
    else {
      const template = podTemplate(object);
      if (template) this.templates.push({ object, template });
    }
  }

  finish(objects: readonly JsonObject[]): Workloads {
    const present = new Map(objects.map((object) => [refOf(object), object]));
    const pods = new Map<string, JsonObject>();
    const heads = this.templates.filter(({ object }) => {
      const owner = ownerIn(object, present);
      const top = owner && topOwner(owner, present);
      if (top && object.kind === 'Pod' && !pods.has(refOf(top)) && podIP(object)) pods.set(refOf(top), object);
      return !top;
    });
    for (const { object, template } of heads) this.workload(object, template, pods.get(refOf(object)) ?? object);
    for (const name of this.used) {
      if (!this.namespaces.has(name)) this.namespaces.set(name, { [NAME_LABEL]: name });
    }
    const { endpoints, cidrGroups, policies, entrances, issues } = this;
    return {
      endpoints,
      namespaces: [...this.namespaces].map(([name, labels]) => ({ name, labels })),
      services: this.services.flatMap((service) => this.finished(service)),
      nodes: [...this.nodes.values()],
      cidrGroups,
      policies,
      kubeAPIServerIPs: [...(this.slices.get('default/kubernetes') ?? [])],
      entrances,
      issues,
    };
  }

  private workload(object: JsonObject, template: PodTemplate, running: JsonObject): void {
    const { spec } = template;
    const namespace = namespaceOf(object);
    this.used.add(namespace);
    const phase = object.kind === 'Pod' ? valueAt(object, ['status', 'phase']) : undefined;
    if (phase === 'Succeeded' || phase === 'Failed') return; // it has left its address
    if (spec.hostNetwork === true) {
      this.issues.push({
        code: 'host-network',
        severity: 'note',
        path: refOf(object),
        message: 'its pods use the network of their node: to policies they are the host, no endpoints of their own',
        ...locationIn(object, [...template.specAt, 'hostNetwork']),
        fix: 'ask about entity:host, or entity:remote-node from other nodes',
        source: 'identity `reserved:host`',
      });
      return;
    }
    const base = nameOf(object) ?? text(valueAt(object, ['metadata', 'generateName'])).replace(/-$/, '');
    const name = this.free(base, namespace, object);
    const labels = { ...this.labels(object, template.labels, template.labelsAt) };
    // The Job controller labels its pods; `controller-uid` and its like are no part of an identity.
    if (object.kind === 'Job') Object.assign(labels, { 'job-name': base, 'batch.kubernetes.io/job-name': base });
    const ip = podIP(running);
    const node = valueAt(running, ['spec', 'nodeName']);
    this.endpoints.push({
      name,
      namespace,
      labels,
      serviceAccount: text(spec.serviceAccountName) || text(spec.serviceAccount) || 'default',
      ports: this.ports(object, template),
      ...(ip === undefined ? {} : { ip }),
      ...(typeof node === 'string' ? { node } : {}),
    });
  }

  /** A name that no other endpoint of the namespace has. */
  private free(base: string, namespace: string, object: JsonObject): string {
    const taken = (name: string): boolean => this.taken.has(`${namespace}/${name}`);
    if (!taken(base)) {
      this.taken.add(`${namespace}/${base}`);
      return base;
    }
    let name = `${base}-${String(object.kind).toLowerCase()}`;
    for (let number = 2; taken(name); number++) name = `${base}-${String(object.kind).toLowerCase()}-${number}`;
    this.issues.push({
      code: 'endpoint-renamed',
      severity: 'note',
      path: refOf(object),
      message: `another workload of the namespace has this name: this one is ${namespace}/${name} here`,
      ...locationIn(object, ['metadata', 'name']),
    });
    this.taken.add(`${namespace}/${name}`);
    return name;
  }

  private ports(object: JsonObject, { spec, specAt }: PodTemplate): ImportedEndpoint['ports'] {
    // As the agent does: no init containers, and of ports with one name the last (pkg/k8s/labels.go, pkg/types/portmap.go).
    const ports = new Map<string, { name: string; port: number; protocol: string }>();
    list(spec.containers).forEach((container, at) =>
      list(isMap(container) ? container.ports : undefined).forEach((port, index) => {
        if (!isMap(port) || typeof port.name !== 'string') return;
        const number = port.containerPort;
        const protocol = text(port.protocol) || 'TCP';
        const where = [...specAt, 'containers', String(at), 'ports', String(index)];
        if (typeof number !== 'number') {
          this.issues.push({
            code: 'port-not-a-number',
            severity: 'warning',
            path: `${refOf(object)} ${port.name}`,
            message: 'a container’s port is a number; this one is left out',
            got: printed(number ?? null),
            ...locationIn(object, [...where, 'containerPort']),
            fix: 'write the number, without quotes',
          });
          return;
        }
        const before = ports.get(port.name);
        if (before && (before.port !== number || before.protocol !== protocol)) {
          this.issues.push({
            code: 'port-name-twice',
            severity: 'warning',
            path: `${refOf(object)} ${port.name}`,
            message: `two ports of the pod have this name: rules that name it mean ${number}/${protocol}, not ${before.port}/${before.protocol}`,
            ...locationIn(object, [...where, 'name']),
            fix: 'give each its own name',
          });
        }
        ports.set(port.name, { name: port.name, port: number, protocol });
      }),
    );
    return [...ports.values()];
  }

  private namespace(object: JsonObject): void {
    const name = nameOf(object);
    if (name === undefined) return;
    this.namespaces.set(name, { ...this.labels(object), [NAME_LABEL]: name });
  }

  private service(object: JsonObject): void {
    if (valueAt(object, ['spec', 'type']) === 'ExternalName') {
      this.issues.push({
        code: 'service-external-name',
        severity: 'note',
        path: refOf(object),
        message: 'a service of type ExternalName is a DNS name, which policies see as the address that it leads to',
        ...locationIn(object, ['spec', 'type']),
        fix: `ask about fqdn:${text(valueAt(object, ['spec', 'externalName'])) || 'NAME'}`,
      });
      return;
    }
    this.services.push(object);
  }

  private finished(object: JsonObject): Workloads['services'] {
    const name = nameOf(object);
    if (name === undefined) return [];
    const namespace = namespaceOf(object);
    const selector = valueAt(object, ['spec', 'selector']);
    const backends = this.slices.get(`${namespace}/${name}`);
    const chosen = isMap(selector) && Object.keys(selector).length > 0;
    const given = [valueAt(object, ['spec', 'clusterIP']), ...list(valueAt(object, ['spec', 'clusterIPs']))];
    const clusterIPs = [...new Set(given.filter((one) => typeof one === 'string' && /[.:]/.test(one)))] as string[];
    const ports = list(valueAt(object, ['spec', 'ports'])).flatMap(servicePort);
    return [
      {
        name,
        namespace,
        labels: this.labels(object),
        ...(chosen ? { selector: this.labels(object, selector, ['spec', 'selector']) } : {}),
        ...(!chosen ? { backends: [...(backends ?? [])] } : {}),
        ...(clusterIPs.length > 0 ? { clusterIPs } : {}),
        ...(ports.length > 0 ? { ports } : {}),
        headless: valueAt(object, ['spec', 'clusterIP']) === 'None',
      },
    ];
  }

  private slice(object: JsonObject): void {
    const label = valueAt(object, ['metadata', 'labels', 'kubernetes.io/service-name']);
    const service = object.kind === 'Endpoints' ? nameOf(object) : label;
    if (typeof service !== 'string') return;
    const addresses =
      object.kind === 'Endpoints'
        ? list(object.subsets).flatMap((subset) => list(isMap(subset) ? subset.addresses : undefined))
        : list(object.endpoints).flatMap((endpoint) => list(isMap(endpoint) ? endpoint.addresses : undefined));
    const key = `${namespaceOf(object)}/${service}`;
    const known = this.slices.get(key) ?? new Set<string>();
    this.slices.set(key, known);
    for (const address of addresses) {
      const ip = isMap(address) ? address.ip : address;
      if (typeof ip === 'string' && object.addressType !== 'FQDN') known.add(ip);
    }
  }

  private node(object: JsonObject): void {
    const name = nameOf(object);
    if (name === undefined) return;
    const cilium = object.kind === 'CiliumNode';
    const addresses = list(valueAt(object, cilium ? ['spec', 'addresses'] : ['status', 'addresses'])).filter(isMap);
    const internal = addresses.find(({ type }) => type === 'InternalIP');
    const ip = cilium ? internal?.ip : internal?.address;
    const before = this.nodes.get(name);
    // A CiliumNode repeats its Node's labels; where both are here the Node is the source of them.
    const labels = cilium && before ? before.labels : this.labels(object);
    const address = typeof ip === 'string' ? ip : before?.ip;
    this.nodes.set(name, { name, labels, ...(address === undefined ? {} : { ip: address }) });
  }

  private cidrGroup(object: JsonObject): void {
    const name = nameOf(object);
    if (name === undefined) return;
    const cidrs = list(valueAt(object, ['spec', 'externalCIDRs'])).filter((cidr) => typeof cidr === 'string');
    this.cidrGroups.push({ name, labels: this.labels(object), cidrs });
  }

  private entrance(object: JsonObject): void {
    const services = new Set<string>();
    const visit = (value: Json | undefined, key = ''): void => {
      if (Array.isArray(value)) return value.forEach((item: Json) => visit(item, key));
      if (!isMap(value)) return;
      // An Ingress has `service: {name}` (before networking.k8s.io/v1: `serviceName`), a route `backendRefs: [{name}]`.
      const name = key === 'service' || key === 'backendRefs' ? value.name : value.serviceName;
      if (typeof name === 'string' && (value.kind ?? 'Service') === 'Service') {
        services.add(`${text(value.namespace) || namespaceOf(object)}/${name}`);
      }
      for (const [child, content] of Object.entries(value)) visit(content, child);
    };
    visit(object.spec);
    this.entrances.push({ object: refOf(object), services: [...services] });
  }

  private unknownPolicy(object: JsonObject): void {
    this.issues.push({
      code: 'policy-not-cilium',
      severity: 'warning',
      path: refOf(object),
      message: `Cilium does not read policies of the kind ${String(object.kind)}: this one has no effect`,
      ...locationIn(object, ['kind']),
      fix: 'write it as a CiliumClusterwideNetworkPolicy, or from 1.20 on as a ClusterNetworkPolicy',
    });
  }

  /** Labels of an object or a template; what is no text is an issue, as the API server would refuse it. */
  private labels(
    object: JsonObject,
    labels: Json | undefined = valueAt(object, ['metadata', 'labels']),
    at: readonly string[] = ['metadata', 'labels'],
  ): Labels {
    const result: Record<string, string> = {};
    for (const [key, value] of isMap(labels) ? Object.entries(labels) : []) {
      if (typeof value === 'string') {
        put(result, key, value);
        if (value.includes('${')) this.unfilled(object, value, [...at, key]);
        continue;
      }
      this.issues.push({
        code: 'label-not-text',
        severity: 'warning',
        path: `${refOf(object)} ${[...at, key].join('.')}`,
        message: 'the value of a label is text; the API server refuses this object',
        got: printed(value),
        ...locationIn(object, [...at, key]),
        fix: `write ${JSON.stringify(value === null ? '' : String(value))}`,
      });
      put(result, key, value === null ? '' : String(value));
    }
    return result;
  }

  private unfilled(object: JsonObject, value: string, at: readonly string[]): void {
    this.issues.push({
      code: 'variable-unfilled',
      severity: 'note',
      path: `${refOf(object)} ${at.join('.')}`,
      message: 'a variable that Flux or envsubst fills later is taken as it stands',
      got: value,
      ...locationIn(object, at),
      fix: 'evaluate what the build prints, for example of flux build kustomization',
    });
  }
}

function list(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

function nameOf(object: JsonObject): string | undefined {
  const name = valueAt(object, ['metadata', 'name']);
  return typeof name === 'string' ? name : undefined;
}

function namespaceOf(object: JsonObject): string {
  return text(valueAt(object, ['metadata', 'namespace'])) || 'default';
}

function groupOf({ apiVersion }: JsonObject): string {
  const version = text(apiVersion);
  return version.includes('/') ? version.slice(0, version.indexOf('/')) : '';
}

/** `Kind/namespace/name`, without a namespace for what has none. */
function refOf(object: JsonObject): string {
  const kind = String(object.kind);
  const name = nameOf(object) ?? `${text(valueAt(object, ['metadata', 'generateName']))}*`;
  return CLUSTER_SCOPED.has(kind) ? `${kind}/${name}` : `${kind}/${namespaceOf(object)}/${name}`;
}

function inNamespace(object: JsonObject): JsonObject {
  const metadata = object.metadata as JsonObject;
  if (text(metadata.namespace) !== '') return object;
  const origin = originOf(object);
  const copy = { ...object, metadata: { ...metadata, namespace: 'default' } };
  return origin ? withOrigin(copy, origin) : copy;
}

function ownerIn(object: JsonObject, present: ReadonlyMap<string, JsonObject>): JsonObject | undefined {
  for (const owner of list(valueAt(object, ['metadata', 'ownerReferences']))) {
    if (!isMap(owner)) continue;
    const found = present.get(`${text(owner.kind)}/${namespaceOf(object)}/${text(owner.name)}`);
    if (found && found !== object && podTemplate(found)) return found;
  }
  return undefined;
}

/** Of a pod the Deployment, not the ReplicaSet between them. */
function topOwner(object: JsonObject, present: ReadonlyMap<string, JsonObject>): JsonObject {
  let top = object;
  for (let steps = 0; steps < 8; steps++) {
    const owner = ownerIn(top, present);
    if (!owner) return top;
    top = owner;
  }
  return top;
}

function podIP(object: JsonObject): string | undefined {
  const phase = valueAt(object, ['status', 'phase']);
  const ip = valueAt(object, ['status', 'podIP']);
  return typeof ip === 'string' && ip !== '' && phase !== 'Succeeded' && phase !== 'Failed' ? ip : undefined;
}

function locationIn(object: JsonObject, path: readonly string[]): { location?: Exclude<Issue['location'], undefined> } {
  const location = locationOf(object, path);
  return location ? { location } : {};
}

function servicePort(given: Json): ServicePort[] {
  if (!isMap(given) || typeof given.port !== 'number') return [];
  const { name, port, protocol, targetPort } = given;
  return [
    {
      port,
      ...(typeof name === 'string' ? { name } : {}),
      ...(typeof protocol === 'string' ? { protocol } : {}),
      ...(typeof targetPort === 'number' || typeof targetPort === 'string' ? { targetPort } : {}),
    },
  ];
}
