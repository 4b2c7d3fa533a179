import { namespaceFacts } from '../../catalogue/facts/namespaces';
import { truthy, withBlock } from '../../core/helm';
import type { Json } from '../../core/json';
import { factsFor } from '../../core/release-range';
import { commonLabels, labelsOf } from '../common';
import type { KubeObject, RenderContext } from '../context';

interface SecretsNamespaceValues {
  readonly create: Json;
  readonly name: Json;
}

/** The namespaces that hold TLS secrets, one per name: features may share one. */
export function secretsNamespaces(ctx: RenderContext): KubeObject[] {
  const facts = factsFor(ctx.release, namespaceFacts);
  const { bgpControlPlane, envoyConfig, gatewayAPI, ingressController, preflight, tls } = ctx.values;
  const isPreflight = truthy(preflight.enabled);
  if (isPreflight && facts.preflightMakesNone) return [];

  const wanted: SecretsNamespaceValues[] = [
    ...[ingressController, gatewayAPI, envoyConfig, bgpControlPlane]
      .filter((feature) => truthy(feature.enabled))
      .map((feature) => feature.secretsNamespace),
    ...(isPreflight ? [] : [tls.secretsNamespace]),
  ];
  const names = new Set(
    wanted.filter(({ create, name }) => truthy(create) && truthy(name)).map(({ name }) => name as string),
  );
  return [...names].sort().map((name) => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name,
      labels: {
        'app.kubernetes.io/part-of': 'cilium',
        ...commonLabels(ctx),
        ...(facts.readsSecretsNamespaceLabels ? labelsOf(ctx.values.secretsNamespaceLabels) : {}),
      },
      annotations: withBlock<object>(ctx.values.secretsNamespaceAnnotations),
    },
  }));
}
