import type { Found } from '../../core/finding';
import { CLUSTER_LABEL, NAMESPACE_LABELS, POD_NAMESPACE, SERVICE_ACCOUNT, labelFilter } from '../labels';
import type { ObjectPath } from '../origin';
import { objectPath } from '../origin';
import { list, object } from '../plain-object';
import type { Plain } from '../plain-object';
import type { Requirement, Selector } from '../selector';
import type { Pod, PolicyFinding, PolicyLintContext } from './context';
import { labelKey } from './pod-labels';
import { foundAt } from './policy-view';
import type { PolicyView } from './policy-view';
import { listText, typoOf } from './words';

/** A selector of pods as it stands in a policy. */
interface WrittenSelector {
  readonly policy: PolicyView;
  readonly path: string;
  /** The object with matchLabels and matchExpressions, or those of a NetworkPolicy's peer. */
  readonly written: readonly { readonly path: string; readonly value: Plain }[];
  readonly selector: Selector;
  readonly role: 'subject' | 'peer';
}

/** Every selector of pods of the policies that the agent accepts. */
function writtenSelectors(context: PolicyLintContext): WrittenSelector[] {
  return context.policies.flatMap((policy) => {
    const subjects = policy.specs.flatMap(({ path, spec }): WrittenSelector[] => {
      const field = policy.cilium ? 'endpointSelector' : 'podSelector';
      const entry = policy.entries.find(({ ref }) => ref.rule.startsWith(`${path}.`));
      if (!entry || entry.node || (policy.kind !== 'NetworkPolicy' && !policy.cilium)) return [];
      const at = `${path}.${field}`;
      const written = [{ path: at, value: object(spec[field]) }];
      return [{ policy, path: at, written, selector: entry.subject, role: 'subject' }];
    });
    const peers = policy.rules.flatMap(({ path, rule, ingress, entries }): WrittenSelector[] => {
      if (policy.kind === 'NetworkPolicy') {
        const field = ingress ? 'from' : 'to';
        return (list(rule[field]) ?? []).flatMap((value, at) => {
          const selector = entries[at]?.l3?.[0];
          if (selector?.kind !== 'labels') return [];
          const own = `${path}.${field}[${at}]`;
          const written = ['podSelector', 'namespaceSelector'].map((part) => ({
            path: `${own}.${part}`,
            value: object(value[part]),
          }));
          return [{ policy, path: own, written, selector, role: 'peer' as const }];
        });
      }
      if (!policy.cilium) return [];
      const field = ingress ? 'fromEndpoints' : 'toEndpoints';
      return (list(rule[field]) ?? []).flatMap((value, at) => {
        const selector = entries[0]?.l3?.[at];
        if (!selector) return [];
        const own = `${path}.${field}[${at}]`;
        return [{ policy, path: own, written: [{ path: own, value }], selector, role: 'peer' as const }];
      });
    });
    return [...subjects, ...peers];
  });
}

/** Where a label's key is written: in matchLabels, or in an expression. */
function placeOf({ written, path }: WrittenSelector, requirement: Requirement): ObjectPath {
  for (const { path: at, value } of written) {
    for (const key of Object.keys(object(value.matchLabels))) {
      const bare = key.slice(key.indexOf(':') + 1);
      if (requirement.key === bare || requirement.key.endsWith(`.${bare}`)) {
        return [...objectPath(at), 'matchLabels', key];
      }
    }
    const expression = (list(value.matchExpressions) ?? []).findIndex(({ key }) =>
      typeof key === 'string' ? key.slice(key.indexOf(':') + 1) === requirement.key : false,
    );
    if (expression >= 0) return [...objectPath(at), 'matchExpressions', expression];
  }
  return objectPath(path);
}

const isReserved = ({ requirements }: Selector): boolean =>
  requirements.some(({ source }) => source !== 'any' && source !== 'k8s');

const isNamespace = ({ key }: Requirement): boolean => labelKey(key) === POD_NAMESPACE;

/** Namespaces that a selector names; undefined where it names none. */
function namespacesOf({ requirements }: Selector): ReadonlySet<string> | undefined {
  const named = requirements.filter((one) => isNamespace(one) && one.operator === 'In');
  if (named.length === 0) return undefined;
  return named
    .map(({ values }) => values)
    .reduce((left, right) => new Set([...left].filter((value) => right.has(value))));
}

const labelOf = ({ identity }: Pod, key: string): string | undefined =>
  identity.labels.find((label) => label.source === 'k8s' && label.key === key)?.value;

const GIVEN = [POD_NAMESPACE, SERVICE_ACCOUNT, CLUSTER_LABEL];

/** Requirements on labels that people give to pods. */
const ownRequirements = ({ requirements }: Selector): Requirement[] =>
  requirements.filter(({ key }) => !GIVEN.includes(labelKey(key)) && !key.startsWith(`${NAMESPACE_LABELS}.`));

function meets(pod: Pod, { operator, key, values }: Requirement): boolean {
  const value = labelOf(pod, key);
  if (operator === 'In') return value !== undefined && values.has(value);
  if (operator === 'NotIn') return value === undefined || !values.has(value);
  return (operator === 'Exists') === (value !== undefined);
}

/** The requirement that a typing mistake keeps from being met, and what was meant. */
function typo(selector: Selector, pods: readonly Pod[]): { requirement: Requirement; meant: string } | undefined {
  for (const requirement of ownRequirements(selector)) {
    const { operator, key, values } = requirement;
    if (operator === 'NotIn' || operator === 'DoesNotExist' || pods.some((pod) => meets(pod, requirement))) continue;
    // Whoever meets all the rest is who is meant.
    const rest = ownRequirements(selector).filter((one) => one !== requirement);
    const near = pods.filter((pod) => rest.every((one) => meets(pod, one)));
    const present = near.flatMap((pod) => labelOf(pod, key) ?? []);
    const [value = ''] = values;
    if (present.length > 0) {
      const meant = values.size === 1 ? typoOf(value, present) : undefined;
      if (meant !== undefined) return { requirement, meant: `${key}: ${meant}` };
      continue;
    }
    const keys = near.flatMap(({ identity }) => identity.labels.map((label) => label.key));
    const holders = new Set(keys.filter((one) => !one.startsWith('io.cilium.') && !GIVEN.includes(one)));
    const key_ = typoOf(key, holders);
    if (key_ !== undefined) return { requirement, meant: values.size === 1 ? `${key_}: ${value}` : key_ };
    const sameValue = near.flatMap(({ identity }) => identity.labels.filter((label) => label.value === value));
    const other = sameValue.find((label) => holders.has(label.key));
    if (values.size === 1 && other) return { requirement, meant: `${other.key}: ${value}` };
  }
  return undefined;
}

function* matchesNothing(context: PolicyLintContext): Iterable<Found> {
  for (const one of writtenSelectors(context)) {
    const { policy, path, selector, role } = one;
    if (isReserved(selector) || context.pods.length === 0 || context.selected(selector).length > 0) continue;
    if (context.universe.selectsNoPod(selector)) continue;
    const wanted = namespacesOf(selector);
    const pods = context.pods.filter(({ namespace }) => !wanted || wanted.has(namespace));
    const own = ownRequirements(selector);
    if (pods.length === 0 || own.length === 0) continue;
    const where = wanted ? `namespace ${listText([...wanted])}` : 'the input';
    const mistake = typo(selector, pods);
    if (mistake) {
      const { requirement, meant } = mistake;
      yield foundAt(
        policy,
        path,
        {
          message: `this selects no pod of ${where}: none has ${labelText(requirement)}`,
          fix: `did you mean ${meant}?`,
        },
        placeOf(one, requirement),
      );
      continue;
    }
    const elsewhere =
      role === 'peer' && policy.namespace !== '' && wanted?.has(policy.namespace) === true && wanted.size === 1
        ? context.pods.filter((pod) => own.every((requirement) => meets(pod, requirement)))
        : [];
    const positive = own.some(({ operator }) => operator === 'In' || operator === 'Exists');
    if (elsewhere.length > 0 && positive && !saysNamespace(one)) continue; // peer-in-other-namespace
    yield foundAt(policy, path, {
      severity: 'note',
      message: `this selects no pod of ${where}: none has ${listText(own.map(labelText))}`,
      fix: 'fine if these pods come from elsewhere; else mend the labels',
    });
  }
}

const OPERATORS = { In: 'of', NotIn: 'other than', Exists: '', DoesNotExist: 'missing' } as const;

function labelText({ key, operator, values }: Requirement): string {
  if (operator === 'In' && values.size === 1) return `${key}: ${[...values].join('')}`;
  return [key, OPERATORS[operator], listText([...values])].filter(Boolean).join(' ');
}

/** Whether the author wrote which namespace is meant. */
function saysNamespace({ written }: WrittenSelector): boolean {
  const keys = written.flatMap(({ value }) => [
    ...Object.keys(object(value.matchLabels)),
    ...(list(value.matchExpressions) ?? []).map(({ key }) => String(key)),
  ]);
  return (
    keys.some((key) => key.includes(POD_NAMESPACE) || key.includes(NAMESPACE_LABELS)) ||
    written.some(({ path, value }) => path.endsWith('namespaceSelector') && Object.keys(value).length > 0)
  );
}

function* otherNamespace(context: PolicyLintContext): Iterable<Found> {
  for (const one of writtenSelectors(context)) {
    const { policy, path, selector, role } = one;
    if (role !== 'peer' || policy.namespace === '' || isReserved(selector) || saysNamespace(one)) continue;
    if (!context.pods.some(({ namespace }) => namespace === policy.namespace)) continue;
    if (context.selected(selector).length > 0) continue;
    const own = ownRequirements(selector);
    if (!own.some(({ operator }) => operator === 'In' || operator === 'Exists')) continue;
    const meant = context.pods.filter((pod) => own.every((requirement) => meets(pod, requirement)));
    const [first] = meant;
    if (!first) continue;
    const namespaces = [...new Set(meant.map(({ namespace }) => namespace))];
    yield foundAt(policy, path, {
      message: `without a namespace this means pods of ${policy.namespace}, which has none of that kind; ${listText(namespaces)} has, for example ${first.end}`,
      fix: policy.cilium
        ? `add k8s:${POD_NAMESPACE}: ${first.namespace}`
        : `add namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: ${first.namespace} } }`,
    });
  }
}

function* namespaceMissing(context: PolicyLintContext): Iterable<Found> {
  const namespaces = new Set((context.world.namespaces ?? []).map(({ name }) => name));
  const live = new Set([...context.pods.map(({ namespace }) => namespace), ...namespaces]);
  if (context.pods.length === 0) return;
  for (const one of writtenSelectors(context)) {
    for (const requirement of one.selector.requirements) {
      if (!isNamespace(requirement) || requirement.operator !== 'In' || !saysNamespace(one)) continue;
      for (const name of requirement.values) {
        const meant = live.has(name) ? undefined : typoOf(name, live);
        if (meant === undefined) continue;
        const place = placeOf(one, requirement);
        const message = `there is no namespace ${name} in the input`;
        yield foundAt(one.policy, one.path, { message, fix: `did you mean ${meant}?` }, place);
      }
    }
  }
}

/** How to say what a label that no identity has was meant to say. */
function insteadOf(key: string): string {
  if (key === 'kubernetes.io/metadata.name' || key === 'name' || key === 'kubernetes.io/namespace') {
    return `to mean a namespace, write k8s:${POD_NAMESPACE}`;
  }
  if (key === 'statefulset.kubernetes.io/pod-name' || key === 'apps.kubernetes.io/pod-index') {
    return 'pods of a StatefulSet share an identity: select them all, or give one a label of its own';
  }
  return 'select by a label that makes an identity, or add it to the value labels';
}

function* outsideIdentity(context: PolicyLintContext): Iterable<Found> {
  const filter = labelFilter(context.parse.config.labels);
  for (const one of writtenSelectors(context)) {
    if (isReserved(one.selector)) continue;
    for (const requirement of one.selector.requirements) {
      const { key, operator } = requirement;
      if (filter({ source: 'k8s', key, value: '' })) continue;
      const never = operator === 'In' || operator === 'Exists';
      yield foundAt(
        one.policy,
        one.path,
        {
          message: `${key} is no part of an identity, so this ${never ? 'selects no pod at all' : 'condition always holds'}`,
          fix: insteadOf(key),
        },
        placeOf(one, requirement),
      );
    }
  }
}

function* impossible(context: PolicyLintContext): Iterable<Found> {
  const filter = labelFilter(context.parse.config.labels);
  for (const one of writtenSelectors(context)) {
    const { policy, path, selector } = one;
    if (isReserved(selector) || selector.requirements.some(({ key }) => !filter({ source: 'k8s', key, value: '' }))) {
      continue;
    }
    if (!context.universe.selectsNoPod(selector) || policy.namespace === 'default') continue;
    const wanted = namespacesOf(selector);
    const otherNamespace = one.role === 'subject' && wanted?.size === 0;
    yield foundAt(policy, path, {
      message: otherNamespace
        ? `a ${policy.kind} is about pods of its own namespace ${policy.namespace}, and this names another`
        : 'no pod can meet these conditions at once',
      fix: otherNamespace ? 'move the policy to that namespace, or write a clusterwide one' : 'drop one of them',
    });
  }
}

/** The namespace in `endpointSelector`: the agent puts its own in its place. */
function* overwritten(context: PolicyLintContext): Iterable<Found> {
  for (const { policy, path, spec } of context.policies.flatMap(({ specs }) => specs)) {
    if (policy.kind !== 'CiliumNetworkPolicy') continue;
    const labels = object(object(spec.endpointSelector).matchLabels);
    const key = `k8s:${POD_NAMESPACE}`;
    const value = labels[key];
    // `default` may stand where a kustomization puts another one.
    if (typeof value !== 'string' || value === policy.namespace || policy.namespace === 'default') continue;
    yield foundAt(
      policy,
      `${path}.endpointSelector`,
      {
        message: `the policy is about pods of its own namespace ${policy.namespace}; that this says ${value} is ignored`,
        fix: 'move the policy to that namespace, or write a clusterwide one',
      },
      [...objectPath(`${path}.endpointSelector`), 'matchLabels', key],
    );
  }
}

export const selectors: readonly PolicyFinding[] = [
  {
    code: 'selector-matches-nothing',
    severity: 'warning',
    why: 'A selector that selects no pod makes a rule without effect, or a policy that protects nobody. It is a warning where a near label makes a typing mistake likely, else a note.',
    source: 'pkg/policy/selectorcache.go',
    check: matchesNothing,
  },
  {
    code: 'peer-in-other-namespace',
    severity: 'warning',
    pitfall: 'B28',
    why: 'A peer without a namespace means the policy’s own. Pods with these labels are in another one.',
    source: 'pkg/k8s/apis/cilium.io/utils/utils.go, getEndpointSelector',
    check: otherNamespace,
  },
  {
    code: 'namespace-missing',
    severity: 'warning',
    pitfall: 'B28',
    why: 'A namespace that is not there has no pods: the rule is without effect.',
    source: 'pkg/policy/selectorcache.go',
    check: namespaceMissing,
  },
  {
    code: 'label-outside-identity',
    severity: 'warning',
    pitfall: 'B29',
    why: 'Selectors see labels of identities, and the agent keeps some labels of pods out of them.',
    source: 'pkg/labelsfilter/filter.go, defaultLabelPrefixCfg',
    check: outsideIdentity,
  },
  {
    code: 'selector-impossible',
    severity: 'warning',
    pitfall: 'B28',
    why: 'Conditions that contradict each other select nobody.',
    source: 'pkg/policy/types/requirements.go',
    check: impossible,
  },
  {
    code: 'namespace-overwritten',
    severity: 'warning',
    pitfall: 'B28',
    why: 'A CiliumNetworkPolicy is about pods of its own namespace, whatever its endpointSelector says.',
    source: 'pkg/k8s/apis/cilium.io/utils/utils.go, ParseToCiliumRule',
    check: overwritten,
  },
];
