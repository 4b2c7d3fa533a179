/** What a scenario delivers: a cluster with other values, of another release, from a registry of its own in helm mode. */
import { chart } from '../charts.mjs';
import { RELEASES } from '../pins.mjs';
import { chartArchive } from './chart-archive.mjs';
import { servedRelease } from './crds.mjs';
import { filesOf } from './files.mjs';
import { registry } from './registry.mjs';

/** The newest patch that can be had of the minor after a release's. */
function nextMinor(release) {
  const [major, minor] = release.split('.').map(Number);
  return servedRelease(RELEASES.findLast((one) => one.startsWith(`${major}.${minor + 1}.`)));
}

/**
 * `variant({ values, cilium, digest })` is the cluster so changed: its `files`, the objects that its install holds when Helm
 * installs it (`install`, none in manifests mode). In helm mode the registry has the chart of `release`, and gets others by
 * `publish(release)`.
 */
export async function variantsOf({ name, spec }, mode, ours) {
  const helm = mode === 'helm';
  const release = helm ? servedRelease(spec.cilium) : spec.cilium;
  const next = helm ? nextMinor(release) : undefined;
  const charts = helm ? await registry() : undefined;
  const digests = new Map();
  const publish = (one) => digests.set(one, charts.push(one, chartArchive(chart(one, ours), ours)));
  if (helm) publish(release);
  const variant = ({ values = spec.values, cilium = release, digest } = {}) => {
    const source = { url: charts?.url, insecure: true, ...(digest && { digest }) };
    const delivery = ours.flux({ ...spec.delivery, mode, ...(helm && { chart: source }) });
    const cluster = ours.defineCluster(name, { ...spec, cilium, values, delivery });
    const { objects, own } = ours.renderCluster(cluster);
    const install = helm ? objects.filter((object) => !own.includes(object)) : [];
    return { files: filesOf(cluster, ours), install, values: ours.userValues(cluster) };
  };
  return { variant, release, next, digests, publish, close: async () => charts?.close() };
}
