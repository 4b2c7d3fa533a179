import { Construct } from 'constructs';
import { defineCluster, isCluster, type Cluster, type ClusterSpec } from '../model/cluster';
import type { Release } from '../catalogue/catalogue';
import type { Issue } from '../core/issue';
import { apiObject, chartScope } from './api-object';
import { renderCluster } from './cluster';

/**
 * The whole install of one cluster, in any cdk8s app: `new Cilium(app, 'cilium', spec)`, in an `App` or in a `Chart`.
 * Throws an `IssueError` with every error found in the specification.
 */
export class Cilium<const R extends Release = Release> extends Construct {
  /** Warnings and notes about the specification. */
  readonly issues: readonly Issue[];

  constructor(scope: Construct, id: string, spec: ClusterSpec<R> | Cluster) {
    super(scope, id);
    const cluster = isCluster(spec) ? spec : defineCluster(id, spec as ClusterSpec<R>);
    const { objects, issues } = renderCluster(cluster);
    const chart = chartScope(this);
    for (const object of objects) apiObject(chart, object);
    this.issues = issues;
  }
}
