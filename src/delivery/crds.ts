import {
  AGENT_CRDS,
  CRD_SCHEMA_LABEL,
  crdFacts,
  FURTHER_CRDS,
  SKIPS_CRDS,
  VALIDATES_POLICIES,
  type ConfigSwitch,
  type ReleaseCRD,
} from '../catalogue/facts/crds';
import type { Issue } from '../core/issue';
import { isMap, type JsonObject } from '../core/json';
import { factsFor, inRange } from '../core/release-range';
import type { KubeObject } from '../model/render-context';

/** What decides which CRDs there are: the release, and the keys of its `cilium-config`. */
export interface CRDInput {
  readonly release: string;
  /** The objects of the install, `cilium-config` among them. */
  readonly install: readonly KubeObject[];
}

/** The keys of the rendered `cilium-config`. */
export function configOf(install: readonly KubeObject[]): JsonObject {
  const map = install.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === 'cilium-config');
  const { data } = (map ?? {}) as { data?: unknown };
  return isMap(data) ? data : {};
}

/** Whether a switch is on, as viper's GetBool reads it (strconv.ParseBool). */
export function isOn(config: JsonObject, { key, isOnByDefault }: ConfigSwitch): boolean {
  const value = config[key];
  return typeof value === 'string' ? /^(?:1|t|T|TRUE|true|True)$/.test(value) : isOnByDefault;
}

function pluralsOf(crds: readonly ReleaseCRD[], release: string, config: JsonObject): string[] {
  return crds
    .filter(
      ({ releases, when, unless }) =>
        inRange(release, releases) &&
        (when === undefined || when.some((each) => isOn(config, each))) &&
        (unless === undefined || !isOn(config, unless)),
    )
    .map(({ plural }) => plural);
}

/** The name of the CRD that a custom resource of Cilium's is an instance of. */
export function crdOf({ kind }: KubeObject): string {
  return `${kind.toLowerCase().replace(/y$/, 'ie')}s.cilium.io`;
}

function isCustom({ apiVersion }: KubeObject): boolean {
  return apiVersion.startsWith('cilium.io/');
}

/**
 * The CRDs that must be there before the agent runs and before the cluster's own resources are applied: those that this
 * release's agent waits for under this configuration, and those of the resources. Sorted.
 */
export function awaitedCRDs({ release, install }: CRDInput, resources: readonly KubeObject[]): string[] {
  const agent = pluralsOf(AGENT_CRDS, release, configOf(install)).map((plural) => `${plural}.cilium.io`);
  return [...new Set([...agent, ...resources.filter(isCustom).map(crdOf)])].sort();
}

/** Errors for resources whose CRD the operator never makes under this configuration: they would never be applied. */
export function withoutCRD({ release, install }: CRDInput, resources: readonly KubeObject[]): Issue[] {
  const config = configOf(install);
  if (Object.keys(config).length === 0 || isOn(config, SKIPS_CRDS)) return [];
  const all = [...AGENT_CRDS, ...FURTHER_CRDS];
  const made = new Set(pluralsOf(all, release, config).map((plural) => `${plural}.cilium.io`));
  return resources
    .filter((resource) => isCustom(resource) && !made.has(crdOf(resource)))
    .map((resource) => {
      const crd = crdOf(resource);
      const keys = all.filter(({ plural }) => `${plural}.cilium.io` === crd).flatMap(({ when }) => when ?? []);
      const turnOn = [...new Set(keys.map(({ key }) => key))].join(' or ');
      return {
        code: 'resource-without-crd',
        severity: 'error',
        path: `${resource.kind}/${resource.metadata.name}`,
        message: `the operator of this release does not make the CRD ${crd} under this configuration`,
        fix: `${turnOn === '' ? '' : `set the value that turns ${turnOn} on, or `}leave the resource out`,
        source: 'pkg/k8s/synced/crd.go of the release',
      };
    });
}

/** Whether the operator judges policies, and writes the verdict into their status. */
export function judgesPolicies({ install }: CRDInput): boolean {
  return isOn(configOf(install), VALIDATES_POLICIES);
}

/**
 * When a CRD is current, as an expression of Flux's: Established, and with the schema of this release or a later one.
 * After an upgrade the CRDs are there, in the old shape, until the new operator has been at them: agents that write what
 * the old shape does not know come after. Undefined where the operator is not the one who makes CRDs.
 */
export function currentCRD({ release, install }: CRDInput): string | undefined {
  const { schema } = factsFor(release, crdFacts);
  if (schema === undefined || isOn(configOf(install), SKIPS_CRDS)) return undefined;
  const weights = [1000000, 1000, 1];
  const least = schema.split('.').reduce((sum, part, i) => sum + Number(part) * (weights[i] as number), 0);
  const part = (weight: number, i: number): string =>
    `int(metadata.labels['${CRD_SCHEMA_LABEL}'].split('.')[${i}]) * ${weight}`;
  return (
    "status.conditions.exists(c, c.type == 'Established' && c.status == 'True') && " +
    `${weights.map(part).join(' + ')} >= ${least}`
  );
}
