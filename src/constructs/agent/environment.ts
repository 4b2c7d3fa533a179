import type { EnvVar } from 'kubernetes-types/core/v1';
import { plain, truthy } from '../../core/helm';
import { k8sServiceHost, k8sServicePort } from '../common';
import type { RenderContext } from '../context';
import { items } from './items';

/** Which node a container runs on. */
export const NODE_NAME: EnvVar = {
  name: 'K8S_NODE_NAME',
  valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'spec.nodeName' } },
};

/** Which node and namespace a container runs in. */
export const PLACE: readonly EnvVar[] = [
  NODE_NAME,
  { name: 'CILIUM_K8S_NAMESPACE', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } } },
];

/** Where the API server is, for pods that start before Services work: read from a ConfigMap, or given. */
export function apiServer(ctx: RenderContext): EnvVar[] {
  const { k8sServiceHost: host, k8sServiceHostRef: ref } = ctx.values;
  const byReference = truthy(ref.name) && truthy(ref.key);
  const port = { name: 'KUBERNETES_SERVICE_PORT', value: k8sServicePort(ctx) };
  return [
    ...(byReference
      ? [
          {
            name: 'KUBERNETES_SERVICE_HOST',
            valueFrom: { configMapKeyRef: { name: plain<string>(ref.name), key: plain<string>(ref.key) } },
          },
          port,
        ]
      : []),
    ...(truthy(host) ? [{ name: 'KUBERNETES_SERVICE_HOST', value: k8sServiceHost(ctx) }, port] : []),
  ];
}

/** The user's own variables. */
export function extraEnv(ctx: RenderContext): readonly EnvVar[] {
  return items<EnvVar>(ctx.values.extraEnv);
}
