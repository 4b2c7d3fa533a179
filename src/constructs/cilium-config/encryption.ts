import { inQuotes, quote, text, truthy } from '../../core/helm';
import { duration, equals, unquoted } from './config-text';
import { declares, given, inReleasesWith, on, type ConfigEntry, type ConfigInput } from './entry';

const isType =
  (type: string) =>
  (s: ConfigInput): boolean =>
    equals(s.values.encryption.type, type, 'encryption.type');

/** IPsec, WireGuard or ztunnel: one of them. */
const transportEntries: readonly ConfigEntry[] = given(
  (s) => truthy(s.values.encryption.enabled),
  [
    ...given(isType('ipsec'), [
      { key: 'enable-ipsec', value: (s) => quote(s.values.encryption.enabled) },
      {
        key: 'ipsec-key-file',
        when: ({ values: { encryption } }) => truthy(encryption.ipsec.mountPath) && truthy(encryption.ipsec.keyFile),
        value: ({ values: { encryption } }) =>
          unquoted(`${text(encryption.ipsec.mountPath)}/${text(encryption.ipsec.keyFile)}`, 'encryption.ipsec.keyFile'),
      },
      {
        key: 'encrypt-interface',
        fact: 'ipsecInterface',
        when: (s) => truthy(s.values.encryption.ipsec.interface),
        value: (s) => unquoted(s.values.encryption.ipsec.interface, 'encryption.ipsec.interface'),
      },
      {
        key: 'enable-ipsec-key-watcher',
        when: (s) => declares(s.values.encryption.ipsec, 'keyWatcher'),
        value: (s) => quote(s.values.encryption.ipsec.keyWatcher),
      },
      {
        key: 'ipsec-key-rotation-duration',
        when: (s) => truthy(s.values.encryption.ipsec.keyRotationDuration),
        value: (s) => duration(s.values.encryption.ipsec.keyRotationDuration, 'encryption.ipsec.keyRotationDuration'),
      },
      {
        key: 'enable-ipsec-encrypted-overlay',
        fact: 'ipsecEncryptedOverlay',
        value: (s) => quote(s.values.encryption.ipsec.encryptedOverlay),
      },
    ]),
    ...given(isType('wireguard'), [
      { key: 'enable-wireguard', value: (s) => quote(s.values.encryption.enabled) },
      {
        key: 'wireguard-persistent-keepalive',
        when: (s) => truthy(s.values.encryption.wireguard.persistentKeepalive),
        value: (s) => quote(s.values.encryption.wireguard.persistentKeepalive),
      },
    ]),
    ...given(isType('ztunnel'), [
      { key: 'enable-ztunnel', fact: 'ztunnel', value: (s) => quote(s.values.encryption.enabled) },
      { key: 'ztunnel-ca-type', fact: 'ztunnelCA', value: (s) => quote(s.values.encryption.ztunnel.ca.type) },
    ]),
    {
      key: 'encrypt-node',
      when: (s) => truthy(s.values.encryption.nodeEncryption),
      value: (s) => quote(s.values.encryption.nodeEncryption),
    },
  ],
);

/** Strict mode drops what is not encrypted. */
const strictModeEntries: readonly ConfigEntry[] = [
  ...inReleasesWith(
    'strictModeUndirected',
    given(
      (s) => truthy(s.values.encryption.strictMode.enabled),
      [
        { key: 'enable-encryption-strict-mode', value: (s) => quote(s.values.encryption.strictMode.enabled) },
        { key: 'encryption-strict-mode-cidr', value: (s) => quote(s.values.encryption.strictMode.cidr) },
        {
          key: 'encryption-strict-mode-allow-remote-node-identities',
          value: (s) => quote(s.values.encryption.strictMode.allowRemoteNodeIdentities),
        },
      ],
    ),
  ),
  ...inReleasesWith(
    'strictModeMeansEgress',
    given(
      (s) => truthy(s.values.encryption.strictMode.enabled),
      [
        { key: 'enable-encryption-strict-mode-egress', value: (s) => quote(s.values.encryption.strictMode.enabled) },
        { key: 'encryption-strict-egress-cidr', value: (s) => quote(s.values.encryption.strictMode.cidr) },
        {
          key: 'encryption-strict-egress-allow-remote-node-identities',
          value: (s) => quote(s.values.encryption.strictMode.allowRemoteNodeIdentities),
        },
      ],
    ),
  ),
  ...inReleasesWith('strictModeDirected', [
    {
      key: 'enable-encryption-strict-mode-ingress',
      when: (s) => truthy(s.values.encryption.strictMode.ingress.enabled),
      value: (s) => quote(s.values.encryption.strictMode.ingress.enabled),
    },
    ...given(
      (s) => truthy(s.values.encryption.strictMode.egress.enabled),
      [
        {
          key: 'enable-encryption-strict-mode-egress',
          value: (s) => quote(s.values.encryption.strictMode.egress.enabled),
        },
        { key: 'encryption-strict-egress-cidr', value: (s) => quote(s.values.encryption.strictMode.egress.cidr) },
        {
          key: 'encryption-strict-egress-allow-remote-node-identities',
          value: (s) => quote(s.values.encryption.strictMode.egress.allowRemoteNodeIdentities),
        },
      ],
    ),
  ]),
];

/** The server that hands out SPIFFE identities: the given one, or the one that the install brings. */
function spireServer({ values }: ConfigInput): string | undefined {
  const { serverAddress, install } = values.authentication.mutual.spire;
  if (truthy(serverAddress)) return quote(serverAddress);
  return inQuotes(`spire-server.${text(install.namespace)}.svc:8081`);
}

const authenticationEntries: readonly ConfigEntry[] = [
  { key: 'mesh-auth-enabled', value: (s) => quote(s.values.authentication.enabled) },
  { key: 'mesh-auth-queue-size', value: (s) => quote(s.values.authentication.queueSize) },
  {
    key: 'mesh-auth-rotated-identities-queue-size',
    value: (s) => quote(s.values.authentication.rotatedIdentitiesQueueSize),
  },
  {
    key: 'mesh-auth-gc-interval',
    value: (s) => duration(s.values.authentication.gcInterval, 'authentication.gcInterval'),
  },
  ...given(
    (s) => truthy(s.values.authentication.mutual.spire.enabled),
    [
      { key: 'mesh-auth-mutual-enabled', value: on },
      { key: 'mesh-auth-mutual-listener-port', value: (s) => quote(s.values.authentication.mutual.port) },
      {
        key: 'mesh-auth-mutual-connect-timeout',
        value: (s) => duration(s.values.authentication.mutual.connectTimeout, 'authentication.mutual.connectTimeout'),
      },
      {
        key: 'mesh-auth-spire-agent-socket',
        value: (s) => quote(s.values.authentication.mutual.spire.agentSocketPath),
      },
      { key: 'mesh-auth-spire-server-address', value: spireServer },
      {
        key: 'mesh-auth-spire-server-connection-timeout',
        value: (s) =>
          unquoted(
            s.values.authentication.mutual.spire.connectionTimeout,
            'authentication.mutual.spire.connectionTimeout',
          ),
      },
      {
        key: 'mesh-auth-spire-admin-socket',
        value: (s) => quote(s.values.authentication.mutual.spire.adminSocketPath),
      },
      { key: 'mesh-auth-spiffe-trust-domain', value: (s) => quote(s.values.authentication.mutual.spire.trustDomain) },
    ],
  ),
];

/** Traffic between nodes and pods, encrypted and authenticated. */
export const encryptionEntries: readonly ConfigEntry[] = [
  ...transportEntries,
  ...strictModeEntries,
  ...authenticationEntries,
];
