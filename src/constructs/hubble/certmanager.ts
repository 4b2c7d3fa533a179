import { hubbleFacts } from '../../catalogue/facts/hubble';
import { block, quote, rangeList, toInt, truthy, withBlock } from '../../core/helm';
import type { JsonObject } from '../../core/json';
import { factsFor } from '../../core/release-range';
import { mergedMaps, namespaceOf } from '../common';
import type { KubeObject, RenderContext } from '../context';
import { hubbleCertificates, hubbleIssuingMethod, type HubbleCertificate } from './certificates';

/** The Certificates that cert-manager issues. */
export function certManagerCertificates(ctx: RenderContext): KubeObject[] {
  const { enabled, metrics, tls } = ctx.values.hubble;
  if (!truthy(enabled) || !truthy(tls.auto.enabled)) return [];
  const certificates = hubbleCertificates(ctx, truthy(metrics.tls.enabled));
  if (certificates.length === 0 || hubbleIssuingMethod(ctx) !== 'certmanager') return [];
  return certificates.map((certificate) => certManagerCertificate(ctx, certificate));
}

function certManagerCertificate(ctx: RenderContext, { secretName, commonName, extra, usages }: HubbleCertificate) {
  const {
    annotations,
    tls: { auto },
  } = ctx.values.hubble;
  return {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: {
      name: secretName,
      namespace: namespaceOf(ctx),
      labels: withBlock<JsonObject>(ctx.values.commonLabels),
      annotations: mergedMaps(annotations),
    },
    spec: {
      issuerRef: block(auto.certManagerIssuerRef),
      subject: factsFor(ctx.release, hubbleFacts).certificatesHaveSubject ? withBlock(auto.subject) : undefined,
      secretName,
      commonName,
      dnsNames: [commonName, ...rangeList(extra?.extraDnsNames).map(quote)],
      ipAddresses: extra && truthy(extra.extraIpAddresses) ? rangeList(extra.extraIpAddresses).map(quote) : undefined,
      duration: `${toInt(auto.certValidityDuration) * 24}h0m0s`,
      // The chart repeats this key after the user's `hubble.tls.auto.privateKey`, which therefore never takes effect.
      privateKey: { rotationPolicy: 'Always' },
      isCA: false,
      usages,
    },
  };
}
