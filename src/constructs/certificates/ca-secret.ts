import { certificatesFacts } from '../../catalogue/facts/certificates';
import { truthy, withBlock } from '../../core/helm';
import type { JsonObject } from '../../core/json';
import { factsFor } from '../../core/release-range';
import { commonLabels, namespaceOf } from '../common';
import type { KubeObject, RenderContext } from '../context';
import { customCertificate } from './custom-certificate';

/** The Secret in which Cilium's CA is kept, by certgen too. */
export const CA_SECRET = 'cilium-ca';

/** The Secret with the CA that the user provides; nothing if certgen or cert-manager has to provide it. */
export function caSecret(ctx: RenderContext): KubeObject[] {
  const { ca } = ctx.values.tls;
  if (!truthy(ca.key) || !truthy(ca.cert)) return [];
  const { cert, key } = customCertificate({ cert: ca.cert as string, key: ca.key as string }, 'tls.ca');
  const marked = factsFor(ctx.release, certificatesFacts).marksNonIdempotent;
  const secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: CA_SECRET,
      namespace: namespaceOf(ctx),
      labels: marked
        ? { ...commonLabels(ctx), 'cilium.io/helm-template-non-idempotent': 'true' }
        : withBlock<JsonObject>(ctx.values.commonLabels),
      annotations: marked ? withBlock<JsonObject>(ctx.values.nonIdempotentAnnotations) : undefined,
    },
    data: { 'ca.crt': cert, 'ca.key': key },
  };
  return [secret];
}
