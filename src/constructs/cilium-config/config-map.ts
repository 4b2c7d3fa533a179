import { toJson, toText, truthy, withBlock } from '../../core/helm';
import { IssueError, refuse } from '../../core/issue';
import { isMap } from '../../core/json';
import { namespaceOf } from '../common';
import { once, type KubeObject, type Render, type RenderContext } from '../context';
import { ciliumConfigEntries } from './entries';
import { ciliumConfigInput, isWritten, type ConfigInput } from './entry';
import { brokenRequirements } from './requirements';

type Data = Map<string, string>;

function configMap(ctx: RenderContext, name: string, data: Data, labels?: object): KubeObject {
  const metadata = { name, namespace: namespaceOf(ctx), labels };
  const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: Object.fromEntries(data) };
  return object;
}

/** Whether anything is installed that reads cilium-config. */
function isRead({ values: { agent, operator, clustermesh, preflight } }: RenderContext): boolean {
  return (truthy(agent) || truthy(operator.enabled) || truthy(clustermesh.useAPIServer)) && !truthy(preflight.enabled);
}

/** Sets a key, or takes it away where it has no value. */
function assign(data: Data, key: string, value: string | undefined): void {
  if (value === undefined) data.delete(key);
  else data.set(key, value);
}

/** `extraConfig` over everything. Numbers and switches become text: the API server takes nothing else. */
function addExtraConfig(data: Data, { values: { extraConfig } }: ConfigInput): void {
  if (!truthy(extraConfig)) return;
  if (!isMap(extraConfig)) {
    refuse({
      code: 'not-a-map',
      path: 'values.extraConfig',
      message: 'extra configuration must be a map of keys of cilium-config to texts',
      got: toText(extraConfig),
      allowed: 'a map',
    });
  }
  for (const [key, value] of Object.entries(extraConfig)) {
    if (typeof value === 'object' && value !== null) {
      refuse({
        code: 'not-text',
        path: `values.extraConfig.${key}`,
        message: 'data of a ConfigMap must be text',
        got: JSON.stringify(value),
        allowed: 'text',
        fix: 'write it as the text that the flag takes',
      });
    }
    assign(data, key, value === null ? undefined : toText(value));
  }
}

const ciliumConfig: Render = (ctx) => {
  if (!isRead(ctx)) return [];
  const s = ciliumConfigInput(ctx);
  const issues = brokenRequirements(s);
  if (issues.length > 0) throw new IssueError(issues);
  const data: Data = new Map();
  for (const entry of ciliumConfigEntries) {
    if (isWritten(entry, s)) assign(data, entry.key, entry.value(s));
  }
  addExtraConfig(data, s);
  return [configMap(ctx, 'cilium-config', data, withBlock<object>(ctx.values.commonLabels))];
};

/**
 * ConfigMap cilium-config: what the agents, the operator and the cluster mesh's API server start with. Made once per
 * context, for the checksums of several pods are taken of it.
 */
export const renderCiliumConfig: Render = (ctx) => once(ctx, ciliumConfig);

/** ConfigMap ip-masq-agent: which destinations are not masqueraded. It is there even if cilium-config is not. */
export const renderIpMasqAgent: Render = (ctx) => {
  const { enabled, config } = ctx.values.ipMasqAgent;
  return truthy(enabled) && truthy(config)
    ? [configMap(ctx, 'ip-masq-agent', new Map([['config', toJson(config)]]))]
    : [];
};

/** Both: what checksum annotations of pods are taken of. */
export const renderConfigMapTemplate: Render = (ctx) => [...renderCiliumConfig(ctx), ...renderIpMasqAgent(ctx)];
