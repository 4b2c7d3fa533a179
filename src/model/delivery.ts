/** The Flux source that carries the rendered manifests. */
export interface FluxSource {
  /** @default 'GitRepository' */
  readonly kind?: 'GitRepository' | 'OCIRepository' | 'Bucket';
  readonly name: string;
  /** @default - the Kustomization's own namespace */
  readonly namespace?: string;
}

/** How Flux brings a cluster's manifests in. */
export interface FluxDelivery {
  readonly by: 'flux';
  /** Folder of the cluster's manifests in the source, for example `./dist/anton`. */
  readonly path: string;
  readonly source: FluxSource;
  /** Namespace of the Kustomization objects. */
  readonly namespace: string;
  /** How often Flux looks, as a Go duration. */
  readonly interval: string;
}

/** How Argo CD brings a cluster's manifests in. */
export interface ArgoCDDelivery {
  readonly by: 'argocd';
  readonly repoURL: string;
  /** Folder of the cluster's manifests in the repository, for example `dist/anton`. */
  readonly path: string;
  readonly targetRevision: string;
  readonly project: string;
  /** Namespace of the Application objects. */
  readonly namespace: string;
}

/** Who delivers, as plain data. */
export type Delivery = FluxDelivery | ArgoCDDelivery;

/** Delivery by Flux Kustomizations. */
export function flux(options: {
  readonly path: string;
  /** @default - the GitRepository `flux-system` in namespace `flux-system` */
  readonly source?: FluxSource;
  /** @default 'flux-system' */
  readonly namespace?: string;
  /** @default '1h' */
  readonly interval?: string;
}): FluxDelivery {
  return {
    by: 'flux',
    path: options.path,
    source: options.source ?? { kind: 'GitRepository', name: 'flux-system', namespace: 'flux-system' },
    namespace: options.namespace ?? 'flux-system',
    interval: options.interval ?? '1h',
  };
}

/** Delivery by Argo CD Applications. */
export function argocd(options: {
  readonly repoURL: string;
  readonly path: string;
  /** @default 'HEAD' */
  readonly targetRevision?: string;
  /** @default 'default' */
  readonly project?: string;
  /** @default 'argocd' */
  readonly namespace?: string;
}): ArgoCDDelivery {
  return {
    by: 'argocd',
    repoURL: options.repoURL,
    path: options.path,
    targetRevision: options.targetRevision ?? 'HEAD',
    project: options.project ?? 'default',
    namespace: options.namespace ?? 'argocd',
  };
}
