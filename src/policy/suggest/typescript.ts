import { allowDNS, kubeDNS } from '../builders/dns';
import { allPods, podsOfAllNamespaces } from '../builders/labels';
import { POD_NAMESPACE } from '../labels';
import type { CiliumPolicy, EndpointSelector, FQDNSelector, HTTPRule, ICMPRule, PolicyRule, PortRule } from '../rule';

/** Code to print: a word, or a list in brackets that is broken over lines where it is long. */
type Code = string | { readonly open: string; readonly items: readonly Code[]; readonly close: string };

const WIDTH = 120;
const NAMESPACE = `k8s:${POD_NAMESPACE}`;

/**
 * Policies as TypeScript that makes the same objects with the builders of `cdk8s-cilium/policy`: a constant for each, and
 * all of them as `policies`, which a cluster's field of that name takes.
 */
export function policiesInTypeScript(policies: readonly CiliumPolicy[]): string {
  const used = new Set<string>();
  const names = new Set<string>();
  const constants = policies.map((one) => ({ name: constantOf(one, names), code: policyCode(one, used) }));
  const body = constants.map(({ name, code }) => `export const ${name} = ${print(code, 0, 13 + name.length)};\n`);
  const all = call(
    '[',
    constants.map(({ name }) => name),
    ']',
  );
  const imports = [...used].sort((a, b) => a.localeCompare(b, 'en'));
  const from = `import ${print(call('{ ', imports, ' }'), 0, 40)} from 'cdk8s-cilium/policy';`;
  return [from, '', ...body, `export const policies = ${print(all, 0, 25)};`, ''].join('\n');
}

function print(code: Code, indent: number, before: number): string {
  const flat = inline(code);
  if (typeof code === 'string' || before + indent + flat.length < WIDTH) return flat;
  const deeper = ' '.repeat(indent + 2);
  const [only] = code.items;
  // A call whose only argument is an object or a list opens on the same line.
  if (code.items.length === 1 && only !== undefined && typeof only !== 'string' && code.open.endsWith('(')) {
    return `${code.open}${print(only, indent, WIDTH)}${code.close}`;
  }
  if (code.items.length === 2 && typeof only === 'string' && code.open.endsWith('(')) {
    return `${code.open}${only}, ${print(code.items[1] as Code, indent, WIDTH)}${code.close}`;
  }
  const lines = code.items.map((item) => `${deeper}${print(item, indent + 2, 1)},\n`);
  return `${code.open.trimEnd()}\n${lines.join('')}${' '.repeat(indent)}${code.close.trimStart()}`;
}

function inline(code: Code): string {
  return typeof code === 'string' ? code : `${code.open}${code.items.map(inline).join(', ')}${code.close}`;
}

const call = (open: string, items: readonly Code[], close: string): Code => ({ open, items, close });
const list = (items: readonly Code[]): Code => call('[', items, ']');
const map = (fields: readonly (readonly [string, Code])[]): Code =>
  call(
    '{ ',
    fields.map(([key, value]) => field(key, value)),
    ' }',
  );

function field(key: string, value: Code): Code {
  const name = /^[A-Za-z_$][\w$]*$/.test(key) ? key : text(key);
  return typeof value === 'string' ? `${name}: ${value}` : { ...value, open: `${name}: ${value.open}` };
}

/** A string in single quotes. */
function text(value: string): string {
  const json = JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${json}'`;
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

function policyCode(one: CiliumPolicy, used: Set<string>): Code {
  const { name, namespace } = one.metadata;
  const make = one.kind === 'CiliumNetworkPolicy' ? 'policy' : 'clusterwidePolicy';
  used.add(make);
  const fields = [
    ...(namespace === undefined ? [] : [['namespace', text(namespace)] as const]),
    ...Object.entries(one.spec ?? {}).map(([key, value]): [string, Code] => [key, specCode(key, value, used)]),
  ];
  return call(`${make}(`, [text(name), map(fields)], ')');
}

function specCode(key: string, value: unknown, used: Set<string>): Code {
  if (key === 'endpointSelector') return selector(value as EndpointSelector, used);
  if (key === 'ingress' || key === 'egress') {
    const rules = value as NonNullable<PolicyRule['egress'] | PolicyRule['ingress']>;
    return list(rules.map((rule) => ruleCode(rule as Readonly<Record<string, unknown>>, used)));
  }
  return plain(value);
}

/** Anything else as it stands. */
function plain(value: unknown): Code {
  if (Array.isArray(value)) return list(value.map(plain));
  if (typeof value === 'object' && value !== null) {
    return map(Object.entries(value).map(([key, one]): [string, Code] => [key, plain(one)]));
  }
  return typeof value === 'string' ? text(value) : String(value);
}

function ruleCode(rule: Readonly<Record<string, unknown>>, used: Set<string>): Code {
  const keys = Object.keys(rule);
  const word = (name: string): string => {
    used.add(name);
    return name;
  };
  if (keys.length === 0) return `${word('nobody')}()`;
  const dns = asAllowDNS(rule, used);
  if (dns !== undefined) return dns;
  const ports = rule.toPorts as readonly PortRule[] | undefined;
  if (rule.toFQDNs !== undefined && keys.length === 2 && ports) {
    const names = (rule.toFQDNs as readonly FQDNSelector[]).map(nameOf);
    return call(`${word('toFQDNs')}(`, [...names, ...ports.map((port) => portCode(port, used))], ')');
  }
  return map(
    Object.entries(rule).map(([key, value]): [string, Code] => {
      const items = value as readonly unknown[];
      if (key === 'toPorts') return [key, list((value as readonly PortRule[]).map((port) => portCode(port, used)))];
      if (key === 'icmps') return [key, list((value as readonly ICMPRule[]).map((icmp) => icmpCode(icmp, used)))];
      if (/Endpoints$/.test(key)) return [key, list((value as EndpointSelector[]).map((one) => selector(one, used)))];
      if (/Entities$/.test(key)) return [key, call(`${word('entities')}(`, items.map(plain), ')')];
      if (/CIDRSet$/.test(key)) {
        return [key, list((value as { cidr: string }[]).map(({ cidr }) => `${word('cidr')}(${text(cidr)})`))];
      }
      return [key, list((value as readonly FQDNSelector[]).map((one) => `${word('fqdn')}(${nameOf(one)})`))];
    }),
  );
}

function nameOf({ matchName, matchPattern }: FQDNSelector): string {
  return text(matchName ?? matchPattern ?? '');
}

function asAllowDNS(rule: Readonly<Record<string, unknown>>, used: Set<string>): Code | undefined {
  const [port] = (rule.toPorts ?? []) as readonly PortRule[];
  const [server] = (rule.toEndpoints ?? []) as readonly EndpointSelector[];
  const names = port?.rules?.dns?.map(({ matchName, matchPattern }) => matchName ?? matchPattern ?? '');
  if (server === undefined || names === undefined || names.length === 0) return undefined;
  const [first = '', ...rest] = names;
  if (!same(allowDNS(first, ...rest, { server }), rule)) return undefined;
  used.add('allowDNS');
  const options = same(server, kubeDNS()) ? [] : [map([['server', selector(server, used)]])];
  return call('allowDNS(', [...names.map(text), ...options], ')');
}

function selector(of: EndpointSelector, used: Set<string>): Code {
  const word = (name: string): string => {
    used.add(name);
    return name;
  };
  if (same(of, allPods())) return `${word('allPods')}()`;
  if (same(of, podsOfAllNamespaces())) return `${word('podsOfAllNamespaces')}()`;
  const { matchLabels = {} } = of;
  const [reserved] = Object.keys(matchLabels);
  if (reserved?.startsWith('reserved:')) return `${word('reserved')}(${text(reserved.slice('reserved:'.length))})`;
  const { [NAMESPACE]: namespace, ...own } = matchLabels;
  const labels = Object.entries(own).map(([key, value]) => [key, text(value)] as const);
  if (labels.length === 0) return `${word('namespace')}(${text(namespace ?? '')})`;
  const options = namespace === undefined ? [] : [map([['namespace', text(namespace)]])];
  return call(`${word('labels')}(`, [map(labels), ...options], ')');
}

function portCode({ ports = [], rules }: PortRule, used: Set<string>): Code {
  const protocols = [...new Set(ports.map(({ protocol }) => protocol ?? 'ANY'))];
  const [protocol] = protocols;
  const make = protocols.length === 1 && protocol !== undefined ? MAKERS[protocol] : undefined;
  if (make === undefined || rules?.dns) {
    return map([
      ['ports', list(ports.map(plain))],
      ...(rules?.dns ? [['rules', plain({ dns: rules.dns })] as const] : []),
    ]);
  }
  used.add(make);
  const numbers = ports.map(({ port = '' }) => port);
  const first = numbers.length === 1 ? (numbers[0] as string) : list(numbers);
  return call(`${make}(`, [first, ...(rules?.http ?? []).map((rule) => requestCode(rule, used))], ')');
}

const MAKERS: Readonly<Record<string, string>> = { TCP: 'tcp', UDP: 'udp', SCTP: 'sctp' };
const METHODS = new Set(['DELETE', 'GET', 'HEAD', 'PATCH', 'POST', 'PUT']);

function requestCode(rule: HTTPRule, used: Set<string>): Code {
  const { method, path, ...rest } = rule;
  const short = method !== undefined && METHODS.has(method) && path !== undefined && path.startsWith('/');
  if (!short || Object.keys(rest).length > 0) return plain(rule);
  used.add(method);
  return `${method}(${text(path)})`;
}

function icmpCode({ fields = [] }: ICMPRule, used: Set<string>): Code {
  const make = fields[0]?.family === 'IPv6' ? 'icmpv6' : 'icmp';
  used.add(make);
  return call(
    `${make}(`,
    fields.map(({ type }) => plain(type)),
    ')',
  );
}

/** A constant's name that is not taken: `shopWeb` for the policy `web` of `shop`. */
function constantOf({ metadata: { name, namespace = '' } }: CiliumPolicy, names: Set<string>): string {
  const words = `${namespace}-${name}`.split(/[^A-Za-z0-9]+/).filter(Boolean);
  const camel = words.map((word, i) => (i === 0 ? word : `${word[0]?.toUpperCase() ?? ''}${word.slice(1)}`)).join('');
  const base =
    /^[a-z]/i.test(camel) && !TAKEN.has(camel) ? camel : `policy${camel[0]?.toUpperCase() ?? ''}${camel.slice(1)}`;
  let constant = base;
  for (let number = 2; names.has(constant); number++) constant = `${base}${number}`;
  names.add(constant);
  return constant;
}

/** Words that are the language's, or the builders' own. */
const TAKEN = new Set(
  (
    'allowDNS allPods break case catch cidr class clusterwidePolicy const continue debugger default delete do else entities enum ' +
    'export extends false finally for fqdn function icmp icmpv6 if import in instanceof labels let namespace new nobody null ' +
    'package podsOfAllNamespaces policies policy reserved return sctp static super switch tcp this throw toFQDNs true try ' +
    'typeof udp var void while with yield DELETE GET HEAD PATCH POST PUT'
  ).split(' '),
);
