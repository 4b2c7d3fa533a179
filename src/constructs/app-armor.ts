/** AppArmor, which since Kubernetes 1.30 is a field of the security context, and before was an annotation of the pod. */
import type { PodSecurityContext } from 'kubernetes-types/core/v1';
import { toText, truthy, withBlock } from '../core/helm';
import { refuse } from '../core/issue';
import { isMap, type JsonObject, type Value } from '../core/json';
import { parseVersion, semverCompare } from '../core/semver';
import type { RenderContext } from './context';

/** Whether Kubernetes is older than 1.30, which lacks the field `appArmorProfile`. */
function lacksAppArmorField(ctx: RenderContext): boolean {
  const version = parseVersion(ctx.capabilities.kubeVersion);
  if (!version) throw new Error(`not a version: ${ctx.capabilities.kubeVersion}`);
  return semverCompare('<1.30.0', `${version.major}.${version.minor}.0`);
}

/** Annotations that tell AppArmor to leave containers alone, where it is no field yet and they are not privileged. */
export function appArmorAnnotations(
  ctx: RenderContext,
  privileged: Value,
  ...containers: readonly string[]
): Record<string, string> {
  if (truthy(privileged) || !lacksAppArmorField(ctx)) return {};
  return Object.fromEntries(
    containers.map((name) => [`container.apparmor.security.beta.kubernetes.io/${name}`, 'unconfined']),
  );
}

/** The user's security context of a pod, which stands at `path`; a Kubernetes that lacks the field is spared it. */
export function podSecurityContext(ctx: RenderContext, wanted: Value, path: string): PodSecurityContext | undefined {
  if (!lacksAppArmorField(ctx)) return withBlock<PodSecurityContext>(wanted);
  if (!isMap(wanted)) {
    return refuse({
      code: 'missing-map',
      path: `values.${path}`,
      message: 'before Kubernetes 1.30 the chart takes appArmorProfile out of this map, and stops where there is none',
      got: toText(wanted),
      allowed: 'a map',
      fix: `set ${path} to {} for none`,
    });
  }
  const { appArmorProfile: _, ...rest } = wanted;
  return withBlock<PodSecurityContext>(rest as JsonObject);
}
