import { createHash } from 'node:crypto';
import type { KubeObject } from '../model/render-context';

/** Longest file name without its ending; file systems allow 255 bytes, and a suffix for collisions must fit. */
const LONGEST = 200;

/** `ClusterRoleBinding` as `cluster-role-binding`, `CiliumLoadBalancerIPPool` as `cilium-load-balancer-ip-pool`. */
export function kebabCase(text: string): string {
  return text
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1-$2')
    .toLowerCase();
}

/** Text as part of a file name: lower-case letters, digits, dots and dashes, so that it cannot leave its folder. */
function slug(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, '-')
    .replace(/\.{2,}/g, '.')
    .replace(/^[.-]+|[.-]+$/g, '');
}

function nameOf({ kind, metadata }: KubeObject, suffix = ''): string {
  return `${slug(`${kebabCase(kind)}-${metadata.name}`).slice(0, LONGEST)}${suffix}.yaml`;
}

/** What the API server tells objects apart by, apart from the version. */
export function identityOf({ apiVersion, kind, metadata }: KubeObject): string {
  const group = apiVersion.includes('/') ? `${apiVersion.split('/')[0]}/` : '';
  return `${group}${kind}/${metadata.namespace ? `${metadata.namespace}/` : ''}${metadata.name}`;
}

/**
 * One file name an object, in the objects' order: `kind-name.yaml`; with the namespace where two objects would share
 * a file, and with a hash of the identity where they still would (also on file systems that ignore case).
 */
export function fileNames(objects: readonly KubeObject[]): string[] {
  const plain = objects.map((object) => nameOf(object));
  const namespaced = withSuffix(objects, plain, ({ metadata }) =>
    metadata.namespace ? `-${slug(metadata.namespace).slice(0, 40)}` : '',
  );
  return withSuffix(
    objects,
    namespaced,
    (object) => `-${createHash('sha256').update(identityOf(object)).digest('hex').slice(0, 8)}`,
  );
}

function withSuffix(
  objects: readonly KubeObject[],
  names: readonly string[],
  suffix: (object: KubeObject) => string,
): string[] {
  const uses = new Map<string, number>();
  for (const name of names) uses.set(name, (uses.get(name) ?? 0) + 1);
  return objects.map((object, i) => {
    const name = names[i] as string;
    return (uses.get(name) ?? 0) > 1 ? nameOf(object, suffix(object)) : name;
  });
}
