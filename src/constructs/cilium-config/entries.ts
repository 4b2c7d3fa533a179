import { agentEntries } from './agent';
import { announcementEntries } from './announcements';
import { bpfMapsEntries } from './bpf-maps';
import { cloudEntries } from './cloud';
import { clustermeshEntries } from './clustermesh';
import { cniEntries } from './cni';
import { debugAndMetricsEntries } from './debug-and-metrics';
import { dnsProxyEntries } from './dns-proxy';
import { encryptionEntries } from './encryption';
import type { ConfigEntry } from './entry';
import { envoyProxyEntries } from './envoy-proxy';
import { hubbleEntries } from './hubble';
import { identityEntries } from './identity';
import { ingressGatewayEntries } from './ingress-gateway';
import { ipamEntries } from './ipam';
import { loadBalancingEntries } from './load-balancing';
import { masqueradeEntries } from './masquerade';
import { operatorEntries } from './operator';
import { policyEntries } from './policy';
import { routingEntries } from './routing';

/** Every key of cilium-config in any catalogued release. Where one stands twice, the later entry wins. */
export const ciliumConfigEntries: readonly ConfigEntry[] = [
  ...identityEntries,
  ...debugAndMetricsEntries,
  ...agentEntries,
  ...routingEntries,
  ...cloudEntries,
  ...ipamEntries,
  ...cniEntries,
  ...bpfMapsEntries,
  ...masqueradeEntries,
  ...loadBalancingEntries,
  ...policyEntries,
  ...encryptionEntries,
  ...announcementEntries,
  ...ingressGatewayEntries,
  ...envoyProxyEntries,
  ...dnsProxyEntries,
  ...hubbleEntries,
  ...clustermeshEntries,
  ...operatorEntries,
];
