import { readdirSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, normalize } from 'node:path';
import { closest } from '../core/closest';
import { IssueError, refuse, type Issue, type Location } from '../core/issue';
import { isMap } from '../core/json';
import { readPlainYaml } from '../core/plain-yaml';
import { printed } from '../core/printed';
import { placesInDocument, placesInPlain, type Locate } from '../core/yaml-places';
import { isYamlError, readDocument } from '../core/yaml-read';
import { knownRelease } from '../model/known-release';
import { completeFlows } from '../policy/complete-flows';
import { newestRelease } from '../policy/import/known-release';
import { joinWorlds } from '../policy/join-worlds';
import { withOrigin } from '../policy/origin';
import { repository, type Repository } from '../policy/repository';
import type { Flow, PolicyObject, World } from '../policy/scenario';
import { checkScenario, type ExpectedPolicyError, type WrittenScenario } from '../policy/scenario-check';
import { below, keysOfPath } from '../policy/shape';
import { isApp, readPolicyInput, type INPUT_OPTIONS, type PolicyInput } from './policy-input';
import type { Arguments } from './command';
import { readText } from './values-input';

/** A scenario file, read with everything that it names. */
export interface ScenarioInput {
  readonly file: string;
  readonly policies: Repository;
  readonly flows: readonly Flow[];
  readonly expectPolicyErrors: readonly ExpectedPolicyError[];
  readonly release: PolicyInput['release'];
  /** Warnings and notes. */
  readonly issues: readonly Issue[];
  /** Where a path of the file stands: `flows[3].expect`. */
  locate(path: string): Location | undefined;
}

/** The text of a scenario, with places. */
export interface ScenarioText {
  readonly file: string;
  readonly data: unknown;
  readonly issues: readonly Issue[];
  readonly locate: Locate;
}

/** Keys that tell a scenario from the manifest of an object and from values. */
const TELLING = ['flows', 'policies', 'endpoints', 'manifests', 'expectPolicyErrors'];

/** Whether data is a scenario, and not an object of Kubernetes. */
export function isScenario({ data, file }: ScenarioText): boolean {
  if (SCENARIO_FILE.test(file)) return true;
  return isMap(data) && !('kind' in data) && !('apiVersion' in data) && TELLING.some((key) => key in data);
}

/** How files of tests are named. */
export const SCENARIO_FILE = /\.policy-test\.(?:ya?ml|json)$/;

/** Reads the data of a scenario: one document of YAML or JSON. Throws an `IssueError` for what is neither. */
export function readScenarioText(file: string): ScenarioText {
  const name = file === '-' ? 'standard input' : file;
  const text = readText(file, name, LARGEST, 'write flows: into it, see cdk8s-cilium policy test --help').replaceAll(
    '\r\n',
    '\n',
  );
  if (/^\s*\{/.test(text)) {
    try {
      const data = JSON.parse(text) as unknown;
      let locate: Locate | undefined;
      return { file: name, data, issues: [], locate: (path) => (locate ??= placesOrNone(text))(path) };
    } catch {
      // YAML in JSON's style, or a mistake that the reader of YAML places
    }
  }
  const plain = readPlainYaml(text);
  if (plain !== undefined) return { file: name, data: plain, issues: [], locate: placesInPlain(text) };
  try {
    const read = readDocument(text);
    const at = (offset: number): Location => ({ file: name, ...read.position(offset) });
    const repeated = read.repeated.map(({ key, offset }): Issue => ({
      code: 'key-repeated',
      severity: 'error',
      path: '',
      location: at(offset),
      message: `${printed(key)} stands above in the same map already`,
      fix: 'keep one of them, with what both say',
    }));
    const more: Issue = {
      code: 'more-documents',
      severity: 'error',
      path: '',
      message: 'a scenario is one document, and others follow it',
      location: { file: name },
      fix: 'remove the line `---` that ends it, or put the manifests into a file of their own',
    };
    const locate = placesInDocument(read);
    const isObject = isMap(read.data) && 'kind' in read.data;
    return { file: name, data: read.data, issues: [...repeated, ...(read.more && !isObject ? [more] : [])], locate };
  } catch (error) {
    if (!isYamlError(error)) throw error;
    return refuse({
      code: 'yaml-syntax',
      path: '',
      message: `this is neither YAML nor JSON: ${error.message}`,
      location: { file: name, line: error.line, column: error.column },
      ...(/\btabs?\b/i.test(error.message) && { fix: 'indent with blanks' }),
    });
  }
}

/** Bytes: the cases of a large cluster. */
const LARGEST = 64 * 2 ** 20;

function placesOrNone(text: string): Locate {
  try {
    return placesInDocument(readDocument(text));
  } catch {
    return () => undefined; // what JSON allows and YAML 1.1 does not, such as `\/`
  }
}

/**
 * Reads what a scenario names and completes its flows; what several scenarios name alike is read once, through `known`.
 * Throws an `IssueError` with everything that is wrong.
 */
export async function readScenario(
  text: ScenarioText,
  given: Arguments<keyof typeof INPUT_OPTIONS>,
  known = new Map<string, Promise<ReadWorld>>(),
): Promise<ScenarioInput> {
  const locate = (path: string): Location | undefined => {
    const keys = keysOfPath(path);
    for (let length = keys.length; length > 0; length--) {
      const place = text.locate(keys.slice(0, length));
      if (place) return { file: text.file, line: place.line, column: place.column };
    }
    return { file: text.file };
  };
  const placed = (issue: Issue): Issue => {
    const location = issue.location ?? locate(issue.path);
    return { ...issue, ...(location && { location }) };
  };
  if (isMap(text.data) && 'kind' in text.data && 'apiVersion' in text.data) {
    refuse({
      code: 'no-scenario',
      path: '',
      message: 'this is the manifest of an object, not a scenario',
      got: printed(text.data.kind),
      location: { file: text.file },
      fix: 'write a scenario with manifests: [PATH] and flows, see cdk8s-cilium policy test --help',
    });
  }
  stopAt([...text.issues, ...checkScenario(text.data).map(placed)]);
  const written = text.data as WrittenScenario;
  stopAt(pathIssues(written, folderOf(text.file)).map(placed));
  const paths = [...new Set(pathsOf(text))];
  const key = JSON.stringify(paths);
  if (!known.has(key)) known.set(key, readAll(paths, given));
  const read = await (known.get(key) as Promise<ReadWorld>);
  const named = given.value('cilium');
  const release =
    named === undefined && written.cilium !== undefined ? { name: written.cilium, from: text.file } : read.release;
  const inline = (written.policies ?? []).flatMap((policy, at) =>
    typeof policy === 'string' ? [] : [placedPolicy(policy, at, text)],
  );
  const {
    policies: _,
    cilium: __,
    manifests: ___,
    flows,
    expectPolicyErrors,
    name: ____,
    note: _____,
    ...world
  } = written;
  const policies = repository(joinWorlds(release.name, read.world, { ...world, policies: inline }));
  const complete = completeFlows(flows ?? [], policies);
  stopAt(complete.issues.map(placed));
  return {
    file: text.file,
    policies,
    flows: complete.flows,
    expectPolicyErrors: expectPolicyErrors ?? [],
    release,
    issues: [...read.issues, ...complete.issues.map(placed)],
    locate,
  };
}

function placedPolicy(policy: PolicyObject, at: number, { file, locate }: ScenarioText): PolicyObject {
  return withOrigin(policy, { file, locate: (path) => locate(['policies', String(at), ...path.map(String)]) });
}

/** The files and folders that a scenario names, as paths from the working directory. */
export function pathsOf({ data, file }: ScenarioText): string[] {
  const { policies, manifests } = (isMap(data) ? data : {}) as { policies?: unknown; manifests?: unknown };
  const folder = folderOf(file);
  const named = [policies, manifests].flatMap((list) => (Array.isArray(list) ? (list as unknown[]) : []));
  return named.filter((one) => typeof one === 'string').map((path) => from(folder, path));
}

const folderOf = (file: string): string => (file === 'standard input' ? '.' : dirname(file));

const from = (folder: string, path: string): string => (isAbsolute(path) ? path : normalize(join(folder, path)));

/** Paths that lead nowhere: the mistake stands in the scenario, not in the file that is missing. */
function pathIssues({ policies = [], manifests = [] }: WrittenScenario, folder: string): Issue[] {
  const named = [
    ...policies.map((path, at) => ({ path, where: below('policies', at) })),
    ...manifests.map((path, at) => ({ path, where: below('manifests', at) })),
  ];
  return named.flatMap(({ path, where }) => {
    if (typeof path !== 'string' || statSync(from(folder, path), { throwIfNoEntry: false })) return [];
    const near = nearPath(from(folder, path));
    return [
      {
        code: 'file-unreadable',
        severity: 'error' as const,
        path: where,
        message: 'there is no such file or folder, from the folder of this file',
        got: path,
        ...(near !== undefined && { fix: `did you mean ${join(dirname(path), near)}?` }),
      },
    ];
  });
}

function nearPath(path: string): string | undefined {
  try {
    return closest(basename(path), readdirSync(dirname(path)));
  } catch {
    return undefined;
  }
}

/** What files and apps say. */
export interface ReadWorld {
  readonly world: Omit<World, 'cilium'>;
  readonly release: PolicyInput['release'];
  readonly issues: readonly Issue[];
}

/** Manifests together, each app in TypeScript for itself: what an app says of the release counts first. */
async function readAll(paths: readonly string[], given: Arguments<keyof typeof INPUT_OPTIONS>): Promise<ReadWorld> {
  const apps = paths.filter(isApp);
  const files = paths.filter((path) => !isApp(path));
  const inputs: PolicyInput[] = [];
  for (const app of apps) inputs.push(await readPolicyInput([app], given));
  if (files.length > 0) inputs.push(await readPolicyInput(files, apps.length > 0 ? without(given, 'cluster') : given));
  const [first] = inputs;
  if (!first) {
    const named = given.value('cilium');
    const release =
      named === undefined
        ? { name: newestRelease(), from: 'the newest release known' }
        : { name: knownRelease(named), from: '--cilium' };
    return { world: { policies: [] }, release, issues: [] };
  }
  const world = inputs
    .slice(1)
    .reduce((joined, input) => joinWorlds(first.release.name, joined, input.world), first.world);
  return { world, release: first.release, issues: inputs.flatMap(({ issues }) => issues) };
}

function without<N extends string>(given: Arguments<N>, name: N): Arguments<N> {
  return {
    positionals: given.positionals,
    value: (one) => (one === name ? undefined : given.value(one)),
    values: (one) => (one === name ? [] : given.values(one)),
    has: (one) => one !== name && given.has(one),
  };
}

function stopAt(issues: readonly Issue[]): void {
  if (issues.some(({ severity }) => severity === 'error')) throw new IssueError(issues);
}
