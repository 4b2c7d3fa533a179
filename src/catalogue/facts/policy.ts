import type { FactTable } from '../../core/release-range';

/**
 * What differs between releases in the verdicts of policies. Sources are files of the release's Go module; read in
 * 1.18.11, 1.19.7 and 1.20.2.
 */
export const policyFacts = {
  /** pkg/k8s/cluster_network_policy.go exists. */
  clusterNetworkPolicy: '>=1.20.0',
  /** Peer selectors get the local cluster's label unless they name one (pkg/policy/api, `policy-default-local-cluster`). */
  defaultLocalCluster: '>=1.19.0',
  /** `**.` at the start is any number of labels, only stars are every name (pkg/fqdn/matchpattern). */
  subdomainWildcard: '>=1.19.0',
  /** Egress port names are resolved per peer identity (pkg/policy/l4.go toMapState); before, one number for the cluster. */
  egressNamedPortPerPeer: '>=1.20.0',
  /** The local host's allowance is a rule of the last tier, seen by Envoy too (pkg/policy/repository.go). */
  localhostIsRule: '>=1.20.0',
  /**
   * Where rules of a proxy would hold for the local host, which is let in: the allowance is made beside each rule, or
   * beside what they come to (pkg/policy/l4.go createL4IngressFilter, attach). `rule` since `localhostIsRule`.
   */
  localhostL7: [
    ['>=1.19.0 <1.20.0', 'filter'],
    ['*', 'rule'],
  ],
  /** The local host too has its node's labels where nodes can be selected (pkg/node/manager nodeIdentityLabels). */
  localNodeLabels: '>=1.20.0',
  /** Keys are validated without their source (pkg/labels). Before, `any.` stands before a key in the message. */
  keysWithoutSource: '>=1.20.0',
  /** Protocols that ParseL4Proto accepts, as its message lists them (pkg/policy/api/l4.go). */
  protocols: [
    ['>=1.20.0', ['tcp', 'udp', 'sctp', 'vrrp', 'igmp', 'gre', 'ipip', 'ipv6', 'esp', 'ah', 'any']],
    ['>=1.19.0', ['tcp', 'udp', 'sctp', 'vrrp', 'igmp', 'any']],
    ['*', ['tcp', 'udp', 'sctp', 'any']],
  ],
  /** Protocols without ports: one may only be 0, or left out under `enable-extended-ip-protocols` (rule_validation.go). */
  portlessProtocols: [
    ['>=1.20.0', ['VRRP', 'IGMP', 'GRE', 'IPIP', 'IPV6', 'ESP', 'AH']],
    ['>=1.19.0', ['VRRP', 'IGMP']],
    ['*', []],
  ],
  /** Rules of Kafka and of parsers by name, `l7proto` (pkg/policy/api/l4.go L7Rules). */
  parsersByName: '<1.20.0',
  /** What `policy-cidr-match-mode` may hold (pkg/option/config.go validatePolicyCIDRMatchMode). */
  cidrMatchModes: [
    ['>=1.20.0', ['nodes', 'pods']],
    ['*', ['nodes']],
  ],
  /** What a refused matchName of toFQDNs may hold (pkg/policy/api/fqdn.go). */
  fqdnCharacters: [
    ['>=1.19.0', '., -, _'],
    ['*', '. and -'],
  ],
  /** The refusal of a port without a number or name (pkg/policy/api/rule_validation.go). */
  portMissing: [
    ['>=1.19.0', 'port must be specified'],
    ['*', 'Port must be specified'],
  ],
  /** A shorter prefix than the CIDR's is refused in `except` even where its address lies inside (the same file). */
  exceptIsNarrower: '>=1.20.0',
  /** The selectors of toServices are validated (pkg/policy/api/service.go; read in 1.19.5, 1.19.6 and 1.20.0). */
  serviceSelectorsValidated: '>=1.19.6 <1.20.0',
  /** CIDR groups of one CIDR keep all their values (pkg/labels/labels.go EncodedCIDRGroupLabel; not in 1.19.3). */
  cidrGroupValuesKept: '>=1.19.4',
  /** Entries of an endpoint's policy map unless `bpf.policyMapMax` says more (pkg/maps/policymap/cell.go). */
  policyMapMax: [['*', 16384]],
  /** Lists of L7 rules are compared without their order when rules are merged (pkg/policy/api, `unordered-array`). */
  l7RulesAreSets: '>=1.19.0',
  /** CIDRs and groups of them select world, and nodes where told to; before, whatever has the labels (CIDRSelector). */
  cidrSelectsOutsideOnly: '>=1.20.0',
  /** With IPv4 alone, IPv6 addresses are world-ipv6, and nothing is (pkg/labels/cidr.go getWorldLabel); before, world. */
  worldByFamily: '>=1.19.0',
  /** fromRequires and toRequires are asked of all endpoint peers; since then the CRD admits none (pkg/policy/rules.go). */
  requires: '<1.19.0',
  /** 0.0.0.0/0 and ::/0 are ranges too, not only their world, so that they have nodes with addresses (api/cidr.go). */
  everywhereIsRange: '<1.19.0',
  /** Pods of other named ports have an identity of their own (pkg/k8s/labels.go NamedPortsIdentityLabels). */
  namedPortsInIdentity: '>=1.20.0',
  /** With policy-default-local-cluster, ingress from an ipBlock of a NetworkPolicy is refused (pkg/k8s/network_policy.go). */
  ipBlockOfCluster: '<1.19.0',
  /** How a refused cidrGroupSelector is introduced (pkg/policy/api/rule_validation.go). */
  cidrGroupVerb: [
    ['>=1.20.0', 'sanitize'],
    ['*', 'parse'],
  ],
} as const satisfies FactTable;
