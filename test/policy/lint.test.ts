import { ALL_POLICY_FINDINGS } from '../../src/lint/policy-schema';
import type { LintOptions } from './lint-support';
import { ccnp, cnp, ingress, lint, node, np, pod, service } from './lint-support';

interface Case {
  readonly code: string;
  /** What is found: the message, and the fix where it says more than that something is to be removed. */
  readonly finds: RegExp;
  readonly fix?: RegExp;
  /** The path in the policy, and the line where it stands. */
  readonly at: string;
  readonly line?: number;
  readonly severity?: 'error' | 'warning' | 'note';
  readonly bad: string;
  readonly good: string;
  readonly options?: LintOptions;
  /** @default - those of `bad` */
  readonly goodOptions?: LintOptions;
}

const web = pod('shop', 'web', 'app: web', { http: 8080, metrics: 9100 });
const orders = pod('shop', 'orders', 'app: orders');
const prometheus = pod('mon', 'prometheus', 'app: prometheus');
const kubeDNS = 'toEndpoints: [{matchLabels: {k8s:io.kubernetes.pod.namespace: kube-system, k8s-app: kube-dns}}]';
const dns = (rules: string): string =>
  `  - ${kubeDNS}\n    toPorts: [{ports: [{port: "53", protocol: ANY}], rules: {dns: [${rules}]}}]`;
const get = (path: string, port = '80'): string =>
  `  ingress: [{toPorts: [{ports: [{port: "${port}", protocol: TCP}], rules: {http: [{path: "${path}"}]}}]}]`;
const many = Array.from({ length: 300 }, (_, at) => `10.${at % 250}.${Math.floor(at / 250)}.0/24`);

const CASES: readonly Case[] = [
  {
    code: 'policy-schema',
    finds: /no CiliumNetworkPolicy of Cilium 1.20 has this field/,
    fix: /toPorts/,
    at: 'spec.ingress[0].toPort',
    line: 7,
    bad: cnp('  ingress:\n  - toPort: [{ports: [{port: "80", protocol: TCP}]}]'),
    good: cnp('  ingress:\n  - toPorts: [{ports: [{port: "80", protocol: TCP}]}]'),
  },
  {
    code: 'policy-refused',
    finds: /the agent refuses this policy: .*unsupported entity: wrold/,
    fix: /did you mean world\?/,
    at: '',
    line: 6,
    bad: cnp('  ingress: [{fromEntities: [wrold]}]'),
    good: cnp('  ingress: [{fromEntities: [world]}]'),
  },
  {
    code: 'policy-refused',
    finds: /at least one of Ingress, IngressDeny, Egress, EgressDeny/,
    fix: /ingress: \[\{\}\]/,
    at: '',
    bad: cnp('  ingress: []'),
    good: cnp('  ingress: [{}]'),
  },
  {
    code: 'field-unknown',
    finds: /a NetworkPolicy has no field fromEndpoints here/,
    fix: /kind: CiliumNetworkPolicy/,
    at: 'spec.ingress[0].fromEndpoints',
    line: 7,
    bad: np('  podSelector: {}\n  ingress:\n  - fromEndpoints: [{}]'),
    good: np('  podSelector: {}\n  ingress:\n  - from: [{podSelector: {}}]'),
  },
  {
    code: 'field-outdated',
    finds: /fromRequires is gone from newer releases/,
    at: 'spec.ingress[0].fromRequires',
    bad: cnp('  ingress: [{fromRequires: [{matchLabels: {env: prod}}]}]'),
    good: cnp('  ingress: [{fromEndpoints: [{matchLabels: {fromRequires: prod}}]}]'),
    options: { cilium: '1.18.11' },
  },
  {
    code: 'two-peers',
    finds: /these are two peers/,
    at: 'spec.ingress[0].from[1]',
    bad: np(
      '  podSelector: {}\n  ingress: [{from: [{namespaceSelector: {matchLabels: {a: b}}}, {podSelector: {matchLabels: {c: d}}}]}]',
    ),
    good: np(
      '  podSelector: {}\n  ingress: [{from: [{namespaceSelector: {matchLabels: {a: b}}, podSelector: {matchLabels: {c: d}}}]}]',
    ),
  },
  {
    code: 'policy-types',
    finds: /policyTypes does not name Egress/,
    at: 'spec.egress',
    bad: np('  podSelector: {}\n  policyTypes: [Ingress]\n  egress: [{to: [{podSelector: {}}]}]'),
    good: np('  podSelector: {}\n  policyTypes: [Ingress, Egress]\n  egress: [{to: [{podSelector: {}}]}]'),
  },
  {
    code: 'host-firewall-off',
    finds: /the host firewall is off/,
    at: 'spec.nodeSelector',
    bad: ccnp('  nodeSelector: {}\n  ingress: [{fromEntities: [cluster]}]'),
    good: ccnp('  nodeSelector: {}\n  ingress: [{fromEntities: [cluster]}]'),
    options: { config: { enableHostFirewall: false } },
    goodOptions: { config: { enableHostFirewall: true } },
  },
  {
    code: 'empty-peers',
    finds: /an empty list of peers selects nobody, so this rule allows nothing/,
    at: 'spec.ingress[0].fromEndpoints',
    bad: cnp('  ingress: [{fromEndpoints: []}]'),
    good: cnp('  ingress: [{fromEndpoints: [{}]}]'),
  },
  {
    code: 'empty-peers-open',
    finds: /opens these ports to everybody/,
    at: 'spec.egress[0].toFQDNs',
    bad: cnp('  egress: [{toFQDNs: [], toPorts: [{ports: [{port: "443"}]}]}]'),
    good: cnp('  egress: [{toFQDNs: [{matchName: a.com}], toPorts: [{ports: [{port: "443"}]}]}]'),
  },
  {
    code: 'empty-peers-open',
    finds: /no service of the input is meant here/,
    at: 'spec.egress[0].toServices',
    bad:
      service('shop', 'orders', 'app: orders') +
      cnp(
        '  egress: [{toServices: [{k8sService: {serviceName: order, namespace: shop}}], toPorts: [{ports: [{port: "80"}]}]}]',
      ),
    good:
      service('shop', 'orders', 'app: orders') +
      cnp(
        '  egress: [{toServices: [{k8sService: {serviceName: orders, namespace: shop}}], toPorts: [{ports: [{port: "80"}]}]}]',
      ),
  },
  {
    code: 'empty-section',
    finds: /it turns on no default deny for egress/,
    at: 'spec.egress',
    line: 7,
    bad: cnp('  ingress: [{}]\n  egress: []'),
    good: cnp('  ingress: [{}]\n  egress: [{}]'),
  },
  {
    code: 'empty-section',
    severity: 'note',
    finds: /it turns on no default deny for egress/,
    at: 'spec.egress',
    bad: cnp('  ingress: [{}]\n  egress: []') + cnp('  egress: [{toEntities: [host]}]', 'q'),
    good: cnp('  ingress: [{}]') + cnp('  egress: [{toEntities: [host]}]', 'q'),
  },
  {
    code: 'empty-ports',
    finds: /no port stands here, so this part allows nothing/,
    at: 'spec.ingress[0].toPorts[0]',
    bad: cnp('  ingress: [{toPorts: [{}]}]'),
    good: cnp('  ingress: [{toPorts: []}]'),
  },
  {
    code: 'empty-l7-rules',
    finds: /an empty list of L7 rules restricts nothing/,
    at: 'spec.ingress[0].toPorts[0].rules.http',
    bad: cnp('  ingress: [{toPorts: [{ports: [{port: "80", protocol: TCP}], rules: {http: []}}]}]'),
    good: cnp(get('/')),
  },
  {
    code: 'empty-rule',
    finds: /an empty rule selects nobody: it allows nothing/,
    fix: /fromEntities: \[all\]/,
    at: 'spec.ingress[0]',
    bad: cnp('  ingress: [{}]', 'allow-all'),
    good: cnp('  ingress: [{}]', 'default-deny'),
  },
  {
    code: 'empty-rule',
    severity: 'note',
    finds: /beside other rules it does nothing/,
    at: 'spec.ingress[0]',
    bad: cnp('  ingress: [{}, {fromEntities: [world]}]'),
    good: cnp('  ingress: [{fromEntities: [world]}]'),
  },
  {
    code: 'empty-allows-everybody',
    finds: /an empty list of peers means everybody/,
    at: 'spec.ingress[0].from',
    bad: np('  podSelector: {}\n  ingress: [{from: [], ports: [{port: 80}]}]'),
    good: np('  podSelector: {}\n  ingress: [{ports: [{port: 80}]}]'),
  },
  {
    code: 'empty-allows-everybody',
    finds: /an empty rule allows everybody/,
    fix: /ingress: \[\]/,
    at: 'spec.ingress[0]',
    bad: np('  podSelector: {}\n  ingress: [{}]', 'deny-all'),
    good: np('  podSelector: {}\n  ingress: []', 'deny-all'),
  },
  {
    code: 'clusterwide-empty-peer',
    finds: /an empty peer means the pods of every namespace/,
    at: 'spec.ingress[0].fromEndpoints[0]',
    bad: ccnp('  endpointSelector: {}\n  ingress: [{fromEndpoints: [{matchLabels: {}}]}]', 'deny-cross-namespace'),
    good: cnp('  endpointSelector: {}\n  ingress: [{fromEndpoints: [{matchLabels: {}}]}]', 'deny-cross-namespace'),
  },
  {
    code: 'deny-only',
    finds: /no rule of the input allows ingress of shop\/web: everything else is denied too/,
    fix: /enableDefaultDeny: \{ ingress: false \}/,
    at: 'spec.ingressDeny',
    bad: web + cnp('  ingressDeny: [{fromCIDR: [198.51.100.0/24]}]'),
    good: web + cnp('  ingressDeny: [{fromCIDR: [198.51.100.0/24]}]\n  enableDefaultDeny: {ingress: false}'),
  },
  {
    code: 'deny-only',
    finds: /only denying rules/,
    at: 'spec.egressDeny',
    bad: cnp('  egressDeny: [{toEntities: [world]}]'),
    good: cnp('  egressDeny: [{toEntities: [world]}]') + cnp('  egress: [{toEndpoints: [{}]}]', 'q'),
  },
  {
    code: 'deny-only',
    finds: /only denying rules/,
    at: 'spec.ingressDeny',
    bad: cnp('  ingressDeny: [{fromEntities: [world]}]'),
    good: cnp('  ingressDeny: [{fromEntities: [all]}]'),
  },
  {
    code: 'default-deny-without-rules',
    finds: /there is no rule for ingress here/,
    at: 'spec.enableDefaultDeny.ingress',
    bad: cnp('  enableDefaultDeny: {ingress: true}\n  egress: [{}]'),
    good: cnp('  enableDefaultDeny: {ingress: true}\n  ingress: [{}]'),
  },
  {
    code: 'l7-without-default-deny',
    finds: /no default deny for ingress, so the agent adds an L7 rule that allows the rest/,
    at: 'spec.ingress[0]',
    bad: cnp(`${get('/a')}\n  enableDefaultDeny: {ingress: false}`),
    good: cnp(`${get('/a')}\n  enableDefaultDeny: {ingress: false}`) + cnp('  ingress: [{}]', 'q'),
  },
  {
    code: 'lockout',
    finds: /pods of other namespaces cannot ask kube-dns/,
    at: 'spec.ingress[0]',
    bad: ccnp('  endpointSelector: {}\n  ingress: [{fromEntities: [remote-node]}]'),
    good: ccnp('  endpointSelector: {}\n  ingress: [{fromEntities: [cluster]}]'),
  },
  {
    code: 'lockout',
    finds: /kube-dns does not reach the API server/,
    at: 'spec.egress[0]',
    bad: ccnp('  endpointSelector: {}\n  egress: [{toEntities: [world]}]'),
    good: ccnp('  endpointSelector: {}\n  egress: [{toEntities: [world, kube-apiserver]}]'),
  },
  {
    code: 'lockout',
    finds: /other nodes cannot probe the health endpoint/,
    at: 'spec.ingress[0]',
    bad: ccnp('  endpointSelector: {}\n  ingress: [{fromEntities: [world]}]'),
    good: ccnp(
      '  endpointSelector: {matchExpressions: [{key: io.kubernetes.pod.namespace, operator: NotIn, values: [kube-system]}, {key: io.kubernetes.pod.namespace, operator: Exists}]}\n  ingress: [{fromEntities: [world]}]',
    ),
  },
  {
    code: 'lockout',
    finds: /Flux’s source-controller reaches no Git server/,
    at: 'spec.egress[0]',
    bad:
      pod('flux-system', 'source-controller', 'app: source-controller') +
      cnp('  endpointSelector: {}\n  egress: [{toEntities: [kube-apiserver]}]', 'p', 'flux-system'),
    good:
      pod('flux-system', 'source-controller', 'app: source-controller') +
      cnp('  endpointSelector: {}\n  egress: [{toEntities: [kube-apiserver, world]}]', 'p', 'flux-system'),
  },
  {
    code: 'egress-without-dns',
    finds: /shop\/web may connect to what only names lead to/,
    at: 'spec.egress[0]',
    bad:
      web +
      orders +
      cnp('  egress: [{toEndpoints: [{matchLabels: {app: orders}}], toPorts: [{ports: [{port: "80"}]}]}]'),
    good:
      web + orders + cnp(`  egress:\n  - toEndpoints: [{matchLabels: {app: orders}}]\n${dns('{matchPattern: "*"}')}`),
  },
  {
    code: 'lockout-entrance',
    finds: /Ingress\/shop\/web leads to shop\/web, and no rule lets anybody from outside the namespace shop in/,
    at: 'spec.ingress[0]',
    bad:
      web +
      service('shop', 'web', 'app: web') +
      ingress('shop', 'web', 'web') +
      cnp('  ingress: [{fromEndpoints: [{}]}]'),
    good:
      web +
      service('shop', 'web', 'app: web') +
      ingress('shop', 'web', 'web') +
      cnp('  ingress: [{fromEntities: [ingress]}]'),
  },
  {
    code: 'lockout-scraping',
    finds: /mon\/prometheus does not reach the port metrics \(9100\) of shop\/web/,
    at: 'spec.ingress[0]',
    bad: web + prometheus + cnp('  ingress: [{fromEntities: [world]}]'),
    good:
      web +
      prometheus +
      cnp('  ingress: [{fromEndpoints: [{matchLabels: {app: prometheus, k8s:io.kubernetes.pod.namespace: mon}}]}]'),
  },
  {
    code: 'lockout-node',
    finds: /the API server does not reach the kubelet/,
    at: 'spec.ingress[0]',
    bad: ccnp('  nodeSelector: {matchLabels: {a: b}}\n  ingress: [{fromEntities: [health]}]'),
    good: ccnp('  nodeSelector: {matchLabels: {a: b}}\n  ingress: [{fromEntities: [cluster]}]'),
  },
  {
    code: 'rule-shadowed',
    finds:
      /without this rule every verdict is the same: what it says spec.ingress\[1\].toPorts\[0\] in line 8 says too/,
    at: 'spec.ingress[0]',
    line: 7,
    bad: cnp(
      '  ingress:\n  - {fromEndpoints: [{matchLabels: {app: a}}], toPorts: [{ports: [{port: "80", protocol: TCP}]}]}\n  - {fromEntities: [cluster], toPorts: [{ports: [{port: "70", endPort: 90}]}]}',
    ),
    good: cnp(
      '  ingress:\n  - {fromEndpoints: [{matchLabels: {app: a}}], toPorts: [{ports: [{port: "80", protocol: TCP}]}]}\n  - {fromEntities: [cluster], toPorts: [{ports: [{port: "81", endPort: 90}]}]}',
    ),
  },
  {
    code: 'rule-shadowed',
    severity: 'note',
    finds: /CiliumNetworkPolicy\/shop\/q spec.ingress\[0\] \(p.yaml:13:\d+\) says too/,
    at: 'spec.ingress[0]',
    bad:
      cnp('  ingress: [{fromCIDR: [10.1.0.0/16]}]') +
      cnp('  endpointSelector: {}\n  ingress: [{fromCIDR: [10.1.0.0/17, 10.1.128.0/17]}]', 'q'),
    good:
      cnp('  ingress: [{fromCIDR: [10.1.0.0/16]}]') +
      cnp('  endpointSelector: {}\n  ingress: [{fromCIDR: [10.1.0.0/17, 10.1.128.0/18]}]', 'q'),
  },
  {
    code: 'rule-unreachable',
    finds: /nothing that this rule allows is allowed: spec.ingressDeny\[0\].*denies it/,
    at: 'spec.ingress[0]',
    bad: cnp('  ingress: [{fromCIDR: [10.0.0.0/8]}]\n  ingressDeny: [{fromEntities: [world]}]'),
    good: cnp('  ingress: [{fromCIDR: [10.0.0.0/8]}]\n  ingressDeny: [{fromCIDR: [10.0.0.0/9]}]'),
  },
  {
    code: 'l7-swallowed',
    finds: /these http rules restrict nothing: spec.ingress\[1\].* allows every request of the same peers on TCP 80/,
    at: 'spec.ingress[0].toPorts[0]',
    bad: cnp(
      '  ingress:\n  - {fromEndpoints: [{}], toPorts: [{ports: [{port: "80", protocol: TCP}], rules: {http: [{path: /a}]}}]}\n  - fromEntities: [cluster]',
    ),
    good: cnp(
      '  ingress:\n  - {fromEndpoints: [{}], toPorts: [{ports: [{port: "80", protocol: TCP}], rules: {http: [{path: /a}]}}]}\n  - fromEntities: [host]',
    ),
  },
  {
    code: 'l7-swallowed',
    finds: /these http rules do not restrict shop\/orders/,
    at: 'spec.ingress[0].toPorts[0]',
    bad:
      web +
      orders +
      cnp(
        `  ingress:\n  - {fromEndpoints: [{}], toPorts: [{ports: [{port: "80", protocol: TCP}], rules: {http: [{path: /a}]}}]}`,
      ) +
      cnp('  ingress: [{fromEndpoints: [{matchLabels: {app: orders}}]}]', 'q'),
    good:
      web +
      orders +
      cnp(
        `  ingress:\n  - {fromEndpoints: [{}], toPorts: [{ports: [{port: "80", protocol: TCP}], rules: {http: [{path: /a}]}}]}`,
      ) +
      cnp('  ingress: [{fromEndpoints: [{matchLabels: {app: other}}]}]', 'q'),
  },
  {
    code: 'selector-matches-nothing',
    finds: /this selects no pod of namespace shop: none has app: ordres/,
    fix: /did you mean app: orders\?/,
    at: 'spec.ingress[0].fromEndpoints[0]',
    line: 19,
    bad: web + orders + cnp('  ingress:\n  - fromEndpoints:\n    - matchLabels:\n        app: ordres'),
    good: web + orders + cnp('  ingress:\n  - fromEndpoints:\n    - matchLabels:\n        app: orders'),
  },
  {
    code: 'selector-matches-nothing',
    finds: /none has aap: orders/,
    fix: /did you mean app: orders\?/,
    at: 'spec.endpointSelector',
    bad: web + orders + cnp('  endpointSelector: {matchLabels: {aap: orders}}\n  ingress: [{}]'),
    good: web + orders + cnp('  endpointSelector: {matchLabels: {app: orders}}\n  ingress: [{}]'),
  },
  {
    code: 'selector-matches-nothing',
    severity: 'note',
    finds: /none has app: billing/,
    at: 'spec.endpointSelector',
    bad: web + cnp('  endpointSelector: {matchLabels: {app: billing}}\n  ingress: [{}]'),
    good: cnp('  endpointSelector: {matchLabels: {app: billing}}\n  ingress: [{}]'),
  },
  {
    code: 'peer-in-other-namespace',
    finds: /means pods of shop, which has none of that kind; mon has, for example mon\/prometheus/,
    fix: /k8s:io.kubernetes.pod.namespace: mon/,
    at: 'spec.ingress[0].fromEndpoints[0]',
    bad: web + prometheus + cnp('  ingress: [{fromEndpoints: [{matchLabels: {app: prometheus}}]}]'),
    good:
      web +
      prometheus +
      cnp('  ingress: [{fromEndpoints: [{matchLabels: {app: prometheus, io.kubernetes.pod.namespace: mon}}]}]'),
  },
  {
    code: 'namespace-missing',
    finds: /there is no namespace monitorng in the input/,
    fix: /did you mean monitoring\?/,
    at: 'spec.ingress[0].fromEndpoints[0]',
    bad:
      pod('monitoring', 'p', 'a: b') +
      cnp('  ingress: [{fromEndpoints: [{matchLabels: {io.kubernetes.pod.namespace: monitorng}}]}]'),
    good:
      pod('monitoring', 'p', 'a: b') +
      cnp('  ingress: [{fromEndpoints: [{matchLabels: {io.kubernetes.pod.namespace: kube-system}}]}]'),
  },
  {
    code: 'label-outside-identity',
    finds: /kubernetes.io\/metadata.name is no part of an identity, so this selects no pod at all/,
    fix: /k8s:io.kubernetes.pod.namespace/,
    at: 'spec.ingress[0].fromEndpoints[0]',
    bad: cnp('  ingress: [{fromEndpoints: [{matchLabels: {kubernetes.io/metadata.name: mon}}]}]'),
    good: np(
      '  podSelector: {}\n  ingress: [{from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: mon}}}]}]',
    ),
  },
  {
    code: 'label-outside-identity',
    finds: /pod-template-hash is no part of an identity, so this condition always holds/,
    at: 'spec.endpointSelector',
    bad: cnp(
      '  endpointSelector: {matchExpressions: [{key: pod-template-hash, operator: DoesNotExist}]}\n  ingress: [{}]',
    ),
    good: cnp(
      '  endpointSelector: {matchExpressions: [{key: app.kubernetes.io/name, operator: DoesNotExist}]}\n  ingress: [{}]',
    ),
  },
  {
    code: 'selector-impossible',
    finds: /no pod can meet these conditions at once/,
    at: 'spec.ingress[0].fromEndpoints[0]',
    bad: cnp(
      '  ingress: [{fromEndpoints: [{matchLabels: {a: b}, matchExpressions: [{key: a, operator: In, values: [c]}]}]}]',
    ),
    good: cnp(
      '  ingress: [{fromEndpoints: [{matchLabels: {a: b}, matchExpressions: [{key: a, operator: In, values: [b, c]}]}]}]',
    ),
  },
  {
    code: 'namespace-overwritten',
    finds: /that this says mon is ignored/,
    at: 'spec.endpointSelector',
    bad: cnp('  endpointSelector: {matchLabels: {k8s:io.kubernetes.pod.namespace: mon}}\n  ingress: [{}]'),
    good: cnp('  endpointSelector: {matchLabels: {k8s:io.kubernetes.pod.namespace: shop}}\n  ingress: [{}]'),
  },
  {
    code: 'fqdn-without-dns',
    finds: /no DNS rule of these pods in the input: no address is learned for a.com/,
    at: 'spec.egress[0].toFQDNs',
    bad: cnp('  egress:\n  - toFQDNs: [{matchName: a.com}]'),
    good: cnp(`  egress:\n  - toFQDNs: [{matchName: a.com}]\n${dns('{matchPattern: "*.com"}')}`),
  },
  {
    code: 'fqdn-without-dns',
    finds: /no DNS rule of all these pods lets them ask for b.com/,
    at: 'spec.egress[0].toFQDNs',
    bad: cnp(`  egress:\n  - toFQDNs: [{matchName: a.com}, {matchName: b.com}]\n${dns('{matchName: a.com}')}`),
    good:
      cnp(`  egress:\n  - toFQDNs: [{matchName: a.com}, {matchName: b.com}]\n${dns('{matchName: a.com}')}`) +
      ccnp(
        `  endpointSelector: {matchLabels: {io.cilium.k8s.policy.cluster: default}}\n  egress:\n${dns('{matchName: b.com}')}`,
      ),
  },
  {
    code: 'dns-without-cluster-names',
    finds: /may ask for no name of a Service/,
    at: 'spec.egress[1].toPorts[0]',
    bad: cnp(`  egress:\n  - toEndpoints: [{matchLabels: {app: orders}}]\n${dns('{matchName: a.com}')}`),
    good: cnp(
      `  egress:\n  - toEndpoints: [{matchLabels: {app: orders}}]\n${dns('{matchName: a.com}, {matchPattern: "*.*.svc.cluster.local"}')}`,
    ),
  },
  {
    code: 'pattern-matches-siblings',
    finds: /also matches names that merely end alike, such as evilexample.com/,
    fix: /"\*.example.com"/,
    at: 'spec.egress[0].toFQDNs[0].matchPattern',
    bad: cnp('  egress: [{toFQDNs: [{matchPattern: "*example.com"}]}]'),
    good: cnp('  egress: [{toFQDNs: [{matchPattern: "*.example.com"}]}]'),
  },
  {
    code: 'fqdn-every-name',
    finds: /every address that any name resolves to/,
    at: 'spec.egress[0].toFQDNs[0].matchPattern',
    bad: cnp('  egress: [{toFQDNs: [{matchPattern: "*"}]}]'),
    good: cnp(`  egress:\n${dns('{matchPattern: "*"}')}`),
  },
  {
    code: 'pattern-not-deep',
    finds: /in Cilium 1.18.11 "\*\*.a.com" is "\*.a.com"/,
    at: 'spec.egress[0].toFQDNs[0].matchPattern',
    bad: cnp('  egress: [{toFQDNs: [{matchPattern: "**.a.com"}]}]'),
    good: cnp('  egress: [{toFQDNs: [{matchPattern: "**.a.com"}]}]'),
    options: { cilium: '1.18.11' },
    goodOptions: { cilium: '1.19.7' },
  },
  {
    code: 'name-empty',
    finds: /neither a name nor a pattern stands here/,
    at: 'spec.egress[0].toPorts[0].rules.dns[0]',
    bad: cnp(`  egress:\n${dns('{}')}`),
    good: cnp(`  egress:\n${dns('{matchName: a.com}')}`),
  },
  {
    code: 'http-on-tls-port',
    finds: /http rules on port 443/,
    at: 'spec.ingress[0].toPorts[0]',
    bad: cnp(get('/a', '443')),
    good: cnp(get('/a', '8080')),
  },
  {
    code: 'http-path-glob',
    finds: /"\/api\/\*" does not match \/api\/x/,
    fix: /write "\/api\/\.\*"/,
    at: 'spec.ingress[0].toPorts[0].rules.http[0].path',
    bad: cnp(get('/api/*')),
    good: cnp(get('/api/.*')),
  },
  {
    code: 'http-matches-nothing',
    finds: /a request's path begins with \//,
    at: 'spec.ingress[0].toPorts[0].rules.http[0].path',
    bad: cnp(get('api/v1')),
    good: cnp(get('/api/v1')),
  },
  {
    code: 'http-matches-nothing',
    finds: /methods are written in capitals: "get"/,
    at: 'spec.ingress[0].toPorts[0].rules.http[0].method',
    bad: cnp('  ingress: [{toPorts: [{ports: [{port: "80", protocol: TCP}], rules: {http: [{method: get}]}}]}]'),
    good: cnp('  ingress: [{toPorts: [{ports: [{port: "80", protocol: TCP}], rules: {http: [{method: GET|HEAD}]}}]}]'),
  },
  {
    code: 'http-header-name',
    finds: /asks for a header of that whole name/,
    fix: /"X-Key: a"/,
    at: 'spec.ingress[0].toPorts[0].rules.http[0].headers[0]',
    bad: cnp(
      '  ingress: [{toPorts: [{ports: [{port: "80", protocol: TCP}], rules: {http: [{headers: ["X-Key:a"]}]}}]}]',
    ),
    good: cnp(
      '  ingress: [{toPorts: [{ports: [{port: "80", protocol: TCP}], rules: {http: [{headers: ["X-Key: a", "X-Other"]}]}}]}]',
    ),
  },
  {
    code: 'port-zero',
    finds: /port 0 is every port of UDP/,
    at: 'spec.ingress[0].toPorts[0].ports[0]',
    bad: cnp('  ingress: [{toPorts: [{ports: [{port: "0", protocol: UDP}]}]}]'),
    good: cnp('  ingress: [{toPorts: [{ports: [{port: "1", protocol: UDP}]}]}]'),
  },
  {
    code: 'port-range-ignored',
    finds: /the range ends before it begins, so this is port 90 only/,
    at: 'spec.ingress[0].toPorts[0].ports[0].endPort',
    bad: cnp('  ingress: [{toPorts: [{ports: [{port: "90", endPort: 80}]}]}]'),
    good: cnp('  ingress: [{toPorts: [{ports: [{port: "80", endPort: 90}]}]}]'),
  },
  {
    code: 'port-name-unknown',
    finds: /no port of shop\/web is named htpt/,
    fix: /did you mean http\?/,
    at: 'spec.ingress[0].toPorts[0].ports[0].port',
    bad: web + cnp('  ingress: [{toPorts: [{ports: [{port: htpt}]}]}]'),
    good: web + cnp('  ingress: [{toPorts: [{ports: [{port: http}]}]}]'),
  },
  {
    code: 'dns-without-udp',
    finds: /port 53 without UDP/,
    at: 'spec.egress[0].ports[0]',
    bad: np('  podSelector: {}\n  egress: [{ports: [{port: 53}]}]'),
    good: np('  podSelector: {}\n  egress: [{ports: [{port: 53}, {port: 53, protocol: UDP}]}]'),
  },
  {
    code: 'cidr-host-bits',
    finds: /"10.0.0.5\/24" is read as 10.0.0.0\/24/,
    fix: /10.0.0.5\/32/,
    at: 'spec.egress[0].toCIDR[0]',
    bad: cnp('  egress: [{toCIDR: [10.0.0.5/24]}]'),
    good: cnp('  egress: [{toCIDR: [10.0.0.0/24, 10.0.0.5]}]'),
  },
  {
    code: 'cidr-selects-no-pods',
    finds: /not node n1, whose address lies in it/,
    fix: /kube-apiserver/,
    at: 'spec.egress[0].toCIDRSet[0].cidr',
    bad: node('n1', '192.168.1.5') + cnp('  egress: [{toCIDRSet: [{cidr: 192.168.1.0/24}]}]'),
    good:
      node('n1', '192.168.1.5') +
      cnp('  egress: [{toCIDRSet: [{cidr: 192.168.1.0/24, except: [192.168.1.5/32]}]}, {toCIDR: [0.0.0.0/0]}]'),
  },
  {
    code: 'cidr-api-server',
    finds: /port 6443 of 192.168.1.10\/32/,
    at: 'spec.egress[0].toCIDR[0]',
    bad: cnp('  egress: [{toCIDR: [192.168.1.10/32], toPorts: [{ports: [{port: "6443", protocol: TCP}]}]}]'),
    good: cnp('  egress: [{toCIDR: [192.168.1.10/32], toPorts: [{ports: [{port: "6443", protocol: TCP}]}]}]'),
    goodOptions: { config: { policyCIDRMatchMode: ['nodes'] } },
  },
  {
    code: 'cidr-service-range',
    finds: /10.96.0.1\/32 is where kubeadm and Talos put Services/,
    fix: /kube-apiserver/,
    at: 'spec.egress[0].toCIDR[0]',
    bad: cnp('  egress: [{toCIDR: [10.96.0.1/32]}]'),
    good: cnp('  egress: [{toCIDR: [10.97.3.0/24]}]'),
  },
  {
    code: 'service-missing',
    finds: /there is no service shop\/ordres in the input/,
    fix: /did you mean orders\?/,
    at: 'spec.egress[0].toServices[0].k8sService',
    bad:
      service('shop', 'orders', 'app: orders') +
      cnp('  egress: [{toServices: [{k8sService: {serviceName: ordres, namespace: shop}}]}]'),
    good:
      service('shop', 'orders', 'app: orders') +
      cnp('  egress: [{toServices: [{k8sService: {serviceName: orders, namespace: shop}}]}]'),
  },
  {
    code: 'service-denied',
    finds: /the agent resolves services for allowing rules only/,
    at: 'spec.egressDeny[0].toServices',
    bad: cnp('  egressDeny: [{toServices: [{k8sService: {serviceName: a, namespace: shop}}]}]'),
    good: cnp('  egress: [{toServices: [{k8sService: {serviceName: a, namespace: shop}}]}]'),
  },
  {
    code: 'policy-map-size',
    severity: 'error',
    finds: /the policy map of these pods needs at least \d+ entries, and has 16384/,
    at: 'spec.egress[0]',
    bad: cnp(`  egress: [{toCIDR: [${many.join()}], toPorts: [{ports: [{port: "1025", endPort: 65534}]}]}]`),
    good: cnp(`  egress: [{toCIDR: [${many.join()}], toPorts: [{ports: [{port: "443"}]}]}]`),
  },
  {
    code: 'upgrade-changes-verdict',
    finds:
      /denied with 1.18.11, allowed with 1.20.2|allowed with 1.18.11, denied with 1.20.2|refused by the proxy with 1.18.11/,
    at: 'spec.egress[0]',
    bad: cnp(`  egress:\n${dns('{matchPattern: "**.a.com"}')}`),
    good: cnp(`  egress:\n${dns('{matchPattern: "*.a.com"}')}`),
    options: { cilium: '1.18.11', upgradeTo: '1.20.2' },
  },
  {
    code: 'upgrade-changes-verdict',
    severity: 'error',
    finds: /Cilium 1.20.2 refuses this policy: .*does not contain exclude CIDR prefix/,
    at: '',
    bad: cnp('  egress: [{toCIDRSet: [{cidr: 10.0.0.0/16, except: [10.0.0.0/8]}]}]'),
    good: cnp('  egress: [{toCIDRSet: [{cidr: 10.0.0.0/8, except: [10.0.0.0/16]}]}]'),
    options: { cilium: '1.18.11', upgradeTo: '1.20.2' },
  },
  {
    code: 'upgrade-local-cluster',
    finds: /mean pods of every cluster of a mesh with 1.18.11, and of the local one only with 1.20.2/,
    at: 'spec.ingress[0]',
    bad: cnp('  ingress: [{fromEndpoints: [{matchLabels: {app: a}}]}]'),
    good: cnp('  ingress: [{fromEndpoints: [{matchLabels: {app: a, io.cilium.k8s.policy.cluster: b}}]}]'),
    options: { cilium: '1.18.11', upgradeTo: '1.20.2', config: { clusterName: 'anton' } },
  },
];

describe('policy lint', () => {
  test.each(CASES.map((one, at) => [`${one.code} finds ${at}: ${one.finds.source.slice(0, 60)}`, one] as const))(
    '%s',
    (_title, { code, finds, fix, at, line, severity, bad, good, options, goodOptions }) => {
      const found = lint(bad, options).filter((issue) => issue.code === code);
      const fitting = found.filter(
        ({ message, path }) => finds.test(message) && path.endsWith(at === '' ? '' : ` ${at}`),
      );
      expect(fitting.length > 0 ? [] : found).toEqual([]);
      const [issue] = fitting;
      expect(issue).toBeDefined();
      if (fix) expect(issue?.fix).toMatch(fix);
      if (severity) expect(issue?.severity).toBe(severity);
      expect(issue?.location).toMatchObject({ file: 'p.yaml', ...(line !== undefined && { line }) });
      expect(lint(good, goodOptions ?? options).filter((one) => one.code === code && finds.test(one.message))).toEqual(
        [],
      );
    },
  );

  test('has a case for every finding', () => {
    const tried = new Set(CASES.map(({ code }) => code));
    expect(ALL_POLICY_FINDINGS.map(({ code }) => code).filter((code) => !tried.has(code))).toEqual([]);
  });

  test('names each finding once, in kebab case, with a reason and a source', () => {
    const codes = ALL_POLICY_FINDINGS.map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    for (const { code, why, source } of ALL_POLICY_FINDINGS) {
      expect(code).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      expect(why).toMatch(/\.$/);
      expect(source).not.toBe('');
    }
  });
});
