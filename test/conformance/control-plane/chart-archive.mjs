/** A chart as `helm package` writes it: the archive, and the metadata that stand beside it in a registry. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** What the chart's .helmignore leaves out, of what the folder has. */
const IGNORED = /\.(?:tmpl|gotmpl)$/;

/** One file of a tar archive, as POSIX ustar has it: a block about it, then its content in whole blocks. */
function entry(path, content) {
  if (Buffer.byteLength(path) > 100) throw new Error(`${path}: too long for one field of ustar`);
  const block = Buffer.alloc(512);
  const field = (offset, text) => block.write(text, offset, 'latin1');
  const octal = (offset, length, number) => field(offset, `${number.toString(8).padStart(length - 1, '0')}\0`);
  block.write(path, 0);
  for (const [offset, length, number] of [
    [100, 8, 0o644],
    [108, 8, 0],
    [116, 8, 0],
    [124, 12, content.length],
    [136, 12, 0],
  ])
    octal(offset, length, number);
  field(148, ' '.repeat(8));
  field(156, '0');
  field(257, 'ustar\x0000');
  octal(
    148,
    7,
    block.reduce((sum, byte) => sum + byte, 0),
  );
  return [block, content, Buffer.alloc((512 - (content.length % 512)) % 512)];
}

/**
 * The archive of a chart of ../charts.mjs, with the digests that the release's defaults have and those of the module
 * lack. `config` is what Helm's own push puts into the artifact's configuration.
 */
export function chartArchive({ folder, layer }, { parseYaml, mergeLayers }) {
  const read = (file) => readFileSync(join(folder, file));
  const yaml = (file) => parseYaml(read(file).toString());
  const files = readdirSync(folder, { recursive: true })
    .map(String)
    .filter((file) => !IGNORED.test(file) && statSync(join(folder, file)).isFile())
    .sort();
  const config = yaml('Chart.yaml');
  const values = JSON.stringify(mergeLayers([yaml('values.yaml'), layer]), null, 2); // which is YAML
  const entries = files.flatMap((file) =>
    entry(`${config.name}/${file}`, file === 'values.yaml' ? Buffer.from(values) : read(file)),
  );
  return { config, content: gzipSync(Buffer.concat([...entries, Buffer.alloc(1024)])) };
}
