// Measures the command against `helm template` and against stock cdk8s, side by side: the rivals take turns within each
// round, so that whatever else the machine does hits all of them, and medians are compared. `npm run bench [ROUNDS]`.
// Helm is taken from $HELM, from the PATH or from the conformance suite's cache; the chart from $CHART or the Go module
// of the release. What is missing is said, and skipped.
import { build } from 'esbuild';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, homedir, loadavg, tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const rounds = Number(process.argv[2] ?? 15);
const work = mkdtempSync(join(tmpdir(), 'cdk8s-cilium-bench-'));
process.on('exit', () => rmSync(work, { recursive: true, force: true }));

// A certificate bundle in the environment costs Node 20 another 32 ms at every start.
const env = { ...process.env };
delete env.NODE_EXTRA_CA_CERTS;
delete env.NODE_OPTIONS;

execFileSync(process.execPath, [join(root, 'tools/bundle.mjs'), '--if-stale'], { stdio: 'inherit' });
const cli = join(root, 'bin/cdk8s-cilium');
const fleet = await compiled('fleet');
const stock = await compiled('stock');
const values = join(work, 'anton.yaml');
writeFileSync(values, execFileSync(process.execPath, [fleet, 'values']));
const cilium = /cilium: '([^']+)'/.exec(readFileSync(join(root, 'src/clusters/anton.ts'), 'utf8'))[1];
const helm = findHelm();
const chart = helm && findChart();
// On the disk where a synth writes; other folders of the same disk can be ten times slower at making files.
const fleetOut = join(root, 'node_modules/.cache/cdk8s-cilium', 'bench-fleet');
process.on('exit', () => rmSync(fleetOut, { recursive: true, force: true }));

async function compiled(name) {
  // Beside node_modules, so that packages are found.
  const outfile = join(root, 'node_modules/.cache/cdk8s-cilium', `bench-${name}.cjs`);
  await build({
    entryPoints: [join(root, `bench/${name}.ts`)],
    outfile,
    bundle: true,
    platform: 'node',
    packages: 'external',
    logLevel: 'warning',
  });
  return outfile;
}

function findHelm() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const judges = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'cdk8s-cilium-judges');
  const built = existsSync(judges) ? readdirSync(judges).map((name) => join(judges, name, 'helm')) : [];
  return [
    process.env.HELM,
    ...folders.map((folder) => join(folder, 'helm')),
    ...built,
    join(homedir(), 'go/bin/helm'),
  ].find((path) => path && existsSync(path));
}

/** The chart of the cluster's release, or of the newest patch before it that the Go module serves. */
function findChart() {
  if (process.env.CHART) return process.env.CHART;
  const [minor, patch] = [cilium.replace(/\.\d+$/, ''), Number(cilium.split('.').at(-1))];
  for (let i = patch; i >= 0; i--) {
    const pin = `github.com/cilium/cilium@v${minor}.${i}`;
    const { error, status, stdout } = spawnSync('go', ['mod', 'download', '-json', pin], { encoding: 'utf8' });
    if (error) return undefined; // no Go
    if (status !== 0) continue;
    if (i !== patch) console.log(`the Go module does not serve ${cilium}: Helm renders the chart of ${minor}.${i}`);
    return join(JSON.parse(stdout).Dir, 'install/kubernetes/cilium');
  }
  return undefined;
}

/** Milliseconds of one run, the preparation not counted. */
function once({ command, prepare, cwd = root, more = {} }) {
  prepare?.();
  const start = process.hrtime.bigint();
  const { status, stderr } = spawnSync(command[0], command.slice(1), {
    cwd,
    env: { ...env, ...more },
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Error(`${command.join(' ')}: ${stderr}`);
  return Number(process.hrtime.bigint() - start) / 1e6;
}

const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];

/** Runs the rivals in turns; prints medians, and the ratio to the first. */
function compare(title, rivals, times = rounds) {
  const measured = rivals.map(() => []);
  for (const rival of rivals) once(rival); // the first run of a program reads it from the disk
  for (let i = 0; i < times; i++) rivals.forEach((rival, at) => measured[at].push(once(rival)));
  console.log(`\n${title}`);
  const base = median(measured[0]);
  rivals.forEach(({ name, command, more }, at) => {
    const time = median(measured[at]);
    console.log(
      `  ${name.padEnd(46)} ${time.toFixed(0).padStart(6)} ms  ${(time / base).toFixed(2).padStart(5)} x  ${memoryOf(command, more)}`,
    );
  });
}

/** Peak memory of a command, where GNU time is there to tell it. */
function memoryOf(command, more = {}) {
  const { status, stderr } = spawnSync('/usr/bin/time', ['-f', '%M', ...command], {
    cwd: root,
    env: { ...env, ...more },
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  return status === 0 ? `${(Number(stderr.trim().split('\n').at(-1)) / 1024).toFixed(0).padStart(4)} MiB` : '';
}

const node = process.execPath;
const out = join(work, 'dist');
const app = join(root, 'src/clusters/anton.ts');
const cache = join(root, 'node_modules/.cache/cdk8s-cilium');
const synth = [node, cli, 'synth', app, '--out', out];
const forget = () =>
  readdirSync(cache)
    .filter((name) => name.startsWith('app-'))
    .forEach((name) => rmSync(join(cache, name)));
const clear = () => rmSync(out, { recursive: true, force: true });
const api = ['--kube-version', '1.36.0', '-a', 'monitoring.coreos.com/v1'];
const byHelm = chart && {
  name: 'helm template',
  command: [helm, 'template', 'cilium', chart, '-n', 'kube-system', ...api, '-f', values],
};
const present = (list) => list.filter(Boolean);

console.log(
  `Node ${process.version}, ${cpus().length} x ${cpus()[0].model.trim()}, load ${loadavg()[0].toFixed(1)}, ${rounds} rounds, Anton on Cilium ${cilium}`,
);
if (!helm)
  console.log('no Helm: set $HELM, or run the conformance suite, which builds one; comparisons with it are left out');
else if (!chart)
  console.log('no chart: set $CHART, or install Go, which fetches the module; comparisons with Helm are left out');

compare(
  'template, whole process',
  present([
    byHelm,
    { name: 'cdk8s-cilium template -f', command: [node, cli, 'template', '--cilium', cilium, ...api, '-f', values] },
    { name: 'an empty Node', command: [node, '-e', '0'] },
  ]),
);
compare(
  'synth of TypeScript, whole process',
  present([
    byHelm,
    { name: 'cdk8s-cilium synth, nothing changed', command: synth },
    { name: 'cdk8s-cilium synth, every file written', command: synth, prepare: clear },
    { name: 'cdk8s-cilium synth, cold transpile cache', command: synth, prepare: forget },
  ]),
);
if (chart) {
  compare(
    'stock cdk8s with its Helm construct',
    [
      {
        name: 'cdk8s synth (cdk8s-cli)',
        cwd: work,
        more: { BENCH_CHART: chart, BENCH_VALUES: values, BENCH_HELM: helm },
        command: [
          node,
          join(root, 'node_modules/cdk8s-cli/bin/cdk8s'),
          'synth',
          '--app',
          `${node} ${stock}`,
          '--output',
          join(work, 'stock'),
          '--check-upgrade',
          'false',
        ],
      },
      {
        name: 'the same app without cdk8s-cli',
        cwd: work,
        command: [node, stock],
        more: { BENCH_CHART: chart, BENCH_VALUES: values, BENCH_HELM: helm, CDK8S_OUTDIR: join(work, 'stock') },
      },
      { name: 'cdk8s-cilium synth, every file written', command: synth, prepare: clear },
    ],
    Math.min(rounds, 7),
  );
}

console.log('\nfleet, one process');
const row = (name, { count, seconds, peakMiB }) =>
  console.log(
    `  ${name.padEnd(46)} ${(count / seconds).toFixed(0).padStart(6)} a second  ${peakMiB.toFixed(0).padStart(4)} MiB`,
  );
const many = (...args) => JSON.parse(execFileSync(node, [fleet, ...args], { env, encoding: 'utf8' }));
const hundred = many('100');
const thousand = many('1000');
row('100 clusters rendered', hundred);
row('1,000 clusters rendered', thousand);
row('1,000 clusters rendered and written', many('1000', fleetOut));
rmSync(fleetOut, { recursive: true, force: true });
row('the same files made and renamed, no more', many('1000', fleetOut, 'only'));
console.log(`  memory grows by ${(thousand.peakMiB - hundred.peakMiB).toFixed(0)} MiB from 100 to 1,000 clusters`);
if (byHelm) {
  const each = median(Array.from({ length: 5 }, () => once(byHelm)));
  console.log(`  ${'helm template, one after the other'.padEnd(46)} ${(1000 / each).toFixed(1).padStart(6)} a second`);
}

console.log('\nflows of Hubble, 64 MB from memory, one process');
const flows = JSON.parse(execFileSync(node, [await compiled('flows')], { env, encoding: 'utf8' }));
for (const [name, rate] of [
  ['JSON.parse of every line, no more', flows.parse],
  ['read as flows', flows.read],
  ['policy replay, 100 workloads, 50 policies', flows.replay],
]) {
  console.log(
    `  ${name.padEnd(46)} ${rate.toFixed(0).padStart(6)} MB a second  ${(rate / flows.parse).toFixed(2).padStart(5)} x`,
  );
}
