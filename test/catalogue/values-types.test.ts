import { join } from 'node:path';
import * as ts from 'typescript';

/**
 * Compiles lines of values against the public types, all in one program. A line that ends in `// error` must not
 * compile, every other one must.
 */
const LINES = [
  "const right: ValuesOf<'1.18.12'> = { routingMode: 'native', loadBalancer: { mode: 'dsr' }, devices: ['enp+'] };",
  "const cleared: ValuesOf<'1.20.2'> = { bpf: null, hubble: { relay: { enabled: null } } };",
  "const open: ValuesOf<'1.20.2'> = { nodeSelector: { 'a/b': 'c' }, resources: { limits: { memory: '1Gi' } }, extraConfig: { 'a-b': 'c' } };",
  "const either: ValuesOf<'1.19.7'> = { kubeProxyReplacement: true };",
  "const text: ValuesOf<'1.19.7'> = { kubeProxyReplacement: 'true' };",
  "const sized: ValuesOf<'1.20.2'> = { maglev: { tableSize: 65521 } };",
  "const misspelt: ValuesOf<'1.18.12'> = { routingMode: 'naitive' }; // error",
  "const strict: ValuesOf<'1.20.2'> = { kubeProxyReplacement: 'strict' }; // error",
  "const unknown: ValuesOf<'1.18.12'> = { cgroup: { automount: { enabled: false } } }; // error",
  "const typed: ValuesOf<'1.18.12'> = { MTU: '1500' }; // error",
  "const removed: ValuesOf<'1.20.2'> = { encryption: { strictMode: { enabled: true } } }; // error",
  "const before: ValuesOf<'1.18.12'> = { encryption: { strictMode: { enabled: true } } };",
  "const refused: ValuesOf<'1.18.12'> = { tunnel: 'vxlan' }; // error",
  "const later: ValuesOf<'1.18.12'> = { datapathPlugins: { enabled: true } }; // error",
  "const later120: ValuesOf<'1.20.0'> = { datapathPlugins: { enabled: true } };",
  "const newer: ValuesOf<'1.18.12'> = { underlayProtocol: 'auto' }; // error",
  "const table: ValuesOf<'1.20.2'> = { maglev: { tableSize: 1000 } }; // error",
  "const release: Release = '1.14.2'; // error",
  "const known: Release = '1.19.7';",
] as const;

const HEAD =
  "import type { Release } from '../../src/catalogue/catalogue';\nimport type { ValuesOf } from '../../src/catalogue/values';\n";

describe('types of the values', () => {
  const path = join(__dirname, 'sample.ts');
  const source = `${HEAD}${LINES.join('\n')}\n`;
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2022.d.ts'],
    types: ['node'],
    module: ts.ModuleKind.Node16,
    moduleResolution: ts.ModuleResolutionKind.Node16,
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile } = host;
  host.getSourceFile = (name, ...rest) =>
    name === path ? ts.createSourceFile(name, source, ts.ScriptTarget.ES2022) : getSourceFile(name, ...rest);
  host.fileExists = (name) => name === path || ts.sys.fileExists(name);
  const program = ts.createProgram([path], options, host);
  const file = program.getSourceFile(path) as ts.SourceFile;
  const wrong = new Set(
    program.getSemanticDiagnostics(file).map(({ start }) => file.getLineAndCharacterOfPosition(start ?? 0).line - 2),
  );

  test.each(LINES.map((line, index) => [line, index] as const))('%s', (line, index) => {
    expect(wrong.has(index)).toBe(line.endsWith('// error'));
  });

  test('a deprecated value is struck out, with its replacement', () => {
    const checker = program.getTypeChecker();
    const declared = checker.getTypeAtLocation(
      file.statements.filter(ts.isVariableStatement)[11]?.declarationList.declarations[0] as ts.Node,
    );
    const property = declared.getProperty('localRedirectPolicy') as ts.Symbol;
    const tags = property.getJsDocTags(checker).map(({ name, text }) => [name, ts.displayPartsToString(text)]);
    expect(tags).toContainEqual(['deprecated', 'use `localRedirectPolicies.enabled`']);
    expect(tags).toContainEqual(['default', 'false']);
    expect(ts.displayPartsToString(property.getDocumentationComment(checker))).toContain(
      'enable-local-redirect-policy',
    );
  });
});
