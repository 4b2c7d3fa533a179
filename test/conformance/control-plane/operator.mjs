/** The part `operator`: the real cilium-operator under Anton's cilium-config makes CRDs, and judges what is applied. */
import { installCrds } from './crds.mjs';
import { up } from './cluster.mjs';
import { startOperator } from './controllers.mjs';
import { filesOf } from './files.mjs';
import { until } from './processes.mjs';
import { documents } from './server.mjs';

const CRD = { apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition' };

/** Runs the part. */
export async function operator({ ours, pass, fail, say }) {
  const { parseYaml } = ours;
  const started = Date.now();
  const elapsed = () => `${((Date.now() - started) / 1000).toFixed(1)} s`;
  const files = filesOf(ours.clusters.anton, ours);
  const objects = (unit) =>
    [...files].filter(([path]) => path.startsWith(`${unit}/`)).map(([, content]) => parseYaml(content));
  const waitedFor = documents(files.get('flux.yaml'), parseYaml)
    .flatMap(({ spec }) => spec.healthChecks ?? [])
    .filter(({ kind }) => kind === CRD.kind)
    .map(({ name }) => name);
  const cluster = await up();
  const { api } = cluster;
  /** One expectation: passes when it comes true in time. */
  const expect = async (words, ask, seconds = 60) => {
    try {
      await until(words, ask, { seconds });
      pass();
    } catch (error) {
      fail(`operator: ${error.message}`);
    }
  };
  const condition = async (object, type) =>
    (await api.get(object))?.status?.conditions?.find((one) => one.type === type);
  try {
    await installCrds(api, ['gateway'], parseYaml);
    await startOperator(
      cluster,
      objects('operator').find(({ kind }) => kind === 'ConfigMap'),
    );
    for (const name of waitedFor) {
      await expect(
        `CRD ${name} of the operator unit's health checks Established`,
        async () => (await condition({ ...CRD, metadata: { name } }, 'Established'))?.status === 'True',
      );
    }
    if (waitedFor.length === 0) fail('operator: the operator unit waits for no CRD');
    const made = (await api.list(CRD.apiVersion, CRD.kind)).filter(({ spec }) => spec.group === 'cilium.io');
    say(`operator: makes ${made.length} CRDs, the unit waits for ${waitedFor.length} of them: ${elapsed()}`);

    for (const object of objects('resources').filter(({ metadata }) => metadata)) await api.apply(object);
    const pools = objects('resources').filter(({ kind }) => kind === 'CiliumLoadBalancerIPPool');
    const conflict = (object) => condition(object, 'cilium.io/PoolConflict');
    for (const pool of pools)
      await expect(`pool ${pool.metadata.name} accepted`, async () => (await conflict(pool))?.status === 'False');
    const copy = { ...pools[0], metadata: { name: 'copy' } };
    await api.apply(copy);
    await expect(
      'a second pool of the same addresses in conflict',
      async () => (await conflict(copy))?.status === 'True',
    );

    const policy = (name, rule) => ({
      apiVersion: 'cilium.io/v2',
      kind: 'CiliumNetworkPolicy',
      metadata: { name, namespace: 'default' },
      spec: { endpointSelector: {}, ingress: [rule] },
    });
    const good = policy('good', { fromEntities: ['cluster'] });
    const bad = policy('bad', { fromEndpoints: [{}], fromEntities: ['cluster'] });
    await api.apply(good);
    await api.apply(bad);
    await expect('a policy Valid', async () => (await condition(good, 'Valid'))?.status === 'True');
    await expect(
      'a policy that its CRD takes not Valid',
      async () => (await condition(bad, 'Valid'))?.status === 'False',
    );
    for (const object of objects('resources').filter(({ kind }) => kind === 'GatewayClass'))
      await expect('GatewayClass Accepted', async () => (await condition(object, 'Accepted'))?.status === 'True');
  } catch (error) {
    fail(`operator: ${error.message}: ${cluster.logOf('cilium-operator', 3)}`);
  } finally {
    await cluster.down();
  }
  say(`operator: ${elapsed()}`);
}
