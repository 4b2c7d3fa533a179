import { quote, truthy } from '../../core/helm';
import type { Value } from '../../core/json';
import { declares, type ConfigEntry, type ConfigInput } from './entry';

/** The Multi-Cluster Services API, under the names that the release knows. */
function mcsAPI({ values: { clustermesh }, facts }: ConfigInput): Value {
  if (facts.mcsAPI && (!facts.mcsAPISupportSwitch || truthy(clustermesh.mcsapi.enabled))) {
    return clustermesh.mcsapi.enabled;
  }
  return clustermesh.enableMCSAPISupport;
}

/** Several clusters as one. */
export const clustermeshEntries: readonly ConfigEntry[] = [
  {
    key: 'max-connected-clusters',
    when: (s) => declares(s.values.clustermesh, 'maxConnectedClusters'),
    value: (s) => quote(s.values.clustermesh.maxConnectedClusters),
  },
  { key: 'clustermesh-cache-ttl', fact: 'clusterCacheTTL', value: (s) => quote(s.values.clustermesh.cacheTTL) },
  {
    key: 'clustermesh-enable-endpoint-sync',
    value: (s) => quote(s.values.clustermesh.enableEndpointSliceSynchronization),
  },
  { key: 'clustermesh-enable-mcs-api', value: (s) => quote(mcsAPI(s)) },
  {
    key: 'clustermesh-mcs-api-install-crds',
    fact: 'mcsAPI',
    value: (s) => quote(s.values.clustermesh.mcsapi.installCRDs),
  },
  {
    key: 'clustermesh-default-global-namespace',
    fact: 'defaultGlobalNamespace',
    value: (s) => quote(s.values.clustermesh.defaultGlobalNamespace),
  },
];
