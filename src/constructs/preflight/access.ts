import { truthy, withBlock } from '../../core/helm';
import type { JsonObject } from '../../core/json';
import { agentRules } from '../agent/rules';
import { commonLabels, readSecretsOnlyFromSecretsNamespace } from '../common';
import type { KubeObject, RenderContext } from '../context';
import { binding, role } from '../rbac';
import { serviceAccount, subjectOf } from '../service-account';

const NAME = 'cilium-pre-flight';

/** The check's ServiceAccount; it may do what the agent may. */
export function access(ctx: RenderContext): KubeObject[] {
  const { preflight, rbac, serviceAccounts } = ctx.values;
  const account = serviceAccounts.preflight;
  const metadata = {
    name: NAME,
    labels: { 'app.kubernetes.io/part-of': 'cilium', ...commonLabels(ctx) },
    annotations: withBlock<JsonObject>(preflight.annotations),
  };
  // The other way round than the agent's, as in the chart.
  const rules = agentRules(ctx, readSecretsOnlyFromSecretsNamespace(ctx));
  return [
    ...(truthy(account.create) ? [serviceAccount(ctx, account, preflight.annotations, account.annotations)] : []),
    ...(truthy(rbac.create) ? [role('ClusterRole', metadata, rules)] : []),
    ...(truthy(account.create) && truthy(rbac.create)
      ? [binding('ClusterRole', metadata, NAME, subjectOf(ctx, account))]
      : []),
  ];
}
