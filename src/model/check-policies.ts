/** What the API server would refuse of the policies of a cluster. */
import { isRelease, type Release } from '../catalogue/catalogue';
import { closest } from '../core/closest';
import type { Issue } from '../core/issue';
import { isMap } from '../core/json';
import { printed } from '../core/printed';
import { checkFields } from './check-resource';
import { checkMetadata, checkName } from './resource-metadata';
import { isPolicyKind } from './resources';

const KINDS = ['CiliumNetworkPolicy', 'CiliumClusterwideNetworkPolicy'];

/** Checks the field `policies` of a cluster: a list of whole objects, no two of them the same. */
export function checkPolicies(policies: unknown, release: unknown, cluster = ''): Issue[] {
  if (policies === undefined || typeof release !== 'string' || !isRelease(release)) return [];
  const at = cluster === '' ? 'policies' : `${cluster}: policies`;
  if (!Array.isArray(policies)) {
    const fix = 'write a list; policy() makes what stands in it';
    return [wrong(at, 'policies of a cluster are a list', policies, "[policy('NAME', { … })]", fix)];
  }
  const seen = new Set<string>();
  return (policies as readonly unknown[]).flatMap((policy, i) => {
    const issues = checkPolicy(policy, release, `${at}[${i}]`);
    if (issues.length > 0) return issues;
    const { kind, metadata } = policy as { kind: string; metadata: { name: string; namespace?: string } };
    const id = [kind, metadata.namespace, metadata.name].filter((part) => part !== undefined).join('/');
    if (seen.has(id)) return [wrong(`${at}[${i}]`, 'there are two policies of this name', id, 'one', 'rename one')];
    seen.add(id);
    return [];
  });
}

/**
 * Checks one policy as a whole object; `at` is how paths begin. A cluster's policies name their namespace; in a chart it
 * may come from the chart.
 */
export function checkPolicy(policy: unknown, release: Release, at: string, needsNamespace = true): Issue[] {
  if (!isMap(policy)) {
    const fix = Array.isArray(policy) ? 'spread it: ...' : 'use policy() or clusterwidePolicy()';
    return [wrong(at, 'this is no policy', policy, 'an object with kind, metadata and spec', fix)];
  }
  const { apiVersion, kind, metadata, ...fields } = policy;
  if (typeof kind !== 'string' || !isPolicyKind(kind)) {
    const near = typeof kind === 'string' ? closest(kind, KINDS) : undefined;
    const fix = near === undefined ? 'use policy() or clusterwidePolicy()' : `did you mean ${near}?`;
    return [wrong(`${at}.kind`, 'this is no policy of Cilium', kind, KINDS.join(', '), fix)];
  }
  if (!isMap(metadata) || typeof metadata.name !== 'string') {
    return [wrong(`${at}.metadata`, 'a policy has a name', metadata, "{ name: 'NAME' }", 'give it one')];
  }
  const { name, namespace, ...rest } = metadata;
  const namespaced = kind === 'CiliumNetworkPolicy';
  const misplaced =
    namespaced === (typeof namespace === 'string') || (namespaced && !needsNamespace && namespace === undefined)
      ? []
      : [
          namespaced
            ? wrong(`${at}.metadata.namespace`, `a ${kind} lives in a namespace`, namespace, 'a namespace', 'name it')
            : wrong(`${at}.metadata.namespace`, `a ${kind} has no namespace`, namespace, 'none', 'leave it out'),
        ];
  return [
    ...(apiVersion === 'cilium.io/v2'
      ? []
      : [wrong(`${at}.apiVersion`, `a ${kind} has another version`, apiVersion, 'cilium.io/v2', 'write cilium.io/v2')]),
    ...misplaced,
    ...checkName(`${at}.metadata.name`, name, typeof namespace === 'string' && namespaced ? namespace : undefined),
    ...checkMetadata(`${at}.metadata`, rest),
    ...checkFields(release, kind, fields, at),
  ];
}

function wrong(path: string, message: string, got: unknown, allowed: string, fix: string): Issue {
  return { code: 'policy-object', severity: 'error', path, message, got: printed(got), allowed, fix };
}
