import { templateInput } from '../constructs/cluster';
import { renderInstall } from '../constructs/install';
import { contextOf } from '../constructs/template';
import type { InstallValues } from '../catalogue/install-values.gen';
import { IssueError } from '../core/issue';
import type { JsonObject } from '../core/json';
import type { Cluster } from '../model/cluster';
import type { KubeObject, RenderContext } from '../model/render-context';

/** The context in which a cluster's install is rendered, findings aside: whoever asks here has reported them. */
export function contextOfCluster(cluster: Cluster): RenderContext {
  return contextOf(templateInput(cluster), []);
}

/** A context with other effective values. */
export function withValues(ctx: RenderContext, values: JsonObject | InstallValues): RenderContext {
  return { ...ctx, values: values as InstallValues, report: () => undefined };
}

/**
 * The install as plain objects for other values than the cluster's; undefined where it cannot be rendered with them.
 * The checks before the rendering are left out: the question is what a value reaches, not whether it is allowed.
 */
export function tryRender(ctx: RenderContext, values: JsonObject): KubeObject[] | undefined {
  try {
    return JSON.parse(JSON.stringify(renderInstall(withValues(ctx, values)))) as KubeObject[];
  } catch (error) {
    if (error instanceof IssueError || error instanceof TypeError) return undefined;
    throw error;
  }
}
