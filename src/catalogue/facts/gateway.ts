import type { FactTable } from '../../core/release-range';

/** Where Gateway API's objects differ between releases. Source: templates/cilium-gateway-api-*.yaml of each chart. */
export const gatewayFacts = {
  /** An admission policy refuses Gateways that the controller cannot serve. */
  admissionPolicy: '>=1.20.0',
} as const satisfies FactTable;
