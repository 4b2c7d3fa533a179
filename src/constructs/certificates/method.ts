import type { Value } from '../../core/json';
import type { RenderContext } from '../context';

/**
 * Who issues certificates: `tls.auto.method`, with `cronJob` in place of `helm`. Helm draws new keys at every
 * rendering; the same input has to give the same bytes here, and a key must not end up in a repository, so certgen
 * draws them in the cluster. It reuses a CA that it finds, so that changing over keeps the certificates valid.
 */
export function issuingMethod(ctx: RenderContext, method: Value, path: string): Value {
  if (method !== 'helm') return method;
  ctx.report({
    code: 'certificates-by-helm',
    severity: 'warning',
    path: `values.${path}`,
    message:
      'certificates are not generated while rendering; a Job and a CronJob generate them in the cluster, as with cronJob',
    got: 'helm',
    allowed: 'cronJob, certmanager',
    fix: `set ${path} to cronJob or certmanager`,
  });
  return 'cronJob';
}
