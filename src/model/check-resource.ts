/**
 * What the API server would refuse of a custom resource, found without it: all of it at once. It follows
 * apiextensions-apiserver: defaults are put in, then the whole is judged (pkg/apiserver/schema/{defaulting,listtype},
 * kube-openapi's pkg/validation/validate), and it takes no null and no unknown field, as server-side apply does not.
 */
import { minorOf, resourceSchemasOf, type Release } from '../catalogue/catalogue';
import { joinPath } from '../catalogue/patched';
import type { ResourceNode, ResourceRules, ResourceSchemas } from '../catalogue/resource-schema';
import { closest } from '../core/closest';
import { goRegexp } from '../core/go-regexp';
import type { Issue } from '../core/issue';
import { has, isMap, isPlain, type Json } from '../core/json';
import { printed } from '../core/printed';
import { formatFix, formatWords, isOfFormat, rangeOf } from './resource-format';
import { checkMetadata, checkName } from './resource-metadata';
import { patternWords, plainPatterns } from './resource-patterns';
import { resourceRules } from './resource-rules';
import {
  isPolicyKind,
  RESOURCE_FIELDS,
  resourceKindOf,
  resourceNameIssue,
  type PolicyKind,
  type ResourceKind,
} from './resources';
import { nounOf, typeFix, typeWords } from './type-words';

/** Kinds whose rules the catalogue has. */
export type CheckedKind = ResourceKind | PolicyKind;

/**
 * Checks one custom resource as a cluster holds it: its name (`namespace/name` for namespaced kinds), and its entry, that
 * is the fields of `spec` with `metadata` beside them (of a policy: `spec` or `specs`). `at` is how paths begin.
 */
export function checkResource(
  release: Release,
  kind: CheckedKind,
  name: string,
  entry: unknown,
  at: string = placeOf(kind, name),
): Issue[] {
  if (!isMap(entry)) {
    const message = `${nounOf(entry)} stands where the fields of a ${kind} are wanted`;
    return [{ code: 'resource-type', severity: 'error', path: at, message, got: printed(entry), allowed: 'a map' }];
  }
  const { metadata, ...fields } = entry;
  const slash = name.indexOf('/');
  const misplaced = resourceNameIssue(kind, isNamespaced(release, kind), name, at);
  return [
    ...(misplaced ? [misplaced] : checkName(at, name.slice(slash + 1), slash > 0 ? name.slice(0, slash) : undefined)),
    ...checkMetadata(`${at}.metadata`, metadata),
    ...checkFields(release, kind, fields, at),
  ];
}

/** Checks what stands beside `metadata` in a custom resource: the fields of `spec`; of a policy, `spec` or `specs`. */
export function checkFields(release: Release, kind: CheckedKind, fields: object, at: string): Issue[] {
  const schemas = resourceSchemasOf(release);
  const root = rulesOf(schemas, schemas.kinds[kind] as ResourceNode);
  const node = isPolicyKind(kind) ? root : ((root.of ?? {}).spec as ResourceNode);
  const judge = new Judge(release, kind, schemas);
  judge.judge(node, judge.stored(node, fields), fields, at);
  return judge.issues;
}

const FIELD_OF = new Map(Object.entries(RESOURCE_FIELDS).map(([field, kind]): [string, string] => [kind, field]));

function placeOf(kind: CheckedKind, name: string): string {
  return `${FIELD_OF.get(kind) ?? kind}.${joinPath([name])}`;
}

function isNamespaced(release: Release, kind: CheckedKind): boolean {
  return isPolicyKind(kind) ? kind === 'CiliumNetworkPolicy' : resourceKindOf(release, kind).namespaced;
}

function rulesOf(schemas: ResourceSchemas, node: ResourceNode): ResourceRules {
  if (typeof node !== 'string') return node;
  return node.startsWith('#') ? rulesOf(schemas, schemas.shared[node.slice(1)] as ResourceNode) : { type: node };
}

function typeOf(rules: ResourceRules): string {
  return rules.type ?? (rules.of || rules.values !== undefined ? 'object' : rules.items === undefined ? '' : 'array');
}

/** An instance of a class: cdk8s resolves some of them (`Lazy`) when it writes, so nothing is known of them before. */
function isForeign(value: unknown): boolean {
  return isMap(value) && !isPlain(value);
}

const isPlainMap = (value: unknown): value is Readonly<Record<string, unknown>> => isMap(value) && !isForeign(value);

/** Where JSON has a whole number, Go has 64 bits; above, it is a fraction to the server. */
const isInteger = (value: unknown): boolean => Number.isInteger(value) && Math.abs(value as number) < 2 ** 63;

function hasType(type: string, value: unknown): boolean {
  switch (type) {
    case '':
      return value !== null;
    case 'integer':
      return isInteger(value);
    case 'int-or-string':
      return typeof value === 'string' || isInteger(value);
    case 'array':
      return Array.isArray(value);
    case 'object':
      return isMap(value);
    default:
      return typeof value === type;
  }
}

/** The schemas of one kind, and what they find. */
class Judge {
  readonly issues: Issue[] = [];

  constructor(
    private readonly release: Release,
    private readonly kind: CheckedKind,
    private readonly schemas: ResourceSchemas,
  ) {}

  /** What the server would judge: a default stands where nothing, or null, is written. */
  stored(node: ResourceNode | undefined, value: unknown): unknown {
    const rules = node === undefined ? {} : rulesOf(this.schemas, node);
    if (Array.isArray(value)) return (value as readonly unknown[]).map((item) => this.stored(rules.items, item));
    if (!isPlainMap(value)) return value;
    const result: Record<string, unknown> = {};
    for (const key of Object.keys(value)) {
      if (value[key] !== undefined) define(result, key, this.stored(fieldOf(rules, key), value[key]));
    }
    for (const [key, inner] of Object.entries(rules.of ?? {})) {
      const { default: preset } = rulesOf(this.schemas, inner);
      const missing = !has(result, key) || result[key] === null;
      if (preset !== undefined && missing) define(result, key, this.stored(inner, preset));
    }
    return result;
  }

  judge(node: ResourceNode, stored: unknown, written: unknown, path: string): void {
    if (isForeign(stored)) return;
    const rules = rulesOf(this.schemas, node);
    const type = typeOf(rules);
    if (!hasType(type, stored)) {
      this.wrongType(rules, type, stored, path);
      return;
    }
    if (rules.enum && !rules.enum.some((choice) => choice === stored)) this.wrongChoice(rules.enum, stored, path);
    else if (typeof stored === 'number') this.judgeNumber(rules, stored, path);
    else if (typeof stored === 'string') this.judgeText(rules, stored, path);
    else if (Array.isArray(stored)) this.judgeList(rules, stored, written, path);
    else if (isMap(stored)) this.judgeMap(rules, type, stored, written, path);
    this.judgeAlternatives(rules, stored, written, path);
    for (const name of rules.rules ?? []) {
      const breach = resourceRules[name]?.(stored, written);
      if (!breach) continue;
      const { at, ...words } = breach;
      const place = at === undefined ? path : below(path, at);
      const got = at === undefined ? stored : isMap(stored) ? stored[at] : undefined;
      this.report('resource-rule', place, words.message, got, words);
    }
  }

  private report(
    code: string,
    path: string,
    message: string,
    got: unknown,
    { allowed, fix }: { readonly allowed?: string; readonly fix?: string | undefined },
  ): void {
    this.issues.push({
      code,
      severity: 'error',
      path,
      message,
      ...(got === undefined ? {} : { got: printed(got) }),
      ...(allowed === undefined ? {} : { allowed }),
      ...(fix === undefined ? {} : { fix }),
      source: `CRD of ${this.kind}, Cilium ${this.release}`,
    });
  }

  private wrongType(rules: ResourceRules, type: string, got: unknown, path: string): void {
    this.report('resource-type', path, `${nounOf(got)} stands where ${typeWords(type) || 'a value'} is wanted`, got, {
      allowed: this.words(rules, type),
      fix:
        got === null
          ? 'leave it out'
          : (switchFix(rules, got) ?? typeFix(got, type === 'int-or-string' ? ['integer', 'string'] : [type])),
    });
  }

  private wrongChoice(choices: readonly Json[], got: unknown, path: string): void {
    const texts = choices.filter((choice) => typeof choice === 'string');
    const near = typeof got === 'string' ? closest(got, texts) : undefined;
    this.report('resource-value', path, 'this is none of the values that are allowed here', got, {
      allowed: choicesText(choices),
      fix: near === undefined ? undefined : `did you mean ${near}?`,
    });
  }

  private judgeNumber(rules: ResourceRules, got: number, path: string): void {
    const [least, most] = limitsOf(rules);
    if (got < least || got > most) {
      this.report('resource-range', path, 'this number is out of range', got, { allowed: rangeText(least, most) });
    }
  }

  private judgeText(rules: ResourceRules, got: string, path: string): void {
    const { minLength = 0, maxLength = Infinity, pattern, format } = rules;
    const length = [...got].length;
    if (length < minLength || length > maxLength) {
      this.report('resource-length', path, lengthText(length, minLength, 'text'), got, {
        allowed: countText(minLength, maxLength, 'characters'),
      });
      return;
    }
    if (pattern !== undefined && !this.matches(pattern, got)) {
      this.report('resource-pattern', path, 'text of this form is not allowed here', got, {
        allowed: this.words(rules, 'string'),
        fix: spaceFix(got, (text) => this.matches(pattern, text)) ?? variableFix(got),
      });
    }
    if (format !== undefined && !isOfFormat(got, format)) {
      this.report('resource-format', path, `this is not ${formatWords(format).replace(/, for example.*/, '')}`, got, {
        allowed: formatWords(format),
        fix: spaceFix(got, (text) => isOfFormat(text, format)) ?? variableFix(got) ?? formatFix(got, format),
      });
    }
  }

  private matches(pattern: string, text: string): boolean {
    const plain = plainPatterns[pattern];
    return plain ? plain(text) : matches(this.schemas.patterns[pattern] as string, text);
  }

  private judgeList(rules: ResourceRules, list: readonly unknown[], written: unknown, path: string): void {
    const { minItems = 0, maxItems = Infinity, items, unique } = rules;
    if (list.length < minItems || list.length > maxItems) {
      this.report('resource-items', path, lengthText(list.length, minItems, 'list'), list, {
        allowed: countText(minItems, maxItems, 'elements'),
      });
    }
    const own: readonly unknown[] = Array.isArray(written) ? written : [];
    if (items !== undefined) list.forEach((item, i) => this.judge(items, item, own[i], `${path}[${i}]`));
    if (unique) this.judgeUnique(unique, list, path);
  }

  private judgeUnique(keys: readonly string[], list: readonly unknown[], path: string): void {
    const first = new Map<string, number>();
    list.forEach((item, i) => {
      const part = keys.length === 0 || !isMap(item) ? item : Object.fromEntries(keys.map((key) => [key, item[key]]));
      if (isMap(item) && keys.length > 0 && !keys.some((key) => has(item, key))) return; // told as a missing field
      const text = canonical(part);
      const earlier = first.get(text);
      if (earlier === undefined) {
        first.set(text, i);
        return;
      }
      const message =
        keys.length === 0 ? 'this stands in the list twice' : `two elements of the list have this ${keys.join(', ')}`;
      this.report('resource-duplicate', `${path}[${i}]`, message, part, {
        fix: `take one of ${path.slice(path.lastIndexOf('.') + 1)}[${earlier}] and [${i}] away${keys.length === 0 ? '' : ', or rename it'}`,
      });
    });
  }

  private judgeMap(
    rules: ResourceRules,
    type: string,
    map: Readonly<Record<string, unknown>>,
    written: unknown,
    path: string,
  ): void {
    const { minKeys = 0, maxKeys = Infinity, required = [], of = {} } = rules;
    const keys = Object.keys(map);
    if (keys.length < minKeys || keys.length > maxKeys) {
      this.report('resource-items', path, lengthText(keys.length, minKeys, 'map'), map, {
        allowed: countText(minKeys, maxKeys, 'fields'),
      });
    }
    const own = isMap(written) ? written : {};
    const closed = type === 'object' && rules.values === undefined && !rules.open;
    for (const key of keys) {
      if (map[key] === null && required.includes(key)) continue;
      const inner = fieldOf(rules, key);
      if (inner !== undefined) this.judge(inner, map[key], own[key], below(path, key));
      else if (closed) this.unknownField(Object.keys(of), key, map[key], below(path, key));
    }
    for (const key of required) {
      const got = has(map, key) ? map[key] : undefined;
      if (got != null) continue;
      const inner = rulesOf(this.schemas, of[key] ?? '');
      this.report('resource-required', below(path, key), 'this field has to be there', got, {
        allowed: this.words(inner, typeOf(inner)),
        fix: `write ${key}: ${exampleOf(inner)}`,
      });
    }
  }

  private unknownField(fields: readonly string[], key: string, got: unknown, path: string): void {
    const near = closest(key, fields);
    this.report('resource-field', path, `no ${this.kind} of Cilium ${minorOf(this.release)} has this field here`, got, {
      allowed: fields.length === 0 ? 'no fields' : `${fields.slice(0, 12).join(', ')}${fields.length > 12 ? '…' : ''}`,
      fix: near === undefined ? 'take it away' : `did you mean ${near}?`,
    });
  }

  private judgeAlternatives(rules: ResourceRules, stored: unknown, written: unknown, path: string): void {
    const fits = (node: ResourceNode): boolean => {
      const judge = new Judge(this.release, this.kind, this.schemas);
      judge.judge(node, stored, written, path);
      return judge.issues.length === 0;
    };
    if (rules.any && !rules.any.some(fits)) this.noAlternative(rules.any, path);
    if (rules.one) {
      const fitting = rules.one.filter(fits);
      if (fitting.length === 0) this.noAlternative(rules.one, path);
      else if (fitting.length > 1) {
        const fields = fitting.flatMap(requiredOf);
        this.report('resource-choice', path, `only one of these can be there: ${fields.join(', ')}`, undefined, {
          allowed: `one of ${rules.one.flatMap(requiredOf).join(', ')}`,
          fix: `take all but one of ${fields.join(', ')} away`,
        });
      }
    }
    for (const node of rules.all ?? []) this.judge(node, stored, written, path);
  }

  private noAlternative(nodes: readonly ResourceNode[], path: string): void {
    const fields = nodes.flatMap(requiredOf).join(', ');
    this.report('resource-choice', path, `one of these has to be there: ${fields}`, undefined, { allowed: fields });
  }

  /** What may stand at a place, for people. */
  private words(rules: ResourceRules, type: string): string {
    if (rules.pattern !== undefined)
      return patternWords[rules.pattern] ?? `text that ${this.schemas.patterns[rules.pattern]} fits`;
    if (rules.enum) return choicesText(rules.enum);
    if (type === 'integer' || type === 'number') {
      const [least, most] = limitsOf(rules);
      return least === -Infinity && most === Infinity
        ? typeWords(type)
        : `${typeWords(type)}, ${rangeText(least, most)}`;
    }
    if (rules.format !== undefined) return formatWords(rules.format);
    return typeWords(type);
  }
}

/** The choice that true or false was meant to be, where there is one such as `Yes`. */
function switchFix({ enum: choices = [] }: ResourceRules, got: unknown): string | undefined {
  if (typeof got !== 'boolean') return undefined;
  const words = got ? /^(?:yes|on|enabled|allow)$/i : /^(?:no|off|disabled|deny)$/i;
  const choice = choices.find((each) => words.test(String(each)));
  return choice === undefined ? undefined : `write ${printed(choice)}`;
}

function spaceFix(got: string, fits: (text: string) => boolean): string | undefined {
  return got.trim() !== got && fits(got.trim()) ? 'take the white space away' : undefined;
}

/** Where Flux delivers, an object with a variable in it is annotated so that Flux leaves it alone. */
function variableFix(got: string): string | undefined {
  return got.includes('${') ? 'write the value: nothing replaces ${…} here' : undefined;
}

function fieldOf(rules: ResourceRules, key: string): ResourceNode | undefined {
  return rules.of && has(rules.of, key) ? rules.of[key] : rules.values;
}

/** Sets a key of its own, also where it is called `__proto__`. */
function define(map: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(map, key, { value, enumerable: true, configurable: true, writable: true });
}

function below(path: string, key: string): string {
  return `${path}.${joinPath([key])}`;
}

function requiredOf(node: ResourceNode): readonly string[] {
  return typeof node === 'string' ? [] : (node.required ?? []);
}

function limitsOf({ min = -Infinity, max = Infinity, format = '' }: ResourceRules): [least: number, most: number] {
  const [least, most] = rangeOf(format) ?? [-Infinity, Infinity];
  return [Math.max(min, least), Math.min(max, most)];
}

function rangeText(least: number, most: number): string {
  if (most === Infinity) return `at least ${least}`;
  return least === -Infinity ? `at most ${most}` : least === most ? `${least}` : `${least} to ${most}`;
}

function countText(least: number, most: number, noun: string): string {
  if (most === 0) return `no ${noun}`;
  return most === Infinity ? `${least} or more ${noun}` : `${least} to ${most} ${noun}`;
}

function lengthText(length: number, least: number, noun: string): string {
  return `this ${noun} is too ${length < least ? (noun === 'list' && length === 0 ? 'short: it is empty' : 'short') : 'long'}`;
}

function choicesText(choices: readonly Json[]): string {
  return choices.map((choice) => printed(choice)).join(', ');
}

function exampleOf(rules: ResourceRules): string {
  if (rules.enum) return printed(rules.enum[0]);
  switch (typeOf(rules)) {
    case 'object':
      return '{ … }';
    case 'array':
      return '[…]';
    default:
      return '…';
  }
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (!isMap(value)) return JSON.stringify(value) ?? String(value);
  return `{${Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`)
    .join()}}`;
}

const expressions = new Map<string, (text: string) => boolean>();

function matches(pattern: string, text: string): boolean {
  let expression = expressions.get(pattern);
  if (!expression) expressions.set(pattern, (expression = goRegexp(pattern)));
  return expression(text);
}
