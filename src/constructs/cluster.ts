import type { JsonObject } from '../core/json';
import type { Cluster } from '../model/cluster';
import { checkResources } from '../model/check-cluster';
import { checkPolicies } from '../model/check-policies';
import { userValues } from '../model/effective';
import { checkNetwork } from '../model/network';
import type { KubeObject } from '../model/render-context';
import { policyObjects, resourceObjects } from '../model/resources';
import { IssueError, sortIssues, type Issue } from '../core/issue';
import { renderTemplate, type Rendered, type TemplateInput, type Watch } from './template';

/** The input of `template` that a cluster stands for. */
export function templateInput(cluster: Cluster, values: JsonObject = userValues(cluster)): TemplateInput {
  const { cilium, kubernetes, apiVersions, namespace } = cluster.spec;
  return {
    cilium,
    values,
    kubeVersion: /^v?\d+\.\d+$/.test(kubernetes) ? `${kubernetes}.0` : kubernetes,
    ...(apiVersions ? { apiVersions } : {}),
    ...(namespace ? { namespace } : {}),
  };
}

/** What a cluster's specification stands for, and which of it the chart does not make. */
export interface RenderedCluster extends Rendered {
  /** The cluster's own custom resources: the last of `objects`. */
  readonly own: readonly KubeObject[];
}

/**
 * Everything that a cluster's specification stands for: the install and its custom resources.
 * Throws an `IssueError` with every error found in the values and in the resources.
 */
export function renderCluster(cluster: Cluster, watch?: Watch): RenderedCluster {
  const { cilium, policies = [] } = cluster.spec;
  const wrong = [...checkResources(cluster.spec, cilium), ...checkPolicies(cluster.spec.policies, cilium)];
  const install = installOf(cluster, wrong, watch);
  const resources: readonly KubeObject[] = [...resourceObjects(cilium, cluster.spec), ...policyObjects(policies)];
  const issues = sortIssues([...install.issues, ...checkNetwork(cluster)]);
  const errors = issues.filter((issue) => issue.severity === 'error');
  if (errors.length > 0) throw new IssueError(errors);
  return { objects: [...install.objects, ...resources], own: resources, issues };
}

/** The install, where nothing is wrong with the resources; both are told together. */
function installOf(cluster: Cluster, wrong: readonly Issue[], watch: Watch | undefined): Rendered {
  let install: Rendered | undefined;
  const errors = [...wrong];
  try {
    install = renderTemplate(templateInput(cluster), watch);
  } catch (error) {
    if (!(error instanceof IssueError)) throw error;
    errors.push(...error.issues);
  }
  if (install && errors.length === 0) return install;
  throw new IssueError(sortIssues(errors));
}
