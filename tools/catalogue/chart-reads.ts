import type { Files } from './archive';
import { parseTemplate } from './go-template';
import type { Template, TemplateNode } from './go-template';
import { walkTemplate } from './template-reads';
import type { Use } from './template-reads';

/** A path of values that the chart's templates use. */
export interface Read {
  readonly uses: ReadonlySet<Use>;
  /** Templates that read it, other than those that only validate or print notes. */
  readonly files: ReadonlySet<string>;
}

/** The templates of a chart, parsed, with the named templates of all of them. */
export interface Templates {
  readonly files: ReadonlyMap<string, Template>;
  readonly defines: ReadonlyMap<string, readonly TemplateNode[]>;
}

/** Templates that render nothing: what only they read is refused or remarked on, not used. */
const NOT_RENDERED = ['templates/validate.yaml', 'templates/warnings.txt', 'templates/NOTES.txt'];

/** Parses every template of a chart. `files/` holds text that templates expand with `tpl`, too. */
export function parseTemplates(chart: Files): Templates {
  const files = new Map<string, Template>();
  const defines = new Map<string, readonly TemplateNode[]>();
  for (const [path, text] of chart) {
    if (!/^(templates|files)\//.test(path) || path.endsWith('.json')) continue;
    const template = parseTemplate(text);
    files.set(path, template);
    for (const [name, body] of template.defines) defines.set(name, body);
  }
  return { files, defines };
}

/** Everything that the templates read, by dotted path; reading elements of a list or map counts for the list or map. */
export function readsOf({ files, defines }: Templates): ReadonlyMap<string, Read> {
  const reads = new Map<string, { uses: Set<Use>; files: Set<string> }>();
  for (const [file, template] of files) {
    walkTemplate(template, defines, {
      read(path, use) {
        const element = path.indexOf('[]');
        const key = (element < 0 ? path : path.slice(0, element)).join('.');
        let read = reads.get(key);
        if (!read) reads.set(key, (read = { uses: new Set(), files: new Set() }));
        read.uses.add(element < 0 ? use : 'range');
        if (!NOT_RENDERED.includes(file)) read.files.add(file);
      },
    });
  }
  return reads;
}
