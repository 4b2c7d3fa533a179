import type { JsonObject } from '../core/json';
import { isMap } from '../core/json';
import { defaultsOf } from './catalogue';
import type { Release } from './catalogue';
import { joinPath } from './patched';

/** A container image that a release's defaults name. */
export interface Image {
  /** Path of the value, for example `hubble.relay.image`; the operator has one image for each cloud at `operator.image`. */
  readonly path: string;
  /** Registry and repository, with the operator's suffix for its cloud. */
  readonly repository: string;
  readonly tag: string;
  /** `sha256:…`; null where the release's source names none (see `ReleaseInfo.digests`). */
  readonly digest: string | null;
}

/** Every image of a release. They are read from its defaults: a table of its own would say the same twice. */
export function imagesOf(release: Release): readonly Image[] {
  const images: Image[] = [];
  const walk = (map: JsonObject, at: readonly string[]) => {
    // Without a repository it is for the user to name one (standaloneDnsProxy).
    if (typeof map.repository === 'string' && map.repository !== '' && 'tag' in map)
      images.push(...imagesAt(map, joinPath(at)));
    for (const key of Object.keys(map)) {
      const value = map[key];
      if (isMap(value)) walk(value, [...at, key]);
    }
  };
  walk(defaultsOf(release), []);
  return images.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.repository < b.repository ? -1 : 1));
}

function imagesAt(map: JsonObject, path: string): Image[] {
  const repository = map.repository as string;
  const tag = typeof map.tag === 'string' ? map.tag : '';
  const digest = (key: string) => (typeof map[key] === 'string' && map[key] !== '' ? (map[key] as string) : null);
  const clouds = Object.keys(map).filter((key) => key.endsWith('Digest') && key !== 'useDigest');
  if (clouds.length === 0) return [{ path, repository, tag, digest: digest('digest') }];
  return clouds.map((key) => ({
    path,
    repository: `${repository}-${key.slice(0, -'Digest'.length)}`,
    tag,
    digest: digest(key),
  }));
}
