import { defaultTo, dig, inQuotes, isNil, kindOf, rangeList, text, toInt, truthy } from '../../core/helm';
import { refuse } from '../../core/issue';
import type { Value } from '../../core/json';
import { issuingMethod } from '../certificates/method';
import { namespaceOf } from '../common';
import type { RenderContext } from '../context';
import { APISERVER, meshOf } from './mesh';

/** The Secrets with certificates: a server's, and one for each kind of client. */
export const SERVER_CERT = 'clustermesh-apiserver-server-cert';
export const ADMIN_CERT = 'clustermesh-apiserver-admin-cert';
export const REMOTE_CERT = 'clustermesh-apiserver-remote-cert';
export const LOCAL_CERT = 'clustermesh-apiserver-local-cert';

/** Who makes the certificates; undefined where nothing runs or they are made elsewhere. */
export function certificateMethod(ctx: RenderContext): 'cronJob' | 'certmanager' | undefined {
  const { auto } = ctx.values.clustermesh.apiserver.tls;
  if (!meshOf(ctx).hasAPIServer || !truthy(auto.enabled)) return undefined;
  const method = issuingMethod(ctx, auto.method, 'clustermesh.apiserver.tls.auto.method');
  return method === 'cronJob' || method === 'certmanager' ? method : undefined;
}

/** The common names under which etcd knows its users. */
export const commonNames = {
  admin: (ctx: RenderContext) => `admin-${text(ctx.values.cluster.name)}`,
  local: (ctx: RenderContext) => `local-${text(ctx.values.cluster.name)}`,
  /** Remote clusters share a user unless `authMode: cluster` tells them apart. */
  remote: (ctx: RenderContext) => {
    const { cluster, clustermesh } = ctx.values;
    return clustermesh.apiserver.tls.authMode === 'cluster' ? `remote-${text(cluster.name)}` : 'remote';
  },
  server: (ctx: RenderContext) =>
    meshOf(ctx).facts.namesServerAfterService ? serviceName(ctx) : 'clustermesh-apiserver.cilium.io',
};

function serviceName(ctx: RenderContext): string {
  return `${APISERVER}.${namespaceOf(ctx)}.svc`;
}

/** Names and addresses for which the server certificate is valid. */
export function serverHosts(ctx: RenderContext): { readonly dnsNames: Value[]; readonly ipAddresses: Value[] } {
  const loopback = ['127.0.0.1', '::1'];
  if (meshOf(ctx).facts.namesServerAfterService) {
    return {
      dnsNames: [serviceName(ctx), '*.mesh.cilium.io', ...extraHosts(ctx, 'extraDnsNames')],
      ipAddresses: [...loopback, ...extraHosts(ctx, 'extraIpAddresses')],
    };
  }
  const { server } = ctx.values.clustermesh.apiserver.tls;
  return {
    dnsNames: [
      'clustermesh-apiserver.cilium.io',
      '*.mesh.cilium.io',
      inQuotes(serviceName(ctx)),
      ...rangeList(server.extraDnsNames),
    ],
    ipAddresses: [...loopback, ...rangeList(server.extraIpAddresses)],
  };
}

/** Extra names from `tls.auto.server`, else from `tls.server`, where they stood before. */
function extraHosts(ctx: RenderContext, key: 'extraDnsNames' | 'extraIpAddresses'): readonly Value[] {
  const { tls } = ctx.values.clustermesh.apiserver;
  const extra: Value = defaultTo(tls.auto.server[key], dig(tls, ['server', key], []));
  if (Array.isArray(extra)) return rangeList(extra);
  return refuse({
    code: 'not-a-list',
    path: `values.clustermesh.apiserver.tls.auto.server.${key}`,
    message: 'further names of the server are a list',
    got: kindOf(extra),
    allowed: 'a list of text',
    fix: isNil(extra) ? `use [], also for tls.server.${key}` : undefined,
  });
}

/** How long certificates are valid, in hours: the values say days. */
export function validityHours(ctx: RenderContext): number {
  return toInt(ctx.values.clustermesh.apiserver.tls.auto.certValidityDuration) * 24;
}
