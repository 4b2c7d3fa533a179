import type { ServiceSpec } from 'kubernetes-types/core/v1';
import type { IngressRule, IngressSpec } from 'kubernetes-types/networking/v1';
import { plain, quote, rangeList, truthy, withBlock } from '../../core/helm';
import type { Value } from '../../core/json';
import { labelsOf, mergedMaps, namespaceOf } from '../common';
import type { KubeObject, RenderContext } from '../context';
import { labels } from './metadata';

/** The Service of the UI's pages. */
export function service(ctx: RenderContext): KubeObject {
  const { ui } = ctx.values.hubble;
  const nodePort = ui.service.type === 'NodePort' && truthy(ui.service.nodePort);
  const object = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: 'hubble-ui',
      namespace: namespaceOf(ctx),
      annotations: mergedMaps(ui.annotations, ui.service.annotations),
      labels: { ...labels(ctx), ...labelsOf(ui.service.labels) },
    },
    spec: {
      type: quote(ui.service.type),
      selector: { 'k8s-app': 'hubble-ui' },
      ports: [
        {
          name: 'http',
          port: 80,
          targetPort: 8081,
          nodePort: nodePort ? plain<number>(ui.service.nodePort) : undefined,
        },
      ],
    } satisfies ServiceSpec,
  };
  return object;
}

/** The way in from outside: the same base URL on every host. */
export function ingress(ctx: RenderContext): KubeObject[] {
  const { annotations, baseUrl, ingress: values } = ctx.values.hubble.ui;
  if (!truthy(values.enabled)) return [];
  const object = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: {
      name: 'hubble-ui',
      namespace: namespaceOf(ctx),
      labels: { ...labels(ctx), ...labelsOf(values.labels) },
      annotations: mergedMaps(annotations, values.annotations),
    },
    spec: {
      ingressClassName: truthy(values.className) ? plain<string>(values.className) : undefined,
      tls: withBlock(values.tls),
      rules: rangeList(values.hosts).map((host) => rule(host, baseUrl)),
    } satisfies IngressSpec,
  };
  return [object];
}

function rule(host: Value, baseUrl: Value): IngressRule {
  const backend = { service: { name: 'hubble-ui', port: { name: 'http' } } };
  return { host: plain<string>(host), http: { paths: [{ path: quote(baseUrl), pathType: 'Prefix', backend }] } };
}
