import { quantity } from '../core/quantity';
import { isMap, type Json, type JsonObject } from '../core/json';

/** Fields that the API server leaves out when they are false: they are no pointers in k8s.io/api/core/v1 0.36.4. */
const FALSE_IS_NOTHING = new Set(['hostNetwork', 'hostPID', 'hostIPC', 'readOnly', 'stdin', 'stdinOnce', 'tty']);
/** Fields whose empty map says something: a volume's medium, which has no fields that it needs. */
const EMPTY_IS_SOMETHING = new Set(['emptyDir']);

/**
 * A pod template as the API server would keep it, and without what says nothing, so that a rendered one can be compared
 * with a running one. Defaults: kubernetes 1.36.4, pkg/apis/core/v1/defaults.go (`SetDefaults_PodSpec`, `_Container`,
 * `_Probe`, `_Volume` and what they call); those that it sets on pods only are not in it.
 */
export function settledTemplate(template: unknown): JsonObject {
  if (!isMap(template)) return {};
  const metadata = isMap(template.metadata) ? template.metadata : {};
  const { creationTimestamp: _created, ...kept } = metadata;
  return pruned({ metadata: kept, spec: podSpec(isMap(template.spec) ? template.spec : {}) }) as JsonObject;
}

function podSpec({ serviceAccount, ...spec }: JsonObject): JsonObject {
  return {
    restartPolicy: 'Always',
    dnsPolicy: 'ClusterFirst',
    schedulerName: 'default-scheduler',
    terminationGracePeriodSeconds: 30,
    ...(serviceAccount === undefined ? {} : { serviceAccountName: serviceAccount }),
    ...spec,
    ...each(spec, 'containers', container),
    ...each(spec, 'initContainers', container),
    ...each(spec, 'volumes', volume),
  };
}

function container(own: JsonObject): JsonObject {
  return {
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    imagePullPolicy: pullPolicy(own.image),
    ...own,
    ...each(own, 'ports', (port) => ({ protocol: 'TCP', ...port })),
    ...each(own, 'env', variable),
    ...inMap(own, 'livenessProbe', probe),
    ...inMap(own, 'readinessProbe', probe),
    ...inMap(own, 'startupProbe', probe),
    ...inMap(own, 'lifecycle', (lifecycle) => ({
      ...lifecycle,
      ...inMap(lifecycle, 'postStart', handler),
      ...inMap(lifecycle, 'preStop', handler),
    })),
    ...inMap(own, 'resources', (resources) => ({
      ...resources,
      ...inMap(resources, 'limits', quantities),
      ...inMap(resources, 'requests', quantities),
    })),
  };
}

function pullPolicy(image: Json | undefined): string {
  const name = String(image ?? '').replace(/^.*\//, '');
  return name.includes('@') || /:(?!latest$)/.test(name) ? 'IfNotPresent' : 'Always';
}

function variable(own: JsonObject): JsonObject {
  return {
    ...own,
    ...inMap(own, 'valueFrom', (from) => ({
      ...from,
      ...inMap(from, 'fieldRef', (field) => ({ apiVersion: 'v1', ...field })),
      ...inMap(from, 'resourceFieldRef', (field) => ({ divisor: '0', ...field })),
    })),
  };
}

function probe({ initialDelaySeconds, ...own }: JsonObject): JsonObject {
  return {
    ...(initialDelaySeconds === 0 || initialDelaySeconds === undefined ? {} : { initialDelaySeconds }),
    timeoutSeconds: 1,
    periodSeconds: 10,
    successThreshold: 1,
    failureThreshold: 3,
    ...own,
    ...handler(own),
    ...inMap(own, 'grpc', (grpc) => ({ service: '', ...grpc })),
  };
}

function handler(own: JsonObject): JsonObject {
  return { ...own, ...inMap(own, 'httpGet', (get) => ({ path: '/', scheme: 'HTTP', ...get })) };
}

function volume(own: JsonObject): JsonObject {
  const mode = (source: JsonObject): JsonObject => ({ defaultMode: 420, ...source });
  return {
    ...own,
    ...inMap(own, 'hostPath', (path) => ({ type: '', ...path })),
    ...inMap(own, 'configMap', mode),
    ...inMap(own, 'secret', mode),
    ...inMap(own, 'downwardAPI', mode),
    ...inMap(own, 'projected', (projected) => ({
      ...mode(projected),
      ...each(projected, 'sources', (source) => ({
        ...source,
        ...inMap(source, 'serviceAccountToken', (token) => ({ expirationSeconds: 3600, ...token })),
      })),
    })),
  };
}

/** Amounts as numbers: the API server prints `1000m` as `1`. */
function quantities(map: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, quantity(value) ?? value]));
}

function each(map: JsonObject, key: string, change: (item: JsonObject) => JsonObject): JsonObject {
  const list = map[key];
  if (!Array.isArray(list)) return {};
  return { [key]: (list as Json[]).map((item) => (isMap(item) ? change(item) : item)) };
}

function inMap(map: JsonObject, key: string, change: (value: JsonObject) => JsonObject): JsonObject {
  const value = map[key];
  return isMap(value) ? { [key]: change(value) } : {};
}

/** Without null, false where it says nothing, and what is empty but for that. */
function pruned(value: Json | undefined): Json | undefined {
  if (Array.isArray(value)) return (value as Json[]).map((item) => pruned(item) ?? null);
  if (!isMap(value)) return value;
  const entries = Object.entries(value).flatMap(([key, item]): [string, Json][] => {
    const kept = pruned(item);
    if (kept === undefined || kept === null || (kept === false && FALSE_IS_NOTHING.has(key))) return [];
    const empty = typeof kept === 'object' && Object.keys(kept).length === 0;
    return empty && !EMPTY_IS_SOMETHING.has(key) ? [] : [[key, kept]];
  });
  return Object.fromEntries(entries);
}
