import { closest } from '../../core/closest';
import type { Issue } from '../../core/issue';
import { object, text } from '../plain-object';
import type { PolicyLintContext } from './context';
import { foundAt } from './policy-view';

/** On a policy: codes of findings to leave out, parted by commas; what follows the first colon is the reason. */
export const IGNORE_ANNOTATION = 'cdk8s-cilium.io/lint-ignore';

/** A finding that its policy asks to leave out. */
export interface Suppressed {
  readonly issue: Issue;
  /** @default - none was written */
  readonly reason?: string;
}

export interface Sifted {
  readonly kept: readonly Issue[];
  readonly suppressed: readonly Suppressed[];
}

/**
 * Parts issues into those that count and those that the annotation of their policy leaves out, and adds a note for each
 * code there that is none, or that nothing was found of.
 */
export function siftIssues(context: PolicyLintContext, issues: readonly Issue[], codes: readonly string[]): Sifted {
  const kept: Issue[] = [];
  const suppressed: Suppressed[] = [];
  const asked = new Map(
    context.policies.flatMap((policy) => {
      const written = object(object(policy.object.metadata).annotations)[IGNORE_ANNOTATION];
      if (written === undefined) return [];
      const match = /^([^:]*?)\s*(?::\s*(.*))?$/s.exec(text(written).trim());
      const wanted = (match?.[1] ?? '').split(/[\s,]+/).filter((code) => code !== '');
      return [[policy.label, { policy, wanted, reason: match?.[2], used: new Set<string>() }] as const];
    }),
  );
  for (const issue of issues) {
    const own = asked.get(issue.path.split(' ')[0] as string);
    if (!own?.wanted.includes(issue.code)) {
      kept.push(issue);
      continue;
    }
    own.used.add(issue.code);
    suppressed.push({ issue, ...(own.reason !== undefined && { reason: own.reason }) });
  }
  for (const { policy, wanted, used } of asked.values()) {
    for (const code of wanted) {
      if (used.has(code)) continue;
      const known = codes.includes(code);
      const near = known ? undefined : closest(code, codes);
      const fix = known
        ? `remove ${code} from the annotation`
        : near === undefined
          ? 'see --list'
          : `did you mean ${near}?`;
      kept.push({
        code: 'suppression-unused',
        severity: 'note',
        ...foundAt(
          policy,
          '',
          { message: known ? `nothing of ${code} was found here` : `there is no finding ${code}`, fix },
          ['metadata', 'annotations', IGNORE_ANNOTATION],
        ),
      });
    }
  }
  return { kept, suppressed };
}
