import { agentFacts } from '../../catalogue/facts/agent';
import { text, truthy, withBlock } from '../../core/helm';
import type { Json } from '../../core/json';
import { factsFor } from '../../core/release-range';
import { commonLabels, readSecretsOnlyFromSecretsNamespace } from '../common';
import type { RenderContext } from '../context';
import { binding, READ, role, rule, type BindingObject, type RoleObject } from '../rbac';
import { agentMetadata, PART_OF_CILIUM } from './metadata';
import { agentSubject } from './service-account';

/** Whether the install runs an agent at all: a preflight install does not. */
export function runsAgent(ctx: RenderContext): boolean {
  return truthy(ctx.values.agent) && !truthy(ctx.values.preflight.enabled);
}

/** Roles with their bindings: ConfigMaps of the install's namespace, and the Secrets of each feature's namespace. */
export function roles(ctx: RenderContext): (RoleObject | BindingObject)[] {
  const readers = secretsReaders(ctx);
  return [
    ...(runsAgent(ctx) ? [configRole(ctx)] : []),
    ...readers.filter(({ hasRole }) => hasRole).map((reader) => secretsRole(ctx, reader)),
    ...(runsAgent(ctx) ? [configBinding(ctx)] : []),
    ...readers.filter(({ hasBinding }) => hasBinding).map((reader) => secretsBinding(ctx, reader)),
  ];
}

const CONFIG_ROLE = 'cilium-config-agent';

function configRole(ctx: RenderContext): RoleObject {
  return role('Role', agentMetadata(ctx, CONFIG_ROLE, PART_OF_CILIUM), [rule('', ['configmaps'], READ)]);
}

function configBinding(ctx: RenderContext): BindingObject {
  return binding('Role', agentMetadata(ctx, CONFIG_ROLE, PART_OF_CILIUM), CONFIG_ROLE, agentSubject(ctx));
}

/** A feature whose Secrets stand in a namespace of their own. */
interface SecretsReader {
  readonly role: string;
  readonly binding: string;
  readonly namespace: Json;
  readonly hasRole: boolean;
  readonly hasBinding: boolean;
  /** Whether the install's `annotations` reach the objects: the chart forgets some. */
  readonly annotatesRole: boolean;
  readonly annotatesBinding: boolean;
}

function secretsReaders(ctx: RenderContext): SecretsReader[] {
  const { bgpControlPlane, envoyConfig, gatewayAPI, ingressController } = ctx.values;
  return [
    ...(agentMayRead(ctx)
      ? [
          featureReader(ingressController, 'cilium-ingress-secrets', { binding: 'cilium-secrets' }),
          featureReader(gatewayAPI, 'cilium-gateway-secrets'),
          featureReader(envoyConfig, 'cilium-envoy-config-secrets'),
          featureReader(bgpControlPlane, 'cilium-bgp-control-plane-secrets', {
            annotatesRole: false,
            annotatesBinding: false,
          }),
        ]
      : []),
    tlsInterceptionReader(ctx),
  ];
}

function agentMayRead(ctx: RenderContext): boolean {
  return runsAgent(ctx) && truthy(ctx.values.serviceAccounts.cilium.create);
}

interface FeatureValues {
  readonly enabled: Json;
  readonly secretsNamespace: { readonly name: Json };
}

function featureReader(feature: FeatureValues, role: string, unusual: Partial<SecretsReader> = {}): SecretsReader {
  const enabled = truthy(feature.enabled) && truthy(feature.secretsNamespace.name);
  return {
    role,
    binding: role,
    namespace: enabled ? feature.secretsNamespace.name : null,
    hasRole: enabled,
    hasBinding: enabled,
    annotatesRole: true,
    annotatesBinding: true,
    ...unusual,
  };
}

function tlsInterceptionReader(ctx: RenderContext): SecretsReader {
  const { operator, preflight, serviceAccounts, tls } = ctx.values;
  const { tlsRoleFollowsOperator } = factsFor(ctx.release, agentFacts);
  const confined = readSecretsOnlyFromSecretsNamespace(ctx) && truthy(tls.secretsNamespace.name);
  const roleWanted = tlsRoleFollowsOperator
    ? truthy(operator.enabled) && truthy(serviceAccounts.operator.create)
    : agentMayRead(ctx);
  const bindingWanted = tlsRoleFollowsOperator ? !truthy(preflight.enabled) : agentMayRead(ctx);
  return {
    role: 'cilium-tlsinterception-secrets',
    binding: 'cilium-tlsinterception-secrets',
    namespace: confined ? tls.secretsNamespace.name : null,
    hasRole: roleWanted && confined,
    hasBinding: bindingWanted && confined,
    annotatesRole: true,
    annotatesBinding: false,
  };
}

function secretsRole(ctx: RenderContext, reader: SecretsReader): RoleObject {
  const metadata = {
    name: reader.role,
    namespace: text(reader.namespace),
    annotations: reader.annotatesRole ? withBlock<object>(ctx.values.annotations) : undefined,
    labels: PART_OF_CILIUM,
  };
  return role('Role', metadata, [rule('', ['secrets'], READ)]);
}

function secretsBinding(ctx: RenderContext, reader: SecretsReader): BindingObject {
  const metadata = {
    name: reader.binding,
    namespace: text(reader.namespace),
    annotations: reader.annotatesBinding ? withBlock<object>(ctx.values.annotations) : undefined,
    labels: { ...PART_OF_CILIUM, ...commonLabels(ctx) },
  };
  return binding('Role', metadata, reader.role, agentSubject(ctx));
}
