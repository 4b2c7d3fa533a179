import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const deployment = (name: string, ports = '') => `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, namespace: shop}
spec:
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec: {containers: [{name: ${name}, image: example.com/${name}:1${ports}}]}
`;

/** Two workloads and a policy, as files of a repository. */
export const SHOP: Readonly<Record<string, string>> = {
  'k8s/workloads.yaml': [deployment('orders', ', ports: [{name: http, containerPort: 8080}]'), deployment('web')].join(
    '---\n',
  ),
  'k8s/policy.yaml': `apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata:
  name: orders
  namespace: shop
spec:
  endpointSelector:
    matchLabels:
      app: orders
  ingress:
    - fromEndpoints:
        - matchLabels:
            app: web
      toPorts:
        - ports:
            - port: "8080"
              protocol: TCP
          rules:
            http:
              - method: GET
                path: /v1/orders/[0-9]+
        - ports:
            - port: "9090"
              protocol: TCP
`,
  'shop.policy-test.yaml': `cilium: 1.20.2
manifests:
  - k8s
flows:
  - name: web reads an order
    from: shop/web
    to: shop/orders
    port: http
    http:
      path: /v1/orders/7
    expect: allowed
  - from: entity:world
    to: shop/orders
    port: 8080
    expect: denied
`,
};

/** A folder with files; `remove` takes it away. */
export function folderWith(files: Readonly<Record<string, string>> = SHOP): {
  path: string;
  write(name: string, text: string): void;
  remove(): void;
} {
  const path = mkdtempSync(join(tmpdir(), 'policy-'));
  const write = (name: string, text: string): void => {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), text);
  };
  for (const [name, text] of Object.entries(files)) write(name, text);
  return { path, write, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** A scenario as the file has it, with some of its text changed. */
export function scenarioWith(...changes: readonly (readonly [from: string, to: string])[]): string {
  const text = SHOP['shop.policy-test.yaml'] as string;
  return changes.reduce((changed, [from, to]) => {
    if (!changed.includes(from)) throw new Error(`the scenario has no ${from}`);
    return changed.replace(from, to);
  }, text);
}
