import type { PolicyRule } from 'kubernetes-types/rbac/v1';
import { operatorFacts } from '../../catalogue/facts/operator';
import { quote, truthy } from '../../core/helm';
import type { Value } from '../../core/json';
import { factsFor } from '../../core/release-range';
import { namespaceOf, secretSyncEnabled } from '../common';
import type { RenderContext } from '../context';
import { binding, READ, role, rule, where, type BindingObject, type RoleKind, type RoleObject } from '../rbac';
import { subjectOf } from '../service-account';
import { ciliumRules } from './cilium-rules';
import { featureRules } from './feature-rules';
import { kubernetesRules } from './kubernetes-rules';
import { operatorAnnotations, OPERATOR, rbacLabels } from './metadata';

interface RBACMetadata {
  readonly name: string;
  readonly namespace?: string | undefined;
}

/** A role of the operator's and its binding, which has the same name. */
function roleWithBinding(
  ctx: RenderContext,
  kind: RoleKind,
  at: RBACMetadata,
  rules: readonly PolicyRule[],
): (RoleObject | BindingObject)[] {
  const metadata = { ...at, annotations: operatorAnnotations(ctx), labels: rbacLabels(ctx) };
  const subject = subjectOf(ctx, ctx.values.serviceAccounts.operator);
  return [role(kind, metadata, rules), binding(kind, metadata, at.name, subject)];
}

/** The operator's ClusterRole and its binding. */
export function operatorClusterRole(ctx: RenderContext): (RoleObject | BindingObject)[] {
  const { rbac, serviceAccounts } = ctx.values;
  if (!truthy(serviceAccounts.operator.create) || !truthy(rbac.create)) return [];
  const rules = [...kubernetesRules(ctx), ...ciliumRules(ctx), ...featureRules(ctx)];
  return roleWithBinding(ctx, 'ClusterRole', { name: OPERATOR }, rules);
}

/** Writing the copies of TLS secrets that Envoy is served from; reading them is in the ClusterRole. */
const COPY_SECRETS = [rule('', ['secrets'], ['create', 'delete', 'update', 'patch'])];

/** The operator's Roles: secrets are written in the namespaces for that only. */
export function operatorRoles(ctx: RenderContext): (RoleObject | BindingObject)[] {
  const facts = factsFor(ctx.release, operatorFacts);
  const { gatewayAPI, ingressController, preflight, serviceAccounts, tls } = ctx.values;
  if (facts.noRolesInPreflight && truthy(preflight.enabled)) return [];
  if (!truthy(serviceAccounts.operator.create)) return [];
  const copying = (feature: string, copies: boolean, namespace: () => Value): (RoleObject | BindingObject)[] =>
    copies && truthy(namespace())
      ? roleWithBinding(
          ctx,
          'Role',
          { name: `${OPERATOR}-${feature}-secrets`, namespace: quote(namespace()) },
          COPY_SECRETS,
        )
      : [];
  const syncs = (controller: typeof gatewayAPI | typeof ingressController): boolean =>
    truthy(controller.enabled) && truthy(controller.secretsNamespace.sync);
  return [
    ...copying('ingress', syncs(ingressController), () => ingressController.secretsNamespace.name),
    ...copying('gateway', syncs(gatewayAPI), () => gatewayAPI.secretsNamespace.name),
    ...copying('tlsinterception', secretSyncEnabled(ctx), () => tls.secretsNamespace.name),
    // Granted without ztunnel too: the operator removes the DaemonSet that an earlier configuration left behind.
    ...(facts.ztunnel
      ? roleWithBinding(ctx, 'Role', { name: `${OPERATOR}-ztunnel`, namespace: namespaceOf(ctx) }, [
          rule('apps', ['daemonsets'], ['create', 'delete', ...READ]),
          ...where(facts.ztunnelServiceAccount, rule('', ['serviceaccounts'], READ)),
        ])
      : []),
  ];
}
