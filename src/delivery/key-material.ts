import type { KubeObject } from '../model/render-context';
import { isMap } from '../core/json';
import type { Issue } from '../core/issue';

/** A private key in PEM, also in text that was escaped once more; a mere mention of the header is not a key. */
const PEM_KEY =
  /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----(?:\s|\\[nr])*(?:[A-Za-z0-9+/=]{16}|[A-Z][A-Za-z-]+: )/;
const AGE_KEY = /AGE-SECRET-KEY-1[A-Z0-9]{20}/;
/** `-----BEGIN ` in base64. */
const PEM_IN_BASE64 = /LS0tLS1CRUdJTi[A-Za-z0-9+/=\s]{20,}/g;
/** What an object outside of a Secret holds if any of the above or below is in it. */
const SUSPICIOUS =
  /PRIVATE KEY|LS0tLS1CRUdJTi|AGE-SECRET-KEY-1|CLIENT_SECRET|PASSWORD|SECRET_ACCESS_KEY|PRIVATE_KEY|ACCESS_KEY_SECRET|_TOKEN/;
/** Names of entries of a Secret that hold a secret by their meaning, whatever they look like. */
const SECRET_ENTRY =
  /(?:^|[-_.])(?:key|keys|private[-_]?key|client[-_]?secret|secret[-_]?access[-_]?key|password|passwd|token)$/i;
/** Names of environment variables that hold one. */
const SECRET_VARIABLE = /(?:CLIENT_SECRET|PASSWORD|SECRET_ACCESS_KEY|PRIVATE_KEY|ACCESS_KEY_SECRET|_TOKEN)$/;

/**
 * Errors for every object that carries key material, which must not be committed to a repository: private keys in any
 * text of any object, and in Secrets whatever is named like one. Secrets encrypted with SOPS pass. The message never
 * holds the value.
 */
export function findKeyMaterial(objects: readonly KubeObject[]): Issue[] {
  return objects.flatMap((object) => {
    if (isMap((object as { sops?: unknown }).sops)) return [];
    // Nearly every object is free of all of it, and one look at its text is twenty times faster than one at each field.
    if (object.kind !== 'Secret' && !SUSPICIOUS.test(JSON.stringify(object))) return [];
    const found = object.kind === 'Secret' ? secretEntries(object) : [];
    const texts = textsOf(object, '')
      .filter(([, text]) => holdsKey(text))
      .map(([path]) => path);
    const paths = new Set([...found, ...texts, ...secretVariables(object, '')]);
    return [...paths].map((path) => issueOf(object, path));
  });
}

function issueOf({ kind, metadata }: KubeObject, path: string): Issue {
  const object = `${kind}/${metadata.namespace ? `${metadata.namespace}/` : ''}${metadata.name}`;
  return {
    code: 'key-material',
    severity: 'error',
    path: `${object}${path}`,
    message: 'this would write a private key, password or token into the output, which is meant for a repository',
    got: 'a secret value (not shown)',
    allowed: 'a reference to a Secret that exists in the cluster',
    fix:
      'point the value that sets it to an existing Secret (for example …existingSecret or …secretName), let the cluster' +
      ' make the certificate (tls.auto.method: cronJob or certmanager), or deliver the Secret by SOPS or External Secrets',
  };
}

type Text = readonly [path: string, text: string];

function textsOf(value: unknown, path: string): Text[] {
  if (typeof value === 'string') return [[path, value]];
  if (Array.isArray(value)) return value.flatMap((item, i) => textsOf(item, `${path}[${i}]`));
  if (!isMap(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => textsOf(item, `${path}${step(key)}`));
}

function step(key: string): string {
  return /^[A-Za-z_][A-Za-z0-9_-]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}

function holdsKey(text: string): boolean {
  if (PEM_KEY.test(text) || AGE_KEY.test(text)) return true;
  return (text.match(PEM_IN_BASE64) ?? []).some((encoded) => PEM_KEY.test(decoded(encoded)));
}

function decoded(base64: string): string {
  return Buffer.from(base64, 'base64').toString('latin1');
}

/** Paths of a Secret's entries that hold a key or are named like one, and are neither empty nor encrypted. */
function secretEntries(secret: KubeObject): string[] {
  const { data, stringData } = secret as { data?: unknown; stringData?: unknown };
  const entries = (map: unknown, read: (text: string) => string, name: string): string[] =>
    (isMap(map) ? Object.entries(map) : [])
      .filter(
        ([key, value]) =>
          typeof value === 'string' &&
          value !== '' &&
          !value.startsWith('ENC[') &&
          (SECRET_ENTRY.test(key) || holdsKey(read(value))),
      )
      .map(([key]) => `.${name}${step(key)}`);
  return [...entries(data, decoded, 'data'), ...entries(stringData, (text) => text, 'stringData')];
}

function secretVariables(value: unknown, path: string): string[] {
  if (Array.isArray(value)) return value.flatMap((item, i) => secretVariables(item, `${path}[${i}]`));
  if (!isMap(value)) return [];
  const { name, value: text } = value;
  const own =
    typeof name === 'string' && SECRET_VARIABLE.test(name) && typeof text === 'string' && text !== ''
      ? [`${path}.value`]
      : [];
  return [...own, ...Object.entries(value).flatMap(([key, item]) => secretVariables(item, `${path}${step(key)}`))];
}
