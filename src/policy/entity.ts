import { CLUSTER_LABEL } from './labels';
import { labelSelector } from './selector';
import type { LabelSelector, Selector } from './selector';

const one = (key: string): LabelSelector => ({ matchLabels: { [`reserved:${key}`]: '' } });
const CLUSTER = ['host', 'remote-node', 'init', 'ingress', 'health', 'unmanaged', 'kube-apiserver'].map(one);

/** What an entity selects; undefined where there is none of that name. Source: pkg/policy/api/entity.go. */
export function entitySelectors(entity: string, clusterName: string): readonly Selector[] | undefined {
  const selectors = (): readonly LabelSelector[] | undefined => {
    switch (entity) {
      case 'all':
        return [{}];
      case 'world':
        return [one('world'), one('world-ipv4'), one('world-ipv6')];
      case 'cluster':
        return [...CLUSTER, { matchLabels: { [`k8s:${CLUSTER_LABEL}`]: clusterName } }];
      case 'cluster-mesh':
        return [...CLUSTER, { matchExpressions: [{ key: `k8s:${CLUSTER_LABEL}`, operator: 'Exists' }] }];
      case 'world-ipv4':
      case 'world-ipv6':
      case 'host':
      case 'init':
      case 'ingress':
      case 'remote-node':
      case 'health':
      case 'unmanaged':
      case 'none':
      case 'kube-apiserver':
        return [one(entity)];
      default:
        return undefined;
    }
  };
  return selectors()?.map(labelSelector);
}
