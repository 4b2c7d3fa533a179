import { closest } from '../core/closest';
import type { Issue } from '../core/issue';
import { has, isMap } from '../core/json';
import { printed } from '../core/printed';

export type Report = (issue: Omit<Issue, 'severity'>) => void;

/** Reports what is wrong with a value that stands at a path; a value that fits is passed over. */
export type Shape = (value: unknown, path: string, report: Report) => void;

/** The path of a key or an element below a path: `flows[3].proto`, `dns["api.example.com"]`. */
export function below(path: string, key: string | number): string {
  if (typeof key === 'number') return `${path}[${key}]`;
  if (!/^[\w-]+$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === '' ? key : `${path}.${key}`;
}

/** The keys that such a path is made of. */
export function keysOfPath(path: string): string[] {
  return [...path.matchAll(/\[("(?:[^"\\]|\\.)*")\]|\[(\d+)\]|([^.[\]]+)/g)].map(
    ([, quoted, index, key]) => (quoted === undefined ? (index ?? key) : JSON.parse(quoted)) as string,
  );
}

/** What a value is, in a word or two. */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  return isMap(value) ? `a map with ${Object.keys(value).join(', ') || 'no keys'}` : printed(value);
}

const refuseType = (report: Report, path: string, message: string, value: unknown, fix?: string): void =>
  report({ code: 'scenario-type', path, message, got: kindOf(value), ...(fix !== undefined && { fix }) });

/** Text that is not empty; `allowed` says what is written there. */
export function text(allowed: string, empty = false): Shape {
  return (value, path, report) => {
    if (typeof value === 'string' && (empty || value !== '')) return;
    const plain = typeof value === 'number' || typeof value === 'boolean';
    report({
      code: 'scenario-type',
      path,
      message: 'this is text',
      got: value === '' ? 'empty text' : kindOf(value),
      allowed,
      ...(plain && { fix: `put quotes around it: "${String(value)}"` }),
    });
  };
}

/** Text that passes a test. */
export function textThat(fits: (text: string) => boolean, allowed: string): Shape {
  return (value, path, report) => {
    if (typeof value !== 'string') return text(allowed)(value, path, report);
    if (!fits(value)) {
      report({ code: 'scenario-value', path, message: 'this cannot stand here', got: printed(value), allowed });
    }
  };
}

/** A whole number of a range. */
export function whole(least: number, most: number): Shape {
  return (value, path, report) => {
    if (Number.isInteger(value) && (value as number) >= least && (value as number) <= most) return;
    report({
      code: 'scenario-value',
      path,
      message: 'this is a whole number',
      got: kindOf(value),
      allowed: `${least} to ${most}`,
    });
  };
}

export const yesNo: Shape = (value, path, report) => {
  if (typeof value !== 'boolean') refuseType(report, path, 'this is true or false', value);
};

/** One of some words; `meant` names the word for another one that people write. */
export function oneOf(words: readonly string[], meant: Readonly<Record<string, string>> = {}): Shape {
  return (value, path, report) => {
    if (typeof value === 'string' && words.includes(value)) return;
    const given = typeof value === 'string' ? value : '';
    const near = has(meant, given.toLowerCase()) ? meant[given.toLowerCase()] : closest(given, words);
    report({
      code: 'scenario-value',
      path,
      message: 'this word is not known here',
      got: kindOf(value),
      allowed: words.join(', '),
      ...(near !== undefined && { fix: `did you mean ${near}?` }),
    });
  };
}

/** A list of things of one shape. */
export function listOf(item: Shape): Shape {
  return (value, path, report) => {
    if (Array.isArray(value)) return value.forEach((one, at) => item(one, below(path, at), report));
    const fix =
      value === null ? 'write what belongs there, or remove the key' : 'begin it with a dash, or put [ ] around it';
    refuseType(report, path, 'this is a list', value, fix);
  };
}

/** A map of any keys to things of one shape. */
export function mapOf(item: Shape): Shape {
  return (value, path, report) => {
    if (!isMap(value)) return refuseType(report, path, 'this is a map of names to values', value);
    for (const [key, one] of Object.entries(value)) item(one, below(path, key), report);
  };
}

/** A map of known keys. A key that nobody knows would be without effect, so it is refused. */
export function mapWith(keys: Readonly<Record<string, Shape>>, needed: readonly string[] = []): Shape {
  const known = Object.keys(keys);
  return (value, path, report) => {
    if (!isMap(value)) {
      return report({
        code: 'scenario-type',
        path,
        message: 'this is a map',
        got: kindOf(value),
        allowed: `a map of ${known.join(', ')}`,
      });
    }
    for (const [key, one] of Object.entries(value)) {
      const shape = has(keys, key) ? keys[key] : undefined;
      if (shape) {
        shape(one, below(path, key), report);
        continue;
      }
      const near = closest(key, known);
      report({
        code: 'scenario-key',
        path: below(path, key),
        message: `there is no key ${key} here`,
        allowed: known.join(', '),
        ...(near !== undefined && { fix: `did you mean ${near}?` }),
      });
    }
    for (const key of needed) {
      if (has(value, key)) continue;
      report({
        code: 'scenario-lacks',
        path: path === '' ? key : path,
        message: `${key} is missing`,
        fix: `add ${key}`,
      });
    }
  };
}

/** The first shape for values that pass the test, the second for all others. */
export function either(fits: (value: unknown) => boolean, first: Shape, second: Shape): Shape {
  return (value, path, report) => (fits(value) ? first : second)(value, path, report);
}
