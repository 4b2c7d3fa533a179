import type { OutputFile } from '../delivery/output';
import { plan, type Danger, type PlanEntry, type PlanKind } from '../delivery/plan';
import { refuse } from '../core/issue';
import { holdsObjects, objectsIn, openOutput } from './old-output';
import { out, styled, widthOf } from './streams';
import { wrap, WIDTH } from './wrap';

/** What `--fail-on` takes, and what of a plan it means. */
export const FAIL_ON = {
  deletion: 'delete',
  replacement: 'replace',
  restart: 'restart',
  stale: 'stale',
} as const satisfies Record<string, PlanKind>;

/** What to compare: the clusters that were rendered, against which output. */
export interface PlanInput {
  /** Where the output of an earlier synth is. */
  readonly old: string;
  /** Folder of the output. */
  readonly root: string;
  readonly rendered: readonly { readonly name: string; readonly files: readonly OutputFile[] }[];
  /** The clusters that were not rendered, since others were asked for. */
  readonly others: readonly string[];
  readonly failOn: readonly string[];
  readonly json: boolean;
}

interface ClusterPlan {
  readonly name: string;
  /** Whether the old output has the cluster (`new`: it has not), or only it does (`gone`). */
  readonly state: 'known' | 'new' | 'gone';
  readonly entries: readonly PlanEntry[];
}

/** Prints what applying the rendered files over an earlier output does; 1 if it does what `failOn` names. */
export function printPlan({ old, root, rendered, others, failOn, json }: PlanInput): number {
  const output = openOutput(old, root);
  const known = output.clusters;
  if (rendered.length > 1 && known === undefined) {
    refuse({
      code: 'plan-old',
      path: '',
      message: `${old} is the output of one cluster, and there are ${rendered.length}`,
      fix: `name one: synth ${rendered[0]?.name ?? 'CLUSTER'} --plan ${old}`,
    });
  }
  if (known !== undefined && !rendered.some(({ name }) => known.includes(name))) {
    refuse({
      code: 'plan-old',
      path: '',
      message: `${old} holds none of these clusters: all of them would look new`,
      got: known.join(', ') || 'none',
      allowed: rendered.map(({ name }) => name).join(', '),
    });
  }
  const names = [...rendered.map(({ name }) => name), ...others];
  const gone = others.length > 0 ? [] : (known ?? []).filter((name) => !names.includes(name));
  const plans: ClusterPlan[] = [
    ...rendered.map(({ name, files }): ClusterPlan => {
      const before = output.objectsOf(name);
      const after = files
        .filter(({ path }) => holdsObjects(path))
        .flatMap((file) => objectsIn(file.content, file.path));
      return { name, state: before ? 'known' : 'new', entries: plan(before ?? [], after) };
    }),
    ...gone.map((name): ClusterPlan => ({ name, state: 'gone', entries: plan(output.objectsOf(name) ?? [], []) })),
  ];
  const kinds = new Set<string>(failOn.map((word) => FAIL_ON[word as keyof typeof FAIL_ON]));
  const failed = plans.flatMap(({ name, entries }) =>
    entries.filter(({ kind }) => kinds.has(kind)).map(({ kind, object }) => ({ cluster: name, kind, object })),
  );
  if (json) out(`${JSON.stringify({ old, clusters: plans, failed }, null, 2)}\n`);
  else {
    out(plans.map((each) => textOf(each, old)).join('\n'));
    if (failed.length > 0) out(`\nfails on ${failOn.join(', ')}: ${failed.length} found\n`);
  }
  return failed.length > 0 ? 1 : 0;
}

const NOUNS: Readonly<Record<PlanKind, readonly [one: string, many: string]>> = {
  delete: ['deletion', 'deletions'],
  replace: ['replacement', 'replacements'],
  restart: ['restart', 'restarts'],
  stale: ['missing restart', 'missing restarts'],
  change: ['change', 'changes'],
  create: ['new object', 'new objects'],
};

const STYLE = { outage: 'red', disruption: 'yellow', notice: 'cyan', none: 'dim' } as const satisfies Record<
  Danger,
  string
>;

/** More lines about one object than anybody reads at once. */
const MOST = 12;

function textOf({ name, state, entries }: ClusterPlan, old: string): string {
  const counts = (Object.keys(NOUNS) as PlanKind[]).flatMap((kind) => {
    const number = entries.filter((entry) => entry.kind === kind).length;
    return number === 0 ? [] : [`${number} ${NOUNS[kind][number === 1 ? 0 : 1]}`];
  });
  const head = `${styled(1, 'bold', name)}  ${counts.join(', ') || 'nothing changes'}${
    state === 'new' ? ` (not in ${old}: a new cluster)` : state === 'gone' ? ' (the app exports it no more)' : ''
  }`;
  // What is new and harmless is a list of names.
  const quiet = entries.filter(({ kind, why }) => kind === 'create' && why.length === 0);
  const told = entries.filter((entry) => !quiet.includes(entry));
  const lines = [
    ...grouped(told).flatMap(linesOf),
    ...(quiet.length > 0 ? folded(`  create   ${quiet.map(({ object }) => titleOf(object)).join(', ')}`, 11) : []),
  ];
  return `${[...folded(head, 2), ...lines].join('\n')}\n`;
}

/** Harmless changes of one content are told once; the others stay alone. */
function grouped(entries: readonly PlanEntry[]): PlanEntry[][] {
  const groups = new Map<string, PlanEntry[]>();
  for (const entry of entries) {
    const key =
      entry.danger === 'none' && entry.why.length > 0 ? `${entry.kind} ${entry.why.join()}` : entry.object + entry.kind;
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  return [...groups.values()];
}

function linesOf(entries: readonly PlanEntry[]): string[] {
  const { kind, danger, why, protectedBy } = entries[0] as PlanEntry;
  const word = protectedBy === undefined ? kind : 'leave';
  const shown =
    why.length > MOST + 1 ? [...why.slice(0, MOST), `… and ${why.length - MOST} more (--format json)`] : why;
  const mark = danger === 'none' ? '' : ` (${danger})`;
  const titles = entries.map(({ object }) => titleOf(object)).join(', ');
  const [first = '', ...more] = folded(`  ${word.padEnd(8)} ${titles}${mark}`, 11);
  return [
    first.replace(word, styled(1, STYLE[danger], word)),
    ...more,
    ...shown.flatMap((line) => folded(`           ${line}`, 13)),
  ];
}

/** `apps/DaemonSet/kube-system/cilium` as `DaemonSet kube-system/cilium`. */
function titleOf(object: string): string {
  const parts = object.split('/');
  const kind = parts.findIndex((part) => /^[A-Z]/.test(part));
  return `${parts[kind] ?? ''} ${parts.slice(kind + 1).join('/')}`;
}

function folded(line: string, indent: number): string[] {
  return wrap(line, indent, Math.min(widthOf(1) ?? WIDTH, 120));
}
