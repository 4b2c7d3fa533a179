import { isMap, type Json } from '../core/json';
import type { KubeObject } from '../model/render-context';
import { identityOf } from './file-name';
import { consequenceOf, isCiliumConfig, type Danger } from './plan-deletion';
import { differences, equal, type FieldChange } from './plan-differences';
import { at, groupKindOf, refusedChanges } from './plan-immutable';
import { isWorkload, podTemplateOf, usesOf, type Use } from './plan-uses';

export type { Danger } from './plan-deletion';
export type { FieldChange } from './plan-differences';

/**
 * What becomes of an object: `replace` is a change that the API server refuses, so that the object has to be deleted
 * first; `stale` are pods that run on with an old configuration, since nothing restarts them.
 */
export type PlanKind = 'delete' | 'replace' | 'restart' | 'stale' | 'change' | 'create';

/** One thing that happens when what is new is applied over what is old. */
export interface PlanEntry {
  readonly kind: PlanKind;
  readonly danger: Danger;
  /** Group, kind, namespace and name, for example `apps/DaemonSet/kube-system/cilium`. */
  readonly object: string;
  /** In words, the most important first. */
  readonly why: readonly string[];
  /** Of a deletion: the annotation that keeps the object in the cluster. @default - it is deleted */
  readonly protectedBy?: string;
  /** The fields that differ, every one of them. @default - none: the object comes or goes */
  readonly changes?: readonly FieldChange[];
}

/** Everything that applying the new objects over the old ones does, the most dangerous first. Pure. */
export function plan(old: readonly KubeObject[], objects: readonly KubeObject[]): PlanEntry[] {
  const before = new Map(old.map((object) => [identityOf(object), object]));
  const after = new Map(objects.map((object) => [identityOf(object), object]));
  const deleted = old.filter((object) => !after.has(identityOf(object)));
  const created = objects.filter((object) => !before.has(identityOf(object)));
  const pairs = objects.flatMap((to) => {
    const from = before.get(identityOf(to));
    return from ? [{ from, to }] : [];
  });
  const configs = changedConfigs(pairs);
  return [
    ...deleted.map((object) => deletion(object, old, created)),
    ...pairs.flatMap((pair) => changesOf(pair, old, configs)),
    ...created.map(creation),
  ].sort(byDanger);
}

const DANGERS: readonly Danger[] = ['outage', 'disruption', 'notice', 'none'];
const KINDS: readonly PlanKind[] = ['delete', 'replace', 'restart', 'stale', 'change', 'create'];

/** What runs comes before what it needs. */
const WORKLOAD = /^apps\//;

function byDanger(a: PlanEntry, b: PlanEntry): number {
  return (
    DANGERS.indexOf(a.danger) - DANGERS.indexOf(b.danger) ||
    KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) ||
    Number(WORKLOAD.test(b.object)) - Number(WORKLOAD.test(a.object)) ||
    (a.object < b.object ? -1 : 1)
  );
}

function deletion(object: KubeObject, old: readonly KubeObject[], created: readonly KubeObject[]): PlanEntry {
  const entry = { kind: 'delete', object: identityOf(object) } as const;
  const kept = protectionOf(object);
  const { danger, why } = consequenceOf(object, old);
  if (kept !== undefined) {
    return {
      ...entry,
      danger: 'notice',
      protectedBy: kept,
      why: [
        `kept by ${kept}: it stays as it is, nobody updates it any more, and if it is to go it is deleted by hand`,
        ...why.map((line) => `its deletion: ${line}`),
      ],
    };
  }
  const successor = object.kind === 'Job' ? created.find((other) => isSuccessor(object, other)) : undefined;
  if (successor) return { ...entry, danger: 'none', why: [`${successor.metadata.name} runs in its place`] };
  return { ...entry, danger, why };
}

/** Whether a Job is another one's next version: the same name but for a hash at the end. */
function isSuccessor(job: KubeObject, other: KubeObject): boolean {
  const stem = (name: string): string => name.replace(/-[0-9a-f]{6,}$/, '');
  return other.kind === 'Job' && stem(job.metadata.name) === stem(other.metadata.name);
}

/**
 * The annotation that keeps an object when whoever applies it is no longer told of it. Flux 2 excludes both of its own
 * from deletion (kustomize-controller 1.9.5, internal/controller/kustomization_controller.go:1411); Argo CD reads a list
 * (gitops-engine pkg/sync/common/types.go, SyncOptionDisablePrune).
 */
export function protectionOf(object: KubeObject): string | undefined {
  const annotations = (object.metadata.annotations ?? {}) as Record<string, unknown>;
  for (const name of ['kustomize.toolkit.fluxcd.io/prune', 'kustomize.toolkit.fluxcd.io/reconcile']) {
    if (String(annotations[name]).toLowerCase() === 'disabled') return `${name}: disabled`;
  }
  const options = String(annotations['argocd.argoproj.io/sync-options'] ?? '');
  if (options.split(',').some((option) => option.trim() === 'Prune=false'))
    return 'argocd.argoproj.io/sync-options: Prune=false';
  return annotations['helm.sh/resource-policy'] === 'keep' ? 'helm.sh/resource-policy: keep' : undefined;
}

function creation(object: KubeObject): PlanEntry {
  const policy = /^Cilium(?:Clusterwide)?NetworkPolicy$|^NetworkPolicy$/.test(object.kind);
  return {
    kind: 'create',
    danger: policy ? 'notice' : 'none',
    object: identityOf(object),
    why: policy ? ['pods that it selects and that were open are denied what no policy allows'] : [],
  };
}

interface Pair {
  readonly from: KubeObject;
  readonly to: KubeObject;
}

/** A ConfigMap or a Secret that changes, and the keys of it that do. */
interface ChangedConfig extends Pair {
  readonly keys: readonly string[];
}

function changedConfigs(pairs: readonly Pair[]): ChangedConfig[] {
  return pairs
    .filter(({ to }) => to.kind === 'ConfigMap' || to.kind === 'Secret')
    .map(({ from, to }) => ({ from, to, keys: [...new Set(dataChanges(from, to).map(({ path }) => path))] }))
    .filter(({ keys }) => keys.length > 0);
}

/** The entries of a ConfigMap or a Secret that differ, by their key. */
function dataChanges(from: KubeObject, to: KubeObject): FieldChange[] {
  return ['data', 'binaryData', 'stringData'].flatMap((field) => {
    const [before, after] = [at(from, field), at(to, field)].map((map) => (isMap(map) ? map : {}));
    return [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])].flatMap((key) =>
      differences(before?.[key], after?.[key], key),
    );
  });
}

function changesOf({ from, to }: Pair, old: readonly KubeObject[], configs: readonly ChangedConfig[]): PlanEntry[] {
  const refused = refusedChanges(from, to);
  const workload = isWorkload(to);
  const template = workload ? differences(podTemplateOf(from), podTemplateOf(to)) : [];
  const rest = differences(from, to).filter(
    ({ path }) =>
      !(workload && /^spec\.template(?:[.[]|$)/.test(path)) &&
      !refused.some(
        (other) => path === other.path || path.startsWith(`${other.path}.`) || path.startsWith(`${other.path}[`),
      ),
  );
  return [
    ...(refused.length > 0 ? [replacement(from, refused, old)] : []),
    ...(template.length > 0 ? [restart(from, to, template, configs)] : []),
    ...(workload && template.length === 0 ? staleness(to, configs) : []),
    ...(rest.length > 0 ? [change(from, to, rest)] : []),
  ];
}

function replacement(from: KubeObject, changes: readonly FieldChange[], old: readonly KubeObject[]): PlanEntry {
  const { danger, why } = consequenceOf(from, old);
  const fields = changes.map(({ path }) => path);
  return {
    kind: 'replace',
    danger: danger === 'outage' ? 'outage' : 'disruption',
    object: identityOf(from),
    why: [
      `the API server refuses a change of ${fields.join(', ')}: nothing of this object is applied until it is deleted`,
      ...why.map((line) => `until it is back: ${line}`),
      ...changes.map(describe),
    ],
    changes,
  };
}

function change(from: KubeObject, to: KubeObject, changes: readonly FieldChange[]): PlanEntry {
  const data = to.kind === 'ConfigMap' ? dataChanges(from, to) : [];
  const other =
    to.kind === 'ConfigMap' ? changes.filter(({ path }) => !/^(?:binaryD|stringD|d)ata\b/.test(path)) : changes;
  const ofChart = isChart(to)
    ? ['Helm renders the chart anew in the cluster: which objects go or restart there is not part of this plan']
    : [];
  return {
    kind: 'change',
    danger: isCiliumConfig(to) || ofChart.length > 0 ? 'notice' : 'none',
    object: identityOf(to),
    why: to.kind === 'Secret' ? changes.map(({ path }) => path) : [...ofChart, ...[...data, ...other].map(describe)],
    changes: to.kind === 'Secret' ? changes.map(({ path }) => ({ path })) : changes,
  };
}

/** Whether an object makes a controller render the chart: its own fields tell little of what happens then. */
function isChart(object: KubeObject): boolean {
  const kind = groupKindOf(object);
  if (kind === 'argoproj.io/Application') return /"chart":/.test(JSON.stringify(object));
  return kind === 'helm.toolkit.fluxcd.io/HelmRelease' || kind === 'source.toolkit.fluxcd.io/OCIRepository';
}

function restart(
  from: KubeObject,
  to: KubeObject,
  changes: readonly FieldChange[],
  configs: readonly ChangedConfig[],
): PlanEntry {
  const entry = {
    object: identityOf(to),
    changes: changes.map((each) => ({ ...each, path: `spec.template.${each.path}` })),
  };
  const reasons = reasonsOf(to, changes, configs);
  const strategy = at(to, 'spec.updateStrategy.type');
  if (strategy === 'OnDelete') {
    const why = 'its pods run on as they are until somebody deletes them (updateStrategy OnDelete)';
    return { ...entry, kind: 'stale', danger: 'notice', why: [why, ...reasons] };
  }
  const everyNode = groupKindOf(to) === 'apps/DaemonSet' && /^cilium(?:-envoy)?$/.test(to.metadata.name);
  return {
    ...entry,
    kind: 'restart',
    danger: everyNode ? 'disruption' : 'notice',
    why: [extentOf(from, to), ...reasons],
  };
}

/** Which pods restart, and how many at a time. */
function extentOf(from: KubeObject, to: KubeObject): string {
  if (to.kind === 'DaemonSet') {
    const most = at(to, 'spec.updateStrategy.rollingUpdate.maxUnavailable') ?? 1;
    const nodes = most === 1 ? 'one node' : `${String(most)}${typeof most === 'number' ? ' nodes' : ' of them'}`;
    return `its pods restart on ${nodesOf(to)}, ${nodes} at a time`;
  }
  const pods = Number(at(to, 'spec.replicas') ?? at(from, 'spec.replicas') ?? 1);
  const all = at(to, 'spec.strategy.type') === 'Recreate' ? ', all of them at once' : '';
  return pods === 0
    ? 'it has no pods that would restart'
    : `its ${pods === 1 ? 'pod restarts' : `${pods} pods restart`}${all}`;
}

function nodesOf(object: KubeObject): string {
  const selector = at(podTemplateOf(object), 'spec.nodeSelector');
  const labels = Object.entries(isMap(selector) ? selector : {}).filter(([key]) => key !== 'kubernetes.io/os');
  return labels.length === 0
    ? 'every node'
    : `every node with ${labels.map(([key, value]) => `${key}=${String(value)}`).join(', ')}`;
}

/** Why pods restart: the configuration behind a checksum by its keys, everything else by its field. */
function reasonsOf(to: KubeObject, changes: readonly FieldChange[], configs: readonly ChangedConfig[]): string[] {
  const sums = changes.filter(({ path }) => /^metadata\.annotations\b.*checksum/.test(path));
  const read = readConfigs(to, configs, () => true);
  const named = read.map(({ config, keys }) => `${config.to.metadata.name} changes: ${keys.join(', ')}`);
  const others = together(changes.filter((each) => !sums.includes(each)));
  const began = sums
    .filter(({ from }) => from === undefined)
    .map(({ path }) => `${annotation(path)} is new: it restarts these pods whenever the configuration changes`);
  const ended = sums
    .filter(({ to: now }) => now === undefined)
    .map(({ path }) => `${annotation(path)} goes: a new configuration restarts these pods no longer`);
  const plain =
    sums.length > began.length + ended.length && named.length === 0
      ? sums.map(({ path }) => `${annotation(path)} changes, though nothing changes here that these pods read`)
      : [];
  return [
    ...others.filter((line) => line.startsWith('image of ') || line.includes('.image:')),
    ...named,
    ...began,
    ...ended,
    ...plain,
    ...others.filter((line) => !(line.startsWith('image of ') || line.includes('.image:'))),
  ];
}

/** Changes in lines; the same new image of many containers is one. */
function together(changes: readonly FieldChange[]): string[] {
  const same = new Map<string, FieldChange[]>();
  for (const each of changes) {
    const key = /\.image$/.test(each.path) ? describe({ ...each, path: 'image' }) : each.path;
    same.set(key, [...(same.get(key) ?? []), each]);
  }
  return [...same.values()].flatMap(([first, ...more]) =>
    first ? [describe(more.length > 0 ? { ...first, path: `image of ${more.length + 1} containers` } : first)] : [],
  );
}

function annotation(path: string): string {
  return /\["(.*)"\]$/.exec(path)?.[1] ?? path;
}

/** The changed configurations that a workload's pods read, with the changed keys that they read. */
function readConfigs(
  workload: KubeObject,
  configs: readonly ChangedConfig[],
  counts: (use: Use) => boolean,
): { config: ChangedConfig; keys: readonly string[] }[] {
  const uses = usesOf(workload).filter(counts);
  return configs.flatMap((config) => {
    const { kind, metadata } = config.to;
    if (metadata.namespace !== workload.metadata.namespace) return [];
    const of = uses.filter((use) => use.kind === kind && use.name === metadata.name);
    const keys = config.keys.filter((key) => of.some((use) => use.keys?.includes(key) ?? true));
    return keys.length > 0 ? [{ config, keys }] : [];
  });
}

/** What makes the chart write a checksum, so that pods restart with their configuration. */
const ROLL_OUT: Readonly<Record<string, string>> = {
  cilium: 'rollOutCiliumPods',
  'cilium-envoy': 'envoy.rollOutPods',
  'cilium-operator': 'operator.rollOutPods',
  'hubble-relay': 'hubble.relay.rollOutPods',
  'hubble-ui': 'hubble.ui.rollOutPods',
  'standalone-dns-proxy': 'standaloneDnsProxy.rollOutPods',
};

/** Pods that should restart and do not: their configuration changes, and their template does not. */
function staleness(workload: KubeObject, configs: readonly ChangedConfig[]): PlanEntry[] {
  const read = readConfigs(workload, configs, (use) => !use.watched);
  if (read.length === 0) return [];
  const { kind, metadata } = workload;
  const value = Object.hasOwn(ROLL_OUT, metadata.name) ? ROLL_OUT[metadata.name] : undefined;
  const sums = at(podTemplateOf(workload), 'metadata.annotations');
  const hasSum = Object.keys(isMap(sums) ? sums : {}).some((name) => name.includes('checksum'));
  const by = `kubectl -n ${metadata.namespace ?? 'default'} rollout restart ${kind.toLowerCase()}/${metadata.name}`;
  const operator = metadata.name === 'cilium-operator';
  return [
    {
      kind: 'stale',
      danger: operator || metadata.name === 'cilium' ? 'disruption' : 'notice',
      object: identityOf(workload),
      why: [
        ...read.map(
          ({ config, keys }) => `its pods run on with the old ${config.to.metadata.name}: ${keys.join(', ')}`,
        ),
        ...(operator ? ['agents that restart can wait for CRDs that the operator, as it runs, does not make'] : []),
        value !== undefined && !hasSum ? `set ${value}: true, or restart them: ${by}` : `restart them: ${by}`,
      ],
    },
  ];
}

/** A change in one line. */
export function describe({ path, from, to }: FieldChange): string {
  if (from === undefined) return `${path}: new, ${printed(to)}`;
  if (to === undefined) return `${path}: gone, was ${printed(from)}`;
  if (Array.isArray(from) && Array.isArray(to)) {
    const [before, after] = [from as Json[], to as Json[]];
    const lost = before.filter((item) => !after.some((other) => equal(item, other)));
    const won = after.filter((item) => !before.some((other) => equal(item, other)));
    if (lost.length + won.length === 0) return `${path}: in another order`;
    return `${path}: ${[...lost.map((item) => `without ${printed(item)}`), ...won.map((item) => `with ${printed(item)}`)].join(', ')}`;
  }
  return `${path}: ${printed(from)} → ${printed(to)}`;
}

/** As much of a value as fits into a line. */
const LONGEST = 72;

function printed(value: Json | undefined): string {
  const text = JSON.stringify(value ?? null).replace(/(sha256:[0-9a-f]{12})[0-9a-f]{52}/g, '$1…');
  return text.length > LONGEST && !/^"[^ ]*"$/.test(text) ? `${text.slice(0, LONGEST - 1)}…` : text;
}
