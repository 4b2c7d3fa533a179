// Reads the CRDs of a release's source tree and writes what is known of the custom resources that a user authors: their
// types, and the rules by which the API server judges them:
//   node tools/catalogue/resources.mjs SOURCE_DIR…
// SOURCE_DIR is a checkout of github.com/cilium/cilium (`go mod download -json github.com/cilium/cilium@v1.20.2` prints
// one), the newest of each minor, of which the types are, and older ones that differ from it: the head of each
// resource-schema-*.gen.ts names those that were read. Facts only: no descriptions, no messages.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { parse } from 'yaml';

const sources = process.argv.slice(2);
if (sources.length === 0) {
  console.error('usage: node tools/catalogue/resources.mjs SOURCE_DIR…');
  process.exit(2);
}

const name = (key) => (/^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key));

function type(schema, indent) {
  if (schema['x-kubernetes-int-or-string']) return 'number | string';
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value).replaceAll('"', "'")).join(' | ');
  switch (schema.type) {
    case 'string':
      return 'string';
    case 'boolean':
      return 'boolean';
    case 'integer':
    case 'number':
      return 'number';
    case 'array':
      return `readonly ${wrap(type(schema.items ?? {}, indent))}[]`;
    case 'object': {
      if (schema.properties) return object(schema, indent);
      if (schema.additionalProperties) return `Readonly<Record<string, ${type(schema.additionalProperties, indent)}>>`;
      return 'JsonObject';
    }
    default:
      return schema['x-kubernetes-preserve-unknown-fields'] ? 'JsonObject' : 'Json';
  }
}
const wrap = (text) => (/[|]/.test(text) && !text.startsWith('{') ? `(${text})` : text);

function object(schema, indent) {
  const required = new Set(schema.required ?? []);
  const inner = `${indent}  `;
  const fields = Object.keys(schema.properties)
    .sort()
    .map(
      (key) => `${inner}readonly ${name(key)}${required.has(key) ? '' : '?'}: ${type(schema.properties[key], inner)};`,
    );
  return `{\n${fields.join('\n')}\n${indent}}`;
}

const outfile = join(dirname(fileURLToPath(import.meta.url)), '../../node_modules/.cache/cdk8s-cilium/resources.cjs');
mkdirSync(dirname(outfile), { recursive: true });
await build({
  entryPoints: [join(dirname(fileURLToPath(import.meta.url)), 'resource-schema.ts')],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  packages: 'external',
  logLevel: 'warning',
});
const { compareReleases, isAuthored, isPolicyKind, resourceSchemaModule } = createRequire(import.meta.url)(outfile);

const series = new Map();
for (const source of sources) {
  const release = readFileSync(join(source, 'VERSION'), 'utf8').trim();
  const minor = release.split('.').slice(0, 2).join('.');
  const root = join(source, 'pkg/k8s/apis/cilium.io/client/crds');
  const crds = readdirSync(root, { recursive: true })
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => parse(readFileSync(join(root, file), 'utf8')));
  series.set(minor, [...(series.get(minor) ?? []), { release, crds }]);
}

const kinds = new Map();
for (const [minor, releases] of series) {
  writeFileSync(`src/catalogue/resource-schema-${minor}.gen.ts`, resourceSchemaModule(releases));
  const { release: version, crds } = releases.sort((a, b) => compareReleases(a.release, b.release)).at(-1);
  const lines = [];
  const rules = new Map();
  for (const crd of crds.sort((a, b) => (a.spec.names.kind < b.spec.names.kind ? -1 : 1))) {
    const { kind, plural } = crd.spec.names;
    if (!isAuthored(kind)) continue;
    const served = crd.spec.versions.find((candidate) => candidate.served && candidate.storage);
    const schema = served.schema.openAPIV3Schema;
    // Both kinds of policies hold the same rule, one under `spec` or several under `specs`.
    if (isPolicyKind(kind)) {
      for (const rule of [schema.properties.spec, schema.properties.specs.items]) rules.set(type(rule, ''), kind);
      continue;
    }
    const fact = { apiVersion: `cilium.io/${served.name}`, plural, namespaced: crd.spec.scope === 'Namespaced' };
    kinds.set(kind, { ...(kinds.get(kind) ?? {}), [minor]: fact });
    lines.push(`  readonly ${kind}: ${type(schema.properties.spec, '  ')};`);
  }
  if (rules.size !== 1) throw new Error(`${version}: the kinds of policies differ in their rules`);
  const text = `// Written by tools/catalogue/resources.mjs from the CRDs of Cilium ${version}. Editing it is futile.
import type { Json, JsonObject } from '../core/json';

/** \`spec\` of each custom resource that people author, in Cilium ${minor}. */
export interface Resources${minor.replace('.', '')} {
${lines.join('\n')}
}

/** A rule: \`spec\` of a CiliumNetworkPolicy and of a CiliumClusterwideNetworkPolicy, in Cilium ${minor}. */
export interface PolicyRule${minor.replace('.', '')} ${[...rules.keys()][0]}
`;
  const used = text.includes(': Json;') || text.includes('Json[]') || /\bJson>/.test(text);
  writeFileSync(
    `src/catalogue/resources-${minor}.gen.ts`,
    used ? text : text.replace('{ Json, JsonObject }', '{ JsonObject }'),
  );
}

const table = [...kinds]
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([kind, minors]) => {
    const facts = Object.entries(minors).map(
      ([minor, fact]) =>
        `    '${minor}': { apiVersion: '${fact.apiVersion}', plural: '${fact.plural}', namespaced: ${fact.namespaced} },`,
    );
    return `  ${kind}: {\n${facts.join('\n')}\n  },`;
  });
writeFileSync(
  'src/catalogue/resource-kinds.gen.ts',
  `// Written by tools/catalogue/resources.mjs from the CRDs of the minors named. Editing it is futile.

/** What a cluster needs to know to address a kind. */
export interface ResourceKindFact {
  readonly apiVersion: string;
  readonly plural: string;
  readonly namespaced: boolean;
}

/** The stored version of each custom resource that people author, by minor. */
export const RESOURCE_KINDS = {
${table.join('\n')}
} as const satisfies Record<string, Readonly<Record<string, ResourceKindFact>>>;
`,
);
