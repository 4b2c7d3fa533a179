import { hubbleRelayFacts } from '../../catalogue/facts/hubble-relay';
import { text, truthy, withBlock } from '../../core/helm';
import type { JsonObject } from '../../core/json';
import { factsFor } from '../../core/release-range';
import { quoted } from '../certificates/quoted';
import { mergedMaps, namespaceOf } from '../common';
import type { KubeObject, RenderContext } from '../context';
import { peerServicePort } from '../hubble/peer-service';

/** The directory in which Relay finds its certificates. */
export const TLS_DIRECTORY = '/var/lib/hubble-relay/tls';
/** The CA of Hubble's servers, below that directory. */
export const HUBBLE_CA_FILE = 'hubble-server-ca.crt';

/** Relay's configuration file, in a ConfigMap. */
export function configMap(ctx: RenderContext): KubeObject {
  const object = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: 'hubble-relay-config',
      namespace: namespaceOf(ctx),
      labels: withBlock<JsonObject>(ctx.values.commonLabels),
      annotations: mergedMaps(ctx.values.hubble.relay.annotations),
    },
    data: { 'config.yaml': `${configLines(ctx).join('\n')}\n` },
  };
  return object;
}

function configLines(ctx: RenderContext): string[] {
  const {
    cluster,
    hubble: { peerService, relay },
  } = ctx.values;
  const peers = `hubble-peer.${namespaceOf(ctx)}.svc.${text(peerService.clusterDomain)}.`;
  return [
    `cluster-name: ${text(cluster.name)}`,
    `peer-service: "${peers}:${text(peerServicePort(ctx))}"`,
    `listen-address: ${text(relay.listenHost)}:${text(relay.listenPort)}`,
    `gops: ${text(relay.gops.enabled)}`,
    `gops-port: ${quoted(relay.gops.port)}`,
    ...profilingLines(ctx),
    ...(truthy(relay.prometheus.enabled) ? [`metrics-listen-address: ":${text(relay.prometheus.port)}"`] : []),
    `retry-timeout: ${text(relay.retryTimeout)}`,
    `sort-buffer-len-max: ${text(relay.sortBufferLenMax)}`,
    `sort-buffer-drain-timeout: ${text(relay.sortBufferDrainTimeout)}`,
    ...clientTLSLines(ctx),
    // The part on the server's TLS is set off by an empty line.
    '',
    ...serverTLSLines(ctx),
    ...logLines(ctx),
  ];
}

function profilingLines(ctx: RenderContext): string[] {
  const { pprof } = ctx.values.hubble.relay;
  if (!truthy(pprof.enabled)) return [];
  const contention = factsFor(ctx.release, hubbleRelayFacts).profilesContention;
  return [
    `pprof: ${quoted(pprof.enabled)}`,
    `pprof-address: ${quoted(pprof.address)}`,
    `pprof-port: ${quoted(pprof.port)}`,
    ...(contention ? [`pprof-mutex-profile-fraction: ${quoted(pprof.mutexProfileFraction)}`] : []),
    ...(contention ? [`pprof-block-profile-rate: ${quoted(pprof.blockProfileRate)}`] : []),
  ];
}

/** TLS towards the agents. */
function clientTLSLines(ctx: RenderContext): string[] {
  if (!truthy(ctx.values.hubble.tls.enabled)) return ['disable-client-tls: true'];
  return [
    `tls-hubble-client-cert-file: ${TLS_DIRECTORY}/client.crt`,
    `tls-hubble-client-key-file: ${TLS_DIRECTORY}/client.key`,
    `tls-hubble-server-ca-files: ${TLS_DIRECTORY}/${HUBBLE_CA_FILE}`,
  ];
}

/** TLS towards Relay's own clients, such as the UI; with mTLS they need certificates of the same CA. */
function serverTLSLines(ctx: RenderContext): string[] {
  const { relay, tls } = ctx.values.hubble;
  if (!truthy(tls.enabled) || !truthy(relay.tls.server.enabled)) return ['disable-server-tls: true'];
  return [
    `tls-relay-server-cert-file: ${TLS_DIRECTORY}/server.crt`,
    `tls-relay-server-key-file: ${TLS_DIRECTORY}/server.key`,
    ...(truthy(relay.tls.server.mtls) ? [`tls-relay-client-ca-files: ${TLS_DIRECTORY}/${HUBBLE_CA_FILE}`] : []),
  ];
}

function logLines(ctx: RenderContext): string[] {
  if (!factsFor(ctx.release, hubbleRelayFacts).setsLogOptions) return [];
  const { format, level } = ctx.values.hubble.relay.logOptions;
  return [
    ...(truthy(format) ? [`log-format: ${text(format)}`] : []),
    ...(truthy(level) ? [`log-level: ${text(level)}`] : []),
  ];
}
