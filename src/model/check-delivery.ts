import { closest } from '../core/closest';
import { parseDuration } from '../core/duration';
import type { Issue } from '../core/issue';
import { isMap, type JsonObject } from '../core/json';
import { printed } from '../core/printed';

const COMMON = ['by', 'mode', 'path', 'namespace', 'requires', 'adopt', 'chart'];
const FIELDS = {
  flux: [...COMMON, 'source', 'interval', 'prefix', 'kubeConfig'],
  argocd: [...COMMON, 'repoURL', 'targetRevision', 'project', 'destination', 'fleet'],
} as const;

/** What Flux takes as a duration: the pattern of its fields, which is narrower than Go's. */
const FLUX_DURATION = /^(?:[0-9]+(?:\.[0-9]+)?(?:ms|s|m|h))+$/;
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const SUBDOMAIN = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/;
const NAMES = 'at most 63 lower-case letters, digits and dashes, a letter or digit first and last';
const OBJECT_NAMES = 'lower-case letters, digits, dashes and dots, a letter or digit first and last';
/** The longest name of a unit, which ends the names of Kustomizations and Applications. */
const LONGEST_UNIT = '-namespaces';

/** Takes one finding: where in the delivery, what, what was got, what is allowed, the mend. */
type Tell = (code: string, path: string, message: string, got: unknown, allowed: string, fix?: string) => void;

/** What contradicts itself in how a cluster is delivered, or is no name, path or duration: everything at once. */
export function checkDelivery(cluster: string, delivery: unknown): Issue[] {
  const issues: Issue[] = [];
  const tell: Tell = (code, path, message, got, allowed, fix) => {
    issues.push({
      code,
      severity: 'error',
      path: `${cluster}: delivery${path === '' ? '' : `.${path}`}`,
      message,
      got: printed(got),
      allowed,
      ...(fix === undefined ? {} : { fix }),
    });
  };
  if (!isMap(delivery) || (delivery.by !== 'flux' && delivery.by !== 'argocd')) {
    tell('cluster-spec', '', 'nobody delivers like this', delivery, 'what flux(…) or argocd(…) returns');
    return issues;
  }
  const fields = FIELDS[delivery.by];
  for (const key of Object.keys(delivery).filter((each) => !(fields as readonly string[]).includes(each))) {
    const near = closest(key, fields);
    const fix = near === undefined ? 'take it away' : `did you mean ${near}?`;
    tell('delivery-field', key, `${delivery.by}(…) has no option of this name`, key, fields.slice(1).join(', '), fix);
  }
  common(delivery, tell);
  if (delivery.by === 'flux') fluxOnly(cluster, delivery, tell);
  else argoOnly(cluster, delivery, tell);
  return issues;
}

function common(delivery: JsonObject, tell: Tell): void {
  const { mode, path, namespace, adopt, chart } = delivery;
  if (mode !== 'manifests' && mode !== 'helm')
    tell('delivery-mode', 'mode', 'there is no such mode', mode, 'manifests or helm');
  if (!isInside(path)) {
    tell(
      'delivery-path',
      'path',
      "the cluster's folder must be inside of the repository",
      path,
      "a path from the repository's root that does not leave it, as ./dist/lab",
      typeof path === 'string' && path.startsWith('/') ? `write '.${path}'` : undefined,
    );
  }
  name(tell, 'namespace', namespace, LABEL, NAMES);
  if (adopt !== undefined && mode === 'helm') {
    tell(
      'delivery-helm',
      'adopt',
      'in helm mode the chart is what runs: there is nothing to take over',
      adopt,
      "adopt in mode 'manifests'",
      "leave adopt out, or leave out mode: 'helm'",
    );
  } else if (adopt !== undefined && !isTexts(isMap(adopt) ? (adopt.checksums ?? {}) : adopt)) {
    tell('delivery-adopt', 'adopt', 'checksums are texts', adopt, "{ checksums: { 'ours': 'the running one' } }");
  }
  if (chart !== undefined && mode !== 'helm') {
    tell(
      'delivery-manifests',
      'chart',
      'nobody reads the chart in manifests mode',
      chart,
      "chart in mode 'helm'",
      "leave chart out, or set mode: 'helm'",
    );
  } else if (chart !== undefined) checkChart(delivery, tell);
  checkRequires(delivery, tell);
}

/** Whether a path stays inside of what it starts from. */
function isInside(path: unknown): boolean {
  if (typeof path !== 'string' || path === '' || /^[/~]|\\|:\/\/|^[a-z]:/i.test(path)) return false;
  return !path.split('/').includes('..');
}

function isTexts(map: unknown): boolean {
  return isMap(map) && Object.values(map).every((value) => typeof value === 'string');
}

function name(tell: Tell, path: string, value: unknown, pattern: RegExp, allowed: string): void {
  if (typeof value === 'string' && value.length <= 253 && pattern.test(value)) return;
  tell('delivery-name', path, 'no object can have this name', value, allowed);
}

function checkChart({ by, chart }: JsonObject, tell: Tell): void {
  if (!isMap(chart)) {
    tell('delivery-chart', 'chart', 'where a chart comes from is a map', chart, "{ url: 'oci://REGISTRY/…/cilium' }");
    return;
  }
  const { url, digest, insecure, ...unknown } = chart;
  for (const key of Object.keys(unknown))
    tell('delivery-chart', `chart.${key}`, 'a chart has no option of this name', key, 'url, digest, insecure');
  const schemes = by === 'flux' ? /^oci:\/\/[^/]+\/./ : /^(?:oci:\/\/[^/]+\/.|https?:\/\/.)/;
  if (url !== undefined && !(typeof url === 'string' && schemes.test(url))) {
    const allowed = by === 'flux' ? 'oci://REGISTRY/…/cilium' : 'https://REPOSITORY or oci://REGISTRY/…/cilium';
    tell('delivery-chart', 'chart.url', 'a chart cannot be read from here', url, allowed);
  }
  if (by === 'argocd') {
    const fix = 'leave it out';
    const byVersion = 'Argo CD takes charts by their version only';
    if (digest !== undefined) tell('delivery-chart', 'chart.digest', byVersion, digest, 'nothing', fix);
    const secret = "Argo CD reads it in the repository's Secret (insecure, insecureOCIForceHttp)";
    if (insecure !== undefined) tell('delivery-chart', 'chart.insecure', secret, insecure, 'nothing', fix);
    return;
  }
  if (digest !== undefined && !(typeof digest === 'string' && /^sha256:[0-9a-f]{64}$/.test(digest)))
    tell('delivery-chart', 'chart.digest', 'this is no digest', digest, 'sha256: and 64 hexadecimal digits');
  if (insecure !== undefined && typeof insecure !== 'boolean')
    tell('delivery-chart', 'chart.insecure', 'a registry is insecure, or it is not', insecure, 'true or false');
}

function checkRequires({ by, mode, requires }: JsonObject, tell: Tell): void {
  if (requires === undefined) return;
  if (!isMap(requires)) {
    tell('delivery-requires', 'requires', 'what is required is a map', requires, '{ gatewayAPI: …, prometheus: … }');
    return;
  }
  for (const [key, value] of Object.entries(requires)) {
    const at = `requires.${key}`;
    if (value === undefined) continue;
    if (key !== 'gatewayAPI' && key !== 'prometheus') {
      tell('delivery-requires', at, 'nothing of Cilium waits for this', key, 'gatewayAPI, prometheus');
      continue;
    }
    const { name: named, namespace, wave, version } = isMap(value) ? value : ({} as JsonObject);
    if (by === 'flux') {
      name(tell, `${at}.name`, named, SUBDOMAIN, `the name of a Kustomization: ${OBJECT_NAMES}`);
      if (namespace !== undefined) name(tell, `${at}.namespace`, namespace, LABEL, NAMES);
    } else if (!Number.isInteger(wave)) {
      tell('delivery-requires', `${at}.wave`, 'a sync wave is a whole number', wave, '0, 1, 2, …');
    }
    if (version === undefined) continue;
    if (mode === 'helm') {
      const fix = "set values.operator.podAnnotations, or leave out mode: 'helm'";
      const message = "in helm mode the operator's pods are the chart's";
      tell('delivery-helm', `${at}.version`, message, version, "version in mode 'manifests'", fix);
    } else if (key === 'prometheus') {
      const message = 'nothing restarts for the CRDs of Prometheus: Cilium does not read them';
      tell('delivery-requires', `${at}.version`, message, version, 'nothing', 'leave it out');
    } else if (typeof version !== 'string' || version === '') {
      tell('delivery-requires', `${at}.version`, 'a version is a text', version, "'v1.4.0', for example");
    }
  }
}

function fluxOnly(cluster: string, delivery: JsonObject, tell: Tell): void {
  const { mode, source, interval, prefix, kubeConfig, requires, namespace } = delivery;
  if (typeof interval !== 'string' || !FLUX_DURATION.test(interval) || !parseDuration(interval)) {
    tell('delivery-interval', 'interval', 'Flux does not take this as a duration', interval, 'as 1h, 10m or 1h30m');
  }
  const { kind = 'GitRepository', name: named, namespace: at } = isMap(source) ? source : ({} as JsonObject);
  const kinds = ['GitRepository', 'OCIRepository', 'Bucket'];
  if (typeof kind !== 'string' || !kinds.includes(kind))
    tell('delivery-source', 'source.kind', 'Flux has no such source', kind, kinds.join(', '));
  name(tell, 'source.name', named, SUBDOMAIN, OBJECT_NAMES);
  if (at !== undefined) name(tell, 'source.namespace', at, LABEL, NAMES);
  if (kubeConfig !== undefined) {
    const { secretRef } = isMap(kubeConfig) ? kubeConfig : ({} as JsonObject);
    name(tell, 'kubeConfig.secretRef.name', isMap(secretRef) ? secretRef.name : undefined, SUBDOMAIN, OBJECT_NAMES);
    if (mode === 'helm') {
      const message = 'the HelmRelease would be applied in a cluster that has no helm-controller';
      const fix = "leave out mode: 'helm', or run Flux in the cluster itself";
      tell('delivery-helm', 'kubeConfig', message, kubeConfig, "kubeConfig in mode 'manifests'", fix);
    }
  }
  const start = prefix ?? (kubeConfig === undefined ? 'cilium' : `${cluster}-cilium`);
  unitNames(tell, 'prefix', start);
  // A circle of dependencies, or two Kustomizations that take turns.
  for (const key of ['gatewayAPI', 'prometheus']) {
    const foreign = isMap(requires) ? requires[key] : undefined;
    if (!isMap(foreign) || typeof foreign.name !== 'string' || typeof start !== 'string') continue;
    const { name: other, namespace: where = namespace } = foreign;
    if (where === namespace && other.startsWith(`${start}-`) && UNITS.has(other.slice(start.length + 1))) {
      const message = "this is one of Cilium's own Kustomizations";
      const fix = 'rename yours, or set prefix';
      tell('delivery-name-collision', `requires.${key}.name`, message, other, 'the name of another one', fix);
    }
  }
}

const UNITS = new Set(['namespaces', 'operator', 'agent', 'release', 'resources', 'policies', 'monitoring', 'bpf']);

/** Names of Kustomizations and Applications stand in labels of what they bring, which take 63 characters. */
function unitNames(tell: Tell, path: string, start: unknown): void {
  if (typeof start === 'string' && LABEL.test(start) && start.length + LONGEST_UNIT.length <= 63) return;
  const message = 'the names of its units cannot begin like this';
  tell('delivery-name', path, message, start, `at most ${63 - LONGEST_UNIT.length} characters: ${NAMES}`);
}

function argoOnly(cluster: string, delivery: JsonObject, tell: Tell): void {
  const { mode, repoURL, targetRevision, project, destination, fleet } = delivery;
  if (typeof repoURL !== 'string' || !/^(?:(?:https?|ssh|git|file):\/\/.+|[^\s/:@]+@[^\s/:]+:.+)$/.test(repoURL)) {
    const message = 'Argo CD needs the URL of the repository that the manifests are pushed to';
    tell('delivery-repository', 'repoURL', message, repoURL, 'https://…, ssh://… or git@HOST:PATH');
  }
  if (typeof targetRevision !== 'string' || targetRevision === '')
    tell('delivery-revision', 'targetRevision', 'this is no revision', targetRevision, 'a branch, a tag or a commit');
  if (project !== undefined) name(tell, 'project', project, SUBDOMAIN, OBJECT_NAMES);
  const { server, name: named } = isMap(destination) ? destination : ({} as JsonObject);
  const isServer = typeof server === 'string' && /^https?:\/\/.+/.test(server);
  const isNamed = typeof named === 'string' && named !== '';
  if (isServer === isNamed || (server !== undefined && named !== undefined)) {
    const allowed = "{ server: 'https://…' } or { name: '…' }";
    tell('delivery-destination', 'destination', 'Argo CD asks for one of address and name', destination, allowed);
  }
  unitNames(tell, 'name', `${cluster}-cilium`);
  if (fleet === undefined) return;
  name(tell, 'fleet', fleet, LABEL, NAMES);
  if (mode === 'helm') {
    const message = "the ApplicationSet of a fleet delivers folders, and in helm mode the chart's is none";
    const fix = "leave out fleet, or leave out mode: 'helm'";
    tell('delivery-helm', 'fleet', message, fleet, "fleet in mode 'manifests'", fix);
  }
}
