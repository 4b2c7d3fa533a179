/**
 * What the API server would refuse of a custom resource, found without it: all of it at once. It follows
 * apiextensions-apiserver: defaults are put in, then the whole is judged (pkg/apiserver/schema/{defaulting,listtype},
 * kube-openapi's pkg/validation/validate), and it takes no null and no unknown field, as server-side apply does not.
 */
import { minorOf, type Release } from '../catalogue/catalogue';
import { joinPath } from '../catalogue/patched';
import type { ResourceNode, ResourceRules, ResourceSchemas } from '../catalogue/resource-schema';
import { goRegexp } from '../core/go-regexp';
import type { Issue } from '../core/issue';
import { has, isMap, isPlain } from '../core/json';
import { printed } from '../core/printed';
import { plainPatterns } from './resource-patterns';
import { formatFix, formatWords, isOfFormat } from './resource-format';
import { resourceRules } from './resource-rules';
import {
  choiceFix,
  choicesText,
  countText,
  exampleOf,
  lengthText,
  limitsOf,
  rangeText,
  spaceFix,
  switchFix,
  typeOf,
  variableFix,
  wantedText,
} from './resource-words';
import type { CheckedKind } from './resources';
import { nounOf, typeFix, typeWords } from './type-words';

/** By which rules is judged, and what was found. */
export interface Scope {
  readonly release: Release;
  readonly kind: CheckedKind;
  readonly schemas: ResourceSchemas;
  readonly issues: Issue[];
}

type Fields = Readonly<Record<string, unknown>>;

/** The rules that a node stands for. */
export function rulesOf(scope: Scope, node: ResourceNode): ResourceRules {
  if (typeof node !== 'string') return node;
  return node.startsWith('#') ? rulesOf(scope, scope.schemas.shared[node.slice(1)] ?? '') : { type: node };
}

/** What the server would judge: a default stands where nothing, or null, is written. */
export function withDefaults(scope: Scope, node: ResourceNode | undefined, value: unknown): unknown {
  if (node === undefined) return value;
  const rules = rulesOf(scope, node);
  if (Array.isArray(value)) return (value as readonly unknown[]).map((item) => withDefaults(scope, rules.items, item));
  if (!isMap(value) || isForeign(value)) return value;
  const fields: Fields = value;
  const result: Record<string, unknown> = {};
  for (const key of Object.keys(fields)) {
    if (fields[key] !== undefined) define(result, key, withDefaults(scope, fieldOf(rules, key), fields[key]));
  }
  for (const [key, inner] of Object.entries(rules.of ?? {})) {
    const { default: preset } = rulesOf(scope, inner);
    const missing = !has(result, key) || result[key] === null;
    if (preset !== undefined && missing) define(result, key, withDefaults(scope, inner, preset));
  }
  return result;
}

/** Judges a value with its defaults; `written` is what the user wrote there. */
export function judge(scope: Scope, node: ResourceNode, value: unknown, written: unknown, path: string): void {
  if (isForeign(value)) return;
  const rules = rulesOf(scope, node);
  const type = typeOf(rules);
  if (!hasType(type, value)) {
    report(scope, 'resource-type', path, `${nounOf(value)} stands where ${typeWords(type)} is wanted`, value, {
      allowed: wantedText(scope.schemas, rules),
      fix: value === null ? 'leave it out' : (switchFix(rules, value) ?? typeFix(value, type.split('|'))),
    });
    return;
  }
  if (rules.enum && !rules.enum.some((choice) => choice === value)) {
    report(scope, 'resource-value', path, 'this is none of the values that are allowed here', value, {
      allowed: choicesText(rules.enum),
      fix: choiceFix(rules.enum, value),
    });
  } else if (typeof value === 'number') judgeNumber(scope, rules, value, path);
  else if (typeof value === 'string') judgeText(scope, rules, value, path);
  else if (Array.isArray(value)) judgeList(scope, rules, value, written, path);
  else if (isMap(value)) judgeMap(scope, rules, value, isMap(written) ? written : {}, path);
  judgeAlternatives(scope, rules, value, written, path);
  judgeRules(scope, rules, value, written, path);
}

function report(
  { kind, release, issues }: Scope,
  code: string,
  path: string,
  message: string,
  got: unknown,
  { allowed, fix }: { readonly allowed?: string; readonly fix?: string | undefined },
): void {
  issues.push({
    code,
    severity: 'error',
    path,
    message,
    ...(got === undefined ? {} : { got: printed(got) }),
    ...(allowed === undefined ? {} : { allowed }),
    ...(fix === undefined ? {} : { fix }),
    source: `CRD of ${kind}, Cilium ${release}`,
  });
}

/** An instance of a class: cdk8s resolves some of them (`Lazy`) when it writes, so nothing is known of them before. */
function isForeign(value: unknown): boolean {
  return isMap(value) && !isPlain(value);
}

/** Where JSON has a whole number, Go has 64 bits; above, it is a fraction to the server. */
function isInteger(value: unknown): boolean {
  return Number.isInteger(value) && Math.abs(value as number) < 2 ** 63;
}

function hasType(types: string, value: unknown): boolean {
  return types.split('|').some((type) => {
    switch (type) {
      case '':
        return value !== null;
      case 'integer':
        return isInteger(value);
      case 'array':
        return Array.isArray(value);
      case 'object':
        return isMap(value);
      default:
        return typeof value === type;
    }
  });
}

function judgeNumber(scope: Scope, rules: ResourceRules, got: number, path: string): void {
  const [least, most] = limitsOf(rules);
  if (got < least || got > most) {
    report(scope, 'resource-range', path, 'this number is out of range', got, { allowed: rangeText(least, most) });
  }
}

function judgeText(scope: Scope, rules: ResourceRules, got: string, path: string): void {
  const { minLength = 0, maxLength = Infinity, pattern, format } = rules;
  const length = [...got].length;
  if (length < minLength || length > maxLength) {
    const allowed = countText(minLength, maxLength, 'characters');
    report(scope, 'resource-length', path, lengthText(length, minLength, 'text'), got, { allowed });
    return;
  }
  if (pattern !== undefined) {
    const fits = plainPatterns[pattern] ?? ((text: string) => matches(scope.schemas.patterns[pattern] ?? '', text));
    if (!fits(got)) {
      report(scope, 'resource-pattern', path, 'text of this form is not allowed here', got, {
        allowed: wantedText(scope.schemas, rules),
        fix: spaceFix(got, fits) ?? variableFix(got),
      });
    }
  }
  if (format !== undefined && !isOfFormat(got, format)) {
    const allowed = formatWords(format);
    report(scope, 'resource-format', path, `this is not ${allowed.replace(/, for example.*/, '')}`, got, {
      allowed,
      fix: spaceFix(got, (text) => isOfFormat(text, format)) ?? variableFix(got) ?? formatFix(got, format),
    });
  }
}

function judgeList(scope: Scope, rules: ResourceRules, list: readonly unknown[], written: unknown, path: string): void {
  const { minItems = 0, maxItems = Infinity, items, unique } = rules;
  if (list.length < minItems || list.length > maxItems) {
    const allowed = countText(minItems, maxItems, 'elements');
    report(scope, 'resource-items', path, lengthText(list.length, minItems, 'list'), list, { allowed });
  }
  const own: readonly unknown[] = Array.isArray(written) ? written : [];
  if (items !== undefined) list.forEach((item, i) => judge(scope, items, item, own[i], `${path}[${i}]`));
  if (unique) judgeUnique(scope, unique, list, path);
}

/** No two elements of a set, and no two with the same keys in a list with keys. */
function judgeUnique(scope: Scope, keys: readonly string[], list: readonly unknown[], path: string): void {
  const first = new Map<string, number>();
  list.forEach((item, i) => {
    const parts: readonly unknown[] = keys.length === 0 ? [item] : isMap(item) ? keys.map((key) => item[key]) : [];
    // What is missing or no scalar is told elsewhere.
    if (parts.length === 0 || parts.some((part) => part == null || typeof part === 'object')) return;
    const earlier = first.get(JSON.stringify(parts));
    if (earlier === undefined) {
      first.set(JSON.stringify(parts), i);
      return;
    }
    const name = path.slice(path.lastIndexOf('.') + 1);
    const set = keys.length === 0;
    const message = set ? 'this stands in the list twice' : `two elements of the list have this ${keys.join(', ')}`;
    const got = set ? item : Object.fromEntries(keys.map((key, k) => [key, parts[k]]));
    report(scope, 'resource-duplicate', `${path}[${i}]`, message, got, {
      fix: `take one of ${name}[${earlier}] and [${i}] away${set ? '' : ', or rename it'}`,
    });
  });
}

function judgeMap(scope: Scope, rules: ResourceRules, map: Fields, written: Fields, path: string): void {
  const { minKeys = 0, maxKeys = Infinity, required = [], of = {} } = rules;
  const keys = Object.keys(map);
  if (keys.length < minKeys || keys.length > maxKeys) {
    const allowed = countText(minKeys, maxKeys, 'fields');
    report(scope, 'resource-items', path, lengthText(keys.length, minKeys, 'map'), map, { allowed });
  }
  const closed = typeOf(rules) === 'object' && rules.values === undefined && !rules.open;
  for (const key of keys) {
    if (map[key] === null && required.includes(key)) continue; // told below
    const inner = fieldOf(rules, key);
    if (inner !== undefined) judge(scope, inner, map[key], written[key], below(path, key));
    else if (closed) unknownField(scope, Object.keys(of), key, map[key], below(path, key));
  }
  for (const key of required) {
    const got = has(map, key) ? map[key] : undefined;
    if (got != null) continue;
    const inner = rulesOf(scope, of[key] ?? '');
    report(scope, 'resource-required', below(path, key), 'this field has to be there', got, {
      allowed: wantedText(scope.schemas, inner),
      fix: `write ${key}: ${exampleOf(inner)}`,
    });
  }
}

function unknownField(scope: Scope, fields: readonly string[], key: string, got: unknown, path: string): void {
  const message = `no ${scope.kind} of Cilium ${minorOf(scope.release)} has this field here`;
  report(scope, 'resource-field', path, message, got, {
    allowed: fields.length === 0 ? 'no fields' : `${fields.slice(0, 12).join(', ')}${fields.length > 12 ? '…' : ''}`,
    fix: choiceFix(fields, key) ?? 'take it away',
  });
}

function judgeAlternatives(scope: Scope, rules: ResourceRules, value: unknown, written: unknown, path: string): void {
  const fits = (node: ResourceNode): boolean => {
    const inner: Scope = { ...scope, issues: [] };
    judge(inner, node, value, written, path);
    return inner.issues.length === 0;
  };
  const fieldsOf = (nodes: readonly ResourceNode[]) => nodes.flatMap((node) => rulesOf(scope, node).required ?? []);
  const tell = (message: string, nodes: readonly ResourceNode[], fix?: string) =>
    report(scope, 'resource-choice', path, `${message}: ${fieldsOf(nodes).join(', ')}`, undefined, { fix });
  for (const nodes of [rules.any, rules.one]) {
    if (nodes && !nodes.some(fits)) tell('one of these has to be there', nodes);
  }
  const fitting = (rules.one ?? []).filter(fits);
  if (fitting.length > 1) {
    tell('only one of these can be there', fitting, `take all but one of ${fieldsOf(fitting).join(', ')} away`);
  }
  for (const node of rules.all ?? []) judge(scope, node, value, written, path);
}

function judgeRules(scope: Scope, rules: ResourceRules, value: unknown, written: unknown, path: string): void {
  for (const name of rules.rules ?? []) {
    const breach = resourceRules[name]?.(value, written);
    if (!breach) continue;
    const { at, message, ...words } = breach;
    const got = at === undefined ? value : isMap(value) ? value[at] : undefined;
    report(scope, 'resource-rule', at === undefined ? path : below(path, at), message, got, words);
  }
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

const expressions = new Map<string, (text: string) => boolean>();

function matches(pattern: string, text: string): boolean {
  let expression = expressions.get(pattern);
  if (!expression) expressions.set(pattern, (expression = goRegexp(pattern)));
  return expression(text);
}
