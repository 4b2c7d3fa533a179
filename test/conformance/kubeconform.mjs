/** Every object against its schema: Kubernetes' own from its OpenAPI, the others from the CRDs of their modules. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { module } from './charts.mjs';
import { build, judgeFolder } from './judges.mjs';
import { DATA } from './pins.mjs';

const REF = '#/definitions/';

/** A schema made strict: no field beside the declared ones. `map` is applied to what is below. */
function strict(schema) {
  if (Array.isArray(schema)) return schema.map(strict);
  if (typeof schema !== 'object' || schema === null) return schema;
  if (schema.format === 'int-or-string' || schema['x-kubernetes-int-or-string'])
    return { anyOf: [{ type: 'integer' }, { type: 'string' }] };
  const result = {};
  for (const [key, value] of Object.entries(schema)) {
    if (key === 'description' || key === 'format' || key === 'default' || key.startsWith('x-')) continue;
    if (key === 'properties')
      result.properties = Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, strict(inner)]));
    else if (['required', 'enum', 'type', '$ref', 'pattern'].includes(key)) result[key] = value;
    // Branches restate single fields: only the schema around them knows all of them.
    else if (['anyOf', 'oneOf', 'allOf', 'not'].includes(key)) result[key] = value;
    else result[key] = strict(value);
  }
  if (schema.nullable && typeof result.type === 'string') result.type = [result.type, 'null'];
  if (result.properties && !('additionalProperties' in result) && !schema['x-kubernetes-preserve-unknown-fields'])
    result.additionalProperties = false;
  return result;
}

/** Schemas of Kubernetes' own kinds, each with the definitions that it reaches. */
function kubernetesSchemas(folder) {
  const { definitions } = JSON.parse(readFileSync(join(folder, 'api', 'openapi-spec', 'swagger.json'), 'utf8'));
  const made = new Map(Object.entries(definitions).map(([name, schema]) => [name, strict(schema)]));
  made.set('io.k8s.apimachinery.pkg.api.resource.Quantity', { anyOf: [{ type: 'string' }, { type: 'number' }] });
  return new Map(
    Object.entries(definitions).flatMap(([name, schema]) =>
      (schema['x-kubernetes-group-version-kind'] ?? []).map(({ group, version, kind }) => [
        [group, kind, version].join('_').toLowerCase(),
        () => ({ $ref: REF + name, definitions: reached(name, made) }),
      ]),
    ),
  );
}

function reached(name, definitions, found = {}) {
  if (name in found) return found;
  found[name] = definitions.get(name);
  for (const [, other] of JSON.stringify(found[name]).matchAll(/"\$ref":"#\/definitions\/([^"]+)"/g))
    reached(other, definitions, found);
  return found;
}

/** Schemas of the kinds that CRD files declare. */
function crdSchemas(folder, parseYaml) {
  return new Map(
    readdirSync(folder, { recursive: true })
      .map(String)
      .filter((file) => file.endsWith('.yaml'))
      .flatMap((file) =>
        readFileSync(join(folder, file), 'utf8')
          .split(/^---\s*$/m)
          .map((text) => (/^kind: CustomResourceDefinition$/m.test(text) ? parseYaml(text) : undefined))
          .filter(Boolean)
          .flatMap((crd) =>
            crd.spec.versions.map((version) => [
              [crd.spec.group, crd.spec.names.kind, version.name].join('_').toLowerCase(),
              () => withMetadata(strict(version.schema.openAPIV3Schema)),
            ]),
          ),
      ),
  );
}

const withMetadata = (schema) => ({
  ...schema,
  properties: {
    ...schema.properties,
    apiVersion: { type: 'string' },
    kind: { type: 'string' },
    metadata: { type: 'object' },
  },
});

/** Where the CRDs of each module stand. */
const CRDS = {
  prometheus: 'example/prometheus-operator-crd',
  gateway: 'config/crd/standard',
  certManager: 'deploy/crds',
};

const keyOf = ({ apiVersion, kind }) => {
  const [version, group = ''] = apiVersion.split('/').reverse();
  return [group, kind, version].join('_').toLowerCase();
};

/** Drops null fields, as the API server does. */
const withoutNull = (value) =>
  Array.isArray(value)
    ? value.map(withoutNull)
    : typeof value !== 'object' || value === null
      ? value
      : Object.fromEntries(
          Object.entries(value)
            .filter(([, inner]) => inner !== null)
            .map(([key, inner]) => [key, withoutNull(inner)]),
        );

/** Checks objects; returns one result per kind, and logs what is wrong with which. */
export function kubeconform(objects, { parseYaml, cilium, log }) {
  return judgeObjects(objects, { parseYaml, cilium }).map(({ name, skipped, ok, judged, count, wrong, said }) => {
    if (skipped) return { name, skipped };
    const complaints = wrong.length > 0 ? `, ${wrong.length} complaints` : '';
    log(`${ok ? 'ok  ' : 'FAIL'} ${name}: ${judged} of ${count} objects judged${complaints}`);
    for (const line of wrong.slice(0, 5)) log(`       ${line.slice(0, 400)}`);
    if (!ok && wrong.length === 0) log(`       ${said.slice(0, 400)}`);
    return { name, ok };
  });
}

/**
 * What the judge says of each kind: how many objects it judged, and what is `wrong`. Kinds whose schema cannot be had
 * are skipped with the reason.
 */
export function judgeObjects(objects, { parseYaml, cilium }) {
  const reasons = [];
  const schemas = new Map();
  const add = (pin, read) => {
    const { folder, reason } = module(pin);
    if (!folder) return reasons.push(reason);
    for (const [key, schema] of read(folder)) schemas.set(key, schema);
    return undefined;
  };
  add(DATA.kubernetes, kubernetesSchemas);
  for (const [name, path] of Object.entries(CRDS))
    add(DATA[name], (folder) => crdSchemas(join(folder, path), parseYaml));
  add(`github.com/cilium/cilium@v${cilium}`, (folder) =>
    crdSchemas(join(folder, 'pkg', 'k8s', 'apis', 'cilium.io', 'client', 'crds'), parseYaml),
  );

  const work = mkdtempSync(join(judgeFolder(), 'objects-'));
  const kinds = new Map();
  for (const object of objects) {
    const key = keyOf(object);
    if (!kinds.has(key)) kinds.set(key, []);
    kinds.get(key).push(object);
  }
  const results = [];
  for (const [key, all] of kinds) {
    const schema = schemas.get(key);
    if (!schema) {
      results.push({
        name: `kubeconform ${key}`,
        skipped: `no schema${reasons.length > 0 ? `: ${reasons.join('; ')}` : ''}`,
      });
      continue;
    }
    const file = join(work, `${key}.json`);
    writeFileSync(file, JSON.stringify(schema()));
    const stream = all.map((object) => `---\n${JSON.stringify(withoutNull(object))}\n`).join('');
    const run = spawnSync(
      build('kubeconform', 'github.com/yannh/kubeconform/cmd/kubeconform', 'kubeconform'),
      ['-strict', '-summary', '-output', 'json', '-n', '2', '-schema-location', file, '-'],
      { input: stream, encoding: 'utf8', maxBuffer: 1 << 30 },
    );
    const { resources, summary } = JSON.parse(run.stdout || '{}');
    const wrong = [
      ...new Set((resources ?? []).map(({ name, msg }) => `${name}: ${msg.replace(/ with 'file:[^']*'/, '')}`)),
    ];
    const judged = summary ? Object.values(summary).reduce((sum, count) => sum + count, 0) : 0;
    results.push({
      name: `kubeconform ${key}`,
      ok: wrong.length === 0 && judged === all.length,
      judged,
      count: all.length,
      wrong,
      said: run.stderr ?? '',
    });
  }
  rmSync(work, { recursive: true });
  return results;
}
