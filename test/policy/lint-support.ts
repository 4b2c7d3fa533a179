import { runFindings } from '../../src/core/finding';
import type { Issue } from '../../src/core/issue';
import { ALL_POLICY_FINDINGS } from '../../src/lint/policy-schema';
import type { PolicyConfig } from '../../src/policy';
import { readManifests } from '../../src/policy/import/manifests';
import { workloads } from '../../src/policy/import/workloads';
import { PolicyLintContext } from '../../src/policy/lint/context';

export interface LintOptions {
  readonly cilium?: string;
  readonly upgradeTo?: string;
  readonly config?: PolicyConfig;
}

/** The context of manifests in YAML. */
export function contextOf(yaml: string, { cilium = '1.20.2', upgradeTo, config }: LintOptions = {}): PolicyLintContext {
  const { objects, issues } = readManifests([{ file: 'p.yaml', text: yaml }]);
  if (issues.length > 0) throw new Error(JSON.stringify(issues));
  const { entrances, ...parts } = workloads(objects);
  const world = { cilium, ...parts, ...(config && { config }) };
  return new PolicyLintContext({ world, entrances, ...(upgradeTo !== undefined && { upgradeTo }) });
}

/** Everything that is found in manifests in YAML. */
export const lint = (yaml: string, options: LintOptions = {}): Issue[] =>
  runFindings(ALL_POLICY_FINDINGS, contextOf(yaml, options));

const document = (kind: string, apiVersion: string, metadata: string, rest: string): string =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {${metadata}}\n${rest}\n---\n`;

const inNamespace = (namespace: string, name: string): string => `name: ${name}, namespace: ${namespace}`;

/** A CiliumNetworkPolicy `shop/p` about `app: web`, unless the specification names an endpointSelector. */
export function cnp(spec: string, name = 'p', namespace = 'shop'): string {
  const subject = spec.includes('endpointSelector') ? '' : '  endpointSelector: {matchLabels: {app: web}}\n';
  return document('CiliumNetworkPolicy', 'cilium.io/v2', inNamespace(namespace, name), `spec:\n${subject}${spec}`);
}

export const ccnp = (spec: string, name = 'c'): string =>
  document('CiliumClusterwideNetworkPolicy', 'cilium.io/v2', `name: ${name}`, `spec:\n${spec}`);

export const np = (spec: string, name = 'np'): string =>
  document('NetworkPolicy', 'networking.k8s.io/v1', inNamespace('shop', name), `spec:\n${spec}`);

/** A pod with labels and named ports: `http: 8080`. */
export const pod = (
  namespace: string,
  name: string,
  labels: string,
  ports: Readonly<Record<string, number>> = {},
): string =>
  document(
    'Pod',
    'v1',
    `${inNamespace(namespace, name)}, labels: {${labels}}`,
    `spec: {containers: [{name: c, ports: [${Object.entries(ports)
      .map(([port, number]) => `{name: ${port}, containerPort: ${number}}`)
      .join()}]}]}`,
  );

export const service = (namespace: string, name: string, selector: string): string =>
  document('Service', 'v1', inNamespace(namespace, name), `spec: {selector: {${selector}}}`);

export const node = (name: string, ip: string): string =>
  document('Node', 'v1', `name: ${name}`, `status: {addresses: [{type: InternalIP, address: ${ip}}]}`);

export const ingress = (namespace: string, name: string, to: string): string =>
  document(
    'Ingress',
    'networking.k8s.io/v1',
    inNamespace(namespace, name),
    `spec: {defaultBackend: {service: {name: ${to}, port: {number: 80}}}}`,
  );
