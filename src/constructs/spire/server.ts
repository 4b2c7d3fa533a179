import { plain, text, truthy } from '../../core/helm';
import { commonLabels, labelsOf } from '../common';
import type { KubeObject, RenderContext } from '../context';
import { clusterRole, clusterRoleBinding, coreRule, roleRef, serviceAccount, subjectsOf } from './access';
import { metadataOf, SERVER } from './names';
import { serverConfig } from './server-config';
import { statefulSet } from './statefulset';

const RBAC = 'rbac.authorization.k8s.io/v1';

/** SPIRE's server: it knows every identity and signs certificates for them. */
export function server(ctx: RenderContext): KubeObject[] {
  return [...access(ctx), configMap(ctx), service(ctx), statefulSet(ctx)];
}

/**
 * The server checks agents' tokens and pods, and publishes its certificates. The bindings' roles are named by constants
 * in part, as in the chart: another name of the account leaves them without a role.
 */
function access(ctx: RenderContext): KubeObject[] {
  const { rbac, authentication } = ctx.values;
  const account = authentication.mutual.spire.install.server.serviceAccount;
  const isCreated = truthy(account.create);
  return [
    ...(isCreated ? [serviceAccount(ctx, account), role(ctx)] : []),
    ...(isCreated && truthy(rbac.create)
      ? [
          clusterRole(ctx, account, [
            { apiGroups: ['authentication.k8s.io'], resources: ['tokenreviews'], verbs: ['create'] },
            coreRule(['pods'], ['get']),
            coreRule(['nodes', 'nodes/proxy'], ['get']),
          ]),
          clusterRoleBinding(ctx, account, SERVER),
        ]
      : []),
    ...roleBindings(ctx),
  ];
}

function role(ctx: RenderContext): KubeObject {
  const { name } = ctx.values.authentication.mutual.spire.install.server.serviceAccount;
  return {
    apiVersion: RBAC,
    kind: 'Role',
    metadata: metadataOf(ctx, plain<string>(name), commonLabels(ctx)),
    rules: [coreRule(['configmaps'], ['patch', 'get', 'list'])],
  } as KubeObject;
}

/** The second one is the chart's: its role does not exist, and it has no labels. */
function roleBindings(ctx: RenderContext): KubeObject[] {
  const account = ctx.values.authentication.mutual.spire.install.server.serviceAccount;
  const name = plain<string>(account.name);
  const podReader = plain<string>(`${text(account.name)}-pod`);
  const subjects = subjectsOf(ctx, account);
  return [
    {
      apiVersion: RBAC,
      kind: 'RoleBinding',
      metadata: metadataOf(ctx, name, commonLabels(ctx)),
      roleRef: roleRef('Role', SERVER),
      subjects,
    } as KubeObject,
    {
      apiVersion: RBAC,
      kind: 'RoleBinding',
      metadata: metadataOf(ctx, podReader, {}),
      roleRef: roleRef('ClusterRole', podReader),
      subjects,
    } as KubeObject,
  ];
}

function configMap(ctx: RenderContext): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: metadataOf(ctx, SERVER, commonLabels(ctx)),
    data: { 'server.conf': serverConfig(ctx) },
  } as KubeObject;
}

function service(ctx: RenderContext): KubeObject {
  const { service: values } = ctx.values.authentication.mutual.spire.install.server;
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadataOf(ctx, SERVER, { ...commonLabels(ctx), ...labelsOf(values.labels) }, values.annotations),
    spec: {
      type: plain<string>(values.type),
      ports: [{ name: 'grpc', port: 8081, targetPort: 'grpc', protocol: 'TCP' }],
      selector: { app: SERVER },
    },
  } as KubeObject;
}
