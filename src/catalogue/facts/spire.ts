import type { FactTable } from '../../core/release-range';

/** Where SPIRE differs between releases. Source: templates/spire. */
export const spireFacts = {
  /** The ports of the health checks are named, and the probes use the names. */
  namesHealthPorts: '>=1.20.0',
  /** The server's pod says that it uses the host's users, where Kubernetes knows the field. */
  setsHostUsers: '>=1.20.0',
} as const satisfies FactTable;
