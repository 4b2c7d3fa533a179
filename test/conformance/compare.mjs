/**
 * Compares what Helm rendered with what we rendered, by meaning. Both sides are brought into one form first, in which
 * what does not matter is gone; what is left has to be equal.
 */

const isMap = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** `{}` and `[]` say something here that a missing field does not. */
const MEANT_EMPTY = new Set([
  'emptyDir',
  'selfSigned',
  'selector',
  'podSelector',
  'namespaceSelector',
  'objectSelector',
  'labelSelector',
  'serviceSelector',
  'endpointSelector',
  'nodeSelectorTerms',
  'ingress',
  'egress',
  'ingressDeny',
  'egressDeny',
  'from',
  'to',
  'fromEndpoints',
  'toEndpoints',
  'fromEntities',
  'toEntities',
]);
/** `""` is what Kubernetes takes for these when they are missing. */
const BLANK_BY_DEFAULT = new Set([
  'priorityClassName',
  'dnsPolicy',
  'serviceAccountName',
  'schedulerName',
  'subPath',
  'loadBalancerIP',
]);
/** Maps whose keys are the user's: nothing is left out of them for being blank. */
const FREE = new Set(['labels', 'annotations', 'matchLabels', 'data', 'stringData']);
/** Lists that Kubernetes merges by a key: their order says nothing, but for what `ordered` adds. */
const KEYED = {
  env: (item) => item.name,
  volumes: (item) => item.name,
  volumeMounts: (item) => [item.mountPath, item.subPath].filter(Boolean).join(':'),
  volumeDevices: (item) => item.devicePath,
  ports: (item) => `${item.containerPort ?? item.port ?? item.name}/${item.protocol ?? 'TCP'}`,
  imagePullSecrets: (item) => item.name,
  hostAliases: (item) => item.ip,
  containers: (item) => item.name,
  initContainers: (item) => item.name,
};

/** The name of an object without the checksum that the chart appends to Jobs. */
const nameOf = (object) => {
  const name = object.metadata?.name ?? '';
  return object.kind === 'Job' ? String(name).replace(/-[0-9a-f]{10}$/, '') : name;
};

/** Kind/namespace/name, as people read it. */
export const title = (object) => [object.kind, object.metadata?.namespace ?? '', nameOf(object)].join('/');

/** Whether a label or annotation of the object itself only tells that Helm made it. */
const isHelms = (key, value) =>
  /^(?:meta\.)?helm\.sh\//.test(key) ||
  (['app.kubernetes.io/managed-by', 'heritage'].includes(key) && value === 'Helm');

/** A value in its one form; undefined where it says nothing. `name` is the field it stands in, `path` all of them. */
function canonical(value, name, path) {
  if (value === null || value === undefined) return undefined;
  if (Array.isArray(value)) return list(value, name, path);
  if (!isMap(value)) return value === '' && BLANK_BY_DEFAULT.has(name) ? undefined : value;
  const free = FREE.has(name);
  const result = {};
  for (const [key, inner] of Object.entries(value)) {
    if (['metadata.labels', 'metadata.annotations'].includes(path) && isHelms(key, inner)) continue;
    if (name === 'annotations' && /checksum/i.test(key) && inner !== null) {
      result[key] = 'a checksum';
      continue;
    }
    const kept =
      free && !isMap(inner) && !Array.isArray(inner)
        ? (inner ?? undefined)
        : canonical(inner, key, path === '' ? key : `${path}.${key}`);
    if (kept === undefined) continue;
    result[key] = ['limits', 'requests', 'hard'].includes(name) && !isMap(kept) ? String(kept) : kept;
  }
  return Object.keys(result).length === 0 && !MEANT_EMPTY.has(name) ? undefined : result;
}

function list(items, name, path) {
  if (items.length === 0) return MEANT_EMPTY.has(name) ? [] : undefined;
  const key = KEYED[name];
  if (!key || !items.every(isMap)) return items.map((item, i) => canonical(item, i, `${path}[${i}]`) ?? null);
  const result = {};
  for (const item of items) {
    let id = String(key(item));
    while (id in result) id += '#'; // a repeated key counts as often as it stands there
    const kept = canonical(name === 'env' && item.value === '' ? { ...item, value: null } : item, '', path);
    result[id] = { ...kept, ...ordered(items, name, item) };
  }
  return result;
}

/** What the order of a keyed list decides: which init container runs after which, and what `$(NAME)` can refer to. */
function ordered(items, name, item) {
  if (name === 'initContainers')
    return {
      'runs after': items
        .slice(0, items.indexOf(item))
        .map((other) => other.name)
        .join(', '),
    };
  if (name !== 'env') return {};
  const above = items.slice(0, items.indexOf(item)).map((other) => other.name);
  const known = [...String(item.value ?? '').matchAll(/\$\(([^)]+)\)/g)]
    .map((match) => match[1])
    .filter((other) => above.includes(other));
  return known.length > 0 ? { 'refers to': known.join(', ') } : {};
}

/** An object in its one form: Secrets decoded, Jobs without the checksum in their name. */
function whole(object) {
  const metadata = { ...object.metadata, name: nameOf(object) };
  if (object.kind !== 'Secret') return canonical({ ...object, metadata }, '', '');
  const decoded = Object.entries(object.data ?? {}).map(([key, value]) => [
    key,
    typeof value === 'string' ? Buffer.from(value, 'base64').toString('utf8') : value,
  ]);
  const { stringData, ...rest } = object;
  return canonical(
    { type: 'Opaque', ...rest, metadata, data: { ...Object.fromEntries(decoded), ...stringData } },
    '',
    '',
  );
}

function index(objects) {
  const map = new Map();
  for (const object of objects) {
    let id = [object.apiVersion, object.kind, object.metadata?.namespace ?? '', nameOf(object)].join(' ');
    while (map.has(id)) id += '#';
    map.set(id, object);
  }
  return map;
}

/** Reads configuration text as data: JSON, or YAML of several lines that is a map or a list. */
function asData(text, parseYaml) {
  const parse = /^\s*[[{]/.test(text) ? JSON.parse : /\n./.test(text) ? parseYaml : undefined;
  try {
    const data = parse?.(text);
    return typeof data === 'object' && data !== null ? data : undefined;
  } catch {
    return undefined;
  }
}

function differ(expected, got, path, found, context) {
  if (expected === got) return;
  const both = (test) => test(expected) && test(got);
  if (both(isMap)) {
    for (const key of new Set([...Object.keys(expected), ...Object.keys(got)])) {
      differ(expected[key], got[key], path === '' ? key : `${path}.${key}`, found, {
        ...context,
        text: context.config && path === 'data',
      });
    }
  } else if (both(Array.isArray)) {
    for (let i = 0; i < Math.max(expected.length, got.length); i++)
      differ(expected[i], got[i], `${path}[${i}]`, found, { ...context, text: false });
  } else {
    const data =
      context.text && both((value) => typeof value === 'string')
        ? [expected, got].map((text) => asData(text, context.parseYaml))
        : [];
    if (data[0] !== undefined && data[1] !== undefined)
      differ(data[0], data[1], `${path}<data>`, found, { ...context, text: false, config: false });
    else found.push({ path, expected, got });
  }
}

/**
 * The differences between two sets of objects: `{title, path, expected, got}`, where undefined stands for nothing.
 * `parseYaml` reads YAML inside ConfigMaps.
 */
export function compare(expected, got, parseYaml) {
  const [theirs, ours] = [index(expected), index(got)];
  const differences = [];
  for (const id of new Set([...theirs.keys(), ...ours.keys()])) {
    const [a, b] = [theirs.get(id), ours.get(id)];
    const found = [];
    if (!a || !b) found.push({ path: '', expected: a && 'the object', got: b && 'the object' });
    else differ(whole(a), whole(b), '', found, { config: ['ConfigMap', 'Secret'].includes(a.kind), parseYaml });
    differences.push(...found.map((difference) => ({ title: title(a ?? b), object: a ?? b, ...difference })));
  }
  return differences;
}

const show = (value) => {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length > 200 ? `${text.slice(0, 197)}…` : text;
};

/** A difference on one line. Of long texts, the place where they part. */
export function describe({ title: name, path, expected, got }) {
  if (typeof expected === 'string' && typeof got === 'string' && Math.max(expected.length, got.length) > 160) {
    let at = 0;
    while (expected[at] === got[at]) at++;
    const from = Math.max(0, at - 40);
    return `${name}: ${path}: from character ${at}: expected ${show(expected.slice(from, at + 80))}, got ${show(got.slice(from, at + 80))}`;
  }
  return `${name}: ${path || '.'}: expected ${show(expected)}, got ${show(got)}`;
}
