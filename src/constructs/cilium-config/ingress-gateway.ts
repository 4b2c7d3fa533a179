import { hasKey, join, quote, truthy } from '../../core/helm';
import { duration, equals, labelSelector, unquoted } from './config-text';
import { given, inReleasesWith, on, type ConfigEntry, type ConfigInput } from './entry';

/** Whether Envoy balances the load of annotated services. */
function balancesWithEnvoy(s: ConfigInput): boolean {
  const { loadBalancer } = s.values;
  return hasKey(s.values, 'loadBalancer') && equals(loadBalancer.l7.backend, 'envoy', 'loadBalancer.l7.backend');
}

/** CiliumEnvoyConfig, which Ingress, Gateway API and the L7 load balancer are built upon. */
const envoyConfigEntries: readonly ConfigEntry[] = given(
  (s) =>
    truthy(s.values.envoyConfig.enabled) ||
    truthy(s.values.ingressController.enabled) ||
    truthy(s.values.gatewayAPI.enabled) ||
    balancesWithEnvoy(s),
  [
    { key: 'enable-envoy-config', value: on },
    {
      key: 'envoy-config-retry-interval',
      value: (s) => duration(s.values.envoyConfig.retryInterval, 'envoyConfig.retryInterval'),
    },
    {
      key: 'envoy-secrets-namespace',
      when: (s) => truthy(s.values.envoyConfig.enabled),
      value: (s) => quote(s.values.envoyConfig.secretsNamespace.name),
    },
  ],
);

const ingressEntries: readonly ConfigEntry[] = given(
  (s) => truthy(s.values.ingressController.enabled),
  [
    { key: 'enable-ingress-controller', value: on },
    { key: 'enforce-ingress-https', value: (s) => quote(s.values.ingressController.enforceHttps) },
    { key: 'enable-ingress-proxy-protocol', value: (s) => quote(s.values.ingressController.enableProxyProtocol) },
    { key: 'enable-ingress-secrets-sync', value: (s) => quote(s.values.ingressController.secretsNamespace.sync) },
    { key: 'ingress-secrets-namespace', value: (s) => quote(s.values.ingressController.secretsNamespace.name) },
    {
      key: 'ingress-lb-annotation-prefixes',
      value: (s) => join(' ', s.values.ingressController.ingressLBAnnotationPrefixes),
    },
    {
      key: 'ingress-default-lb-mode',
      value: (s) => unquoted(s.values.ingressController.loadbalancerMode, 'ingressController.loadbalancerMode'),
    },
    {
      key: 'ingress-shared-lb-service-name',
      value: (s) => unquoted(s.values.ingressController.service.name, 'ingressController.service.name'),
    },
    ...inReleasesWith('ingressTrustedHops', [
      {
        key: 'ingress-default-xff-num-trusted-hops',
        value: (s) => quote(s.values.ingressController.xffNumTrustedHops),
      },
      { key: 'ingress-use-remote-address', value: (s) => quote(s.values.ingressController.useRemoteAddress) },
    ]),
    ...given(
      ({ values: { ingressController } }) =>
        truthy(ingressController.defaultSecretNamespace) && truthy(ingressController.defaultSecretName),
      [
        {
          key: 'ingress-default-secret-namespace',
          value: (s) => quote(s.values.ingressController.defaultSecretNamespace),
        },
        { key: 'ingress-default-secret-name', value: (s) => quote(s.values.ingressController.defaultSecretName) },
      ],
    ),
    { key: 'ingress-hostnetwork-enabled', value: (s) => quote(s.values.ingressController.hostNetwork.enabled) },
    {
      key: 'ingress-hostnetwork-shared-listener-port',
      value: (s) => quote(s.values.ingressController.hostNetwork.sharedListenerPort),
    },
    ...inReleasesWith('ingressHostPorts', [
      {
        key: 'ingress-hostnetwork-http-listener-port',
        value: (s) => quote(s.values.ingressController.hostNetwork.httpPort),
      },
      {
        key: 'ingress-hostnetwork-https-listener-port',
        value: (s) => quote(s.values.ingressController.hostNetwork.httpsPort),
      },
      {
        key: 'ingress-hostnetwork-tls-passthrough-listener-port',
        value: (s) => quote(s.values.ingressController.hostNetwork.tlsPassthroughPort),
      },
    ]),
    {
      key: 'ingress-hostnetwork-nodelabelselector',
      value: (s) =>
        labelSelector(
          s.values.ingressController.hostNetwork.nodes.matchLabels,
          'ingressController.hostNetwork.nodes.matchLabels',
        ),
    },
  ],
);

const gatewayEntries: readonly ConfigEntry[] = given(
  (s) => truthy(s.values.gatewayAPI.enabled),
  [
    { key: 'enable-gateway-api', value: on },
    { key: 'enable-gateway-api-secrets-sync', value: (s) => quote(s.values.gatewayAPI.secretsNamespace.sync) },
    { key: 'enable-gateway-api-proxy-protocol', value: (s) => quote(s.values.gatewayAPI.enableProxyProtocol) },
    {
      // ALPN offers protocols, so it needs the backend's application protocol to be honoured.
      key: 'enable-gateway-api-app-protocol',
      value: ({ values: { gatewayAPI } }) =>
        quote(truthy(gatewayAPI.enableAppProtocol) ? gatewayAPI.enableAppProtocol : gatewayAPI.enableAlpn),
    },
    { key: 'enable-gateway-api-alpn', value: (s) => quote(s.values.gatewayAPI.enableAlpn) },
    { key: 'gateway-api-xff-num-trusted-hops', value: (s) => quote(s.values.gatewayAPI.xffNumTrustedHops) },
    {
      key: 'gateway-api-use-remote-address',
      fact: 'gatewayUseRemoteAddress',
      value: (s) => quote(s.values.gatewayAPI.useRemoteAddress),
    },
    {
      key: 'gateway-api-service-externaltrafficpolicy',
      value: (s) => quote(s.values.gatewayAPI.externalTrafficPolicy),
    },
    { key: 'gateway-api-secrets-namespace', value: (s) => quote(s.values.gatewayAPI.secretsNamespace.name) },
    { key: 'gateway-api-hostnetwork-enabled', value: (s) => quote(s.values.gatewayAPI.hostNetwork.enabled) },
    {
      key: 'gateway-api-hostnetwork-nodelabelselector',
      value: (s) =>
        labelSelector(s.values.gatewayAPI.hostNetwork.nodes.matchLabels, 'gatewayAPI.hostNetwork.nodes.matchLabels'),
    },
  ],
);

const layer7LoadBalancerEntries: readonly ConfigEntry[] = given(balancesWithEnvoy, [
  { key: 'loadbalancer-l7', value: () => 'envoy' },
  { key: 'loadbalancer-l7-ports', value: (s) => join(' ', s.values.loadBalancer.l7.ports) },
  { key: 'loadbalancer-l7-algorithm', value: (s) => quote(s.values.loadBalancer.l7.algorithm) },
]);

/** Traffic that enters through Envoy: Ingress, Gateway API, annotated services. */
export const ingressGatewayEntries: readonly ConfigEntry[] = [
  ...envoyConfigEntries,
  ...ingressEntries,
  ...gatewayEntries,
  ...layer7LoadBalancerEntries,
];
