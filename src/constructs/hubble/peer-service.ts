import type { ServiceSpec } from 'kubernetes-types/core/v1';
import { plain, truthy } from '../../core/helm';
import type { Value } from '../../core/json';
import { commonLabels, mergedMaps, namespaceOf } from '../common';
import type { KubeObject, RenderContext } from '../context';
import { tlsPort } from './tls-port';

/** The port on which agents tell Relay who their peers are. */
export function peerServicePort(ctx: RenderContext): Value {
  const { peerService, tls } = ctx.values.hubble;
  return tlsPort(peerService.servicePort, tls.enabled, 'hubble.tls.enabled');
}

/** The Service through which Relay asks the agent on its own node for Hubble's peers. */
export function peerService(ctx: RenderContext): KubeObject[] {
  const { agent, hubble } = ctx.values;
  if (!truthy(agent) || !truthy(hubble.enabled)) return [];
  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: 'hubble-peer',
      namespace: namespaceOf(ctx),
      annotations: mergedMaps(hubble.annotations),
      labels: {
        'k8s-app': 'cilium',
        'app.kubernetes.io/part-of': 'cilium',
        'app.kubernetes.io/name': 'hubble-peer',
        ...commonLabels(ctx),
      },
    },
    spec: {
      selector: { 'k8s-app': 'cilium' },
      ports: [
        {
          name: 'peer-service',
          port: plain<number>(peerServicePort(ctx)),
          protocol: 'TCP',
          targetPort: plain<number>(hubble.peerService.targetPort),
        },
      ],
      internalTrafficPolicy: 'Local',
    } satisfies ServiceSpec,
  };
  return [service];
}
