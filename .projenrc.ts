import { javascript, JsonFile, TextFile, typescript, YamlFile } from 'projen';

/** The one hand-edited file of tool configuration: everything else at the top level is written by `npx projen`. */
const project = new typescript.TypeScriptProject({
  name: 'cdk8s-cilium',
  description: 'Cilium for GitOps: typed values in, every manifest out, without Helm',
  authorName: 'The cdk8s-cilium authors',
  authorOrganization: true,
  license: 'Apache-2.0',
  copyrightOwner: 'The cdk8s-cilium authors',
  copyrightPeriod: '2026',
  keywords: ['cilium', 'cdk8s', 'kubernetes', 'gitops', 'ebpf', 'network-policy'],
  defaultReleaseBranch: 'main',
  packageManager: javascript.NodePackageManager.NPM,
  minNodeVersion: '20.19.0',
  typescriptVersion: '~6.0.3',
  projenVersion: '~0.103.25',
  projenrcTs: true,
  tsconfigDevFile: 'tsconfig.dev.json',
  entrypoint: 'lib/index.js',
  bin: { 'cdk8s-cilium': 'bin/cdk8s-cilium' },
  // Pulumi's are for `cdk8s-cilium/pulumi` only: see peerDependenciesMeta below.
  peerDeps: ['cdk8s@^2.69.0', 'constructs@^10.5.0', '@pulumi/kubernetes@^4.0.0', '@pulumi/pulumi@^3.0.0'],
  peerDependencyOptions: { pinnedDevDependency: false },
  deps: ['esbuild@^0.28.0', 'fastest-levenshtein@^1.0.16', 're2js@^2.10.0', 'semver@^7.7.0', 'yaml@^2.8.0'],
  devDeps: [
    '@types/node@^20',
    '@types/semver@^7',
    'cdk8s-cli@~2.207',
    'cdk8s-plus-27@^2',
    'cdk8s-plus-33@^2',
    'fast-check@^4',
    'kubernetes-types@^1.30.0',
    'prettier@^3',
    'eslint@^9',
    '@eslint/js@^9',
    'typescript-eslint@^8',
    'jest@^30',
    'ts-jest@^29.4',
    '@types/jest@^30',
    '@pulumi/kubernetes@^4',
    '@pulumi/pulumi@^3',
  ],
  eslint: false,
  prettier: false,
  jestOptions: {
    jestVersion: '^30',
    junitReporting: false,
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    configFilePath: 'jest.config.json',
    jestConfig: {
      testPathIgnorePatterns: ['/node_modules/', '/test/conformance/'],
      watchPathIgnorePatterns: ['/node_modules/', '/dist/', '/lib/'],
      collectCoverageFrom: ['src/**/*.ts', '!src/**/*.gen.ts'],
      coverageReporters: ['json-summary', 'text-summary'],
    },
  },
  tsconfig: {
    compilerOptions: {
      target: 'ES2022',
      lib: ['es2022'],
      module: 'node16',
      moduleResolution: javascript.TypeScriptModuleResolution.NODE16,
      noUncheckedIndexedAccess: true,
      isolatedModules: true,
      skipLibCheck: true,
      types: ['node', 'jest'],
    },
  },
  github: false,
  depsUpgrade: false,
  release: false,
  buildWorkflow: false,
  sampleCode: false,
  gitignore: ['/.cache/', '/dist-cdk8s/', '/node_modules/', '*.tgz', '.cdk8s-cilium-tmp-*'],
});

// dist/ is the product: rendered manifests, committed.
project.gitignore.removePatterns('/dist/', '/dist');
// What users of the package run is in lib/ and bin/; the rest is for those who work on it.
project.npmignore?.addPatterns(
  '/lib/bundle/*.bin',
  '/lib/.bundle-*',
  '/.ci/',
  '/bench/',
  '/bpf/',
  '/dist/',
  '/docs/',
  '/tools/',
  '/.prettierignore',
  '/.prettierrc.json',
  '/cdk8s.yaml',
  '/eslint.config.mjs',
  'CONTRIBUTING.md',
);

if (project.jest) {
  project.jest.config.testMatch = ['<rootDir>/test/**/*.test.ts'];
  // Jest leaves one core idle, which on two cores is half of them.
  project.jest.config.maxWorkers = '100%';
  project.jest.config.coverageReporters = ['json-summary', 'text-summary'];
  // A floor under what the tests reach; it only rises. The commands run as child processes, where nothing is counted.
  project.jest.config.collectCoverageFrom = ['src/**/*.ts', '!src/**/*.gen.ts', '!src/cli/**'];
  project.jest.config.coverageThreshold = { global: { statements: 97, branches: 90, functions: 87, lines: 97 } };
}

new YamlFile(project, 'cdk8s.yaml', {
  obj: { language: 'typescript', app: 'node tools/run.mjs src/clusters/app.ts', output: 'dist-cdk8s' },
});
new JsonFile(project, '.prettierrc.json', {
  obj: { printWidth: 120, singleQuote: true, trailingComma: 'all' },
  marker: false,
});
new TextFile(project, '.prettierignore', {
  lines: [
    'node_modules',
    'lib',
    'dist',
    'coverage',
    '*.gen.ts',
    '*.md',
    '*.json',
    '*.yaml',
    '*.yml',
    '.projen',
    '.cache',
    'eslint.config.mjs',
  ],
});
new TextFile(project, 'eslint.config.mjs', {
  lines: [
    '// Written by .projenrc.ts',
    "import js from '@eslint/js';",
    "import tseslint from 'typescript-eslint';",
    '',
    'export default tseslint.config(',
    "  { ignores: ['lib/', 'dist/', 'coverage/', 'node_modules/', '.cache/', '**/*.gen.ts'] },",
    '  js.configs.recommended,',
    '  ...tseslint.configs.strict,',
    '  {',
    "    files: ['**/*.mjs'],",
    "    languageOptions: { globals: { process: 'readonly', console: 'readonly', Buffer: 'readonly', URL: 'readonly', setTimeout: 'readonly', clearTimeout: 'readonly', structuredClone: 'readonly', performance: 'readonly' } },",
    '  },',
    '  {',
    '    rules: {',
    "      '@typescript-eslint/consistent-type-imports': 'error',",
    "      '@typescript-eslint/no-explicit-any': 'error',",
    "      '@typescript-eslint/no-non-null-assertion': 'error',",
    "      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],",
    "      '@typescript-eslint/unified-signatures': 'off',",
    "      eqeqeq: ['error', 'always', { null: 'ignore' }],",
    '    },',
    '  },',
    ');',
  ],
});

// 1.13.0 names bindings that were never published; `npm ci` refuses a lock file that lacks them.
project.package.addPackageResolutions('unrs-resolver@1.12.2');
project.package.addField('cdk8s-cilium', { app: 'src/clusters/main.ts' });
project.package.addField('peerDependenciesMeta', {
  '@pulumi/kubernetes': { optional: true },
  '@pulumi/pulumi': { optional: true },
});
project.package.addField('exports', {
  '.': { types: './lib/index.d.ts', default: './lib/index.js' },
  './jest': { types: './lib/jest/index.d.ts', default: './lib/jest/index.js' },
  './presets': { types: './lib/clusters/presets/index.d.ts', default: './lib/clusters/presets/index.js' },
  './policy': { types: './lib/policy/index.d.ts', default: './lib/policy/index.js' },
  './pulumi': { types: './lib/pulumi/index.d.ts', default: './lib/pulumi/index.js' },
  './package.json': './package.json',
});

new YamlFile(project, '.github/workflows/ci.yaml', {
  obj: {
    name: 'ci',
    on: { push: { branches: ['main'] }, pull_request: {} },
    permissions: { contents: 'read' },
    jobs: {
      check: {
        'runs-on': 'ubuntu-latest',
        steps: [
          { uses: 'actions/checkout@v4' },
          { uses: 'actions/setup-node@v4', with: { 'node-version': '20.19', cache: 'npm' } },
          { uses: 'actions/setup-go@v5', with: { 'go-version': 'stable' } },
          {
            name: 'dist is what synth writes',
            run: 'npm run synth && git diff --exit-code -- dist && test -z "$(git status --porcelain -- dist)"',
          },
          { name: 'tests and conformance', run: 'bash .ci/run' },
        ],
      },
    },
  },
});

const tasks: Record<string, readonly string[]> = {
  // One main job, one test run; both install what is missing first, so that a fresh clone needs no third command.
  synth: ['node tools/ready.mjs', 'node tools/bundle.mjs --if-stale', 'node bin/cdk8s-cilium synth'],
  test: ['node tools/ready.mjs', 'node tools/bundle.mjs --if-stale', 'npm run --silent check'],
  check: ['tsc --noEmit -p tsconfig.dev.json', 'eslint .', 'prettier --check --log-level warn .', 'jest --ci'],
  'test:update': ['jest --ci -u'],
  compile: ['node tools/bundle.mjs', 'tsc --emitDeclarationOnly -p tsconfig.json'],
  prepack: ['npm run --silent compile'],
  lint: ['eslint . --fix', 'prettier --write --log-level warn .'],
  catalogue: ['node tools/catalogue/main.mjs'],
  conformance: ['node tools/ready.mjs', 'node tools/bundle.mjs --if-stale', 'node test/conformance/run.mjs'],
  bench: ['node tools/ready.mjs', 'node tools/bundle.mjs --if-stale', 'node bench/main.mjs'],
};
for (const [name, steps] of Object.entries(tasks)) project.setScript(name, steps.join(' && '));

// ts-node does not know TypeScript 6's module settings; esbuild runs this file in a tenth of the time.
project.defaultTask?.reset('esbuild .projenrc.ts --format=cjs --log-level=warning | node -');

project.synth();
