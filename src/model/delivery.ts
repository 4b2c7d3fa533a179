/** What is delivered: our rendered manifests, or the chart with the user's values. */
export type DeliveryMode = 'manifests' | 'helm';

/** The Flux source that carries the rendered manifests. */
export interface FluxSource {
  /** @default 'GitRepository' */
  readonly kind?: 'GitRepository' | 'OCIRepository' | 'Bucket';
  readonly name: string;
  /** @default - the Kustomization's own namespace */
  readonly namespace?: string;
}

/** A Secret that holds a kubeconfig, in the namespace of the Kustomizations. */
export interface FluxKubeConfig {
  readonly secretRef: {
    readonly name: string;
    /** @default - `value` or `value.yaml` */
    readonly key?: string;
  };
}

/** Something foreign that brings CRDs, and which version of them. */
export interface Version {
  /**
   * Any text that changes with the CRDs, for example `v1.4.0`. It stands on the operator's pods, so that the operator
   * restarts: it looks for the CRDs of Gateway API once, when it starts (operator/pkg/gateway-api/cell.go). Only for
   * gatewayAPI, only in manifests mode.
   * @default - the operator does not restart
   */
  readonly version?: string;
}

/** The user's Kustomization that installs something. Give it `wait: true`, or it is Ready before its CRDs are. */
export interface FluxPrerequisite extends Version {
  /** Name of the Kustomization. */
  readonly name: string;
  /** @default - the namespace of Cilium's own Kustomizations */
  readonly namespace?: string;
}

/** The user's Application that installs something. Argo CD knows no dependencies, but waves of an app of apps. */
export interface ArgoCDPrerequisite extends Version {
  /** Sync wave of that Application in the app of apps: those of Cilium that need it come later. */
  readonly wave: number;
}

/** What others must have installed before a unit that needs it. */
export interface Requires<P> {
  /** Gateway API's CRDs: the operator and custom resources wait for them. @default - nobody waits */
  readonly gatewayAPI?: P;
  /** Prometheus operator's CRDs: monitors and rules wait for them. @default - nobody waits */
  readonly prometheus?: P;
}

/** What is taken over from a release that runs already. */
export interface Adopt {
  /**
   * Checksums of ours, each with the one that the running pods carry: written in its place, so that no pod restarts
   * for a hand-over. As soon as the content changes, ours is another one, and is written.
   * @default - none
   */
  readonly checksums?: Readonly<Record<string, string>>;
}

/** Where the chart comes from (helm mode). */
export interface ChartSource {
  /** The chart's registry with its name (`oci://…/cilium`), or for Argo CD also a repository (`https://…`). */
  readonly url?: string;
  /** Digest of the chart's artifact (`sha256:…`), which then decides instead of the release's tag. Flux only. */
  readonly digest?: string;
  /**
   * The registry speaks plain HTTP, or shows a certificate that nobody vouches for. Flux only: Argo CD reads it in the
   * Secret of the repository.
   * @default false
   */
  readonly insecure?: boolean;
}

/** How Flux brings a cluster's manifests in. */
export interface FluxDelivery {
  readonly by: 'flux';
  readonly mode: DeliveryMode;
  /** Folder of the cluster's manifests in the source, for example `./dist/anton`. */
  readonly path: string;
  readonly source: FluxSource;
  /** Namespace of the Kustomization objects. */
  readonly namespace: string;
  /** How often Flux looks, as a Go duration. */
  readonly interval: string;
  /** Names of the Kustomizations begin with it; by default `cilium`, and with a kubeconfig `<cluster>-cilium`. */
  readonly prefix?: string | undefined;
  readonly kubeConfig?: FluxKubeConfig | undefined;
  readonly requires?: Requires<FluxPrerequisite> | undefined;
  readonly adopt?: Adopt | undefined;
  readonly chart?: ChartSource | undefined;
}

/** The cluster that an Application is for, as Argo CD knows it: by address or by name, not both. */
export interface ArgoCDDestination {
  readonly server?: string;
  readonly name?: string;
}

/** How Argo CD brings a cluster's manifests in. */
export interface ArgoCDDelivery {
  readonly by: 'argocd';
  readonly mode: DeliveryMode;
  readonly repoURL: string;
  /** Folder of the cluster's manifests in the repository, for example `dist/anton`. */
  readonly path: string;
  readonly targetRevision: string;
  /** Name of an AppProject of the user's; undefined asks for one of our own. */
  readonly project?: string | undefined;
  /** Namespace of the Application objects. */
  readonly namespace: string;
  readonly destination: ArgoCDDestination;
  /** Name of the ApplicationSet that this cluster is one of. */
  readonly fleet?: string | undefined;
  readonly requires?: Requires<ArgoCDPrerequisite> | undefined;
  readonly adopt?: Adopt | undefined;
  readonly chart?: ChartSource | undefined;
}

/** Who delivers, as plain data. */
export type Delivery = FluxDelivery | ArgoCDDelivery;

/** What `flux` is told. */
export interface FluxOptions {
  /** @default 'manifests' */
  readonly mode?: DeliveryMode;
  /** Folder of the cluster's manifests in the source, for example `./dist/anton`. */
  readonly path: string;
  /** @default - the GitRepository `flux-system` in namespace `flux-system` */
  readonly source?: FluxSource;
  /** @default 'flux-system' */
  readonly namespace?: string;
  /** @default '1h' */
  readonly interval?: string;
  /** Names of the Kustomizations begin with it. @default - `cilium`, with a kubeconfig `<cluster>-cilium` */
  readonly prefix?: string;
  /** Where Flux runs in another cluster than the one it delivers to. @default - Flux's own cluster */
  readonly kubeConfig?: FluxKubeConfig;
  /** @default - nobody waits for CRDs that others install */
  readonly requires?: Requires<FluxPrerequisite>;
  /** Only in manifests mode. @default - nothing runs yet, or what runs may restart */
  readonly adopt?: Adopt;
  /** Only in helm mode. @default - oci://quay.io/cilium/charts/cilium at the release's tag */
  readonly chart?: ChartSource;
}

/** What `argocd` is told. */
export interface ArgoCDOptions {
  /** @default 'manifests' */
  readonly mode?: DeliveryMode;
  readonly repoURL: string;
  /** Folder of the cluster's manifests in the repository, for example `dist/anton`. */
  readonly path: string;
  /**
   * A branch, best. At a tag or a commit, a sync that fails is given up after some twenty minutes, and the next one begins
   * with the next revision that is written here.
   * @default 'HEAD'
   */
  readonly targetRevision?: string;
  /** An AppProject of the user's. @default - one of our own, which may do what this output needs and no more */
  readonly project?: string;
  /** @default 'argocd' */
  readonly namespace?: string;
  /** @default - the cluster that Argo CD runs in */
  readonly destination?: ArgoCDDestination;
  /** Name of an ApplicationSet that makes the Applications of all clusters that name it. @default - Applications */
  readonly fleet?: string;
  /** @default - nobody waits for CRDs that others install */
  readonly requires?: Requires<ArgoCDPrerequisite>;
  /** Only in manifests mode. @default - nothing runs yet, or what runs may restart */
  readonly adopt?: Adopt;
  /** Only in helm mode. @default - https://helm.cilium.io at the release's version */
  readonly chart?: ChartSource;
}

/**
 * Delivery by Flux Kustomizations. Needs Flux 2.5 (kustomize-controller 1.5: deletionPolicy, healthCheckExprs), in helm
 * mode 2.7 (helm-controller 1.4: RetryOnFailure): the CRDs of older ones refuse what is written.
 */
export function flux(options: FluxOptions): FluxDelivery {
  return {
    ...options,
    by: 'flux',
    mode: options.mode ?? 'manifests',
    source: options.source ?? { kind: 'GitRepository', name: 'flux-system', namespace: 'flux-system' },
    namespace: options.namespace ?? 'flux-system',
    interval: options.interval ?? '1h',
  };
}

/** Delivery by Argo CD Applications. */
export function argocd(options: ArgoCDOptions): ArgoCDDelivery {
  return {
    ...options,
    by: 'argocd',
    mode: options.mode ?? 'manifests',
    targetRevision: options.targetRevision ?? 'HEAD',
    namespace: options.namespace ?? 'argocd',
    destination: options.destination ?? { server: 'https://kubernetes.default.svc' },
  };
}
