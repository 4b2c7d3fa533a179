import { isNil, plain, truthy, withBlock } from '../../core/helm';
import { refuse } from '../../core/issue';
import type { JsonObject, Value } from '../../core/json';
import { mergedMaps, namespaceOf } from '../common';
import type { KubeObject, RenderContext } from '../context';
import { hubbleCertificates, type HubbleCertificate } from './certificates';

/** Secrets of agents are left out where no agent runs. */
const AGENT_SECRETS = ['hubble-server-certs', 'hubble-metrics-server-certs'];

/** The Secrets with certificates that the user provides, where neither a Secret exists nor anyone issues them. */
export function providedSecrets(ctx: RenderContext): KubeObject[] {
  const { agent, hubble } = ctx.values;
  if (!truthy(hubble.enabled) || truthy(hubble.tls.auto.enabled)) return [];
  return hubbleCertificates(ctx, truthy(hubble.metrics.tls.enabled))
    .filter(({ secretName }) => truthy(agent) || !AGENT_SECRETS.includes(secretName))
    .filter(({ provided }) => !truthy(provided.existingSecret))
    .map((certificate) => secret(ctx, certificate));
}

function secret(ctx: RenderContext, { secretName, provided, path }: HubbleCertificate) {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: secretName,
      namespace: namespaceOf(ctx),
      labels: withBlock<JsonObject>(ctx.values.commonLabels),
      annotations: mergedMaps(ctx.values.hubble.annotations),
    },
    type: 'kubernetes.io/tls',
    data: {
      'ca.crt': plain<string>(ctx.values.tls.ca.cert),
      'tls.crt': required(provided.cert, `${path}.cert`),
      'tls.key': required(provided.key, `${path}.key`),
    },
  };
}

function required(value: Value, path: string): string {
  if (!isNil(value) && value !== '') return plain<string>(value);
  return refuse({
    code: 'certificate-missing',
    path: `values.${path}`,
    message: 'no certificate is issued (hubble.tls.auto.enabled is false), so it has to be provided',
    allowed: 'PEM, encoded in base64',
    fix: `set ${path}, or ${path.replace(/\w+$/, 'existingSecret')}, or enable hubble.tls.auto`,
  });
}
