import { allowDNS } from '../builders/dns';
import { allPods } from '../builders/labels';
import { policy } from '../builders/policy';
import { entities } from '../builders/peers';
import { refuseArgument } from '../builders/refusal';
import type { EgressRule, IngressRule, NamespacedPolicy } from '../rule';

/** What an isolated namespace keeps. */
export interface IsolationOptions {
  /** @default 'isolate-namespace' */
  readonly name?: string;
  /** Also close what leaves the namespace, but for DNS. @default false */
  readonly egress?: boolean;
  /** Names that may be asked for, with `egress`. @default ['*'] */
  readonly dns?: readonly [string, ...string[]];
  /** Let Ingress and Gateway in, whose traffic has an identity of its own. @default false */
  readonly fromIngress?: boolean;
  /** Further rules, for monitoring and the like. @default - none */
  readonly allowFrom?: readonly IngressRule[];
  /** Further rules, with `egress`. @default - none */
  readonly allowTo?: readonly EgressRule[];
}

/**
 * Closes a namespace to all others. Opens: its pods to each other on every port; with `fromIngress`, Envoy of Ingress and
 * Gateway to all of them; the kubelet's probes, which no policy has to name. Leaves open, without `egress`: whatever the
 * pods connect to. Closes: all other pods, nodes and the world to these pods.
 *
 * It has to be one policy in each namespace: an empty peer means "my own namespace" in a CiliumNetworkPolicy, and "any pod
 * of the cluster" in a CiliumClusterwideNetworkPolicy (pkg/k8s/apis/cilium.io/utils, getEndpointSelector), which therefore
 * cannot isolate namespaces from each other.
 */
export function isolateNamespace(namespace: string, options: IsolationOptions = {}): NamespacedPolicy {
  const { egress = false, dns = ['*'], allowFrom = [], allowTo = [] } = options;
  const useless = !egress && (options.dns !== undefined || options.allowTo !== undefined);
  if (useless) {
    const fix = 'write egress: true, or leave dns and allowTo out';
    refuseArgument(
      `isolateNamespace('${namespace}')`,
      'without egress everything leaves',
      options,
      'egress: true',
      fix,
    );
  }
  return policy(options.name ?? 'isolate-namespace', {
    namespace,
    endpointSelector: allPods(),
    ingress: [
      { fromEndpoints: [allPods()] },
      ...(options.fromIngress ? [{ fromEntities: entities('ingress') }] : []),
      ...allowFrom,
    ],
    ...(egress ? { egress: [{ toEndpoints: [allPods()] }, allowDNS(...dns), ...allowTo] } : {}),
  });
}
