/** Scenarios from policies that somebody wrote: each file's policies, in a world made of what they select. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { drawing } from './vocabulary.mjs';

const KINDS = ['CiliumNetworkPolicy', 'CiliumClusterwideNetworkPolicy', 'NetworkPolicy', 'ClusterNetworkPolicy'];
const POD_NAMESPACE = 'io.kubernetes.pod.namespace';
const NAMESPACE_LABELS = 'io.cilium.k8s.namespace.labels.';
const ACCOUNT = 'io.cilium.k8s.policy.serviceaccount';

/** The documents of a YAML file; those that cannot be read are counted. */
function documents(path, parseYaml, count) {
  return readFileSync(path, 'utf8')
    .split(/^---.*$/m)
    .flatMap((text) => {
      try {
        const value = parseYaml(text);
        const items = value?.kind === 'List' ? (value.items ?? []) : [value];
        return items.filter((item) => item && typeof item === 'object' && !Array.isArray(item));
      } catch {
        count('documents that are no YAML');
        return [];
      }
    });
}

/** Every value at a key, at any depth. */
function* at(value, ...keys) {
  if (!value || typeof value !== 'object') return;
  for (const [key, item] of Object.entries(value)) {
    if (keys.includes(key) && item) yield item;
    yield* at(item, ...keys);
  }
}

const strip = (key) => key.replace(/^(?:k8s|any)[:.](?=\S)/, '');

/** The labels that a selector asks for. */
function wanted(selector) {
  const labels = { ...selector?.matchLabels };
  for (const { key, operator, values = [] } of selector?.matchExpressions ?? []) {
    if (operator === 'In') labels[key] = values[0];
    if (operator === 'Exists') labels[key] = 'x';
  }
  return Object.entries(labels).map(([key, value]) => [strip(key), String(value)]);
}

/** An address in a CIDR. */
function addressIn(cidr) {
  const [address] = String(cidr).split('/');
  if (address.includes(':')) return address.endsWith('::') ? `${address}1` : address;
  if (String(cidr).endsWith('/32') || !String(cidr).includes('/')) return address;
  return address.replace(/\d+$/, (last) => String(Math.min(Number(last) + 1, 255)));
}

/** What a path's expression might match, and what not. */
const pathsOf = (expression) => {
  const plain = expression.replace(/\([^()]*\)|\[[^\]]*\]|\\./g, 'a').replace(/[.^$*+?|{}()]/g, '');
  return [plain.startsWith('/') ? plain : `/${plain}`, `${plain}/more`, '/'];
};

function world(policies, others, draw) {
  const namespaces = new Map();
  const space = (name, labels = {}) => {
    namespaces.set(name, { ...namespaces.get(name), ...labels });
    return name;
  };
  const pods = new Map();
  const pod = (namespace, labels, serviceAccount) => {
    const key = JSON.stringify([namespace, labels, serviceAccount]);
    if (pods.size < 14 && !pods.has(key))
      pods.set(key, { namespace: space(namespace), labels, ...(serviceAccount && { serviceAccount }) });
  };
  for (const one of others) {
    const meta = one.kind === 'Pod' ? one.metadata : one.spec?.template?.metadata;
    if (meta?.labels) pod(one.metadata?.namespace ?? 'default', meta.labels);
    if (one.kind === 'Namespace') space(one.metadata.name, one.metadata.labels ?? {});
  }
  const select = (selector, home) => {
    const labels = {};
    let [namespace, account] = [home, undefined];
    const ofSpace = {};
    for (const [key, value] of wanted(selector)) {
      if (key === POD_NAMESPACE) namespace = value;
      else if (key === ACCOUNT) account = value;
      else if (key.startsWith(NAMESPACE_LABELS)) ofSpace[key.slice(NAMESPACE_LABELS.length)] = value;
      else if (!/^(?:reserved:|io\.cilium)/.test(key)) labels[key] = value;
    }
    const named = ofSpace['kubernetes.io/metadata.name'];
    if (named) namespace = named;
    else if (Object.keys(ofSpace).length > 0) namespace = 'labelled';
    delete ofSpace['kubernetes.io/metadata.name'];
    space(namespace, ofSpace);
    pod(namespace, labels, account);
  };
  for (const { metadata, spec, specs } of policies) {
    const home = metadata?.namespace ?? 'default';
    const all = [spec, ...(specs ?? [])];
    for (const selector of at(all, 'endpointSelector', 'podSelector')) select(selector, home);
    for (const list of at(all, 'fromEndpoints', 'toEndpoints')) for (const one of list) select(one, home);
    for (const peers of at(all, 'from', 'to')) {
      for (const { podSelector, namespaceSelector } of Array.isArray(peers) ? peers : []) {
        if (!namespaceSelector) continue;
        const named = namespaceSelector.matchLabels?.['kubernetes.io/metadata.name'];
        const name = named ?? 'labelled';
        space(name, named ? {} : Object.fromEntries(wanted(namespaceSelector)));
        pod(name, Object.fromEntries(wanted(podSelector)));
      }
    }
    pod(home, { other: 'yes' });
  }
  pod('elsewhere', { app: 'stranger' });

  const text = JSON.stringify(policies);
  const ports = new Set([80, 53]);
  const names = new Map();
  for (const list of at(policies, 'ports', 'protocols')) {
    for (const one of Array.isArray(list) ? list : []) {
      const port = one?.port;
      if (/^\d+$/.test(String(port))) ports.add(Number(port));
      else if (typeof port === 'string' && !names.has(port)) names.set(port, 8000 + names.size);
    }
  }
  for (const number of names.values()) ports.add(number);
  const dns = {};
  const learn = (name) => (dns[name] ??= [`203.0.113.${(Object.keys(dns).length % 200) + 20}`]);
  for (const list of at(policies, 'toFQDNs', 'dns', 'domainNames')) {
    for (const one of Array.isArray(list) ? list : []) {
      const given = typeof one === 'string' ? one : (one.matchName ?? one.matchPattern);
      if (given) learn(String(given).replaceAll('*', 'x').replace(/\.$/, ''));
    }
  }
  learn('nowhere.example');
  const addresses = new Set(['8.8.8.8', '10.9.8.7']);
  for (const list of at(policies, 'fromCIDR', 'toCIDR', 'networks', 'except'))
    for (const one of Array.isArray(list) ? list : []) addresses.add(addressIn(one));
  for (const one of at(policies, 'cidr')) if (typeof one === 'string') addresses.add(addressIn(one));
  const cidrGroups = [...new Set(at(policies, 'cidrGroupRef'))].map((name) => ({
    name,
    cidrs: ['203.0.113.0/28', '8.8.8.0/24'],
  }));
  const services = [...at(policies, 'k8sService')].map(({ serviceName, namespace }, index) => ({
    name: serviceName,
    namespace: namespace ?? 'default',
    ...(index % 2 ? { backends: ['10.9.8.7'] } : { selector: { other: 'yes' } }),
  }));
  const endpoints = [...pods.values()].map((one, index) => ({
    name: `s${index}`,
    ...one,
    ports: [...names].map(([name, port]) => ({ name: name.toLowerCase(), port, protocol: 'TCP' })),
  }));
  const paths = [...at(policies, 'path')].filter((one) => typeof one === 'string').flatMap(pathsOf);
  const methods = ['GET', ...at(policies, 'method')].filter((one) => /^[A-Z]+$/.test(one));
  const ends = [...endpoints.map(({ namespace, name }) => `${namespace}/${name}`)];
  const far = [
    ...[...addresses].filter((ip) => /^[\d.]+$|^[\da-f:]+$/i.test(ip)).map((ip) => `ip:${ip}`),
    ...Object.keys(dns).map((name) => `fqdn:${name}`),
    ...['host', 'remote-node', 'world', 'kube-apiserver', 'health', 'ingress', 'init'].map((name) => `entity:${name}`),
    'node:n1',
    'node:n2',
  ];
  const flow = () => {
    const [here, there] = [
      draw.pick(draw.chance(0.06) ? ['node:n1', 'entity:ingress'] : ends),
      draw.pick(draw.chance(0.55) ? ends : far),
    ];
    const both = draw.chance(0.5) ? { from: here, to: there } : { from: there, to: here };
    if (draw.chance(0.06)) return { ...both, proto: 'ICMP', icmp: draw.pick([0, 8]) };
    const port = draw.pick([...ports]);
    const dnsPort = port === 53 || (text.includes('"dns"') && draw.chance(0.2));
    if (dnsPort) return { ...both, proto: draw.pick(['UDP', 'UDP', 'TCP']), port, dns: draw.pick(Object.keys(dns)) };
    return {
      ...both,
      proto: draw.chance(0.85) ? 'TCP' : 'UDP',
      port,
      ...(text.includes('"http"') && {
        http: { method: draw.pick(methods), path: draw.pick(paths.length > 0 ? paths : ['/']) },
      }),
    };
  };
  return {
    policies,
    namespaces: [...namespaces].map(([name, labels]) => ({ name, labels })),
    endpoints,
    nodes: [
      { name: 'n1', labels: {}, ip: '192.168.1.1', local: true },
      { name: 'n2', labels: {}, ip: '192.168.1.2' },
    ],
    dns,
    cidrGroups,
    services,
    config: {
      ...(text.includes('"nodeSelector"') && { enableHostFirewall: true }),
      ...(/"(?:from|to)Nodes"/.test(text) && { enableNodeSelectorLabels: true }),
    },
    flows: draw.many(flow, 60, 60),
  };
}

/** A scenario for each file below `folder` that has policies; `counts` tells what was left out. */
export function realScenarios(folder, parseYaml, seed) {
  const counts = new Map();
  const count = (what) => counts.set(what, (counts.get(what) ?? 0) + 1);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:ya?ml|json)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const scenarios = files.flatMap((file, index) => {
    const all = documents(file, parseYaml, count);
    const policies = all.filter(({ kind }) => KINDS.includes(kind));
    count(policies.length > 0 ? 'files' : 'files without policies');
    if (policies.length === 0) return [];
    const others = all.filter(({ kind }) => !KINDS.includes(kind));
    return [{ name: relative(folder, file), ...world(policies, others, drawing(seed + index)) }];
  });
  return { scenarios, counts };
}
