import { defaultsOf } from '../catalogue/catalogue';
import { renderCluster } from '../constructs/cluster';
import { refuse } from '../core/issue';
import type { Json, JsonObject } from '../core/json';
import { mergeValues } from '../core/merge';
import { CILIUM_CONFIG, configKeys, configText, feedsOf, reachOf } from '../lint/reach';
import { contextOfCluster } from '../lint/rendering';
import { dotted, leavesOf, undotted, valueAt, valuesWith } from '../lint/value-path';
import type { Cluster } from '../model/cluster';
import { layersOf, settingsOf, userValues } from '../model/effective';
import type { RenderContext } from '../model/render-context';
import { findApp } from './app-file';
import { didYouMean } from './arguments';
import { closest } from '../core/closest';
import { command, usageError } from './command';
import { blame, chooseClusters, loadClusters } from './load-clusters';
import { out, styled } from './streams';

/** `explain`: from a value to what it reaches, or from a key of cilium-config to the values behind it. */
export const explain = command({
  usage: '[APP] CLUSTER PATH [OPTIONS]',
  about: [
    'Tells the value at PATH, which layer set it, what it overrode, and which keys of cilium-config and fields of ' +
      'objects it reaches. With cilium-config/KEY as PATH, tells which values the key is made of.',
  ],
  options: {
    format: { value: 'FORMAT', choices: ['text', 'json'], help: 'output format' },
  },
  examples: ['cdk8s-cilium explain anton loadBalancer.mode', 'cdk8s-cilium explain anton cilium-config/bpf-lb-mode'],
  async run(given) {
    const path = given.positionals.at(-1) ?? '';
    // A key of cilium-config has a slash, so it must not be taken for the app.
    if (given.positionals.length < 2) wantsClusterAndPath(given.positionals);
    const { app, rest } = findApp(given.positionals.slice(0, -1));
    const [name, ...more] = rest;
    if (name === undefined || more.length > 0) wantsClusterAndPath(given.positionals);
    const [cluster] = chooseClusters(await loadClusters(app), [name]);
    if (!cluster) return 2;
    // What is explained below takes values that were checked for granted.
    check(cluster);
    const json = given.value('format') === 'json';
    const key = /^(?:ConfigMap\/)?cilium-config\/(.+)$/.exec(path)?.[1];
    const answer =
      key === undefined ? explainValue(cluster, undotted(path.replace(/^values\./, ''))) : explainKey(cluster, key);
    out(json ? `${JSON.stringify(answer.data, null, 2)}\n` : answer.lines.map((line) => `${line}\n`).join(''));
    return 0;
  },
});

function check(cluster: Cluster): void {
  try {
    renderCluster(cluster);
  } catch (error) {
    throw blame(error);
  }
}

function wantsClusterAndPath(positionals: readonly string[]): never {
  return usageError('explain wants a cluster and a path', {
    got: positionals.join(' '),
    fix: 'write cdk8s-cilium explain CLUSTER PATH',
  });
}

interface Answer {
  readonly data: object;
  readonly lines: readonly string[];
}

function explainValue(cluster: Cluster, path: readonly string[]): Answer {
  const ctx = contextOfCluster(cluster);
  const values = ctx.values as unknown as JsonObject;
  const layers = layersOf(cluster);
  const settings = settingsOf(layers, path);
  const value = valueAt(values, path);
  if (settings.length === 0 && value === undefined) unknownPath(cluster, values, path);
  const setBy = settings.at(-1)?.layer ?? `cilium ${cluster.spec.cilium}`;
  const overrode = settings.slice(0, -1).reverse();
  const withoutIt = mergeValues(defaultsOf(cluster.spec.cilium), valuesWith(userValues(cluster), path, undefined));
  const reach = reachOf(ctx, path, valueAt(withoutIt, path));
  const config = (reach ?? []).filter(({ object }) => isConfig(object)).map(({ field }) => configKey(field));
  const fields = (reach ?? []).filter(({ object }) => !isConfig(object));
  return {
    data: { path: dotted(path), value: value ?? null, setBy, overrode, ciliumConfig: config, fields },
    lines: [
      `${styled(1, 'bold', dotted(path))} = ${print(value)}`,
      row('set by', setBy),
      ...overrode.map((setting, i) => row(i === 0 ? 'overrode' : '', `${print(setting.value)} (${setting.layer})`)),
      ...config.map((key, i) => row(i === 0 ? 'config' : '', `${CILIUM_CONFIG}/${key} = ${printConfig(ctx, key)}`)),
      ...fields.map(({ object, field }, i) =>
        row(i === 0 ? 'reaches' : '', field === '' ? `${object} (the whole object)` : `${object}  ${field}`),
      ),
      ...(reach === undefined
        ? [row('reaches', 'unknown: the install cannot be rendered with another value here')]
        : []),
      ...(reach?.length === 0 ? [row('reaches', 'nothing: no rendered byte depends on it in this cluster')] : []),
    ],
  };
}

function isConfig(object: string): boolean {
  return object.startsWith('ConfigMap/') && object.endsWith(`/${CILIUM_CONFIG}`);
}

/** `data["bpf-lb-mode"]` or `data.debug` as the key alone. */
function configKey(field: string): string {
  return field.replace(/^data(?:\.|\["?)?/, '').replace(/"?\]$/, '');
}

function explainKey(cluster: Cluster, key: string): Answer {
  const ctx = contextOfCluster(cluster);
  const known = configKeys(ctx);
  if (!known.includes(key)) {
    refuse({
      code: 'usage',
      path: '',
      message: `${CILIUM_CONFIG} has no key ${key} in Cilium ${cluster.spec.cilium}`,
      ...didYouMean(closest(key, known)),
    });
  }
  const { text, decisive, read } = feedsOf(ctx, key);
  const values = ctx.values as unknown as JsonObject;
  const layers = layersOf(cluster);
  const describe = (path: readonly string[]): { path: string; value: Json | null; setBy: string } => ({
    path: dotted(path),
    value: valueAt(values, path) ?? null,
    setBy: settingsOf(layers, path).at(-1)?.layer ?? 'nobody',
  });
  const line = (path: readonly string[]): string => {
    const { path: name, setBy } = describe(path);
    const value = valueAt(values, path);
    if (value === undefined) return `${name} (not set)`;
    return `${name} = ${print(value)} (${setBy})`;
  };
  return {
    data: { key, text: text ?? null, decisive: decisive.map(describe), read: read.map(describe) },
    lines: [
      `${styled(1, 'bold', `${CILIUM_CONFIG}/${key}`)} ${text === undefined ? 'is not written' : `= ${JSON.stringify(text)}`}`,
      ...decisive.map((path, i) => row(i === 0 ? 'made of' : '', line(path))),
      ...read.map((path, i) => row(i === 0 ? 'reads' : '', line(path))),
      ...(decisive.length + read.length === 0 ? [row('made of', 'no value: it is the same in every install')] : []),
    ],
  };
}

function row(name: string, text: string): string {
  return `  ${name.padEnd(9)} ${text}`;
}

function print(value: Json | undefined): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > 200 ? `${text.slice(0, 199)}…` : text;
}

function printConfig(ctx: RenderContext, key: string): string {
  const text = configText(ctx, key);
  return text === undefined ? 'not written' : print(text);
}

function unknownPath(cluster: Cluster, values: JsonObject, path: readonly string[]): never {
  const known = leavesOf(values).map(dotted);
  const name = dotted(path);
  const suffix = known.find((other) => other.endsWith(`.${name}`));
  return refuse({
    code: 'usage',
    path: name,
    message: `Cilium ${cluster.spec.cilium} has no such value, and ${cluster.name} sets none`,
    ...didYouMean(suffix ?? closest(name, known)),
  });
}
