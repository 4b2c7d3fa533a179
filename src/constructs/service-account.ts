import type { Subject } from 'kubernetes-types/rbac/v1';
import { quote, withBlock } from '../core/helm';
import type { Json, JsonObject, Value } from '../core/json';
import { mergedMaps, namespaceOf } from './common';
import type { KubeObject, RenderContext } from './context';
import { accountSubject } from './rbac';

interface AccountValues {
  readonly name: Json;
}

/** A component's ServiceAccount, in the install's namespace. A null for a name leaves it out, as in the chart. */
export function serviceAccount(
  ctx: RenderContext,
  account: AccountValues,
  ...annotations: readonly Value[]
): KubeObject & { automountServiceAccountToken?: boolean } {
  return {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: {
      name: quote(account.name) as string,
      namespace: namespaceOf(ctx),
      labels: withBlock<JsonObject>(ctx.values.commonLabels),
      annotations: mergedMaps(...annotations),
    },
  };
}

/** Such a ServiceAccount as the subject of a binding. */
export function subjectOf(ctx: RenderContext, account: AccountValues): Subject {
  return accountSubject(quote(account.name) as string, namespaceOf(ctx));
}
