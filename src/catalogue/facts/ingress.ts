import type { FactTable } from '../../core/release-range';

/** Where Ingress' objects differ between releases. Source: templates/cilium-ingress-*.yaml of each release's chart. */
export const ingressFacts = {
  /** A node port that is not chosen is left out, not written as null. */
  optionalNodePorts: '>=1.18.2',
  /** The Service's backend is an EndpointSlice; before, Endpoints. */
  endpointSlice: '>=1.19.0',
  /** The EndpointSlice names its Service, and its endpoint is ready: without the label it belongs to no Service. */
  endpointSliceOfService: '>=1.19.5',
} as const satisfies FactTable;
