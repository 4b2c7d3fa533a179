import type { ServicePort, ServiceSpec } from 'kubernetes-types/core/v1';
import { ingressFacts } from '../../catalogue/facts/ingress';
import { isNil, plain, truthy, withBlock } from '../../core/helm';
import type { Json, JsonObject } from '../../core/json';
import { factsFor } from '../../core/release-range';
import { commonLabels, labelsOf, namespaceOf } from '../common';
import type { KubeObject, RenderContext } from '../context';

/**
 * The address and port of a backend that does not exist. A Service without endpoints drops its traffic before the
 * datapath can hand it to Envoy.
 */
const PLACEHOLDER = { address: '192.192.192.192', port: 9999 } as const;

/** Name, namespace and annotations that the Service and its backend have in common. */
function metadata(ctx: RenderContext): { name: string; namespace: string; annotations: JsonObject | undefined } {
  const { service } = ctx.values.ingressController;
  return {
    name: plain<string>(service.name),
    namespace: namespaceOf(ctx),
    annotations: withBlock<JsonObject>(service.annotations),
  };
}

function port(ctx: RenderContext, name: string, number: number, nodePort: Json): ServicePort {
  const { optionalNodePorts } = factsFor(ctx.release, ingressFacts);
  const chosen = truthy(nodePort) || !optionalNodePorts;
  return { name, port: number, protocol: 'TCP', nodePort: chosen ? plain<number>(nodePort) : undefined };
}

/** The Service in front of all Ingresses that share one load balancer. In the node's network it only holds the name. */
export function ingressService(ctx: RenderContext): KubeObject & { spec: ServiceSpec } {
  const { service, hostNetwork } = ctx.values.ingressController;
  const onHost = truthy(hostNetwork.enabled);
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      ...metadata(ctx),
      labels: {
        'cilium.io/ingress': 'true',
        'app.kubernetes.io/part-of': 'cilium',
        ...labelsOf(service.labels),
        ...commonLabels(ctx),
      },
    },
    spec: {
      ports: [port(ctx, 'http', 80, service.insecureNodePort), port(ctx, 'https', 443, service.secureNodePort)],
      type: onHost ? 'ClusterIP' : plain<ServiceSpec['type']>(service.type),
      loadBalancerClass: truthy(service.loadBalancerClass) ? plain<string>(service.loadBalancerClass) : undefined,
      allocateLoadBalancerNodePorts: isNil(service.allocateLoadBalancerNodePorts)
        ? undefined
        : plain<boolean>(service.allocateLoadBalancerNodePorts),
      loadBalancerIP: truthy(service.loadBalancerIP) ? plain<string>(service.loadBalancerIP) : undefined,
      externalTrafficPolicy:
        truthy(service.externalTrafficPolicy) && !onHost
          ? plain<ServiceSpec['externalTrafficPolicy']>(service.externalTrafficPolicy)
          : undefined,
    },
  };
}

/** The Service's placeholder backend, as EndpointSlice or, in older releases, Endpoints. */
export function ingressBackend(ctx: RenderContext): KubeObject {
  const facts = factsFor(ctx.release, ingressFacts);
  const at = metadata(ctx);
  const ofService = facts.endpointSliceOfService;
  const labels = {
    ...(ofService ? { 'kubernetes.io/service-name': at.name } : {}),
    ...commonLabels(ctx),
    ...labelsOf(ctx.values.ingressController.service.labels),
  };
  const ports = [{ port: PLACEHOLDER.port }];
  if (!facts.endpointSlice) {
    const endpoints = {
      apiVersion: 'v1',
      kind: 'Endpoints',
      metadata: { ...at, labels: withBlock<JsonObject>(labels) },
      subsets: [{ addresses: [{ ip: PLACEHOLDER.address }], ports }],
    };
    return endpoints;
  }
  const slice = {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { ...at, labels: withBlock<JsonObject>(labels) },
    addressType: 'IPv4',
    endpoints: [{ addresses: [PLACEHOLDER.address], conditions: ofService ? { ready: true } : undefined }],
    ports,
  };
  return slice;
}
