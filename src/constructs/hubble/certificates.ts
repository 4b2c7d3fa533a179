import { truthy } from '../../core/helm';
import type { Json, Value } from '../../core/json';
import { percentS } from '../common';
import { once, type RenderContext } from '../context';
import { issuingMethod } from '../certificates/method';

/** One of Hubble's certificates, whoever issues it. */
export interface HubbleCertificate {
  readonly secretName: string;
  readonly commonName: string;
  /** Where its values stand, as a dotted path. */
  readonly path: string;
  /** What the user provides in its place. */
  readonly provided: { readonly existingSecret: Json; readonly cert: Json; readonly key: Json };
  /** Names and addresses of a server beyond its common name; clients have none. */
  readonly extra?: { readonly extraDnsNames: Json; readonly extraIpAddresses: Json };
  readonly usages: readonly string[];
}

const SIGNING = ['signing', 'key encipherment'];

/** `hubble.tls.auto.method`, but never `helm`. */
export function hubbleIssuingMethod(ctx: RenderContext): Value {
  return once(ctx, method);
}

function method(ctx: RenderContext): Value {
  return issuingMethod(ctx, ctx.values.hubble.tls.auto.method, 'hubble.tls.auto.method');
}

/** The certificates that the enabled parts of Hubble need; of the metrics server's the caller decides. */
export function hubbleCertificates(ctx: RenderContext, metrics: boolean): HubbleCertificate[] {
  const { relay, tls, ui } = ctx.values.hubble;
  const needed: HubbleCertificate[] = [];
  const relayed = truthy(tls.enabled) && truthy(relay.enabled);
  const relayServes = relayed && truthy(relay.tls.server.enabled);
  if (truthy(tls.enabled)) needed.push(server(ctx));
  if (relayed) needed.push(relayClient(ctx));
  if (relayServes) needed.push(relayServer(ctx));
  if (metrics) needed.push(metricsServer(ctx));
  if (relayServes && truthy(ui.enabled)) needed.push(uiClient(ctx));
  return needed;
}

/** The name under which the agents' metrics are served with TLS. */
export function metricsServerName(ctx: RenderContext): string {
  return `${clusterLabel(ctx)}.hubble-metrics.cilium.io`;
}

/** The cluster's name as one label of a DNS name. */
function clusterLabel(ctx: RenderContext): string {
  return percentS(ctx.values.cluster.name, 'cluster.name').replaceAll('.', '-');
}

/** The agents' own: they serve Relay, and talk to each other's servers. */
function server(ctx: RenderContext): HubbleCertificate {
  const provided = ctx.values.hubble.tls.server;
  return {
    secretName: 'hubble-server-certs',
    commonName: `*.${clusterLabel(ctx)}.hubble-grpc.cilium.io`,
    path: 'hubble.tls.server',
    provided,
    extra: provided,
    usages: [...SIGNING, 'server auth', 'client auth'],
  };
}

function relayClient(ctx: RenderContext): HubbleCertificate {
  return {
    secretName: 'hubble-relay-client-certs',
    commonName: '*.hubble-relay.cilium.io',
    path: 'hubble.relay.tls.client',
    provided: ctx.values.hubble.relay.tls.client,
    usages: [...SIGNING, 'client auth'],
  };
}

function relayServer(ctx: RenderContext): HubbleCertificate {
  const provided = ctx.values.hubble.relay.tls.server;
  return {
    secretName: 'hubble-relay-server-certs',
    commonName: '*.hubble-relay.cilium.io',
    path: 'hubble.relay.tls.server',
    provided,
    extra: provided,
    usages: [...SIGNING, 'server auth'],
  };
}

function metricsServer(ctx: RenderContext): HubbleCertificate {
  const provided = ctx.values.hubble.metrics.tls.server;
  return {
    secretName: 'hubble-metrics-server-certs',
    commonName: metricsServerName(ctx),
    path: 'hubble.metrics.tls.server',
    provided,
    extra: provided,
    usages: [...SIGNING, 'server auth'],
  };
}

function uiClient(ctx: RenderContext): HubbleCertificate {
  return {
    secretName: 'hubble-ui-client-certs',
    commonName: '*.hubble-ui.cilium.io',
    path: 'hubble.ui.tls.client',
    provided: ctx.values.hubble.ui.tls.client,
    usages: [...SIGNING, 'client auth'],
  };
}
