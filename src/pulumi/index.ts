import * as kubernetes from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import { bootstrapCluster, type Cluster, type KubeObject, type Stage } from '../index';

/** What a `CiliumBootstrap` is made of. */
export interface CiliumBootstrapArgs {
  /** The cluster, as `defineCluster` makes it: the same that `synth` writes the manifests of. */
  readonly cluster: Cluster;
  /**
   * Whether objects stay in the cluster when they leave the stack, by `pulumi destroy` or because GitOps has taken them
   * over and the component is gone from the program. False lets go of the network, too.
   * @default true
   */
  readonly retainOnDelete?: boolean;
  /** Whether Pulumi refuses to delete the objects. @default false */
  readonly protect?: boolean;
}

/** What must be there before a stage. The agent does not wait for the operator to be ready: it waits for its CRDs itself. */
const AFTER: Readonly<Record<Stage, readonly Stage[]>> = {
  namespaces: [],
  access: ['namespaces'],
  configuration: ['namespaces'],
  operator: ['access', 'configuration'],
  agent: ['access', 'configuration'],
  others: ['operator', 'agent'],
};

/**
 * The network of a cluster before Flux or Argo CD can run, as resources of a Pulumi program that has just made the
 * cluster. The objects are those of `cdk8s-cilium bootstrap`: what GitOps applies later is the same. To hand over, take
 * the component out of the program once GitOps is Ready: `pulumi up` forgets the objects and leaves them running.
 */
export class CiliumBootstrap extends pulumi.ComponentResource {
  /** The resources by stage, in the order of their creation. */
  readonly stages: Readonly<Partial<Record<Stage, readonly pulumi.CustomResource[]>>>;

  /** Throws an `IssueError` with everything that `synth` would refuse. */
  constructor(name: string, args: CiliumBootstrapArgs, options?: pulumi.ComponentResourceOptions) {
    super('cdk8s-cilium:index:CiliumBootstrap', name, {}, options);
    const { cluster, retainOnDelete = true, protect = false } = args;
    const made: Partial<Record<Stage, pulumi.CustomResource[]>> = {};
    for (const { stage, objects } of bootstrapCluster(cluster).stages) {
      const common: pulumi.CustomResourceOptions = {
        parent: this,
        retainOnDelete,
        protect,
        dependsOn: before(stage).flatMap((other) => made[other] ?? []),
      };
      made[stage] = objects.map((object) => resource(name, object, common));
    }
    this.stages = made;
    this.registerOutputs({ cluster: cluster.name, release: cluster.spec.cilium });
  }
}

/** Every stage before one: a stage without objects must not break the chain. */
function before(stage: Stage): Stage[] {
  return [...new Set(AFTER[stage].flatMap((other) => [...before(other), other]))];
}

type ResourceClass = new (name: string, args: object, options: pulumi.CustomResourceOptions) => pulumi.CustomResource;

/** One object as the resource of its kind; a kind that @pulumi/kubernetes does not know is a custom resource. */
function resource(
  owner: string,
  { apiVersion, kind, ...rest }: KubeObject,
  options: pulumi.CustomResourceOptions,
): pulumi.CustomResource {
  const { name, namespace } = rest.metadata;
  const id = [owner, kind, ...(namespace === undefined ? [] : [namespace]), name].join('/');
  // Undefined fields are left out: they are no inputs.
  const args = JSON.parse(JSON.stringify(rest)) as object;
  const Known = classOf(apiVersion, kind);
  if (Known) return new Known(id, args, options);
  return new kubernetes.apiextensions.CustomResource(
    id,
    { apiVersion, kind, ...args } as kubernetes.apiextensions.CustomResourceArgs,
    options,
  );
}

/** `apps/v1` and `DaemonSet` as `kubernetes.apps.v1.DaemonSet`; groups go by their first word there. */
function classOf(apiVersion: string, kind: string): ResourceClass | undefined {
  const [group = '', version = ''] = apiVersion.includes('/') ? apiVersion.split('/') : ['core', apiVersion];
  const groups = kubernetes as unknown as Record<string, Record<string, Record<string, ResourceClass | undefined>>>;
  return groups[group.split('.')[0] ?? '']?.[version]?.[kind];
}
