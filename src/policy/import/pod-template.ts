import { isMap, type Json, type JsonObject } from '../../core/json';

/** A pod, or what a controller makes pods from. */
export interface PodTemplate {
  /** Labels of the pods. */
  readonly labels: Json | undefined;
  readonly spec: JsonObject;
  /** Keys from the object to the metadata with the labels, and to the specification. */
  readonly labelsAt: readonly string[];
  readonly specAt: readonly string[];
}

/**
 * The pods that an object stands for: of a Pod, of a controller of Kubernetes (under `spec.template`, a CronJob's under
 * `spec.jobTemplate.spec.template`), or of somebody else's that keeps to the same shape, as Argo's Rollout does.
 */
export function podTemplate(object: JsonObject): PodTemplate | undefined {
  if (object.kind === 'Pod') return templateAt(object, []);
  const at = object.kind === 'CronJob' ? ['spec', 'jobTemplate', 'spec', 'template'] : ['spec', 'template'];
  return templateAt(object, at);
}

function templateAt(object: JsonObject, at: readonly string[]): PodTemplate | undefined {
  const template = valueAt(object, at);
  if (!isMap(template) || !isMap(template.spec) || !Array.isArray(template.spec.containers)) return undefined;
  return {
    labels: isMap(template.metadata) ? template.metadata.labels : undefined,
    spec: template.spec,
    labelsAt: [...at, 'metadata', 'labels'],
    specAt: [...at, 'spec'],
  };
}

/** What stands at a path; undefined where something on the way is missing. */
export function valueAt(object: Json | undefined, path: readonly string[]): Json | undefined {
  let at: Json | undefined = object;
  for (const key of path) at = isMap(at) ? at[key] : undefined;
  return at;
}
