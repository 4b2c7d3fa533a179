/** Value sets that switch on one feature each, or two that meet. `from` is the first minor that has it, `until` the last. */

const issuer = { group: 'cert-manager.io', kind: 'ClusterIssuer', name: 'ca' };
const monitored = { enabled: true, serviceMonitor: { enabled: true, labels: { team: 'net' }, interval: '15s' } };
const mesh = (more = {}) => ({ cluster: { name: 'one', id: 1 }, clustermesh: { useAPIServer: true, ...more } });
const tls = { cert: Buffer.from('cert').toString('base64'), key: Buffer.from('key').toString('base64') };
const resources = { limits: { cpu: 1, memory: '1Gi' }, requests: { cpu: '100m' } };
const pods = {
  resources,
  nodeSelector: { role: 'infra' },
  priorityClassName: 'high',
  podLabels: { a: 'b' },
  podAnnotations: { c: 'd', 'e/f': '1' },
  tolerations: [{ key: 'x', operator: 'Exists' }],
  affinity: { nodeAffinity: {} },
  extraEnv: [{ name: 'A', value: 'b' }],
  extraArgs: ['--a=b'],
  extraVolumes: [{ name: 'v', emptyDir: {} }],
  extraVolumeMounts: [{ name: 'v', mountPath: '/v' }],
};

export const features = [
  ['defaults', {}],
  [
    'agent pods',
    {
      ...pods,
      extraHostPathMounts: [
        {
          name: 'h',
          mountPath: '/h',
          hostPath: '/h',
          hostPathType: 'Directory',
          readOnly: true,
          mountPropagation: 'HostToContainer',
        },
      ],
      extraConfigmapMounts: [],
      sysctlfix: { enabled: false },
      updateStrategy: { type: 'OnDelete' },
      terminationGracePeriodSeconds: 5,
      rollOutCiliumPods: true,
    },
  ],
  [
    'agent containers',
    {
      extraContainers: [{ name: 'x', image: 'y' }],
      extraInitContainers: [{ name: 'i', image: 'j' }],
      initResources: resources,
      daemon: {
        runPath: '/run/x',
        blockedConfigOverrides: 'a',
        allowedConfigOverrides: 'b',
        enableSourceIPVerification: false,
      },
      hostAliases: [{ ip: '1.2.3.4', hostnames: ['a', 'b'] }],
      dnsPolicy: 'ClusterFirst',
      logOptions: { format: 'json', level: 'debug' },
    },
  ],
  ['agent off', { agent: false }],
  ['operator off', { operator: { enabled: false } }],
  ['privileged', { securityContext: { privileged: true } }],
  [
    'capabilities',
    {
      securityContext: {
        capabilities: { ciliumAgent: ['NET_ADMIN'], mountCgroup: ['SYS_ADMIN'], cleanCiliumState: ['SYS_ADMIN'] },
      },
      podSecurityContext: { appArmorProfile: { type: 'RuntimeDefault' } },
    },
  ],
  ['common labels', { commonLabels: { team: 'net', 'k8s-app': 'mine' } }],
  ['namespace', { namespaceOverride: 'cilium' }],
  ['pull secrets', { imagePullSecrets: [{ name: 'r' }], image: { pullPolicy: 'Always' } }],
  [
    'images without digests',
    {
      image: { useDigest: false, tag: 'v9' },
      operator: { image: { useDigest: false } },
      envoy: { image: { useDigest: false } },
      certgen: { image: { useDigest: false } },
    },
  ],
  [
    'image overrides',
    {
      image: { override: 'x/y:z' },
      operator: { image: { override: 'x/op:z' } },
      hubble: { relay: { enabled: true, image: { override: 'x/relay:z' } } },
    },
  ],
  [
    'service accounts',
    {
      serviceAccounts: {
        cilium: { create: false, name: 'mine', annotations: { a: 'b' } },
        operator: { annotations: { a: 'b' }, automount: false },
        relay: { name: 'r' },
      },
    },
  ],
  [
    'operator options',
    {
      operator: {
        ...pods,
        replicas: 1,
        hostNetwork: false,
        rollOutPods: true,
        podDisruptionBudget: { enabled: true, maxUnavailable: null, minAvailable: 1 },
        prometheus: monitored,
        dashboards: { enabled: true },
        unmanagedPodWatcher: { restart: false },
        removeNodeTaints: false,
        setNodeNetworkStatus: false,
        endpointGCInterval: '1m0s',
        nodeGCInterval: '0s',
        identityGCInterval: '2m',
      },
    },
  ],
  [
    'prometheus',
    {
      prometheus: monitored,
      operator: { prometheus: monitored },
      envoy: { prometheus: monitored },
      dashboards: { enabled: true, namespace: 'mon' },
    },
  ],
  [
    'debug',
    {
      debug: { enabled: true, verbose: 'flow datapath' },
      pprof: { enabled: true, port: 6061 },
      monitor: { enabled: true },
      logSystemLoad: true,
      healthChecking: false,
    },
  ],
  ['hubble off', { hubble: { enabled: false } }],
  [
    'hubble relay and UI',
    {
      hubble: {
        relay: {
          enabled: true,
          replicas: 2,
          ...pods,
          prometheus: monitored,
          podDisruptionBudget: { enabled: true },
          tls: { server: { enabled: true, mtls: true } },
          service: { type: 'NodePort', nodePort: 31235 },
        },
        ui: {
          enabled: true,
          replicas: 2,
          ingress: {
            enabled: true,
            hosts: ['ui.example'],
            className: 'cilium',
            tls: [{ secretName: 's', hosts: ['ui.example'] }],
            annotations: { a: 'b' },
            labels: { c: 'd' },
          },
          service: { type: 'LoadBalancer' },
          baseUrl: '/hubble/',
          podDisruptionBudget: { enabled: true },
        },
      },
    },
  ],
  ['hubble UI alone', { hubble: { enabled: false, ui: { enabled: true, standalone: { enabled: true } } } }],
  [
    'hubble metrics',
    {
      hubble: {
        metrics: {
          enabled: ['dns:query;ignoreAAAA', 'drop', 'flow:labelsContext=source_namespace,destination_namespace'],
          serviceMonitor: { enabled: true, interval: '', labels: { a: 'b' } },
          enableOpenMetrics: true,
          tls: { enabled: true, server: { mtls: { enabled: true } } },
          dashboards: { enabled: true },
        },
      },
    },
  ],
  [
    'hubble dynamic metrics',
    {
      hubble: {
        metrics: {
          enabled: null,
          dynamic: {
            enabled: true,
            config: {
              createConfigMap: true,
              configMapName: 'm',
              content: [
                {
                  name: 'dns',
                  contextOptions: [{ name: 'sourceContext', values: ['pod'] }],
                  includeFilters: [{ source_pod: ['default/'] }],
                  excludeFilters: [],
                },
              ],
            },
          },
        },
      },
    },
  ],
  [
    'hubble export',
    {
      hubble: {
        export: {
          static: {
            enabled: true,
            filePath: '/x.log',
            fieldMask: ['time', 'source'],
            allowList: ['{"verdict":["DROPPED"]}'],
            denyList: ['{"source_pod":["kube-system/"]}'],
          },
          dynamic: {
            enabled: true,
            config: {
              content: [
                {
                  name: 'a',
                  fieldMask: ['source'],
                  includeFilters: [{ source_pod: ['a/'] }],
                  excludeFilters: [],
                  filePath: '/a.log',
                  end: '2026-10-09T23:59:59-07:00',
                },
              ],
            },
          },
        },
      },
    },
  ],
  [
    'hubble redaction',
    {
      hubble: {
        redact: {
          enabled: true,
          http: { urlQuery: true, userInfo: false, headers: { deny: ['Authorization'] } },
          kafka: { apiKey: true },
        },
        dropEventEmitter: { enabled: true, reasons: ['auth_required', 'policy_denied'] },
        preferIpv6: true,
        socketPath: '/x.sock',
        eventBufferCapacity: '8191',
        listenAddress: '',
      },
    },
  ],
  [
    'hubble certificates: cert-manager',
    {
      hubble: {
        relay: { enabled: true, tls: { server: { enabled: true } } },
        ui: { enabled: true },
        metrics: { enabled: ['dns'], tls: { enabled: true } },
        tls: { auto: { method: 'certmanager', certManagerIssuerRef: issuer, certValidityDuration: 90 } },
      },
    },
  ],
  [
    'hubble certificates: own',
    {
      hubble: {
        relay: { enabled: true, tls: { server: { enabled: true, ...tls }, client: tls } },
        ui: { enabled: true, tls: { client: tls } },
        tls: { auto: { enabled: false }, server: tls },
      },
    },
  ],
  [
    'hubble certificates: cron job',
    {
      hubble: { relay: { enabled: true }, tls: { auto: { method: 'cronJob', schedule: '1 2 3 4 5' } } },
      certgen: {
        resources,
        ttlSecondsAfterFinished: 60,
        podLabels: { a: 'b' },
        annotations: { job: { a: 'b' }, cronJob: { c: 'd' } },
        affinity: { nodeAffinity: {} },
      },
    },
  ],
  ['hubble without TLS', { hubble: { tls: { enabled: false }, relay: { enabled: true } } }],
  ['CA bundle', { tls: { caBundle: { enabled: true, name: 'b', key: 'k', content: 'pem' } } }],
  [
    'TLS secrets',
    {
      tls: {
        readSecretsOnlyFromSecretsNamespace: false,
        secretsBackend: 'k8s',
        secretsNamespace: { create: false, name: 's' },
      },
    },
  ],
  [
    'TLS secret sync',
    {
      tls: { secretSync: { enabled: true } },
      ingressController: { enabled: true, secretsNamespace: { name: 'i', sync: false } },
      gatewayAPI: { enabled: true, secretsNamespace: { create: false } },
    },
  ],
  ['envoy in the agent', { envoy: { enabled: false, log: { level: 'debug' } }, prometheus: monitored }],
  [
    'envoy options',
    {
      envoy: {
        ...pods,
        debug: { admin: { enabled: true, port: 9902 } },
        log: { path: '/x', defaultLevel: 'info' },
        connectTimeoutSeconds: 3,
        idleTimeoutDurationSeconds: 90,
        baseID: 5,
        terminationGracePeriodSeconds: 3,
        rollOutPods: true,
        securityContext: { capabilities: { keepCapNetBindService: true, envoy: ['NET_ADMIN'] } },
        healthPort: 9879,
      },
    },
  ],
  ['envoy default off by age', { upgradeCompatibility: '1.15' }],
  ['age 1.9', { upgradeCompatibility: '1.9', kubeProxyReplacement: false }],
  ['age 1.17', { upgradeCompatibility: '1.17' }],
  [
    'ingress, shared',
    {
      ingressController: {
        enabled: true,
        default: true,
        loadbalancerMode: 'shared',
        enforceHttps: false,
        enableProxyProtocol: true,
        service: {
          annotations: { a: 'b' },
          labels: { c: 'd' },
          loadBalancerClass: 'x',
          loadBalancerIP: '1.2.3.4',
          allocateLoadBalancerNodePorts: false,
          insecureNodePort: 30080,
        },
      },
    },
  ],
  [
    'ingress, on the host',
    {
      ingressController: {
        enabled: true,
        hostNetwork: { enabled: true, sharedListenerPort: 8080, nodes: { matchLabels: { role: 'edge', zone: 'a' } } },
      },
    },
  ],
  [
    'Gateway API',
    {
      gatewayAPI: {
        enabled: true,
        enableAlpn: true,
        enableAppProtocol: true,
        xffNumTrustedHops: 2,
        externalTrafficPolicy: 'Local',
        hostNetwork: { enabled: true, nodes: { matchLabels: { a: 'b' } } },
        gatewayClass: { create: 'true' },
      },
      envoyConfig: { enabled: true },
    },
  ],
  [
    'L7 load balancing',
    {
      loadBalancer: {
        l7: { backend: 'envoy', ports: ['80'], algorithm: 'least_request' },
        algorithm: 'maglev',
        mode: 'dsr',
        dsrDispatch: 'geneve',
        acceleration: 'best-effort',
        serviceTopology: true,
      },
      kubeProxyReplacement: true,
    },
  ],
  [
    'kube-proxy replacement',
    {
      kubeProxyReplacement: true,
      kubeProxyReplacementHealthzBindAddr: '0.0.0.0:10256',
      k8sServiceHost: 'api.example',
      k8sServicePort: 6443,
      socketLB: { enabled: true, hostNamespaceOnly: true },
      nodePort: {
        range: '30000,32767',
        directRoutingDevice: 'eth0',
        autoProtectPortRange: false,
        enableHealthCheck: false,
      },
      bpf: { lbExternalClusterIP: true },
    },
  ],
  [
    'API server by reference',
    {
      k8sServiceHostRef: { name: 'api', key: 'host' },
      k8sClientRateLimit: { qps: 20, burst: 30, operator: { qps: 1, burst: 2 } },
      k8sClientExponentialBackoff: { enabled: false },
    },
  ],
  ['kubeconfig', { kubeConfigPath: '/etc/kube', k8s: { requireIPv4PodCIDR: true, requireIPv6PodCIDR: false } }],
  [
    'native routing',
    {
      routingMode: 'native',
      ipv4NativeRoutingCIDR: '10.0.0.0/8',
      autoDirectNodeRoutes: true,
      directRoutingSkipUnreachable: true,
      endpointRoutes: { enabled: true },
      installNoConntrackIptablesRules: true,
    },
  ],
  [
    'native routing, dual stack',
    {
      routingMode: 'native',
      ipv4NativeRoutingCIDR: '10.0.0.0/8',
      ipv6NativeRoutingCIDR: 'fd00::/8',
      ipv6: { enabled: true },
      enableIPv6Masquerade: false,
    },
  ],
  [
    'tunnel',
    {
      routingMode: 'tunnel',
      tunnelProtocol: 'geneve',
      tunnelPort: 6082,
      tunnelSourcePortRange: '1-2',
      underlayProtocol: 'ipv6',
    },
  ],
  ['IPv6 only', { ipv4: { enabled: false }, ipv6: { enabled: true } }],
  [
    'masquerading',
    {
      bpf: { masquerade: true, hostLegacyRouting: true },
      egressMasqueradeInterfaces: 'eth+',
      enableIPv4Masquerade: true,
      ipMasqAgent: {
        enabled: true,
        config: { nonMasqueradeCIDRs: ['10.0.0.0/8', '192.168.0.0/16'], masqLinkLocal: true },
      },
    },
  ],
  ['ip-masq-agent without a config', { ipMasqAgent: { enabled: true } }],
  [
    'BPF maps',
    {
      bpf: {
        mapDynamicSizeRatio: 0.005,
        ctTcpMax: 524288,
        ctAnyMax: 262144,
        natMax: 1000000,
        policyMapMax: 32768,
        lbMapMax: 131072,
        events: { drop: { enabled: false }, trace: { enabled: true }, default: { rateLimit: 10, burstLimit: 20 } },
        preallocateMaps: true,
        monitorAggregation: 'none',
        monitorInterval: '10s',
        monitorFlags: 'syn',
        vlanBypass: [1, 2],
        disableExternalIPMitigation: true,
        distributedLRU: { enabled: true },
      },
    },
  ],
  [
    'IPAM multi-pool',
    {
      ipam: {
        mode: 'multi-pool',
        operator: {
          autoCreateCiliumPodIPPools: {
            default: { ipv4: { cidrs: ['10.10.0.0/16'], maskSize: 27 } },
            b: { ipv4: { cidrs: ['10.20.0.0/16'], maskSize: 24 } },
          },
        },
      },
    },
  ],
  [
    'IPAM of the cluster pool',
    {
      ipam: {
        mode: 'cluster-pool',
        operator: {
          clusterPoolIPv4PodCIDRList: ['10.0.0.0/9', '10.128.0.0/9'],
          clusterPoolIPv4MaskSize: 23,
          clusterPoolIPv6PodCIDRList: ['fd00::/104'],
          clusterPoolIPv6MaskSize: 120,
          externalAPILimitBurstSize: 10,
          externalAPILimitQPS: 1.5,
        },
      },
      ipv6: { enabled: true },
    },
  ],
  ['IPAM of Kubernetes', { ipam: { mode: 'kubernetes' } }],
  ['IPAM by CRD', { ipam: { mode: 'crd', ciliumNodeUpdateRate: '5s' } }],
  [
    'ENI',
    {
      eni: {
        enabled: true,
        updateEC2AdapterLimitViaAPI: false,
        awsEnablePrefixDelegation: true,
        ec2APIEndpoint: 'x',
        eniTags: { a: 'b' },
        iamRole: 'arn:x',
        instanceTagsFilter: ['a=b'],
        subnetIDsFilter: ['s'],
        subnetTagsFilter: ['t=u'],
        gcTags: { c: 'd' },
        gcInterval: '5m',
      },
      ipam: { mode: 'eni' },
      routingMode: 'native',
    },
  ],
  [
    'Azure',
    {
      azure: {
        enabled: true,
        resourceGroup: 'r',
        subscriptionID: 's',
        tenantID: 't',
        clientID: 'c',
        clientSecret: 'x',
        userAssignedIdentityID: 'u',
      },
      ipam: { mode: 'azure' },
    },
  ],
  ['Alibaba Cloud', { alibabacloud: { enabled: true }, ipam: { mode: 'alibabacloud' } }],
  [
    'GKE',
    {
      gke: { enabled: true },
      routingMode: 'native',
      ipv4NativeRoutingCIDR: '10.0.0.0/8',
      nodeinit: {
        enabled: true,
        removeCbrBridge: true,
        reconfigureKubelet: true,
        prestop: { preScript: 'a', postScript: 'b' },
        startup: { preScript: 'c' },
      },
      cni: { binPath: '/home/kubernetes/bin' },
      namespaceOverride: 'cilium',
    },
  ],
  ['AKS', { aksbyocni: { enabled: true }, nodeinit: { enabled: true, ...pods, bootstrapFile: '/tmp/x' } }],
  [
    'chaining',
    {
      cni: {
        chainingMode: 'aws-cni',
        exclusive: false,
        customConf: true,
        configMap: 'c',
        configMapKey: 'k',
        readCniConf: '/x',
        logFile: '/l',
        uninstall: true,
        resources,
      },
      enableIPv4Masquerade: false,
      routingMode: 'native',
    },
  ],
  [
    'chaining by target',
    {
      cni: {
        chainingTarget: 'x',
        chainingMode: 'generic-veth',
        install: false,
        externalRouting: true,
        iptablesRemoveAWSRules: false,
      },
    },
  ],
  ['netkit', { bpf: { datapathMode: 'netkit', masquerade: true }, kubeProxyReplacement: true }],
  [
    'WireGuard',
    {
      encryption: {
        enabled: true,
        type: 'wireguard',
        nodeEncryption: true,
        wireguard: { persistentKeepalive: '25s' },
      },
    },
  ],
  [
    'WireGuard, strict',
    {
      encryption: {
        enabled: true,
        type: 'wireguard',
        strictMode: { enabled: true, cidr: '10.0.0.0/8', allowRemoteNodeIdentities: true },
      },
    },
  ],
  [
    'WireGuard, strict by direction',
    {
      encryption: {
        enabled: true,
        type: 'wireguard',
        strictMode: { egress: { enabled: true, cidr: '10.0.0.0/8' }, ingress: { enabled: true } },
      },
      routingMode: 'tunnel',
    },
    '1.20',
  ],
  [
    'IPsec',
    {
      encryption: {
        enabled: true,
        type: 'ipsec',
        ipsec: {
          interface: 'eth0',
          secretName: 's',
          keyFile: 'k',
          keyWatcher: false,
          keyRotationDuration: '9m',
          encryptedOverlay: true,
        },
      },
    },
  ],
  ['ztunnel', { encryption: { enabled: true, type: 'ztunnel' } }, '1.19'],
  [
    'SPIRE',
    {
      authentication: {
        enabled: true,
        mutual: {
          spire: {
            enabled: true,
            install: {
              server: {
                priorityClassName: 'high',
                dataStorage: { size: '2Gi', storageClass: 'fast' },
                service: { type: 'NodePort', annotations: { a: 'b' } },
              },
              agent: { tolerations: [] },
            },
          },
        },
      },
    },
  ],
  [
    'SPIRE that is there',
    {
      authentication: {
        enabled: true,
        mutual: {
          port: 4251,
          spire: { enabled: true, install: { enabled: false }, serverAddress: 'spire:1', trustDomain: 'x' },
        },
      },
    },
  ],
  [
    'ClusterMesh',
    {
      ...mesh({
        apiserver: {
          ...pods,
          extraEnv: [], // with any, the chart of 1.18.0 is no YAML, and nothing could be varied
          replicas: 2,
          metrics: { serviceMonitor: { enabled: true } },
          podDisruptionBudget: { enabled: true },
          service: { type: 'LoadBalancer', annotations: { a: 'b' }, externalTrafficPolicy: 'Local' },
          updateStrategy: { type: 'Recreate' },
          tls: { auto: { method: 'cronJob' }, authMode: 'cluster' },
        },
      }),
    },
  ],
  [
    'ClusterMesh, clusters',
    mesh({
      config: {
        enabled: true,
        domain: 'x.example',
        clusters: [
          { name: 'two', address: 'a.example', port: 2379 },
          { name: 'three', ips: ['192.0.2.1', '192.0.2.2'], port: 32379, tls: { ...tls, caCert: tls.cert } },
        ],
      },
      enableEndpointSliceSynchronization: true,
    }),
  ],
  [
    'ClusterMesh, clusters as a map',
    {
      cluster: { name: 'a', id: 2 },
      clustermesh: {
        config: {
          enabled: true,
          clusters: { b: { ips: ['192.0.2.1'], port: 1 }, c: { address: 'c', port: 2, enabled: false } },
        },
      },
    },
    '1.19',
  ],
  [
    'ClusterMesh, cert-manager',
    mesh({
      apiserver: {
        extraEnv: pods.extraEnv,
        tls: {
          auto: { method: 'certmanager', certManagerIssuerRef: issuer },
          server: { extraDnsNames: ['a'], extraIpAddresses: ['192.0.2.9'] },
        },
      },
    }),
  ],
  [
    'ClusterMesh, own certificates',
    mesh({ apiserver: { tls: { auto: { enabled: false }, enableSecrets: true } } }),
    '1.20',
  ],
  [
    'ClusterMesh, certificates as values',
    mesh({ apiserver: { tls: { auto: { enabled: false }, server: tls, admin: tls, remote: tls, client: tls } } }),
    '1.18',
    '1.19',
  ],
  [
    'ClusterMesh on a kvstore',
    {
      ...mesh({ apiserver: { kvstoremesh: { kvstoreMode: 'external' } } }),
      identityAllocationMode: 'doublewrite-readcrd',
      etcd: { enabled: true, endpoints: ['https://e:2379'], ssl: true },
    },
  ],
  [
    'MCS API',
    {
      ...mesh({
        mcsapi: {
          enabled: true,
          installCRDs: false,
          corednsAutoConfigure: { enabled: true, coredns: { clusterDomain: 'x' } },
        },
      }),
    },
    '1.19',
  ],
  [
    'etcd',
    {
      etcd: { enabled: true, endpoints: ['https://a:2379', 'https://b:2379'], ssl: true },
      identityAllocationMode: 'kvstore',
    },
  ],
  [
    'endpoint slices',
    {
      ciliumEndpointSlice: { enabled: true, rateLimits: [{ nodes: 0, limit: 10, burst: 20 }] },
      enableCiliumClusterwideNetworkPolicy: false,
    },
  ],
  [
    'policies',
    {
      policyEnforcementMode: 'always',
      policyCIDRMatchMode: ['nodes'],
      policyDenyResponse: 'icmp',
      policyAuditMode: true,
      hostFirewall: { enabled: true },
      enableNonDefaultDenyPolicies: false,
      policySecretsNamespace: { name: 'p' },
      labels: 'k8s:a k8s:b',
      nonMasqueradeCIDRs: [],
    },
  ],
  [
    'DNS proxy',
    {
      dnsProxy: {
        enableTransparentMode: false,
        endpointMaxIpPerHostname: 10,
        minTtl: 5,
        preCache: '/x',
        proxyPort: 10094,
        proxyResponseMaxDelay: '10ms',
        dnsRejectResponseCode: 'nameError',
        socketLingerTimeout: 3,
      },
    },
  ],
  [
    'standalone DNS proxy',
    {
      standaloneDnsProxy: { enabled: true, debug: true, image: { repository: 'x/y', tag: 'z' } },
      dnsProxy: { proxyPort: 10094 },
    },
    '1.19',
  ],
  [
    'standalone DNS proxy, its pods',
    { standaloneDnsProxy: { enabled: true, ...pods }, dnsProxy: { proxyPort: 10094 } },
    '1.19',
  ],

  [
    'announcements',
    {
      l2announcements: { enabled: true, leaseDuration: '15s', leaseRenewDeadline: '5s', leaseRetryPeriod: '2s' },
      l2podAnnouncements: { enabled: true, interface: 'eth0' },
      bgpControlPlane: {
        enabled: true,
        secretsNamespace: { create: true, name: 'bgp' },
        statusReport: { enabled: false },
        routerIDAllocation: { mode: 'ip-pool', ipPool: '10.0.0.0/24' },
      },
      defaultLBServiceIPAM: 'nodeipam',
      nodeIPAM: { enabled: true },
      externalIPs: { enabled: true },
    },
  ],
  [
    'bandwidth and egress',
    {
      bandwidthManager: { enabled: true, bbr: true, bbrHostNamespaceOnly: true },
      egressGateway: { enabled: true, reconciliationTriggerInterval: '2s' },
      sctp: { enabled: true },
      vtep: {
        enabled: true,
        endpoint: '10.1.1.1',
        cidr: '10.1.1.0/24',
        mask: '255.255.255.0',
        mac: '82:36:4c:98:2e:56',
      },
      pmtuDiscovery: { enabled: true },
      localRedirectPolicies: { enabled: true },
      nat46x64Gateway: { enabled: true },
      wellKnownIdentities: { enabled: true },
    },
  ],
  [
    'preflight',
    {
      preflight: {
        enabled: true,
        ...pods,
        envoy: {},
        tofqdnsPreCache: '/x',
        validateCNPs: true,
        podDisruptionBudget: { enabled: true },
      },
      agent: false,
      operator: { enabled: false },
    },
  ],
  [
    'state to be cleaned',
    {
      cleanState: true,
      cleanBpfState: true,
      cgroup: { autoMount: { enabled: false }, hostRoot: '/sys/fs/cgroup' },
      bpf: { autoMount: { enabled: false }, root: '/x' },
    },
  ],
  ['quotas', { resourceQuotas: { enabled: true, cilium: { hard: { pods: '5k' } } } }],
  [
    'extra configuration',
    {
      extraConfig: { a: 'b', 'enable-x': 'true', number: 5, list: [1, 2] },
      customCalls: { enabled: true },
      apiRateLimit: 'x',
      crdWaitTimeout: '1m',
      conntrackGCInterval: '30s',
      conntrackGCMaxInterval: '5m',
      nodesGCInterval: '',
      identityChangeGracePeriod: '3s',
      enableXTSocketFallback: false,
      enableIPv4BIGTCP: true,
      MTU: 9000,
      maxConnectedClusters: 1,
    },
  ],
  [
    'scheduling by node',
    {
      scheduling: { mode: 'kube-scheduler' },
      priorityClassName: '',
      enableCriticalPriorityClass: false,
      agentNotReadyTaintKey: 'x/y',
      startupProbe: { failureThreshold: 5, periodSeconds: 1 },
      livenessProbe: { failureThreshold: 1, periodSeconds: 2, requireK8sConnectivity: true },
      readinessProbe: { failureThreshold: 2, periodSeconds: 3 },
    },
  ],
  [
    'text that YAML reads',
    {
      cluster: { name: 'a' },
      k8sServiceHost: 'yes',
      k8sServicePort: '06443',
      tunnelPort: 0,
      ipam: { ciliumNodeUpdateRate: '1m5s' },
      annotations: { a: '0123', b: 'on', c: '1e3', d: '~', e: '' },
      podAnnotations: { n: 5, t: true },
      tolerations: [{ key: 'yes', value: 'no' }],
    },
  ],
  [
    'nulls',
    {
      tolerations: null,
      updateStrategy: null,
      resources: null,
      hubble: { metrics: { serviceMonitor: null } },
      operator: { tolerations: null, affinity: null, extraArgs: null },
    },
  ],
].map(([name, values, from = '1.18', until = '1.20']) => ({ name, values, from, until }));

/** As much as goes together, so that a change to any one value shows somewhere. */
export const everything = [
  'prometheus',
  'hubble relay and UI',
  'hubble metrics',
  'hubble export',
  'hubble redaction',
  'ingress, shared',
  'Gateway API',
  'masquerading',
  'SPIRE',
  'ClusterMesh',
  'ClusterMesh, clusters',
  'announcements',
  'bandwidth and egress',
  'quotas',
  'IPsec',
  'standalone DNS proxy',
  'MCS API',
  'endpoint slices',
  'CA bundle',
  'debug',
];
