// Written by tools/catalogue/resources.mjs from the CRDs of Cilium 1.18.11. Editing it is futile.
import type { JsonObject } from '../core/json';

/** `spec` of each custom resource that people author, in Cilium 1.18. */
export interface Resources118 {
  readonly CiliumBGPAdvertisement: {
    readonly advertisements: readonly {
      readonly advertisementType: 'PodCIDR' | 'CiliumPodIPPool' | 'Service';
      readonly attributes?: {
        readonly communities?: {
          readonly large?: readonly string[];
          readonly standard?: readonly string[];
          readonly wellKnown?: readonly ('internet' | 'planned-shut' | 'accept-own' | 'route-filter-translated-v4' | 'route-filter-v4' | 'route-filter-translated-v6' | 'route-filter-v6' | 'llgr-stale' | 'no-llgr' | 'blackhole' | 'no-export' | 'no-advertise' | 'no-export-subconfed' | 'no-peer')[];
        };
        readonly localPreference?: number;
      };
      readonly selector?: {
        readonly matchExpressions?: readonly {
          readonly key: string;
          readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
          readonly values?: readonly string[];
        }[];
        readonly matchLabels?: Readonly<Record<string, string>>;
      };
      readonly service?: {
        readonly addresses: readonly ('LoadBalancerIP' | 'ClusterIP' | 'ExternalIP')[];
        readonly aggregationLengthIPv4?: number;
        readonly aggregationLengthIPv6?: number;
      };
    }[];
  };
  readonly CiliumBGPClusterConfig: {
    readonly bgpInstances: readonly {
      readonly localASN?: number;
      readonly localPort?: number;
      readonly name: string;
      readonly peers?: readonly {
        readonly autoDiscovery?: {
          readonly defaultGateway?: {
            readonly addressFamily: 'ipv4' | 'ipv6';
          };
          readonly mode: string;
        };
        readonly name: string;
        readonly peerASN?: number;
        readonly peerAddress?: string;
        readonly peerConfigRef?: {
          readonly name: string;
        };
      }[];
    }[];
    readonly nodeSelector?: {
      readonly matchExpressions?: readonly {
        readonly key: string;
        readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
        readonly values?: readonly string[];
      }[];
      readonly matchLabels?: Readonly<Record<string, string>>;
    };
  };
  readonly CiliumBGPNodeConfigOverride: {
    readonly bgpInstances: readonly {
      readonly localASN?: number;
      readonly localPort?: number;
      readonly name: string;
      readonly peers?: readonly {
        readonly localAddress?: string;
        readonly localPort?: number;
        readonly name: string;
      }[];
      readonly routerID?: string;
    }[];
  };
  readonly CiliumBGPPeerConfig: {
    readonly authSecretRef?: string;
    readonly ebgpMultihop?: number;
    readonly families?: readonly {
      readonly advertisements?: {
        readonly matchExpressions?: readonly {
          readonly key: string;
          readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
          readonly values?: readonly string[];
        }[];
        readonly matchLabels?: Readonly<Record<string, string>>;
      };
      readonly afi: 'ipv4' | 'ipv6' | 'l2vpn' | 'ls' | 'opaque';
      readonly safi: 'unicast' | 'multicast' | 'mpls_label' | 'encapsulation' | 'vpls' | 'evpn' | 'ls' | 'sr_policy' | 'mup' | 'mpls_vpn' | 'mpls_vpn_multicast' | 'route_target_constraints' | 'flowspec_unicast' | 'flowspec_vpn' | 'key_value';
    }[];
    readonly gracefulRestart?: {
      readonly enabled: boolean;
      readonly restartTimeSeconds?: number;
    };
    readonly timers?: {
      readonly connectRetryTimeSeconds?: number;
      readonly holdTimeSeconds?: number;
      readonly keepAliveTimeSeconds?: number;
    };
    readonly transport?: {
      readonly peerPort?: number;
    };
  };
  readonly CiliumCIDRGroup: {
    readonly externalCIDRs: readonly string[];
  };
  readonly CiliumClusterwideEnvoyConfig: {
    readonly backendServices?: readonly {
      readonly name: string;
      readonly namespace?: string;
      readonly number?: readonly string[];
    }[];
    readonly nodeSelector?: {
      readonly matchExpressions?: readonly {
        readonly key: string;
        readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
        readonly values?: readonly string[];
      }[];
      readonly matchLabels?: Readonly<Record<string, string>>;
    };
    readonly resources: readonly JsonObject[];
    readonly services?: readonly {
      readonly listener?: string;
      readonly name: string;
      readonly namespace?: string;
      readonly ports?: readonly number[];
    }[];
  };
  readonly CiliumEgressGatewayPolicy: {
    readonly destinationCIDRs: readonly string[];
    readonly egressGateway: {
      readonly egressIP?: string;
      readonly interface?: string;
      readonly nodeSelector: {
        readonly matchExpressions?: readonly {
          readonly key: string;
          readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
          readonly values?: readonly string[];
        }[];
        readonly matchLabels?: Readonly<Record<string, string>>;
      };
    };
    readonly egressGateways?: readonly {
      readonly egressIP?: string;
      readonly interface?: string;
      readonly nodeSelector: {
        readonly matchExpressions?: readonly {
          readonly key: string;
          readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
          readonly values?: readonly string[];
        }[];
        readonly matchLabels?: Readonly<Record<string, string>>;
      };
    }[];
    readonly excludedCIDRs?: readonly string[];
    readonly selectors: readonly {
      readonly namespaceSelector?: {
        readonly matchExpressions?: readonly {
          readonly key: string;
          readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
          readonly values?: readonly string[];
        }[];
        readonly matchLabels?: Readonly<Record<string, string>>;
      };
      readonly nodeSelector?: {
        readonly matchExpressions?: readonly {
          readonly key: string;
          readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
          readonly values?: readonly string[];
        }[];
        readonly matchLabels?: Readonly<Record<string, string>>;
      };
      readonly podSelector?: {
        readonly matchExpressions?: readonly {
          readonly key: string;
          readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
          readonly values?: readonly string[];
        }[];
        readonly matchLabels?: Readonly<Record<string, string>>;
      };
    }[];
  };
  readonly CiliumEnvoyConfig: {
    readonly backendServices?: readonly {
      readonly name: string;
      readonly namespace?: string;
      readonly number?: readonly string[];
    }[];
    readonly nodeSelector?: {
      readonly matchExpressions?: readonly {
        readonly key: string;
        readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
        readonly values?: readonly string[];
      }[];
      readonly matchLabels?: Readonly<Record<string, string>>;
    };
    readonly resources: readonly JsonObject[];
    readonly services?: readonly {
      readonly listener?: string;
      readonly name: string;
      readonly namespace?: string;
      readonly ports?: readonly number[];
    }[];
  };
  readonly CiliumGatewayClassConfig: {
    readonly description?: string;
    readonly service?: {
      readonly allocateLoadBalancerNodePorts?: boolean;
      readonly externalTrafficPolicy?: string;
      readonly ipFamilies?: readonly string[];
      readonly ipFamilyPolicy?: string;
      readonly loadBalancerClass?: string;
      readonly loadBalancerSourceRanges?: readonly string[];
      readonly loadBalancerSourceRangesPolicy?: 'Allow' | 'Deny';
      readonly trafficDistribution?: string;
      readonly type?: 'LoadBalancer' | 'NodePort';
    };
  };
  readonly CiliumL2AnnouncementPolicy: {
    readonly externalIPs?: boolean;
    readonly interfaces?: readonly string[];
    readonly loadBalancerIPs?: boolean;
    readonly nodeSelector?: {
      readonly matchExpressions?: readonly {
        readonly key: string;
        readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
        readonly values?: readonly string[];
      }[];
      readonly matchLabels?: Readonly<Record<string, string>>;
    };
    readonly serviceSelector?: {
      readonly matchExpressions?: readonly {
        readonly key: string;
        readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
        readonly values?: readonly string[];
      }[];
      readonly matchLabels?: Readonly<Record<string, string>>;
    };
  };
  readonly CiliumLoadBalancerIPPool: {
    readonly allowFirstLastIPs?: 'Yes' | 'No';
    readonly blocks?: readonly {
      readonly cidr?: string;
      readonly start?: string;
      readonly stop?: string;
    }[];
    readonly disabled?: boolean;
    readonly serviceSelector?: {
      readonly matchExpressions?: readonly {
        readonly key: string;
        readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
        readonly values?: readonly string[];
      }[];
      readonly matchLabels?: Readonly<Record<string, string>>;
    };
  };
  readonly CiliumLocalRedirectPolicy: {
    readonly description?: string;
    readonly redirectBackend: {
      readonly localEndpointSelector: {
        readonly matchExpressions?: readonly {
          readonly key: string;
          readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
          readonly values?: readonly string[];
        }[];
        readonly matchLabels?: Readonly<Record<string, string>>;
      };
      readonly toPorts: readonly {
        readonly name?: string;
        readonly port: string;
        readonly protocol: 'TCP' | 'UDP';
      }[];
    };
    readonly redirectFrontend: {
      readonly addressMatcher?: {
        readonly ip: string;
        readonly toPorts: readonly {
          readonly name?: string;
          readonly port: string;
          readonly protocol: 'TCP' | 'UDP';
        }[];
      };
      readonly serviceMatcher?: {
        readonly namespace: string;
        readonly serviceName: string;
        readonly toPorts?: readonly {
          readonly name?: string;
          readonly port: string;
          readonly protocol: 'TCP' | 'UDP';
        }[];
      };
    };
    readonly skipRedirectFromBackend?: boolean;
  };
  readonly CiliumNodeConfig: {
    readonly defaults: Readonly<Record<string, string>>;
    readonly nodeSelector: {
      readonly matchExpressions?: readonly {
        readonly key: string;
        readonly operator: string;
        readonly values?: readonly string[];
      }[];
      readonly matchLabels?: Readonly<Record<string, string>>;
    };
  };
  readonly CiliumPodIPPool: {
    readonly ipv4?: {
      readonly cidrs: readonly string[];
      readonly maskSize: number;
    };
    readonly ipv6?: {
      readonly cidrs: readonly string[];
      readonly maskSize: number;
    };
  };
}

/** A rule: `spec` of a CiliumNetworkPolicy and of a CiliumClusterwideNetworkPolicy, in Cilium 1.18. */
export interface PolicyRule118 {
  readonly description?: string;
  readonly egress?: readonly {
    readonly authentication?: {
      readonly mode: 'disabled' | 'required' | 'test-always-fail';
    };
    readonly icmps?: readonly {
      readonly fields?: readonly {
        readonly family?: 'IPv4' | 'IPv6';
        readonly type: number | string;
      }[];
    }[];
    readonly toCIDR?: readonly string[];
    readonly toCIDRSet?: readonly {
      readonly cidr?: string;
      readonly cidrGroupRef?: string;
      readonly cidrGroupSelector?: {
        readonly matchExpressions?: readonly {
          readonly key: string;
          readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
          readonly values?: readonly string[];
        }[];
        readonly matchLabels?: Readonly<Record<string, string>>;
      };
      readonly except?: readonly string[];
    }[];
    readonly toEndpoints?: readonly {
      readonly matchExpressions?: readonly {
        readonly key: string;
        readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
        readonly values?: readonly string[];
      }[];
      readonly matchLabels?: Readonly<Record<string, string>>;
    }[];
    readonly toEntities?: readonly ('all' | 'world' | 'cluster' | 'host' | 'init' | 'ingress' | 'unmanaged' | 'remote-node' | 'health' | 'none' | 'kube-apiserver')[];
    readonly toFQDNs?: readonly {
      readonly matchName?: string;
      readonly matchPattern?: string;
    }[];
    readonly toGroups?: readonly {
      readonly aws?: {
        readonly labels?: Readonly<Record<string, string>>;
        readonly region?: string;
        readonly securityGroupsIds?: readonly string[];
        readonly securityGroupsNames?: readonly string[];
      };
    }[];
    readonly toNodes?: readonly {
      readonly matchExpressions?: readonly {
        readonly key: string;
        readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
        readonly values?: readonly string[];
      }[];
      readonly matchLabels?: Readonly<Record<string, string>>;
    }[];
    readonly toPorts?: readonly {
      readonly listener?: {
        readonly envoyConfig: {
          readonly kind?: 'CiliumEnvoyConfig' | 'CiliumClusterwideEnvoyConfig';
          readonly name: string;
        };
        readonly name: string;
        readonly priority?: number;
      };
      readonly originatingTLS?: {
        readonly certificate?: string;
        readonly privateKey?: string;
        readonly secret: {
          readonly name: string;
          readonly namespace?: string;
        };
        readonly trustedCA?: string;
      };
      readonly ports?: readonly {
        readonly endPort?: number;
        readonly port: string;
        readonly protocol?: 'TCP' | 'UDP' | 'SCTP' | 'ANY';
      }[];
      readonly rules?: {
        readonly dns?: readonly {
          readonly matchName?: string;
          readonly matchPattern?: string;
        }[];
        readonly http?: readonly {
          readonly headerMatches?: readonly {
            readonly mismatch?: 'LOG' | 'ADD' | 'DELETE' | 'REPLACE';
            readonly name: string;
            readonly secret?: {
              readonly name: string;
              readonly namespace?: string;
            };
            readonly value?: string;
          }[];
          readonly headers?: readonly string[];
          readonly host?: string;
          readonly method?: string;
          readonly path?: string;
        }[];
        readonly kafka?: readonly {
          readonly apiKey?: string;
          readonly apiVersion?: string;
          readonly clientID?: string;
          readonly role?: 'produce' | 'consume';
          readonly topic?: string;
        }[];
        readonly l7?: readonly Readonly<Record<string, string>>[];
        readonly l7proto?: string;
      };
      readonly serverNames?: readonly string[];
      readonly terminatingTLS?: {
        readonly certificate?: string;
        readonly privateKey?: string;
        readonly secret: {
          readonly name: string;
          readonly namespace?: string;
        };
        readonly trustedCA?: string;
      };
    }[];
    readonly toRequires?: readonly {
      readonly matchExpressions?: readonly {
        readonly key: string;
        readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
        readonly values?: readonly string[];
      }[];
      readonly matchLabels?: Readonly<Record<string, string>>;
    }[];
    readonly toServices?: readonly {
      readonly k8sService?: {
        readonly namespace?: string;
        readonly serviceName?: string;
      };
      readonly k8sServiceSelector?: {
        readonly namespace?: string;
        readonly selector: {
          readonly matchExpressions?: readonly {
            readonly key: string;
            readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
            readonly values?: readonly string[];
          }[];
          readonly matchLabels?: Readonly<Record<string, string>>;
        };
      };
    }[];
  }[];
  readonly egressDeny?: readonly {
    readonly icmps?: readonly {
      readonly fields?: readonly {
        readonly family?: 'IPv4' | 'IPv6';
        readonly type: number | string;
      }[];
    }[];
    readonly toCIDR?: readonly string[];
    readonly toCIDRSet?: readonly {
      readonly cidr?: string;
      readonly cidrGroupRef?: string;
      readonly cidrGroupSelector?: {
        readonly matchExpressions?: readonly {
          readonly key: string;
          readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
          readonly values?: readonly string[];
        }[];
        readonly matchLabels?: Readonly<Record<string, string>>;
      };
      readonly except?: readonly string[];
    }[];
    readonly toEndpoints?: readonly {
      readonly matchExpressions?: readonly {
        readonly key: string;
        readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
        readonly values?: readonly string[];
      }[];
      readonly matchLabels?: Readonly<Record<string, string>>;
    }[];
    readonly toEntities?: readonly ('all' | 'world' | 'cluster' | 'host' | 'init' | 'ingress' | 'unmanaged' | 'remote-node' | 'health' | 'none' | 'kube-apiserver')[];
    readonly toGroups?: readonly {
      readonly aws?: {
        readonly labels?: Readonly<Record<string, string>>;
        readonly region?: string;
        readonly securityGroupsIds?: readonly string[];
        readonly securityGroupsNames?: readonly string[];
      };
    }[];
    readonly toNodes?: readonly {
      readonly matchExpressions?: readonly {
        readonly key: string;
        readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
        readonly values?: readonly string[];
      }[];
      readonly matchLabels?: Readonly<Record<string, string>>;
    }[];
    readonly toPorts?: readonly {
      readonly ports?: readonly {
        readonly endPort?: number;
        readonly port: string;
        readonly protocol?: 'TCP' | 'UDP' | 'SCTP' | 'ANY';
      }[];
    }[];
    readonly toRequires?: readonly {
      readonly matchExpressions?: readonly {
        readonly key: string;
        readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
        readonly values?: readonly string[];
      }[];
      readonly matchLabels?: Readonly<Record<string, string>>;
    }[];
    readonly toServices?: readonly {
      readonly k8sService?: {
        readonly namespace?: string;
        readonly serviceName?: string;
      };
      readonly k8sServiceSelector?: {
        readonly namespace?: string;
        readonly selector: {
          readonly matchExpressions?: readonly {
            readonly key: string;
            readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
            readonly values?: readonly string[];
          }[];
          readonly matchLabels?: Readonly<Record<string, string>>;
        };
      };
    }[];
  }[];
  readonly enableDefaultDeny?: {
    readonly egress?: boolean;
    readonly ingress?: boolean;
  };
  readonly endpointSelector?: {
    readonly matchExpressions?: readonly {
      readonly key: string;
      readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
      readonly values?: readonly string[];
    }[];
    readonly matchLabels?: Readonly<Record<string, string>>;
  };
  readonly ingress?: readonly {
    readonly authentication?: {
      readonly mode: 'disabled' | 'required' | 'test-always-fail';
    };
    readonly fromCIDR?: readonly string[];
    readonly fromCIDRSet?: readonly {
      readonly cidr?: string;
      readonly cidrGroupRef?: string;
      readonly cidrGroupSelector?: {
        readonly matchExpressions?: readonly {
          readonly key: string;
          readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
          readonly values?: readonly string[];
        }[];
        readonly matchLabels?: Readonly<Record<string, string>>;
      };
      readonly except?: readonly string[];
    }[];
    readonly fromEndpoints?: readonly {
      readonly matchExpressions?: readonly {
        readonly key: string;
        readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
        readonly values?: readonly string[];
      }[];
      readonly matchLabels?: Readonly<Record<string, string>>;
    }[];
    readonly fromEntities?: readonly ('all' | 'world' | 'cluster' | 'host' | 'init' | 'ingress' | 'unmanaged' | 'remote-node' | 'health' | 'none' | 'kube-apiserver')[];
    readonly fromGroups?: readonly {
      readonly aws?: {
        readonly labels?: Readonly<Record<string, string>>;
        readonly region?: string;
        readonly securityGroupsIds?: readonly string[];
        readonly securityGroupsNames?: readonly string[];
      };
    }[];
    readonly fromNodes?: readonly {
      readonly matchExpressions?: readonly {
        readonly key: string;
        readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
        readonly values?: readonly string[];
      }[];
      readonly matchLabels?: Readonly<Record<string, string>>;
    }[];
    readonly fromRequires?: readonly {
      readonly matchExpressions?: readonly {
        readonly key: string;
        readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
        readonly values?: readonly string[];
      }[];
      readonly matchLabels?: Readonly<Record<string, string>>;
    }[];
    readonly icmps?: readonly {
      readonly fields?: readonly {
        readonly family?: 'IPv4' | 'IPv6';
        readonly type: number | string;
      }[];
    }[];
    readonly toPorts?: readonly {
      readonly listener?: {
        readonly envoyConfig: {
          readonly kind?: 'CiliumEnvoyConfig' | 'CiliumClusterwideEnvoyConfig';
          readonly name: string;
        };
        readonly name: string;
        readonly priority?: number;
      };
      readonly originatingTLS?: {
        readonly certificate?: string;
        readonly privateKey?: string;
        readonly secret: {
          readonly name: string;
          readonly namespace?: string;
        };
        readonly trustedCA?: string;
      };
      readonly ports?: readonly {
        readonly endPort?: number;
        readonly port: string;
        readonly protocol?: 'TCP' | 'UDP' | 'SCTP' | 'ANY';
      }[];
      readonly rules?: {
        readonly dns?: readonly {
          readonly matchName?: string;
          readonly matchPattern?: string;
        }[];
        readonly http?: readonly {
          readonly headerMatches?: readonly {
            readonly mismatch?: 'LOG' | 'ADD' | 'DELETE' | 'REPLACE';
            readonly name: string;
            readonly secret?: {
              readonly name: string;
              readonly namespace?: string;
            };
            readonly value?: string;
          }[];
          readonly headers?: readonly string[];
          readonly host?: string;
          readonly method?: string;
          readonly path?: string;
        }[];
        readonly kafka?: readonly {
          readonly apiKey?: string;
          readonly apiVersion?: string;
          readonly clientID?: string;
          readonly role?: 'produce' | 'consume';
          readonly topic?: string;
        }[];
        readonly l7?: readonly Readonly<Record<string, string>>[];
        readonly l7proto?: string;
      };
      readonly serverNames?: readonly string[];
      readonly terminatingTLS?: {
        readonly certificate?: string;
        readonly privateKey?: string;
        readonly secret: {
          readonly name: string;
          readonly namespace?: string;
        };
        readonly trustedCA?: string;
      };
    }[];
  }[];
  readonly ingressDeny?: readonly {
    readonly fromCIDR?: readonly string[];
    readonly fromCIDRSet?: readonly {
      readonly cidr?: string;
      readonly cidrGroupRef?: string;
      readonly cidrGroupSelector?: {
        readonly matchExpressions?: readonly {
          readonly key: string;
          readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
          readonly values?: readonly string[];
        }[];
        readonly matchLabels?: Readonly<Record<string, string>>;
      };
      readonly except?: readonly string[];
    }[];
    readonly fromEndpoints?: readonly {
      readonly matchExpressions?: readonly {
        readonly key: string;
        readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
        readonly values?: readonly string[];
      }[];
      readonly matchLabels?: Readonly<Record<string, string>>;
    }[];
    readonly fromEntities?: readonly ('all' | 'world' | 'cluster' | 'host' | 'init' | 'ingress' | 'unmanaged' | 'remote-node' | 'health' | 'none' | 'kube-apiserver')[];
    readonly fromGroups?: readonly {
      readonly aws?: {
        readonly labels?: Readonly<Record<string, string>>;
        readonly region?: string;
        readonly securityGroupsIds?: readonly string[];
        readonly securityGroupsNames?: readonly string[];
      };
    }[];
    readonly fromNodes?: readonly {
      readonly matchExpressions?: readonly {
        readonly key: string;
        readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
        readonly values?: readonly string[];
      }[];
      readonly matchLabels?: Readonly<Record<string, string>>;
    }[];
    readonly fromRequires?: readonly {
      readonly matchExpressions?: readonly {
        readonly key: string;
        readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
        readonly values?: readonly string[];
      }[];
      readonly matchLabels?: Readonly<Record<string, string>>;
    }[];
    readonly icmps?: readonly {
      readonly fields?: readonly {
        readonly family?: 'IPv4' | 'IPv6';
        readonly type: number | string;
      }[];
    }[];
    readonly toPorts?: readonly {
      readonly ports?: readonly {
        readonly endPort?: number;
        readonly port: string;
        readonly protocol?: 'TCP' | 'UDP' | 'SCTP' | 'ANY';
      }[];
    }[];
  }[];
  readonly labels?: readonly {
    readonly key: string;
    readonly source?: string;
    readonly value?: string;
  }[];
  readonly log?: {
    readonly value?: string;
  };
  readonly nodeSelector?: {
    readonly matchExpressions?: readonly {
      readonly key: string;
      readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
      readonly values?: readonly string[];
    }[];
    readonly matchLabels?: Readonly<Record<string, string>>;
  };
}
