import type { FactTable } from '../../core/release-range';

/** Where Hubble's objects differ between releases. Source: install/kubernetes/cilium of each release. */
export const hubbleFacts = {
  /** ServiceMonitor `hubble` carries the label `app.kubernetes.io/name`. */
  namesServiceMonitor: '>=1.18.2',
  /** cert-manager Certificates take `hubble.tls.auto.subject`. */
  certificatesHaveSubject: '>=1.20.0',
} as const satisfies FactTable;
