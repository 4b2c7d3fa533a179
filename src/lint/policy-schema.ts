import { isRelease } from '../catalogue/catalogue';
import type { Finding, Found } from '../core/finding';
import { checkFields } from '../model/check-resource';
import { isPolicyKind } from '../model/resources';
import type { PolicyLintContext } from '../policy/lint/context';
import { POLICY_FINDINGS } from '../policy/lint/findings';
import { foundAt } from '../policy/lint/policy-view';

function* check({ policies, world, upgradeTo }: PolicyLintContext): Iterable<Found> {
  const releases = [world.cilium, ...(upgradeTo === undefined ? [] : [upgradeTo])];
  for (const { policy, fields } of policies.map((one) => ({ policy: one, fields: written(one.object) }))) {
    const told = new Set<string>();
    for (const release of releases) {
      if (!isPolicyKind(policy.kind) || !isRelease(release)) continue;
      for (const { path, message, got, allowed, fix } of checkFields(release, policy.kind, fields, '')) {
        const at = path.replace(/^\./, '');
        if (told.has(`${at} ${message}`)) continue;
        told.add(`${at} ${message}`);
        yield foundAt(policy, at, {
          message: release === world.cilium ? message : `with Cilium ${release}: ${message}`,
          ...(got !== undefined && { got }),
          ...(allowed !== undefined && { allowed }),
          ...(fix !== undefined && { fix }),
        });
      }
    }
  }
}

/** What the schema judges; `status` is the agent's. */
function written({ spec, specs }: Readonly<Record<string, unknown>>): object {
  return { ...(spec !== undefined && { spec }), ...(specs !== undefined && { specs }) };
}

/** What the API server would refuse or drop of a policy: it knows the schema of the release, not the agent's rules. */
const policySchema: Finding<PolicyLintContext> = {
  code: 'policy-schema',
  severity: 'error',
  why: 'The API server refuses a policy that breaks its schema, and kubectl without validation drops fields that it does not know.',
  source: 'pkg/k8s/apis/cilium.io/client/crds/v2',
  check,
};

/** Every finding about policies. */
export const ALL_POLICY_FINDINGS: readonly Finding<PolicyLintContext>[] = [policySchema, ...POLICY_FINDINGS];
