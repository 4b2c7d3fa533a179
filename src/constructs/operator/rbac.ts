import type { PolicyRule, RoleRef, Subject } from 'kubernetes-types/rbac/v1';
import { operatorFacts } from '../../catalogue/facts/operator';
import { quote, truthy } from '../../core/helm';
import type { Value } from '../../core/json';
import { factsFor } from '../../core/release-range';
import { namespaceOf, secretSyncEnabled } from '../common';
import type { KubeObject, RenderContext } from '../context';
import { ciliumRules } from './cilium-rules';
import { featureRules } from './feature-rules';
import { kubernetesRules } from './kubernetes-rules';
import { operatorAnnotations, OPERATOR, rbacLabels } from './metadata';
import { READ, rule, where } from './rule';

type RoleObject = KubeObject & { rules: readonly PolicyRule[] };
type BindingObject = KubeObject & { roleRef: RoleRef; subjects: readonly Subject[] };

const apiVersion = 'rbac.authorization.k8s.io/v1';

interface RBACMetadata {
  readonly name: string;
  readonly namespace?: string | undefined;
}

function metadata(ctx: RenderContext, { name, namespace }: RBACMetadata): KubeObject['metadata'] {
  return { name, namespace, annotations: operatorAnnotations(ctx), labels: rbacLabels(ctx) };
}

/** The operator's ServiceAccount, given a role of the same name as the binding. */
function binding(ctx: RenderContext, kind: 'Role' | 'ClusterRole', at: RBACMetadata): BindingObject {
  return {
    apiVersion,
    kind: `${kind}Binding`,
    metadata: metadata(ctx, at),
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind, name: at.name },
    subjects: [
      {
        kind: 'ServiceAccount',
        name: quote(ctx.values.serviceAccounts.operator.name) as string,
        namespace: namespaceOf(ctx),
      },
    ],
  };
}

/** The operator's ClusterRole and its binding. */
export function operatorClusterRole(ctx: RenderContext): (RoleObject | BindingObject)[] {
  const { rbac, serviceAccounts } = ctx.values;
  if (!truthy(serviceAccounts.operator.create) || !truthy(rbac.create)) return [];
  const at = { name: OPERATOR };
  const role: RoleObject = {
    apiVersion,
    kind: 'ClusterRole',
    metadata: metadata(ctx, at),
    rules: [...kubernetesRules(ctx), ...ciliumRules(ctx), ...featureRules(ctx)],
  };
  return [role, binding(ctx, 'ClusterRole', at)];
}

/** A Role in one namespace and its binding. */
function roleWithBinding(
  ctx: RenderContext,
  name: string,
  namespace: string | undefined,
  rules: readonly PolicyRule[],
): (RoleObject | BindingObject)[] {
  const at = { name, namespace };
  return [{ apiVersion, kind: 'Role', metadata: metadata(ctx, at), rules }, binding(ctx, 'Role', at)];
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
      ? roleWithBinding(ctx, `${OPERATOR}-${feature}-secrets`, quote(namespace()), COPY_SECRETS)
      : [];
  const syncs = (controller: typeof gatewayAPI | typeof ingressController): boolean =>
    truthy(controller.enabled) && truthy(controller.secretsNamespace.sync);
  return [
    ...copying('ingress', syncs(ingressController), () => ingressController.secretsNamespace.name),
    ...copying('gateway', syncs(gatewayAPI), () => gatewayAPI.secretsNamespace.name),
    ...copying('tlsinterception', secretSyncEnabled(ctx), () => tls.secretsNamespace.name),
    // Granted without ztunnel too: the operator removes the DaemonSet that an earlier configuration left behind.
    ...(facts.ztunnel
      ? roleWithBinding(ctx, `${OPERATOR}-ztunnel`, namespaceOf(ctx), [
          rule('apps', ['daemonsets'], ['create', 'delete', ...READ]),
          ...where(facts.ztunnelServiceAccount, rule('', ['serviceaccounts'], READ)),
        ])
      : []),
  ];
}
