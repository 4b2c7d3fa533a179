// Written by `npm run catalogue`; facts only, no upstream text.
// From the published charts 1.18.0 to 1.18.12.
import type { Json, JsonObject } from '../core/json';

/**
 * Values of Cilium 1.18, named as the Helm chart names them. Everything is optional: what is left out has the
 * release's default. null deletes a default.
 */
export interface Values118 {
  /**
   * `MTU`; cilium-config: `mtu`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default 0
   */
  readonly MTU?: number | null;
  /**
   * `affinity`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default - a map
   */
  readonly affinity?: JsonObject | null;
  /**
   * `agent`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default true
   */
  readonly agent?: boolean | null;
  /**
   * `agentNotReadyTaintKey`; cilium-config: `agent-not-ready-taint-key`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default "node.cilium.io/agent-not-ready"
   */
  readonly agentNotReadyTaintKey?: string | null;
  readonly aksbyocni?: {
    /**
     * `aksbyocni.enabled`; cilium-config: `ipam`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default false
     */
    readonly enabled?: boolean | null;
  } | null;
  readonly alibabacloud?: {
    /**
     * `alibabacloud.enabled`; cilium-config: `enable-endpoint-routes`, `auto-create-cilium-node-resource`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default false
     */
    readonly enabled?: boolean | null;
  } | null;
  /**
   * `annotateK8sNode`; cilium-config: `annotate-k8s-node`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default false
   */
  readonly annotateK8sNode?: boolean | null;
  /**
   * `annotations`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default {}
   */
  readonly annotations?: JsonObject | null;
  /**
   * `apiRateLimit`; cilium-config: `api-rate-limit`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default null
   */
  readonly apiRateLimit?: string | null;
  readonly authentication?: {
    /**
     * `authentication.enabled`; cilium-config: `mesh-auth-enabled`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default true
     */
    readonly enabled?: boolean | null;
    /**
     * `authentication.gcInterval`; cilium-config: `mesh-auth-gc-interval`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default "5m0s"
     */
    readonly gcInterval?: string | null;
    readonly mutual?: {
      /**
       * `authentication.mutual.connectTimeout`; cilium-config: `mesh-auth-mutual-connect-timeout`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default "5s"
       */
      readonly connectTimeout?: string | null;
      /**
       * `authentication.mutual.port`; cilium-config: `mesh-auth-mutual-listener-port`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default 4250
       */
      readonly port?: number | null;
      readonly spire?: {
        /**
         * `authentication.mutual.spire.adminSocketPath`; cilium-config: `mesh-auth-spire-admin-socket`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default "/run/spire/sockets/admin.sock"
         */
        readonly adminSocketPath?: string | null;
        /**
         * `authentication.mutual.spire.agentSocketPath`; cilium-config: `mesh-auth-spire-agent-socket`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default "/run/spire/sockets/agent/agent.sock"
         */
        readonly agentSocketPath?: string | null;
        /**
         * `authentication.mutual.spire.annotations`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default {}
         */
        readonly annotations?: JsonObject | null;
        /**
         * `authentication.mutual.spire.connectionTimeout`; cilium-config: `mesh-auth-spire-server-connection-timeout`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default "30s"
         */
        readonly connectionTimeout?: string | null;
        /**
         * `authentication.mutual.spire.enabled`; cilium-config: `mesh-auth-mutual-enabled`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default false
         */
        readonly enabled?: boolean | null;
        readonly install?: {
          readonly agent?: {
            /**
             * `authentication.mutual.spire.install.agent.affinity`
             * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
             * @default {}
             */
            readonly affinity?: JsonObject | null;
            /**
             * `authentication.mutual.spire.install.agent.annotations`
             * Nothing in the chart reads it.
             * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
             * @default {}
             */
            readonly annotations?: JsonObject | null;
            readonly image?: {
              /**
               * `authentication.mutual.spire.install.agent.image.digest`
               * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
               * @default "sha256:163970884fba18860cac93655dc32b6af85a5dcf2ebb7e3e119a10888eff8fcd"
               */
              readonly digest?: string | null;
              /**
               * `authentication.mutual.spire.install.agent.image.override`
               * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
               * @default null
               */
              readonly override?: string | null;
              /**
               * `authentication.mutual.spire.install.agent.image.pullPolicy`
               * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
               * @default "IfNotPresent"
               */
              readonly pullPolicy?: 'Always' | 'IfNotPresent' | 'Never' | null;
              /**
               * `authentication.mutual.spire.install.agent.image.repository`
               * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
               * @default "ghcr.io/spiffe/spire-agent"
               */
              readonly repository?: string | null;
              /**
               * `authentication.mutual.spire.install.agent.image.tag`
               * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
               * @default "1.12.4"
               */
              readonly tag?: string | null;
              /**
               * `authentication.mutual.spire.install.agent.image.useDigest`
               * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
               * @default true
               */
              readonly useDigest?: boolean | null;
            } | null;
            /**
             * `authentication.mutual.spire.install.agent.labels`
             * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
             * @default {}
             */
            readonly labels?: JsonObject | null;
            /**
             * `authentication.mutual.spire.install.agent.nodeSelector`
             * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
             * @default {}
             */
            readonly nodeSelector?: JsonObject | null;
            /**
             * `authentication.mutual.spire.install.agent.podSecurityContext`
             * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
             * @default {}
             */
            readonly podSecurityContext?: JsonObject | null;
            /**
             * `authentication.mutual.spire.install.agent.priorityClassName`
             * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
             * @default ""
             */
            readonly priorityClassName?: string | null;
            /**
             * `authentication.mutual.spire.install.agent.resources`
             * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
             * @default {}
             */
            readonly resources?: JsonObject | null;
            /**
             * `authentication.mutual.spire.install.agent.securityContext`
             * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
             * @default {}
             */
            readonly securityContext?: JsonObject | null;
            readonly serviceAccount?: {
              /**
               * `authentication.mutual.spire.install.agent.serviceAccount.create`
               * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
               * @default true
               */
              readonly create?: boolean | null;
              /**
               * `authentication.mutual.spire.install.agent.serviceAccount.name`
               * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
               * @default "spire-agent"
               */
              readonly name?: string | null;
            } | null;
            /**
             * `authentication.mutual.spire.install.agent.skipKubeletVerification`
             * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
             * @default true
             */
            readonly skipKubeletVerification?: boolean | null;
            /**
             * `authentication.mutual.spire.install.agent.tolerations`
             * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
             * @default - a list of 5
             */
            readonly tolerations?: readonly Json[] | null;
          } | null;
          /**
           * `authentication.mutual.spire.install.enabled`
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default true
           */
          readonly enabled?: boolean | null;
          /**
           * `authentication.mutual.spire.install.existingNamespace`
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default false
           */
          readonly existingNamespace?: boolean | null;
          readonly initImage?: {
            /**
             * `authentication.mutual.spire.install.initImage.digest`
             * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
             * @default - differs by release
             */
            readonly digest?: string | null;
            /**
             * `authentication.mutual.spire.install.initImage.override`
             * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
             * @default null
             */
            readonly override?: string | null;
            /**
             * `authentication.mutual.spire.install.initImage.pullPolicy`
             * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
             * @default "IfNotPresent"
             */
            readonly pullPolicy?: 'Always' | 'IfNotPresent' | 'Never' | null;
            /**
             * `authentication.mutual.spire.install.initImage.repository`
             * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
             * @default "docker.io/library/busybox"
             */
            readonly repository?: string | null;
            /**
             * `authentication.mutual.spire.install.initImage.tag`
             * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
             * @default "1.37.0"
             */
            readonly tag?: string | null;
            /**
             * `authentication.mutual.spire.install.initImage.useDigest`
             * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
             * @default true
             */
            readonly useDigest?: boolean | null;
          } | null;
          /**
           * `authentication.mutual.spire.install.namespace`; cilium-config: `mesh-auth-spire-server-address`
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default "cilium-spire"
           */
          readonly namespace?: string | null;
          readonly server?: {
            /**
             * `authentication.mutual.spire.install.server.affinity`
             * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
             * @default {}
             */
            readonly affinity?: JsonObject | null;
            /**
             * `authentication.mutual.spire.install.server.annotations`
             * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
             * @default {}
             */
            readonly annotations?: JsonObject | null;
            readonly ca?: {
              /**
               * `authentication.mutual.spire.install.server.ca.keyType`
               * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
               * @default "rsa-4096"
               */
              readonly keyType?: string | null;
              readonly subject?: {
                /**
                 * `authentication.mutual.spire.install.server.ca.subject.commonName`
                 * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
                 * @default "Cilium SPIRE CA"
                 */
                readonly commonName?: string | null;
                /**
                 * `authentication.mutual.spire.install.server.ca.subject.country`
                 * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
                 * @default "US"
                 */
                readonly country?: string | null;
                /**
                 * `authentication.mutual.spire.install.server.ca.subject.organization`
                 * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
                 * @default "SPIRE"
                 */
                readonly organization?: string | null;
              } | null;
            } | null;
            readonly dataStorage?: {
              /**
               * `authentication.mutual.spire.install.server.dataStorage.accessMode`
               * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
               * @default "ReadWriteOnce"
               */
              readonly accessMode?: string | null;
              /**
               * `authentication.mutual.spire.install.server.dataStorage.enabled`
               * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
               * @default true
               */
              readonly enabled?: boolean | null;
              /**
               * `authentication.mutual.spire.install.server.dataStorage.size`
               * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
               * @default "1Gi"
               */
              readonly size?: string | null;
              /**
               * `authentication.mutual.spire.install.server.dataStorage.storageClass`
               * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
               * @default null
               */
              readonly storageClass?: string | null;
            } | null;
            readonly image?: {
              /**
               * `authentication.mutual.spire.install.server.image.digest`
               * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
               * @default "sha256:34147f27066ab2be5cc10ca1d4bfd361144196467155d46c45f3519f41596e49"
               */
              readonly digest?: string | null;
              /**
               * `authentication.mutual.spire.install.server.image.override`
               * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
               * @default null
               */
              readonly override?: string | null;
              /**
               * `authentication.mutual.spire.install.server.image.pullPolicy`
               * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
               * @default "IfNotPresent"
               */
              readonly pullPolicy?: 'Always' | 'IfNotPresent' | 'Never' | null;
              /**
               * `authentication.mutual.spire.install.server.image.repository`
               * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
               * @default "ghcr.io/spiffe/spire-server"
               */
              readonly repository?: string | null;
              /**
               * `authentication.mutual.spire.install.server.image.tag`
               * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
               * @default "1.12.4"
               */
              readonly tag?: string | null;
              /**
               * `authentication.mutual.spire.install.server.image.useDigest`
               * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
               * @default true
               */
              readonly useDigest?: boolean | null;
            } | null;
            /**
             * `authentication.mutual.spire.install.server.initContainers`
             * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
             * @default []
             */
            readonly initContainers?: readonly Json[] | null;
            /**
             * `authentication.mutual.spire.install.server.labels`
             * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
             * @default {}
             */
            readonly labels?: JsonObject | null;
            /**
             * `authentication.mutual.spire.install.server.nodeSelector`
             * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
             * @default {}
             */
            readonly nodeSelector?: JsonObject | null;
            /**
             * `authentication.mutual.spire.install.server.podSecurityContext`
             * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
             * @default {}
             */
            readonly podSecurityContext?: JsonObject | null;
            /**
             * `authentication.mutual.spire.install.server.priorityClassName`
             * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
             * @default ""
             */
            readonly priorityClassName?: string | null;
            /**
             * `authentication.mutual.spire.install.server.resources`
             * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
             * @default {}
             */
            readonly resources?: JsonObject | null;
            /**
             * `authentication.mutual.spire.install.server.securityContext`
             * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
             * @default {}
             */
            readonly securityContext?: JsonObject | null;
            readonly service?: {
              /**
               * `authentication.mutual.spire.install.server.service.annotations`
               * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
               * @default {}
               */
              readonly annotations?: JsonObject | null;
              /**
               * `authentication.mutual.spire.install.server.service.labels`
               * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
               * @default {}
               */
              readonly labels?: JsonObject | null;
              /**
               * `authentication.mutual.spire.install.server.service.type`
               * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
               * @default "ClusterIP"
               */
              readonly type?: 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName' | null;
            } | null;
            readonly serviceAccount?: {
              /**
               * `authentication.mutual.spire.install.server.serviceAccount.create`
               * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
               * @default true
               */
              readonly create?: boolean | null;
              /**
               * `authentication.mutual.spire.install.server.serviceAccount.name`
               * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
               * @default "spire-server"
               */
              readonly name?: string | null;
            } | null;
            /**
             * `authentication.mutual.spire.install.server.tolerations`
             * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
             * @default []
             */
            readonly tolerations?: readonly Json[] | null;
          } | null;
        } | null;
        /**
         * `authentication.mutual.spire.serverAddress`; cilium-config: `mesh-auth-spire-server-address`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default null
         */
        readonly serverAddress?: string | null;
        /**
         * `authentication.mutual.spire.trustDomain`; cilium-config: `mesh-auth-spiffe-trust-domain`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default "spiffe.cilium"
         */
        readonly trustDomain?: string | null;
      } | null;
    } | null;
    /**
     * `authentication.queueSize`; cilium-config: `mesh-auth-queue-size`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default 1024
     */
    readonly queueSize?: number | null;
    /**
     * `authentication.rotatedIdentitiesQueueSize`; cilium-config: `mesh-auth-rotated-identities-queue-size`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default 1024
     */
    readonly rotatedIdentitiesQueueSize?: number | null;
  } | null;
  /**
   * `autoDirectNodeRoutes`; cilium-config: `auto-direct-node-routes`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default false
   */
  readonly autoDirectNodeRoutes?: boolean | string | null;
  readonly azure?: {
    /**
     * `azure.clientID`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default - not set; for example "00000000-0000-0000-0000-000000000000"
     */
    readonly clientID?: string | null;
    /**
     * `azure.clientSecret`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default - not set; for example "00000000-0000-0000-0000-000000000000"
     */
    readonly clientSecret?: string | null;
    /**
     * `azure.enabled`; cilium-config: `enable-endpoint-routes`, `auto-create-cilium-node-resource`, `install-no-conntrack-iptables-rules`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default false
     */
    readonly enabled?: boolean | null;
    /**
     * `azure.resourceGroup`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default - not set; for example "group1"
     */
    readonly resourceGroup?: string | null;
    /**
     * `azure.subscriptionID`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default - not set; for example "00000000-0000-0000-0000-000000000000"
     */
    readonly subscriptionID?: string | null;
    /**
     * `azure.tenantID`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default - not set; for example "00000000-0000-0000-0000-000000000000"
     */
    readonly tenantID?: string | null;
    /**
     * `azure.usePrimaryAddress`; cilium-config: `azure-use-primary-address`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default - not set; for example false
     */
    readonly usePrimaryAddress?: boolean | string | null;
    /**
     * `azure.userAssignedIdentityID`; cilium-config: `azure-user-assigned-identity-id`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default - not set; for example "00000000-0000-0000-0000-000000000000"
     */
    readonly userAssignedIdentityID?: string | null;
  } | null;
  readonly bandwidthManager?: {
    /**
     * `bandwidthManager.bbr`; cilium-config: `enable-bbr`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default false
     */
    readonly bbr?: boolean | null;
    /**
     * `bandwidthManager.bbrHostNamespaceOnly`; cilium-config: `enable-bbr-hostns-only`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default false
     */
    readonly bbrHostNamespaceOnly?: boolean | null;
    /**
     * `bandwidthManager.enabled`; cilium-config: `enable-bandwidth-manager`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default false
     */
    readonly enabled?: boolean | null;
  } | null;
  readonly bgpControlPlane?: {
    /**
     * `bgpControlPlane.enabled`; cilium-config: `enable-bgp-control-plane`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default false
     */
    readonly enabled?: boolean | null;
    readonly legacyOriginAttribute?: {
      /**
       * `bgpControlPlane.legacyOriginAttribute.enabled`; cilium-config: `enable-bgp-legacy-origin-attribute`
       * From 1.18.2 on.
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default false
       */
      readonly enabled?: boolean | null;
    } | null;
    readonly routerIDAllocation?: {
      /**
       * `bgpControlPlane.routerIDAllocation.ipPool`; cilium-config: `bgp-router-id-allocation-ip-pool`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default ""
       */
      readonly ipPool?: string | null;
      /**
       * `bgpControlPlane.routerIDAllocation.mode`; cilium-config: `bgp-router-id-allocation-mode`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default "default"
       */
      readonly mode?: 'default' | 'ip-pool' | null;
    } | null;
    readonly secretsNamespace?: {
      /**
       * `bgpControlPlane.secretsNamespace.create`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default false
       */
      readonly create?: boolean | null;
      /**
       * `bgpControlPlane.secretsNamespace.name`; cilium-config: `bgp-secrets-namespace`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default "kube-system"
       */
      readonly name?: string | null;
    } | null;
    readonly statusReport?: {
      /**
       * `bgpControlPlane.statusReport.enabled`; cilium-config: `enable-bgp-control-plane-status-report`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default true
       */
      readonly enabled?: boolean | null;
    } | null;
  } | null;
  readonly bpf?: {
    /**
     * `bpf.authMapMax`; cilium-config: `bpf-auth-map-max`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default null
     */
    readonly authMapMax?: number | null;
    readonly autoMount?: {
      /**
       * `bpf.autoMount.enabled`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default true
       */
      readonly enabled?: boolean | null;
    } | null;
    /**
     * `bpf.ctAccounting`; cilium-config: `bpf-conntrack-accounting`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default false
     */
    readonly ctAccounting?: boolean | null;
    /**
     * `bpf.ctAnyMax`; cilium-config: `bpf-ct-global-any-max`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default null
     */
    readonly ctAnyMax?: number | null;
    /**
     * `bpf.ctTcpMax`; cilium-config: `bpf-ct-global-tcp-max`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default null
     */
    readonly ctTcpMax?: number | null;
    /**
     * `bpf.datapathMode`; cilium-config: `datapath-mode`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default "veth"
     */
    readonly datapathMode?: 'veth' | 'netkit' | 'netkit-l2' | null;
    /**
     * `bpf.disableExternalIPMitigation`; cilium-config: `disable-external-ip-mitigation`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default false
     */
    readonly disableExternalIPMitigation?: boolean | null;
    readonly distributedLRU?: {
      /**
       * `bpf.distributedLRU.enabled`; cilium-config: `bpf-distributed-lru`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default false
       */
      readonly enabled?: boolean | null;
    } | null;
    /**
     * `bpf.enableTCX`; cilium-config: `enable-tcx`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default true
     */
    readonly enableTCX?: boolean | null;
    readonly events?: {
      readonly default?: {
        /**
         * `bpf.events.default.burstLimit`; cilium-config: `bpf-events-default-burst-limit`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default null
         */
        readonly burstLimit?: number | null;
        /**
         * `bpf.events.default.rateLimit`; cilium-config: `bpf-events-default-rate-limit`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default null
         */
        readonly rateLimit?: number | null;
      } | null;
      readonly drop?: {
        /**
         * `bpf.events.drop.enabled`; cilium-config: `bpf-events-drop-enabled`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default true
         */
        readonly enabled?: boolean | null;
      } | null;
      readonly policyVerdict?: {
        /**
         * `bpf.events.policyVerdict.enabled`; cilium-config: `bpf-events-policy-verdict-enabled`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default true
         */
        readonly enabled?: boolean | null;
      } | null;
      readonly trace?: {
        /**
         * `bpf.events.trace.enabled`; cilium-config: `bpf-events-trace-enabled`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default true
         */
        readonly enabled?: boolean | null;
      } | null;
    } | null;
    /**
     * `bpf.hostLegacyRouting`; cilium-config: `enable-host-legacy-routing`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default null
     */
    readonly hostLegacyRouting?: boolean | null;
    /**
     * `bpf.lbAlgorithmAnnotation`; cilium-config: `bpf-lb-algorithm-annotation`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default false
     */
    readonly lbAlgorithmAnnotation?: boolean | null;
    /**
     * `bpf.lbExternalClusterIP`; cilium-config: `bpf-lb-external-clusterip`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default false
     */
    readonly lbExternalClusterIP?: boolean | null;
    /**
     * `bpf.lbMapMax`; cilium-config: `bpf-lb-map-max`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default 65536
     */
    readonly lbMapMax?: number | null;
    /**
     * `bpf.lbModeAnnotation`; cilium-config: `bpf-lb-mode-annotation`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default false
     */
    readonly lbModeAnnotation?: boolean | null;
    /**
     * `bpf.lbSourceRangeAllTypes`; cilium-config: `bpf-lb-source-range-all-types`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default false
     */
    readonly lbSourceRangeAllTypes?: boolean | null;
    /**
     * `bpf.mapDynamicSizeRatio`; cilium-config: `bpf-map-dynamic-size-ratio`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default null
     */
    readonly mapDynamicSizeRatio?: number | string | null;
    /**
     * `bpf.masquerade`; cilium-config: `enable-bpf-masquerade`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default null
     */
    readonly masquerade?: boolean | null;
    /**
     * `bpf.monitorAggregation`; cilium-config: `monitor-aggregation`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default "medium"
     */
    readonly monitorAggregation?: 'none' | 'disabled' | 'lowest' | 'low' | 'medium' | 'max' | 'maximum' | '0' | '1' | '2' | '3' | '4' | null;
    /**
     * `bpf.monitorFlags`; cilium-config: `monitor-aggregation-flags`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default "all"
     */
    readonly monitorFlags?: string | null;
    /**
     * `bpf.monitorInterval`; cilium-config: `monitor-aggregation-interval`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default "5s"
     */
    readonly monitorInterval?: string | null;
    /**
     * `bpf.natMax`; cilium-config: `bpf-nat-global-max`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default null
     */
    readonly natMax?: number | null;
    /**
     * `bpf.neighMax`; cilium-config: `bpf-neigh-global-max`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default null
     */
    readonly neighMax?: number | null;
    /**
     * `bpf.nodeMapMax`; cilium-config: `bpf-node-map-max`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default null
     */
    readonly nodeMapMax?: number | null;
    /**
     * `bpf.policyMapMax`; cilium-config: `bpf-policy-map-max`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default 16384
     */
    readonly policyMapMax?: number | null;
    /**
     * `bpf.policyStatsMapMax`; cilium-config: `bpf-policy-stats-map-max`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default 65536
     */
    readonly policyStatsMapMax?: number | null;
    /**
     * `bpf.preallocateMaps`; cilium-config: `preallocate-bpf-maps`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default false
     */
    readonly preallocateMaps?: boolean | null;
    /**
     * `bpf.root`; cilium-config: `bpf-root`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default "/sys/fs/bpf"
     */
    readonly root?: string | null;
    /**
     * `bpf.tproxy`; cilium-config: `enable-bpf-tproxy`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default null
     */
    readonly tproxy?: boolean | null;
    /**
     * `bpf.vlanBypass`; cilium-config: `vlan-bpf-bypass`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default null
     */
    readonly vlanBypass?: readonly (string | number)[] | null;
  } | null;
  /**
   * `bpfClockProbe`; cilium-config: `enable-bpf-clock-probe`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default false
   */
  readonly bpfClockProbe?: boolean | null;
  readonly certgen?: {
    /**
     * `certgen.affinity`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default {}
     */
    readonly affinity?: JsonObject | null;
    /**
     * `certgen.annotations`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default {"cronJob":{},"job":{}}
     */
    readonly annotations?: JsonObject | null;
    /**
     * `certgen.extraVolumeMounts`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default []
     */
    readonly extraVolumeMounts?: readonly Json[] | null;
    /**
     * `certgen.extraVolumes`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default []
     */
    readonly extraVolumes?: readonly Json[] | null;
    /**
     * `certgen.generateCA`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default true
     */
    readonly generateCA?: boolean | null;
    readonly image?: {
      /**
       * `certgen.image.digest`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default - differs by release
       */
      readonly digest?: string | null;
      /**
       * `certgen.image.override`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default null
       */
      readonly override?: string | null;
      /**
       * `certgen.image.pullPolicy`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default "IfNotPresent"
       */
      readonly pullPolicy?: 'Always' | 'IfNotPresent' | 'Never' | null;
      /**
       * `certgen.image.repository`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default "quay.io/cilium/certgen"
       */
      readonly repository?: string | null;
      /**
       * `certgen.image.tag`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default - differs by release
       */
      readonly tag?: string | null;
      /**
       * `certgen.image.useDigest`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default true
       */
      readonly useDigest?: boolean | null;
    } | null;
    /**
     * `certgen.nodeSelector`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default {}
     */
    readonly nodeSelector?: JsonObject | null;
    /**
     * `certgen.podLabels`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default {}
     */
    readonly podLabels?: JsonObject | null;
    /**
     * `certgen.priorityClassName`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default ""
     */
    readonly priorityClassName?: string | null;
    /**
     * `certgen.resources`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default {}
     */
    readonly resources?: JsonObject | null;
    /**
     * `certgen.tolerations`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default []
     */
    readonly tolerations?: readonly Json[] | null;
    /**
     * `certgen.ttlSecondsAfterFinished`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default 1800
     */
    readonly ttlSecondsAfterFinished?: number | null;
  } | null;
  readonly cgroup?: {
    readonly autoMount?: {
      /**
       * `cgroup.autoMount.enabled`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default true
       */
      readonly enabled?: boolean | null;
      /**
       * `cgroup.autoMount.resources`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default {}
       */
      readonly resources?: JsonObject | null;
    } | null;
    /**
     * `cgroup.hostRoot`; cilium-config: `cgroup-root`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default "/run/cilium/cgroupv2"
     */
    readonly hostRoot?: string | null;
  } | null;
  readonly ciliumEndpointSlice?: {
    /**
     * `ciliumEndpointSlice.enabled`; cilium-config: `enable-cilium-endpoint-slice`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default false
     */
    readonly enabled?: boolean | null;
    /**
     * `ciliumEndpointSlice.rateLimits`; cilium-config: `ces-rate-limits`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default [{"burst":20,"limit":10,"nodes":0},{"burst":100,"limit":50,"nodes":100}]
     */
    readonly rateLimits?: readonly Json[] | null;
  } | null;
  /**
   * `cleanBpfState`; cilium-config: `clean-cilium-bpf-state`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default false
   */
  readonly cleanBpfState?: boolean | null;
  /**
   * `cleanState`; cilium-config: `clean-cilium-state`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default false
   */
  readonly cleanState?: boolean | null;
  readonly cluster?: {
    /**
     * `cluster.id`; cilium-config: `cluster-id`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default 0
     */
    readonly id?: number | null;
    /**
     * `cluster.name`; cilium-config: `cluster-name`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default "default"
     */
    readonly name?: string | null;
  } | null;
  /**
   * `clusterHealthPort`; cilium-config: `cluster-health-port`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default - not set
   */
  readonly clusterHealthPort?: number | null;
  readonly clustermesh?: {
    /**
     * `clustermesh.annotations`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default {}
     */
    readonly annotations?: JsonObject | null;
    readonly apiserver?: {
      /**
       * `clustermesh.apiserver.affinity`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default - a map
       */
      readonly affinity?: JsonObject | null;
      readonly etcd?: {
        readonly init?: {
          /**
           * `clustermesh.apiserver.etcd.init.extraArgs`
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default []
           */
          readonly extraArgs?: readonly Json[] | null;
          /**
           * `clustermesh.apiserver.etcd.init.extraEnv`
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default []
           */
          readonly extraEnv?: readonly Json[] | null;
          /**
           * `clustermesh.apiserver.etcd.init.resources`
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default {}
           */
          readonly resources?: JsonObject | null;
        } | null;
        /**
         * `clustermesh.apiserver.etcd.lifecycle`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default {}
         */
        readonly lifecycle?: JsonObject | null;
        /**
         * `clustermesh.apiserver.etcd.resources`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default {}
         */
        readonly resources?: JsonObject | null;
        /**
         * `clustermesh.apiserver.etcd.securityContext`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default {"allowPrivilegeEscalation":false,"capabilities":{"drop":["ALL"]}}
         */
        readonly securityContext?: JsonObject | null;
        /**
         * `clustermesh.apiserver.etcd.storageMedium`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default "Disk"
         */
        readonly storageMedium?: 'Disk' | 'Memory' | null;
      } | null;
      /**
       * `clustermesh.apiserver.extraArgs`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default []
       */
      readonly extraArgs?: readonly Json[] | null;
      /**
       * `clustermesh.apiserver.extraEnv`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default []
       */
      readonly extraEnv?: readonly Json[] | null;
      /**
       * `clustermesh.apiserver.extraVolumeMounts`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default []
       */
      readonly extraVolumeMounts?: readonly Json[] | null;
      /**
       * `clustermesh.apiserver.extraVolumes`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default []
       */
      readonly extraVolumes?: readonly Json[] | null;
      /**
       * `clustermesh.apiserver.healthPort`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default 9880
       */
      readonly healthPort?: number | null;
      readonly image?: {
        /**
         * `clustermesh.apiserver.image.digest`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default - differs by release
         */
        readonly digest?: string | null;
        /**
         * `clustermesh.apiserver.image.override`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default null
         */
        readonly override?: string | null;
        /**
         * `clustermesh.apiserver.image.pullPolicy`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default "IfNotPresent"
         */
        readonly pullPolicy?: 'Always' | 'IfNotPresent' | 'Never' | null;
        /**
         * `clustermesh.apiserver.image.repository`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default "quay.io/cilium/clustermesh-apiserver"
         */
        readonly repository?: string | null;
        /**
         * `clustermesh.apiserver.image.tag`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default - differs by release
         */
        readonly tag?: string | null;
        /**
         * `clustermesh.apiserver.image.useDigest`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default true
         */
        readonly useDigest?: boolean | null;
      } | null;
      readonly kvstoremesh?: {
        /**
         * `clustermesh.apiserver.kvstoremesh.enabled`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default true
         * @deprecated
         */
        readonly enabled?: boolean | null;
        /**
         * `clustermesh.apiserver.kvstoremesh.extraArgs`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default []
         */
        readonly extraArgs?: readonly Json[] | null;
        /**
         * `clustermesh.apiserver.kvstoremesh.extraEnv`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default []
         */
        readonly extraEnv?: readonly Json[] | null;
        /**
         * `clustermesh.apiserver.kvstoremesh.extraVolumeMounts`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default []
         */
        readonly extraVolumeMounts?: readonly Json[] | null;
        /**
         * `clustermesh.apiserver.kvstoremesh.healthPort`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default 9881
         */
        readonly healthPort?: number | null;
        /**
         * `clustermesh.apiserver.kvstoremesh.kvstoreMode`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default "internal"
         */
        readonly kvstoreMode?: 'internal' | 'external' | null;
        /**
         * `clustermesh.apiserver.kvstoremesh.lifecycle`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default {}
         */
        readonly lifecycle?: JsonObject | null;
        /**
         * `clustermesh.apiserver.kvstoremesh.readinessProbe`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default {}
         */
        readonly readinessProbe?: JsonObject | null;
        /**
         * `clustermesh.apiserver.kvstoremesh.resources`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default {}
         */
        readonly resources?: JsonObject | null;
        /**
         * `clustermesh.apiserver.kvstoremesh.securityContext`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default {"allowPrivilegeEscalation":false,"capabilities":{"drop":["ALL"]}}
         */
        readonly securityContext?: JsonObject | null;
      } | null;
      /**
       * `clustermesh.apiserver.lifecycle`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default {}
       */
      readonly lifecycle?: JsonObject | null;
      readonly metrics?: {
        /**
         * `clustermesh.apiserver.metrics.enabled`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default true
         */
        readonly enabled?: boolean | null;
        readonly etcd?: {
          /**
           * `clustermesh.apiserver.metrics.etcd.enabled`
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default true
           */
          readonly enabled?: boolean | null;
          /**
           * `clustermesh.apiserver.metrics.etcd.mode`
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default "basic"
           */
          readonly mode?: string | null;
          /**
           * `clustermesh.apiserver.metrics.etcd.port`
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default 9963
           */
          readonly port?: number | null;
        } | null;
        readonly kvstoremesh?: {
          /**
           * `clustermesh.apiserver.metrics.kvstoremesh.enabled`
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default true
           */
          readonly enabled?: boolean | null;
          /**
           * `clustermesh.apiserver.metrics.kvstoremesh.port`
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default 9964
           */
          readonly port?: number | null;
        } | null;
        /**
         * `clustermesh.apiserver.metrics.port`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default 9962
         */
        readonly port?: number | null;
        readonly serviceMonitor?: {
          /**
           * `clustermesh.apiserver.metrics.serviceMonitor.annotations`
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default {}
           */
          readonly annotations?: JsonObject | null;
          /**
           * `clustermesh.apiserver.metrics.serviceMonitor.enabled`
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default false
           */
          readonly enabled?: boolean | null;
          readonly etcd?: {
            /**
             * `clustermesh.apiserver.metrics.serviceMonitor.etcd.interval`
             * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
             * @default "10s"
             */
            readonly interval?: string | null;
            /**
             * `clustermesh.apiserver.metrics.serviceMonitor.etcd.metricRelabelings`
             * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
             * @default null
             */
            readonly metricRelabelings?: readonly Json[] | null;
            /**
             * `clustermesh.apiserver.metrics.serviceMonitor.etcd.relabelings`
             * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
             * @default null
             */
            readonly relabelings?: readonly Json[] | null;
            /**
             * `clustermesh.apiserver.metrics.serviceMonitor.etcd.scrapeTimeout`
             * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
             * @default null
             */
            readonly scrapeTimeout?: string | null;
          } | null;
          /**
           * `clustermesh.apiserver.metrics.serviceMonitor.interval`
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default "10s"
           */
          readonly interval?: string | null;
          readonly kvstoremesh?: {
            /**
             * `clustermesh.apiserver.metrics.serviceMonitor.kvstoremesh.interval`
             * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
             * @default "10s"
             */
            readonly interval?: string | null;
            /**
             * `clustermesh.apiserver.metrics.serviceMonitor.kvstoremesh.metricRelabelings`
             * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
             * @default null
             */
            readonly metricRelabelings?: readonly Json[] | null;
            /**
             * `clustermesh.apiserver.metrics.serviceMonitor.kvstoremesh.relabelings`
             * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
             * @default null
             */
            readonly relabelings?: readonly Json[] | null;
            /**
             * `clustermesh.apiserver.metrics.serviceMonitor.kvstoremesh.scrapeTimeout`
             * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
             * @default null
             */
            readonly scrapeTimeout?: string | null;
          } | null;
          /**
           * `clustermesh.apiserver.metrics.serviceMonitor.labels`
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default {}
           */
          readonly labels?: JsonObject | null;
          /**
           * `clustermesh.apiserver.metrics.serviceMonitor.metricRelabelings`
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default null
           */
          readonly metricRelabelings?: readonly Json[] | null;
          /**
           * `clustermesh.apiserver.metrics.serviceMonitor.namespace`
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default - not set; for example ""
           */
          readonly namespace?: string | null;
          /**
           * `clustermesh.apiserver.metrics.serviceMonitor.relabelings`
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default null
           */
          readonly relabelings?: readonly Json[] | null;
          /**
           * `clustermesh.apiserver.metrics.serviceMonitor.scrapeTimeout`
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default null
           */
          readonly scrapeTimeout?: string | null;
        } | null;
      } | null;
      /**
       * `clustermesh.apiserver.nodeSelector`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default {"kubernetes.io/os":"linux"}
       */
      readonly nodeSelector?: JsonObject | null;
      /**
       * `clustermesh.apiserver.podAnnotations`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default {}
       */
      readonly podAnnotations?: JsonObject | null;
      readonly podDisruptionBudget?: {
        /**
         * `clustermesh.apiserver.podDisruptionBudget.enabled`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default false
         */
        readonly enabled?: boolean | null;
        /**
         * `clustermesh.apiserver.podDisruptionBudget.maxUnavailable`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default 1
         */
        readonly maxUnavailable?: number | string | null;
        /**
         * `clustermesh.apiserver.podDisruptionBudget.minAvailable`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default null
         */
        readonly minAvailable?: number | string | null;
        /**
         * `clustermesh.apiserver.podDisruptionBudget.unhealthyPodEvictionPolicy`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default null
         */
        readonly unhealthyPodEvictionPolicy?: string | null;
      } | null;
      /**
       * `clustermesh.apiserver.podLabels`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default {}
       */
      readonly podLabels?: JsonObject | null;
      /**
       * `clustermesh.apiserver.podSecurityContext`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default {"fsGroup":65532,"runAsGroup":65532,"runAsNonRoot":true,"runAsUser":65532}
       */
      readonly podSecurityContext?: JsonObject | null;
      /**
       * `clustermesh.apiserver.priorityClassName`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default ""
       */
      readonly priorityClassName?: string | null;
      /**
       * `clustermesh.apiserver.readinessProbe`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default {}
       */
      readonly readinessProbe?: JsonObject | null;
      /**
       * `clustermesh.apiserver.replicas`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default 1
       */
      readonly replicas?: number | null;
      /**
       * `clustermesh.apiserver.resources`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default {}
       */
      readonly resources?: JsonObject | null;
      /**
       * `clustermesh.apiserver.securityContext`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default {"allowPrivilegeEscalation":false,"capabilities":{"drop":["ALL"]}}
       */
      readonly securityContext?: JsonObject | null;
      readonly service?: {
        /**
         * `clustermesh.apiserver.service.annotations`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default {}
         */
        readonly annotations?: JsonObject | null;
        /**
         * `clustermesh.apiserver.service.enableSessionAffinity`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default "HAOnly"
         */
        readonly enableSessionAffinity?: 'HAOnly' | 'Always' | 'Never' | null;
        /**
         * `clustermesh.apiserver.service.externalTrafficPolicy`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default "Cluster"
         */
        readonly externalTrafficPolicy?: 'Local' | 'Cluster' | null;
        /**
         * `clustermesh.apiserver.service.internalTrafficPolicy`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default "Cluster"
         */
        readonly internalTrafficPolicy?: 'Local' | 'Cluster' | null;
        /**
         * `clustermesh.apiserver.service.labels`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default {}
         */
        readonly labels?: JsonObject | null;
        /**
         * `clustermesh.apiserver.service.loadBalancerClass`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default null
         */
        readonly loadBalancerClass?: string | null;
        /**
         * `clustermesh.apiserver.service.loadBalancerIP`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default null
         */
        readonly loadBalancerIP?: string | null;
        /**
         * `clustermesh.apiserver.service.loadBalancerSourceRanges`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default []
         */
        readonly loadBalancerSourceRanges?: readonly Json[] | null;
        /**
         * `clustermesh.apiserver.service.nodePort`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default 32379
         */
        readonly nodePort?: number | null;
        /**
         * `clustermesh.apiserver.service.type`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default "NodePort"
         */
        readonly type?: 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName' | null;
      } | null;
      /**
       * `clustermesh.apiserver.terminationGracePeriodSeconds`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default 30
       */
      readonly terminationGracePeriodSeconds?: number | null;
      readonly tls?: {
        readonly admin?: {
          /**
           * `clustermesh.apiserver.tls.admin.cert`
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default ""
           */
          readonly cert?: string | null;
          /**
           * `clustermesh.apiserver.tls.admin.key`
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default ""
           */
          readonly key?: string | null;
        } | null;
        /**
         * `clustermesh.apiserver.tls.authMode`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default "legacy"
         */
        readonly authMode?: 'legacy' | 'migration' | 'cluster' | null;
        readonly auto?: {
          /**
           * `clustermesh.apiserver.tls.auto.certManagerIssuerRef`
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default {}
           */
          readonly certManagerIssuerRef?: JsonObject | null;
          /**
           * `clustermesh.apiserver.tls.auto.certValidityDuration`
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default 1095
           */
          readonly certValidityDuration?: number | null;
          /**
           * `clustermesh.apiserver.tls.auto.enabled`
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default true
           */
          readonly enabled?: boolean | null;
          /**
           * `clustermesh.apiserver.tls.auto.method`
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default "helm"
           */
          readonly method?: 'helm' | 'cronJob' | 'certmanager' | null;
          /**
           * `clustermesh.apiserver.tls.auto.schedule`
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default - not set; for example "0 0 1 *\/4 *"
           */
          readonly schedule?: string | null;
        } | null;
        readonly client?: {
          /**
           * `clustermesh.apiserver.tls.client.cert`
           * Nothing in the chart reads it.
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default ""
           */
          readonly cert?: string | null;
          /**
           * `clustermesh.apiserver.tls.client.key`
           * Nothing in the chart reads it.
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default ""
           */
          readonly key?: string | null;
        } | null;
        /**
         * `clustermesh.apiserver.tls.enableSecrets`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default true
         */
        readonly enableSecrets?: boolean | null;
        readonly remote?: {
          /**
           * `clustermesh.apiserver.tls.remote.cert`
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default ""
           */
          readonly cert?: string | null;
          /**
           * `clustermesh.apiserver.tls.remote.key`
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default ""
           */
          readonly key?: string | null;
        } | null;
        readonly server?: {
          /**
           * `clustermesh.apiserver.tls.server.cert`
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default ""
           */
          readonly cert?: string | null;
          /**
           * `clustermesh.apiserver.tls.server.extraDnsNames`
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default []
           */
          readonly extraDnsNames?: readonly Json[] | null;
          /**
           * `clustermesh.apiserver.tls.server.extraIpAddresses`
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default []
           */
          readonly extraIpAddresses?: readonly Json[] | null;
          /**
           * `clustermesh.apiserver.tls.server.key`
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default ""
           */
          readonly key?: string | null;
        } | null;
      } | null;
      /**
       * `clustermesh.apiserver.tolerations`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default []
       */
      readonly tolerations?: readonly Json[] | null;
      /**
       * `clustermesh.apiserver.topologySpreadConstraints`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default []
       */
      readonly topologySpreadConstraints?: readonly Json[] | null;
      /**
       * `clustermesh.apiserver.updateStrategy`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default {"rollingUpdate":{"maxSurge":1,"maxUnavailable":0},"type":"RollingUpdate"}
       */
      readonly updateStrategy?: JsonObject | null;
    } | null;
    readonly config?: {
      /**
       * `clustermesh.config.clusters`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default []
       */
      readonly clusters?: readonly Json[] | null;
      /**
       * `clustermesh.config.domain`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default "mesh.cilium.io"
       */
      readonly domain?: string | null;
      /**
       * `clustermesh.config.enabled`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default false
       */
      readonly enabled?: boolean | null;
    } | null;
    /**
     * `clustermesh.enableEndpointSliceSynchronization`; cilium-config: `clustermesh-enable-endpoint-sync`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default false
     */
    readonly enableEndpointSliceSynchronization?: boolean | null;
    /**
     * `clustermesh.enableMCSAPISupport`; cilium-config: `clustermesh-enable-mcs-api`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default false
     */
    readonly enableMCSAPISupport?: boolean | null;
    /**
     * `clustermesh.maxConnectedClusters`; cilium-config: `max-connected-clusters`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default 255
     */
    readonly maxConnectedClusters?: 255 | 511 | null;
    /**
     * `clustermesh.policyDefaultLocalCluster`; cilium-config: `policy-default-local-cluster`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default false
     */
    readonly policyDefaultLocalCluster?: boolean | null;
    /**
     * `clustermesh.useAPIServer`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default false
     */
    readonly useAPIServer?: boolean | null;
  } | null;
  readonly cni?: {
    /**
     * `cni.binPath`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default "/opt/cni/bin"
     */
    readonly binPath?: string | null;
    /**
     * `cni.chainingMode`; cilium-config: `enable-host-legacy-routing`, `cni-chaining-mode`, `enable-local-node-route`, `install-no-conntrack-iptables-rules`, `enable-endpoint-health-checking`, `dnsproxy-enable-transparent-mode`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default null
     */
    readonly chainingMode?: 'none' | 'aws-cni' | 'flannel' | 'generic-veth' | 'portmap' | 'azure' | null;
    /**
     * `cni.chainingTarget`; cilium-config: `cni-chaining-target`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default null
     */
    readonly chainingTarget?: string | null;
    /**
     * `cni.confFileMountPath`; cilium-config: `read-cni-conf`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default "/tmp/cni-configuration"
     */
    readonly confFileMountPath?: string | null;
    /**
     * `cni.confPath`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default "/etc/cni/net.d"
     */
    readonly confPath?: string | null;
    /**
     * `cni.configMap`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default ""
     */
    readonly configMap?: string | null;
    /**
     * `cni.configMapKey`; cilium-config: `read-cni-conf`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default "cni-config"
     */
    readonly configMapKey?: string | null;
    /**
     * `cni.customConf`; cilium-config: `custom-cni-conf`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default false
     */
    readonly customConf?: boolean | null;
    /**
     * `cni.enableRouteMTUForCNIChaining`; cilium-config: `enable-route-mtu-for-cni-chaining`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default false
     */
    readonly enableRouteMTUForCNIChaining?: boolean | null;
    /**
     * `cni.exclusive`; cilium-config: `cni-exclusive`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default true
     */
    readonly exclusive?: boolean | null;
    /**
     * `cni.externalRouting`; cilium-config: `cni-external-routing`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default - not set
     */
    readonly externalRouting?: boolean | null;
    /**
     * `cni.hostConfDirMountPath`; cilium-config: `write-cni-conf-when-ready`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default "/host/etc/cni/net.d"
     */
    readonly hostConfDirMountPath?: string | null;
    /**
     * `cni.install`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default true
     */
    readonly install?: boolean | null;
    /**
     * `cni.iptablesRemoveAWSRules`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default true
     */
    readonly iptablesRemoveAWSRules?: boolean | null;
    /**
     * `cni.logFile`; cilium-config: `cni-log-file`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default "/var/run/cilium/cilium-cni.log"
     */
    readonly logFile?: string | null;
    /**
     * `cni.readCniConf`; cilium-config: `read-cni-conf`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default - not set; for example "/host/etc/cni/net.d/05-sample.conflist.input"
     */
    readonly readCniConf?: string | null;
    /**
     * `cni.resources`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default {"requests":{"cpu":"100m","memory":"10Mi"}}
     */
    readonly resources?: JsonObject | null;
    /**
     * `cni.uninstall`; cilium-config: `cni-uninstall`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default false
     */
    readonly uninstall?: boolean | null;
  } | null;
  /**
   * `commonLabels`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default {}
   */
  readonly commonLabels?: JsonObject | null;
  readonly configDriftDetection?: {
    /**
     * `configDriftDetection.driftChecker`; cilium-config: `enable-drift-checker`
     * From 1.18.9 on.
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default true
     */
    readonly driftChecker?: boolean | null;
    /**
     * `configDriftDetection.enabled`; cilium-config: `enable-dynamic-config`
     * From 1.18.9 on.
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default true
     */
    readonly enabled?: boolean | null;
    /**
     * `configDriftDetection.ignoredKeys`; cilium-config: `ignore-flags-drift-checker`
     * From 1.18.9 on.
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default []
     */
    readonly ignoredKeys?: readonly (string | number)[] | null;
  } | null;
  /**
   * `connectivityProbeFrequencyRatio`; cilium-config: `connectivity-probe-frequency-ratio`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default null
   */
  readonly connectivityProbeFrequencyRatio?: number | null;
  /**
   * `conntrackGCInterval`; cilium-config: `conntrack-gc-interval`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default ""
   */
  readonly conntrackGCInterval?: string | null;
  /**
   * `conntrackGCMaxInterval`; cilium-config: `conntrack-gc-max-interval`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default ""
   */
  readonly conntrackGCMaxInterval?: string | null;
  /**
   * `crdWaitTimeout`; cilium-config: `crd-wait-timeout`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default ""
   */
  readonly crdWaitTimeout?: string | null;
  readonly customCalls?: {
    /**
     * `customCalls.enabled`; cilium-config: `enable-custom-calls`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default false
     * @deprecated
     */
    readonly enabled?: boolean | null;
  } | null;
  readonly daemon?: {
    /**
     * `daemon.allowedConfigOverrides`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default null
     */
    readonly allowedConfigOverrides?: string | null;
    /**
     * `daemon.blockedConfigOverrides`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default null
     */
    readonly blockedConfigOverrides?: string | null;
    /**
     * `daemon.configSources`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default null
     */
    readonly configSources?: string | null;
    /**
     * `daemon.enableSourceIPVerification`; cilium-config: `enable-source-ip-verification`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default true
     */
    readonly enableSourceIPVerification?: boolean | null;
    /**
     * `daemon.runPath`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default "/var/run/cilium"
     */
    readonly runPath?: string | null;
  } | null;
  readonly dashboards?: {
    /**
     * `dashboards.annotations`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default {}
     */
    readonly annotations?: JsonObject | null;
    /**
     * `dashboards.enabled`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default false
     */
    readonly enabled?: boolean | null;
    /**
     * `dashboards.label`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default "grafana_dashboard"
     */
    readonly label?: string | null;
    /**
     * `dashboards.labelValue`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default "1"
     */
    readonly labelValue?: string | null;
    /**
     * `dashboards.namespace`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default null
     */
    readonly namespace?: string | null;
  } | null;
  readonly debug?: {
    /**
     * `debug.enabled`; cilium-config: `debug`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default false
     */
    readonly enabled?: boolean | null;
    /**
     * `debug.metricsSamplingInterval`; cilium-config: `metrics-sampling-interval`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default "5m"
     */
    readonly metricsSamplingInterval?: string | null;
    /**
     * `debug.verbose`; cilium-config: `debug-verbose`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default null
     */
    readonly verbose?: string | null;
  } | null;
  /**
   * `defaultLBServiceIPAM`; cilium-config: `default-lb-service-ipam`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default "lbipam"
   */
  readonly defaultLBServiceIPAM?: 'lbipam' | 'nodeipam' | 'none' | null;
  /**
   * `devices`; cilium-config: `devices`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default - not set; for example ""
   */
  readonly devices?: string | readonly string[] | null;
  /**
   * `directRoutingSkipUnreachable`; cilium-config: `direct-routing-skip-unreachable`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default false
   */
  readonly directRoutingSkipUnreachable?: boolean | null;
  /**
   * `disableEndpointCRD`; cilium-config: `disable-endpoint-crd`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default false
   */
  readonly disableEndpointCRD?: boolean | null;
  /**
   * `disableEnvoyVersionCheck`; cilium-config: `disable-envoy-version-check`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default - not set; for example false
   */
  readonly disableEnvoyVersionCheck?: boolean | null;
  /**
   * `disableIptablesFeederRules`; cilium-config: `disable-iptables-feeder-rules`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default - not set; for example ""
   */
  readonly disableIptablesFeederRules?: readonly string[] | string | null;
  /**
   * `dnsPolicy`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default ""
   */
  readonly dnsPolicy?: '' | 'ClusterFirst' | 'ClusterFirstWithHostNet' | 'Default' | 'None' | null;
  /**
   * `dnsPolicyUnloadOnShutdown`; cilium-config: `dns-policy-unload-on-shutdown`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default - not set; for example false
   */
  readonly dnsPolicyUnloadOnShutdown?: boolean | null;
  readonly dnsProxy?: {
    /**
     * `dnsProxy.dnsRejectResponseCode`; cilium-config: `tofqdns-dns-reject-response-code`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default "refused"
     */
    readonly dnsRejectResponseCode?: 'refused' | 'nameError' | null;
    /**
     * `dnsProxy.enableDnsCompression`; cilium-config: `tofqdns-enable-dns-compression`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default true
     */
    readonly enableDnsCompression?: boolean | null;
    /**
     * `dnsProxy.enableTransparentMode`; cilium-config: `dnsproxy-enable-transparent-mode`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default - not set; for example true
     */
    readonly enableTransparentMode?: boolean | null;
    /**
     * `dnsProxy.endpointMaxIpPerHostname`; cilium-config: `tofqdns-endpoint-max-ip-per-hostname`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default 1000
     */
    readonly endpointMaxIpPerHostname?: number | null;
    /**
     * `dnsProxy.idleConnectionGracePeriod`; cilium-config: `tofqdns-idle-connection-grace-period`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default "0s"
     */
    readonly idleConnectionGracePeriod?: string | null;
    /**
     * `dnsProxy.maxDeferredConnectionDeletes`; cilium-config: `tofqdns-max-deferred-connection-deletes`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default 10000
     */
    readonly maxDeferredConnectionDeletes?: number | null;
    /**
     * `dnsProxy.minTtl`; cilium-config: `tofqdns-min-ttl`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default 0
     */
    readonly minTtl?: number | null;
    /**
     * `dnsProxy.preAllocateIdentities`; cilium-config: `tofqdns-preallocate-identities`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default true
     */
    readonly preAllocateIdentities?: boolean | null;
    /**
     * `dnsProxy.preCache`; cilium-config: `tofqdns-pre-cache`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default ""
     */
    readonly preCache?: string | null;
    /**
     * `dnsProxy.proxyPort`; cilium-config: `tofqdns-proxy-port`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default 0
     */
    readonly proxyPort?: number | null;
    /**
     * `dnsProxy.proxyResponseMaxDelay`; cilium-config: `tofqdns-proxy-response-max-delay`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default "100ms"
     */
    readonly proxyResponseMaxDelay?: string | null;
    /**
     * `dnsProxy.socketLingerTimeout`; cilium-config: `dnsproxy-socket-linger-timeout`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default 10
     */
    readonly socketLingerTimeout?: number | null;
  } | null;
  readonly egressGateway?: {
    /**
     * `egressGateway.enabled`; cilium-config: `enable-egress-gateway`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default false
     */
    readonly enabled?: boolean | null;
    /**
     * `egressGateway.maxPolicyEntries`; cilium-config: `egress-gateway-policy-map-max`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default - not set; for example 16384
     */
    readonly maxPolicyEntries?: number | null;
    /**
     * `egressGateway.reconciliationTriggerInterval`; cilium-config: `egress-gateway-reconciliation-trigger-interval`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default "1s"
     */
    readonly reconciliationTriggerInterval?: string | null;
  } | null;
  /**
   * `egressMasqueradeInterfaces`; cilium-config: `egress-masquerade-interfaces`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default - not set; for example ""
   */
  readonly egressMasqueradeInterfaces?: string | null;
  /**
   * `enableCriticalPriorityClass`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default true
   */
  readonly enableCriticalPriorityClass?: boolean | null;
  /**
   * `enableIPv4BIGTCP`; cilium-config: `enable-ipv4-big-tcp`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default false
   */
  readonly enableIPv4BIGTCP?: boolean | null;
  /**
   * `enableIPv4Masquerade`; cilium-config: `enable-ipv4-masquerade`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default null
   */
  readonly enableIPv4Masquerade?: boolean | null;
  /**
   * `enableIPv6BIGTCP`; cilium-config: `enable-ipv6-big-tcp`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default false
   */
  readonly enableIPv6BIGTCP?: boolean | null;
  /**
   * `enableIPv6Masquerade`; cilium-config: `enable-ipv6-masquerade`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default true
   */
  readonly enableIPv6Masquerade?: boolean | null;
  /**
   * `enableIdentityMark`; cilium-config: `enable-identity-mark`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default - not set; for example true
   */
  readonly enableIdentityMark?: boolean | null;
  /**
   * `enableInternalTrafficPolicy`; cilium-config: `enable-internal-traffic-policy`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default true
   */
  readonly enableInternalTrafficPolicy?: boolean | null;
  /**
   * `enableK8sEndpointSlice`; cilium-config: `enable-k8s-endpoint-slice`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default - not set; for example true
   */
  readonly enableK8sEndpointSlice?: boolean | null;
  /**
   * `enableLBIPAM`; cilium-config: `enable-lb-ipam`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default true
   */
  readonly enableLBIPAM?: boolean | null;
  /**
   * `enableMasqueradeRouteSource`; cilium-config: `enable-masquerade-to-route-source`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default false
   */
  readonly enableMasqueradeRouteSource?: boolean | null;
  /**
   * `enableNonDefaultDenyPolicies`; cilium-config: `enable-non-default-deny-policies`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default true
   */
  readonly enableNonDefaultDenyPolicies?: boolean | null;
  /**
   * `enableXTSocketFallback`; cilium-config: `enable-xt-socket-fallback`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default true
   */
  readonly enableXTSocketFallback?: boolean | null;
  readonly encryption?: {
    /**
     * `encryption.enabled`; cilium-config: `enable-ipsec`, `enable-wireguard`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default false
     */
    readonly enabled?: boolean | null;
    readonly ipsec?: {
      /**
       * `encryption.ipsec.encryptedOverlay`; cilium-config: `enable-ipsec-encrypted-overlay`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default false
       */
      readonly encryptedOverlay?: boolean | null;
      /**
       * `encryption.ipsec.interface`; cilium-config: `encrypt-interface`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default ""
       */
      readonly interface?: string | null;
      /**
       * `encryption.ipsec.keyFile`; cilium-config: `ipsec-key-file`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default "keys"
       */
      readonly keyFile?: string | null;
      /**
       * `encryption.ipsec.keyRotationDuration`; cilium-config: `ipsec-key-rotation-duration`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default "5m"
       */
      readonly keyRotationDuration?: string | null;
      /**
       * `encryption.ipsec.keyWatcher`; cilium-config: `enable-ipsec-key-watcher`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default true
       */
      readonly keyWatcher?: boolean | null;
      /**
       * `encryption.ipsec.mountPath`; cilium-config: `ipsec-key-file`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default "/etc/ipsec"
       */
      readonly mountPath?: string | null;
      /**
       * `encryption.ipsec.secretName`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default "cilium-ipsec-keys"
       */
      readonly secretName?: string | null;
    } | null;
    /**
     * `encryption.nodeEncryption`; cilium-config: `encrypt-node`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default false
     */
    readonly nodeEncryption?: boolean | null;
    readonly strictMode?: {
      /**
       * `encryption.strictMode.allowRemoteNodeIdentities`; cilium-config: `encryption-strict-mode-allow-remote-node-identities`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default false
       */
      readonly allowRemoteNodeIdentities?: boolean | null;
      /**
       * `encryption.strictMode.cidr`; cilium-config: `encryption-strict-mode-cidr`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default ""
       */
      readonly cidr?: string | null;
      /**
       * `encryption.strictMode.enabled`; cilium-config: `enable-encryption-strict-mode`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default false
       */
      readonly enabled?: boolean | null;
    } | null;
    /**
     * `encryption.type`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default "ipsec"
     */
    readonly type?: 'ipsec' | 'wireguard' | null;
    readonly wireguard?: {
      /**
       * `encryption.wireguard.persistentKeepalive`; cilium-config: `wireguard-persistent-keepalive`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default "0s"
       */
      readonly persistentKeepalive?: string | null;
    } | null;
  } | null;
  readonly endpointHealthChecking?: {
    /**
     * `endpointHealthChecking.enabled`; cilium-config: `enable-endpoint-health-checking`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default true
     */
    readonly enabled?: boolean | null;
  } | null;
  /**
   * `endpointLockdownOnMapOverflow`; cilium-config: `enable-endpoint-lockdown-on-policy-overflow`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default false
   */
  readonly endpointLockdownOnMapOverflow?: boolean | null;
  /**
   * `endpointPolicyUpdateTimeoutDuration`; cilium-config: `endpoint-policy-update-timeout`
   * From 1.18.9 on.
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default null
   */
  readonly endpointPolicyUpdateTimeoutDuration?: null;
  readonly endpointRoutes?: {
    /**
     * `endpointRoutes.enabled`; cilium-config: `enable-endpoint-routes`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default false
     */
    readonly enabled?: boolean | string | null;
  } | null;
  readonly eni?: {
    /**
     * `eni.awsEnablePrefixDelegation`; cilium-config: `aws-enable-prefix-delegation`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default false
     */
    readonly awsEnablePrefixDelegation?: boolean | null;
    /**
     * `eni.awsReleaseExcessIPs`; cilium-config: `aws-release-excess-ips`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default false
     */
    readonly awsReleaseExcessIPs?: boolean | null;
    /**
     * `eni.ec2APIEndpoint`; cilium-config: `ec2-api-endpoint`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default ""
     */
    readonly ec2APIEndpoint?: string | null;
    /**
     * `eni.enabled`; cilium-config: `auto-create-cilium-node-resource`, `install-no-conntrack-iptables-rules`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default false
     */
    readonly enabled?: boolean | null;
    /**
     * `eni.eniTags`; cilium-config: `eni-tags`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default {}
     */
    readonly eniTags?: JsonObject | null;
    /**
     * `eni.gcInterval`; cilium-config: `eni-gc-interval`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default ""
     */
    readonly gcInterval?: string | null;
    /**
     * `eni.gcTags`; cilium-config: `eni-gc-tags`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default {}
     */
    readonly gcTags?: JsonObject | null;
    /**
     * `eni.iamRole`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default ""
     */
    readonly iamRole?: string | null;
    /**
     * `eni.instanceTagsFilter`; cilium-config: `instance-tags-filter`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default []
     */
    readonly instanceTagsFilter?: readonly (string | number)[] | null;
    /**
     * `eni.subnetIDsFilter`; cilium-config: `subnet-ids-filter`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default []
     */
    readonly subnetIDsFilter?: readonly (string | number)[] | null;
    /**
     * `eni.subnetTagsFilter`; cilium-config: `subnet-tags-filter`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default []
     */
    readonly subnetTagsFilter?: readonly (string | number)[] | null;
  } | null;
  readonly envoy?: {
    /**
     * `envoy.affinity`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default - a map
     */
    readonly affinity?: JsonObject | null;
    /**
     * `envoy.annotations`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default {}
     */
    readonly annotations?: JsonObject | null;
    /**
     * `envoy.baseID`; cilium-config: `envoy-base-id`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default 0
     */
    readonly baseID?: number | null;
    /**
     * `envoy.bootstrapConfigMap`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default null
     */
    readonly bootstrapConfigMap?: string | null;
    /**
     * `envoy.connectTimeoutSeconds`; cilium-config: `proxy-connect-timeout`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default 2
     */
    readonly connectTimeoutSeconds?: number | null;
    readonly debug?: {
      readonly admin?: {
        /**
         * `envoy.debug.admin.enabled`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default false
         */
        readonly enabled?: boolean | null;
        /**
         * `envoy.debug.admin.port`; cilium-config: `proxy-admin-port`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default 9901
         */
        readonly port?: number | null;
      } | null;
    } | null;
    /**
     * `envoy.dnsPolicy`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default null
     */
    readonly dnsPolicy?: '' | 'ClusterFirst' | 'ClusterFirstWithHostNet' | 'Default' | 'None' | null;
    /**
     * `envoy.enabled`; cilium-config: `external-envoy-proxy`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default null
     */
    readonly enabled?: boolean | null;
    /**
     * `envoy.extraArgs`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default []
     */
    readonly extraArgs?: readonly Json[] | null;
    /**
     * `envoy.extraContainers`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default []
     */
    readonly extraContainers?: readonly Json[] | null;
    /**
     * `envoy.extraEnv`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default []
     */
    readonly extraEnv?: readonly Json[] | null;
    /**
     * `envoy.extraHostPathMounts`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default []
     */
    readonly extraHostPathMounts?: readonly Json[] | null;
    /**
     * `envoy.extraVolumeMounts`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default []
     */
    readonly extraVolumeMounts?: readonly Json[] | null;
    /**
     * `envoy.extraVolumes`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default []
     */
    readonly extraVolumes?: readonly Json[] | null;
    /**
     * `envoy.healthPort`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default 9878
     */
    readonly healthPort?: number | null;
    /**
     * `envoy.httpRetryCount`; cilium-config: `http-retry-count`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default 3
     */
    readonly httpRetryCount?: number | null;
    /**
     * `envoy.httpUpstreamLingerTimeout`; cilium-config: `envoy-http-upstream-linger-timeout`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default null
     */
    readonly httpUpstreamLingerTimeout?: null;
    /**
     * `envoy.idleTimeoutDurationSeconds`; cilium-config: `proxy-idle-timeout-seconds`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default 60
     */
    readonly idleTimeoutDurationSeconds?: number | null;
    readonly image?: {
      /**
       * `envoy.image.digest`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default - differs by release
       */
      readonly digest?: string | null;
      /**
       * `envoy.image.override`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default null
       */
      readonly override?: string | null;
      /**
       * `envoy.image.pullPolicy`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default "IfNotPresent"
       */
      readonly pullPolicy?: 'Always' | 'IfNotPresent' | 'Never' | null;
      /**
       * `envoy.image.repository`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default "quay.io/cilium/cilium-envoy"
       */
      readonly repository?: string | null;
      /**
       * `envoy.image.tag`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default - differs by release
       */
      readonly tag?: string | null;
      /**
       * `envoy.image.useDigest`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default true
       */
      readonly useDigest?: boolean | null;
    } | null;
    /**
     * `envoy.initialFetchTimeoutSeconds`; cilium-config: `proxy-initial-fetch-timeout`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default 30
     */
    readonly initialFetchTimeoutSeconds?: number | null;
    readonly livenessProbe?: {
      /**
       * `envoy.livenessProbe.enabled`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default true
       */
      readonly enabled?: boolean | null;
      /**
       * `envoy.livenessProbe.failureThreshold`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default 10
       */
      readonly failureThreshold?: number | null;
      /**
       * `envoy.livenessProbe.periodSeconds`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default 30
       */
      readonly periodSeconds?: number | null;
    } | null;
    readonly log?: {
      /**
       * `envoy.log.accessLogBufferSize`; cilium-config: `envoy-access-log-buffer-size`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default 4096
       */
      readonly accessLogBufferSize?: number | null;
      /**
       * `envoy.log.defaultLevel`; cilium-config: `envoy-default-log-level`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default null
       */
      readonly defaultLevel?: 'trace' | 'debug' | 'info' | 'warning' | 'error' | 'critical' | 'off' | null;
      /**
       * `envoy.log.format`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default "[%Y-%m-%d %T.%e][%t][%l][%n] [%g:%#] %v"
       */
      readonly format?: string | null;
      /**
       * `envoy.log.format_json`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default null
       */
      readonly format_json?: JsonObject | null;
      /**
       * `envoy.log.path`; cilium-config: `envoy-log`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default ""
       */
      readonly path?: string | null;
    } | null;
    /**
     * `envoy.maxConcurrentRetries`; cilium-config: `proxy-max-concurrent-retries`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default 128
     */
    readonly maxConcurrentRetries?: number | null;
    /**
     * `envoy.maxConnectionDurationSeconds`; cilium-config: `proxy-max-connection-duration-seconds`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default 0
     */
    readonly maxConnectionDurationSeconds?: number | null;
    /**
     * `envoy.maxRequestsPerConnection`; cilium-config: `proxy-max-requests-per-connection`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default 0
     */
    readonly maxRequestsPerConnection?: number | null;
    /**
     * `envoy.nodeSelector`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default {"kubernetes.io/os":"linux"}
     */
    readonly nodeSelector?: JsonObject | null;
    /**
     * `envoy.podAnnotations`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default {}
     */
    readonly podAnnotations?: JsonObject | null;
    /**
     * `envoy.podLabels`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default {}
     */
    readonly podLabels?: JsonObject | null;
    /**
     * `envoy.podSecurityContext`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default {"appArmorProfile":{"type":"Unconfined"}}
     */
    readonly podSecurityContext?: JsonObject | null;
    /**
     * `envoy.policyRestoreTimeoutDuration`; cilium-config: `envoy-policy-restore-timeout`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default null
     */
    readonly policyRestoreTimeoutDuration?: string | null;
    /**
     * `envoy.priorityClassName`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default null
     */
    readonly priorityClassName?: string | null;
    readonly prometheus?: {
      /**
       * `envoy.prometheus.enabled`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default true
       */
      readonly enabled?: boolean | null;
      /**
       * `envoy.prometheus.port`; cilium-config: `proxy-prometheus-port`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default "9964"
       */
      readonly port?: string | null;
      readonly serviceMonitor?: {
        /**
         * `envoy.prometheus.serviceMonitor.annotations`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default {}
         */
        readonly annotations?: JsonObject | null;
        /**
         * `envoy.prometheus.serviceMonitor.enabled`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default false
         */
        readonly enabled?: boolean | null;
        /**
         * `envoy.prometheus.serviceMonitor.interval`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default "10s"
         */
        readonly interval?: string | null;
        /**
         * `envoy.prometheus.serviceMonitor.labels`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default {}
         */
        readonly labels?: JsonObject | null;
        /**
         * `envoy.prometheus.serviceMonitor.metricRelabelings`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default null
         */
        readonly metricRelabelings?: readonly Json[] | null;
        /**
         * `envoy.prometheus.serviceMonitor.namespace`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default - not set; for example ""
         */
        readonly namespace?: string | null;
        /**
         * `envoy.prometheus.serviceMonitor.relabelings`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default - a list of 1
         */
        readonly relabelings?: readonly Json[] | null;
        /**
         * `envoy.prometheus.serviceMonitor.scrapeTimeout`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default null
         */
        readonly scrapeTimeout?: string | null;
      } | null;
    } | null;
    readonly readinessProbe?: {
      /**
       * `envoy.readinessProbe.failureThreshold`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default 3
       */
      readonly failureThreshold?: number | null;
      /**
       * `envoy.readinessProbe.periodSeconds`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default 30
       */
      readonly periodSeconds?: number | null;
    } | null;
    /**
     * `envoy.resources`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default {}
     */
    readonly resources?: JsonObject | null;
    /**
     * `envoy.rollOutPods`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default false
     */
    readonly rollOutPods?: boolean | null;
    readonly securityContext?: {
      readonly capabilities?: {
        /**
         * `envoy.securityContext.capabilities.envoy`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default ["NET_ADMIN","SYS_ADMIN"]
         */
        readonly envoy?: readonly string[] | null;
        /**
         * `envoy.securityContext.capabilities.keepCapNetBindService`; cilium-config: `envoy-keep-cap-netbindservice`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default false
         */
        readonly keepCapNetBindService?: boolean | null;
      } | null;
      /**
       * `envoy.securityContext.privileged`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default false
       */
      readonly privileged?: boolean | null;
      /**
       * `envoy.securityContext.seLinuxOptions`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default {"level":"s0","type":"spc_t"}
       */
      readonly seLinuxOptions?: JsonObject | null;
    } | null;
    readonly startupProbe?: {
      /**
       * `envoy.startupProbe.enabled`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default true
       */
      readonly enabled?: boolean | null;
      /**
       * `envoy.startupProbe.failureThreshold`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default 105
       */
      readonly failureThreshold?: number | null;
      /**
       * `envoy.startupProbe.periodSeconds`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default 2
       */
      readonly periodSeconds?: number | null;
    } | null;
    /**
     * `envoy.streamIdleTimeoutDurationSeconds`; cilium-config: `http-stream-idle-timeout`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default 300
     */
    readonly streamIdleTimeoutDurationSeconds?: number | null;
    /**
     * `envoy.terminationGracePeriodSeconds`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default 1
     */
    readonly terminationGracePeriodSeconds?: number | null;
    /**
     * `envoy.tolerations`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default [{"operator":"Exists"}]
     */
    readonly tolerations?: readonly Json[] | null;
    /**
     * `envoy.updateStrategy`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default {"rollingUpdate":{"maxUnavailable":2},"type":"RollingUpdate"}
     */
    readonly updateStrategy?: JsonObject | null;
    /**
     * `envoy.xffNumTrustedHopsL7PolicyEgress`; cilium-config: `proxy-xff-num-trusted-hops-egress`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default 0
     */
    readonly xffNumTrustedHopsL7PolicyEgress?: number | null;
    /**
     * `envoy.xffNumTrustedHopsL7PolicyIngress`; cilium-config: `proxy-xff-num-trusted-hops-ingress`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default 0
     */
    readonly xffNumTrustedHopsL7PolicyIngress?: number | null;
  } | null;
  readonly envoyConfig?: {
    /**
     * `envoyConfig.enabled`; cilium-config: `enable-envoy-config`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default false
     */
    readonly enabled?: boolean | null;
    /**
     * `envoyConfig.retryInterval`; cilium-config: `envoy-config-retry-interval`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default "15s"
     */
    readonly retryInterval?: string | null;
    readonly secretsNamespace?: {
      /**
       * `envoyConfig.secretsNamespace.create`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default true
       */
      readonly create?: boolean | null;
      /**
       * `envoyConfig.secretsNamespace.name`; cilium-config: `envoy-secrets-namespace`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default "cilium-secrets"
       */
      readonly name?: string | null;
    } | null;
  } | null;
  readonly etcd?: {
    /**
     * `etcd.enabled`; cilium-config: `kvstore`, `kvstore-opt`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default false
     */
    readonly enabled?: boolean | null;
    /**
     * `etcd.endpoints`; cilium-config: `etcd-config`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default ["https://CHANGE-ME:2379"]
     */
    readonly endpoints?: readonly string[] | null;
    /**
     * `etcd.ssl`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default false
     */
    readonly ssl?: boolean | null;
  } | null;
  /**
   * `extraArgs`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default []
   */
  readonly extraArgs?: readonly Json[] | null;
  /**
   * `extraConfig`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default {}
   */
  readonly extraConfig?: JsonObject | null;
  /**
   * `extraContainers`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default []
   */
  readonly extraContainers?: readonly Json[] | null;
  /**
   * `extraEnv`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default []
   */
  readonly extraEnv?: readonly Json[] | null;
  /**
   * `extraHostPathMounts`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default []
   */
  readonly extraHostPathMounts?: readonly Json[] | null;
  /**
   * `extraInitContainers`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default []
   */
  readonly extraInitContainers?: readonly Json[] | null;
  /**
   * `extraVolumeMounts`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default []
   */
  readonly extraVolumeMounts?: readonly Json[] | null;
  /**
   * `extraVolumes`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default []
   */
  readonly extraVolumes?: readonly Json[] | null;
  /**
   * `forceDeviceDetection`; cilium-config: `force-device-detection`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default false
   */
  readonly forceDeviceDetection?: boolean | null;
  /**
   * `fragmentTracking`; cilium-config: `enable-ipv4-fragment-tracking`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default - not set; for example true
   */
  readonly fragmentTracking?: boolean | null;
  readonly gatewayAPI?: {
    /**
     * `gatewayAPI.enableAlpn`; cilium-config: `enable-gateway-api-app-protocol`, `enable-gateway-api-alpn`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default false
     */
    readonly enableAlpn?: boolean | null;
    /**
     * `gatewayAPI.enableAppProtocol`; cilium-config: `enable-gateway-api-app-protocol`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default false
     */
    readonly enableAppProtocol?: boolean | null;
    /**
     * `gatewayAPI.enableProxyProtocol`; cilium-config: `enable-gateway-api-proxy-protocol`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default false
     */
    readonly enableProxyProtocol?: boolean | null;
    /**
     * `gatewayAPI.enabled`; cilium-config: `enable-envoy-config`, `enable-gateway-api`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default false
     */
    readonly enabled?: boolean | null;
    /**
     * `gatewayAPI.externalTrafficPolicy`; cilium-config: `gateway-api-service-externaltrafficpolicy`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default "Cluster"
     */
    readonly externalTrafficPolicy?: 'Cluster' | 'Local' | null;
    readonly gatewayClass?: {
      /**
       * `gatewayAPI.gatewayClass.create`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default "auto"
       */
      readonly create?: 'auto' | 'true' | 'false' | boolean | null;
    } | null;
    readonly hostNetwork?: {
      /**
       * `gatewayAPI.hostNetwork.enabled`; cilium-config: `gateway-api-hostnetwork-enabled`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default false
       */
      readonly enabled?: boolean | null;
      readonly nodes?: {
        /**
         * `gatewayAPI.hostNetwork.nodes.matchLabels`; cilium-config: `gateway-api-hostnetwork-nodelabelselector`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default {}
         */
        readonly matchLabels?: JsonObject | null;
      } | null;
    } | null;
    readonly secretsNamespace?: {
      /**
       * `gatewayAPI.secretsNamespace.create`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default true
       */
      readonly create?: boolean | null;
      /**
       * `gatewayAPI.secretsNamespace.name`; cilium-config: `gateway-api-secrets-namespace`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default "cilium-secrets"
       */
      readonly name?: string | null;
      /**
       * `gatewayAPI.secretsNamespace.sync`; cilium-config: `enable-gateway-api-secrets-sync`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default true
       */
      readonly sync?: boolean | null;
    } | null;
    /**
     * `gatewayAPI.xffNumTrustedHops`; cilium-config: `gateway-api-xff-num-trusted-hops`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default 0
     */
    readonly xffNumTrustedHops?: number | null;
  } | null;
  readonly gke?: {
    /**
     * `gke.disableDefaultSnat`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default - not set
     */
    readonly disableDefaultSnat?: boolean | null;
    /**
     * `gke.enabled`; cilium-config: `enable-endpoint-routes`, `routing-mode`, `install-no-conntrack-iptables-rules`, `enable-health-check-loadbalancer-ip`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default false
     */
    readonly enabled?: boolean | null;
  } | null;
  /**
   * `healthCheckICMPFailureThreshold`; cilium-config: `health-check-icmp-failure-threshold`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default 3
   */
  readonly healthCheckICMPFailureThreshold?: number | null;
  /**
   * `healthChecking`; cilium-config: `enable-health-checking`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default true
   */
  readonly healthChecking?: boolean | null;
  /**
   * `healthPort`; cilium-config: `agent-health-port`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default 9879
   */
  readonly healthPort?: number | null;
  readonly hostFirewall?: {
    /**
     * `hostFirewall.enabled`; cilium-config: `enable-host-firewall`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default false
     */
    readonly enabled?: boolean | null;
  } | null;
  readonly hostServices?: {
    /**
     * `hostServices.enabled`; cilium-config: `bpf-lb-sock`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default - not set
     * @deprecated use `socketLB.enabled`
     */
    readonly enabled?: boolean | null;
    /**
     * `hostServices.hostNamespaceOnly`; cilium-config: `bpf-lb-sock-hostns-only`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default - not set
     * @deprecated use `socketLB.hostNamespaceOnly`
     */
    readonly hostNamespaceOnly?: boolean | null;
    /**
     * `hostServices.terminatePodConnections`; cilium-config: `bpf-lb-sock-terminate-pod-connections`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default - not set
     * @deprecated use `socketLB.terminatePodConnections`
     */
    readonly terminatePodConnections?: boolean | null;
    /**
     * `hostServices.tracing`; cilium-config: `trace-sock`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default - not set
     * @deprecated use `socketLB.tracing`
     */
    readonly tracing?: boolean | null;
  } | null;
  readonly hubble?: {
    /**
     * `hubble.annotations`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default {}
     */
    readonly annotations?: JsonObject | null;
    readonly dropEventEmitter?: {
      /**
       * `hubble.dropEventEmitter.enabled`; cilium-config: `hubble-drop-events`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default false
       */
      readonly enabled?: boolean | null;
      /**
       * `hubble.dropEventEmitter.interval`; cilium-config: `hubble-drop-events-interval`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default "2m"
       */
      readonly interval?: string | null;
      /**
       * `hubble.dropEventEmitter.reasons`; cilium-config: `hubble-drop-events-reasons`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default ["auth_required","policy_denied"]
       */
      readonly reasons?: readonly string[] | null;
    } | null;
    /**
     * `hubble.enabled`; cilium-config: `enable-hubble`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default true
     */
    readonly enabled?: boolean | null;
    /**
     * `hubble.eventBufferCapacity`; cilium-config: `hubble-event-buffer-capacity`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default - not set; for example "4095"
     */
    readonly eventBufferCapacity?: number | string | null;
    /**
     * `hubble.eventQueueSize`; cilium-config: `hubble-event-queue-size`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default - not set; for example ""
     */
    readonly eventQueueSize?: number | string | null;
    readonly export?: {
      readonly dynamic?: {
        readonly config?: {
          /**
           * `hubble.export.dynamic.config.configMapName`
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default "cilium-flowlog-config"
           */
          readonly configMapName?: string | null;
          /**
           * `hubble.export.dynamic.config.content`
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default - a list of 1
           */
          readonly content?: readonly Json[] | null;
          /**
           * `hubble.export.dynamic.config.createConfigMap`
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default true
           */
          readonly createConfigMap?: boolean | null;
        } | null;
        /**
         * `hubble.export.dynamic.enabled`; cilium-config: `hubble-flowlogs-config-path`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default false
         */
        readonly enabled?: boolean | null;
      } | null;
      /**
       * `hubble.export.fileCompress`; cilium-config: `hubble-export-file-compress`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default - not set
       * @deprecated use `hubble.export.static.fileCompress`
       */
      readonly fileCompress?: boolean | null;
      /**
       * `hubble.export.fileMaxBackups`; cilium-config: `hubble-export-file-max-backups`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default - not set
       * @deprecated use `hubble.export.static.fileMaxBackups`
       */
      readonly fileMaxBackups?: number | null;
      /**
       * `hubble.export.fileMaxSizeMb`; cilium-config: `hubble-export-file-max-size-mb`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default - not set
       * @deprecated use `hubble.export.static.fileMaxSizeMb`
       */
      readonly fileMaxSizeMb?: number | null;
      readonly static?: {
        /**
         * `hubble.export.static.allowList`; cilium-config: `hubble-export-allowlist`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default []
         */
        readonly allowList?: readonly (string | number)[] | null;
        /**
         * `hubble.export.static.denyList`; cilium-config: `hubble-export-denylist`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default []
         */
        readonly denyList?: readonly (string | number)[] | null;
        /**
         * `hubble.export.static.enabled`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default false
         */
        readonly enabled?: boolean | null;
        /**
         * `hubble.export.static.fieldMask`; cilium-config: `hubble-export-fieldmask`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default []
         */
        readonly fieldMask?: readonly (string | number)[] | null;
        /**
         * `hubble.export.static.fileCompress`; cilium-config: `hubble-export-file-compress`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default false
         */
        readonly fileCompress?: boolean | null;
        /**
         * `hubble.export.static.fileMaxBackups`; cilium-config: `hubble-export-file-max-backups`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default 5
         */
        readonly fileMaxBackups?: number | null;
        /**
         * `hubble.export.static.fileMaxSizeMb`; cilium-config: `hubble-export-file-max-size-mb`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default 10
         */
        readonly fileMaxSizeMb?: number | null;
        /**
         * `hubble.export.static.filePath`; cilium-config: `hubble-export-file-path`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default "/var/run/cilium/hubble/events.log"
         */
        readonly filePath?: string | null;
      } | null;
    } | null;
    /**
     * `hubble.listenAddress`; cilium-config: `hubble-listen-address`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default ":4244"
     */
    readonly listenAddress?: string | null;
    readonly metrics?: {
      readonly dashboards?: {
        /**
         * `hubble.metrics.dashboards.annotations`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default {}
         */
        readonly annotations?: JsonObject | null;
        /**
         * `hubble.metrics.dashboards.enabled`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default false
         */
        readonly enabled?: boolean | null;
        /**
         * `hubble.metrics.dashboards.label`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default "grafana_dashboard"
         */
        readonly label?: string | null;
        /**
         * `hubble.metrics.dashboards.labelValue`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default "1"
         */
        readonly labelValue?: string | null;
        /**
         * `hubble.metrics.dashboards.namespace`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default null
         */
        readonly namespace?: string | null;
      } | null;
      readonly dynamic?: {
        readonly config?: {
          /**
           * `hubble.metrics.dynamic.config.configMapName`
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default "cilium-dynamic-metrics-config"
           */
          readonly configMapName?: string | null;
          /**
           * `hubble.metrics.dynamic.config.content`
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default []
           */
          readonly content?: readonly Json[] | null;
          /**
           * `hubble.metrics.dynamic.config.createConfigMap`
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default true
           */
          readonly createConfigMap?: boolean | null;
        } | null;
        /**
         * `hubble.metrics.dynamic.enabled`; cilium-config: `hubble-dynamic-metrics-config-path`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default false
         */
        readonly enabled?: boolean | null;
      } | null;
      /**
       * `hubble.metrics.enableOpenMetrics`; cilium-config: `enable-hubble-open-metrics`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default false
       */
      readonly enableOpenMetrics?: boolean | null;
      /**
       * `hubble.metrics.enabled`; cilium-config: `hubble-metrics`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default null
       */
      readonly enabled?: readonly Json[] | null;
      /**
       * `hubble.metrics.port`; cilium-config: `hubble-metrics-server`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default 9965
       */
      readonly port?: number | null;
      /**
       * `hubble.metrics.serviceAnnotations`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default {}
       */
      readonly serviceAnnotations?: JsonObject | null;
      readonly serviceMonitor?: {
        /**
         * `hubble.metrics.serviceMonitor.annotations`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default {}
         */
        readonly annotations?: JsonObject | null;
        /**
         * `hubble.metrics.serviceMonitor.enabled`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default false
         */
        readonly enabled?: boolean | null;
        /**
         * `hubble.metrics.serviceMonitor.interval`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default "10s"
         */
        readonly interval?: string | null;
        /**
         * `hubble.metrics.serviceMonitor.jobLabel`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default ""
         */
        readonly jobLabel?: string | null;
        /**
         * `hubble.metrics.serviceMonitor.labels`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default {}
         */
        readonly labels?: JsonObject | null;
        /**
         * `hubble.metrics.serviceMonitor.metricRelabelings`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default null
         */
        readonly metricRelabelings?: readonly Json[] | null;
        /**
         * `hubble.metrics.serviceMonitor.relabelings`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default - a list of 1
         */
        readonly relabelings?: readonly Json[] | null;
        /**
         * `hubble.metrics.serviceMonitor.scrapeTimeout`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default null
         */
        readonly scrapeTimeout?: string | null;
        /**
         * `hubble.metrics.serviceMonitor.tlsConfig`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default {}
         */
        readonly tlsConfig?: JsonObject | null;
      } | null;
      readonly tls?: {
        /**
         * `hubble.metrics.tls.enabled`; cilium-config: `hubble-metrics-server-enable-tls`, `hubble-metrics-server-tls-cert-file`, `hubble-metrics-server-tls-key-file`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default false
         */
        readonly enabled?: boolean | null;
        readonly server?: {
          /**
           * `hubble.metrics.tls.server.cert`
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default ""
           * @deprecated use `hubble.metrics.tls.server.existingSecret`
           */
          readonly cert?: string | null;
          /**
           * `hubble.metrics.tls.server.existingSecret`
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default ""
           */
          readonly existingSecret?: string | null;
          /**
           * `hubble.metrics.tls.server.extraDnsNames`
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default []
           */
          readonly extraDnsNames?: readonly Json[] | null;
          /**
           * `hubble.metrics.tls.server.extraIpAddresses`
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default []
           */
          readonly extraIpAddresses?: readonly Json[] | null;
          /**
           * `hubble.metrics.tls.server.key`
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default ""
           * @deprecated use `hubble.metrics.tls.server.existingSecret`
           */
          readonly key?: string | null;
          readonly mtls?: {
            /**
             * `hubble.metrics.tls.server.mtls.enabled`; cilium-config: `hubble-metrics-server-tls-client-ca-files`
             * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
             * @default false
             */
            readonly enabled?: boolean | null;
            /**
             * `hubble.metrics.tls.server.mtls.key`
             * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
             * @default "ca.crt"
             */
            readonly key?: string | null;
            /**
             * `hubble.metrics.tls.server.mtls.name`
             * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
             * @default null
             */
            readonly name?: null;
            /**
             * `hubble.metrics.tls.server.mtls.useSecret`
             * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
             * @default false
             */
            readonly useSecret?: boolean | null;
          } | null;
        } | null;
      } | null;
    } | null;
    readonly networkPolicyCorrelation?: {
      /**
       * `hubble.networkPolicyCorrelation.enabled`; cilium-config: `hubble-network-policy-correlation-enabled`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default true
       */
      readonly enabled?: boolean | null;
    } | null;
    readonly peerService?: {
      /**
       * `hubble.peerService.clusterDomain`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default "cluster.local"
       */
      readonly clusterDomain?: string | null;
      /**
       * `hubble.peerService.servicePort`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default - not set; for example 80
       */
      readonly servicePort?: number | null;
      /**
       * `hubble.peerService.targetPort`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default 4244
       */
      readonly targetPort?: number | null;
    } | null;
    /**
     * `hubble.preferIpv6`; cilium-config: `hubble-prefer-ipv6`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default false
     */
    readonly preferIpv6?: boolean | null;
    readonly redact?: {
      /**
       * `hubble.redact.enabled`; cilium-config: `hubble-redact-enabled`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default false
       */
      readonly enabled?: boolean | null;
      readonly http?: {
        readonly headers?: {
          /**
           * `hubble.redact.http.headers.allow`; cilium-config: `hubble-redact-http-headers-allow`
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default []
           */
          readonly allow?: readonly Json[] | null;
          /**
           * `hubble.redact.http.headers.deny`; cilium-config: `hubble-redact-http-headers-deny`
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default []
           */
          readonly deny?: readonly Json[] | null;
        } | null;
        /**
         * `hubble.redact.http.urlQuery`; cilium-config: `hubble-redact-http-urlquery`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default false
         */
        readonly urlQuery?: boolean | null;
        /**
         * `hubble.redact.http.userInfo`; cilium-config: `hubble-redact-http-userinfo`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default true
         */
        readonly userInfo?: boolean | null;
      } | null;
      readonly kafka?: {
        /**
         * `hubble.redact.kafka.apiKey`; cilium-config: `hubble-redact-kafka-apikey`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default true
         * @deprecated
         */
        readonly apiKey?: boolean | null;
      } | null;
    } | null;
    readonly relay?: {
      /**
       * `hubble.relay.affinity`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default - a map
       */
      readonly affinity?: JsonObject | null;
      /**
       * `hubble.relay.annotations`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default {}
       */
      readonly annotations?: JsonObject | null;
      /**
       * `hubble.relay.enabled`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default false
       */
      readonly enabled?: boolean | null;
      /**
       * `hubble.relay.extraEnv`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default []
       */
      readonly extraEnv?: readonly Json[] | null;
      /**
       * `hubble.relay.extraVolumeMounts`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default []
       */
      readonly extraVolumeMounts?: readonly Json[] | null;
      /**
       * `hubble.relay.extraVolumes`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default []
       */
      readonly extraVolumes?: readonly Json[] | null;
      readonly gops?: {
        /**
         * `hubble.relay.gops.enabled`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default true
         */
        readonly enabled?: boolean | null;
        /**
         * `hubble.relay.gops.port`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default 9893
         */
        readonly port?: number | null;
      } | null;
      readonly image?: {
        /**
         * `hubble.relay.image.digest`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default - differs by release
         */
        readonly digest?: string | null;
        /**
         * `hubble.relay.image.override`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default null
         */
        readonly override?: string | null;
        /**
         * `hubble.relay.image.pullPolicy`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default "IfNotPresent"
         */
        readonly pullPolicy?: 'Always' | 'IfNotPresent' | 'Never' | null;
        /**
         * `hubble.relay.image.repository`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default "quay.io/cilium/hubble-relay"
         */
        readonly repository?: string | null;
        /**
         * `hubble.relay.image.tag`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default - differs by release
         */
        readonly tag?: string | null;
        /**
         * `hubble.relay.image.useDigest`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default true
         */
        readonly useDigest?: boolean | null;
      } | null;
      /**
       * `hubble.relay.listenHost`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default ""
       */
      readonly listenHost?: string | null;
      /**
       * `hubble.relay.listenPort`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default "4245"
       */
      readonly listenPort?: string | null;
      readonly logOptions?: {
        /**
         * `hubble.relay.logOptions.format`
         * From 1.18.7 on.
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default null
         */
        readonly format?: string | null;
        /**
         * `hubble.relay.logOptions.level`
         * From 1.18.7 on.
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default null
         */
        readonly level?: string | null;
      } | null;
      /**
       * `hubble.relay.nodeSelector`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default {"kubernetes.io/os":"linux"}
       */
      readonly nodeSelector?: JsonObject | null;
      /**
       * `hubble.relay.podAnnotations`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default {}
       */
      readonly podAnnotations?: JsonObject | null;
      readonly podDisruptionBudget?: {
        /**
         * `hubble.relay.podDisruptionBudget.enabled`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default false
         */
        readonly enabled?: boolean | null;
        /**
         * `hubble.relay.podDisruptionBudget.maxUnavailable`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default 1
         */
        readonly maxUnavailable?: number | string | null;
        /**
         * `hubble.relay.podDisruptionBudget.minAvailable`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default null
         */
        readonly minAvailable?: number | string | null;
        /**
         * `hubble.relay.podDisruptionBudget.unhealthyPodEvictionPolicy`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default null
         */
        readonly unhealthyPodEvictionPolicy?: string | null;
      } | null;
      /**
       * `hubble.relay.podLabels`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default {}
       */
      readonly podLabels?: JsonObject | null;
      /**
       * `hubble.relay.podSecurityContext`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default {"fsGroup":65532,"seccompProfile":{"type":"RuntimeDefault"}}
       */
      readonly podSecurityContext?: JsonObject | null;
      readonly pprof?: {
        /**
         * `hubble.relay.pprof.address`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default "localhost"
         */
        readonly address?: string | null;
        /**
         * `hubble.relay.pprof.enabled`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default false
         */
        readonly enabled?: boolean | null;
        /**
         * `hubble.relay.pprof.port`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default 6062
         */
        readonly port?: number | null;
      } | null;
      /**
       * `hubble.relay.priorityClassName`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default ""
       */
      readonly priorityClassName?: string | null;
      readonly prometheus?: {
        /**
         * `hubble.relay.prometheus.enabled`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default false
         */
        readonly enabled?: boolean | null;
        /**
         * `hubble.relay.prometheus.port`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default 9966
         */
        readonly port?: number | null;
        readonly serviceMonitor?: {
          /**
           * `hubble.relay.prometheus.serviceMonitor.annotations`
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default {}
           */
          readonly annotations?: JsonObject | null;
          /**
           * `hubble.relay.prometheus.serviceMonitor.enabled`
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default false
           */
          readonly enabled?: boolean | null;
          /**
           * `hubble.relay.prometheus.serviceMonitor.interval`
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default "10s"
           */
          readonly interval?: string | null;
          /**
           * `hubble.relay.prometheus.serviceMonitor.labels`
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default {}
           */
          readonly labels?: JsonObject | null;
          /**
           * `hubble.relay.prometheus.serviceMonitor.metricRelabelings`
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default null
           */
          readonly metricRelabelings?: readonly Json[] | null;
          /**
           * `hubble.relay.prometheus.serviceMonitor.namespace`
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default - not set; for example ""
           */
          readonly namespace?: string | null;
          /**
           * `hubble.relay.prometheus.serviceMonitor.relabelings`
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default null
           */
          readonly relabelings?: readonly Json[] | null;
          /**
           * `hubble.relay.prometheus.serviceMonitor.scrapeTimeout`
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default null
           */
          readonly scrapeTimeout?: string | null;
        } | null;
      } | null;
      /**
       * `hubble.relay.replicas`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default 1
       */
      readonly replicas?: number | null;
      /**
       * `hubble.relay.resources`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default {}
       */
      readonly resources?: JsonObject | null;
      /**
       * `hubble.relay.retryTimeout`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default null
       */
      readonly retryTimeout?: string | null;
      /**
       * `hubble.relay.rollOutPods`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default false
       */
      readonly rollOutPods?: boolean | null;
      /**
       * `hubble.relay.securityContext`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default - a map
       */
      readonly securityContext?: JsonObject | null;
      readonly service?: {
        /**
         * `hubble.relay.service.nodePort`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default 31234
         */
        readonly nodePort?: number | null;
        /**
         * `hubble.relay.service.type`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default "ClusterIP"
         */
        readonly type?: 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName' | null;
      } | null;
      /**
       * `hubble.relay.servicePort`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default - not set; for example 80
       */
      readonly servicePort?: number | null;
      /**
       * `hubble.relay.sortBufferDrainTimeout`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default null
       */
      readonly sortBufferDrainTimeout?: string | null;
      /**
       * `hubble.relay.sortBufferLenMax`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default null
       */
      readonly sortBufferLenMax?: number | null;
      /**
       * `hubble.relay.terminationGracePeriodSeconds`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default 1
       */
      readonly terminationGracePeriodSeconds?: number | null;
      readonly tls?: {
        readonly client?: {
          /**
           * `hubble.relay.tls.client.cert`
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default ""
           * @deprecated use `hubble.relay.tls.client.existingSecret`
           */
          readonly cert?: string | null;
          /**
           * `hubble.relay.tls.client.existingSecret`
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default ""
           */
          readonly existingSecret?: string | null;
          /**
           * `hubble.relay.tls.client.key`
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default ""
           * @deprecated use `hubble.relay.tls.client.existingSecret`
           */
          readonly key?: string | null;
        } | null;
        readonly server?: {
          /**
           * `hubble.relay.tls.server.cert`
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default ""
           * @deprecated use `hubble.relay.tls.server.existingSecret`
           */
          readonly cert?: string | null;
          /**
           * `hubble.relay.tls.server.enabled`
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default false
           */
          readonly enabled?: boolean | null;
          /**
           * `hubble.relay.tls.server.existingSecret`
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default ""
           */
          readonly existingSecret?: string | null;
          /**
           * `hubble.relay.tls.server.extraDnsNames`
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default []
           */
          readonly extraDnsNames?: readonly Json[] | null;
          /**
           * `hubble.relay.tls.server.extraIpAddresses`
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default []
           */
          readonly extraIpAddresses?: readonly Json[] | null;
          /**
           * `hubble.relay.tls.server.key`
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default ""
           * @deprecated use `hubble.relay.tls.server.existingSecret`
           */
          readonly key?: string | null;
          /**
           * `hubble.relay.tls.server.mtls`
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default false
           */
          readonly mtls?: boolean | null;
          /**
           * `hubble.relay.tls.server.relayName`
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default "ui.hubble-relay.cilium.io"
           */
          readonly relayName?: string | null;
        } | null;
      } | null;
      /**
       * `hubble.relay.tolerations`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default []
       */
      readonly tolerations?: readonly Json[] | null;
      /**
       * `hubble.relay.topologySpreadConstraints`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default []
       */
      readonly topologySpreadConstraints?: readonly Json[] | null;
      /**
       * `hubble.relay.updateStrategy`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default {"rollingUpdate":{"maxUnavailable":1},"type":"RollingUpdate"}
       */
      readonly updateStrategy?: JsonObject | null;
    } | null;
    /**
     * `hubble.skipUnknownCGroupIDs`; cilium-config: `hubble-skip-unknown-cgroup-ids`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default null
     */
    readonly skipUnknownCGroupIDs?: boolean | null;
    /**
     * `hubble.socketPath`; cilium-config: `hubble-socket-path`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default "/var/run/cilium/hubble.sock"
     */
    readonly socketPath?: string | null;
    readonly tls?: {
      readonly auto?: {
        /**
         * `hubble.tls.auto.certManagerIssuerRef`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default {}
         */
        readonly certManagerIssuerRef?: JsonObject | null;
        /**
         * `hubble.tls.auto.certValidityDuration`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default 365
         */
        readonly certValidityDuration?: number | null;
        /**
         * `hubble.tls.auto.enabled`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default true
         */
        readonly enabled?: boolean | null;
        /**
         * `hubble.tls.auto.method`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default "helm"
         */
        readonly method?: 'helm' | 'cronJob' | 'certmanager' | null;
        /**
         * `hubble.tls.auto.schedule`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default "0 0 1 *\/4 *"
         */
        readonly schedule?: string | null;
      } | null;
      /**
       * `hubble.tls.enabled`; cilium-config: `hubble-disable-tls`, `hubble-tls-cert-file`, `hubble-tls-key-file`, `hubble-tls-client-ca-files`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default true
       */
      readonly enabled?: boolean | null;
      readonly server?: {
        /**
         * `hubble.tls.server.cert`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default ""
         * @deprecated use `hubble.tls.server.existingSecret`
         */
        readonly cert?: string | null;
        /**
         * `hubble.tls.server.existingSecret`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default ""
         */
        readonly existingSecret?: string | null;
        /**
         * `hubble.tls.server.extraDnsNames`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default []
         */
        readonly extraDnsNames?: readonly Json[] | null;
        /**
         * `hubble.tls.server.extraIpAddresses`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default []
         */
        readonly extraIpAddresses?: readonly Json[] | null;
        /**
         * `hubble.tls.server.key`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default ""
         * @deprecated use `hubble.tls.server.existingSecret`
         */
        readonly key?: string | null;
      } | null;
    } | null;
    readonly ui?: {
      /**
       * `hubble.ui.affinity`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default {}
       */
      readonly affinity?: JsonObject | null;
      /**
       * `hubble.ui.annotations`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default {}
       */
      readonly annotations?: JsonObject | null;
      readonly backend?: {
        /**
         * `hubble.ui.backend.extraEnv`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default []
         */
        readonly extraEnv?: readonly Json[] | null;
        /**
         * `hubble.ui.backend.extraVolumeMounts`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default []
         */
        readonly extraVolumeMounts?: readonly Json[] | null;
        /**
         * `hubble.ui.backend.extraVolumes`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default []
         */
        readonly extraVolumes?: readonly Json[] | null;
        readonly image?: {
          /**
           * `hubble.ui.backend.image.digest`
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default - differs by release
           */
          readonly digest?: string | null;
          /**
           * `hubble.ui.backend.image.override`
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default null
           */
          readonly override?: string | null;
          /**
           * `hubble.ui.backend.image.pullPolicy`
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default "IfNotPresent"
           */
          readonly pullPolicy?: 'Always' | 'IfNotPresent' | 'Never' | null;
          /**
           * `hubble.ui.backend.image.repository`
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default "quay.io/cilium/hubble-ui-backend"
           */
          readonly repository?: string | null;
          /**
           * `hubble.ui.backend.image.tag`
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default - differs by release
           */
          readonly tag?: string | null;
          /**
           * `hubble.ui.backend.image.useDigest`
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default true
           */
          readonly useDigest?: boolean | null;
        } | null;
        readonly livenessProbe?: {
          /**
           * `hubble.ui.backend.livenessProbe.enabled`
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default false
           */
          readonly enabled?: boolean | null;
        } | null;
        readonly readinessProbe?: {
          /**
           * `hubble.ui.backend.readinessProbe.enabled`
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default false
           */
          readonly enabled?: boolean | null;
        } | null;
        /**
         * `hubble.ui.backend.resources`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default {}
         */
        readonly resources?: JsonObject | null;
        /**
         * `hubble.ui.backend.securityContext`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default {"allowPrivilegeEscalation":false}
         */
        readonly securityContext?: JsonObject | null;
      } | null;
      /**
       * `hubble.ui.baseUrl`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default "/"
       */
      readonly baseUrl?: string | null;
      /**
       * `hubble.ui.enabled`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default false
       */
      readonly enabled?: boolean | null;
      readonly frontend?: {
        /**
         * `hubble.ui.frontend.extraEnv`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default []
         */
        readonly extraEnv?: readonly Json[] | null;
        /**
         * `hubble.ui.frontend.extraVolumeMounts`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default []
         */
        readonly extraVolumeMounts?: readonly Json[] | null;
        /**
         * `hubble.ui.frontend.extraVolumes`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default []
         */
        readonly extraVolumes?: readonly Json[] | null;
        readonly image?: {
          /**
           * `hubble.ui.frontend.image.digest`
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default - differs by release
           */
          readonly digest?: string | null;
          /**
           * `hubble.ui.frontend.image.override`
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default null
           */
          readonly override?: string | null;
          /**
           * `hubble.ui.frontend.image.pullPolicy`
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default "IfNotPresent"
           */
          readonly pullPolicy?: 'Always' | 'IfNotPresent' | 'Never' | null;
          /**
           * `hubble.ui.frontend.image.repository`
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default "quay.io/cilium/hubble-ui"
           */
          readonly repository?: string | null;
          /**
           * `hubble.ui.frontend.image.tag`
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default - differs by release
           */
          readonly tag?: string | null;
          /**
           * `hubble.ui.frontend.image.useDigest`
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default true
           */
          readonly useDigest?: boolean | null;
        } | null;
        /**
         * `hubble.ui.frontend.resources`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default {}
         */
        readonly resources?: JsonObject | null;
        /**
         * `hubble.ui.frontend.securityContext`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default {"allowPrivilegeEscalation":false}
         */
        readonly securityContext?: JsonObject | null;
        readonly server?: {
          readonly ipv6?: {
            /**
             * `hubble.ui.frontend.server.ipv6.enabled`
             * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
             * @default true
             */
            readonly enabled?: boolean | null;
          } | null;
        } | null;
      } | null;
      readonly ingress?: {
        /**
         * `hubble.ui.ingress.annotations`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default {}
         */
        readonly annotations?: JsonObject | null;
        /**
         * `hubble.ui.ingress.className`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default ""
         */
        readonly className?: string | null;
        /**
         * `hubble.ui.ingress.enabled`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default false
         */
        readonly enabled?: boolean | null;
        /**
         * `hubble.ui.ingress.hosts`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default ["chart-example.local"]
         */
        readonly hosts?: readonly string[] | null;
        /**
         * `hubble.ui.ingress.labels`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default {}
         */
        readonly labels?: JsonObject | null;
        /**
         * `hubble.ui.ingress.tls`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default []
         */
        readonly tls?: readonly Json[] | null;
      } | null;
      /**
       * `hubble.ui.labels`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default {}
       */
      readonly labels?: JsonObject | null;
      /**
       * `hubble.ui.nodeSelector`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default {"kubernetes.io/os":"linux"}
       */
      readonly nodeSelector?: JsonObject | null;
      /**
       * `hubble.ui.podAnnotations`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default {}
       */
      readonly podAnnotations?: JsonObject | null;
      readonly podDisruptionBudget?: {
        /**
         * `hubble.ui.podDisruptionBudget.enabled`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default false
         */
        readonly enabled?: boolean | null;
        /**
         * `hubble.ui.podDisruptionBudget.maxUnavailable`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default 1
         */
        readonly maxUnavailable?: number | string | null;
        /**
         * `hubble.ui.podDisruptionBudget.minAvailable`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default null
         */
        readonly minAvailable?: number | string | null;
        /**
         * `hubble.ui.podDisruptionBudget.unhealthyPodEvictionPolicy`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default null
         */
        readonly unhealthyPodEvictionPolicy?: string | null;
      } | null;
      /**
       * `hubble.ui.podLabels`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default {}
       */
      readonly podLabels?: JsonObject | null;
      /**
       * `hubble.ui.priorityClassName`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default ""
       */
      readonly priorityClassName?: string | null;
      /**
       * `hubble.ui.replicas`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default 1
       */
      readonly replicas?: number | null;
      /**
       * `hubble.ui.rollOutPods`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default false
       */
      readonly rollOutPods?: boolean | null;
      /**
       * `hubble.ui.securityContext`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default {"fsGroup":1001,"runAsGroup":1001,"runAsUser":1001}
       */
      readonly securityContext?: JsonObject | null;
      readonly service?: {
        /**
         * `hubble.ui.service.annotations`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default {}
         */
        readonly annotations?: JsonObject | null;
        /**
         * `hubble.ui.service.labels`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default {}
         */
        readonly labels?: JsonObject | null;
        /**
         * `hubble.ui.service.nodePort`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default 31235
         */
        readonly nodePort?: number | null;
        /**
         * `hubble.ui.service.type`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default "ClusterIP"
         */
        readonly type?: 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName' | null;
      } | null;
      readonly standalone?: {
        /**
         * `hubble.ui.standalone.enabled`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default false
         */
        readonly enabled?: boolean | null;
        readonly tls?: {
          /**
           * `hubble.ui.standalone.tls.certsVolume`
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default {}
           */
          readonly certsVolume?: JsonObject | null;
        } | null;
      } | null;
      readonly tls?: {
        readonly client?: {
          /**
           * `hubble.ui.tls.client.cert`
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default ""
           * @deprecated use `hubble.ui.tls.client.existingSecret`
           */
          readonly cert?: string | null;
          /**
           * `hubble.ui.tls.client.existingSecret`
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default ""
           */
          readonly existingSecret?: string | null;
          /**
           * `hubble.ui.tls.client.key`
           * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
           * @default ""
           * @deprecated use `hubble.ui.tls.client.existingSecret`
           */
          readonly key?: string | null;
        } | null;
      } | null;
      /**
       * `hubble.ui.tolerations`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default []
       */
      readonly tolerations?: readonly Json[] | null;
      /**
       * `hubble.ui.topologySpreadConstraints`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default []
       */
      readonly topologySpreadConstraints?: readonly Json[] | null;
      /**
       * `hubble.ui.updateStrategy`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default {"rollingUpdate":{"maxUnavailable":1},"type":"RollingUpdate"}
       */
      readonly updateStrategy?: JsonObject | null;
    } | null;
  } | null;
  /**
   * `identityAllocationMode`; cilium-config: `identity-allocation-mode`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default "crd"
   */
  readonly identityAllocationMode?: 'crd' | 'kvstore' | 'doublewrite-readkvstore' | 'doublewrite-readcrd' | null;
  /**
   * `identityChangeGracePeriod`; cilium-config: `identity-change-grace-period`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default ""
   */
  readonly identityChangeGracePeriod?: string | null;
  /**
   * `identityManagementMode`; cilium-config: `identity-management-mode`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default "agent"
   */
  readonly identityManagementMode?: 'agent' | 'operator' | 'both' | null;
  readonly image?: {
    /**
     * `image.digest`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default - differs by release
     */
    readonly digest?: string | null;
    /**
     * `image.override`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default null
     */
    readonly override?: string | null;
    /**
     * `image.pullPolicy`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default "IfNotPresent"
     */
    readonly pullPolicy?: 'Always' | 'IfNotPresent' | 'Never' | null;
    /**
     * `image.repository`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default "quay.io/cilium/cilium"
     */
    readonly repository?: string | null;
    /**
     * `image.tag`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default - differs by release
     */
    readonly tag?: string | null;
    /**
     * `image.useDigest`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default true
     */
    readonly useDigest?: boolean | null;
  } | null;
  /**
   * `imagePullSecrets`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default []
   */
  readonly imagePullSecrets?: readonly Json[] | null;
  readonly ingressController?: {
    /**
     * `ingressController.default`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default false
     */
    readonly default?: boolean | null;
    /**
     * `ingressController.defaultSecretName`; cilium-config: `ingress-default-secret-name`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default null
     */
    readonly defaultSecretName?: string | null;
    /**
     * `ingressController.defaultSecretNamespace`; cilium-config: `ingress-default-secret-namespace`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default null
     */
    readonly defaultSecretNamespace?: string | null;
    /**
     * `ingressController.enableProxyProtocol`; cilium-config: `enable-ingress-proxy-protocol`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default false
     */
    readonly enableProxyProtocol?: boolean | null;
    /**
     * `ingressController.enabled`; cilium-config: `enable-envoy-config`, `enable-ingress-controller`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default false
     */
    readonly enabled?: boolean | null;
    /**
     * `ingressController.enforceHttps`; cilium-config: `enforce-ingress-https`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default true
     */
    readonly enforceHttps?: boolean | null;
    readonly hostNetwork?: {
      /**
       * `ingressController.hostNetwork.enabled`; cilium-config: `ingress-hostnetwork-enabled`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default false
       */
      readonly enabled?: boolean | null;
      readonly nodes?: {
        /**
         * `ingressController.hostNetwork.nodes.matchLabels`; cilium-config: `ingress-hostnetwork-nodelabelselector`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default {}
         */
        readonly matchLabels?: JsonObject | null;
      } | null;
      /**
       * `ingressController.hostNetwork.sharedListenerPort`; cilium-config: `ingress-hostnetwork-shared-listener-port`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default 8080
       */
      readonly sharedListenerPort?: number | null;
    } | null;
    /**
     * `ingressController.ingressLBAnnotationPrefixes`; cilium-config: `ingress-lb-annotation-prefixes`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default - a list of 5
     */
    readonly ingressLBAnnotationPrefixes?: readonly string[] | null;
    /**
     * `ingressController.loadbalancerMode`; cilium-config: `ingress-default-lb-mode`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default "dedicated"
     */
    readonly loadbalancerMode?: 'dedicated' | 'shared' | null;
    readonly secretsNamespace?: {
      /**
       * `ingressController.secretsNamespace.create`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default true
       */
      readonly create?: boolean | null;
      /**
       * `ingressController.secretsNamespace.name`; cilium-config: `ingress-secrets-namespace`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default "cilium-secrets"
       */
      readonly name?: string | null;
      /**
       * `ingressController.secretsNamespace.sync`; cilium-config: `enable-ingress-secrets-sync`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default true
       */
      readonly sync?: boolean | null;
    } | null;
    readonly service?: {
      /**
       * `ingressController.service.allocateLoadBalancerNodePorts`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default null
       */
      readonly allocateLoadBalancerNodePorts?: boolean | null;
      /**
       * `ingressController.service.annotations`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default {}
       */
      readonly annotations?: JsonObject | null;
      /**
       * `ingressController.service.externalTrafficPolicy`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default "Cluster"
       */
      readonly externalTrafficPolicy?: 'Cluster' | 'Local' | null;
      /**
       * `ingressController.service.insecureNodePort`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default null
       */
      readonly insecureNodePort?: number | null;
      /**
       * `ingressController.service.labels`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default {}
       */
      readonly labels?: JsonObject | null;
      /**
       * `ingressController.service.loadBalancerClass`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default null
       */
      readonly loadBalancerClass?: string | null;
      /**
       * `ingressController.service.loadBalancerIP`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default null
       */
      readonly loadBalancerIP?: string | null;
      /**
       * `ingressController.service.name`; cilium-config: `ingress-shared-lb-service-name`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default "cilium-ingress"
       */
      readonly name?: string | null;
      /**
       * `ingressController.service.secureNodePort`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default null
       */
      readonly secureNodePort?: number | null;
      /**
       * `ingressController.service.type`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default "LoadBalancer"
       */
      readonly type?: 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName' | null;
    } | null;
  } | null;
  /**
   * `initResources`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default {}
   */
  readonly initResources?: JsonObject | null;
  /**
   * `installNoConntrackIptablesRules`; cilium-config: `install-no-conntrack-iptables-rules`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default false
   */
  readonly installNoConntrackIptablesRules?: boolean | null;
  readonly ipMasqAgent?: {
    /**
     * `ipMasqAgent.config`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default - not set
     */
    readonly config?: JsonObject | null;
    /**
     * `ipMasqAgent.enabled`; cilium-config: `enable-ip-masq-agent`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default false
     */
    readonly enabled?: boolean | null;
  } | null;
  readonly ipam?: {
    /**
     * `ipam.ciliumNodeUpdateRate`; cilium-config: `ipam-cilium-node-update-rate`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default "15s"
     */
    readonly ciliumNodeUpdateRate?: string | null;
    /**
     * `ipam.installUplinkRoutesForDelegatedIPAM`; cilium-config: `install-uplink-routes-for-delegated-ipam`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default false
     */
    readonly installUplinkRoutesForDelegatedIPAM?: boolean | null;
    /**
     * `ipam.mode`; cilium-config: `ipam`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default "cluster-pool"
     */
    readonly mode?: 'cluster-pool' | 'multi-pool' | 'kubernetes' | 'crd' | 'eni' | 'azure' | 'alibabacloud' | 'delegated-plugin' | null;
    /**
     * `ipam.multiPoolPreAllocation`; cilium-config: `ipam-multi-pool-pre-allocation`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default ""
     */
    readonly multiPoolPreAllocation?: string | null;
    readonly operator?: {
      /**
       * `ipam.operator.autoCreateCiliumPodIPPools`; cilium-config: `auto-create-cilium-pod-ip-pools`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default {}
       */
      readonly autoCreateCiliumPodIPPools?: JsonObject | null;
      /**
       * `ipam.operator.clusterPoolIPv4MaskSize`; cilium-config: `cluster-pool-ipv4-mask-size`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default 24
       */
      readonly clusterPoolIPv4MaskSize?: number | null;
      /**
       * `ipam.operator.clusterPoolIPv4PodCIDR`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default - not set
       */
      readonly clusterPoolIPv4PodCIDR?: Json | null;
      /**
       * `ipam.operator.clusterPoolIPv4PodCIDRList`; cilium-config: `cluster-pool-ipv4-cidr`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default ["10.0.0.0/8"]
       */
      readonly clusterPoolIPv4PodCIDRList?: readonly string[] | string | null;
      /**
       * `ipam.operator.clusterPoolIPv6MaskSize`; cilium-config: `cluster-pool-ipv6-mask-size`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default 120
       */
      readonly clusterPoolIPv6MaskSize?: number | null;
      /**
       * `ipam.operator.clusterPoolIPv6PodCIDR`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default - not set
       */
      readonly clusterPoolIPv6PodCIDR?: Json | null;
      /**
       * `ipam.operator.clusterPoolIPv6PodCIDRList`; cilium-config: `cluster-pool-ipv6-cidr`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default ["fd00::/104"]
       */
      readonly clusterPoolIPv6PodCIDRList?: readonly string[] | string | null;
      /**
       * `ipam.operator.externalAPILimitBurstSize`; cilium-config: `limit-ipam-api-burst`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default null
       */
      readonly externalAPILimitBurstSize?: number | null;
      /**
       * `ipam.operator.externalAPILimitQPS`; cilium-config: `limit-ipam-api-qps`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default null
       */
      readonly externalAPILimitQPS?: number | null;
    } | null;
  } | null;
  /**
   * `iptablesLockTimeout`; cilium-config: `iptables-lock-timeout`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default - not set; for example "5s"
   */
  readonly iptablesLockTimeout?: string | null;
  /**
   * `iptablesRandomFully`; cilium-config: `iptables-random-fully`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default false
   */
  readonly iptablesRandomFully?: boolean | null;
  readonly ipv4?: {
    /**
     * `ipv4.enabled`; cilium-config: `enable-ipv4`, `operator-api-serve-addr`, `hubble-prefer-ipv6`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default true
     */
    readonly enabled?: boolean | null;
  } | null;
  /**
   * `ipv4NativeRoutingCIDR`; cilium-config: `ipv4-native-routing-cidr`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default ""
   */
  readonly ipv4NativeRoutingCIDR?: string | null;
  readonly ipv6?: {
    /**
     * `ipv6.enabled`; cilium-config: `enable-ipv6`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default false
     */
    readonly enabled?: boolean | null;
  } | null;
  /**
   * `ipv6NativeRoutingCIDR`; cilium-config: `ipv6-native-routing-cidr`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default ""
   */
  readonly ipv6NativeRoutingCIDR?: string | null;
  readonly k8s?: {
    /**
     * `k8s.apiServerURLs`; cilium-config: `k8s-api-server-urls`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default - not set; for example ""
     */
    readonly apiServerURLs?: string | null;
    /**
     * `k8s.requireIPv4PodCIDR`; cilium-config: `k8s-require-ipv4-pod-cidr`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default false
     */
    readonly requireIPv4PodCIDR?: boolean | null;
    /**
     * `k8s.requireIPv6PodCIDR`; cilium-config: `k8s-require-ipv6-pod-cidr`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default false
     */
    readonly requireIPv6PodCIDR?: boolean | null;
    /**
     * `k8s.serviceProxyName`; cilium-config: `k8s-service-proxy-name`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default - not set
     */
    readonly serviceProxyName?: string | null;
  } | null;
  readonly k8sClientExponentialBackoff?: {
    /**
     * `k8sClientExponentialBackoff.backoffBaseSeconds`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default 1
     */
    readonly backoffBaseSeconds?: number | null;
    /**
     * `k8sClientExponentialBackoff.backoffMaxDurationSeconds`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default 120
     */
    readonly backoffMaxDurationSeconds?: number | null;
    /**
     * `k8sClientExponentialBackoff.enabled`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default true
     */
    readonly enabled?: boolean | null;
  } | null;
  readonly k8sClientRateLimit?: {
    /**
     * `k8sClientRateLimit.burst`; cilium-config: `k8s-client-burst`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default null
     */
    readonly burst?: number | null;
    readonly operator?: {
      /**
       * `k8sClientRateLimit.operator.burst`; cilium-config: `operator-k8s-client-burst`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default null
       */
      readonly burst?: number | null;
      /**
       * `k8sClientRateLimit.operator.qps`; cilium-config: `operator-k8s-client-qps`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default null
       */
      readonly qps?: number | null;
    } | null;
    /**
     * `k8sClientRateLimit.qps`; cilium-config: `k8s-client-qps`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default null
     */
    readonly qps?: number | null;
  } | null;
  readonly k8sNetworkPolicy?: {
    /**
     * `k8sNetworkPolicy.enabled`; cilium-config: `enable-k8s-networkpolicy`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default true
     */
    readonly enabled?: boolean | null;
  } | null;
  /**
   * `k8sServiceHost`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default ""
   */
  readonly k8sServiceHost?: string | null;
  readonly k8sServiceHostRef?: {
    /**
     * `k8sServiceHostRef.key`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default null
     */
    readonly key?: string | null;
    /**
     * `k8sServiceHostRef.name`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default null
     */
    readonly name?: string | null;
  } | null;
  /**
   * `k8sServiceLookupConfigMapName`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default ""
   */
  readonly k8sServiceLookupConfigMapName?: string | null;
  /**
   * `k8sServiceLookupNamespace`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default ""
   */
  readonly k8sServiceLookupNamespace?: string | null;
  /**
   * `k8sServicePort`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default ""
   */
  readonly k8sServicePort?: string | number | null;
  /**
   * `keepDeprecatedLabels`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default false
   */
  readonly keepDeprecatedLabels?: boolean | null;
  /**
   * `keepDeprecatedProbes`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default false
   */
  readonly keepDeprecatedProbes?: boolean | null;
  /**
   * `kubeConfigPath`; cilium-config: `k8s-kubeconfig-path`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default ""
   */
  readonly kubeConfigPath?: string | null;
  /**
   * `kubeProxyReplacement`; cilium-config: `kube-proxy-replacement`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default - differs by release
   */
  readonly kubeProxyReplacement?: 'true' | 'false' | boolean | null;
  /**
   * `kubeProxyReplacementHealthzBindAddr`; cilium-config: `kube-proxy-replacement-healthz-bind-address`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default ""
   */
  readonly kubeProxyReplacementHealthzBindAddr?: string | null;
  readonly l2NeighDiscovery?: {
    /**
     * `l2NeighDiscovery.enabled`; cilium-config: `enable-l2-neigh-discovery`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default false
     */
    readonly enabled?: boolean | null;
  } | null;
  readonly l2announcements?: {
    /**
     * `l2announcements.enabled`; cilium-config: `enable-l2-announcements`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default false
     */
    readonly enabled?: boolean | null;
    /**
     * `l2announcements.leaseDuration`; cilium-config: `l2-announcements-lease-duration`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default - not set; for example "15s"
     */
    readonly leaseDuration?: string | null;
    /**
     * `l2announcements.leaseRenewDeadline`; cilium-config: `l2-announcements-renew-deadline`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default - not set; for example "5s"
     */
    readonly leaseRenewDeadline?: string | null;
    /**
     * `l2announcements.leaseRetryPeriod`; cilium-config: `l2-announcements-retry-period`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default - not set; for example "2s"
     */
    readonly leaseRetryPeriod?: string | null;
  } | null;
  readonly l2podAnnouncements?: {
    /**
     * `l2podAnnouncements.enabled`; cilium-config: `enable-l2-pod-announcements`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default false
     */
    readonly enabled?: boolean | null;
    /**
     * `l2podAnnouncements.interface`; cilium-config: `l2-pod-announcements-interface`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default "eth0"
     * @deprecated use `l2podAnnouncements.interfacePattern`
     */
    readonly interface?: string | null;
    /**
     * `l2podAnnouncements.interfacePattern`; cilium-config: `l2-pod-announcements-interface-pattern`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default - not set; for example ""
     */
    readonly interfacePattern?: string | null;
  } | null;
  /**
   * `l7Proxy`; cilium-config: `enable-l7-proxy`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default true
   */
  readonly l7Proxy?: boolean | null;
  /**
   * `labels`; cilium-config: `labels`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default - not set; for example ""
   */
  readonly labels?: string | null;
  readonly livenessProbe?: {
    /**
     * `livenessProbe.failureThreshold`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default 10
     */
    readonly failureThreshold?: number | null;
    /**
     * `livenessProbe.periodSeconds`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default 30
     */
    readonly periodSeconds?: number | null;
    /**
     * `livenessProbe.requireK8sConnectivity`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default false
     */
    readonly requireK8sConnectivity?: boolean | null;
  } | null;
  readonly loadBalancer?: {
    /**
     * `loadBalancer.acceleration`; cilium-config: `bpf-lb-acceleration`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default "disabled"
     */
    readonly acceleration?: 'disabled' | 'native' | 'best-effort' | 'testing-only' | null;
    /**
     * `loadBalancer.algorithm`; cilium-config: `bpf-lb-algorithm`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default - not set; for example "random"
     */
    readonly algorithm?: 'random' | 'maglev' | null;
    /**
     * `loadBalancer.dsrDispatch`; cilium-config: `bpf-lb-dsr-dispatch`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default - not set; for example "opt"
     */
    readonly dsrDispatch?: 'opt' | 'ipip' | 'geneve' | null;
    readonly l7?: {
      /**
       * `loadBalancer.l7.algorithm`; cilium-config: `loadbalancer-l7-algorithm`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default "round_robin"
       */
      readonly algorithm?: 'round_robin' | 'least_request' | 'random' | null;
      /**
       * `loadBalancer.l7.backend`; cilium-config: `enable-envoy-config`, `loadbalancer-l7`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default "disabled"
       */
      readonly backend?: 'disabled' | 'envoy' | null;
      /**
       * `loadBalancer.l7.ports`; cilium-config: `loadbalancer-l7-ports`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default []
       */
      readonly ports?: readonly (string | number)[] | null;
    } | null;
    /**
     * `loadBalancer.mode`; cilium-config: `bpf-lb-mode`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default - not set; for example "snat"
     */
    readonly mode?: 'snat' | 'dsr' | 'hybrid' | null;
    readonly protocolDifferentiation?: {
      /**
       * `loadBalancer.protocolDifferentiation.enabled`; cilium-config: `bpf-lb-proto-diff`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default - not set
       */
      readonly enabled?: boolean | null;
    } | null;
    /**
     * `loadBalancer.serviceTopology`; cilium-config: `enable-service-topology`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default - not set; for example false
     */
    readonly serviceTopology?: boolean | null;
    /**
     * `loadBalancer.standalone`; cilium-config: `bpf-lb-only`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default - not set; for example false
     */
    readonly standalone?: boolean | null;
  } | null;
  readonly localRedirectPolicies?: {
    /**
     * `localRedirectPolicies.addressMatcherCIDRs`; cilium-config: `lrp-address-matcher-cidrs`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default null
     */
    readonly addressMatcherCIDRs?: readonly (string | number)[] | null;
    /**
     * `localRedirectPolicies.enabled`; cilium-config: `enable-local-redirect-policy`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default false
     */
    readonly enabled?: boolean | null;
  } | null;
  /**
   * `localRedirectPolicy`; cilium-config: `enable-local-redirect-policy`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default false
   * @deprecated use `localRedirectPolicies.enabled`
   */
  readonly localRedirectPolicy?: boolean | null;
  /**
   * `logOptions`; cilium-config: `log-opt`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default - not set
   */
  readonly logOptions?: JsonObject | null;
  /**
   * `logSystemLoad`; cilium-config: `log-system-load`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default false
   */
  readonly logSystemLoad?: boolean | null;
  readonly maglev?: {
    /**
     * `maglev.hashSeed`; cilium-config: `bpf-lb-maglev-hash-seed`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default - not set
     */
    readonly hashSeed?: string | null;
    /**
     * `maglev.tableSize`; cilium-config: `bpf-lb-maglev-table-size`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default - not set
     */
    readonly tableSize?: 251 | 509 | 1021 | 2039 | 4093 | 8191 | 16381 | 32749 | 65521 | 131071 | null;
  } | null;
  readonly monitor?: {
    /**
     * `monitor.enabled`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default false
     */
    readonly enabled?: boolean | null;
    /**
     * `monitor.eventTypes`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default - not set
     */
    readonly eventTypes?: readonly string[] | null;
    /**
     * `monitor.resources`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default - not set
     */
    readonly resources?: JsonObject | null;
  } | null;
  /**
   * `name`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default "cilium"
   */
  readonly name?: string | null;
  /**
   * `namespaceOverride`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default ""
   */
  readonly namespaceOverride?: string | null;
  readonly nat?: {
    /**
     * `nat.mapStatsEntries`; cilium-config: `nat-map-stats-entries`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default 32
     */
    readonly mapStatsEntries?: number | null;
    /**
     * `nat.mapStatsInterval`; cilium-config: `nat-map-stats-interval`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default "30s"
     */
    readonly mapStatsInterval?: string | null;
  } | null;
  readonly nat46x64Gateway?: {
    /**
     * `nat46x64Gateway.enabled`; cilium-config: `enable-nat46x64-gateway`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default false
     */
    readonly enabled?: boolean | null;
  } | null;
  readonly nodeIPAM?: {
    /**
     * `nodeIPAM.enabled`; cilium-config: `enable-node-ipam`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default false
     */
    readonly enabled?: boolean | null;
  } | null;
  /**
   * `nodeLabels`; cilium-config: `node-labels`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default - not set; for example ""
   */
  readonly nodeLabels?: string | null;
  readonly nodePort?: {
    /**
     * `nodePort.addresses`; cilium-config: `nodeport-addresses`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default null
     */
    readonly addresses?: string | readonly (string | number)[] | null;
    /**
     * `nodePort.autoProtectPortRange`; cilium-config: `enable-auto-protect-node-port-range`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default true
     */
    readonly autoProtectPortRange?: boolean | null;
    /**
     * `nodePort.bindProtection`; cilium-config: `node-port-bind-protection`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default true
     */
    readonly bindProtection?: boolean | null;
    /**
     * `nodePort.directRoutingDevice`; cilium-config: `direct-routing-device`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default - not set
     */
    readonly directRoutingDevice?: string | null;
    /**
     * `nodePort.enableHealthCheck`; cilium-config: `enable-health-check-nodeport`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default true
     */
    readonly enableHealthCheck?: boolean | null;
    /**
     * `nodePort.enableHealthCheckLoadBalancerIP`; cilium-config: `enable-health-check-loadbalancer-ip`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default false
     */
    readonly enableHealthCheckLoadBalancerIP?: boolean | null;
    /**
     * `nodePort.enabled`; cilium-config: `enable-node-port`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default false
     */
    readonly enabled?: boolean | null;
    /**
     * `nodePort.range`; cilium-config: `node-port-range`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default - not set; for example "30000,32767"
     */
    readonly range?: string | null;
  } | null;
  /**
   * `nodeSelector`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default {"kubernetes.io/os":"linux"}
   */
  readonly nodeSelector?: JsonObject | null;
  /**
   * `nodeSelectorLabels`; cilium-config: `enable-node-selector-labels`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default false
   */
  readonly nodeSelectorLabels?: boolean | null;
  readonly nodeinit?: {
    /**
     * `nodeinit.affinity`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default {}
     */
    readonly affinity?: JsonObject | null;
    /**
     * `nodeinit.annotations`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default {}
     */
    readonly annotations?: JsonObject | null;
    /**
     * `nodeinit.bootstrapFile`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default "/tmp/cilium-bootstrap.d/cilium-bootstrap-time"
     */
    readonly bootstrapFile?: string | null;
    /**
     * `nodeinit.enabled`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default false
     */
    readonly enabled?: boolean | null;
    /**
     * `nodeinit.extraEnv`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default []
     */
    readonly extraEnv?: readonly Json[] | null;
    /**
     * `nodeinit.extraVolumeMounts`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default []
     */
    readonly extraVolumeMounts?: readonly Json[] | null;
    /**
     * `nodeinit.extraVolumes`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default []
     */
    readonly extraVolumes?: readonly Json[] | null;
    readonly image?: {
      /**
       * `nodeinit.image.digest`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default - differs by release
       */
      readonly digest?: string | null;
      /**
       * `nodeinit.image.override`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default null
       */
      readonly override?: string | null;
      /**
       * `nodeinit.image.pullPolicy`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default "IfNotPresent"
       */
      readonly pullPolicy?: 'Always' | 'IfNotPresent' | 'Never' | null;
      /**
       * `nodeinit.image.repository`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default "quay.io/cilium/startup-script"
       */
      readonly repository?: string | null;
      /**
       * `nodeinit.image.tag`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default - differs by release
       */
      readonly tag?: string | null;
      /**
       * `nodeinit.image.useDigest`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default true
       */
      readonly useDigest?: boolean | null;
    } | null;
    /**
     * `nodeinit.nodeSelector`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default {"kubernetes.io/os":"linux"}
     */
    readonly nodeSelector?: JsonObject | null;
    /**
     * `nodeinit.podAnnotations`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default {}
     */
    readonly podAnnotations?: JsonObject | null;
    /**
     * `nodeinit.podLabels`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default {}
     */
    readonly podLabels?: JsonObject | null;
    /**
     * `nodeinit.podSecurityContext`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default {"appArmorProfile":{"type":"Unconfined"}}
     */
    readonly podSecurityContext?: JsonObject | null;
    readonly prestop?: {
      /**
       * `nodeinit.prestop.postScript`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default ""
       */
      readonly postScript?: string | null;
      /**
       * `nodeinit.prestop.preScript`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default ""
       */
      readonly preScript?: string | null;
    } | null;
    /**
     * `nodeinit.priorityClassName`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default ""
     */
    readonly priorityClassName?: string | null;
    /**
     * `nodeinit.reconfigureKubelet`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default - not set
     */
    readonly reconfigureKubelet?: boolean | null;
    /**
     * `nodeinit.removeCbrBridge`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default - not set
     */
    readonly removeCbrBridge?: boolean | null;
    /**
     * `nodeinit.resources`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default {"requests":{"cpu":"100m","memory":"100Mi"}}
     */
    readonly resources?: JsonObject | null;
    /**
     * `nodeinit.revertReconfigureKubelet`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default - not set
     */
    readonly revertReconfigureKubelet?: boolean | null;
    /**
     * `nodeinit.securityContext`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default - a map
     */
    readonly securityContext?: JsonObject | null;
    readonly startup?: {
      /**
       * `nodeinit.startup.postScript`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default ""
       */
      readonly postScript?: string | null;
      /**
       * `nodeinit.startup.preScript`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default ""
       */
      readonly preScript?: string | null;
    } | null;
    /**
     * `nodeinit.tolerations`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default [{"operator":"Exists"}]
     */
    readonly tolerations?: readonly Json[] | null;
    /**
     * `nodeinit.updateStrategy`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default {"type":"RollingUpdate"}
     */
    readonly updateStrategy?: JsonObject | null;
  } | null;
  readonly operator?: {
    /**
     * `operator.affinity`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default - a map
     */
    readonly affinity?: JsonObject | null;
    /**
     * `operator.annotations`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default {}
     */
    readonly annotations?: JsonObject | null;
    readonly dashboards?: {
      /**
       * `operator.dashboards.annotations`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default {}
       */
      readonly annotations?: JsonObject | null;
      /**
       * `operator.dashboards.enabled`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default false
       */
      readonly enabled?: boolean | null;
      /**
       * `operator.dashboards.label`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default "grafana_dashboard"
       */
      readonly label?: string | null;
      /**
       * `operator.dashboards.labelValue`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default "1"
       */
      readonly labelValue?: string | null;
      /**
       * `operator.dashboards.namespace`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default null
       */
      readonly namespace?: string | null;
    } | null;
    /**
     * `operator.dnsPolicy`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default ""
     */
    readonly dnsPolicy?: '' | 'ClusterFirst' | 'ClusterFirstWithHostNet' | 'Default' | 'None' | null;
    /**
     * `operator.enabled`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default true
     */
    readonly enabled?: boolean | null;
    /**
     * `operator.endpointGCInterval`; cilium-config: `cilium-endpoint-gc-interval`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default "5m0s"
     */
    readonly endpointGCInterval?: string | null;
    /**
     * `operator.extraArgs`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default []
     */
    readonly extraArgs?: readonly Json[] | null;
    /**
     * `operator.extraEnv`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default []
     */
    readonly extraEnv?: readonly Json[] | null;
    /**
     * `operator.extraHostPathMounts`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default []
     */
    readonly extraHostPathMounts?: readonly Json[] | null;
    /**
     * `operator.extraVolumeMounts`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default []
     */
    readonly extraVolumeMounts?: readonly Json[] | null;
    /**
     * `operator.extraVolumes`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default []
     */
    readonly extraVolumes?: readonly Json[] | null;
    /**
     * `operator.hostNetwork`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default true
     */
    readonly hostNetwork?: boolean | null;
    /**
     * `operator.identityGCInterval`; cilium-config: `identity-gc-interval`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default "15m0s"
     */
    readonly identityGCInterval?: string | null;
    /**
     * `operator.identityHeartbeatTimeout`; cilium-config: `identity-heartbeat-timeout`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default "30m0s"
     */
    readonly identityHeartbeatTimeout?: string | null;
    readonly image?: {
      /**
       * `operator.image.alibabacloudDigest`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default - differs by release
       */
      readonly alibabacloudDigest?: string | null;
      /**
       * `operator.image.awsDigest`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default - differs by release
       */
      readonly awsDigest?: string | null;
      /**
       * `operator.image.azureDigest`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default - differs by release
       */
      readonly azureDigest?: string | null;
      /**
       * `operator.image.genericDigest`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default - differs by release
       */
      readonly genericDigest?: string | null;
      /**
       * `operator.image.override`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default null
       */
      readonly override?: string | null;
      /**
       * `operator.image.pullPolicy`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default "IfNotPresent"
       */
      readonly pullPolicy?: 'Always' | 'IfNotPresent' | 'Never' | null;
      /**
       * `operator.image.repository`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default "quay.io/cilium/operator"
       */
      readonly repository?: string | null;
      /**
       * `operator.image.suffix`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default ""
       */
      readonly suffix?: string | null;
      /**
       * `operator.image.tag`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default - differs by release
       */
      readonly tag?: string | null;
      /**
       * `operator.image.useDigest`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default true
       */
      readonly useDigest?: boolean | null;
    } | null;
    /**
     * `operator.nodeGCInterval`; cilium-config: `nodes-gc-interval`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default "5m0s"
     */
    readonly nodeGCInterval?: string | null;
    /**
     * `operator.nodeSelector`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default {"kubernetes.io/os":"linux"}
     */
    readonly nodeSelector?: JsonObject | null;
    /**
     * `operator.podAnnotations`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default {}
     */
    readonly podAnnotations?: JsonObject | null;
    readonly podDisruptionBudget?: {
      /**
       * `operator.podDisruptionBudget.enabled`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default false
       */
      readonly enabled?: boolean | null;
      /**
       * `operator.podDisruptionBudget.maxUnavailable`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default 1
       */
      readonly maxUnavailable?: number | string | null;
      /**
       * `operator.podDisruptionBudget.minAvailable`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default null
       */
      readonly minAvailable?: number | string | null;
      /**
       * `operator.podDisruptionBudget.unhealthyPodEvictionPolicy`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default null
       */
      readonly unhealthyPodEvictionPolicy?: string | null;
    } | null;
    /**
     * `operator.podLabels`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default {}
     */
    readonly podLabels?: JsonObject | null;
    /**
     * `operator.podSecurityContext`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default {"seccompProfile":{"type":"RuntimeDefault"}}
     */
    readonly podSecurityContext?: JsonObject | null;
    readonly pprof?: {
      /**
       * `operator.pprof.address`; cilium-config: `operator-pprof-address`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default "localhost"
       */
      readonly address?: string | null;
      /**
       * `operator.pprof.enabled`; cilium-config: `operator-pprof`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default false
       */
      readonly enabled?: boolean | null;
      /**
       * `operator.pprof.port`; cilium-config: `operator-pprof-port`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default 6061
       */
      readonly port?: number | null;
    } | null;
    /**
     * `operator.priorityClassName`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default ""
     */
    readonly priorityClassName?: string | null;
    readonly prometheus?: {
      /**
       * `operator.prometheus.enabled`; cilium-config: `enable-metrics`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default true
       */
      readonly enabled?: boolean | null;
      /**
       * `operator.prometheus.metricsService`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default false
       */
      readonly metricsService?: boolean | null;
      /**
       * `operator.prometheus.port`; cilium-config: `operator-prometheus-serve-addr`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default 9963
       */
      readonly port?: number | null;
      readonly serviceMonitor?: {
        /**
         * `operator.prometheus.serviceMonitor.annotations`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default {}
         */
        readonly annotations?: JsonObject | null;
        /**
         * `operator.prometheus.serviceMonitor.enabled`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default false
         */
        readonly enabled?: boolean | null;
        /**
         * `operator.prometheus.serviceMonitor.interval`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default "10s"
         */
        readonly interval?: string | null;
        /**
         * `operator.prometheus.serviceMonitor.jobLabel`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default ""
         */
        readonly jobLabel?: string | null;
        /**
         * `operator.prometheus.serviceMonitor.labels`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default {}
         */
        readonly labels?: JsonObject | null;
        /**
         * `operator.prometheus.serviceMonitor.metricRelabelings`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default null
         */
        readonly metricRelabelings?: readonly Json[] | null;
        /**
         * `operator.prometheus.serviceMonitor.namespace`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default - not set
         */
        readonly namespace?: string | null;
        /**
         * `operator.prometheus.serviceMonitor.relabelings`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default null
         */
        readonly relabelings?: readonly Json[] | null;
        /**
         * `operator.prometheus.serviceMonitor.scrapeTimeout`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default null
         */
        readonly scrapeTimeout?: string | null;
      } | null;
    } | null;
    /**
     * `operator.removeNodeTaints`; cilium-config: `remove-cilium-node-taints`, `set-cilium-node-taints`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default true
     */
    readonly removeNodeTaints?: boolean | null;
    /**
     * `operator.replicas`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default 2
     */
    readonly replicas?: number | null;
    /**
     * `operator.resources`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default {}
     */
    readonly resources?: JsonObject | null;
    /**
     * `operator.rollOutPods`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default false
     */
    readonly rollOutPods?: boolean | null;
    /**
     * `operator.securityContext`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default {"allowPrivilegeEscalation":false,"capabilities":{"drop":["ALL"]}}
     */
    readonly securityContext?: JsonObject | null;
    /**
     * `operator.setNodeNetworkStatus`; cilium-config: `set-cilium-is-up-condition`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default true
     */
    readonly setNodeNetworkStatus?: boolean | null;
    /**
     * `operator.setNodeTaints`; cilium-config: `set-cilium-node-taints`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default null
     */
    readonly setNodeTaints?: boolean | null;
    /**
     * `operator.skipCRDCreation`; cilium-config: `skip-crd-creation`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default false
     */
    readonly skipCRDCreation?: boolean | null;
    /**
     * `operator.tolerations`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default - differs by release
     */
    readonly tolerations?: readonly Json[] | null;
    /**
     * `operator.topologySpreadConstraints`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default []
     */
    readonly topologySpreadConstraints?: readonly Json[] | null;
    readonly unmanagedPodWatcher?: {
      /**
       * `operator.unmanagedPodWatcher.intervalSeconds`; cilium-config: `unmanaged-pod-watcher-interval`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default 15
       */
      readonly intervalSeconds?: number | null;
      /**
       * `operator.unmanagedPodWatcher.restart`; cilium-config: `unmanaged-pod-watcher-interval`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default true
       */
      readonly restart?: boolean | null;
    } | null;
    /**
     * `operator.updateStrategy`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default - a map
     */
    readonly updateStrategy?: JsonObject | null;
  } | null;
  readonly pmtuDiscovery?: {
    /**
     * `pmtuDiscovery.enabled`; cilium-config: `enable-pmtu-discovery`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default false
     */
    readonly enabled?: boolean | null;
  } | null;
  /**
   * `podAnnotations`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default {}
   */
  readonly podAnnotations?: JsonObject | null;
  /**
   * `podLabels`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default {}
   */
  readonly podLabels?: JsonObject | null;
  /**
   * `podSecurityContext`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default {"appArmorProfile":{"type":"Unconfined"},"seccompProfile":{"type":"Unconfined"}}
   */
  readonly podSecurityContext?: JsonObject | null;
  /**
   * `policyAuditMode`; cilium-config: `policy-audit-mode`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default - not set; for example false
   */
  readonly policyAuditMode?: boolean | null;
  /**
   * `policyCIDRMatchMode`; cilium-config: `policy-cidr-match-mode`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default null
   */
  readonly policyCIDRMatchMode?: '' | 'nodes' | readonly ('nodes')[] | null;
  /**
   * `policyEnforcementMode`; cilium-config: `enable-policy`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default "default"
   */
  readonly policyEnforcementMode?: 'default' | 'always' | 'never' | null;
  readonly pprof?: {
    /**
     * `pprof.address`; cilium-config: `pprof-address`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default "localhost"
     */
    readonly address?: string | null;
    /**
     * `pprof.enabled`; cilium-config: `pprof`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default false
     */
    readonly enabled?: boolean | null;
    /**
     * `pprof.port`; cilium-config: `pprof-port`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default 6060
     */
    readonly port?: number | null;
  } | null;
  readonly preflight?: {
    /**
     * `preflight.affinity`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default - a map
     */
    readonly affinity?: JsonObject | null;
    /**
     * `preflight.annotations`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default {}
     */
    readonly annotations?: JsonObject | null;
    /**
     * `preflight.enabled`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default false
     */
    readonly enabled?: boolean | null;
    readonly envoy?: {
      readonly image?: {
        /**
         * `preflight.envoy.image.digest`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default - differs by release
         */
        readonly digest?: string | null;
        /**
         * `preflight.envoy.image.override`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default null
         */
        readonly override?: string | null;
        /**
         * `preflight.envoy.image.pullPolicy`
         * Nothing in the chart reads it.
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default "IfNotPresent"
         */
        readonly pullPolicy?: 'Always' | 'IfNotPresent' | 'Never' | null;
        /**
         * `preflight.envoy.image.repository`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default "quay.io/cilium/cilium-envoy"
         */
        readonly repository?: string | null;
        /**
         * `preflight.envoy.image.tag`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default - differs by release
         */
        readonly tag?: string | null;
        /**
         * `preflight.envoy.image.useDigest`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default true
         */
        readonly useDigest?: boolean | null;
      } | null;
    } | null;
    /**
     * `preflight.extraEnv`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default []
     */
    readonly extraEnv?: readonly Json[] | null;
    /**
     * `preflight.extraVolumeMounts`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default []
     */
    readonly extraVolumeMounts?: readonly Json[] | null;
    /**
     * `preflight.extraVolumes`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default []
     */
    readonly extraVolumes?: readonly Json[] | null;
    readonly image?: {
      /**
       * `preflight.image.digest`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default - differs by release
       */
      readonly digest?: string | null;
      /**
       * `preflight.image.override`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default null
       */
      readonly override?: string | null;
      /**
       * `preflight.image.pullPolicy`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default "IfNotPresent"
       */
      readonly pullPolicy?: 'Always' | 'IfNotPresent' | 'Never' | null;
      /**
       * `preflight.image.repository`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default "quay.io/cilium/cilium"
       */
      readonly repository?: string | null;
      /**
       * `preflight.image.tag`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default - differs by release
       */
      readonly tag?: string | null;
      /**
       * `preflight.image.useDigest`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default true
       */
      readonly useDigest?: boolean | null;
    } | null;
    /**
     * `preflight.nodeSelector`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default {"kubernetes.io/os":"linux"}
     */
    readonly nodeSelector?: JsonObject | null;
    /**
     * `preflight.podAnnotations`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default {}
     */
    readonly podAnnotations?: JsonObject | null;
    readonly podDisruptionBudget?: {
      /**
       * `preflight.podDisruptionBudget.enabled`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default false
       */
      readonly enabled?: boolean | null;
      /**
       * `preflight.podDisruptionBudget.maxUnavailable`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default 1
       */
      readonly maxUnavailable?: number | string | null;
      /**
       * `preflight.podDisruptionBudget.minAvailable`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default null
       */
      readonly minAvailable?: number | string | null;
      /**
       * `preflight.podDisruptionBudget.unhealthyPodEvictionPolicy`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default null
       */
      readonly unhealthyPodEvictionPolicy?: string | null;
    } | null;
    /**
     * `preflight.podLabels`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default {}
     */
    readonly podLabels?: JsonObject | null;
    /**
     * `preflight.podSecurityContext`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default {}
     */
    readonly podSecurityContext?: JsonObject | null;
    /**
     * `preflight.priorityClassName`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default ""
     */
    readonly priorityClassName?: string | null;
    readonly readinessProbe?: {
      /**
       * `preflight.readinessProbe.initialDelaySeconds`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default 5
       */
      readonly initialDelaySeconds?: number | null;
      /**
       * `preflight.readinessProbe.periodSeconds`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default 5
       */
      readonly periodSeconds?: number | null;
    } | null;
    /**
     * `preflight.resources`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default {}
     */
    readonly resources?: JsonObject | null;
    /**
     * `preflight.securityContext`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default {"allowPrivilegeEscalation":false}
     */
    readonly securityContext?: JsonObject | null;
    /**
     * `preflight.terminationGracePeriodSeconds`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default 1
     */
    readonly terminationGracePeriodSeconds?: number | null;
    /**
     * `preflight.tofqdnsPreCache`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default ""
     */
    readonly tofqdnsPreCache?: string | null;
    /**
     * `preflight.tolerations`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default [{"operator":"Exists"}]
     */
    readonly tolerations?: readonly Json[] | null;
    /**
     * `preflight.updateStrategy`
     * Nothing in the chart reads it.
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default {"type":"RollingUpdate"}
     */
    readonly updateStrategy?: JsonObject | null;
    /**
     * `preflight.validateCNPs`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default true
     */
    readonly validateCNPs?: boolean | null;
  } | null;
  /**
   * `priorityClassName`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default ""
   */
  readonly priorityClassName?: string | null;
  readonly prometheus?: {
    /**
     * `prometheus.controllerGroupMetrics`; cilium-config: `controller-group-metrics`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default ["write-cni-file","sync-host-ips","sync-lb-maps-with-k8s-services"]
     */
    readonly controllerGroupMetrics?: readonly string[] | null;
    /**
     * `prometheus.enabled`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default false
     */
    readonly enabled?: boolean | null;
    /**
     * `prometheus.metrics`; cilium-config: `metrics`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default null
     */
    readonly metrics?: readonly Json[] | null;
    /**
     * `prometheus.metricsService`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default false
     */
    readonly metricsService?: boolean | null;
    /**
     * `prometheus.port`; cilium-config: `prometheus-serve-addr`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default 9962
     */
    readonly port?: number | null;
    readonly serviceMonitor?: {
      /**
       * `prometheus.serviceMonitor.annotations`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default {}
       */
      readonly annotations?: JsonObject | null;
      /**
       * `prometheus.serviceMonitor.enabled`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default false
       */
      readonly enabled?: boolean | null;
      /**
       * `prometheus.serviceMonitor.interval`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default "10s"
       */
      readonly interval?: string | null;
      /**
       * `prometheus.serviceMonitor.jobLabel`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default ""
       */
      readonly jobLabel?: string | null;
      /**
       * `prometheus.serviceMonitor.labels`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default {}
       */
      readonly labels?: JsonObject | null;
      /**
       * `prometheus.serviceMonitor.metricRelabelings`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default null
       */
      readonly metricRelabelings?: readonly Json[] | null;
      /**
       * `prometheus.serviceMonitor.namespace`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default - not set; for example ""
       */
      readonly namespace?: string | null;
      /**
       * `prometheus.serviceMonitor.relabelings`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default - a list of 1
       */
      readonly relabelings?: readonly Json[] | null;
      /**
       * `prometheus.serviceMonitor.scrapeTimeout`
       * Nothing in the chart reads it.
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default null
       */
      readonly scrapeTimeout?: string | null;
      /**
       * `prometheus.serviceMonitor.trustCRDsExist`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default false
       */
      readonly trustCRDsExist?: boolean | null;
    } | null;
  } | null;
  readonly rbac?: {
    /**
     * `rbac.create`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default true
     */
    readonly create?: boolean | null;
  } | null;
  readonly readinessProbe?: {
    /**
     * `readinessProbe.failureThreshold`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default 3
     */
    readonly failureThreshold?: number | null;
    /**
     * `readinessProbe.periodSeconds`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default 30
     */
    readonly periodSeconds?: number | null;
  } | null;
  readonly resourceQuotas?: {
    readonly cilium?: {
      readonly hard?: {
        /**
         * `resourceQuotas.cilium.hard.pods`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default "10k"
         */
        readonly pods?: string | null;
      } | null;
    } | null;
    /**
     * `resourceQuotas.enabled`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default false
     */
    readonly enabled?: boolean | null;
    readonly operator?: {
      readonly hard?: {
        /**
         * `resourceQuotas.operator.hard.pods`
         * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
         * @default "15"
         */
        readonly pods?: string | null;
      } | null;
    } | null;
  } | null;
  /**
   * `resources`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default {}
   */
  readonly resources?: JsonObject | null;
  /**
   * `rollOutCiliumPods`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default false
   */
  readonly rollOutCiliumPods?: boolean | null;
  /**
   * `routingMode`; cilium-config: `routing-mode`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default ""
   */
  readonly routingMode?: '' | 'native' | 'tunnel' | null;
  readonly scheduling?: {
    /**
     * `scheduling.mode`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default "anti-affinity"
     */
    readonly mode?: 'anti-affinity' | 'kube-scheduler' | null;
  } | null;
  readonly sctp?: {
    /**
     * `sctp.enabled`; cilium-config: `enable-sctp`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default false
     */
    readonly enabled?: boolean | null;
  } | null;
  /**
   * `secretsNamespaceAnnotations`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default {}
   */
  readonly secretsNamespaceAnnotations?: JsonObject | null;
  readonly securityContext?: {
    /**
     * `securityContext.allowPrivilegeEscalation`
     * Nothing in the chart reads it.
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default false
     */
    readonly allowPrivilegeEscalation?: boolean | null;
    readonly capabilities?: {
      /**
       * `securityContext.capabilities.applySysctlOverwrites`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default ["SYS_ADMIN","SYS_CHROOT","SYS_PTRACE"]
       */
      readonly applySysctlOverwrites?: readonly string[] | null;
      /**
       * `securityContext.capabilities.ciliumAgent`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default - a list of 12
       */
      readonly ciliumAgent?: readonly string[] | null;
      /**
       * `securityContext.capabilities.cleanCiliumState`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default ["NET_ADMIN","SYS_MODULE","SYS_ADMIN","SYS_RESOURCE"]
       */
      readonly cleanCiliumState?: readonly string[] | null;
      /**
       * `securityContext.capabilities.mountCgroup`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default ["SYS_ADMIN","SYS_CHROOT","SYS_PTRACE"]
       */
      readonly mountCgroup?: readonly string[] | null;
    } | null;
    /**
     * `securityContext.privileged`; cilium-config: `procfs`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default false
     */
    readonly privileged?: boolean | null;
    /**
     * `securityContext.seLinuxOptions`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default {"level":"s0","type":"spc_t"}
     */
    readonly seLinuxOptions?: JsonObject | null;
  } | null;
  readonly serviceAccounts?: {
    readonly cilium?: {
      /**
       * `serviceAccounts.cilium.annotations`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default {}
       */
      readonly annotations?: JsonObject | null;
      /**
       * `serviceAccounts.cilium.automount`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default true
       */
      readonly automount?: boolean | null;
      /**
       * `serviceAccounts.cilium.create`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default true
       */
      readonly create?: boolean | null;
      /**
       * `serviceAccounts.cilium.name`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default "cilium"
       */
      readonly name?: string | null;
    } | null;
    readonly clustermeshApiserver?: {
      /**
       * `serviceAccounts.clustermeshApiserver.annotations`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default {}
       */
      readonly annotations?: JsonObject | null;
      /**
       * `serviceAccounts.clustermeshApiserver.automount`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default true
       */
      readonly automount?: boolean | null;
      /**
       * `serviceAccounts.clustermeshApiserver.create`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default true
       */
      readonly create?: boolean | null;
      /**
       * `serviceAccounts.clustermeshApiserver.name`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default "clustermesh-apiserver"
       */
      readonly name?: string | null;
    } | null;
    readonly clustermeshcertgen?: {
      /**
       * `serviceAccounts.clustermeshcertgen.annotations`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default {}
       */
      readonly annotations?: JsonObject | null;
      /**
       * `serviceAccounts.clustermeshcertgen.automount`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default true
       */
      readonly automount?: boolean | null;
      /**
       * `serviceAccounts.clustermeshcertgen.create`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default true
       */
      readonly create?: boolean | null;
      /**
       * `serviceAccounts.clustermeshcertgen.name`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default "clustermesh-apiserver-generate-certs"
       */
      readonly name?: string | null;
    } | null;
    readonly envoy?: {
      /**
       * `serviceAccounts.envoy.annotations`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default {}
       */
      readonly annotations?: JsonObject | null;
      /**
       * `serviceAccounts.envoy.automount`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default true
       */
      readonly automount?: boolean | null;
      /**
       * `serviceAccounts.envoy.create`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default true
       */
      readonly create?: boolean | null;
      /**
       * `serviceAccounts.envoy.name`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default "cilium-envoy"
       */
      readonly name?: string | null;
    } | null;
    readonly hubblecertgen?: {
      /**
       * `serviceAccounts.hubblecertgen.annotations`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default {}
       */
      readonly annotations?: JsonObject | null;
      /**
       * `serviceAccounts.hubblecertgen.automount`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default true
       */
      readonly automount?: boolean | null;
      /**
       * `serviceAccounts.hubblecertgen.create`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default true
       */
      readonly create?: boolean | null;
      /**
       * `serviceAccounts.hubblecertgen.name`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default "hubble-generate-certs"
       */
      readonly name?: string | null;
    } | null;
    readonly nodeinit?: {
      /**
       * `serviceAccounts.nodeinit.annotations`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default {}
       */
      readonly annotations?: JsonObject | null;
      /**
       * `serviceAccounts.nodeinit.automount`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default true
       */
      readonly automount?: boolean | null;
      /**
       * `serviceAccounts.nodeinit.create`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default true
       */
      readonly create?: boolean | null;
      /**
       * `serviceAccounts.nodeinit.enabled`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default false
       */
      readonly enabled?: boolean | null;
      /**
       * `serviceAccounts.nodeinit.name`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default "cilium-nodeinit"
       */
      readonly name?: string | null;
    } | null;
    readonly operator?: {
      /**
       * `serviceAccounts.operator.annotations`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default {}
       */
      readonly annotations?: JsonObject | null;
      /**
       * `serviceAccounts.operator.automount`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default true
       */
      readonly automount?: boolean | null;
      /**
       * `serviceAccounts.operator.create`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default true
       */
      readonly create?: boolean | null;
      /**
       * `serviceAccounts.operator.name`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default "cilium-operator"
       */
      readonly name?: string | null;
    } | null;
    readonly preflight?: {
      /**
       * `serviceAccounts.preflight.annotations`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default {}
       */
      readonly annotations?: JsonObject | null;
      /**
       * `serviceAccounts.preflight.automount`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default true
       */
      readonly automount?: boolean | null;
      /**
       * `serviceAccounts.preflight.create`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default true
       */
      readonly create?: boolean | null;
      /**
       * `serviceAccounts.preflight.name`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default "cilium-pre-flight"
       */
      readonly name?: string | null;
    } | null;
    readonly relay?: {
      /**
       * `serviceAccounts.relay.annotations`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default {}
       */
      readonly annotations?: JsonObject | null;
      /**
       * `serviceAccounts.relay.automount`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default false
       */
      readonly automount?: boolean | null;
      /**
       * `serviceAccounts.relay.create`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default true
       */
      readonly create?: boolean | null;
      /**
       * `serviceAccounts.relay.name`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default "hubble-relay"
       */
      readonly name?: string | null;
    } | null;
    readonly ui?: {
      /**
       * `serviceAccounts.ui.annotations`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default {}
       */
      readonly annotations?: JsonObject | null;
      /**
       * `serviceAccounts.ui.automount`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default true
       */
      readonly automount?: boolean | null;
      /**
       * `serviceAccounts.ui.create`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default true
       */
      readonly create?: boolean | null;
      /**
       * `serviceAccounts.ui.name`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default "hubble-ui"
       */
      readonly name?: string | null;
    } | null;
  } | null;
  /**
   * `serviceNoBackendResponse`; cilium-config: `service-no-backend-response`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default "reject"
   */
  readonly serviceNoBackendResponse?: 'reject' | 'drop' | null;
  /**
   * `sessionAffinity`; cilium-config: `enable-session-affinity`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default - not set; for example false
   * @deprecated
   */
  readonly sessionAffinity?: boolean | null;
  /**
   * `sleepAfterInit`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default false
   */
  readonly sleepAfterInit?: boolean | null;
  readonly socketLB?: {
    /**
     * `socketLB.enabled`; cilium-config: `bpf-lb-sock`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default false
     */
    readonly enabled?: boolean | null;
    /**
     * `socketLB.hostNamespaceOnly`; cilium-config: `bpf-lb-sock-hostns-only`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default - not set; for example false
     */
    readonly hostNamespaceOnly?: boolean | null;
    /**
     * `socketLB.terminatePodConnections`; cilium-config: `bpf-lb-sock-terminate-pod-connections`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default - not set; for example true
     */
    readonly terminatePodConnections?: boolean | null;
    /**
     * `socketLB.tracing`; cilium-config: `trace-sock`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default - not set; for example true
     */
    readonly tracing?: boolean | null;
  } | null;
  readonly startupProbe?: {
    /**
     * `startupProbe.failureThreshold`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default 300
     */
    readonly failureThreshold?: number | null;
    /**
     * `startupProbe.periodSeconds`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default 2
     */
    readonly periodSeconds?: number | null;
  } | null;
  /**
   * `svcSourceRangeCheck`; cilium-config: `enable-svc-source-range-check`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default true
   */
  readonly svcSourceRangeCheck?: boolean | null;
  /**
   * `synchronizeK8sNodes`; cilium-config: `synchronize-k8s-nodes`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default true
   */
  readonly synchronizeK8sNodes?: boolean | null;
  readonly sysctlfix?: {
    /**
     * `sysctlfix.enabled`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default true
     */
    readonly enabled?: boolean | null;
  } | null;
  /**
   * `terminationGracePeriodSeconds`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default 1
   */
  readonly terminationGracePeriodSeconds?: number | null;
  readonly tls?: {
    readonly ca?: {
      /**
       * `tls.ca.cert`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default ""
       */
      readonly cert?: string | null;
      /**
       * `tls.ca.certValidityDuration`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default 1095
       */
      readonly certValidityDuration?: number | null;
      /**
       * `tls.ca.key`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default ""
       */
      readonly key?: string | null;
    } | null;
    readonly caBundle?: {
      /**
       * `tls.caBundle.content`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default - not set; for example ""
       */
      readonly content?: string | null;
      /**
       * `tls.caBundle.enabled`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default false
       */
      readonly enabled?: boolean | null;
      /**
       * `tls.caBundle.key`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default "ca.crt"
       */
      readonly key?: string | null;
      /**
       * `tls.caBundle.name`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default "cilium-root-ca.crt"
       */
      readonly name?: string | null;
      /**
       * `tls.caBundle.useSecret`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default false
       */
      readonly useSecret?: boolean | null;
    } | null;
    /**
     * `tls.readSecretsOnlyFromSecretsNamespace`; cilium-config: `enable-policy-secrets-sync`, `policy-secrets-only-from-secrets-namespace`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default null
     */
    readonly readSecretsOnlyFromSecretsNamespace?: boolean | null;
    readonly secretSync?: {
      /**
       * `tls.secretSync.enabled`; cilium-config: `enable-policy-secrets-sync`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default null
       */
      readonly enabled?: boolean | null;
    } | null;
    /**
     * `tls.secretsBackend`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default null
     * @deprecated use `tls.readSecretsOnlyFromSecretsNamespace`
     */
    readonly secretsBackend?: 'local' | 'k8s' | null;
    readonly secretsNamespace?: {
      /**
       * `tls.secretsNamespace.create`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default true
       */
      readonly create?: boolean | null;
      /**
       * `tls.secretsNamespace.name`; cilium-config: `policy-secrets-namespace`
       * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
       * @default "cilium-secrets"
       */
      readonly name?: string | null;
    } | null;
  } | null;
  /**
   * `tolerations`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default [{"operator":"Exists"}]
   */
  readonly tolerations?: readonly Json[] | null;
  /**
   * `tunnelPort`; cilium-config: `tunnel-port`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default 0
   */
  readonly tunnelPort?: number | null;
  /**
   * `tunnelProtocol`; cilium-config: `tunnel-protocol`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default ""
   */
  readonly tunnelProtocol?: '' | 'vxlan' | 'geneve' | null;
  /**
   * `tunnelSourcePortRange`; cilium-config: `tunnel-source-port-range`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default "0-0"
   */
  readonly tunnelSourcePortRange?: string | null;
  /**
   * `underlayProtocol`; cilium-config: `underlay-protocol`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default ""
   */
  readonly underlayProtocol?: '' | 'ipv4' | 'ipv6' | null;
  /**
   * `updateStrategy`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default {"rollingUpdate":{"maxUnavailable":2},"type":"RollingUpdate"}
   */
  readonly updateStrategy?: JsonObject | null;
  /**
   * `upgradeCompatibility`; cilium-config: `enable-bpf-clock-probe`, `bpf-map-dynamic-size-ratio`, `enable-bpf-masquerade`, `operator-api-serve-addr`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default null
   */
  readonly upgradeCompatibility?: string | null;
  readonly vtep?: {
    /**
     * `vtep.cidr`; cilium-config: `vtep-cidr`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default ""
     */
    readonly cidr?: string | null;
    /**
     * `vtep.enabled`; cilium-config: `enable-vtep`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default false
     */
    readonly enabled?: boolean | null;
    /**
     * `vtep.endpoint`; cilium-config: `vtep-endpoint`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default ""
     */
    readonly endpoint?: string | null;
    /**
     * `vtep.mac`; cilium-config: `vtep-mac`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default ""
     */
    readonly mac?: string | null;
    /**
     * `vtep.mask`; cilium-config: `vtep-mask`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default ""
     */
    readonly mask?: string | null;
  } | null;
  /**
   * `waitForKubeProxy`
   * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
   * @default false
   */
  readonly waitForKubeProxy?: boolean | null;
  readonly wellKnownIdentities?: {
    /**
     * `wellKnownIdentities.enabled`; cilium-config: `enable-well-known-identities`
     * {@link https://docs.cilium.io/en/v1.18/helm-reference/ Chart reference}
     * @default false
     */
    readonly enabled?: boolean | null;
  } | null;
}
