import { quote, truthy, withBlock } from '../../core/helm';
import type { JsonObject } from '../../core/json';
import { agentRules } from '../agent/rules';
import { commonLabels, labelsOf, namespaceOf, readSecretsOnlyFromSecretsNamespace } from '../common';
import type { KubeObject, RenderContext } from '../context';
import { accountSubject, binding, role } from '../rbac';

const NAME = 'cilium-pre-flight';

/** The check's ServiceAccount; it may do what the agent may. */
export function access(ctx: RenderContext): KubeObject[] {
  const { preflight, rbac, serviceAccounts } = ctx.values;
  const account = serviceAccounts.preflight;
  const annotations = { ...labelsOf(preflight.annotations), ...labelsOf(account.annotations) };
  const name = quote(account.name) as string;
  const serviceAccount: KubeObject = {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: {
      name,
      namespace: namespaceOf(ctx),
      labels: withBlock<JsonObject>(commonLabels(ctx)),
      annotations: withBlock<JsonObject>(annotations),
    },
  };
  const metadata = {
    name: NAME,
    labels: { 'app.kubernetes.io/part-of': 'cilium', ...commonLabels(ctx) },
    annotations: withBlock<JsonObject>(preflight.annotations),
  };
  // The chart asks the other way round here: secrets are read everywhere where the agent's are confined.
  const rules = agentRules(ctx, readSecretsOnlyFromSecretsNamespace(ctx));
  return [
    ...(truthy(account.create) ? [serviceAccount] : []),
    ...(truthy(rbac.create) ? [role('ClusterRole', metadata, rules)] : []),
    ...(truthy(account.create) && truthy(rbac.create)
      ? [binding('ClusterRole', metadata, NAME, accountSubject(name, namespaceOf(ctx)))]
      : []),
  ];
}
