import { SECTIONS } from '../cilium-policy';
import type { Found } from '../../core/finding';
import { locationOf, objectPath } from '../origin';
import type { ObjectPath } from '../origin';
import { parsePolicies } from '../parse-policies';
import { isPlain, list, object, text } from '../plain-object';
import type { Plain } from '../plain-object';
import type { PolicyEntry } from '../policy-entry';
import type { ParseContext } from '../sanitize-context';
import type { PolicyObject } from '../scenario';

/** One policy, as it is written and as the agent reads it. */
export interface PolicyView {
  readonly object: PolicyObject;
  readonly kind: string;
  /** Empty for clusterwide kinds. */
  readonly namespace: string;
  readonly name: string;
  /** For people: `CiliumNetworkPolicy/shop/web`, `CiliumClusterwideNetworkPolicy/dns`. */
  readonly label: string;
  readonly cilium: boolean;
  /** None where the agent refuses it. */
  readonly entries: readonly PolicyEntry[];
  /** The agent's words. */
  readonly refusal?: string;
  readonly specs: readonly SpecView[];
  readonly rules: readonly RuleView[];
}

/** `spec`, or one of `specs`. */
export interface SpecView {
  readonly policy: PolicyView;
  readonly path: string;
  readonly spec: Plain;
}

/** `ingress`, `ingressDeny` and their sisters, where the field is written. */
export interface SectionView extends SpecView {
  readonly field: string;
  readonly ingress: boolean;
  readonly deny: boolean;
}

/** One rule of one section. */
export interface RuleView extends SectionView {
  readonly section: SectionView;
  readonly rule: Plain;
  /** What the agent makes of it. */
  readonly entries: readonly PolicyEntry[];
}

/** Reads a policy. */
export function policyView(context: ParseContext, policy: PolicyObject): PolicyView {
  const { entries, errors } = parsePolicies(context, [policy]);
  const kind = text(policy.kind);
  const metadata = object(policy.metadata);
  const name = text(metadata.name);
  const namespaced = kind === 'CiliumNetworkPolicy' || kind === 'NetworkPolicy';
  const namespace = namespaced ? text(metadata.namespace) || 'default' : '';
  const specs: SpecView[] = [];
  const rules: RuleView[] = [];
  const refusal = errors[0]?.error;
  const view: PolicyView = {
    object: policy,
    kind,
    namespace,
    name,
    label: [kind, namespace, name].filter(Boolean).join('/'),
    cilium: kind.startsWith('Cilium'),
    entries,
    specs,
    rules,
    ...(refusal !== undefined && { refusal }),
  };
  if (isPlain(policy.spec)) specs.push({ policy: view, path: 'spec', spec: policy.spec });
  if (view.cilium) {
    (list(policy.specs) ?? []).forEach((spec, at) => specs.push({ policy: view, path: `specs[${at}]`, spec }));
  }
  for (const section of specs.flatMap(sectionsOf)) {
    (list(section.spec[section.field]) ?? []).forEach((rule, at) => {
      const path = `${section.path}[${at}]`;
      rules.push({ ...section, section, path, rule, entries: entries.filter(({ ref }) => ref.rule === path) });
    });
  }
  return view;
}

/** The sections of a specification that are written, empty ones too. */
export function sectionsOf(spec: SpecView): SectionView[] {
  return SECTIONS.filter(([field]) => Array.isArray(spec.spec[field])).map(([field, ingress, deny]) => ({
    ...spec,
    path: `${spec.path}.${field}`,
    field,
    ingress,
    deny,
  }));
}

/** Tells something of a place in a policy. */
export function foundAt(
  policy: PolicyView,
  path: string,
  found: Omit<Found, 'path' | 'location'>,
  /** Where to point to, when that is deeper than what is spoken of. */
  place: string | ObjectPath = path,
): Found {
  const location = locationOf(policy.object, typeof place === 'string' ? objectPath(place) : place);
  return { path: path === '' ? policy.label : `${policy.label} ${path}`, ...found, ...(location && { location }) };
}
