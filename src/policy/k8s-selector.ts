import { readSelector, withSource } from './sanitize-selector';
import type { Labels } from './scenario';
import { labelSelector } from './selector';
import type { Label } from './labels';

/** Labels of an object as identities have them. */
export const k8sLabels = (labels: Labels | undefined): Label[] =>
  Object.entries(labels ?? {}).map(([key, value]) => ({ source: 'k8s', key, value }));

/** Whether a Kubernetes selector selects labels. */
export function selectsLabels(selector: unknown, labels: readonly Label[]): boolean {
  return labelSelector(withSource('k8s:', readSelector(selector))).matches({ labels, names: [] });
}
