import { CLUSTER_LABEL, NAMESPACE_LABELS, POD_NAMESPACE, SERVICE_ACCOUNT } from '../labels';
import type { Requirement } from '../selector';

/** Labels of a pod that there may be; a key that is not there may be absent. */
export type PodLabels = ReadonlyMap<string, string>;

/** What is known of one label. */
interface Bounds {
  readonly mayLack: boolean;
  readonly mayHave: boolean;
  /** @default - any value */
  readonly values?: ReadonlySet<string>;
  readonly except: ReadonlySet<string>;
}

const ALWAYS = new Set([POD_NAMESPACE, SERVICE_ACCOUNT, CLUSTER_LABEL]);
const NAMESPACE_NAME = `${NAMESPACE_LABELS}.kubernetes.io/metadata.name`;

/** Every pod has a namespace, and the label of its namespace that repeats the name. */
export const labelKey = (key: string): string => (key === NAMESPACE_NAME ? POD_NAMESPACE : key);

const isPodLabel = ({ source }: Requirement): boolean => source === 'any' || source === 'k8s';

const OPPOSITE = { In: 'NotIn', NotIn: 'In', Exists: 'DoesNotExist', DoesNotExist: 'Exists' } as const;

/** More steps than any policy that people write needs. */
const MOST_STEPS = 20_000;

/** A set of pods: what their labels may be. */
class PodSpace {
  constructor(
    private readonly kept: (key: string) => boolean,
    private readonly bounds: ReadonlyMap<string, Bounds> = new Map(),
  ) {}

  /** Those that meet a requirement; undefined where there are none. */
  with(requirement: Requirement): PodSpace | undefined {
    const { operator, values } = requirement;
    if (!isPodLabel(requirement)) return operator === 'In' || operator === 'Exists' ? undefined : this;
    const key = labelKey(requirement.key);
    const known = this.bounds.get(key) ?? {
      mayLack: !ALWAYS.has(key),
      mayHave: ALWAYS.has(key) || this.kept(key),
      except: new Set<string>(),
    };
    const next = narrowed(known, operator, values);
    const possible =
      next.mayLack || (next.mayHave && (!next.values || [...next.values].some((one) => !next.except.has(one))));
    return possible ? new PodSpace(this.kept, new Map(this.bounds).set(key, next)) : undefined;
  }

  /** One of them. */
  sample(): PodLabels {
    const labels = new Map<string, string>();
    for (const [key, { mayLack, mayHave, values, except }] of this.bounds) {
      if (mayLack || !mayHave) continue;
      let fresh = 'any';
      for (let number = 0; except.has(fresh); number++) fresh = `any${number}`;
      labels.set(key, values ? ([...values].find((value) => !except.has(value)) as string) : fresh);
    }
    return labels;
  }
}

function narrowed(bounds: Bounds, operator: Requirement['operator'], values: ReadonlySet<string>): Bounds {
  switch (operator) {
    case 'In': {
      const { values: before } = bounds;
      return { ...bounds, mayLack: false, values: before ? new Set([...before].filter((v) => values.has(v))) : values };
    }
    case 'NotIn':
      return { ...bounds, except: new Set([...bounds.except, ...values]) };
    case 'Exists':
      return { ...bounds, mayLack: false };
    case 'DoesNotExist':
      return { ...bounds, mayHave: false };
  }
}

/**
 * A pod that meets all requirements, and that none of `others` selects; undefined where there is none. `kept` tells which
 * labels make an identity. `unknown` where the search is too long to be worth it.
 */
export function podThatMeets(
  requirements: readonly Requirement[],
  others: readonly (readonly Requirement[])[] = [],
  kept: (key: string) => boolean = () => true,
): PodLabels | undefined | 'unknown' {
  let steps = 0;
  let space: PodSpace | undefined = new PodSpace(kept);
  for (const requirement of requirements) space = space?.with(requirement);
  const search = (at: PodSpace, index: number): PodLabels | undefined => {
    if (++steps > MOST_STEPS) return undefined;
    const other = others[index];
    if (!other) return at.sample();
    for (const requirement of other) {
      const next = at.with({ ...requirement, operator: OPPOSITE[requirement.operator] });
      const found = next && search(next, index + 1);
      if (found) return found;
    }
    return undefined;
  };
  const found = space && search(space, 0);
  return steps > MOST_STEPS ? 'unknown' : found;
}
