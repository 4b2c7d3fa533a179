import type { EnvVar } from 'kubernetes-types/core/v1';
import { plain, truthy } from '../../core/helm';
import { k8sServiceHost, k8sServicePort } from '../common';
import type { RenderContext } from '../context';

/** Environment of a container that must reach the API server before kube-proxy's replacement works. */
export function apiServerEnv(ctx: RenderContext): EnvVar[] {
  const { k8sServiceHost: host, k8sServiceHostRef: ref } = ctx.values;
  const port = (): EnvVar => ({ name: 'KUBERNETES_SERVICE_PORT', value: k8sServicePort(ctx) });
  return [
    ...(truthy(ref.name) && truthy(ref.key)
      ? [
          {
            name: 'KUBERNETES_SERVICE_HOST',
            valueFrom: { configMapKeyRef: { name: plain<string>(ref.name), key: plain<string>(ref.key) } },
          },
          port(),
        ]
      : []),
    ...(truthy(host) ? [{ name: 'KUBERNETES_SERVICE_HOST', value: k8sServiceHost(ctx) }, port()] : []),
  ];
}

/** An environment variable that holds a field of the pod. */
export function podFieldEnv(name: string, fieldPath: string): EnvVar {
  return { name, valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath } } };
}
