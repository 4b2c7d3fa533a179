/** The charts to compare with, out of Cilium's Go module. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { join } from 'node:path';
import { judgeFolder } from './judges.mjs';

/** Downloads a module, checked against Go's checksum database; `{ folder }` or `{ reason }` why not. */
export function module(pin) {
  try {
    const out = execFileSync('go', ['mod', 'download', '-json', pin], {
      cwd: judgeFolder(),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, GOFLAGS: '-mod=mod', GO111MODULE: 'on' },
    });
    return { folder: JSON.parse(out).Dir };
  } catch (error) {
    let reason = String(error.stderr || error.message);
    try {
      reason = JSON.parse(error.stdout).Error;
    } catch {
      /* not a module's answer */
    }
    return { reason: reason.replace(/\s+/g, ' ').slice(0, 200) };
  }
}

const isMap = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * What the module's defaults lack to be those of the release: the chart is stamped with digests when it is published.
 * `wrong` are the paths where they differ in anything else.
 */
function stamp(chart, ours, path = '') {
  const layer = {};
  const wrong = [];
  for (const key of new Set([...Object.keys(chart), ...Object.keys(ours)])) {
    const at = path === '' ? key : `${path}.${key}`;
    if (isMap(chart[key]) && isMap(ours[key])) {
      const inner = stamp(chart[key], ours[key], at);
      if (Object.keys(inner.layer).length > 0) layer[key] = inner.layer;
      wrong.push(...inner.wrong);
    } else if (!isDeepStrictEqual(chart[key], ours[key])) {
      if (/(?:^|\.)[a-zA-Z]*[iI]mage\.[a-zA-Z]+$/.test(at) && key in ours) layer[key] = ours[key];
      else wrong.push(at);
    }
  }
  return { layer, wrong };
}

function chartFolder(release, unpacked) {
  const path = unpacked && join(unpacked, `cilium-${release}`);
  if (path && existsSync(join(path, 'Chart.yaml'))) return { path };
  const { folder, reason } = module(`github.com/cilium/cilium@v${release}`);
  return folder ? { path: join(folder, 'install', 'kubernetes', 'cilium') } : { reason };
}

/**
 * The chart of a release: its folder, and the layer that makes its defaults those of the release. Charts that stand
 * unpacked in a folder (`cilium-1.20.2/Chart.yaml`) go before the module, which not every release has.
 */
export function chart(release, { defaultsOf, parseYaml }, unpacked) {
  const { path, reason } = chartFolder(release, unpacked);
  if (!path) return { reason };
  return { folder: path, ...stamp(parseYaml(readFileSync(join(path, 'values.yaml'), 'utf8')), defaultsOf(release)) };
}
