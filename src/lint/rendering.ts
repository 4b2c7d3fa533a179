import { templateInput } from '../constructs/cluster';
import { renderInstall } from '../constructs/install';
import { contextOf } from '../constructs/template';
import { defaultsOf } from '../catalogue/catalogue';
import type { InstallValues } from '../catalogue/install-values.gen';
import { IssueError } from '../core/issue';
import type { JsonObject } from '../core/json';
import { mergeValues } from '../core/merge';
import type { Cluster } from '../model/cluster';
import type { KubeObject, RenderContext } from '../model/render-context';

/** The context in which a cluster's install is rendered, without the checks: whoever asks here has made them. */
export function contextOfCluster(cluster: Cluster): RenderContext {
  const { cilium, values, kubeVersion, apiVersions, namespace } = templateInput(cluster);
  return {
    ...contextOf(
      {
        cilium,
        ...(kubeVersion ? { kubeVersion } : {}),
        ...(apiVersions ? { apiVersions } : {}),
        ...(namespace ? { namespace } : {}),
      },
      [],
    ),
    values: mergeValues(defaultsOf(cilium), values as JsonObject) as unknown as InstallValues,
  };
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
