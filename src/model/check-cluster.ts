/** What types rule out, and JavaScript, `as` and `any` do not: a cluster whose specification is none. */
import { isRelease } from '../catalogue/catalogue';
import { joinPath } from '../catalogue/patched';
import { closest } from '../core/closest';
import { IssueError, type Issue } from '../core/issue';
import { isMap, isPlain } from '../core/json';
import { printed } from '../core/printed';
import { parseVersion } from '../core/semver';
import { checkDelivery } from './check-delivery';
import { checkPolicies } from './check-policies';
import { checkResource } from './check-resource';
import { isCluster, type Cluster } from './cluster';
import { knownRelease } from './known-release';
import { isNamespace, NAMESPACE_NAMES } from './namespace';
import { RESOURCE_FIELDS, type ResourceFields } from './resources';

const FIELDS = [
  ...['cilium', 'kubernetes', 'apiVersions', 'namespace', 'extends', 'network', 'values', 'delivery', 'policies'],
  ...Object.keys(RESOURCE_FIELDS),
];

/** Checks what a cluster is made of, before anything reads it. Paths begin with the cluster's name. */
export function checkCluster(cluster: Cluster): Issue[] {
  const name: unknown = cluster.name;
  const spec: unknown = cluster.spec;
  if (typeof name !== 'string') {
    return [
      wrong(
        '',
        'name',
        'the name of a cluster is text',
        name,
        'letters, digits, dots and dashes',
        "write defineCluster('lab', …)",
      ),
    ];
  }
  if (!isMap(spec))
    return [
      wrong(
        name,
        'spec',
        'a cluster is specified by a map',
        spec,
        '{ cilium, kubernetes, … }',
        'write cilium and kubernetes at least',
      ),
    ];
  return [
    ...unknownFields(name, spec),
    ...releaseOf(name, spec.cilium),
    ...scalars(name, spec),
    ...valuesOf(name, spec.values, 'values'),
    ...basesOf(name, spec.extends),
    ...checkResources(spec, spec.cilium, name),
    ...checkPolicies(spec.policies, spec.cilium, name),
  ];
}

/** The warnings of `checkCluster` alone: fields that nothing reads, of a cluster and of those that it extends. */
export function checkFieldNames(cluster: Cluster): Issue[] {
  const bases = (cluster.spec.extends ?? []).filter(isCluster);
  return [...unknownFields(cluster.name, cluster.spec), ...bases.flatMap(checkFieldNames)];
}

/** Checks every custom resource of a cluster as the API server of a release would. */
export function checkResources(fields: ResourceFields, release: unknown, cluster = ''): Issue[] {
  if (typeof release !== 'string' || !isRelease(release)) return [];
  const prefix = cluster === '' ? '' : `${cluster}: `;
  return (Object.keys(RESOURCE_FIELDS) as (keyof ResourceFields)[]).flatMap((field) => {
    const entries: unknown = fields[field];
    if (entries === undefined) return [];
    if (!isMap(entries)) {
      const example = `${field}: { NAME: { … } }`;
      return [wrong(cluster, field, 'custom resources are a map of names to their fields', entries, example)];
    }
    return Object.keys(entries).flatMap((name) => {
      const at = `${field}.${joinPath([name])}`;
      const unplain = isMap(entries[name]) ? valuesOf(cluster, entries[name], at) : [];
      return unplain.length > 0
        ? unplain
        : checkResource(release, RESOURCE_FIELDS[field], name, entries[name], `${prefix}${at}`);
    });
  });
}

function wrong(cluster: string, path: string, message: string, got: unknown, allowed: string, fix?: string): Issue {
  return {
    code: 'cluster-spec',
    severity: 'error',
    path: cluster === '' ? path : `${cluster}: ${path}`,
    message,
    got: printed(got),
    allowed,
    ...(fix === undefined ? {} : { fix }),
  };
}

function unknownFields(cluster: string, spec: object): Issue[] {
  return Object.keys(spec)
    .filter((key) => !FIELDS.includes(key))
    .map((key): Issue => {
      const near = closest(key, FIELDS);
      return {
        code: 'cluster-field',
        severity: 'warning',
        path: `${cluster}: ${key}`,
        message: 'a cluster has no field of this name: nothing reads it',
        allowed: FIELDS.slice(0, 9).join(', '),
        fix: near === undefined ? "take it away, or put Helm's values under values" : `did you mean ${near}?`,
      };
    });
}

function releaseOf(cluster: string, release: unknown): Issue[] {
  try {
    knownRelease(release);
    return [];
  } catch (error) {
    if (!(error instanceof IssueError)) throw error;
    return error.issues.map((issue) => ({ ...issue, path: `${cluster}: ${issue.path}` }));
  }
}

function scalars(cluster: string, spec: Readonly<Record<string, unknown>>): Issue[] {
  const { kubernetes, namespace, apiVersions, delivery } = spec;
  const issues: Issue[] = [];
  if (typeof kubernetes !== 'string' || !parseVersion(kubernetes)) {
    issues.push(
      wrong(
        cluster,
        'kubernetes',
        'which version of Kubernetes?',
        kubernetes,
        'MAJOR.MINOR or MAJOR.MINOR.PATCH',
        "write kubernetes: '1.34', for example",
      ),
    );
  }
  if (namespace !== undefined && !isNamespace(namespace)) {
    issues.push(
      wrong(
        cluster,
        'namespace',
        'no namespace can have this name',
        namespace,
        NAMESPACE_NAMES,
        'rename it, or leave it out',
      ),
    );
  }
  const override = isMap(spec.values) ? spec.values.namespaceOverride : undefined;
  if (typeof override === 'string' && override !== '' && !isNamespace(override)) {
    const path = 'values.namespaceOverride';
    issues.push(
      wrong(
        cluster,
        path,
        'no namespace can have this name',
        override,
        NAMESPACE_NAMES,
        'leave it out: the cluster has a field namespace',
      ),
    );
  }
  if (
    apiVersions !== undefined &&
    !(Array.isArray(apiVersions) && apiVersions.every((version) => typeof version === 'string'))
  ) {
    const allowed = "a list of text, for example ['monitoring.coreos.com/v1']";
    issues.push(wrong(cluster, 'apiVersions', 'APIs that the cluster serves are a list', apiVersions, allowed));
  }
  if (delivery !== undefined) issues.push(...checkDelivery(cluster, delivery));
  return issues;
}

function basesOf(cluster: string, bases: unknown): Issue[] {
  if (bases === undefined) return [];
  if (!Array.isArray(bases)) {
    return [wrong(cluster, 'extends', 'presets stand in a list', bases, '[talos(), homelab(), …]')];
  }
  return (bases as readonly unknown[]).flatMap((base, i): Issue[] => {
    const path = `extends[${i}]`;
    if (isCluster(base)) return checkCluster(base);
    if (typeof base === 'function') {
      const fix = `call it: ${base.name || 'preset'}()`;
      return [wrong(cluster, path, 'a function stands where a preset should', base, 'a preset or a cluster', fix)];
    }
    if (!isMap(base) || typeof base.name !== 'string') {
      return [wrong(cluster, path, 'this is neither a preset nor a cluster', base, 'what definePreset returns')];
    }
    return typeof base.values === 'function' ? [] : valuesOf(cluster, base.values, `${path}.values`);
  });
}

/** Values are data that JSON can carry; the first thing that is not is named. */
function valuesOf(cluster: string, values: unknown, path: string): Issue[] {
  if (values === undefined) return [];
  if (!isMap(values)) {
    return [wrong(cluster, path, 'values are a map of names to settings', values, '{ hubble: { enabled: true } }')];
  }
  const open = new Set<object>();
  const find = (value: unknown, at: string): Issue | undefined => {
    if (value === null || value === undefined || typeof value === 'string' || typeof value === 'boolean')
      return undefined;
    if (typeof value === 'number' && Number.isFinite(value)) return undefined;
    if (typeof value !== 'object' || !isPlain(value)) {
      return wrong(
        cluster,
        at,
        'only plain data can be rendered',
        value,
        'text, numbers, true, false, null, lists, maps',
      );
    }
    if (open.has(value))
      return wrong(cluster, at, 'these values contain themselves', 'a circle', 'a tree', 'copy what is used twice');
    open.add(value);
    for (const key of Object.keys(value)) {
      const step = Array.isArray(value) ? `[${key}]` : `.${key}`;
      const found = find((value as Readonly<Record<string, unknown>>)[key], at + step);
      if (found) return found;
    }
    open.delete(value);
    return undefined;
  };
  const found = find(values, path);
  return found ? [found] : [];
}
