import type { FactTable } from '../../core/release-range';

/**
 * Where namespaces for secrets differ between releases. Source: templates/cilium-secrets-namespace.yaml of
 * install/kubernetes/cilium.
 */
export const namespaceFacts = {
  /** `secretsNamespaceLabels` is read. */
  readsSecretsNamespaceLabels: '>=1.19.0',
  /** A preflight install makes no namespaces at all; before, it only left out that of TLS interception. */
  preflightMakesNone: '>=1.20.0',
} as const satisfies FactTable;
