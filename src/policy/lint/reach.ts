import { matrix } from '../matrix';
import type { Matrix } from '../matrix';
import type { Span } from '../reach';
import type { RuleRef } from '../result';
import type { World } from '../scenario';

/** Somebody who reaches an end, and on what. */
export interface Reach {
  readonly from: string;
  /** `any` stands for every protocol. */
  readonly proto: string;
  /** The first and last port, or type of an ICMP message; 0 and 65535 for every port. */
  readonly ports: readonly [number, number];
  /** What a proxy further restricts. */
  readonly l7?: string;
  /** Input is missing, so that this may be denied as well. */
  readonly undecided?: true;
  /** The rules that let it in. */
  readonly by: readonly RuleRef[];
  /** Whether ingress of the end is under policy at all. */
  readonly enforced: boolean;
}

const TRANSPORT = ['TCP', 'UDP', 'SCTP'];

/** What lets packets pass, or may do so. */
const OPEN: readonly Span['verdict'][] = ['allowed', 'redirect', 'audit', 'undecided'];

/**
 * Who reaches an end, on every port: what the matrix says of it, in lines. Pods that are not in the input are left out.
 * Throws an IssueError for an end that is not there, with the nearest.
 */
export function whoReaches(world: World, end: string): Reach[] {
  const all = matrix(world, { to: [end], known: true });
  return all.from.flatMap((group, row) =>
    all.to.flatMap((targets, column) =>
      group.flatMap((source) =>
        targets.flatMap((target) =>
          source.end === target.end ? [] : reaches(all, source, target, all.cells[row]?.[column]?.spans),
        ),
      ),
    ),
  );
}

interface Named {
  readonly name: string;
  readonly end: string;
}

function reaches(all: Matrix, source: Named, target: Named, spans: readonly Span[] | undefined): Reach[] {
  // Without a cell, neither end is under policy.
  if (!spans) return [{ from: source.name, proto: 'any', ports: [0, 65535], by: [], enforced: false }];
  const found = spans
    .filter(({ protocol, verdict }) => OPEN.includes(verdict) && protocol !== 'other')
    .map((span): Reach => {
      const { protocol: proto, first, last, verdict, egress, ingress } = span;
      const flow = { from: source.end, to: target.end, proto, port: Math.max(first, 1), icmp: first };
      const { allowedBy: by, enforced } = all.flow(flow).ingress;
      const l7 = ingress?.type ?? egress?.type;
      return {
        ...{ from: source.name, proto, by, enforced },
        ports: TRANSPORT.includes(proto) && first <= 1 && last === 65535 ? [0, 65535] : [first, last],
        ...(verdict === 'redirect' && l7 && { l7 }),
        ...(verdict === 'undecided' && { undecided: true }),
      };
    });
  const text = ({ ports, l7, undecided, by }: Reach): string => JSON.stringify([ports, l7, undecided, by]);
  const [first] = found;
  const open = spans.every(({ verdict }) => OPEN.includes(verdict));
  // Types of ICMP end at 255, so that only what ports have is compared.
  const alike = found.every((one) => text({ ...one, ports: [0, 0] }) === text({ ...(first as Reach), ports: [0, 0] }));
  return first && open && alike ? [{ ...first, proto: 'any', ports: [0, 65535] }] : found;
}
