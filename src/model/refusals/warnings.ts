import { defaultTo, eq, hasKey, text, truthy } from '../../core/helm';
import { isNamespace, NAMESPACE_NAMES } from '../namespace';
import { WARNINGS, type Refusal } from './refusal';

const MOVED = ['fileMaxSizeMb', 'fileMaxBackups', 'fileCompress'] as const;

const rules: readonly Refusal[] = [
  ...MOVED.map((name): Refusal => ({
    code: 'moved-value',
    path: `hubble.export.${name}`,
    when: ({ values }) => hasKey(values.hubble.export, name),
    message: 'this setting belongs to each exporter now, and is not read here any more',
    fix: `set hubble.export.static.${name}, or ${name} of the entries of hubble.export.dynamic.config.content`,
  })),
  {
    code: 'hubble-relay-without-tls',
    path: 'hubble.relay.tls.server.enabled',
    fact: 'warnsOfPlaintext',
    when: ({ values: { hubble } }) => truthy(hubble.relay.enabled) && !truthy(hubble.relay.tls.server.enabled),
    message: 'Hubble Relay serves flows without TLS: whoever reaches its Service reads them all',
    allowed: 'true',
    fix: 'set hubble.relay.tls.server.enabled to true, or keep others from it with a policy',
    source: 'https://docs.cilium.io/en/stable/security/threat-model/#hubble-data-attacker',
  },
  {
    code: 'hubble-ui-without-tls',
    path: 'hubble.ui.ingress.tls',
    fact: 'warnsOfPlaintext',
    when: ({ values: { hubble } }) => truthy(hubble.ui.ingress.enabled) && !truthy(hubble.ui.ingress.tls),
    message: 'the Ingress of Hubble UI has no TLS: flows leave the cluster in plain text',
    allowed: 'a list of hosts and secretName',
    fix: 'set hubble.ui.ingress.tls',
    source: 'https://docs.cilium.io/en/stable/security/threat-model/#hubble-data-attacker',
  },
  {
    code: 'eni-with-ipv6',
    path: 'ipv6.enabled',
    fact: 'warnsOfEniWithIPv6',
    when: ({ values }) => eq(values.ipam.mode, 'eni') && truthy(values.ipv6.enabled),
    message: 'IPv6 with addresses from ENIs is a beta feature of this release',
    fix: 'try it on a cluster that may fail first',
  },
  {
    code: 'namespace-name',
    path: 'namespaceOverride',
    when: ({ values, ctx }) => !isNamespace(text(defaultTo(values.namespaceOverride, ctx.namespace))),
    got: ({ values, ctx }) => text(defaultTo(values.namespaceOverride, ctx.namespace)),
    message: 'no namespace can have this name: the API server will take none of these objects',
    allowed: NAMESPACE_NAMES,
    fix: 'leave it out, and name the namespace with --namespace, or as namespace of the cluster',
    source: 'Kubernetes API: a namespace is a DNS label (RFC 1123)',
  },
];

/** What the chart says after an install that went through. */
export const warnings: readonly Refusal[] = rules.map((rule) => ({ source: WARNINGS, ...rule, severity: 'warning' }));
