/**
 * Custom resources before the real API server and before `checkResource`: each bound of each schema from both sides, then
 * resources drawn by the seed. Both have to say the same of every one.
 */
import { isDeepStrictEqual } from 'node:util';
import { RELEASES } from '../pins.mjs';
import { crdsOf, installCrds } from './crds.mjs';
import { draw, drawMetadata, randomOf, spoil, sweep } from './mutations.mjs';

/** The newest patch of each minor. */
const NEWEST = RELEASES.filter((release, i) => minorOf(RELEASES[i + 1] ?? '') !== minorOf(release));

function minorOf(release) {
  return release.slice(0, release.lastIndexOf('.'));
}

/** The kinds that people author, with the schema of what a user writes. */
function authored(crds, { isAuthored, isPolicyKind }) {
  return crds
    .map(({ spec }) => {
      const { name, schema } = spec.versions.find(({ storage }) => storage);
      const { spec: own, specs } = schema.openAPIV3Schema.properties;
      const { kind } = spec.names;
      const policy = isPolicyKind(kind);
      return {
        ...{ kind, policy, apiVersion: `cilium.io/${name}`, namespaced: spec.scope === 'Namespaced' },
        schema: policy ? { type: 'object', properties: { spec: own, specs } } : own,
      };
    })
    .filter(({ kind }) => isAuthored(kind));
}

/** Compares the facts of a release with its CRDs, so that no rule of a new one goes unnoticed. */
function judgeFacts(release, crds, ours, { pass, fail }) {
  const kinds = Object.fromEntries(
    crds.map((crd) => [crd.spec.names.kind, ours.rootOf(crd)]).filter(([kind]) => ours.isAuthored(kind)),
  );
  const theirs = ours.resourceSchemas(kinds);
  if (isDeepStrictEqual(JSON.parse(JSON.stringify(theirs)), ours.resourceSchemasOf(release))) pass();
  else fail(`server: src/catalogue/resource-schema-${minorOf(release)}.gen.ts is not what the CRDs of ${release} say`);
  const rules = [...JSON.stringify(theirs).matchAll(/"rules":\[([^\]]*)\]/g)].flatMap(([, list]) =>
    JSON.parse(`[${list}]`),
  );
  for (const rule of new Set(rules)) {
    if (ours.resourceRules[rule]) pass();
    else fail(`server: nothing stands for the rule ${rule} of Cilium ${release}: src/model/resource-rules.ts`);
  }
  return new Set(rules).size;
}

/** What the server says of a resource: undefined where it takes it. */
async function refusalOf(api, object) {
  try {
    await api.apply(object, { dryRun: true });
    return undefined;
  } catch (error) {
    // What does not fit the schema, server-side apply answers with the status of an internal error.
    const refused = error.status < 500 || error.message.startsWith('failed to create typed patch object');
    if (!error.status || !refused) throw error;
    return error.message;
  }
}

/** Resources of a kind that the seed decides on. */
function drawn({ kind, schema }, release, count, seed) {
  const own = [...kind, ...release].reduce((sum, char) => (sum * 31 + char.charCodeAt(0)) % 2 ** 31, 0);
  return Array.from({ length: count }, (_, i) => {
    const random = randomOf(seed + own + i * 7919);
    const fields = draw(schema, random);
    const { name, metadata } = random() < 0.2 ? drawMetadata(random) : { name: 'drawn', metadata: {} };
    return { name, metadata, fields: random() < 0.85 ? spoil(schema, fields, random) : fields };
  });
}

/** Judges both ways; returns how many the server took and refused. Until `settled`, it may still change its mind. */
async function compare(api, release, kind, entries, ours, { pass, fail, settled }) {
  const tally = { taken: 0, refused: 0 };
  const queue = [...entries];
  const next = async () => {
    for (let one = queue.pop(); one; one = queue.pop()) {
      const { name, metadata, fields } = one;
      const { apiVersion, namespaced, policy } = kind;
      const own = Object.keys(fields);
      // What stands beside `spec` is ours to write, not the user's.
      if (own.includes('metadata') || (policy && (own.includes('apiVersion') || own.includes('kind')))) continue;
      const object = {
        ...{ apiVersion, kind: kind.kind },
        metadata: { name, ...(namespaced && { namespace: 'default' }), ...metadata },
        ...(policy ? fields : { spec: fields }),
      };
      const issues = ours.checkResource(release, kind.kind, namespaced ? `default/${name}` : name, {
        metadata,
        ...fields,
      });
      let theirs = await refusalOf(api, object);
      // A server that was given other CRDs judges by those before for a moment.
      while ((theirs === undefined) !== (issues.length === 0) && Date.now() < settled) {
        await new Promise((resolve) => setTimeout(resolve, 500));
        theirs = await refusalOf(api, object);
      }
      tally[theirs === undefined ? 'taken' : 'refused']++;
      if ((theirs === undefined) === (issues.length === 0)) pass();
      else
        fail(
          `server: ${kind.kind} of ${release} is ${theirs === undefined ? `taken, but by us: ${issues[0].path}: ${issues[0].message}` : `refused, but not by us: ${theirs.slice(0, 200)}`}: ${JSON.stringify(object).slice(0, 400)}`,
        );
    }
  };
  await Promise.all(Array.from({ length: 6 }, next));
  return tally;
}

/** Runs all of it. `runs` is how many of each kind are drawn for each minor. */
export async function judgeResources(api, ours, { seed, runs, ...judge }) {
  for (const release of RELEASES) {
    const rules = judgeFacts(release, crdsOf(`cilium-${release}`, ours.parseYaml), ours, judge);
    judge.say(`server: the facts of Cilium ${release} are those of its CRDs, ${rules} rules in CEL among them`);
  }
  const seen = new Set();
  for (const release of [...NEWEST].reverse()) {
    const started = Date.now();
    const crds = await installCrds(api, [`cilium-${release}`], ours.parseYaml);
    const settled = Date.now() + 10_000;
    const counts = { bounds: { taken: 0, refused: 0 }, drawn: { taken: 0, refused: 0 } };
    for (const kind of authored(crds, ours)) {
      const bounds = [...sweep(kind.schema, seen)].map(({ value }) => ({ name: 'drawn', metadata: {}, fields: value }));
      const sets = { bounds: bounds.filter(({ fields }) => isMap(fields)), drawn: drawn(kind, release, runs, seed) };
      for (const [name, entries] of Object.entries(sets)) {
        const { taken, refused } = await compare(api, release, kind, entries, ours, { ...judge, settled });
        counts[name].taken += taken;
        counts[name].refused += refused;
      }
    }
    const said = Object.entries(counts).map(
      ([name, { taken, refused }]) => `${name} ${taken} taken, ${refused} refused`,
    );
    judge.say(
      `server: custom resources of Cilium ${release}: ${said.join('; ')}; seed ${seed}, ${Math.round((Date.now() - started) / 1000)} s`,
    );
  }
}

function isMap(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
