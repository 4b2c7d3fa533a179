import { nameMatcher } from './dns';
import { fitHTTP } from './http';
import type { SelectorPolicy } from './l4-policy';
import type { L7Result } from './result';
import type { Flow } from './scenario';
import { matchesServerName } from './server-name';
import { covers } from './subject-policy';
import type { PeerEntry } from './subject-policy';

/** What the proxy says, and what it does not know. */
interface ProxyAnswer {
  readonly decision: L7Result['decision'];
  /** What decides and is not in the world. */
  readonly unknown?: string;
}

/** What the proxy does with a flow, and what that hangs on. */
export interface L7Answer {
  readonly l7: L7Result;
  readonly unknown?: string;
}

/** Whether a flow's handshake names a server that a rule lets through; undefined where the flow has no TLS data. */
function serverNameFits({ serverNames }: SelectorPolicy, { sni }: Flow): boolean | undefined {
  if (serverNames.length === 0) return true;
  return sni === undefined ? undefined : serverNames.some((pattern) => matchesServerName(pattern, sni));
}

/**
 * Envoy's walk over the rules that cover the peer and port: the first deny or fitting allow decides. A rule of a listener
 * of one's own counts on that listener alone. Source: pkg/envoy/model.go GetPortNetworkPolicyRule.
 */
function envoy(entries: readonly PeerEntry[], protocol: number, port: number, flow: Flow): ProxyAnswer {
  let passed = -1;
  let open: ProxyAnswer | undefined;
  for (const entry of entries) {
    if (entry.filter.tier === passed || !covers(entry, protocol, port) || !entry.policy.envoy) continue;
    const { verdict, parser, http } = entry.policy;
    if (verdict === 'deny') return open ?? { decision: 'denied' };
    if (verdict === 'pass') {
      passed = entry.filter.tier;
      continue;
    }
    if (parser === 'crd') continue;
    const named = serverNameFits(entry.policy, flow);
    if (named === false) continue;
    if (parser === 'http' && !flow.http) {
      open ??= { decision: 'unspecified' };
      continue;
    }
    const fits = parser === 'http' ? http.map((rule) => fitHTTP(rule, flow.http ?? {})) : [{ fits: true }];
    const yes = fits.some((fit) => fit.fits === true);
    const maybe = fits.find((fit) => fit.fits === undefined);
    if (yes && named) return { decision: 'allowed' };
    if (yes) open ??= { decision: 'unspecified' };
    else if (maybe) open ??= { decision: 'undecided', unknown: maybe.because as string };
  }
  return open ?? { decision: 'denied' };
}

/** The DNS proxy's look-up: filters with DNS rules on exactly that port. Source: pkg/fqdn/dnsproxy CheckAllowed. */
export function dnsAllowed(
  release: string,
  entries: readonly PeerEntry[],
  protocol: number,
  port: number,
  name: string,
): boolean {
  return entries.some(({ filter, policy, port: first, endPort }) => {
    if (first !== port || endPort !== port || filter.protocol !== protocol || policy.verdict !== 'allow') return false;
    if (policy.parser === 'dns') return policy.dns.some((rule) => nameMatcher(release, rule)(name));
    return [...filter.policies.values()].some(({ parser }) => parser === 'dns');
  });
}

const OUTCOME = { http: 'http-403', tls: 'tls-refused', dns: 'dns-refused' } as const;

const answered = (type: 'http' | 'tls' | 'dns', { decision, unknown }: ProxyAnswer): L7Answer => ({
  l7: {
    type,
    decision,
    outcome: decision === 'allowed' ? 'forwarded' : decision === 'denied' ? OUTCOME[type] : 'redirected',
  },
  ...(unknown !== undefined && { unknown }),
});

/** What the proxy does with the flow, where the entry that decides redirects to one. */
export function l7Result(
  release: string,
  entries: readonly PeerEntry[],
  decided: PeerEntry,
  protocol: number,
  port: number,
  flow: Flow,
): L7Answer | undefined {
  const { parser, redirect, opaque } = decided.policy;
  switch (parser) {
    case '':
      return undefined;
    case 'dns': {
      const allowed = flow.dns !== undefined && dnsAllowed(release, entries, protocol, port, flow.dns);
      const decision = flow.dns === undefined ? 'unspecified' : allowed ? 'allowed' : 'denied';
      return answered('dns', { decision });
    }
    case 'http':
      return answered('http', flow.http ? envoy(entries, protocol, port, flow) : { decision: 'unspecified' });
    case 'tls':
      return tls(entries, decided, protocol, port, flow);
    case 'crd':
      return {
        l7: { type: 'listener', decision: 'undecided', outcome: 'redirected', listener: redirect.listener },
        unknown: `the listener ${redirect.listener} says what it lets through`,
      };
    default: {
      // What is asked for is no part of a flow; an empty rule lets everything through.
      const open = opaque.length === 0 || opaque.some((rule) => Object.keys(rule as object).length === 0);
      const decision = open ? 'allowed' : 'unspecified';
      const type = parser === 'kafka' ? 'kafka' : 'parser';
      return { l7: { type, decision, outcome: open ? 'forwarded' : 'redirected' } };
    }
  }
}

/** TLS without rules above it: server names decide where there are any, and the handshake must be one. */
function tls(entries: readonly PeerEntry[], decided: PeerEntry, protocol: number, port: number, flow: Flow): L7Answer {
  if (flow.sni === undefined) return answered('tls', { decision: 'unspecified' });
  const { decision } = envoy(entries, protocol, port, flow);
  const { terminatingTLS, originatingTLS } = decided.policy;
  const secrets = [terminatingTLS, originatingTLS].filter((one) => one !== undefined);
  if (decision !== 'allowed' || secrets.length === 0) return answered('tls', { decision });
  const named = secrets.map((secret) => secret.replace(/^\//, '')).join(' and ');
  return answered('tls', { decision: 'undecided', unknown: `the certificates of ${named} must fit the handshake` });
}
