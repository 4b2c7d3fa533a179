import { isMap, type Json, type JsonObject } from '../../core/json';
import { readPlainYaml } from '../../core/plain-yaml';
import { isYamlError, parseYaml } from '../../core/yaml-read';
import { originOf, withOrigin } from '../origin';
import type { ManifestText } from './manifests';
import { valueAt } from './pod-template';
import { CLUSTER_SCOPED } from './workloads';

/**
 * The objects in the namespaces that kustomizations put them in: the `namespace` of the kustomization.yaml that names their
 * file, directly or by its folder, the outermost one counting; above all the `targetNamespace` of the Flux Kustomization
 * whose `path` they lie under. As kustomize does, it takes the place of what the object says. Where overlays disagree, the
 * object stays as it is.
 */
export function placeInNamespaces(
  objects: readonly JsonObject[],
  texts: readonly ManifestText[],
): readonly JsonObject[] {
  const layers = kustomizations(texts);
  const targets = objects.flatMap(fluxTarget);
  if (layers.length === 0 && targets.length === 0) return objects;
  const known = new Map<string, string | undefined>();
  return objects.map((object) => {
    const origin = originOf(object);
    if (!origin || CLUSTER_SCOPED.has(String(object.kind)) || !isMap(object.metadata)) return object;
    const { file } = origin;
    if (!known.has(file)) known.set(file, targetOf(file, targets) ?? namespaceOf(joined('', file), layers));
    const namespace = known.get(file);
    if (namespace === undefined || object.metadata.namespace === namespace) return object;
    return withOrigin({ ...object, metadata: { ...object.metadata, namespace } }, origin);
  });
}

interface Kustomization {
  readonly folder: string;
  readonly namespace: string | undefined;
  /** Files and folders that it names, as paths like those of the texts. */
  readonly includes: ReadonlySet<string>;
}

function kustomizations(texts: readonly ManifestText[]): readonly Kustomization[] {
  return texts.flatMap(({ file, text }) => {
    if (!/(?:^|\/)kustomization\.ya?ml$/.test(file)) return [];
    const data = read(text);
    if (!isMap(data)) return [];
    const folder = folderOf(joined('', file));
    const { namespace } = data;
    const named = ['resources', 'components', 'bases'].flatMap((key) => listOf(data[key]));
    return [
      {
        folder,
        namespace: typeof namespace === 'string' && !namespace.includes('${') ? namespace : undefined,
        includes: new Set(named.map((one) => joined(folder, one))),
      },
    ];
  });
}

function read(text: string): Json | undefined {
  try {
    return readPlainYaml(text) ?? (parseYaml(text) as Json);
  } catch (error) {
    if (isYamlError(error)) return undefined; // the reader of manifests tells what is wrong with it
    throw error;
  }
}

/** The namespace that kustomizations give a file; undefined where there is none, or not one. */
function namespaceOf(file: string, layers: readonly Kustomization[]): string | undefined {
  let found: string | undefined;
  let parents = layers.filter(({ includes }) => includes.has(file));
  for (const seen = new Set<Kustomization>(); parents.length > 0;) {
    const named = new Set(parents.map(({ namespace }) => namespace).filter((one) => one !== undefined));
    if (named.size > 1) return undefined;
    found = [...named][0] ?? found;
    for (const parent of parents) seen.add(parent);
    const folders = parents.map(({ folder }) => folder);
    parents = layers.filter((layer) => !seen.has(layer) && folders.some((folder) => layer.includes.has(folder)));
  }
  return found;
}

interface Target {
  readonly path: string;
  readonly namespace: string;
}

function fluxTarget(object: JsonObject): Target[] {
  if (object.kind !== 'Kustomization' || !String(object.apiVersion).startsWith('kustomize.toolkit.fluxcd.io/'))
    return [];
  const path = valueAt(object, ['spec', 'path']);
  const namespace = valueAt(object, ['spec', 'targetNamespace']);
  if (typeof path !== 'string' || typeof namespace !== 'string' || namespace.includes('${')) return [];
  const plain = joined('', path).replace(/^\//, '');
  // A path that names the whole repository would claim every file.
  return plain === '' || plain === '.' ? [] : [{ path: plain, namespace }];
}

/** The target of the longest path that a file lies under. The repository's root may be any folder above what was named. */
function targetOf(file: string, targets: readonly Target[]): string | undefined {
  const folder = `/${folderOf(joined('', file))}/`.replace('//', '/');
  const under = targets.filter(({ path }) => folder.includes(`/${path}/`));
  const longest = Math.max(...under.map(({ path }) => path.length));
  const named = new Set(under.filter(({ path }) => path.length === longest).map(({ namespace }) => namespace));
  return named.size === 1 ? [...named][0] : undefined;
}

const listOf = (value: Json | undefined): string[] =>
  Array.isArray(value) ? (value as Json[]).filter((one) => typeof one === 'string') : [];

const folderOf = (file: string): string => file.slice(0, Math.max(0, file.lastIndexOf('/')));

/** A path below a folder without `.` and `..`, as far as they can be resolved. */
function joined(folder: string, path: string): string {
  const whole = folder === '' ? path : `${folder}/${path}`;
  const steps: string[] = [];
  for (const step of whole.split('/')) {
    if (step === '..' && steps.length > 0 && steps.at(-1) !== '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return (whole.startsWith('/') ? '/' : '') + steps.join('/');
}
