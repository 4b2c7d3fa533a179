import { contains, defaultTo, eq, hasKey, rangeList, text, toInt, toText, truthy } from '../../core/helm';
import { isMap, type Value } from '../../core/json';
import { semverCompare } from '../../core/semver';
import type { Refusal, RefusalInput } from './refusal';

function policyIsKnown(policy: Value): boolean {
  return eq(policy, 'Cluster') || eq(policy, 'Local');
}

/** Whether Envoy is configured by anything that asks for the replacement of kube-proxy to be decided on. */
function configuresEnvoy({ values }: RefusalInput): boolean {
  return (
    truthy(values.envoyConfig.enabled) || truthy(values.ingressController.enabled) || truthy(values.gatewayAPI.enabled)
  );
}

const BACKOFF = ['KUBE_CLIENT_BACKOFF_BASE', 'KUBE_CLIENT_BACKOFF_DURATION'] as const;

/** The variables of `extraEnv` that `k8sClientExponentialBackoff` sets, too. */
function backoffVariables({ values }: RefusalInput): readonly string[] {
  return rangeList(values.extraEnv).flatMap((variable) => {
    if (!isMap(variable)) throw new TypeError('an element of extraEnv is not a map');
    return BACKOFF.filter((name) => eq(variable['name'], name));
  });
}

const TRAFFIC_POLICY = {
  allowed: 'Cluster or Local',
  fix: 'Cluster balances over all nodes; Local keeps the client address',
};

/** Envoy, Ingress, Gateway API, the DNS proxies and what the agent's environment says twice. */
export const proxyRefusals: readonly Refusal[] = [
  {
    code: 'k8s-service-host-twice',
    path: 'k8sServiceHostRef',
    when: ({ values: { k8sServiceHostRef: ref, k8sServiceHost: host } }) =>
      truthy(ref.name) && truthy(ref.key) && truthy(host),
    message: 'the API server is given twice: as k8sServiceHost and as a reference to a ConfigMap',
    allowed: 'one of k8sServiceHost and k8sServiceHostRef',
    fix: 'remove k8sServiceHostRef.name and .key, or k8sServiceHost',
  },
  {
    code: 'l7-proxy-needed',
    path: 'l7Proxy',
    when: ({ values }) =>
      (truthy(values.ingressController.enabled) ||
        truthy(values.gatewayAPI.enabled) ||
        eq(values.loadBalancer.l7.backend, 'envoy')) &&
      hasKey(values, 'l7Proxy') &&
      !truthy(values.l7Proxy),
    message: 'Ingress, Gateway API and the L7 load balancer run in the L7 proxy, which is switched off',
    allowed: 'true',
    fix: 'set l7Proxy to true, or switch off ingressController, gatewayAPI and loadBalancer.l7.backend',
  },
  {
    code: 'ingress-traffic-policy',
    path: 'ingressController.service.externalTrafficPolicy',
    when: ({
      values: {
        ingressController: { enabled, service },
      },
    }) =>
      truthy(enabled) &&
      (eq(service.type, 'LoadBalancer') || eq(service.type, 'NodePort')) &&
      !policyIsKnown(service.externalTrafficPolicy),
    message:
      'the Service of the ingress controller is reached from outside and has no traffic policy that Kubernetes knows',
    ...TRAFFIC_POLICY,
  },
  {
    code: 'gateway-traffic-policy',
    path: 'gatewayAPI.externalTrafficPolicy',
    when: ({ values: { gatewayAPI } }) =>
      truthy(gatewayAPI.enabled) && !policyIsKnown(gatewayAPI.externalTrafficPolicy),
    message: 'the Services of Gateways have no traffic policy that Kubernetes knows',
    ...TRAFFIC_POLICY,
  },
  {
    code: 'kube-proxy-replacement-undecided',
    path: 'kubeProxyReplacement',
    when: (input) => {
      if (!configuresEnvoy(input)) return false;
      const { values } = input;
      if (toText(values.kubeProxyReplacement) === 'disabled') return true;
      const since: Value = defaultTo(values.upgradeCompatibility, '1.14');
      return !hasKey(values, 'kubeProxyReplacement') && !semverCompare('>=1.14', text(since));
    },
    message: 'Ingress, Gateway API and CiliumEnvoyConfig need to know whether Cilium replaces kube-proxy',
    allowed: 'true or false',
    fix: 'set kubeProxyReplacement to true, or to false if kube-proxy stays',
  },
  {
    code: 'envoy-base-id',
    path: 'envoy.baseID',
    when: ({ values: { envoy } }) => !(toInt(envoy.baseID) >= 0 && toInt(envoy.baseID) <= 4294967295),
    message:
      'the base ID keeps the shared memory of several Envoys on a node apart, and is an unsigned number of 32 bits',
    allowed: '0 to 4294967295',
    fix: 'leave it at 0 unless another Envoy runs on the nodes',
  },
  {
    code: 'backoff-twice',
    path: 'extraEnv',
    when: (input) => truthy(input.values.k8sClientExponentialBackoff.enabled) && backoffVariables(input).length > 0,
    message: 'the backoff of the Kubernetes client is set twice: by k8sClientExponentialBackoff and in extraEnv',
    got: (input) => backoffVariables(input).join(', '),
    allowed: `extraEnv without ${BACKOFF.join(' and ')}`,
    fix: 'set k8sClientExponentialBackoff.backoffBaseSeconds and .backoffMaxDurationSeconds, and take the variables out of extraEnv',
  },
  {
    code: 'standalone-dns-proxy-port',
    path: 'dnsProxy.proxyPort',
    fact: 'standaloneDnsProxy',
    when: ({ values }) =>
      truthy(values.standaloneDnsProxy.enabled) &&
      (!truthy(values.dnsProxy.proxyPort) || toInt(values.dnsProxy.proxyPort) === 0),
    message:
      "the standalone DNS proxy takes over the port of the agent's, so that one has to be fixed; 0 lets the agent draw one",
    allowed: 'a free port of the nodes, for example 10094',
    fix: 'set dnsProxy.proxyPort',
  },
  {
    code: 'netkit-with-tproxy',
    path: 'bpf.tproxy',
    fact: 'netkitExcludesTproxy',
    when: ({ values, map }) =>
      hasKey(map, 'bpf') &&
      hasKey(values.bpf, 'tproxy') &&
      hasKey(values.bpf, 'datapathMode') &&
      truthy(values.bpf.tproxy) &&
      contains(['netkit', 'netkit-l2'], values.bpf.datapathMode),
    message: 'a BPF redirect to the proxy does not work on netkit devices',
    allowed: 'false while bpf.datapathMode is netkit or netkit-l2',
    fix: 'set bpf.tproxy to false, or bpf.datapathMode to veth',
    source: 'https://github.com/cilium/cilium/issues/39892',
  },
];
