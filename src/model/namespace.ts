/** What Kubernetes takes as the name of a namespace, for people. */
export const NAMESPACE_NAMES = 'at most 63 lower-case letters, digits and dashes, a letter or digit first and last';

/** Whether a namespace can have this name (RFC 1123): with another one, the API server takes no object of the install. */
export function isNamespace(name: unknown): name is string {
  return typeof name === 'string' && /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(name);
}
