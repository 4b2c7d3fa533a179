import type { FactTable } from '../../core/release-range';

/** Where the operator's objects differ between releases. Source: templates/cilium-operator of each release's chart. */
export const operatorFacts = {
  /** Pods carry the label `helm.sh/chart`: pods restart when it appears. */
  chartLabelOnPods: '>=1.20.0',
  /** The health endpoint is a named container port, and the probes ask for it by name. */
  healthPort: '>=1.19.0',
  /** The health port is bound on the node even without `operator.hostNetwork`. */
  healthPortAlwaysOnHost: '>=1.19.0 <1.19.4',
  /** `operator.hostUsers` exists. */
  hostUsers: '>=1.20.0',
  /** `operator.prometheus.tls` exists. */
  prometheusTLS: '>=1.19.0',
  /** Without `azure.clientID` there is no Secret `cilium-azure`, and nothing refers to it. */
  azureManagedIdentity: '>=1.19.0',
  /** Preflight leaves out the operator's Roles and RoleBindings. */
  noRolesInPreflight: '>=1.20.0',
  /** The operator runs ztunnel's DaemonSet, and has a Role for that. */
  ztunnel: '>=1.19.0',
  /** The Role for ztunnel includes reading its ServiceAccount. */
  ztunnelServiceAccount: '>=1.20.0',
} as const satisfies FactTable;

/** Where the operator's ClusterRole differs. Source: templates/cilium-operator/clusterrole.yaml of each release. */
export const operatorRuleFacts = {
  /** May set finalizers of Services and Ingresses, so that what they own can block their deletion. */
  ownerFinalizers: '>=1.18.7',
  /** Reads ServiceAccounts. */
  serviceAccounts: '>=1.20.0',
  /** Reads (and for Ingress and Gateway API writes) Endpoints beside Services. */
  endpoints: '<1.20.0',
  /** Writes EndpointSlices for Ingress and Gateway API. */
  proxyEndpointSlices: '>=1.19.0',
  /** Manages every BGP resource and the CIDR groups. */
  managesBGPAndCIDRGroups: '>=1.20.0',
  /** Updates the definition of CiliumBGPPeeringPolicy. */
  bgpPeeringPolicyCRD: '<1.19.0',
  /** Watches CiliumBGPPeeringPolicies: dropped with 1.19.0, back with 1.19.4 for clusters that still have them. */
  watchesBGPPeeringPolicies: '<1.19.0 || >=1.19.4 <1.20.0',
  /** Watches BGP cluster configurations and node overrides by a rule apart from the one that manages the others. */
  watchesBGPConfigs: '<1.20.0',
  /** Updates the status of the BGP resource definitions. */
  crdStatus: '>=1.20.0',
  /** Knows CiliumDatapathPlugins. */
  datapathPlugins: '>=1.20.0',
  /** Updates the definitions of MCS-API that it installed. */
  mcsapiCRDs: '>=1.19.1',
  /** May set finalizers of ServiceImports. */
  serviceImportFinalizers: '>=1.19.2',
  /** Gateway API: TCP and UDP routes, listener sets, backend TLS policies, and ConfigMaps for their CAs. */
  gatewayRoutesOfLayer4: '>=1.20.0',
  /** Deletes CiliumEndpointSlices in bulk. */
  bulkDeletesEndpointSlices: '>=1.19.0',
} as const satisfies FactTable;
