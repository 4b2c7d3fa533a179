import type { EndpointSelector, FQDNSelector } from '../rule';
import { labels } from './labels';
import { fqdn } from './peers';
import type { TransportPort } from './ports';
import { refuseArgument } from './refusal';

/** Who answers. */
export interface DNSOptions {
  /** Pods that answer on port 53. @default - `k8s-app: kube-dns` in kube-system, which CoreDNS has too */
  readonly server?: EndpointSelector;
}

/** A rule to DNS servers, as every release has it. */
export interface DNSEgressRule {
  readonly toEndpoints: readonly EndpointSelector[];
  readonly toPorts: readonly {
    readonly ports: readonly TransportPort[];
    readonly rules: { readonly dns: readonly FQDNSelector[] };
  }[];
}

/** The pods of the cluster's DNS: CoreDNS carries this label as well. */
export const kubeDNS = (): EndpointSelector => labels({ 'k8s-app': 'kube-dns' }, { namespace: 'kube-system' });

/**
 * A rule that lets an endpoint ask the cluster's DNS for names: `allowDNS('api.stripe.com', '*.example.com')`. It opens
 * port 53 of the DNS pods, UDP and TCP, for these names and no others; what is asked passes the DNS proxy, so that
 * `toFQDNs` learns the addresses. A name of the cluster needs its place too: `allowDNS('*.cluster.local', …)`; and where
 * the resolver appends search domains before it asks for the name itself (`ndots: 5`), those are refused first.
 */
export function allowDNS(...names: readonly [string, ...(string | DNSOptions)[]]): DNSEgressRule {
  const last = names.at(-1);
  const options: DNSOptions = typeof last === 'object' ? last : {};
  const asked = (typeof last === 'object' ? names.slice(0, -1) : names) as readonly string[];
  if (asked.length === 0) {
    refuseArgument('allowDNS()', 'which names?', names, 'at least one name', "write allowDNS('*') for every name");
  }
  return {
    toEndpoints: [options.server ?? kubeDNS()],
    toPorts: [
      {
        ports: [
          { port: '53', protocol: 'UDP' },
          { port: '53', protocol: 'TCP' },
        ],
        rules: { dns: asked.map(fqdn) },
      },
    ],
  };
}
