import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import * as ts from 'typescript';

const ROOT = resolve(__dirname, '..');

const PATHS = {
  'cdk8s-cilium': [resolve(ROOT, 'src/index.ts')],
  'cdk8s-cilium/jest': [resolve(ROOT, 'src/jest/index.ts')],
  'cdk8s-cilium/policy': [resolve(ROOT, 'src/policy/index.ts')],
  'cdk8s-cilium/presets': [resolve(ROOT, 'src/clusters/presets/index.ts')],
};

/** Every `ts` sample of a page. */
export function samples(page: string): string[] {
  return [...readFileSync(resolve(ROOT, page), 'utf8').matchAll(/```ts\n([\s\S]*?)```/g)].map(
    ([, source]) => source as string,
  );
}

/** What the compiler says of samples, in strict mode. */
export function compilerMessages(sources: readonly string[]): string[] {
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.Node16,
    moduleResolution: ts.ModuleResolutionKind.Node16,
    paths: PATHS,
    types: ['node', 'jest'],
    typeRoots: [resolve(ROOT, 'node_modules/@types')],
  };
  const named = new Map(sources.map((source, index) => [resolve(ROOT, `sample-${index + 1}.ts`), source]));
  const host = ts.createCompilerHost(options);
  const { readFile, fileExists } = host;
  host.readFile = (name) => named.get(name) ?? readFile(name);
  host.fileExists = (name) => named.has(name) || fileExists(name);
  const getSourceFile = host.getSourceFile.bind(host);
  host.getSourceFile = (name, language, ...rest) => {
    const source = named.get(name);
    return source === undefined ? getSourceFile(name, language, ...rest) : ts.createSourceFile(name, source, language);
  };
  const program = ts.createProgram([...named.keys()], options, host);
  return [...named.keys()].flatMap((name) => {
    const file = program.getSourceFile(name);
    return ts
      .getPreEmitDiagnostics(program, file)
      .map((problem) => `${name}: ${ts.flattenDiagnosticMessageText(problem.messageText, '\n')}`);
  });
}

/** Runs a sample over our sources. */
export function runSample(source: string): {
  readonly exports: Record<string, unknown>;
  readonly printed: unknown[][];
} {
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true },
  });
  const exports: Record<string, unknown> = {};
  const printed: unknown[][] = [];
  const load = (name: string): unknown => {
    const path = PATHS[name as keyof typeof PATHS];
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- the sample's own import, redirected to the source
    return require(path ? (path[0] as string) : name);
  };
  new Function('require', 'exports', 'console', outputText)(load, exports, {
    log: (...words: unknown[]) => printed.push(words),
  });
  return { exports, printed };
}
