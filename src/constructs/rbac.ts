/** Kubernetes' RBAC: rules, the roles that hold them, and the bindings that give a role to a ServiceAccount. */
import type { PolicyRule, RoleRef, Subject } from 'kubernetes-types/rbac/v1';
import type { KubeObject } from './context';

const GROUP = 'rbac.authorization.k8s.io';

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

/** Whether a role is about one namespace or the whole cluster. */
export type RoleKind = 'Role' | 'ClusterRole';

/** A role. */
export type RoleObject = KubeObject & { readonly rules: readonly PolicyRule[] };

/** A binding of a role. */
export type BindingObject = KubeObject & { readonly roleRef: RoleRef; readonly subjects: readonly Subject[] };

/** A role with its rules. */
export function role(kind: RoleKind, metadata: KubeObject['metadata'], rules: readonly PolicyRule[]): RoleObject {
  return { apiVersion: `${GROUP}/v1`, kind, metadata, rules };
}

/** The binding of a role, by its name, to one ServiceAccount. */
export function binding(
  kind: RoleKind,
  metadata: KubeObject['metadata'],
  name: string,
  subject: Subject,
): BindingObject {
  return {
    apiVersion: `${GROUP}/v1`,
    kind: `${kind}Binding`,
    metadata,
    roleRef: { apiGroup: GROUP, kind, name },
    subjects: [subject],
  };
}

/** A ServiceAccount as the subject of a binding. */
export function accountSubject(name: string, namespace: string): Subject {
  return { kind: 'ServiceAccount', name, namespace };
}
