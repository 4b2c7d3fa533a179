import type { Container, EnvVar, Probe, VolumeMount } from 'kubernetes-types/core/v1';
import { hubbleUIFacts } from '../../catalogue/facts/hubble-ui';
import { plain, truthy, withBlock } from '../../core/helm';
import { factsFor } from '../../core/release-range';
import { containerImage } from '../common';
import type { RenderContext } from '../context';

const BACKEND_PORT = 8090;
const CERTIFICATES = '/var/lib/hubble-ui/certs';
/** The CA of Relay's server, below the directory with the backend's certificates. */
export const RELAY_CA_FILE = 'hubble-relay-ca.crt';

/** nginx, which serves the pages and passes requests on to the backend. */
export function frontend(ctx: RenderContext): Container {
  const { frontend: values } = ctx.values.hubble.ui;
  const port = factsFor(ctx.release, hubbleUIFacts).probesNamedPort ? 'http' : 8081;
  return {
    name: 'frontend',
    ...containerImage(values.image, 'hubble.ui.frontend.image'),
    ports: [{ name: 'http', containerPort: 8081 }],
    env: withBlock(values.extraEnv),
    livenessProbe: { httpGet: { path: '/healthz', port } },
    readinessProbe: { httpGet: { path: '/', port } },
    resources: withBlock(values.resources),
    volumeMounts: [
      { name: 'hubble-ui-nginx-conf', mountPath: '/etc/nginx/conf.d/default.conf', subPath: 'nginx.conf' },
      { name: 'tmp-dir', mountPath: '/tmp' },
      ...(withBlock<VolumeMount[]>(values.extraVolumeMounts) ?? []),
    ],
    terminationMessagePolicy: 'FallbackToLogsOnError',
    securityContext: withBlock(values.securityContext),
  };
}

/** The backend, which asks Relay for flows and Kubernetes for names. */
export function backend(ctx: RenderContext): Container {
  const {
    relay,
    ui: { backend: values },
  } = ctx.values.hubble;
  const mounts: VolumeMount[] = [
    ...(truthy(relay.tls.server.enabled)
      ? [{ name: 'hubble-ui-client-certs', mountPath: CERTIFICATES, readOnly: true }]
      : []),
    ...(withBlock<VolumeMount[]>(values.extraVolumeMounts) ?? []),
  ];
  return {
    name: 'backend',
    ...containerImage(values.image, 'hubble.ui.backend.image'),
    env: [
      { name: 'EVENTS_SERVER_PORT', value: String(BACKEND_PORT) },
      ...relayEnv(ctx),
      ...(withBlock<EnvVar[]>(values.extraEnv) ?? []),
    ],
    ...backendProbes(ctx),
    ports: [{ name: 'grpc', containerPort: BACKEND_PORT }],
    resources: withBlock(values.resources),
    volumeMounts: mounts.length > 0 ? mounts : undefined,
    terminationMessagePolicy: 'FallbackToLogsOnError',
    securityContext: withBlock(values.securityContext),
  };
}

function backendProbes(ctx: RenderContext): { livenessProbe?: Probe; readinessProbe?: Probe } {
  if (!factsFor(ctx.release, hubbleUIFacts).probesBackend) return {};
  const { livenessProbe, readinessProbe } = ctx.values.hubble.ui.backend;
  const probe = { httpGet: { path: '/healthz', port: BACKEND_PORT } };
  return {
    livenessProbe: truthy(livenessProbe.enabled) ? probe : undefined,
    readinessProbe: truthy(readinessProbe.enabled) ? probe : undefined,
  };
}

/** Where Relay is, and with what the two prove who they are. */
function relayEnv(ctx: RenderContext): EnvVar[] {
  const { server } = ctx.values.hubble.relay.tls;
  if (!truthy(server.enabled)) return [{ name: 'FLOWS_API_ADDR', value: 'hubble-relay:80' }];
  return [
    { name: 'FLOWS_API_ADDR', value: 'hubble-relay:443' },
    { name: 'TLS_TO_RELAY_ENABLED', value: 'true' },
    { name: 'TLS_RELAY_SERVER_NAME', value: plain<string>(server.relayName) },
    { name: 'TLS_RELAY_CA_CERT_FILES', value: `${CERTIFICATES}/${RELAY_CA_FILE}` },
    { name: 'TLS_RELAY_CLIENT_CERT_FILE', value: `${CERTIFICATES}/client.crt` },
    { name: 'TLS_RELAY_CLIENT_KEY_FILE', value: `${CERTIFICATES}/client.key` },
  ];
}
