import type { Json } from '../core/json';
import type { KubeObject } from '../model/render-context';
import { identityOf } from './file-name';
import type { LiveObject } from './handover-live';
import { settledTemplate } from './handover-pod-template';
import { differences, type FieldChange } from './plan-differences';
import { at, refusedChanges } from './plan-immutable';

/** An object, and the fields in which it differs: `from` is what runs, `to` is what we render. */
export interface Differing {
  readonly object: LiveObject;
  readonly changes: readonly FieldChange[];
}

/** An object of the release that we do not render, and what becomes of it. */
export interface LeftOver {
  readonly object: LiveObject;
  /** Whether something goes on using it, so that it must not be deleted. */
  readonly needed: boolean;
  readonly why: string;
}

/** What a hand-over between a running install and a rendered one would do. */
export interface Comparison {
  /** Running objects that the new owner takes over. */
  readonly adopted: readonly LiveObject[];
  /** Objects that are new. */
  readonly created: readonly KubeObject[];
  /** Running objects that the new owner does not have. */
  readonly left: readonly LeftOver[];
  /** Our checksums, each with the running one, of pod templates that are otherwise equal. */
  readonly checksums: Readonly<Record<string, string>>;
  /** Scripts of ours in other words than the chart's, of pod templates that are otherwise equal: the running ones stay. */
  readonly scripts: readonly Differing[];
  /** Pod templates that differ: their pods would restart. */
  readonly restarts: readonly Differing[];
  /** Changes that the API server refuses. */
  readonly refused: readonly Differing[];
  /** Configuration and permissions that differ; pods whose checksum is taken over notice at their next restart. */
  readonly content: readonly Differing[];
}

/** Annotations of pod templates by which the chart restarts pods: `cilium.io/cilium-configmap-checksum` and its like. */
const CHECKSUM = /^spec\.template\.metadata\.annotations\b.*checksum/;

/** Compares a release's objects with those that we render. */
export function compareWithLive(
  members: readonly LiveObject[],
  rendered: readonly KubeObject[],
  running: readonly LiveObject[] = members,
): Comparison {
  const ours = new Map(rendered.map((object) => [identityOf(object), object]));
  const there = new Map(running.map((object) => [identityOf(object), object]));
  const adopted = [...there].filter(([identity]) => ours.has(identity));
  const pairs = adopted.map(([identity, live]) => [live, ours.get(identity) as KubeObject] as const);
  const taken = new Map<string, string>();
  const templates = pairs.map(([live, own]) => {
    const found = templateChanges(live, own);
    // One checksum of ours stands for one running one: where two run, only one of them can stay.
    const clash = found.checksums.filter(({ from, to }) => (taken.get(to) ?? from) !== from);
    const changes = [...found.changes, ...clash];
    if (changes.length === 0) for (const { from, to } of found.checksums) taken.set(to, from);
    return { object: live, changes, scripts: found.scripts };
  });
  const restarts = templates.filter(({ changes }) => changes.length > 0);
  return {
    adopted: adopted.map(([, live]) => live),
    created: [...ours].filter(([identity]) => !there.has(identity)).map(([, object]) => object),
    left: members.filter((object) => !ours.has(identityOf(object))).map((object) => leftOver(object, rendered)),
    checksums: Object.fromEntries([...taken].sort(([a], [b]) => (a < b ? -1 : 1))),
    scripts: templates
      .filter(({ changes, scripts }) => changes.length === 0 && scripts.length > 0)
      .map(({ object, scripts }) => ({ object, changes: scripts })),
    restarts: restarts.map(({ object, changes }) => ({ object, changes })),
    refused: differing(pairs, refusedChanges),
    content: differing(pairs, contentChanges),
  };
}

type Pair = readonly [live: LiveObject, own: KubeObject];

function differing(
  pairs: readonly Pair[],
  changesOf: (live: KubeObject, own: KubeObject) => FieldChange[],
): Differing[] {
  return pairs
    .map(([object, own]) => ({ object, changes: changesOf(object, own) }))
    .filter(({ changes }) => changes.length > 0);
}

interface TemplateChanges {
  readonly changes: readonly FieldChange[];
  readonly checksums: readonly { readonly path: string; readonly from: string; readonly to: string }[];
  readonly scripts: readonly FieldChange[];
}

function templateChanges(live: KubeObject, own: KubeObject): TemplateChanges {
  if (!/^(?:DaemonSet|Deployment|StatefulSet)$/.test(own.kind)) return { changes: [], checksums: [], scripts: [] };
  const [running, wanted] = [live, own].map((object) => settledTemplate(at(object, 'spec.template')));
  const found = differences(running, wanted, 'spec.template');
  const checksums = found.flatMap(({ path, from, to }) =>
    CHECKSUM.test(path) && typeof from === 'string' && typeof to === 'string' ? [{ path, from, to }] : [],
  );
  const scripts = found.filter(isScript);
  const known = new Set([...checksums.map(({ path }) => path), ...scripts.map(({ path }) => path)]);
  return { changes: found.filter(({ path }) => !known.has(path)), checksums, scripts };
}

/** The text of a shell script is never the chart's own, but does the same (test/conformance/divergences.mjs, scripts). */
function isScript({ path, from, to }: FieldChange): boolean {
  if (!path.endsWith('.command') || !Array.isArray(from) || !Array.isArray(to)) return false;
  const [before, after] = [from as readonly Json[], to as readonly Json[]];
  return (
    before.length === after.length &&
    before.at(-2) === '-c' &&
    before.slice(0, -1).every((word, i) => word === after[i])
  );
}

/**
 * What a program reads and no restart follows: configuration as it is, and permissions. An empty entry of configuration
 * says as much as none; helm-controller's post-renderer drops those that the chart renders.
 */
function contentChanges(live: KubeObject, own: KubeObject): FieldChange[] {
  const fields = own.kind === 'ConfigMap' ? ['data', 'binaryData'] : /Role$/.test(own.kind) ? ['rules'] : [];
  return fields
    .flatMap((field) => differences(at(live, field) ?? {}, at(own, field) ?? {}, field))
    .filter(({ from, to }) => !((from === undefined && to === '') || (from === '' && to === undefined)));
}

/**
 * Nothing of a suspended HelmRelease is deleted with it, so all that we do not render stays. The CA is what every
 * certificate hangs on: certgen takes the one that is there (its argument --ca-reuse-secret).
 */
function leftOver(object: LiveObject, rendered: readonly KubeObject[]): LeftOver {
  const { kind, metadata } = object;
  if (kind === 'Secret' && metadata.name === 'cilium-ca')
    return {
      object,
      needed: true,
      why: 'certgen goes on signing with this CA, so that running pods trust new certificates',
    };
  if (kind === 'Secret' && mentions(rendered, metadata.name))
    return { object, needed: true, why: 'pods mount it; certgen or cert-manager renews it from now on' };
  if (mentions(rendered, metadata.name))
    return { object, needed: true, why: 'rendered objects name it; nobody updates it any more' };
  return { object, needed: false, why: 'nothing that is rendered names it; nobody updates or deletes it any more' };
}

/** Whether some text of the rendered objects is, or holds as a whole word, a name. */
function mentions(rendered: readonly KubeObject[], name: string): boolean {
  const word = new RegExp(`(?<![\\w.-])${name.replace(/[.]/g, '\\.')}(?![\\w-])`);
  return rendered.some(({ metadata: _metadata, ...rest }) => word.test(JSON.stringify(rest)));
}
