import { createHash } from 'node:crypto';
import type { ResourceNode, ResourceRules, ResourceSchemas } from '../../src/catalogue/resource-schema';
import { isMap, type Json, type JsonObject } from '../../src/core/json';
import { compareReleases } from '../../src/core/release-range';
import { isPolicyKind } from '../../src/model/resources';
import { encode, patchedModule, sorted, type Series } from './encode';

export { compareReleases, isPolicyKind };

/** The CRDs of one release. */
export interface ReleaseCrds {
  readonly release: string;
  readonly crds: readonly JsonObject[];
}

/** Kinds that the system itself writes, and one that nothing reads any more; people do not author them. */
const WRITTEN_BY_CILIUM = new Set([
  'CiliumEndpoint',
  'CiliumEndpointSlice',
  'CiliumIdentity',
  'CiliumNode',
  'CiliumBGPNodeConfig',
  'CiliumDatapathPlugin',
  'CiliumBGPPeeringPolicy',
]);

/** Whether people author a kind; one that a release brings is, until somebody says otherwise above. */
export function isAuthored(kind: string): boolean {
  return !WRITTEN_BY_CILIUM.has(kind);
}

/** A rule or a pattern by its content: the same name in every release, another one where a letter of it changes. */
export function factName(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}

/** Formats that the API server checks (apiextensions-apiserver, pkg/apiserver/validation/formats.go) and so do we. */
const CHECKED_FORMATS = new Set(['cidr', 'ipv4', 'int32', 'int64']);
/** Formats that it knows nothing of, and drops; the others fail here until src/model/resource-format.ts knows them. */
const DROPPED_FORMATS = new Set(['idn-hostname']);

/** Keywords that decide nothing about a value. */
const SILENT = new Set(['description', 'title', 'example', 'x-kubernetes-map-type']);
const INT_OR_STRING = JSON.stringify([{ type: 'integer' }, { type: 'string' }]);

type Rules = { -readonly [K in keyof ResourceRules]: ResourceRules[K] };

/** Schemas of the kinds, short: without texts, each that occurs twice only once. */
export function resourceSchemas(kinds: Readonly<Record<string, JsonObject>>): ResourceSchemas {
  const patterns: Record<string, string> = {};
  const compact = (schema: JsonObject, path: string): ResourceNode => {
    const rules: Rules = {};
    for (const [keyword, value] of Object.entries(schema)) {
      if (!SILENT.has(keyword)) keep(rules, keyword, value, schema, path);
    }
    if (rules.pattern !== undefined) {
      const name = factName(rules.pattern);
      patterns[name] = rules.pattern;
      rules.pattern = name;
    }
    return shortened(rules);
  };
  const keep = (rules: Rules, keyword: string, value: Json, schema: JsonObject, path: string): void => {
    const list = () => (value as JsonObject[]).map((each, i) => compact(each, `${path}.${keyword}[${i}]`));
    switch (keyword) {
      case 'type':
        if (!schema['x-kubernetes-int-or-string']) rules.type = value as string;
        return;
      case 'properties':
        rules.of = Object.fromEntries(
          Object.entries(value as Record<string, JsonObject>).map(([key, each]) => [
            key,
            compact(each, `${path}.${key}`),
          ]),
        );
        return;
      case 'additionalProperties':
        if (!isMap(value)) throw new Error(`${path}: additionalProperties that are no schema`);
        rules.values = compact(value, `${path}.*`);
        return;
      case 'items':
        rules.items = compact(value as JsonObject, `${path}[]`);
        return;
      case 'minimum':
        rules.min = value as number;
        return;
      case 'maximum':
        rules.max = value as number;
        return;
      case 'minProperties':
        rules.minKeys = value as number;
        return;
      case 'maxProperties':
        rules.maxKeys = value as number;
        return;
      case 'required':
      case 'enum':
      case 'minLength':
      case 'maxLength':
      case 'minItems':
      case 'maxItems':
      case 'pattern':
      case 'default':
        (rules as Record<string, Json>)[keyword] = value;
        return;
      case 'format':
        if (CHECKED_FORMATS.has(value as string)) rules.format = value as string;
        else if (!DROPPED_FORMATS.has(value as string)) throw new Error(`${path}: the format ${String(value)} is new`);
        return;
      case 'anyOf':
        // The canonical form of what x-kubernetes-int-or-string says already.
        if (!schema['x-kubernetes-int-or-string'] || JSON.stringify(value) !== INT_OR_STRING) rules.any = list();
        return;
      case 'oneOf':
        rules.one = list();
        return;
      case 'allOf':
        rules.all = distinct(list());
        return;
      case 'x-kubernetes-int-or-string':
        rules.type = 'integer|string';
        return;
      case 'x-kubernetes-preserve-unknown-fields':
        if (value === true) rules.open = true;
        return;
      case 'x-kubernetes-list-type':
        if (value === 'set') rules.unique = [];
        return;
      case 'x-kubernetes-list-map-keys':
        rules.unique = value as string[];
        return;
      case 'x-kubernetes-validations':
        rules.rules = (value as JsonObject[]).map((rule) => factName(celOf(rule, path)));
        return;
      default:
        throw new Error(`${path}: the catalogue cannot express ${keyword} yet, nor does checkResource know it`);
    }
  };
  const whole = Object.fromEntries(Object.entries(kinds).map(([kind, schema]) => [kind, compact(schema, kind)]));
  return { ...share(whole), patterns };
}

/** The text of a rule that decides; `message`, `reason` and `fieldPath` are for the answer only. */
function celOf(rule: JsonObject, path: string): string {
  const { rule: text, message: _message, reason: _reason, fieldPath: _fieldPath, ...rest } = rule;
  if (typeof text !== 'string' || Object.keys(rest).length > 0)
    throw new Error(`${path}: a rule with ${Object.keys(rest).join(', ')}, which checkResource does not know`);
  return text;
}

/** Leaves out what `of`, `values` and `items` say already; a type alone is its name. */
function shortened(rules: Rules): ResourceNode {
  const implied = rules.of || rules.values !== undefined ? 'object' : rules.items !== undefined ? 'array' : undefined;
  // In alternatives, fields are named again without a rule: `{ properties: { a: {} }, required: [a] }`.
  if (rules.type === undefined && rules.of && Object.values(rules.of).every((node) => node === '')) delete rules.of;
  else if (rules.type === undefined && implied !== undefined) rules.type = '';
  else if (rules.type === implied) delete rules.type;
  if (rules.required?.length === 0) delete rules.required;
  const keys = Object.keys(rules);
  if (keys.length === 0) return '';
  return keys.length === 1 && rules.type !== undefined ? rules.type : rules;
}

function distinct(nodes: readonly ResourceNode[]): ResourceNode[] {
  return [...new Map(nodes.map((node) => [JSON.stringify(node), node])).values()];
}

/** What is too short for a name of its own, as JSON. */
const SHORT = 60;

/** Gives what occurs more than once a name, after the field at which it is met first, and puts the name in its place. */
function share(whole: Readonly<Record<string, ResourceNode>>): Omit<ResourceSchemas, 'patterns'> {
  const counts = new Map<string, number>();
  const count = (node: ResourceNode): void => {
    if (typeof node === 'string') return;
    const text = JSON.stringify(sorted(node as unknown as Json));
    const times = (counts.get(text) ?? 0) + 1;
    counts.set(text, times);
    if (times === 1) for (const [, inner] of childrenOf(node)) count(inner);
  };
  Object.values(whole).forEach(count);
  const names = new Map<string, string>();
  const shared: Record<string, ResourceNode> = {};
  const replace = (node: ResourceNode, field: string): ResourceNode => {
    if (typeof node === 'string') return node;
    const text = JSON.stringify(sorted(node as unknown as Json));
    const known = names.get(text);
    if (known !== undefined) return `#${known}`;
    if ((counts.get(text) ?? 0) < 2 || text.length < SHORT) return withChildren(node, replace, field);
    let name = field;
    for (let i = 2; name in shared; i++) name = `${field}${i}`;
    names.set(text, name);
    shared[name] = ''; // taken, before what stands below it takes the name
    shared[name] = withChildren(node, replace, field);
    return `#${name}`;
  };
  const kinds = Object.fromEntries(
    Object.keys(whole)
      .sort()
      .map((kind) => [kind, replace(whole[kind] as ResourceNode, kind)]),
  );
  return { kinds, shared };
}

function childrenOf(node: ResourceRules): (readonly [field: string, node: ResourceNode])[] {
  return [
    ...Object.entries(node.of ?? {}),
    ...[node.values, node.items].flatMap((inner) => (inner === undefined ? [] : [['', inner] as const])),
    ...[...(node.any ?? []), ...(node.one ?? []), ...(node.all ?? [])].map((inner) => ['', inner] as const),
  ];
}

function withChildren(
  node: ResourceRules,
  change: (node: ResourceNode, field: string) => ResourceNode,
  field: string,
): ResourceRules {
  const inner = (each: ResourceNode) => change(each, field);
  return {
    ...node,
    ...(node.of && {
      of: Object.fromEntries(
        Object.keys(node.of)
          .sort()
          .map((key) => [key, change(node.of?.[key] as ResourceNode, key)]),
      ),
    }),
    ...(node.values !== undefined && { values: inner(node.values) }),
    ...(node.items !== undefined && { items: inner(node.items) }),
    ...(node.any && { any: node.any.map(inner) }),
    ...(node.one && { one: node.one.map(inner) }),
    ...(node.all && { all: node.all.map(inner) }),
  };
}

/** What stands beside `metadata` in the version of a CRD that is stored. */
export function rootOf(crd: JsonObject): JsonObject {
  const { versions } = crd.spec as { versions: { storage: boolean; schema: { openAPIV3Schema: JsonObject } }[] };
  const stored = versions.find(({ storage }) => storage);
  if (!stored) throw new Error('a CRD without a stored version');
  const { properties, required, ...rest } = stored.schema.openAPIV3Schema;
  const own = (key: string): boolean => key === 'spec' || key === 'specs';
  return {
    ...rest,
    properties: Object.fromEntries(Object.entries(properties as JsonObject).filter(([key]) => own(key))),
    required: ((required ?? []) as string[]).filter(own),
  };
}

/** The module of one minor: the schemas of its oldest release at hand, and in which later ones what changes. */
export function resourceSchemaModule(series: readonly ReleaseCrds[]): string {
  const all = [...series]
    .sort((a, b) => compareReleases(a.release, b.release))
    .map(({ release, crds }) => {
      const kinds = crds.map(
        (crd) => [((crd.spec as JsonObject).names as { kind: string }).kind, rootOf(crd)] as const,
      );
      const authored = Object.fromEntries(kinds.filter(([kind]) => isAuthored(kind)));
      return [release, resourceSchemas(authored) as unknown as JsonObject] as const;
    });
  const changes: Series = all.filter(([, facts], i) => JSON.stringify(facts) !== JSON.stringify(all[i - 1]?.[1]));
  const header = `// Written by tools/catalogue/resources.mjs from the CRDs of Cilium ${all.map(([release]) => release).join(', ')}. Editing it is futile.
// A release has the facts of the newest one below that is not newer than it. No upstream text.
`;
  return patchedModule(header, encode(changes));
}
