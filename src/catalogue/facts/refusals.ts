import type { FactTable } from '../../core/release-range';

/**
 * Which combinations of values a release refuses or warns of. What is not listed holds in every release.
 * Source: install/kubernetes/cilium/templates/validate.yaml and warnings.txt of each release; they change with the
 * minor only, up to 1.18.12, 1.19.7 and 1.20.2.
 */
export const refusalFacts = {
  always: '*',
  /** The standalone DNS proxy exists, and wants a fixed port for the agent's. */
  standaloneDnsProxy: '>=1.19.0',
  /** netkit and bpf.tproxy exclude each other (github.com/cilium/cilium/issues/39892). */
  netkitExcludesTproxy: '>=1.19.0',
  /** ClusterMesh certificates can no longer be given as values. */
  clusterMeshCertificatesAreSecrets: '>=1.20.0',
  /** `ipam.mode: eni` no longer implies `eni.enabled`. */
  eniIsSwitchedOnItself: '>=1.20.0',
  /** Relay and UI without TLS, and IPv6 in ENI mode, are warned of. */
  warnsOfPlaintext: '>=1.20.0',
  warnsOfEniWithIPv6: '>=1.20.0',
} as const satisfies FactTable;
