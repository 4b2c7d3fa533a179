import type { PolicyRule } from 'kubernetes-types/rbac/v1';

/** Verbs of one who keeps a cache of a resource. */
export const READ = ['get', 'list', 'watch'] as const;

/** A rule about resources of one API group (`''` is the core's). */
export function rule(apiGroup: string, resources: readonly string[], verbs: readonly string[]): PolicyRule {
  return { apiGroups: [apiGroup], resources: [...resources], verbs: [...verbs] };
}

/** A list if a condition holds, else nothing: for the parts of a rule that depend on features. */
export function where<T>(condition: boolean, ...items: readonly T[]): readonly T[] {
  return condition ? items : [];
}
