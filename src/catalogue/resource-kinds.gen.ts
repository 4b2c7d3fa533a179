// Written by tools/catalogue/resources.mjs from the CRDs of the minors named. Editing it is futile.

/** What a cluster needs to know to address a kind. */
export interface ResourceKindFact {
  readonly apiVersion: string;
  readonly plural: string;
  readonly namespaced: boolean;
}

/** The stored version of each custom resource that people author, by minor. */
export const RESOURCE_KINDS = {
  CiliumBGPAdvertisement: {
    '1.18': { apiVersion: 'cilium.io/v2', plural: 'ciliumbgpadvertisements', namespaced: false },
    '1.19': { apiVersion: 'cilium.io/v2', plural: 'ciliumbgpadvertisements', namespaced: false },
    '1.20': { apiVersion: 'cilium.io/v2', plural: 'ciliumbgpadvertisements', namespaced: false },
  },
  CiliumBGPClusterConfig: {
    '1.18': { apiVersion: 'cilium.io/v2', plural: 'ciliumbgpclusterconfigs', namespaced: false },
    '1.19': { apiVersion: 'cilium.io/v2', plural: 'ciliumbgpclusterconfigs', namespaced: false },
    '1.20': { apiVersion: 'cilium.io/v2', plural: 'ciliumbgpclusterconfigs', namespaced: false },
  },
  CiliumBGPNodeConfigOverride: {
    '1.18': { apiVersion: 'cilium.io/v2', plural: 'ciliumbgpnodeconfigoverrides', namespaced: false },
    '1.19': { apiVersion: 'cilium.io/v2', plural: 'ciliumbgpnodeconfigoverrides', namespaced: false },
    '1.20': { apiVersion: 'cilium.io/v2', plural: 'ciliumbgpnodeconfigoverrides', namespaced: false },
  },
  CiliumBGPPeerConfig: {
    '1.18': { apiVersion: 'cilium.io/v2', plural: 'ciliumbgppeerconfigs', namespaced: false },
    '1.19': { apiVersion: 'cilium.io/v2', plural: 'ciliumbgppeerconfigs', namespaced: false },
    '1.20': { apiVersion: 'cilium.io/v2', plural: 'ciliumbgppeerconfigs', namespaced: false },
  },
  CiliumCIDRGroup: {
    '1.18': { apiVersion: 'cilium.io/v2', plural: 'ciliumcidrgroups', namespaced: false },
    '1.19': { apiVersion: 'cilium.io/v2', plural: 'ciliumcidrgroups', namespaced: false },
    '1.20': { apiVersion: 'cilium.io/v2', plural: 'ciliumcidrgroups', namespaced: false },
  },
  CiliumClusterwideEnvoyConfig: {
    '1.18': { apiVersion: 'cilium.io/v2', plural: 'ciliumclusterwideenvoyconfigs', namespaced: false },
    '1.19': { apiVersion: 'cilium.io/v2', plural: 'ciliumclusterwideenvoyconfigs', namespaced: false },
    '1.20': { apiVersion: 'cilium.io/v2', plural: 'ciliumclusterwideenvoyconfigs', namespaced: false },
  },
  CiliumEgressGatewayPolicy: {
    '1.18': { apiVersion: 'cilium.io/v2', plural: 'ciliumegressgatewaypolicies', namespaced: false },
    '1.19': { apiVersion: 'cilium.io/v2', plural: 'ciliumegressgatewaypolicies', namespaced: false },
    '1.20': { apiVersion: 'cilium.io/v2', plural: 'ciliumegressgatewaypolicies', namespaced: false },
  },
  CiliumEnvoyConfig: {
    '1.18': { apiVersion: 'cilium.io/v2', plural: 'ciliumenvoyconfigs', namespaced: true },
    '1.19': { apiVersion: 'cilium.io/v2', plural: 'ciliumenvoyconfigs', namespaced: true },
    '1.20': { apiVersion: 'cilium.io/v2', plural: 'ciliumenvoyconfigs', namespaced: true },
  },
  CiliumGatewayClassConfig: {
    '1.18': { apiVersion: 'cilium.io/v2alpha1', plural: 'ciliumgatewayclassconfigs', namespaced: true },
    '1.19': { apiVersion: 'cilium.io/v2alpha1', plural: 'ciliumgatewayclassconfigs', namespaced: true },
    '1.20': { apiVersion: 'cilium.io/v2alpha1', plural: 'ciliumgatewayclassconfigs', namespaced: true },
  },
  CiliumL2AnnouncementPolicy: {
    '1.18': { apiVersion: 'cilium.io/v2alpha1', plural: 'ciliuml2announcementpolicies', namespaced: false },
    '1.19': { apiVersion: 'cilium.io/v2alpha1', plural: 'ciliuml2announcementpolicies', namespaced: false },
    '1.20': { apiVersion: 'cilium.io/v2alpha1', plural: 'ciliuml2announcementpolicies', namespaced: false },
  },
  CiliumLoadBalancerIPPool: {
    '1.18': { apiVersion: 'cilium.io/v2', plural: 'ciliumloadbalancerippools', namespaced: false },
    '1.19': { apiVersion: 'cilium.io/v2', plural: 'ciliumloadbalancerippools', namespaced: false },
    '1.20': { apiVersion: 'cilium.io/v2', plural: 'ciliumloadbalancerippools', namespaced: false },
  },
  CiliumLocalRedirectPolicy: {
    '1.18': { apiVersion: 'cilium.io/v2', plural: 'ciliumlocalredirectpolicies', namespaced: true },
    '1.19': { apiVersion: 'cilium.io/v2', plural: 'ciliumlocalredirectpolicies', namespaced: true },
    '1.20': { apiVersion: 'cilium.io/v2', plural: 'ciliumlocalredirectpolicies', namespaced: true },
  },
  CiliumNodeConfig: {
    '1.18': { apiVersion: 'cilium.io/v2', plural: 'ciliumnodeconfigs', namespaced: true },
    '1.19': { apiVersion: 'cilium.io/v2', plural: 'ciliumnodeconfigs', namespaced: true },
    '1.20': { apiVersion: 'cilium.io/v2', plural: 'ciliumnodeconfigs', namespaced: true },
  },
  CiliumPodIPPool: {
    '1.18': { apiVersion: 'cilium.io/v2alpha1', plural: 'ciliumpodippools', namespaced: false },
    '1.19': { apiVersion: 'cilium.io/v2alpha1', plural: 'ciliumpodippools', namespaced: false },
    '1.20': { apiVersion: 'cilium.io/v2alpha1', plural: 'ciliumpodippools', namespaced: false },
  },
} as const satisfies Record<string, Readonly<Record<string, ResourceKindFact>>>;
