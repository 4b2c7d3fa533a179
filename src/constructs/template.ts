import { defaultsOf, type Release } from '../catalogue/catalogue';
import type { InstallValues } from '../catalogue/install-values.gen';
import type { ValuesOf } from '../catalogue/values';
import { IssueError, refuse, sortIssues, type Issue } from '../core/issue';
import { isMap, type JsonObject } from '../core/json';
import { mergeValues } from '../core/merge';
import { printed } from '../core/printed';
import { parseVersion } from '../core/semver';
import { invalidChoices } from '../model/choices';
import { knownRelease } from '../model/known-release';
import { nilAccess } from '../model/nil-access';
import { checkRefusals } from '../model/refusals';
import type { KubeObject, RenderContext } from '../model/render-context';
import { checkSchema, unknownValues } from '../model/schema';
import { renderInstall } from './install';

/** What `helm template` is asked: a release, values, and what the cluster offers. */
export interface TemplateInput<R extends Release = Release> {
  /** Release of Cilium, for example `1.20.2`. */
  readonly cilium: R;
  /** Values over the release's defaults. @default - the defaults alone */
  readonly values?: ValuesOf<R> | JsonObject;
  /** @default 'kube-system' */
  readonly namespace?: string;
  /** Version of Kubernetes. @default '1.34.0' */
  readonly kubeVersion?: string;
  /** API versions beyond Kubernetes' own. @default - none */
  readonly apiVersions?: readonly string[];
}

/** What came out: the objects, and what there is to say about them. No issue in it is an error. */
export interface Rendered {
  readonly objects: readonly KubeObject[];
  readonly issues: readonly Issue[];
}

/**
 * Renders the install as `helm template` does, without Helm, as plain JSON objects.
 * Throws an `IssueError` with every error found where the chart would refuse the values.
 */
export function template(input: TemplateInput): KubeObject[] {
  return [...renderTemplate(input).objects];
}

/** Stands between values and what reads them, to note what is read; it must hand out the same values. */
export type Watch = (values: InstallValues) => InstallValues;

/** `template`, with the warnings beside the objects. */
export function renderTemplate(input: TemplateInput, watch: Watch = (values) => values): Rendered {
  const issues: Issue[] = [];
  const ctx = contextOf(input, issues);
  const errors = issues.filter((issue) => issue.severity === 'error');
  if (errors.length > 0) throw new IssueError(sortIssues(errors));
  const objects = run({ ...ctx, values: watch(ctx.values) })
    .filter(Boolean)
    .map(prune);
  return { objects, issues: sortIssues(issues) };
}

/** The context of a rendering, with what the checks before it found added to `issues`. */
export function contextOf(input: TemplateInput, issues: Issue[]): RenderContext {
  const release = knownRelease(input.cilium);
  const user = input.values ?? {};
  if (!isMap(user)) {
    refuse({
      code: 'values-not-a-map',
      path: 'values',
      message: 'values are a map of names to settings',
      got: printed(user),
    });
  }
  const kubeVersion = input.kubeVersion ?? '1.34.0';
  if (!parseVersion(kubeVersion)) {
    refuse({
      code: 'not-a-version',
      path: 'kubeVersion',
      message: 'this is no version of Kubernetes',
      got: kubeVersion,
      allowed: 'MAJOR.MINOR or MAJOR.MINOR.PATCH, for example 1.34.0',
    });
  }
  const effective = mergeValues(defaultsOf(release), user);
  const ctx: RenderContext = {
    release,
    values: effective as unknown as InstallValues,
    capabilities: { kubeVersion, apiVersions: new Set(input.apiVersions ?? []) },
    namespace: input.namespace ?? 'kube-system',
    report: (issue) => void issues.push(issue),
  };
  if (Object.keys(user).length > 0) {
    const found = [...checkSchema(release, effective, user), ...unknownValues(release, user)];
    const choices = invalidChoices(release, user).filter(({ path }) => found.every((other) => other.path !== path));
    // One by one: a hundred thousand arguments are too many for a call.
    for (const issue of [...found, ...choices]) issues.push(issue);
  }
  if (!issues.some((issue) => issue.severity === 'error')) {
    issues.push(
      ...guarded(
        ctx,
        () => checkRefusals(ctx),
        (values) => checkRefusals({ ...ctx, values, report: () => undefined }),
      ),
    );
  }
  return ctx;
}

function run(ctx: RenderContext): readonly KubeObject[] {
  return guarded(
    ctx,
    () => renderInstall(ctx),
    (values) => renderInstall({ ...ctx, values, report: () => undefined }),
  );
}

/** Runs code over the values; where it stumbles over a map that is missing, says which, as the chart's crash does not. */
function guarded<T>(ctx: RenderContext, first: () => T, again: (values: InstallValues) => unknown): T {
  try {
    return first();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const path = nilAccess(ctx.values, defaultsOf(knownRelease(ctx.release)), again);
    if (path === undefined) throw error;
    return refuse({
      code: 'missing-map',
      path: `values.${path}`,
      message: 'the install reads settings below this value, and it is not there (the chart crashes here)',
      got: 'null',
      allowed: 'a map',
      fix: `leave ${path} out to get its default, or set the settings below it one by one`,
    });
  }
}

/** Drops fields that are undefined: what is left is plain JSON. */
function prune<T>(value: T): T {
  if (Array.isArray(value)) return value.map((item: unknown) => (item === undefined ? null : prune(item))) as T;
  if (typeof value !== 'object' || value === null) return value;
  const result: Record<string, unknown> = {};
  for (const key of Object.keys(value)) {
    const inner = (value as Record<string, unknown>)[key];
    if (inner !== undefined) result[key] = prune(inner);
  }
  return result as T;
}
