/** The files of a cluster as synth writes them, and the objects in them. */
import { documents } from './server.mjs';

/** The files of a cluster: paths below its folder, with their content. */
export function filesOf(cluster, { renderCluster, outputFiles, userValues }) {
  const { cilium: release, kubernetes, delivery, namespace } = cluster.spec;
  const rendered = renderCluster(cluster);
  const about = { cluster: cluster.name, release, kubernetes, delivery, values: userValues(cluster) };
  return new Map(
    outputFiles({ ...about, ...rendered, ...(namespace && { namespace }) }).map(({ path, content }) => [path, content]),
  );
}

/** The objects that such files hold in the folders of units, or in one (`operator/`). */
export const objectsOf = (files, parseYaml, unit = '') =>
  [...files]
    .filter(([path]) => path.startsWith(unit) && /\/(?!kustomization\.yaml)[^/]+\.yaml$/.test(path))
    .flatMap(([, content]) => documents(content, parseYaml));

/** Files without some of those of the units, as a commit that takes objects away leaves them. */
export function without(files, paths) {
  const fewer = new Map(files);
  for (const path of paths) {
    const [unit, file] = path.split('/');
    const list = `${unit}/kustomization.yaml`;
    fewer.delete(path);
    fewer.set(list, fewer.get(list).replace(`- ${file}\n`, ''));
  }
  return fewer;
}

/** Files with one more object in a unit. */
export function withObject(files, unit, file, content) {
  const list = `${unit}/kustomization.yaml`;
  return new Map(files)
    .set(list, `${files.get(list).trimEnd()}\n- ${file}\n`)
    .set(`${unit}/${file}`, typeof content === 'string' ? content : JSON.stringify(content));
}
