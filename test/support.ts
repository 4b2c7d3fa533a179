import { defaultsOf, isRelease } from '../src/catalogue/catalogue';
import type { InstallValues } from '../src/catalogue/install-values.gen';
import type { Issue } from '../src/core/issue';
import type { JsonObject } from '../src/core/json';
import { mergeValues } from '../src/core/merge';
import type { KubeObject, RenderContext } from '../src/constructs/context';

/** Options of `contextFor`; the defaults are a cluster with the Prometheus and Gateway API CRDs. */
export interface ContextOptions {
  readonly kubeVersion?: string;
  readonly apiVersions?: readonly string[];
  readonly namespace?: string;
  /** Collects what the rendering reports. */
  readonly issues?: Issue[];
}

/** A context for one render function: the release's defaults with the values merged over them. */
export function contextFor(release: string, values: object = {}, options: ContextOptions = {}): RenderContext {
  if (!isRelease(release)) throw new Error(`not in the catalogue: ${release}`);
  return {
    release,
    values: structuredClone(mergeValues(defaultsOf(release), values as JsonObject)) as unknown as InstallValues,
    capabilities: {
      kubeVersion: options.kubeVersion ?? '1.34.0',
      apiVersions: new Set(
        options.apiVersions ?? [
          'monitoring.coreos.com/v1',
          'gateway.networking.k8s.io/v1/GatewayClass',
          'cilium.io/v2',
        ],
      ),
    },
    namespace: options.namespace ?? 'kube-system',
    report: (issue) => void options.issues?.push(issue),
  };
}

/** The one object of a kind and name; fails the test where there is none or more than one. */
export function find<T = JsonObject>(objects: readonly KubeObject[], kind: string, name: string): T {
  const found = objects.filter((object) => object.kind === kind && object.metadata.name === name);
  if (found.length !== 1) throw new Error(`expected one ${kind}/${name}, got ${found.length}`);
  return JSON.parse(JSON.stringify(found[0])) as T;
}
