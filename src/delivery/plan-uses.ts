import { isMap } from '../core/json';
import type { KubeObject } from '../model/render-context';
import { at, groupKindOf } from './plan-immutable';

/** How a workload's pods use a ConfigMap or a Secret. */
export interface Use {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  /** The keys that they read. @default - all of them */
  readonly keys?: readonly string[];
  /** Whether pods start without it. */
  readonly optional: boolean;
  /** Whether the program notices a change by itself. */
  readonly watched: boolean;
}

const WORKLOADS = new Set(['apps/DaemonSet', 'apps/Deployment', 'apps/StatefulSet']);

/** Whether an object keeps pods running that restart when their template changes. */
export function isWorkload(object: KubeObject): boolean {
  return WORKLOADS.has(groupKindOf(object));
}

/** The template of an object's pods, of a Job's and a CronJob's, too. */
export function podTemplateOf(object: KubeObject): unknown {
  return at(object, groupKindOf(object) === 'batch/CronJob' ? 'spec.jobTemplate.spec.template' : 'spec.template');
}

/**
 * Volumes that programs of Cilium follow while they run: the agent reads these files again when they change
 * (pkg/ipmasq/ipmasq.go, pkg/hubble/metrics/dynamic_flow_processor.go and pkg/hubble/exporter of the release). A Secret
 * mounted as a file is followed by every program of Cilium (pkg/crypto/certloader).
 */
const FOLLOWED_VOLUMES = new Set(['ip-masq-agent', 'hubble-dynamic-metrics-config', 'hubble-flowlog-config']);

/** Every ConfigMap and Secret that an object's pods use. */
export function usesOf(object: KubeObject): Use[] {
  const spec = at(podTemplateOf(object), 'spec');
  if (!isMap(spec)) return [];
  return [...maps(spec.volumes).flatMap((volume) => volumeUses(volume)), ...containersOf(spec).flatMap(containerUses)];
}

/** The ServiceAccount that an object's pods run as. */
export function serviceAccountOf(object: KubeObject): string | undefined {
  const name = at(podTemplateOf(object), 'spec.serviceAccountName');
  return typeof name === 'string' ? name : undefined;
}

/** The containers of a pod's specification, those that run first included. */
export function containersOf(spec: unknown): Record<string, unknown>[] {
  return isMap(spec) ? [...maps(spec.initContainers), ...maps(spec.containers)] : [];
}

function volumeUses(volume: Record<string, unknown>): Use[] {
  const watched = FOLLOWED_VOLUMES.has(String(volume.name));
  const projected = isMap(volume.projected) ? maps(volume.projected.sources) : [];
  return [volume, ...projected].flatMap((source) => {
    const { configMap, secret } = source as { configMap?: unknown; secret?: unknown };
    const found: Use[] = [];
    if (isMap(configMap)) found.push(use('ConfigMap', configMap.name, configMap, watched));
    if (isMap(secret)) found.push(use('Secret', secret.secretName ?? secret.name, secret, true));
    return found;
  });
}

function containerUses(container: Record<string, unknown>): Use[] {
  const whole = maps(container.envFrom).flatMap(({ configMapRef, secretRef }) => [
    ...(isMap(configMapRef) ? [use('ConfigMap', configMapRef.name, configMapRef, false)] : []),
    ...(isMap(secretRef) ? [use('Secret', secretRef.name, secretRef, false)] : []),
  ]);
  const single = maps(container.env).flatMap(({ valueFrom }) => {
    const { configMapKeyRef, secretKeyRef } = (isMap(valueFrom) ? valueFrom : {}) as Record<string, unknown>;
    return [
      ...(isMap(configMapKeyRef) ? [keyUse('ConfigMap', configMapKeyRef)] : []),
      ...(isMap(secretKeyRef) ? [keyUse('Secret', secretKeyRef)] : []),
    ];
  });
  return [...whole, ...single, ...readsConfigItself(container)];
}

/** The agent's first container reads cilium-config from the API server, so no volume tells. */
function readsConfigItself({ command, args }: Record<string, unknown>): Use[] {
  const words = [...strings(command), ...strings(args)];
  return words.includes('build-config')
    ? [{ kind: 'ConfigMap', name: 'cilium-config', optional: false, watched: false }]
    : [];
}

function use(kind: Use['kind'], name: unknown, source: Record<string, unknown>, watched: boolean): Use {
  const keys = maps(source.items).map(({ key }) => String(key));
  return {
    kind,
    name: String(name),
    ...(keys.length > 0 ? { keys } : {}),
    optional: source.optional === true,
    watched,
  };
}

function keyUse(kind: Use['kind'], { name, key, optional }: Record<string, unknown>): Use {
  return { kind, name: String(name), keys: [String(key)], optional: optional === true, watched: false };
}

function maps(list: unknown): Record<string, unknown>[] {
  return Array.isArray(list) ? list.filter(isMap) : [];
}

function strings(list: unknown): string[] {
  return Array.isArray(list) ? list.filter((item) => typeof item === 'string') : [];
}
