import type { Issue } from '../core/issue';
import { knownRelease } from '../model/known-release';
import { diff, type PolicyDiff } from '../policy/diff';
import { command, usageError } from './command';
import { gitTree } from './git-tree';
import { diffJson, diffMarkdown, diffText } from './policy-diff-text';
import { INPUT_OPTIONS, readPolicyInput, reportInput, type PolicyInput } from './policy-input';
import { refusedPolicies } from './policy-refused';
import { reportIssues } from './report';
import { out, widthOf } from './streams';
import { WIDTH } from './wrap';

/** `policy diff`: which connections two versions of policies decide otherwise. */
export const policyDiff = command({
  usage: 'OLD NEW [OPTIONS]',
  about: [
    'Tells which connections become allowed or denied between two versions, or pass on other terms of HTTP or DNS: over every workload of either, every port, CIDR and name that either tells apart.',
    'OLD and NEW are a folder, a file, - for standard input, an app in TypeScript, or git:REVISION:PATH. OLD alone stands for both where --cilium-new tells another release.',
    'A workload of one version only is put into the other: what is told is what policies change. Pods in (brackets) are not in the input: (app=db) is one that a policy selects, (other) one without any label that a policy names.',
    'JSON is {releases, changes: [{widens, narrows, from, to, ports, before, after, witnesses}], policyErrors}. With --fail-on the exit status is 1 where something of that kind changes; what cannot be excluded counts.',
  ],
  options: {
    'fail-on': { value: 'WHAT', choices: ['widened', 'narrowed', 'changed'], help: 'exit 1 on such a change' },
    'cilium-new': { value: 'RELEASE', help: 'judge NEW as this release does: what an upgrade changes' },
    known: { help: 'leave out pods that are not in the input' },
    format: { value: 'FORMAT', choices: ['text', 'json', 'markdown'], help: 'output format' },
    ...INPUT_OPTIONS,
  },
  examples: [
    'cdk8s-cilium policy diff git:main:kubernetes/ kubernetes/ --fail-on widened',
    'cdk8s-cilium policy diff kubernetes/ --cilium 1.19.7 --cilium-new 1.20.2',
  ],
  async run(given) {
    const [before, after = given.has('cilium-new') ? before : undefined, ...more] = given.positionals;
    if (before === undefined || after === undefined || more.length > 0) {
      usageError('policy diff compares two versions', {
        got: given.positionals.join(' ') || 'nothing',
        allowed: 'OLD NEW',
        fix: 'name the old and the new folder, or the old one as git:main:PATH',
      });
    }
    if (before === '-' && after === '-' && given.positionals.length > 1) {
      usageError('standard input can be read once', { got: '- -', fix: 'write one of them to a file' });
    }
    const old = await read(before);
    const next = given.positionals.length > 1 ? await read(after) : old;
    const upgrade = given.value('cilium-new');
    const release = upgrade === undefined ? next.release : { name: knownRelease(upgrade), from: '--cilium-new' };
    reportInput({ issues: distinct([...old.issues, ...next.issues]) });
    const found = diff(old.world, { ...next.world, cilium: release.name }, { known: given.has('known') });
    const errors = found.policyErrors;
    const refused = errors.after.map(({ policy, error }) => `${policy} ${error}`);
    reportIssues([
      ...refusedPolicies(errors.after),
      ...refusedPolicies(errors.before.filter(({ policy, error }) => !refused.includes(`${policy} ${error}`))).map(
        (issue) => ({
          ...issue,
          message: 'the agent refused this policy in the old version, so that it had no effect',
        }),
      ),
    ]);
    switch (given.value('format') ?? 'text') {
      case 'json':
        out(`${JSON.stringify({ releases: { old: old.release, new: release }, ...diffJson(found) }, null, 2)}\n`);
        break;
      case 'markdown':
        out(diffMarkdown(found));
        break;
      default: {
        const releases = old.release.name === release.name ? release.name : `${old.release.name} → ${release.name}`;
        out(`Cilium ${releases}\n\n${diffText(found, widthOf(1) ?? WIDTH)}`);
      }
    }
    return fails(found, given.value('fail-on')) ? 1 : 0;

    async function read(path: string): Promise<PolicyInput> {
      if (!path.startsWith('git:')) return readPolicyInput([path], given);
      const tree = gitTree(path);
      try {
        return await readPolicyInput([tree.path], given);
      } finally {
        tree.remove();
      }
    }
  },
});

function fails({ changes }: PolicyDiff, on: string | undefined): boolean {
  if (on === undefined) return false;
  return changes.some(({ widens, narrows }) => (on === 'widened' ? widens : on === 'narrowed' ? narrows : true));
}

/** Both versions mostly have the same to notice. */
function distinct(issues: readonly Issue[]): Issue[] {
  const key = ({ code, path, message, got }: Issue): string => [code, path, message, got].join('\n');
  return [...new Map(issues.map((issue) => [key(issue), issue])).values()];
}
