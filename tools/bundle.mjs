// Bundles the command into lib/bundle/: one CommonJS file with every command, and beside it what is loaded when it is
// needed only: `yaml` as one file (a third of the time of its own 70 files), `re2js`, and each large table of the catalogue.
// `node tools/bundle.mjs --if-stale` does nothing where the bundle is newer than its sources.
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const outdir = join(root, 'lib/bundle');
const stampFile = join(outdir, 'sources.sha256');

/** Tables from this size on are files of their own, in bytes. */
const LARGE_TABLE = 16 * 1024;

const sources = (folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();

function stamp() {
  const hash = createHash('sha256');
  for (const file of [...sources('src'), fileURLToPath(import.meta.url), join(root, 'package-lock.json')]) {
    hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

const now = stamp();
if (process.argv.includes('--if-stale') && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === now)
  process.exit(0);

const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  logLevel: 'warning',
  legalComments: 'none',
  // Names stay, so that a stack can be read; what V8 has to scan at every start shrinks by a third.
  minifySyntax: true,
  minifyWhitespace: true,
};
const tables = new Map();

/**
 * Puts large tables, `yaml`, `re2js` and the commands of policies and their API, bundles with their own copies, into files of their own, which
 * the bundle requires where the source does.
 */
const apart = {
  name: 'apart',
  setup(builder) {
    builder.onResolve({ filter: /\.gen$/ }, ({ path, resolveDir, kind }) => {
      const file = `${resolve(resolveDir, path)}.ts`;
      if (kind === 'entry-point' || !existsSync(file) || statSync(file).size < LARGE_TABLE) return undefined;
      const name = `${basename(path)}.js`;
      tables.set(name, file);
      return { path: `./${name}`, external: true };
    });
    builder.onResolve({ filter: /^\.\/policy-(?:commands|api)$/ }, ({ path, kind }) =>
      kind === 'entry-point' ? undefined : { path: `${path}.js`, external: true },
    );
    builder.onResolve({ filter: /^(?:yaml|re2js)$/ }, ({ path }) => ({ path: `./${path}.js`, external: true }));
  },
};

/**
 * The public API with each export behind a getter that loads what it needs: an app that imports `defineCluster` must
 * not load cdk8s because `Cilium` stands beside it.
 */
const lazyIndex = {
  name: 'lazy-index',
  setup(builder) {
    const index = join(root, 'src/index.ts');
    builder.onResolve({ filter: /^\.\.(?:\/\.\.)?(?:\/index)?$/ }, ({ path, resolveDir }) =>
      resolve(resolveDir, path).replace(/\/index$/, '') === join(root, 'src')
        ? { path: index, namespace: 'lazy' }
        : undefined,
    );
    builder.onLoad({ filter: /.*/, namespace: 'lazy' }, async () => ({
      contents: await lazyExports(index),
      loader: 'js',
      resolveDir: dirname(index),
    }));
  },
};

async function lazyExports(index) {
  const lines = [];
  for (const [, list, from] of readFileSync(index, 'utf8').matchAll(/^export (\*|\{[^}]*\}) from '([^']+)';/gm)) {
    const file = resolve(dirname(index), `${from}.ts`);
    const names =
      list === '*'
        ? await exportsOf(file)
        : list
            .slice(1, -1)
            .split(',')
            .map((name) => name.trim())
            .filter((name) => name && !name.startsWith('type '));
    lines.push(...names.map((name) => `  get ${name}() { return require(${JSON.stringify(from)}).${name}; },`));
  }
  return `module.exports = {\n${lines.join('\n')}\n};\n`;
}

async function exportsOf(file) {
  const { metafile } = await build({
    ...common,
    format: 'esm',
    bundle: false,
    entryPoints: [file],
    write: false,
    metafile: true,
    outdir: '.',
  });
  return Object.values(metafile.outputs).flatMap((output) => output.exports);
}

process.on('uncaughtException', (error) => {
  if (!('errors' in error)) console.error(error); // esbuild has printed its own
  rmSync(staging, { recursive: true, force: true });
  process.exit(1);
});
const staging = join(root, `lib/.bundle-${process.pid}`);
rmSync(staging, { recursive: true, force: true });
mkdirSync(staging, { recursive: true });
const external = ['cdk8s', 'constructs', 'esbuild'];
for (const [entry, name] of [
  ['main', 'cli'],
  ['policy-commands', 'policy-commands'],
  ['policy-api', 'policy-api'],
])
  await build({
    ...common,
    entryPoints: [`src/cli/${entry}.ts`],
    outfile: join(staging, `${name}.js`),
    external,
    plugins: [apart, lazyIndex],
  });
await build({ ...common, entryPoints: ['src/cli/start.ts'], outfile: join(staging, 'start.js') });
await build({ ...common, entryPoints: { yaml: 'yaml', re2js: 're2js' }, outdir: staging });
for (const [name, file] of tables) await build({ ...common, entryPoints: [file], outfile: join(staging, name) });
// The library, file by file as `tsc` would lay it out; its declarations are made by `npm run compile`.
await build({
  ...common,
  bundle: false,
  minifySyntax: false,
  minifyWhitespace: false,
  entryPoints: sources('src'),
  outbase: 'src',
  outdir: join(root, 'lib'),
});
// File by file and the stamp last: another process may be running the bundle, or building the same one.
mkdirSync(outdir, { recursive: true });
rmSync(stampFile, { force: true });
for (const name of readdirSync(staging)) renameSync(join(staging, name), join(outdir, name));
for (const name of readdirSync(outdir)) {
  if (
    !['cli.js', 'policy-commands.js', 'policy-api.js', 'start.js', 'yaml.js', 're2js.js', 'sources.sha256'].includes(
      name,
    ) &&
    !tables.has(name)
  )
    rmSync(join(outdir, name));
}
rmSync(staging, { recursive: true });
writeFileSync(stampFile, now);
// The first run of a bundle leaves V8's compiled code behind: let it be one that reads YAML.
spawnSync(process.execPath, [join(root, 'bin/cdk8s-cilium'), 'template', '--cilium', '1.20.2', '-f', '-'], {
  input: 'hubble: {tls: {auto: {method: cronJob}}}\n',
  stdio: ['pipe', 'ignore', 'inherit'],
});
