import { text, truthy } from '../../core/helm';
import type { InstallValues } from '../../catalogue/install-values.gen';
import { elements } from './config-text';

const TLS_FILES = [
  "trusted-ca-file: '/var/lib/etcd-secrets/etcd-client-ca.crt'",
  "key-file: '/var/lib/etcd-secrets/etcd-client.key'",
  "cert-file: '/var/lib/etcd-secrets/etcd-client.crt'",
];

/** The file of etcd's client library, as the agent mounts it: endpoints, and the TLS files where there is TLS. */
export function etcdConfig({ endpoints, ssl }: InstallValues['etcd']): string {
  const lines = elements(endpoints, 'etcd.endpoints').map((endpoint) => `  - ${text(endpoint)}`);
  return ['---', 'endpoints:', ...lines, ...(truthy(ssl) ? TLS_FILES : [])].join('\n').replace(/\n+$/, '');
}
