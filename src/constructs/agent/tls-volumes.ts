import type { KeyToPath, Volume, VolumeProjection } from 'kubernetes-types/core/v1';
import { defaultTo, plain, truthy } from '../../core/helm';
import type { Json } from '../../core/json';
import type { RenderContext } from '../context';
import { OWNER_READS } from '../file-modes';
import { ternary } from '../ternary';

/** Entries of a certificate's Secret, by the file names that the agent looks for. */
function keyPair(name: string): KeyToPath[] {
  return [
    { key: 'tls.key', path: `${name}.key` },
    { key: 'tls.crt', path: `${name}.crt` },
  ];
}

/**
 * A certificate with the CA that it is checked against: the Secret's own, or that of `tls.caBundle` where the install
 * has one, as a source of its own.
 */
function withCA(ctx: RenderContext, secret: string, pair: KeyToPath[], caPath: string): VolumeProjection[] {
  const { caBundle } = ctx.values.tls;
  if (!truthy(caBundle.enabled)) {
    return [optionalSecret(secret, [...pair, { key: 'ca.crt', path: caPath }])];
  }
  return [optionalSecret(secret, pair), certificateOf(caBundle, 'tls.caBundle', caPath, true)];
}

function optionalSecret(name: string, items?: KeyToPath[]): VolumeProjection {
  return { secret: { name, optional: true, items } };
}

interface CertificateSource {
  readonly useSecret: Json;
  readonly name: Json;
  readonly key: Json;
}

/** One certificate from a Secret or a ConfigMap of the user's. */
function certificateOf(source: CertificateSource, at: string, path: string, optional: boolean): VolumeProjection {
  const kind = ternary(source.useSecret, 'secret', 'configMap', `${at}.useSecret`);
  const items = [{ key: plain<string>(source.key), path }];
  return { [kind]: { name: plain<string>(source.name), optional, items } };
}

/**
 * Connections to remote clusters. The entries of `cilium-clustermesh` are not listed, so that a new cluster restarts
 * nobody; the local certificate is there without KVStoreMesh too, so that enabling it restarts nobody either.
 */
export function clusterMeshSecrets(ctx: RenderContext): Volume {
  return {
    name: 'clustermesh-secrets',
    projected: {
      defaultMode: OWNER_READS,
      sources: [
        optionalSecret('cilium-clustermesh'),
        ...withCA(ctx, 'clustermesh-apiserver-remote-cert', keyPair('common-etcd-client'), 'common-etcd-client-ca.crt'),
        ...withCA(ctx, 'clustermesh-apiserver-local-cert', keyPair('local-etcd-client'), 'local-etcd-client-ca.crt'),
      ],
    },
  };
}

const SERVER_PAIR = keyPair('server').reverse();

/** Hubble's server certificate and the CA of its clients. */
export function hubbleCertificates(ctx: RenderContext): Volume {
  const { existingSecret } = ctx.values.hubble.tls.server;
  const secret = plain<string>(defaultTo(existingSecret, 'hubble-server-certs'));
  return {
    name: 'hubble-tls',
    projected: { defaultMode: OWNER_READS, sources: withCA(ctx, secret, SERVER_PAIR, 'client-ca.crt') },
  };
}

/** The certificate of Hubble's metrics, and with mTLS the CA of those who scrape them: the user's before the install's. */
export function hubbleMetricsCertificates(ctx: RenderContext): Volume {
  const { existingSecret, mtls } = ctx.values.hubble.metrics.tls.server;
  const secret = plain<string>(defaultTo(existingSecret, 'hubble-metrics-server-certs'));
  const sources = (): VolumeProjection[] => {
    if (!truthy(mtls.enabled)) return [optionalSecret(secret, SERVER_PAIR)];
    if (!truthy(mtls.name)) return withCA(ctx, secret, SERVER_PAIR, 'client-ca.crt');
    return [
      optionalSecret(secret, SERVER_PAIR),
      certificateOf(mtls, 'hubble.metrics.tls.server.mtls', 'client-ca.crt', false),
    ];
  };
  return { name: 'hubble-metrics-tls', projected: { defaultMode: OWNER_READS, sources: sources() } };
}
