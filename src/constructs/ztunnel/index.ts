import { ztunnelFacts } from '../../catalogue/facts/ztunnel';
import { b64enc, truthy, withBlock } from '../../core/helm';
import type { JsonObject } from '../../core/json';
import { factsFor } from '../../core/release-range';
import { commonLabels, namespaceOf, percentS } from '../common';
import type { KubeObject, Render, RenderContext } from '../context';
import { serviceAccount } from '../service-account';
import { daemonSet } from './daemonset';
import { BOOTSTRAP_ROOT, NAME, SECRETS } from './names';

/** ztunnel, which encrypts traffic between pods with mutual TLS. Its CA is in the agent; no key is made here. */
export const renderZtunnel: Render = (ctx) => {
  const { encryption, serviceAccounts } = ctx.values;
  const account = serviceAccounts.ztunnel;
  const { isDeployed } = factsFor(ctx.release, ztunnelFacts);
  if (!isDeployed || !truthy(encryption.enabled) || encryption.type !== 'ztunnel') return [];
  return [
    ...(truthy(account.create)
      ? [serviceAccount(ctx, account, encryption.ztunnel.annotations, account.annotations)]
      : []),
    ...(truthy(encryption.ztunnel.secrets.bootstrapRootCert) ? [secret(ctx)] : []),
    daemonSet(ctx),
  ];
};

/** The root certificate by which ztunnel knows the agent before it has a certificate of its own. */
function secret(ctx: RenderContext): KubeObject {
  const { annotations, secrets } = ctx.values.encryption.ztunnel;
  const root = percentS(secrets.bootstrapRootCert, 'encryption.ztunnel.secrets.bootstrapRootCert');
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: SECRETS,
      namespace: namespaceOf(ctx),
      labels: { 'app.kubernetes.io/part-of': 'cilium', 'app.kubernetes.io/name': NAME, ...commonLabels(ctx) },
      annotations: withBlock<JsonObject>(annotations),
    },
    type: 'Opaque',
    data: { [BOOTSTRAP_ROOT]: b64enc(root) },
  } as KubeObject;
}
