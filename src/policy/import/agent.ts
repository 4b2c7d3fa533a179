import type { Issue } from '../../core/issue';
import { isMap, type Json, type JsonObject } from '../../core/json';
import { locationOf } from '../origin';
import type { PolicyConfig } from '../scenario';
import { podTemplate, valueAt } from './pod-template';

/** A release that manifests name, and what names it. */
export interface NamedRelease {
  /** As it stands there, without a `v`: `1.20.2`; of an exact version only, no range. */
  readonly name: string;
  /** For example `OCIRepository/kube-system/cilium`. */
  readonly from: string;
}

/** What manifests say of the agent that will judge the policies. */
export interface Agent {
  /** What runs (an image) before what will (a chart). Undefined where nothing says it. */
  readonly release: NamedRelease | undefined;
  /** Options that change verdicts, as far as they are set. */
  readonly config: PolicyConfig;
  readonly issues: readonly Issue[];
}

/** Key of cilium-config, path in the chart's values, field of `PolicyConfig`. Sources: the chart's cilium-configmap.yaml. */
const OPTIONS = [
  ['enable-policy', 'policyEnforcementMode', 'enablePolicy', 'word'],
  ['policy-cidr-match-mode', 'policyCIDRMatchMode', 'policyCIDRMatchMode', 'list'],
  ['enable-node-selector-labels', 'nodeSelectorLabels', 'enableNodeSelectorLabels', 'switch'],
  ['enable-host-firewall', 'hostFirewall.enabled', 'enableHostFirewall', 'switch'],
  ['allow-localhost', 'extraConfig.allow-localhost', 'allowLocalhost', 'text'],
  ['enable-ipv6', 'ipv6.enabled', 'ipv6', 'switch'],
  ['cluster-name', 'cluster.name', 'clusterName', 'text'],
  ['policy-default-local-cluster', 'clustermesh.policyDefaultLocalCluster', 'policyDefaultLocalCluster', 'switch'],
  ['enable-non-default-deny-policies', 'enableNonDefaultDenyPolicies', 'enableNonDefaultDenyPolicies', 'switch'],
  ['enable-l7-proxy', 'l7Proxy', 'enableL7Proxy', 'switch'],
  ['enable-extended-ip-protocols', 'extraConfig.enable-extended-ip-protocols', 'enableExtendedIPProtocols', 'switch'],
  ['policy-audit-mode', 'policyAuditMode', 'policyAuditMode', 'switch'],
  ['enable-local-redirect-policy', 'localRedirectPolicies.enabled', 'enableLocalRedirectPolicy', 'switch'],
  ['enable-egress-gateway', 'egressGateway.enabled', 'enableEgressGateway', 'switch'],
  ['labels', 'labels', 'labels', 'list'],
] as const;

type How = (typeof OPTIONS)[number][3];

/**
 * The agent that objects describe: its ConfigMap `cilium-config` and DaemonSet `cilium`, or what delivers the chart
 * (HelmRelease with OCIRepository or HelmChart, Argo CD's Application). What runs counts before what is asked for.
 */
export function agentOf(objects: readonly JsonObject[]): Agent {
  const found = objects.map(partOf).filter((part) => part !== undefined);
  // In the order of RANK; of two alike the later, as applying the files in turn would leave it.
  const ranked = [...found].sort((a, b) => a.rank - b.rank);
  const config: Record<string, unknown> = {};
  const issues: Issue[] = [];
  for (const { options, object } of ranked) Object.assign(config, readOptions(options, object, issues));
  const named = ranked.filter(({ version }) => version !== undefined);
  const last = named.at(-1);
  const versions = new Set(named.map(({ version }) => version));
  if (last && versions.size > 1) {
    issues.push({
      code: 'releases-differ',
      severity: 'note',
      path: nameOf(last.object),
      message: `several releases of Cilium stand in these files: ${named.map(({ version, object }) => `${String(version)} (${nameOf(object)})`).join(', ')}`,
      ...locationIn(last.object),
      fix: 'name one with --cilium',
    });
  }
  return { release: last && { name: last.version as string, from: nameOf(last.object) }, config, issues };
}

interface Part {
  /** What is nearer to what runs counts more. */
  readonly rank: number;
  readonly object: JsonObject;
  readonly version?: string;
  readonly options: readonly (readonly [field: string, how: How, value: Json])[];
}

function partOf(object: JsonObject): Part | undefined {
  const of = (rank: number, version: Json | undefined, values?: Json, keys?: Json): Part | undefined => {
    const exact = exactVersion(version);
    const options = [...valueOptions(values), ...keyOptions(keys)];
    if (exact === undefined && options.length === 0) return undefined;
    return { rank, object, options, ...(exact !== undefined && { version: exact }) };
  };
  const at = (path: string): Json | undefined => valueAt(object, path.split('.'));
  switch (object.kind) {
    case 'OCIRepository':
      return isChart(at('spec.url')) ? of(0, at('spec.ref.tag') ?? at('spec.ref.semver')) : undefined;
    case 'HelmChart':
      return at('spec.chart') === 'cilium' ? of(0, at('spec.version')) : undefined;
    case 'HelmRelease':
      return isHelmRelease(object) ? of(1, at('spec.chart.spec.version'), at('spec.values')) : undefined;
    case 'Application':
      return applicationSources(object)
        .filter((source) => source.chart === 'cilium' || isChart(source.repoURL))
        .map((source) => of(1, source.targetRevision, valueAt(source, ['helm', 'valuesObject'])))
        .find((part) => part !== undefined);
    case 'DaemonSet':
      return nameIn(object) === 'cilium' ? of(2, imageVersion(object)) : undefined;
    case 'ConfigMap':
      return nameIn(object) === 'cilium-config' ? of(3, undefined, undefined, at('data')) : undefined;
    default:
      return undefined;
  }
}

/** Also of `CHART:1.20.2`, and with a `v` before it. */
function exactVersion(version: Json | undefined): string | undefined {
  return typeof version === 'string' ? /^=?\s*v?(\d+\.\d+\.\d+(?:-[\w.]+)?)$/.exec(version.trim())?.[1] : undefined;
}

const isChart = (url: Json | undefined): boolean => typeof url === 'string' && /\/cilium\/?$/.test(url);

function isHelmRelease(object: JsonObject): boolean {
  const chart = valueAt(object, ['spec', 'chart', 'spec', 'chart']);
  if (chart !== undefined) return chart === 'cilium' || (typeof chart === 'string' && /\/cilium$/.test(chart));
  // With `chartRef` only the name tells: the OCIRepository that it names may hold anything.
  return valueAt(object, ['spec', 'chartRef']) !== undefined && nameIn(object) === 'cilium';
}

function applicationSources(object: JsonObject): readonly JsonObject[] {
  const sources = valueAt(object, ['spec', 'sources']);
  return [valueAt(object, ['spec', 'source']), ...(Array.isArray(sources) ? (sources as Json[]) : [])].filter(isMap);
}

function imageVersion(object: JsonObject): string | undefined {
  const containers = podTemplate(object)?.spec.containers;
  for (const container of Array.isArray(containers) ? (containers as Json[]) : []) {
    if (!isMap(container) || container.name !== 'cilium-agent' || typeof container.image !== 'string') continue;
    return /:(v?\d+\.\d+\.\d+)(?:@|$)/.exec(container.image)?.[1];
  }
  return undefined;
}

function valueOptions(values: Json | undefined): Part['options'] {
  return OPTIONS.flatMap(([, path, field, how]) => {
    const value = valueAt(values, path.split('.'));
    return value === undefined || value === null ? [] : [[field, how, value] as const];
  });
}

function keyOptions(data: Json | undefined): Part['options'] {
  return OPTIONS.flatMap(([key, , field, how]) => {
    const value = isMap(data) ? data[key] : undefined;
    return value === undefined || value === null || value === '' ? [] : [[field, how, value] as const];
  });
}

function readOptions(options: Part['options'], object: JsonObject, issues: Issue[]): Record<string, unknown> {
  const read: Record<string, unknown> = {};
  for (const [field, how, value] of options) {
    const plain = READ[how](value);
    if (plain !== undefined) read[field] = plain;
    else
      issues.push({
        code: 'option-unread',
        severity: 'warning',
        path: nameOf(object),
        message: `the option behind ${field} has no value that can be read here; the agent's default is taken`,
        got: JSON.stringify(value),
        ...locationIn(object),
      });
  }
  return read;
}

const READ: Readonly<Record<How, (value: Json) => unknown>> = {
  // The chart writes it in small letters.
  word: (value) => (typeof value === 'string' ? value.toLowerCase() : undefined),
  text: (value) => (typeof value === 'string' && !value.includes('${') ? value : undefined),
  switch: (value) =>
    value === true || value === 'true' ? true : value === false || value === 'false' ? false : undefined,
  list: (value) => {
    if (Array.isArray(value)) return (value as Json[]).map(String);
    return typeof value === 'string' ? value.split(/[\s,]+/).filter((one) => one !== '') : undefined;
  },
};

const nameIn = (object: JsonObject): Json | undefined => valueAt(object, ['metadata', 'name']);

function nameOf(object: JsonObject): string {
  const namespace = valueAt(object, ['metadata', 'namespace']);
  return [object.kind, namespace, nameIn(object)].filter((part) => typeof part === 'string').join('/');
}

function locationIn(object: JsonObject): Pick<Issue, 'location'> {
  const location = locationOf(object, ['metadata', 'name']);
  return location ? { location } : {};
}
