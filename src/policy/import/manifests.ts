import type { Issue, Location } from '../../core/issue';
import { isMap, type JsonObject } from '../../core/json';
import { readPlainYaml } from '../../core/plain-yaml';
import { printed } from '../../core/printed';
import { placesInDocument, placesInPlain, type Locate } from '../../core/yaml-places';
import { isYamlError, readDocument } from '../../core/yaml-read';
import { withOrigin } from '../origin';

/** The text of a file, and the name by which messages speak of it. */
export interface ManifestText {
  readonly file: string;
  readonly text: string;
}

/** What a document is that is no object of an API server. */
export type OtherDocument =
  /** Text of Helm or another template language: objects only once it is rendered. */
  | 'template'
  /** Encrypted by SOPS: what it says is not known. */
  | 'encrypted'
  /** The list of files of kustomize. */
  | 'kustomization'
  /** A change to objects that stand elsewhere. */
  | 'patch'
  /** Values of a chart. */
  | 'values'
  /** Data of something else. */
  | 'other'
  /** Comments, or nothing. */
  | 'empty';

/** What manifests hold. */
export interface Manifests {
  /** In the order of the files; `locationOf` of `cdk8s-cilium/policy` tells where each was read. */
  readonly objects: readonly JsonObject[];
  /** Text that cannot be read, and objects without what an API server wants of every one. */
  readonly issues: readonly Issue[];
  /** How many documents are no objects, by what they are instead. */
  readonly others: Readonly<Partial<Record<OtherDocument, number>>>;
}

/**
 * The objects of manifests: every document of YAML or JSON, those of lists (`kind: List`, what `kubectl get -o yaml`
 * prints) one by one. A document that cannot be read is an issue with its place; the others are read all the same.
 */
export function readManifests(texts: readonly ManifestText[]): Manifests {
  const reading = new Reading();
  for (const text of texts) reading.file(text);
  return reading;
}

/** A document, and where its keys stand in the file. */
interface Place {
  readonly file: string;
  readonly locate: Locate;
}

class Reading implements Manifests {
  readonly objects: JsonObject[] = [];
  readonly issues: Issue[] = [];
  readonly others: Partial<Record<OtherDocument, number>> = {};

  file({ file, text }: ManifestText): void {
    // A carriage return before the line's end moves neither lines nor columns.
    const source = text.replace(/^\ufeff/, '').replaceAll('\r\n', '\n');
    if (/^\s*[{[]/.test(source) && this.json(source, file)) return;
    if (file.endsWith('.tpl')) return this.count('template');
    let line = 0;
    // `---` at the start of a line ends a document wherever it stands, inside of text, too.
    for (const part of source.split(/^(?=---(?:\s|$))/m)) {
      this.document(part, file, line);
      line += lineEnds(part);
    }
  }

  private json(source: string, file: string): boolean {
    let data: unknown;
    try {
      data = JSON.parse(source);
    } catch {
      return false; // YAML in JSON's style, with comments
    }
    // JSON is YAML, so the reader with positions reads it too; it is asked only where a place is wanted.
    let locate: Locate | undefined;
    const lazy: Locate = (path) => (locate ??= placesOrNone(source))(path);
    this.take(data, { file, locate: lazy });
    return true;
  }

  private document(part: string, file: string, before: number): void {
    if (/^(?:---)?\s*(?:#[^\n]*(?:\n|$)\s*)*$/.test(part)) {
      if (part.trim() !== '' && part.trim() !== '---') this.count('empty');
      return;
    }
    const below = (locate: Locate): Place => ({
      file,
      locate: (path) => {
        const place = locate(path);
        return place && { line: place.line + before, column: place.column };
      },
    });
    const plain = readPlainYaml(part);
    if (plain !== undefined) return this.take(plain, below(placesInPlain(part)));
    try {
      const read = readDocument(part);
      const place = below(placesInDocument(read));
      for (const { key, offset } of read.repeated) {
        const { line, column } = read.position(offset);
        this.issues.push({
          code: 'key-repeated',
          severity: 'warning',
          path: '',
          message: `${printed(key)} stands above in the same map already: this one counts, the other is lost`,
          location: { file, line: line + before, column },
          fix: 'keep one of them, with what both say',
        });
      }
      this.take(read.data, place);
    } catch (error) {
      if (!isYamlError(error)) throw error;
      if (TEMPLATE.test(part)) return this.count('template');
      this.issues.push({
        code: 'yaml-syntax',
        severity: 'error',
        path: '',
        message: `this is not YAML: ${error.message}`,
        location: { file, line: error.line + before, column: error.column },
        fix: /\btabs?\b/i.test(error.message) ? 'indent with blanks' : 'mend it; the file’s other documents are read',
      });
    }
  }

  private take(data: unknown, place: Place, path: readonly string[] = [], of: JsonObject = {}): void {
    if (Array.isArray(data)) {
      if (data.length > 0 && data.every((item) => isMap(item) && 'op' in item && 'path' in item)) {
        return this.count('patch');
      }
      if (!data.some((item) => isMap(item) && 'kind' in item)) return this.count('other');
      return data.forEach((item, at) => this.take(item, place, [...path, String(at)]));
    }
    if (data === null || !isMap(data)) return this.count(data === null ? 'empty' : 'other');
    const map = { ...of, ...data };
    const { kind, apiVersion, items, metadata } = map;
    if (isMap(map.sops) && 'mac' in map.sops) return this.count('encrypted');
    if (kind === 'Kustomization' || kind === 'Component') {
      if (!/\.toolkit\.fluxcd\.io\//.test(String(apiVersion))) return this.count('kustomization');
    }
    if (typeof kind !== 'string') return this.count(withoutKind(place.file));
    if (/List$/.test(kind) && Array.isArray(items)) {
      // The elements of a `PodList` leave out what the list says once.
      const shared: JsonObject =
        kind === 'List' || apiVersion === undefined ? {} : { apiVersion, kind: kind.replace(/List$/, '') };
      return items.forEach((item, at) => this.take(item, place, [...path, 'items', String(at)], shared));
    }
    if (map.$patch !== undefined) return this.count('patch');
    if (typeof apiVersion !== 'string') return this.lacks(kind, 'apiVersion', place, path);
    if (!isMap(metadata)) return this.lacks(kind, 'metadata', place, path);
    const { name, generateName } = metadata;
    if (typeof name === 'string' && /\{\{|\{%/.test(name)) return this.count('template');
    if (typeof name !== 'string' && typeof generateName !== 'string') {
      if (name === undefined || name === null) return this.lacks(kind, 'metadata.name', place, path);
      const at = place.locate([...path, 'metadata', 'name']);
      this.issues.push({
        code: 'object-incomplete',
        severity: 'error',
        path: 'metadata.name',
        message: 'a name is text',
        got: printed(name),
        location: { file: place.file, ...at },
        fix: 'put quotes around it',
      });
      return;
    }
    this.objects.push(
      withOrigin(map, {
        file: place.file,
        locate: (keys) => place.locate([...path, ...(keys.length === 0 ? ['kind'] : keys).map(String)]),
      }),
    );
  }

  private lacks(kind: string, field: string, place: Place, path: readonly string[]): void {
    const location: Location = { file: place.file, ...place.locate([...path, 'kind']) };
    this.issues.push({
      code: 'object-incomplete',
      severity: 'warning',
      path: field,
      message: `this ${kind} has no ${field}, and is left out`,
      location,
      fix: `give it ${field}, or leave the file out if it is no Kubernetes object`,
    });
  }

  private count(what: OtherDocument): void {
    this.others[what] = (this.others[what] ?? 0) + 1;
  }
}

function withoutKind(file: string): OtherDocument {
  if (/(?:^|[/\\])kustomization\.ya?ml$/.test(file)) return 'kustomization';
  return /values[^/\\]*$/i.test(file) ? 'values' : 'other';
}

/** An action of a template: `{{ .Values.x }}`, `{{- end }}`, `{% if x %}`. */
const TEMPLATE = /\{\{-?|\{%-?/;

function placesOrNone(source: string): Locate {
  try {
    return placesInDocument(readDocument(source));
  } catch {
    return () => undefined; // what JSON allows and YAML 1.1 does not, such as `\/`
  }
}

function lineEnds(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
