import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const SRC = resolve(__dirname, '../src');

/** The layer table of ARCHITECTURE.md: layer to the layers that it may import. */
function layerTable(): Map<string, ReadonlySet<string>> {
  const rows = readFileSync(resolve(__dirname, '../ARCHITECTURE.md'), 'utf8')
    .split('\n')
    .filter((line) => /^\| [a-z]+ \|/.test(line) && !line.startsWith('| layer'))
    .map((line) => line.split('|').map((cell) => cell.trim()));
  return new Map(
    rows.map(([, layer, , imports]) => [layer as string, new Set((imports as string).split(', ').filter(Boolean))]),
  );
}

function files(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? files(path) : path.endsWith('.ts') ? [path] : [];
  });
}

const layerOf = (path: string): string => {
  const first = relative(SRC, path).split('/')[0] as string;
  return first === 'index.ts' ? 'index' : first;
};

/** Relative imports of a file, resolved; `typeOnly` ones count for layers but not for circles. */
function imports(path: string): { target: string; typeOnly: boolean }[] {
  const source = readFileSync(path, 'utf8');
  const found = source.matchAll(
    /(?:^|\n)\s*(?:import|export)\s+(type\s+)?(?:[^'";]*?\s+from\s+)?'(\.[^']*)'|require\('(\.[^']*)'\)/g,
  );
  return [...found].map(([, type, from, required]) => {
    const base = resolve(dirname(path), (from ?? required) as string);
    const target = [`${base}.ts`, join(base, 'index.ts'), base].find((candidate) => {
      try {
        return statSync(candidate).isFile();
      } catch {
        return false;
      }
    });
    if (!target) throw new Error(`${relative(SRC, path)} imports ${from ?? required}, which is not there`);
    return { target, typeOnly: type !== undefined };
  });
}

describe('the architecture', () => {
  const table = layerTable();
  const all = files(SRC);

  test('names every folder of src in its table', () => {
    expect([...new Set(all.map(layerOf))].filter((layer) => !table.has(layer))).toEqual([]);
  });

  test('lets imports point down only', () => {
    const breaches = all.flatMap((path) => {
      const layer = layerOf(path);
      return imports(path)
        .map(({ target }) => target)
        .filter((target) => layerOf(target) !== layer && !table.get(layer)?.has(layerOf(target)))
        .map(
          (target) =>
            `src/${relative(SRC, path)} imports src/${relative(SRC, target)}: ${layer} may import ${[...(table.get(layer) ?? [])].join(', ')}`,
        );
    });
    expect(breaches).toEqual([]);
  });

  test('has no circle of imports', () => {
    const done = new Set<string>();
    const circles: string[] = [];
    const visit = (path: string, trail: readonly string[]): void => {
      if (trail.includes(path)) {
        circles.push([...trail.slice(trail.indexOf(path)), path].map((step) => relative(SRC, step)).join(' → '));
        return;
      }
      if (done.has(path)) return;
      for (const { target, typeOnly } of imports(path)) if (!typeOnly) visit(target, [...trail, path]);
      done.add(path);
    };
    for (const path of all) visit(path, []);
    expect(circles).toEqual([]);
  });

  test('keeps version numbers of Cilium out of the logic', () => {
    const LOGIC = new Set(['constructs', 'model', 'lint', 'delivery', 'policy', 'cli']);
    const found = all
      .filter((path) => LOGIC.has(layerOf(path)))
      .flatMap((path) =>
        readFileSync(path, 'utf8')
          .split('\n')
          .map((line, index) => ({ line, at: `src/${relative(SRC, path)}:${index + 1}` }))
          .filter(({ line }) =>
            /['"`](?:[<>]=?|=)\s*1\.(?:18|19|20)(?:\.\d+)?/.test(line.replace(/^\s*(?:\*|\/\/).*/, '')),
          ),
      )
      .map(({ at, line }) => `${at}: ${line.trim()}`);
    // What upgradeCompatibility compares is a value of the user's, not the release that is rendered.
    expect(found.filter((line) => !/upgradeCompatibility|installedSince|semverCompare/.test(line))).toEqual([]);
  });
});
