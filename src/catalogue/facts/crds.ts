import type { FactTable, ReleaseRange } from '../../core/release-range';

/** A key of `cilium-config` that is read as a boolean, and what it is where the key is absent. */
export interface ConfigSwitch {
  readonly key: string;
  readonly isOnByDefault: boolean;
}

/** A CRD of Cilium's, by its plural, and when there is one. */
export interface ReleaseCRD {
  readonly plural: string;
  /** Releases that this line is about. */
  readonly releases: ReleaseRange;
  /** One of these is on. @default - always */
  readonly when?: readonly ConfigSwitch[];
  /** This is not on. @default - whatever is on */
  readonly unless?: ConfigSwitch;
}

const on = (key: string): ConfigSwitch => ({ key, isOnByDefault: true });
const off = (key: string): ConfigSwitch => ({ key, isOnByDefault: false });

const NETWORK_POLICY = on('enable-cilium-network-policy');
const CLUSTERWIDE_POLICY = on('enable-cilium-clusterwide-network-policy');
const ENDPOINT_SLICE = off('enable-cilium-endpoint-slice');
const NO_ENDPOINTS = off('disable-endpoint-crd');
const ENVOY_CONFIG = off('enable-envoy-config');
const BGP = off('enable-bgp-control-plane');

/**
 * The CRDs that the agent waits for before it starts anything; it ends when they do not come. The operator makes them
 * from the same list, under the same configuration. Source: `agentCRDResourceNames` in pkg/k8s/synced/crd.go of
 * 1.18.0 to 1.18.11, 1.19.0 to 1.19.7 and 1.20.0 to 1.20.2 (one text a minor), `CreateCustomResourceDefinitions` in
 * pkg/k8s/apis/cilium.io/client/register.go, the keys and their defaults in pkg/option/config.go and pkg/defaults.
 */
export const AGENT_CRDS: readonly ReleaseCRD[] = [
  { plural: 'ciliumidentities', releases: '*' },
  { plural: 'ciliumpodippools', releases: '*' },
  { plural: 'ciliumloadbalancerippools', releases: '*' },
  { plural: 'ciliuml2announcementpolicies', releases: '*' },
  { plural: 'ciliumnodes', releases: '<1.19.0' },
  { plural: 'ciliumnodes', releases: '>=1.19.0', when: [on('enable-ciliumnode-crd')] },
  { plural: 'ciliumendpoints', releases: '*', unless: NO_ENDPOINTS },
  { plural: 'ciliumendpointslices', releases: '<1.20.0', when: [ENDPOINT_SLICE], unless: NO_ENDPOINTS },
  { plural: 'ciliumendpointslices', releases: '>=1.20.0', when: [ENDPOINT_SLICE] },
  { plural: 'ciliumnetworkpolicies', releases: '*', when: [NETWORK_POLICY] },
  { plural: 'ciliumclusterwidenetworkpolicies', releases: '*', when: [CLUSTERWIDE_POLICY] },
  { plural: 'ciliumcidrgroups', releases: '*', when: [NETWORK_POLICY, CLUSTERWIDE_POLICY] },
  {
    plural: 'ciliumegressgatewaypolicies',
    releases: '<1.19.0',
    when: [off('enable-egress-gateway'), off('enable-ipv4-egress-gateway')],
  },
  { plural: 'ciliumegressgatewaypolicies', releases: '>=1.19.0', when: [off('enable-egress-gateway')] },
  { plural: 'ciliumlocalredirectpolicies', releases: '*', when: [off('enable-local-redirect-policy')] },
  { plural: 'ciliumclusterwideenvoyconfigs', releases: '*', when: [ENVOY_CONFIG] },
  { plural: 'ciliumenvoyconfigs', releases: '*', when: [ENVOY_CONFIG] },
  { plural: 'ciliumbgppeeringpolicies', releases: '<1.19.0', when: [BGP] },
  { plural: 'ciliumbgpclusterconfigs', releases: '*', when: [BGP] },
  { plural: 'ciliumbgpadvertisements', releases: '*', when: [BGP] },
  { plural: 'ciliumbgppeerconfigs', releases: '*', when: [BGP] },
  { plural: 'ciliumbgpnodeconfigs', releases: '*', when: [BGP] },
  { plural: 'ciliumbgpnodeconfigoverrides', releases: '*', when: [BGP] },
  { plural: 'ciliumdatapathplugins', releases: '>=1.20.0', when: [off('enable-datapath-plugins')] },
];

/** The CRDs that the operator makes beyond those. Source: `AllCiliumCRDResourceNames` in the same file. */
export const FURTHER_CRDS: readonly ReleaseCRD[] = [
  { plural: 'ciliumnodeconfigs', releases: '*' },
  { plural: 'ciliumgatewayclassconfigs', releases: '*', when: [off('enable-gateway-api')] },
];

/** With this key on, the operator makes no CRDs: somebody else does (pkg/k8s/apis, `skip-crd-creation`). */
export const SKIPS_CRDS = off('skip-crd-creation');

/** With this key off, the operator does not write the condition `Valid` of policies (operator/pkg/networkpolicy). */
export const VALIDATES_POLICIES = on('validate-network-policy');

/** The label of a CRD with the version of its schema. The operator raises what is older, and lowers nothing. */
export const CRD_SCHEMA_LABEL = 'io.cilium.k8s.crd.schema.version';

/**
 * The version that a release's operator writes there (pkg/k8s/apis/cilium.io/register.go; pkg/k8s/apis/crdhelpers). Of
 * releases whose source was not read it is that of the one before: a version is only ever raised.
 */
export const crdFacts = {
  schema: [
    ['>=1.20.2', '1.33.12'],
    ['>=1.20.0', '1.33.11'],
    ['>=1.19.6', '1.32.7'],
    ['>=1.19.0', '1.32.6'],
    ['>=1.18.0', '1.31.11'],
  ],
} as const satisfies FactTable;
