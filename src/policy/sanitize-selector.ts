import { parseSource, sourceEncodedKey } from './labels';
import { object, list, text, texts } from './plain-object';
import type { Plain } from './plain-object';
import { refusePolicy } from './refusal';
import type { LabelRequirement, LabelSelector } from './selector';

const NAME = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const NAME_WORDS =
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";
const DOMAIN = '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*';
const DOMAIN_WORDS =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character";

/** Source: k8s.io/apimachinery/pkg/util/validation RegexError. */
function regexWords(words: string, expression: string, examples: readonly string[]): string {
  const eg = examples.map((example) => `'${example}', `).join(' or ');
  return `${words} (e.g. ${eg}regex used for validation is '${expression}')`;
}

/** What is wrong with a label's key. Source: k8s.io/apimachinery IsQualifiedName. */
function keyFaults(key: string): string[] {
  const words = regexWords(NAME_WORDS, NAME, ['MyName', 'my.name', '123-abc']);
  const parts = key.split('/');
  if (parts.length > 2) {
    return [`a qualified name ${words} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`];
  }
  const faults: string[] = [];
  const prefix = parts.length === 2 ? parts[0] : undefined;
  const name = parts[parts.length - 1] as string;
  if (prefix === '') faults.push('prefix part must be non-empty');
  else if (prefix !== undefined) {
    if (prefix.length > 253) faults.push('prefix part must be no more than 253 characters');
    if (!new RegExp(`^${DOMAIN}$`).test(prefix)) {
      faults.push(`prefix part ${regexWords(DOMAIN_WORDS, DOMAIN, ['example.com'])}`);
    }
  }
  if (name === '') faults.push('name part must be non-empty');
  else if (name.length > 63) faults.push('name part must be no more than 63 characters');
  if (!new RegExp(`^${NAME}$`).test(name)) faults.push(`name part ${words}`);
  return faults;
}

/** What is wrong with a label's value. Source: k8s.io/apimachinery IsValidLabelValue. */
function valueFaults(value: string): string[] {
  const faults: string[] = [];
  if (value.length > 63) faults.push('must be no more than 63 bytes');
  if (!new RegExp(`^(${NAME})?$`).test(value)) {
    faults.push(
      regexWords(
        "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
        `(${NAME})?`,
        ['MyValue', 'my_value', '12345'],
      ),
    );
  }
  return faults;
}

/** Reads a Kubernetes label selector as it is written. */
export function readSelector(value: unknown): LabelSelector {
  const given = object(value);
  return {
    matchLabels: Object.fromEntries(
      Object.entries(object(given.matchLabels)).map(([key, label]) => [key, text(label)]),
    ),
    matchExpressions: (list(given.matchExpressions) ?? []).map(readRequirement),
  };
}

function readRequirement(given: Plain): LabelRequirement {
  const values = texts(given.values);
  return { key: text(given.key), operator: text(given.operator), ...(values && { values }) };
}

/** Gives every key a source, the given one where none is written. */
export function withSource(prefix: string, ...selectors: readonly LabelSelector[]): LabelSelector {
  return {
    matchLabels: Object.fromEntries(
      selectors.flatMap(({ matchLabels }) =>
        Object.entries(matchLabels ?? {}).map(([key, value]) => [sourceEncodedKey(prefix, key), value]),
      ),
    ),
    matchExpressions: selectors.flatMap(({ matchExpressions }) =>
      (matchExpressions ?? []).map((requirement) => ({
        ...requirement,
        key: sourceEncodedKey(prefix, requirement.key),
      })),
    ),
  };
}

/**
 * Validates a selector in the agent's words and gives its keys a source.
 * Source: pkg/policy/api/selector.go Sanitize, pkg/labels ValidateLabelSelector.
 */
export function sanitizeSelector(value: unknown, keysWithoutSource: boolean, prefix = 'any:'): LabelSelector {
  const given = readSelector(value);
  const faults: string[] = [];
  const name = (path: string, key: string): void => {
    const [source, rest] = parseSource(sourceEncodedKey(prefix, key));
    const shown = keysWithoutSource ? key : `${source}.${rest}`;
    for (const fault of keyFaults(keysWithoutSource ? rest : shown)) {
      faults.push(`${path}: Invalid value: ${JSON.stringify(shown)}: ${fault}`);
    }
  };
  for (const [key, label] of Object.entries(given.matchLabels ?? {})) {
    name('matchLabels', key);
    for (const fault of valueFaults(label))
      faults.push(`matchLabels: Invalid value: ${JSON.stringify(label)}: ${fault}`);
  }
  for (const [index, { key, operator, values = [] }] of (given.matchExpressions ?? []).entries()) {
    const path = `matchExpressions[${index}]`;
    if (operator === 'In' || operator === 'NotIn') {
      if (values.length === 0) {
        faults.push(`${path}.values: Required value: must be specified when \`operator\` is 'In' or 'NotIn'`);
      }
    } else if (operator === 'Exists' || operator === 'DoesNotExist') {
      if (values.length > 0) {
        faults.push(`${path}.values: Forbidden: may not be specified when \`operator\` is 'Exists' or 'DoesNotExist'`);
      }
    } else {
      faults.push(`${path}.operator: Invalid value: ${JSON.stringify(operator)}: not a valid selector operator`);
    }
    name(`${path}.key`, key);
    for (const [at, label] of values.entries()) {
      for (const fault of valueFaults(label)) {
        faults.push(`${path}.values[${at}]: Invalid value: ${JSON.stringify(label)}: ${fault}`);
      }
    }
  }
  const distinct = [...new Set(faults)];
  if (distinct.length > 0) {
    refusePolicy(`invalid label selector: ${distinct.length === 1 ? distinct[0] : `[${distinct.join(', ')}]`}`);
  }
  return withSource(prefix, given);
}
