// Written by `npm run catalogue`; facts only, no upstream text.
// From the published charts 1.18.0 to 1.18.12, 1.19.0 to 1.19.6, 1.20.0.
// From the source (Go module github.com/cilium/cilium) of 1.19.7, 1.20.1 to 1.20.2.
import type { Json } from '../core/json';

/**
 * Every value that any catalogued release reads, as the constructs see it: structure checked, leaves open (a value is
 * what the user made it). A path that a release lacks is undefined there.
 */
export interface InstallValues {
  readonly MTU: Json;
  readonly affinity: Json;
  readonly agent: Json;
  readonly agentNotReadyTaintKey: Json;
  readonly aksbyocni: {
    readonly enabled: Json;
  };
  readonly alibabacloud: {
    readonly enabled: Json;
    readonly nodeSpec: {
      readonly securityGroupTags: Json;
      readonly securityGroups: Json;
      readonly vSwitchTags: Json;
      readonly vSwitches: Json;
    };
  };
  readonly annotateK8sNode: Json;
  readonly annotations: Json;
  readonly apiRateLimit: Json;
  readonly authentication: {
    readonly enabled: Json;
    readonly gcInterval: Json;
    readonly mutual: {
      readonly connectTimeout: Json;
      readonly port: Json;
      readonly spire: {
        readonly adminSocketPath: Json;
        readonly agentSocketPath: Json;
        readonly annotations: Json;
        readonly connectionTimeout: Json;
        readonly enabled: Json;
        readonly install: {
          readonly agent: {
            readonly affinity: Json;
            readonly annotations: Json;
            readonly image: {
              readonly digest: Json;
              readonly override: Json;
              readonly pullPolicy: Json;
              readonly repository: Json;
              readonly tag: Json;
              readonly useDigest: Json;
            };
            readonly labels: Json;
            readonly nodeSelector: Json;
            readonly podSecurityContext: Json;
            readonly priorityClassName: Json;
            readonly resources: Json;
            readonly securityContext: Json;
            readonly serviceAccount: {
              readonly create: Json;
              readonly name: Json;
            };
            readonly skipKubeletVerification: Json;
            readonly tolerations: Json;
          };
          readonly enabled: Json;
          readonly existingNamespace: Json;
          readonly initImage: {
            readonly digest: Json;
            readonly override: Json;
            readonly pullPolicy: Json;
            readonly repository: Json;
            readonly tag: Json;
            readonly useDigest: Json;
          };
          readonly namespace: Json;
          readonly server: {
            readonly affinity: Json;
            readonly annotations: Json;
            readonly ca: {
              readonly keyType: Json;
              readonly subject: {
                readonly commonName: Json;
                readonly country: Json;
                readonly organization: Json;
              };
            };
            readonly dataStorage: {
              readonly accessMode: Json;
              readonly enabled: Json;
              readonly size: Json;
              readonly storageClass: Json;
            };
            readonly image: {
              readonly digest: Json;
              readonly override: Json;
              readonly pullPolicy: Json;
              readonly repository: Json;
              readonly tag: Json;
              readonly useDigest: Json;
            };
            readonly initContainers: Json;
            readonly labels: Json;
            readonly nodeSelector: Json;
            readonly podSecurityContext: Json;
            readonly priorityClassName: Json;
            readonly resources: Json;
            readonly securityContext: Json;
            readonly service: {
              readonly annotations: Json;
              readonly labels: Json;
              readonly type: Json;
            };
            readonly serviceAccount: {
              readonly create: Json;
              readonly name: Json;
            };
            readonly tolerations: Json;
          };
        };
        readonly serverAddress: Json;
        readonly trustDomain: Json;
      };
    };
    readonly queueSize: Json;
    readonly rotatedIdentitiesQueueSize: Json;
  };
  readonly autoDirectNodeRoutes: Json;
  readonly azure: {
    readonly clientID: Json;
    readonly clientSecret: Json;
    readonly enabled: Json;
    readonly nodeSpec: {
      readonly azureInterfaceName: Json;
    };
    readonly resourceGroup: Json;
    readonly subscriptionID: Json;
    readonly tenantID: Json;
    readonly usePrimaryAddress: Json;
    readonly userAssignedIdentityID: Json;
  };
  readonly bandwidthManager: {
    readonly bbr: Json;
    readonly bbrHostNamespaceOnly: Json;
    readonly enabled: Json;
  };
  readonly bgpControlPlane: {
    readonly enabled: Json;
    readonly legacyOriginAttribute: {
      readonly enabled: Json;
    };
    readonly routerIDAllocation: {
      readonly ipPool: Json;
      readonly mode: Json;
    };
    readonly secretsNamespace: {
      readonly create: Json;
      readonly name: Json;
    };
    readonly statusReport: {
      readonly enabled: Json;
    };
  };
  readonly bpf: {
    readonly authMapMax: Json;
    readonly autoMount: {
      readonly enabled: Json;
    };
    readonly ctAccounting: Json;
    readonly ctAnyMax: Json;
    readonly ctTcpMax: Json;
    readonly datapathMode: Json;
    readonly disableExternalIPMitigation: Json;
    readonly distributedLRU: {
      readonly enabled: Json;
    };
    readonly enableTCX: Json;
    readonly events: {
      readonly default: {
        readonly burstLimit: Json;
        readonly rateLimit: Json;
      };
      readonly drop: {
        readonly enabled: Json;
      };
      readonly policyVerdict: {
        readonly enabled: Json;
      };
      readonly trace: {
        readonly enabled: Json;
      };
    };
    readonly hostLegacyRouting: Json;
    readonly lbAlgorithmAnnotation: Json;
    readonly lbExternalClusterIP: Json;
    readonly lbMapMax: Json;
    readonly lbModeAnnotation: Json;
    readonly lbSourceRangeAllTypes: Json;
    readonly mapDynamicSizeRatio: Json;
    readonly masquerade: Json;
    readonly monitorAggregation: Json;
    readonly monitorFlags: Json;
    readonly monitorInterval: Json;
    readonly monitorTraceIPOption: Json;
    readonly natMax: Json;
    readonly neighMax: Json;
    readonly nodeMapMax: Json;
    readonly policyMapMax: Json;
    readonly policyMapPressureMetricsThreshold: Json;
    readonly policyStatsMapMax: Json;
    readonly preallocateMaps: Json;
    readonly root: Json;
    readonly tproxy: Json;
    readonly vlanBypass: Json;
  };
  readonly bpfClockProbe: Json;
  readonly certgen: {
    readonly affinity: Json;
    readonly annotations: Json;
    readonly cronJob: {
      readonly failedJobsHistoryLimit: Json;
      readonly successfulJobsHistoryLimit: Json;
    };
    readonly enforceCAValidityThroughoutLeavesDuration: Json;
    readonly extraVolumeMounts: Json;
    readonly extraVolumes: Json;
    readonly generateCA: Json;
    readonly image: {
      readonly digest: Json;
      readonly override: Json;
      readonly pullPolicy: Json;
      readonly repository: Json;
      readonly tag: Json;
      readonly useDigest: Json;
    };
    readonly nodeSelector: Json;
    readonly podLabels: Json;
    readonly priorityClassName: Json;
    readonly resources: Json;
    readonly tolerations: Json;
    readonly ttlSecondsAfterFinished: Json;
  };
  readonly cgroup: {
    readonly autoMount: {
      readonly enabled: Json;
      readonly resources: Json;
    };
    readonly hostRoot: Json;
  };
  readonly ciliumEndpointSlice: {
    readonly enabled: Json;
    readonly rateLimits: Json;
    readonly sliceMode: Json;
  };
  readonly cleanBpfState: Json;
  readonly cleanState: Json;
  readonly cluster: {
    readonly id: Json;
    readonly name: Json;
  };
  readonly clusterHealthPort: Json;
  readonly clustermesh: {
    readonly annotations: Json;
    readonly apiserver: {
      readonly affinity: Json;
      readonly etcd: {
        readonly init: {
          readonly extraArgs: Json;
          readonly extraEnv: Json;
          readonly resources: Json;
        };
        readonly lifecycle: Json;
        readonly resources: Json;
        readonly securityContext: {
          readonly allowPrivilegeEscalation: Json;
          readonly capabilities: {
            readonly drop: Json;
          };
        };
        readonly storageMedium: Json;
      };
      readonly etcdQPS: Json;
      readonly extraArgs: Json;
      readonly extraEnv: Json;
      readonly extraVolumeMounts: Json;
      readonly extraVolumes: Json;
      readonly healthPort: Json;
      readonly image: {
        readonly digest: Json;
        readonly override: Json;
        readonly pullPolicy: Json;
        readonly repository: Json;
        readonly tag: Json;
        readonly useDigest: Json;
      };
      readonly kvstoremesh: {
        readonly enabled: Json;
        readonly etcdQPS: Json;
        readonly extraArgs: Json;
        readonly extraEnv: Json;
        readonly extraVolumeMounts: Json;
        readonly healthPort: Json;
        readonly kvstoreMode: Json;
        readonly lifecycle: Json;
        readonly readinessProbe: Json;
        readonly resources: Json;
        readonly securityContext: {
          readonly allowPrivilegeEscalation: Json;
          readonly capabilities: {
            readonly drop: Json;
          };
        };
      };
      readonly lifecycle: Json;
      readonly metrics: {
        readonly enabled: Json;
        readonly etcd: {
          readonly enabled: Json;
          readonly mode: Json;
          readonly port: Json;
        };
        readonly kvstoremesh: {
          readonly enabled: Json;
          readonly port: Json;
        };
        readonly port: Json;
        readonly serviceMonitor: {
          readonly annotations: Json;
          readonly enabled: Json;
          readonly etcd: {
            readonly interval: Json;
            readonly metricRelabelings: Json;
            readonly relabelings: Json;
            readonly scrapeTimeout: Json;
          };
          readonly interval: Json;
          readonly kvstoremesh: {
            readonly interval: Json;
            readonly metricRelabelings: Json;
            readonly relabelings: Json;
            readonly scrapeTimeout: Json;
          };
          readonly labels: Json;
          readonly metricRelabelings: Json;
          readonly namespace: Json;
          readonly relabelings: Json;
          readonly scrapeTimeout: Json;
        };
      };
      readonly nodeSelector: Json;
      readonly podAnnotations: Json;
      readonly podDisruptionBudget: {
        readonly enabled: Json;
        readonly maxUnavailable: Json;
        readonly minAvailable: Json;
        readonly unhealthyPodEvictionPolicy: Json;
      };
      readonly podLabels: Json;
      readonly podSecurityContext: Json;
      readonly priorityClassName: Json;
      readonly readinessProbe: Json;
      readonly replicas: Json;
      readonly resources: Json;
      readonly securityContext: {
        readonly allowPrivilegeEscalation: Json;
        readonly capabilities: {
          readonly drop: Json;
        };
      };
      readonly service: {
        readonly annotations: Json;
        readonly enableSessionAffinity: Json;
        readonly externalTrafficPolicy: Json;
        readonly externallyCreated: Json;
        readonly internalTrafficPolicy: Json;
        readonly labels: Json;
        readonly loadBalancerClass: Json;
        readonly loadBalancerIP: Json;
        readonly loadBalancerSourceRanges: Json;
        readonly nodePort: Json;
        readonly type: Json;
      };
      readonly terminationGracePeriodSeconds: Json;
      readonly tls: {
        readonly admin: {
          readonly cert: Json;
          readonly key: Json;
        };
        readonly authMode: Json;
        readonly auto: {
          readonly certManagerIssuerRef: Json;
          readonly certValidityDuration: Json;
          readonly enabled: Json;
          readonly method: Json;
          readonly privateKey: Json;
          readonly schedule: Json;
          readonly server: {
            readonly extraDnsNames: Json;
            readonly extraIpAddresses: Json;
          };
          readonly subject: Json;
        };
        readonly ca: {
          readonly cert: Json;
          readonly key: Json;
        };
        readonly client: {
          readonly cert: Json;
          readonly key: Json;
        };
        readonly enableSecrets: Json;
        readonly remote: {
          readonly cert: Json;
          readonly key: Json;
        };
        readonly server: {
          readonly cert: Json;
          readonly extraDnsNames: Json;
          readonly extraIpAddresses: Json;
          readonly key: Json;
        };
      };
      readonly tolerations: Json;
      readonly topologySpreadConstraints: Json;
      readonly updateStrategy: Json;
    };
    readonly cacheTTL: Json;
    readonly config: {
      readonly clusters: Json;
      readonly domain: Json;
      readonly enabled: Json;
    };
    readonly defaultGlobalNamespace: Json;
    readonly disableKubernetesHostAliases: Json;
    readonly enableEndpointSliceSynchronization: Json;
    readonly enableMCSAPISupport: Json;
    readonly maxConnectedClusters: Json;
    readonly mcsapi: {
      readonly corednsAutoConfigure: {
        readonly affinity: Json;
        readonly annotations: Json;
        readonly coredns: {
          readonly clusterDomain: Json;
          readonly clustersetDomain: Json;
          readonly configMapName: Json;
          readonly deploymentName: Json;
          readonly namespace: Json;
          readonly serviceAccountName: Json;
        };
        readonly enabled: Json;
        readonly extraArgs: Json;
        readonly extraVolumeMounts: Json;
        readonly extraVolumes: Json;
        readonly nodeSelector: Json;
        readonly podLabels: Json;
        readonly priorityClassName: Json;
        readonly resources: Json;
        readonly tolerations: Json;
        readonly ttlSecondsAfterFinished: Json;
      };
      readonly enabled: Json;
      readonly installCRDs: Json;
    };
    readonly policyDefaultLocalCluster: Json;
    readonly useAPIServer: Json;
  };
  readonly cni: {
    readonly binPath: Json;
    readonly chainingMode: Json;
    readonly chainingTarget: Json;
    readonly confFileMountPath: Json;
    readonly confPath: Json;
    readonly configMap: Json;
    readonly configMapKey: Json;
    readonly customConf: Json;
    readonly enableRouteMTUForCNIChaining: Json;
    readonly exclusive: Json;
    readonly externalRouting: Json;
    readonly hostConfDirMountPath: Json;
    readonly install: Json;
    readonly iptablesRemoveAWSRules: Json;
    readonly logFile: Json;
    readonly readCniConf: Json;
    readonly resources: Json;
    readonly uninstall: Json;
  };
  readonly commonLabels: Json;
  readonly configDriftDetection: {
    readonly driftChecker: Json;
    readonly enabled: Json;
    readonly ignoredKeys: Json;
  };
  readonly connectivityProbeFrequencyRatio: Json;
  readonly conntrackGCInterval: Json;
  readonly conntrackGCMaxInterval: Json;
  readonly containerRuntime: {
    readonly integration: Json;
  };
  readonly crdWaitTimeout: Json;
  readonly customCalls: {
    readonly enabled: Json;
  };
  readonly daemon: {
    readonly allowedConfigOverrides: Json;
    readonly blockedConfigOverrides: Json;
    readonly configSources: Json;
    readonly enableSourceIPVerification: Json;
    readonly runPath: Json;
  };
  readonly dashboards: {
    readonly annotations: Json;
    readonly enabled: Json;
    readonly label: Json;
    readonly labelValue: Json;
    readonly namespace: Json;
  };
  readonly datapathPlugins: {
    readonly enabled: Json;
    readonly stateDir: Json;
  };
  readonly debug: {
    readonly enabled: Json;
    readonly metricsSamplingInterval: Json;
    readonly verbose: Json;
  };
  readonly defaultLBServiceIPAM: Json;
  readonly devices: Json;
  readonly directRoutingSkipUnreachable: Json;
  readonly disableEndpointCRD: Json;
  readonly disableEnvoyVersionCheck: Json;
  readonly disableIptablesFeederRules: Json;
  readonly dnsPolicy: Json;
  readonly dnsPolicyUnloadOnShutdown: Json;
  readonly dnsProxy: {
    readonly dnsRejectResponseCode: Json;
    readonly enableDnsCompression: Json;
    readonly enableTransparentMode: Json;
    readonly endpointMaxIpPerHostname: Json;
    readonly idleConnectionGracePeriod: Json;
    readonly maxDeferredConnectionDeletes: Json;
    readonly minTtl: Json;
    readonly preAllocateIdentities: Json;
    readonly preCache: Json;
    readonly proxyPort: Json;
    readonly proxyResponseMaxDelay: Json;
    readonly socketLingerTimeout: Json;
  };
  readonly egressGateway: {
    readonly enabled: Json;
    readonly maxPolicyEntries: Json;
    readonly reconciliationTriggerInterval: Json;
  };
  readonly egressMasqueradeInterfaces: Json;
  readonly enableCiliumEndpointSlice: Json;
  readonly enableCnpStatusUpdates: Json;
  readonly enableCriticalPriorityClass: Json;
  readonly enableIPv4BIGTCP: Json;
  readonly enableIPv4Masquerade: Json;
  readonly enableIPv6BIGTCP: Json;
  readonly enableIPv6Masquerade: Json;
  readonly enableIdentityMark: Json;
  readonly enableInternalTrafficPolicy: Json;
  readonly enableK8sEndpointSlice: Json;
  readonly enableK8sEventHandover: Json;
  readonly enableLBIPAM: Json;
  readonly enableMasqueradeRouteSource: Json;
  readonly enableNoServiceEndpointsRoutable: Json;
  readonly enableNonDefaultDenyPolicies: Json;
  readonly enableTunnelBIGTCP: Json;
  readonly enableXTSocketFallback: Json;
  readonly encryption: {
    readonly enabled: Json;
    readonly interface: Json;
    readonly ipsec: {
      readonly encryptedOverlay: Json;
      readonly interface: Json;
      readonly keyFile: Json;
      readonly keyRotationDuration: Json;
      readonly keyWatcher: Json;
      readonly mountPath: Json;
      readonly secretName: Json;
    };
    readonly keyFile: Json;
    readonly mountPath: Json;
    readonly nodeEncryption: Json;
    readonly secretName: Json;
    readonly strictMode: {
      readonly allowRemoteNodeIdentities: Json;
      readonly cidr: Json;
      readonly egress: {
        readonly allowRemoteNodeIdentities: Json;
        readonly cidr: Json;
        readonly enabled: Json;
      };
      readonly enabled: Json;
      readonly ingress: {
        readonly enabled: Json;
      };
    };
    readonly type: Json;
    readonly wireguard: {
      readonly persistentKeepalive: Json;
    };
    readonly ztunnel: {
      readonly affinity: Json;
      readonly annotations: Json;
      readonly ca: {
        readonly type: Json;
      };
      readonly caAddress: Json;
      readonly extraEnv: Json;
      readonly extraVolumeMounts: Json;
      readonly extraVolumes: Json;
      readonly healthPort: Json;
      readonly image: {
        readonly digest: Json;
        readonly override: Json;
        readonly pullPolicy: Json;
        readonly repository: Json;
        readonly tag: Json;
        readonly useDigest: Json;
      };
      readonly minReadySeconds: Json;
      readonly nodeSelector: Json;
      readonly podAnnotations: Json;
      readonly podLabels: Json;
      readonly priorityClassName: Json;
      readonly readinessProbe: {
        readonly failureThreshold: Json;
        readonly initialDelaySeconds: Json;
        readonly periodSeconds: Json;
      };
      readonly resources: Json;
      readonly secrets: {
        readonly bootstrapRootCert: Json;
      };
      readonly terminationGracePeriodSeconds: Json;
      readonly tolerations: Json;
      readonly updateStrategy: Json;
    };
  };
  readonly endpointHealthChecking: {
    readonly enabled: Json;
  };
  readonly endpointLockdownOnMapOverflow: Json;
  readonly endpointPolicyUpdateTimeoutDuration: Json;
  readonly endpointRoutes: {
    readonly enabled: Json;
  };
  readonly endpointStatus: Json;
  readonly eni: {
    readonly awsEnablePrefixDelegation: Json;
    readonly awsReleaseExcessIPs: Json;
    readonly ec2APIEndpoint: Json;
    readonly enabled: Json;
    readonly eniTags: Json;
    readonly gcInterval: Json;
    readonly gcTags: Json;
    readonly iamRole: Json;
    readonly instanceTagsFilter: Json;
    readonly nodeSpec: {
      readonly deleteOnTermination: Json;
      readonly disablePrefixDelegation: Json;
      readonly excludeInterfaceTags: Json;
      readonly firstInterfaceIndex: Json;
      readonly securityGroupTags: Json;
      readonly securityGroups: Json;
      readonly subnetIDs: Json;
      readonly subnetTags: Json;
      readonly usePrimaryAddress: Json;
    };
    readonly subnetIDsFilter: Json;
    readonly subnetTagsFilter: Json;
  };
  readonly envoy: {
    readonly affinity: Json;
    readonly annotations: Json;
    readonly baseID: Json;
    readonly bootstrapConfigMap: Json;
    readonly clusterMaxConnections: Json;
    readonly clusterMaxPendingRequests: Json;
    readonly clusterMaxRequests: Json;
    readonly connectTimeoutSeconds: Json;
    readonly debug: {
      readonly admin: {
        readonly enabled: Json;
        readonly port: Json;
      };
    };
    readonly dnsPolicy: Json;
    readonly enabled: Json;
    readonly extraArgs: Json;
    readonly extraContainers: Json;
    readonly extraEnv: Json;
    readonly extraHostPathMounts: Json;
    readonly extraVolumeMounts: Json;
    readonly extraVolumes: Json;
    readonly healthPort: Json;
    readonly httpRetryCount: Json;
    readonly httpUpstreamLingerTimeout: Json;
    readonly idleTimeoutDurationSeconds: Json;
    readonly image: {
      readonly digest: Json;
      readonly override: Json;
      readonly pullPolicy: Json;
      readonly repository: Json;
      readonly tag: Json;
      readonly useDigest: Json;
    };
    readonly initContainers: Json;
    readonly initialFetchTimeoutSeconds: Json;
    readonly livenessProbe: {
      readonly enabled: Json;
      readonly failureThreshold: Json;
      readonly initialDelaySeconds: Json;
      readonly periodSeconds: Json;
      readonly timeoutSeconds: Json;
    };
    readonly log: {
      readonly accessLogBufferSize: Json;
      readonly accessLogEnabled: Json;
      readonly defaultLevel: Json;
      readonly format: Json;
      readonly format_json: Json;
      readonly path: Json;
    };
    readonly maxConcurrentRetries: Json;
    readonly maxConnectionDurationSeconds: Json;
    readonly maxGlobalDownstreamConnections: Json;
    readonly maxRequestsPerConnection: Json;
    readonly minReadySeconds: Json;
    readonly nodeLocality: {
      readonly enabled: Json;
    };
    readonly nodeSelector: Json;
    readonly podAnnotations: Json;
    readonly podLabels: Json;
    readonly podSecurityContext: Json;
    readonly policyRestoreTimeoutDuration: Json;
    readonly priorityClassName: Json;
    readonly prometheus: {
      readonly enabled: Json;
      readonly port: Json;
      readonly serviceMonitor: {
        readonly annotations: Json;
        readonly enabled: Json;
        readonly interval: Json;
        readonly labels: Json;
        readonly metricRelabelings: Json;
        readonly namespace: Json;
        readonly relabelings: Json;
        readonly scrapeTimeout: Json;
      };
    };
    readonly readinessProbe: {
      readonly failureThreshold: Json;
      readonly initialDelaySeconds: Json;
      readonly periodSeconds: Json;
      readonly timeoutSeconds: Json;
    };
    readonly resources: Json;
    readonly rollOutPods: Json;
    readonly securityContext: {
      readonly capabilities: {
        readonly envoy: Json;
        readonly keepCapNetBindService: Json;
      };
      readonly privileged: Json;
      readonly seLinuxOptions: Json;
    };
    readonly startupProbe: {
      readonly enabled: Json;
      readonly failureThreshold: Json;
      readonly initialDelaySeconds: Json;
      readonly periodSeconds: Json;
      readonly timeoutSeconds: Json;
    };
    readonly streamIdleTimeoutDurationSeconds: Json;
    readonly terminationGracePeriodSeconds: Json;
    readonly tolerations: Json;
    readonly updateStrategy: Json;
    readonly useOriginalSourceAddress: Json;
    readonly xdsMode: Json;
    readonly xffNumTrustedHopsL7PolicyEgress: Json;
    readonly xffNumTrustedHopsL7PolicyIngress: Json;
  };
  readonly envoyConfig: {
    readonly enabled: Json;
    readonly retryInterval: Json;
    readonly secretsNamespace: {
      readonly create: Json;
      readonly name: Json;
    };
  };
  readonly etcd: {
    readonly enabled: Json;
    readonly endpoints: Json;
    readonly managed: Json;
    readonly ssl: Json;
  };
  readonly extraArgs: Json;
  readonly extraConfig: Json;
  readonly extraContainers: Json;
  readonly extraEnv: Json;
  readonly extraHostPathMounts: Json;
  readonly extraInitContainers: Json;
  readonly extraVolumeMounts: Json;
  readonly extraVolumes: Json;
  readonly forceDeviceDetection: Json;
  readonly fragmentTracking: Json;
  readonly gatewayAPI: {
    readonly enableAlpn: Json;
    readonly enableAppProtocol: Json;
    readonly enableProxyProtocol: Json;
    readonly enabled: Json;
    readonly externalTrafficPolicy: Json;
    readonly gatewayClass: {
      readonly create: Json;
    };
    readonly hostNetwork: {
      readonly enabled: Json;
      readonly nodes: {
        readonly matchLabels: Json;
      };
    };
    readonly secretsNamespace: {
      readonly create: Json;
      readonly name: Json;
      readonly sync: Json;
    };
    readonly useRemoteAddress: Json;
    readonly xffNumTrustedHops: Json;
  };
  readonly gke: {
    readonly disableDefaultSnat: Json;
    readonly enabled: Json;
  };
  readonly healthCheckICMPFailureThreshold: Json;
  readonly healthChecking: Json;
  readonly healthPort: Json;
  readonly hostFirewall: {
    readonly enabled: Json;
  };
  readonly hostServices: {
    readonly enabled: Json;
    readonly hostNamespaceOnly: Json;
    readonly terminatePodConnections: Json;
    readonly tracing: Json;
  };
  readonly hubble: {
    readonly annotations: Json;
    readonly dropEventEmitter: {
      readonly enabled: Json;
      readonly interval: Json;
      readonly reasons: Json;
    };
    readonly enabled: Json;
    readonly eventBufferCapacity: Json;
    readonly eventQueueSize: Json;
    readonly export: {
      readonly aggregationInterval: Json;
      readonly dynamic: {
        readonly config: {
          readonly configMapName: Json;
          readonly content: Json;
          readonly createConfigMap: Json;
        };
        readonly enabled: Json;
      };
      readonly fileCompress: Json;
      readonly fileMaxBackups: Json;
      readonly fileMaxSizeMb: Json;
      readonly static: {
        readonly aggregationInterval: Json;
        readonly allowList: Json;
        readonly denyList: Json;
        readonly enabled: Json;
        readonly fieldAggregate: Json;
        readonly fieldMask: Json;
        readonly fileCompress: Json;
        readonly fileMaxBackups: Json;
        readonly fileMaxSizeMb: Json;
        readonly filePath: Json;
      };
    };
    readonly hostUsers: Json;
    readonly listenAddress: Json;
    readonly lostEventSendInterval: Json;
    readonly metrics: {
      readonly dashboards: {
        readonly annotations: Json;
        readonly enabled: Json;
        readonly label: Json;
        readonly labelValue: Json;
        readonly namespace: Json;
      };
      readonly dynamic: {
        readonly config: {
          readonly configMapName: Json;
          readonly content: Json;
          readonly createConfigMap: Json;
        };
        readonly enabled: Json;
      };
      readonly enableOpenMetrics: Json;
      readonly enabled: Json;
      readonly port: Json;
      readonly serviceAnnotations: Json;
      readonly serviceMonitor: {
        readonly annotations: Json;
        readonly enabled: Json;
        readonly interval: Json;
        readonly jobLabel: Json;
        readonly labels: Json;
        readonly metricRelabelings: Json;
        readonly relabelings: Json;
        readonly scrapeTimeout: Json;
        readonly tlsConfig: Json;
      };
      readonly tls: {
        readonly enabled: Json;
        readonly server: {
          readonly cert: Json;
          readonly existingSecret: Json;
          readonly extraDnsNames: Json;
          readonly extraIpAddresses: Json;
          readonly key: Json;
          readonly mtls: {
            readonly enabled: Json;
            readonly key: Json;
            readonly name: Json;
            readonly useSecret: Json;
          };
        };
      };
    };
    readonly networkPolicyCorrelation: {
      readonly enabled: Json;
    };
    readonly peerService: {
      readonly clusterDomain: Json;
      readonly servicePort: Json;
      readonly targetPort: Json;
    };
    readonly preferIpv6: Json;
    readonly redact: {
      readonly enabled: Json;
      readonly http: {
        readonly headers: {
          readonly allow: Json;
          readonly deny: Json;
        };
        readonly urlQuery: Json;
        readonly userInfo: Json;
      };
      readonly kafka: {
        readonly apiKey: Json;
      };
    };
    readonly relay: {
      readonly affinity: Json;
      readonly annotations: Json;
      readonly enabled: Json;
      readonly extraEnv: Json;
      readonly extraVolumeMounts: Json;
      readonly extraVolumes: Json;
      readonly gops: {
        readonly enabled: Json;
        readonly port: Json;
      };
      readonly image: {
        readonly digest: Json;
        readonly override: Json;
        readonly pullPolicy: Json;
        readonly repository: Json;
        readonly tag: Json;
        readonly useDigest: Json;
      };
      readonly listenHost: Json;
      readonly listenPort: Json;
      readonly logOptions: {
        readonly format: Json;
        readonly level: Json;
      };
      readonly nodeSelector: Json;
      readonly podAnnotations: Json;
      readonly podDisruptionBudget: {
        readonly enabled: Json;
        readonly maxUnavailable: Json;
        readonly minAvailable: Json;
        readonly unhealthyPodEvictionPolicy: Json;
      };
      readonly podLabels: Json;
      readonly podSecurityContext: Json;
      readonly pprof: {
        readonly address: Json;
        readonly blockProfileRate: Json;
        readonly enabled: Json;
        readonly mutexProfileFraction: Json;
        readonly port: Json;
      };
      readonly priorityClassName: Json;
      readonly prometheus: {
        readonly enabled: Json;
        readonly port: Json;
        readonly serviceMonitor: {
          readonly annotations: Json;
          readonly enabled: Json;
          readonly interval: Json;
          readonly labels: Json;
          readonly metricRelabelings: Json;
          readonly namespace: Json;
          readonly relabelings: Json;
          readonly scrapeTimeout: Json;
        };
      };
      readonly replicas: Json;
      readonly resources: Json;
      readonly retryTimeout: Json;
      readonly rollOutPods: Json;
      readonly securityContext: {
        readonly allowPrivilegeEscalation: Json;
        readonly capabilities: {
          readonly drop: Json;
        };
        readonly readOnlyRootFilesystem: Json;
        readonly runAsGroup: Json;
        readonly runAsNonRoot: Json;
        readonly runAsUser: Json;
        readonly seccompProfile: {
          readonly type: Json;
        };
      };
      readonly service: {
        readonly nodePort: Json;
        readonly type: Json;
      };
      readonly servicePort: Json;
      readonly sortBufferDrainTimeout: Json;
      readonly sortBufferLenMax: Json;
      readonly terminationGracePeriodSeconds: Json;
      readonly tls: {
        readonly client: {
          readonly cert: Json;
          readonly existingSecret: Json;
          readonly key: Json;
        };
        readonly server: {
          readonly cert: Json;
          readonly enabled: Json;
          readonly existingSecret: Json;
          readonly extraDnsNames: Json;
          readonly extraIpAddresses: Json;
          readonly key: Json;
          readonly mtls: Json;
          readonly relayName: Json;
        };
      };
      readonly tolerations: Json;
      readonly topologySpreadConstraints: Json;
      readonly updateStrategy: Json;
    };
    readonly skipUnknownCGroupIDs: Json;
    readonly socketPath: Json;
    readonly tls: {
      readonly auto: {
        readonly certManagerIssuerRef: Json;
        readonly certValidityDuration: Json;
        readonly enabled: Json;
        readonly method: Json;
        readonly privateKey: Json;
        readonly schedule: Json;
        readonly subject: Json;
      };
      readonly enabled: Json;
      readonly server: {
        readonly cert: Json;
        readonly existingSecret: Json;
        readonly extraDnsNames: Json;
        readonly extraIpAddresses: Json;
        readonly key: Json;
      };
    };
    readonly ui: {
      readonly affinity: Json;
      readonly annotations: Json;
      readonly backend: {
        readonly extraEnv: Json;
        readonly extraVolumeMounts: Json;
        readonly extraVolumes: Json;
        readonly image: {
          readonly digest: Json;
          readonly override: Json;
          readonly pullPolicy: Json;
          readonly repository: Json;
          readonly tag: Json;
          readonly useDigest: Json;
        };
        readonly livenessProbe: {
          readonly enabled: Json;
        };
        readonly readinessProbe: {
          readonly enabled: Json;
        };
        readonly resources: Json;
        readonly securityContext: {
          readonly allowPrivilegeEscalation: Json;
          readonly capabilities: {
            readonly drop: Json;
          };
        };
      };
      readonly baseUrl: Json;
      readonly enabled: Json;
      readonly frontend: {
        readonly extraEnv: Json;
        readonly extraVolumeMounts: Json;
        readonly extraVolumes: Json;
        readonly image: {
          readonly digest: Json;
          readonly override: Json;
          readonly pullPolicy: Json;
          readonly repository: Json;
          readonly tag: Json;
          readonly useDigest: Json;
        };
        readonly resources: Json;
        readonly securityContext: {
          readonly allowPrivilegeEscalation: Json;
          readonly capabilities: {
            readonly drop: Json;
          };
        };
        readonly server: {
          readonly ipv6: {
            readonly enabled: Json;
          };
        };
      };
      readonly ingress: {
        readonly annotations: Json;
        readonly className: Json;
        readonly enabled: Json;
        readonly hosts: Json;
        readonly labels: Json;
        readonly tls: Json;
      };
      readonly labels: Json;
      readonly nodeSelector: Json;
      readonly podAnnotations: Json;
      readonly podDisruptionBudget: {
        readonly enabled: Json;
        readonly maxUnavailable: Json;
        readonly minAvailable: Json;
        readonly unhealthyPodEvictionPolicy: Json;
      };
      readonly podLabels: Json;
      readonly priorityClassName: Json;
      readonly replicas: Json;
      readonly rollOutPods: Json;
      readonly securityContext: {
        readonly fsGroup: Json;
        readonly runAsGroup: Json;
        readonly runAsNonRoot: Json;
        readonly runAsUser: Json;
        readonly seccompProfile: {
          readonly type: Json;
        };
      };
      readonly service: {
        readonly annotations: Json;
        readonly labels: Json;
        readonly nodePort: Json;
        readonly type: Json;
      };
      readonly standalone: {
        readonly enabled: Json;
        readonly tls: {
          readonly certsVolume: Json;
        };
      };
      readonly tls: {
        readonly client: {
          readonly cert: Json;
          readonly existingSecret: Json;
          readonly key: Json;
        };
      };
      readonly tmpVolume: Json;
      readonly tolerations: Json;
      readonly topologySpreadConstraints: Json;
      readonly updateStrategy: Json;
    };
  };
  readonly identityAllocationMode: Json;
  readonly identityChangeGracePeriod: Json;
  readonly identityManagementMode: Json;
  readonly image: {
    readonly digest: Json;
    readonly override: Json;
    readonly pullPolicy: Json;
    readonly repository: Json;
    readonly tag: Json;
    readonly useDigest: Json;
  };
  readonly imagePullSecrets: Json;
  readonly ingressController: {
    readonly default: Json;
    readonly defaultSecretName: Json;
    readonly defaultSecretNamespace: Json;
    readonly enableProxyProtocol: Json;
    readonly enabled: Json;
    readonly enforceHttps: Json;
    readonly hostNetwork: {
      readonly enabled: Json;
      readonly httpPort: Json;
      readonly httpsPort: Json;
      readonly nodes: {
        readonly matchLabels: Json;
      };
      readonly sharedListenerPort: Json;
      readonly tlsPassthroughPort: Json;
    };
    readonly ingressLBAnnotationPrefixes: Json;
    readonly loadbalancerMode: Json;
    readonly secretsNamespace: {
      readonly create: Json;
      readonly name: Json;
      readonly sync: Json;
    };
    readonly service: {
      readonly allocateLoadBalancerNodePorts: Json;
      readonly annotations: Json;
      readonly externalTrafficPolicy: Json;
      readonly insecureNodePort: Json;
      readonly labels: Json;
      readonly loadBalancerClass: Json;
      readonly loadBalancerIP: Json;
      readonly name: Json;
      readonly secureNodePort: Json;
      readonly type: Json;
    };
    readonly useRemoteAddress: Json;
    readonly xffNumTrustedHops: Json;
  };
  readonly initResources: Json;
  readonly installNoConntrackIptablesRules: Json;
  readonly ipMasqAgent: {
    readonly config: Json;
    readonly enabled: Json;
  };
  readonly ipam: {
    readonly ciliumNodeUpdateRate: Json;
    readonly installUplinkRoutesForDelegatedIPAM: Json;
    readonly mode: Json;
    readonly multiPoolPreAllocation: Json;
    readonly nodeSpec: {
      readonly ipamMaxAllocate: Json;
      readonly ipamMinAllocate: Json;
      readonly ipamPreAllocate: Json;
      readonly ipamStaticIPTags: Json;
    };
    readonly operator: {
      readonly autoCreateCiliumPodIPPools: Json;
      readonly clusterPoolIPv4MaskSize: Json;
      readonly clusterPoolIPv4PodCIDR: Json;
      readonly clusterPoolIPv4PodCIDRList: Json;
      readonly clusterPoolIPv6MaskSize: Json;
      readonly clusterPoolIPv6PodCIDR: Json;
      readonly clusterPoolIPv6PodCIDRList: Json;
      readonly externalAPILimitBurstSize: Json;
      readonly externalAPILimitQPS: Json;
    };
  };
  readonly iptablesLockTimeout: Json;
  readonly iptablesRandomFully: Json;
  readonly ipv4: {
    readonly enabled: Json;
  };
  readonly ipv4NativeRoutingCIDR: Json;
  readonly ipv6: {
    readonly enabled: Json;
  };
  readonly ipv6NativeRoutingCIDR: Json;
  readonly k8s: {
    readonly apiServerURLs: Json;
    readonly requireIPv4PodCIDR: Json;
    readonly requireIPv6PodCIDR: Json;
    readonly serviceProxyName: Json;
  };
  readonly k8sClientExponentialBackoff: {
    readonly backoffBaseSeconds: Json;
    readonly backoffMaxDurationSeconds: Json;
    readonly enabled: Json;
  };
  readonly k8sClientRateLimit: {
    readonly burst: Json;
    readonly operator: {
      readonly burst: Json;
      readonly qps: Json;
    };
    readonly qps: Json;
  };
  readonly k8sClusterNetworkPolicy: {
    readonly enabled: Json;
  };
  readonly k8sNetworkPolicy: {
    readonly enabled: Json;
  };
  readonly k8sServiceHost: Json;
  readonly k8sServiceHostRef: {
    readonly key: Json;
    readonly name: Json;
  };
  readonly k8sServiceLookupConfigMapName: Json;
  readonly k8sServiceLookupNamespace: Json;
  readonly k8sServicePort: Json;
  readonly keepDeprecatedLabels: Json;
  readonly keepDeprecatedProbes: Json;
  readonly kubeConfigPath: Json;
  readonly kubeProxyReplacement: Json;
  readonly kubeProxyReplacementHealthzBindAddr: Json;
  readonly l2NeighDiscovery: {
    readonly enabled: Json;
  };
  readonly l2announcements: {
    readonly enabled: Json;
    readonly leaseDuration: Json;
    readonly leaseRenewDeadline: Json;
    readonly leaseRetryPeriod: Json;
  };
  readonly l2podAnnouncements: {
    readonly enabled: Json;
    readonly interface: Json;
    readonly interfacePattern: Json;
  };
  readonly l7Proxy: Json;
  readonly labels: Json;
  readonly livenessProbe: {
    readonly failureThreshold: Json;
    readonly periodSeconds: Json;
    readonly requireK8sConnectivity: Json;
  };
  readonly loadBalancer: {
    readonly acceleration: Json;
    readonly algorithm: Json;
    readonly dsrDispatch: Json;
    readonly l7: {
      readonly algorithm: Json;
      readonly backend: Json;
      readonly ports: Json;
    };
    readonly mode: Json;
    readonly protocolDifferentiation: {
      readonly enabled: Json;
    };
    readonly reflectorWaitTime: Json;
    readonly serviceTopology: Json;
    readonly standalone: Json;
  };
  readonly localRedirectPolicies: {
    readonly addressMatcherCIDRs: Json;
    readonly enabled: Json;
  };
  readonly localRedirectPolicy: Json;
  readonly logOptions: Json;
  readonly logSystemLoad: Json;
  readonly maglev: {
    readonly hashSeed: Json;
    readonly tableSize: Json;
  };
  readonly minReadySeconds: Json;
  readonly monitor: {
    readonly enabled: Json;
    readonly eventTypes: Json;
    readonly resources: Json;
  };
  readonly name: Json;
  readonly namespaceOverride: Json;
  readonly nat: {
    readonly mapStatsEntries: Json;
    readonly mapStatsInterval: Json;
  };
  readonly nat46x64Gateway: {
    readonly enabled: Json;
  };
  readonly nativeRoutingCIDRFromClusterPool: Json;
  readonly nodeIPAM: {
    readonly enabled: Json;
  };
  readonly nodeLabels: Json;
  readonly nodePort: {
    readonly addresses: Json;
    readonly autoProtectPortRange: Json;
    readonly bindProtection: Json;
    readonly directRoutingDevice: Json;
    readonly enableDynamicSourceLookup: Json;
    readonly enableHealthCheck: Json;
    readonly enableHealthCheckLoadBalancerIP: Json;
    readonly enabled: Json;
    readonly range: Json;
  };
  readonly nodeSelector: Json;
  readonly nodeSelectorLabels: Json;
  readonly nodeinit: {
    readonly affinity: Json;
    readonly annotations: Json;
    readonly bootstrapFile: Json;
    readonly enabled: Json;
    readonly extraEnv: Json;
    readonly extraVolumeMounts: Json;
    readonly extraVolumes: Json;
    readonly image: {
      readonly digest: Json;
      readonly override: Json;
      readonly pullPolicy: Json;
      readonly repository: Json;
      readonly tag: Json;
      readonly useDigest: Json;
    };
    readonly minReadySeconds: Json;
    readonly nodeSelector: Json;
    readonly podAnnotations: Json;
    readonly podLabels: Json;
    readonly podSecurityContext: Json;
    readonly prestop: {
      readonly postScript: Json;
      readonly preScript: Json;
    };
    readonly priorityClassName: Json;
    readonly reconfigureKubelet: Json;
    readonly removeCbrBridge: Json;
    readonly resources: Json;
    readonly revertReconfigureKubelet: Json;
    readonly securityContext: {
      readonly allowPrivilegeEscalation: Json;
      readonly capabilities: {
        readonly add: Json;
      };
      readonly privileged: Json;
      readonly seLinuxOptions: Json;
    };
    readonly startup: {
      readonly postScript: Json;
      readonly preScript: Json;
    };
    readonly tolerations: Json;
    readonly updateStrategy: Json;
    readonly waitForCloudInit: Json;
  };
  readonly nonIdempotentAnnotations: Json;
  readonly operator: {
    readonly affinity: Json;
    readonly annotations: Json;
    readonly dashboards: {
      readonly annotations: Json;
      readonly enabled: Json;
      readonly label: Json;
      readonly labelValue: Json;
      readonly namespace: Json;
    };
    readonly dnsPolicy: Json;
    readonly enabled: Json;
    readonly endpointGCInterval: Json;
    readonly extraArgs: Json;
    readonly extraEnv: Json;
    readonly extraHostPathMounts: Json;
    readonly extraVolumeMounts: Json;
    readonly extraVolumes: Json;
    readonly hostNetwork: Json;
    readonly hostUsers: Json;
    readonly identityGCInterval: Json;
    readonly identityHeartbeatTimeout: Json;
    readonly image: {
      readonly alibabacloudDigest: Json;
      readonly awsDigest: Json;
      readonly azureDigest: Json;
      readonly genericDigest: Json;
      readonly override: Json;
      readonly pullPolicy: Json;
      readonly repository: Json;
      readonly suffix: Json;
      readonly tag: Json;
      readonly useDigest: Json;
    };
    readonly nodeGCInterval: Json;
    readonly nodeSelector: Json;
    readonly podAnnotations: Json;
    readonly podDisruptionBudget: {
      readonly enabled: Json;
      readonly maxUnavailable: Json;
      readonly minAvailable: Json;
      readonly unhealthyPodEvictionPolicy: Json;
    };
    readonly podLabels: Json;
    readonly podSecurityContext: Json;
    readonly pprof: {
      readonly address: Json;
      readonly blockProfileRate: Json;
      readonly enabled: Json;
      readonly mutexProfileFraction: Json;
      readonly port: Json;
    };
    readonly priorityClassName: Json;
    readonly prometheus: {
      readonly enabled: Json;
      readonly metricsService: Json;
      readonly port: Json;
      readonly serviceMonitor: {
        readonly annotations: Json;
        readonly enabled: Json;
        readonly interval: Json;
        readonly jobLabel: Json;
        readonly labels: Json;
        readonly metricRelabelings: Json;
        readonly namespace: Json;
        readonly relabelings: Json;
        readonly scrapeTimeout: Json;
      };
      readonly tls: {
        readonly enabled: Json;
        readonly server: {
          readonly existingSecret: Json;
          readonly mtls: {
            readonly enabled: Json;
          };
        };
      };
    };
    readonly removeNodeTaints: Json;
    readonly replicas: Json;
    readonly resources: Json;
    readonly rollOutPods: Json;
    readonly securityContext: {
      readonly allowPrivilegeEscalation: Json;
      readonly capabilities: {
        readonly drop: Json;
      };
    };
    readonly setNodeNetworkStatus: Json;
    readonly setNodeTaints: Json;
    readonly skipCRDCreation: Json;
    readonly tolerations: Json;
    readonly topologySpreadConstraints: Json;
    readonly unmanagedPodWatcher: {
      readonly intervalSeconds: Json;
      readonly restart: Json;
      readonly selector: Json;
    };
    readonly updateStrategy: Json;
  };
  readonly pmtuDiscovery: {
    readonly enabled: Json;
    readonly packetizationLayerPMTUDMode: Json;
  };
  readonly podAnnotations: Json;
  readonly podLabels: Json;
  readonly podSecurityContext: Json;
  readonly policyAuditMode: Json;
  readonly policyCIDRMatchMode: Json;
  readonly policyDenyResponse: Json;
  readonly policyEnforcementMode: Json;
  readonly pprof: {
    readonly address: Json;
    readonly blockProfileRate: Json;
    readonly enabled: Json;
    readonly mutexProfileFraction: Json;
    readonly port: Json;
  };
  readonly preferIpv6: Json;
  readonly preflight: {
    readonly affinity: Json;
    readonly annotations: Json;
    readonly enabled: Json;
    readonly envoy: {
      readonly image: {
        readonly digest: Json;
        readonly override: Json;
        readonly pullPolicy: Json;
        readonly repository: Json;
        readonly tag: Json;
        readonly useDigest: Json;
      };
    };
    readonly extraEnv: Json;
    readonly extraVolumeMounts: Json;
    readonly extraVolumes: Json;
    readonly image: {
      readonly digest: Json;
      readonly override: Json;
      readonly pullPolicy: Json;
      readonly repository: Json;
      readonly tag: Json;
      readonly useDigest: Json;
    };
    readonly nodeSelector: Json;
    readonly podAnnotations: Json;
    readonly podDisruptionBudget: {
      readonly enabled: Json;
      readonly maxUnavailable: Json;
      readonly minAvailable: Json;
      readonly unhealthyPodEvictionPolicy: Json;
    };
    readonly podLabels: Json;
    readonly podSecurityContext: Json;
    readonly priorityClassName: Json;
    readonly readinessProbe: {
      readonly initialDelaySeconds: Json;
      readonly periodSeconds: Json;
    };
    readonly resources: Json;
    readonly securityContext: {
      readonly allowPrivilegeEscalation: Json;
    };
    readonly terminationGracePeriodSeconds: Json;
    readonly tofqdnsPreCache: Json;
    readonly tolerations: Json;
    readonly updateStrategy: Json;
    readonly validateCNPs: Json;
  };
  readonly priorityClassName: Json;
  readonly prometheus: {
    readonly controllerGroupMetrics: Json;
    readonly enabled: Json;
    readonly metrics: Json;
    readonly metricsService: Json;
    readonly port: Json;
    readonly serviceMonitor: {
      readonly annotations: Json;
      readonly enabled: Json;
      readonly interval: Json;
      readonly jobLabel: Json;
      readonly labels: Json;
      readonly metricRelabelings: Json;
      readonly namespace: Json;
      readonly relabelings: Json;
      readonly scrapeTimeout: Json;
      readonly trustCRDsExist: Json;
    };
  };
  readonly proxy: {
    readonly prometheus: {
      readonly enabled: Json;
      readonly port: Json;
    };
  };
  readonly rbac: {
    readonly create: Json;
  };
  readonly readinessProbe: {
    readonly failureThreshold: Json;
    readonly periodSeconds: Json;
  };
  readonly remoteNodeIdentity: Json;
  readonly resourceQuotas: {
    readonly cilium: {
      readonly hard: {
        readonly pods: Json;
      };
    };
    readonly enabled: Json;
    readonly operator: {
      readonly hard: {
        readonly pods: Json;
      };
    };
  };
  readonly resources: Json;
  readonly rollOutCiliumPods: Json;
  readonly routingMode: Json;
  readonly scheduling: {
    readonly mode: Json;
  };
  readonly sctp: {
    readonly enabled: Json;
  };
  readonly secretsNamespaceAnnotations: Json;
  readonly secretsNamespaceLabels: Json;
  readonly securityContext: {
    readonly allowPrivilegeEscalation: Json;
    readonly capabilities: {
      readonly applySysctlOverwrites: Json;
      readonly ciliumAgent: Json;
      readonly cleanCiliumState: Json;
      readonly mountCgroup: Json;
    };
    readonly privileged: Json;
    readonly seLinuxOptions: Json;
  };
  readonly serviceAccounts: {
    readonly cilium: {
      readonly annotations: Json;
      readonly automount: Json;
      readonly create: Json;
      readonly name: Json;
    };
    readonly clustermeshApiserver: {
      readonly annotations: Json;
      readonly automount: Json;
      readonly create: Json;
      readonly name: Json;
    };
    readonly clustermeshcertgen: {
      readonly annotations: Json;
      readonly automount: Json;
      readonly create: Json;
      readonly name: Json;
    };
    readonly corednsMCSAPI: {
      readonly annotations: Json;
      readonly automount: Json;
      readonly create: Json;
      readonly name: Json;
    };
    readonly envoy: {
      readonly annotations: Json;
      readonly automount: Json;
      readonly create: Json;
      readonly name: Json;
    };
    readonly hubblecertgen: {
      readonly annotations: Json;
      readonly automount: Json;
      readonly create: Json;
      readonly name: Json;
    };
    readonly nodeinit: {
      readonly annotations: Json;
      readonly automount: Json;
      readonly create: Json;
      readonly enabled: Json;
      readonly name: Json;
    };
    readonly operator: {
      readonly annotations: Json;
      readonly automount: Json;
      readonly create: Json;
      readonly name: Json;
    };
    readonly preflight: {
      readonly annotations: Json;
      readonly automount: Json;
      readonly create: Json;
      readonly name: Json;
    };
    readonly relay: {
      readonly annotations: Json;
      readonly automount: Json;
      readonly create: Json;
      readonly name: Json;
    };
    readonly ui: {
      readonly annotations: Json;
      readonly automount: Json;
      readonly create: Json;
      readonly name: Json;
    };
    readonly ztunnel: {
      readonly annotations: Json;
      readonly automount: Json;
      readonly create: Json;
      readonly name: Json;
    };
  };
  readonly serviceNoBackendResponse: Json;
  readonly sessionAffinity: Json;
  readonly sleepAfterInit: Json;
  readonly socketLB: {
    readonly enabled: Json;
    readonly hostNamespaceOnly: Json;
    readonly terminatePodConnections: Json;
    readonly tracing: Json;
  };
  readonly standaloneDnsProxy: {
    readonly annotations: Json;
    readonly automountServiceAccountToken: Json;
    readonly debug: Json;
    readonly enabled: Json;
    readonly image: {
      readonly digest: Json;
      readonly override: Json;
      readonly pullPolicy: Json;
      readonly repository: Json;
      readonly tag: Json;
      readonly useDigest: Json;
    };
    readonly minReadySeconds: Json;
    readonly nodeSelector: Json;
    readonly rollOutPods: Json;
    readonly serverPort: Json;
    readonly tolerations: Json;
    readonly updateStrategy: Json;
  };
  readonly startupProbe: {
    readonly failureThreshold: Json;
    readonly periodSeconds: Json;
  };
  readonly svcSourceRangeCheck: Json;
  readonly synchronizeK8sNodes: Json;
  readonly sysctlfix: {
    readonly enabled: Json;
  };
  readonly terminationGracePeriodSeconds: Json;
  readonly tls: {
    readonly ca: {
      readonly cert: Json;
      readonly certValidityDuration: Json;
      readonly key: Json;
    };
    readonly caBundle: {
      readonly content: Json;
      readonly enabled: Json;
      readonly key: Json;
      readonly name: Json;
      readonly useSecret: Json;
    };
    readonly readSecretsOnlyFromSecretsNamespace: Json;
    readonly secretSync: {
      readonly enabled: Json;
    };
    readonly secretsBackend: Json;
    readonly secretsNamespace: {
      readonly create: Json;
      readonly name: Json;
    };
  };
  readonly tmpVolume: Json;
  readonly tolerations: Json;
  readonly tunnel: Json;
  readonly tunnelPort: Json;
  readonly tunnelProtocol: Json;
  readonly tunnelSourcePortRange: Json;
  readonly underlayProtocol: Json;
  readonly updateStrategy: Json;
  readonly upgradeCompatibility: Json;
  readonly vtep: {
    readonly cidr: Json;
    readonly enabled: Json;
    readonly endpoint: Json;
    readonly mac: Json;
    readonly mask: Json;
  };
  readonly waitForKubeProxy: Json;
  readonly wellKnownIdentities: {
    readonly enabled: Json;
  };
}
