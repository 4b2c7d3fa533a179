import { plain, text, truthy } from '../../core/helm';
import { commonLabels, labelsOf } from '../common';
import type { KubeObject, RenderContext } from '../context';
import { binding, role, rule, type BindingObject, type RoleObject } from '../rbac';
import { clusterRole, clusterRoleBinding, serviceAccount, subjectOf } from './access';
import { metadataOf, SERVER } from './names';
import { serverConfig } from './server-config';
import { statefulSet } from './statefulset';

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
    ...(isCreated ? [serviceAccount(ctx, account), configMapRole(ctx)] : []),
    ...(isCreated && truthy(rbac.create)
      ? [
          clusterRole(ctx, account, [
            rule('authentication.k8s.io', ['tokenreviews'], ['create']),
            rule('', ['pods'], ['get']),
            rule('', ['nodes', 'nodes/proxy'], ['get']),
          ]),
          clusterRoleBinding(ctx, account, SERVER),
        ]
      : []),
    ...roleBindings(ctx),
  ];
}

function configMapRole(ctx: RenderContext): RoleObject {
  const { name } = ctx.values.authentication.mutual.spire.install.server.serviceAccount;
  const metadata = metadataOf(ctx, plain<string>(name), commonLabels(ctx));
  return role('Role', metadata, [rule('', ['configmaps'], ['patch', 'get', 'list'])]);
}

/** The second one is the chart's: its role does not exist, and it has no labels. */
function roleBindings(ctx: RenderContext): BindingObject[] {
  const account = ctx.values.authentication.mutual.spire.install.server.serviceAccount;
  const podReader = plain<string>(`${text(account.name)}-pod`);
  const subject = subjectOf(ctx, account);
  return [
    binding('Role', metadataOf(ctx, plain<string>(account.name), commonLabels(ctx)), SERVER, subject),
    { ...binding('ClusterRole', metadataOf(ctx, podReader, {}), podReader, subject), kind: 'RoleBinding' },
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
