import { block, plain, quote, toText, truthy, withBlock } from '../../core/helm';
import { refuse } from '../../core/issue';
import type { JsonObject, Value } from '../../core/json';
import { commonLabels } from '../common';
import type { KubeObject, RenderContext } from '../context';
import { meshOf, metadataOf } from './mesh';
import { ADMIN_CERT, LOCAL_CERT, REMOTE_CERT, SERVER_CERT, commonNames, serverHosts, validityHours } from './tls';

/** Certificates that cert-manager fills in, for etcd and each kind of its clients. */
export function certManagerCertificates(ctx: RenderContext): KubeObject[] {
  const { hasEtcd, hasKVStoreMesh } = meshOf(ctx);
  if (!hasEtcd) return [];
  return [
    serverCertificate(ctx),
    certificate(ctx, ADMIN_CERT, commonNames.admin(ctx)),
    certificate(ctx, REMOTE_CERT, commonNames.remote(ctx)),
    ...(hasKVStoreMesh ? [certificate(ctx, LOCAL_CERT, commonNames.local(ctx))] : []),
  ];
}

function serverCertificate(ctx: RenderContext): KubeObject {
  const { facts } = meshOf(ctx);
  const { annotations } = ctx.values.clustermesh;
  if (!facts.labelsServerCertificate && truthy(annotations)) {
    refuse({
      code: 'annotations-break-certificate',
      path: 'values.clustermesh.annotations',
      message: `the chart of ${ctx.release} cannot render the server's Certificate with annotations`,
      got: toText(annotations),
      allowed: 'none, with method certmanager',
      fix: 'leave them out, use method cronJob, or move to a release that renders them',
      source: 'templates/clustermesh-apiserver/tls-certmanager/server-secret.yaml',
    });
  }
  const { dnsNames, ipAddresses } = serverHosts(ctx);
  const asText = (host: Value) => (facts.namesServerAfterService ? (host ?? null) : (quote(host) ?? null));
  return certificate(ctx, SERVER_CERT, commonNames.server(ctx), {
    labels: facts.labelsServerCertificate ? commonLabels(ctx) : {},
    hosts: { dnsNames: dnsNames.map(asText), ipAddresses: ipAddresses.map(asText) },
  });
}

interface ServerOptions {
  readonly labels: JsonObject;
  readonly hosts: JsonObject;
}

function certificate(ctx: RenderContext, name: string, commonName: string, server?: ServerOptions): KubeObject {
  const { certManagerIssuerRef, privateKey, subject } = ctx.values.clustermesh.apiserver.tls.auto;
  const { certificatesTakeSubject } = meshOf(ctx).facts;
  return {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: metadataOf(ctx, name, server?.labels ?? commonLabels(ctx)),
    spec: {
      issuerRef: block<JsonObject>(certManagerIssuerRef),
      subject: certificatesTakeSubject ? withBlock<JsonObject>(subject) : undefined,
      privateKey: certificatesTakeSubject ? withBlock<JsonObject>(privateKey) : undefined,
      secretName: name,
      commonName: plain<string>(commonName),
      ...server?.hosts,
      duration: `${validityHours(ctx)}h0m0s`,
    },
  } as KubeObject;
}
