import type { Manifest } from './init-package';

/** What a new repository is made of. */
export interface Repository {
  readonly name: string;
  /** Release of Cilium. */
  readonly cilium: string;
  readonly kubernetes: string;
  readonly delivery: 'flux' | 'argocd';
  /** URL of the repository; Argo CD cannot do without. */
  readonly repo?: string | undefined;
  /** What package.json says of this package. */
  readonly spec: string;
  readonly manifest: Manifest;
}

/** The files of a new repository, except for what synth writes: path to content. */
export function repositoryFiles(repository: Repository): Map<string, string> {
  return new Map([
    ['package.json', packageJson(repository)],
    ['tsconfig.json', TSCONFIG],
    ['.gitignore', GITIGNORE],
    ['.gitattributes', GITATTRIBUTES],
    ['.github/workflows/ci.yaml', WORKFLOW],
    ['README.md', readme(repository)],
    ['src/clusters.ts', clusters(repository)],
    ['test/clusters.test.ts', TEST],
  ]);
}

/** The two clusters that a new repository begins with. */
export const ENVIRONMENTS = ['staging', 'production'] as const;

function packageJson({ name, spec, manifest }: Repository): string {
  const { cdk8s = '*', constructs = '*' } = manifest.peerDependencies;
  const { typescript = '*', '@types/node': node = '*' } = manifest.devDependencies;
  const content = {
    name,
    private: true,
    scripts: {
      synth: 'cdk8s-cilium synth',
      // What an earlier run compiled goes first, or the test of a file that is gone would still run.
      pretest: "node -e \"require('fs').rmSync('build', { recursive: true, force: true })\"",
      test: 'tsc && node --test --test-reporter=spec build/test/*.test.js',
    },
    engines: { node: '>= 20.19.0' },
    dependencies: { cdk8s, 'cdk8s-cilium': spec, constructs },
    devDependencies: { '@types/node': node, typescript },
    'cdk8s-cilium': { app: 'src/clusters.ts' },
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

const TSCONFIG = `{
  "compilerOptions": {
    "target": "ES2022",
    "lib": ["ES2022"],
    "module": "node16",
    "moduleResolution": "node16",
    "types": ["node"],
    "strict": true,
    "noUncheckedIndexedAccess": true,
    "esModuleInterop": true,
    "skipLibCheck": true,
    "rootDir": ".",
    "outDir": "build"
  },
  "include": ["src", "test"]
}
`;

const GITIGNORE = `/node_modules/
/build/
*.log
.cdk8s-cilium-tmp-*
!/vendor/*.tgz
`;

// A checkout that turns line ends around would make every file of dist/ stale.
const GITATTRIBUTES = `* text=auto eol=lf
/dist/** linguist-generated
`;

const WORKFLOW = `name: ci
on:
  push:
    branches: [main]
  pull_request: {}
permissions:
  contents: read
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 22
          cache: npm
      - run: npm ci
      - run: npm run synth
      - name: dist is what synth writes
        run: |
          git diff --exit-code -- dist
          test -z "$(git status --porcelain -- dist)" || { git status --short -- dist; exit 1; }
      - run: npm test
`;

function clusters({ cilium, kubernetes, delivery, repo, name }: Repository): string {
  const delivered = (environment: string): string =>
    delivery === 'argocd'
      ? `argocd({ repoURL: REPOSITORY, path: 'dist/${environment}' })`
      : repo === undefined
        ? `flux({ path: './dist/${environment}' })`
        : `flux({ path: './dist/${environment}', source: SOURCE })`;
  const constant =
    delivery === 'argocd'
      ? ['/** Where Argo CD finds this repository. */', `const REPOSITORY = ${quoted(repo ?? '')};`, '']
      : repo === undefined
        ? []
        : [
            '/** The Flux source that follows this repository; README.md says how it is made. */',
            `const SOURCE = { kind: 'GitRepository', name: '${name}', namespace: 'flux-system' } as const;`,
            '',
          ];
  return `${[
    `import { ${delivery === 'argocd' ? 'argocd, ' : ''}defineCluster, definePreset${delivery === 'flux' ? ', flux' : ''} } from 'cdk8s-cilium';`,
    "import * as presets from 'cdk8s-cilium/presets';",
    '',
    ...constant,
    '/** What every environment shares. Values have the names of the chart. */',
    "const base = definePreset('base', {",
    '  hubble: {',
    '    // Keys are drawn in the cluster, by certgen: none is ever in this repository.',
    "    tls: { auto: { method: 'cronJob' } },",
    '    relay: { tls: { server: { enabled: true } } },',
    '  },',
    '});',
    '',
    '/** Where a change is tried first. */',
    "export const staging = defineCluster('staging', {",
    `  cilium: '${cilium}',`,
    `  kubernetes: '${kubernetes}',`,
    '  extends: [base, presets.staging()],',
    '  values: {',
    "    cluster: { name: 'staging', id: 1 },",
    "    ipam: { operator: { clusterPoolIPv4PodCIDRList: ['10.1.0.0/16'] } },",
    '  },',
    `  delivery: ${delivered('staging')},`,
    '});',
    '',
    '/** What people rely on. */',
    "export const production = defineCluster('production', {",
    `  cilium: '${cilium}',`,
    `  kubernetes: '${kubernetes}',`,
    '  extends: [base, presets.production()],',
    '  values: {',
    "    cluster: { name: 'production', id: 2 },",
    "    ipam: { operator: { clusterPoolIPv4PodCIDRList: ['10.2.0.0/16'] } },",
    '  },',
    `  delivery: ${delivered('production')},`,
    '});',
  ].join('\n')}\n`;
}

function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}

/** The app as the test names it. */
const APP = '../src/clusters';

const TEST = `import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, test } from 'node:test';
import { effectiveValues, isCluster, renderCluster } from 'cdk8s-cilium';
import * as exported from '${APP}';

const ROOT = resolve(__dirname, '../..'); // from build/test
const clusters = Object.values(exported).filter(isCluster);

/** The parts of an object that these tests look at. */
interface Workload {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly replicas?: number;
    readonly template: { readonly spec: { readonly containers: readonly { readonly image: string }[] } };
  };
  readonly data?: Readonly<Record<string, string>>;
}

function find(cluster: (typeof clusters)[number], kind: string, name: string): Workload {
  const objects = renderCluster(cluster).objects as unknown as readonly Workload[];
  const found = objects.filter((object) => object.kind === kind && object.metadata.name === name);
  assert.equal(found.length, 1, \`\${cluster.name} has one \${kind} \${name}\`);
  return found[0] as Workload;
}

for (const cluster of clusters) {
  describe(cluster.name, () => {
    test('renders without an error or a warning', () => {
      const { issues } = renderCluster(cluster);
      assert.deepEqual(
        issues.filter(({ severity }) => severity !== 'note'),
        [],
      );
    });

    test('runs the agent of its release', () => {
      const { image } = find(cluster, 'DaemonSet', 'cilium').spec.template.spec.containers[0] ?? { image: '' };
      assert.match(image, new RegExp(\`:v\${cluster.spec.cilium.replaceAll('.', '\\\\.')}(@|$)\`));
    });

    test('tells its agents its own name', () => {
      const { data } = find(cluster, 'ConfigMap', 'cilium-config');
      assert.equal(data?.['cluster-name'], cluster.name);
    });
  });
}

test('every cluster has an id of its own', () => {
  const ids = clusters.map((cluster) => (effectiveValues(cluster)['cluster'] as { readonly id: number }).id);
  assert.equal(new Set(ids).size, clusters.length);
});

test('production survives the loss of a node, staging is small', () => {
  assert.equal(find(exported.production, 'Deployment', 'cilium-operator').spec.replicas, 2);
  assert.equal(find(exported.staging, 'Deployment', 'cilium-operator').spec.replicas, 1);
});

test('dist is what synth writes', () => {
  const out = mkdtempSync(join(tmpdir(), 'dist-'));
  try {
    const command = join(dirname(require.resolve('cdk8s-cilium/package.json')), 'bin/cdk8s-cilium');
    const { status, stderr } = spawnSync(process.execPath, [command, 'synth', '--out', out], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    assert.equal(status, 0, stderr);
    assert.deepEqual(contents(join(ROOT, 'dist')), contents(out), 'run npm run synth, and commit dist');
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
});

/** Every file below a folder. */
function contents(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((file) => join(file.parentPath, file.name)).sort();
  return Object.fromEntries(paths.map((path) => [relative(folder, path), readFileSync(path, 'utf8')]));
}
`;

function readme({ name, cilium, delivery, repo, spec }: Repository): string {
  const carried = spec.startsWith('file:')
    ? [
        '',
        `\`${spec.slice('file:'.length)}\` is cdk8s-cilium itself, as this repository was made with it. To move to a release`,
        'from the registry: `npm install --save-exact cdk8s-cilium@VERSION`, and remove the file.',
      ]
    : [];
  return `${[
    `# ${name}`,
    '',
    `[Cilium](https://cilium.io) ${cilium} for the clusters \`staging\` and \`production\`, from typed TypeScript to manifests that`,
    `${delivery === 'flux' ? 'Flux' : 'Argo CD'} applies. Made by \`cdk8s-cilium init\`.`,
    '',
    '## Two commands',
    '',
    '```sh',
    'npm run synth   # writes dist/<cluster>/: every manifest, and a SUMMARY.md for the reviewer',
    'npm test        # types, and what test/ says of the clusters; fails when dist/ is stale',
    '```',
    '',
    'In a fresh clone, `npm ci` comes first. `dist/` is committed with the change that it comes from; CI fails when it is not.',
    '',
    '## A change',
    '',
    '1. Edit [src/clusters.ts](src/clusters.ts). Values have the names of the chart; a wrong one does not compile.',
    '2. `npm run synth`, and read `git diff dist`: that is what the clusters will get.',
    '3. `npm test`, commit, push. Try it on `staging` first.',
    '',
    '`npx cdk8s-cilium explain staging hubble.relay.enabled` tells who set a value, and what it reaches.',
    ...carried,
    '',
    '## Delivery',
    '',
    ...(delivery === 'flux' ? fluxDelivery(name, repo) : argoDelivery()),
  ].join('\n')}\n`;
}

function fluxDelivery(name: string, repo: string | undefined): string[] {
  const source =
    repo === undefined
      ? [
          'Flux reads this repository through its GitRepository `flux-system`, which `flux bootstrap` makes. Then, once a cluster:',
          '',
          '```sh',
        ]
      : [
          `Flux reads this repository through a GitRepository of its own, \`${name}\`. Once a cluster:`,
          '',
          '```sh',
          `flux create source git ${name} --url=${repo} --branch=main --interval=1m`,
        ];
  return [
    ...source,
    'kubectl apply -f dist/staging/flux.yaml   # in the cluster staging; dist/production/flux.yaml in production',
    '```',
    '',
    'Edit the source in `src/clusters.ts`, `flux({ source: … })`, where yours has another name.',
  ];
}

function argoDelivery(): string[] {
  return [
    'Argo CD reads this repository from the URL in `src/clusters.ts`. Once a cluster:',
    '',
    '```sh',
    'kubectl apply -f dist/staging/argocd.yaml   # in the cluster staging; dist/production/argocd.yaml in production',
    '```',
    '',
    "`dist/<cluster>/SUMMARY.md` says what else is yours to apply, in Argo CD's own configuration for example.",
  ];
}
