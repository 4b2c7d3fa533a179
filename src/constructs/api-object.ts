import type * as cdk8s from 'cdk8s';
import type { Construct } from 'constructs';
import type { KubeObject } from '../model/render-context';

/** cdk8s costs 20 ms to load; only those who build a construct tree pay for it. */
function loadCdk8s(): typeof cdk8s {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require('cdk8s') as typeof cdk8s;
}

/** Puts a plain object into a construct tree. The id is made of kind, namespace and name, so it is stable. */
export function apiObject(scope: Construct, object: KubeObject, id = objectId(object)): cdk8s.ApiObject {
  const { ApiObject } = loadCdk8s();
  return new ApiObject(scope, id, object as unknown as cdk8s.ApiObjectProps);
}

/** A scope that belongs to a chart: the given one, or a new chart below it (an `App` itself holds charts only). */
export function chartScope(scope: Construct): Construct {
  const { Chart } = loadCdk8s();
  const inside = scope.node.scopes.some((ancestor) => Chart.isChart(ancestor));
  return inside ? scope : new Chart(scope, 'chart', { disableResourceNameHashes: true });
}

function objectId({ kind, metadata: { namespace, name } }: KubeObject): string {
  return [kind, namespace, name]
    .filter((part) => part !== undefined)
    .join('-')
    .toLowerCase();
}
