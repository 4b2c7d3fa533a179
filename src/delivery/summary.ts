import { isMap } from '../core/json';
import type { Issue } from '../core/issue';
import type { KubeObject } from '../model/render-context';
import { UNIT_PURPOSE, type DeliveryUnit } from './unit';

/** What a reviewer needs to know of one cluster's output. */
export interface SummaryInput {
  readonly cluster: string;
  /** Release of Cilium. */
  readonly release: string;
  /** Version of Kubernetes that it was rendered for. */
  readonly kubernetes: string;
  readonly issues: readonly Issue[];
  /** What the user is to do, a sentence each. @default - nothing */
  readonly byHand?: readonly string[];
  /** File name of each object in its unit's folder. */
  readonly units: ReadonlyMap<DeliveryUnit, readonly { readonly object: KubeObject; readonly file: string }[]>;
}

/** The text of SUMMARY.md: the same input gives the same bytes. */
export function summary({ cluster, release, kubernetes, issues, units, byHand = [] }: SummaryInput): string {
  const objects = [...units.values()].flat().map(({ object }) => object);
  const images = imagesOf(objects);
  const pinned = images.filter((image) => image.includes('@sha256:')).length;
  return [
    `# ${cluster}`,
    '',
    `Cilium ${release} for Kubernetes ${kubernetes}: ${count(objects.length, 'object')} in ${count(units.size, 'unit')}, ` +
      `${count(images.length, 'image')} (${digests(pinned, images.length)}), ${count(issues.length, 'finding')}.`,
    '',
    'Written by `cdk8s-cilium synth`; edit the cluster, not these files.',
    '',
    ...(byHand.length > 0 ? ['## To do by hand', '', ...byHand.map((each) => `- ${each}`), ''] : []),
    ...section(
      'Findings',
      ['Severity', 'Code', 'Where', 'What'],
      issues.map((issue) => [issue.severity, code(issue.code), code(issue.path), issue.message]),
    ),
    ...section('Kinds', ['Kind', 'Objects'], kindCounts(objects)),
    ...section(
      'Images',
      ['Image', 'Digest'],
      images.map((image) => [
        code(image.replace(/@sha256:.*/, '')),
        image.includes('@') ? code(image.replace(/^.*@/, '')) : '**not pinned**',
      ]),
    ),
    ...[...units].flatMap(([unit, members]) => [
      ...section(
        unit,
        ['Kind', 'Namespace', 'Name', 'File'],
        members.map(({ object: { kind, metadata }, file }) => [
          kind,
          metadata.namespace ?? '',
          metadata.name,
          `[${file}](${unit}/${file})`,
        ]),
        `${capital(UNIT_PURPOSE[unit])}.`,
      ),
    ]),
  ].join('\n');
}

function section(
  title: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
  lead?: string,
): string[] {
  if (rows.length === 0) return [];
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  return [
    `## ${title}`,
    '',
    ...(lead ? [lead, ''] : []),
    line(head),
    line(head.map(() => '---')),
    ...rows.map(line),
    '',
  ];
}

function cell(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/\|/g, '\\|');
}

function code(text: string): string {
  return `\`${text.replace(/`/g, "'")}\``;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function digests(pinned: number, all: number): string {
  return pinned === all
    ? 'all pinned by digest'
    : pinned === 0
      ? 'none pinned by digest'
      : `${pinned} pinned by digest`;
}

function kindCounts(objects: readonly KubeObject[]): string[][] {
  const counts = new Map<string, number>();
  for (const { kind } of objects) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([kind, number]) => [kind, String(number)]);
}

/** Every image that a container of the objects runs, sorted. */
function imagesOf(objects: readonly KubeObject[]): string[] {
  const images = new Set<string>();
  const visit = (value: unknown, key: string): void => {
    if (Array.isArray(value)) {
      for (const item of value as unknown[]) {
        if (/^(?:initC|ephemeralC|c)ontainers$/.test(key) && isMap(item) && typeof item.image === 'string')
          images.add(item.image);
        visit(item, '');
      }
    } else if (isMap(value)) {
      for (const name of Object.keys(value)) visit(value[name], name);
    }
  };
  for (const object of objects) if ('spec' in object) visit(object, '');
  return [...images].sort();
}
