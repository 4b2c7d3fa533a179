import type { InstallValues } from '../catalogue/install-values.gen';
import type { Issue } from '../core/issue';

/** A Kubernetes object as plain JSON. */
export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string | undefined;
    readonly labels?: object | undefined;
    readonly annotations?: object | undefined;
  };
}

/** What the cluster offers, as a chart's `.Capabilities` tells it. */
export interface Capabilities {
  /** Version of Kubernetes, `1.34.0` (a leading `v` is allowed). */
  readonly kubeVersion: string;
  /** API versions beyond Helm's default set, as `group/version` or `group/version/Kind`. */
  readonly apiVersions: ReadonlySet<string>;
}

/** Everything that rendering depends on. Rendering reads nothing else: no clock, network, random or environment. */
export interface RenderContext {
  /** Release of Cilium, for example `1.18.12`. */
  readonly release: string;
  /** Effective values: the release's defaults with the user's merged over them. */
  readonly values: InstallValues;
  readonly capabilities: Capabilities;
  /** Namespace of the installation (`.Release.Namespace`); `namespaceOverride` is applied by `namespaceOf`. */
  readonly namespace: string;
  /** Takes a finding that does not stop the rendering. */
  report(issue: Issue): void;
}
