import { Construct } from 'constructs';
import type { Release } from '../catalogue/catalogue';
import { IssueError, type Issue } from '../core/issue';
import { checkPolicy } from '../model/check-policies';
import { checkFields } from '../model/check-resource';
import { knownRelease } from '../model/known-release';
import type { KubeObject } from '../model/render-context';
import { checkMetadata, checkName } from '../model/resource-metadata';
import type { PolicyKind, ResourceMetadata } from '../model/resources';
import type { CiliumPolicy, PolicyRuleOf } from '../policy/rule';
import { apiObject, chartScope } from './api-object';

/** What a policy is made of: one rule, or several. */
export interface PolicyProps<R extends Release> {
  /** Release of Cilium: it decides the fields of a rule. */
  readonly cilium: R;
  readonly metadata?: ResourceMetadata & {
    /** @default - the construct's id */
    readonly name?: string;
    /** Of a CiliumNetworkPolicy. @default - none: that of the chart, else of whoever applies it */
    readonly namespace?: string;
  };
  /** @default - `specs` */
  readonly spec?: PolicyRuleOf<R>;
  /** @default - `spec` */
  readonly specs?: readonly PolicyRuleOf<R>[];
}

/** Fields of metadata that cdk8s has beside ours. */
const METADATA = ['name', 'namespace', 'finalizers', 'ownerReferences'];

/**
 * One policy; the two kinds below only name it. Throws an `IssueError` with everything that the API server would refuse.
 * Empty lists and maps arrive as they stand: they decide what the policy says.
 */
class Policy<R extends Release> extends Construct {
  constructor(scope: Construct, id: string, kind: PolicyKind, props: PolicyProps<R>) {
    super(scope, id);
    const release = knownRelease(props.cilium);
    const { name = id, namespace, ...metadata } = props.metadata ?? {};
    const rules = {
      ...(props.spec === undefined ? {} : { spec: props.spec }),
      ...(props.specs === undefined ? {} : { specs: props.specs }),
    };
    const at = `${this.node.path}: `;
    const issues: Issue[] = [
      ...checkName(`${at}metadata.name`, name, kind === 'CiliumNetworkPolicy' ? namespace : undefined),
      ...checkMetadata(
        `${at}metadata`,
        props.metadata,
        METADATA.filter((key) => isKnown(kind, key)),
      ),
      ...checkFields(release, kind, rules, this.node.path),
    ];
    if (issues.length > 0) throw new IssueError(issues);
    apiObject(
      chartScope(this),
      {
        apiVersion: 'cilium.io/v2',
        kind,
        metadata: { name, ...(namespace === undefined ? {} : { namespace }), ...metadata },
        ...rules,
      } as unknown as KubeObject,
      'Resource',
    );
  }
}

const isKnown = (kind: PolicyKind, key: string): boolean => kind === 'CiliumNetworkPolicy' || key !== 'namespace';

/** What endpoints of one namespace may reach, and who may reach them. */
export class CiliumNetworkPolicy<const R extends Release> extends Policy<R> {
  constructor(scope: Construct, id: string, props: PolicyProps<R>) {
    super(scope, id, 'CiliumNetworkPolicy', props);
  }
}

/** What endpoints of every namespace, or nodes, may reach, and who may reach them. */
export class CiliumClusterwideNetworkPolicy<const R extends Release> extends Policy<R> {
  constructor(scope: Construct, id: string, props: PolicyProps<R>) {
    super(scope, id, 'CiliumClusterwideNetworkPolicy', props);
  }
}

/** What `CiliumPolicies` is made of. */
export interface PoliciesProps {
  /** Release of Cilium: it decides what a rule may say. */
  readonly cilium: Release;
  /** Policies as builders and compositions return them. */
  readonly policies: readonly CiliumPolicy[];
}

/** Policies that builders and compositions return, as objects of a chart. Throws an `IssueError` as the others do. */
export class CiliumPolicies extends Construct {
  constructor(scope: Construct, id: string, props: PoliciesProps) {
    super(scope, id);
    const release = knownRelease(props.cilium);
    const issues = props.policies.flatMap((policy, i) =>
      checkPolicy(policy, release, `${this.node.path}: policies[${i}]`, false),
    );
    if (issues.length > 0) throw new IssueError(issues);
    const chart = chartScope(this);
    for (const policy of props.policies) apiObject(chart, policy as unknown as KubeObject);
  }
}
