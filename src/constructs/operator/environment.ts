import type { EnvVar } from 'kubernetes-types/core/v1';
import { plain, truthy } from '../../core/helm';
import { apiServer, PLACE } from '../agent/environment';
import { items } from '../agent/items';
import type { RenderContext } from '../context';
import { AZURE_SECRET, azureServicePrincipal } from './azure-secret';
import { readsOtherClusters } from './multi-cluster';

/** Variables that hold the keys of the same names of a Secret that need not exist. */
function optionalSecretEnv(secret: string, ...names: readonly string[]): EnvVar[] {
  return names.map((name) => ({ name, valueFrom: { secretKeyRef: { name: secret, key: name, optional: true } } }));
}

/** Credentials for the cloud's API. With an IAM role for its ServiceAccount, the AWS operator needs none. */
function cloudEnv(ctx: RenderContext): EnvVar[] {
  const { eni, alibabacloud } = ctx.values;
  return [
    ...(truthy(eni.enabled) && !truthy(eni.iamRole)
      ? optionalSecretEnv('cilium-aws', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_DEFAULT_REGION')
      : []),
    ...(truthy(alibabacloud.enabled)
      ? optionalSecretEnv('cilium-alibabacloud', 'ALIBABA_CLOUD_ACCESS_KEY_ID', 'ALIBABA_CLOUD_ACCESS_KEY_SECRET')
      : []),
  ];
}

/** Where the cluster is in Azure, and the service principal if there is one. */
function azureEnv(ctx: RenderContext): EnvVar[] {
  const { azure } = ctx.values;
  if (!truthy(azure.enabled)) return [];
  const places = [
    ['AZURE_SUBSCRIPTION_ID', azure.subscriptionID],
    ['AZURE_TENANT_ID', azure.tenantID],
    ['AZURE_RESOURCE_GROUP', azure.resourceGroup],
  ] as const;
  const credentials = azureServicePrincipal(ctx) ? ['AZURE_CLIENT_ID', 'AZURE_CLIENT_SECRET'] : [];
  return [
    ...places.filter(([, value]) => truthy(value)).map(([name, value]) => ({ name, value: plain<string>(value) })),
    ...credentials.map((name) => ({ name, valueFrom: { secretKeyRef: { name: AZURE_SECRET, key: name } } })),
  ];
}

/** The environment of the operator's container. */
export function operatorEnv(ctx: RenderContext): EnvVar[] {
  return [
    ...PLACE,
    ...(readsOtherClusters(ctx) ? [{ name: 'CILIUM_CLUSTERMESH_CONFIG', value: '/var/lib/cilium/clustermesh/' }] : []),
    {
      name: 'CILIUM_DEBUG',
      valueFrom: { configMapKeyRef: { key: 'debug', name: 'cilium-config', optional: true } },
    },
    ...cloudEnv(ctx),
    ...apiServer(ctx),
    ...azureEnv(ctx),
    ...items<EnvVar>(ctx.values.operator.extraEnv),
  ];
}
