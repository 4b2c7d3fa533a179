import { plain, truthy } from '../../core/helm';
import { refuse } from '../../core/issue';
import type { Json } from '../../core/json';
import { commonLabels } from '../common';
import type { KubeObject, RenderContext } from '../context';
import { meshOf, metadataOf } from './mesh';
import { ADMIN_CERT, REMOTE_CERT, SERVER_CERT } from './tls';

/** Secrets with the certificates that the values themselves give; newer releases expect the Secrets to exist. */
export function providedCertificates(ctx: RenderContext): KubeObject[] {
  const { facts, hasAPIServer, hasEtcd } = meshOf(ctx);
  if (!facts.hasProvidedCertificates || !hasAPIServer || !hasEtcd) return [];
  const { tls } = ctx.values.clustermesh.apiserver;
  if (truthy(tls.auto.enabled) || !truthy(tls.enableSecrets)) return [];
  return [
    secret(ctx, ADMIN_CERT, 'admin', tls.admin),
    secret(ctx, REMOTE_CERT, 'remote', tls.remote),
    secret(ctx, SERVER_CERT, 'server', tls.server),
  ];
}

interface KeyPair {
  readonly cert: Json;
  readonly key: Json;
}

function secret(ctx: RenderContext, name: string, whose: string, pair: KeyPair): KubeObject {
  const given = (part: 'cert' | 'key') =>
    truthy(pair[part])
      ? plain<string>(pair[part])
      : refuse({
          code: 'certificate-missing',
          path: `values.clustermesh.apiserver.tls.${whose}.${part}`,
          message: 'with tls.auto.enabled: false the certificates come from the values, and this one is not there',
          allowed: 'base64 of PEM',
          fix: 'set it, or set tls.enableSecrets: false and create the Secrets yourself',
        });
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: metadataOf(ctx, name, commonLabels(ctx)),
    type: 'kubernetes.io/tls',
    data: { 'ca.crt': plain<string>(ctx.values.tls.ca.cert), 'tls.crt': given('cert'), 'tls.key': given('key') },
  } as KubeObject;
}
