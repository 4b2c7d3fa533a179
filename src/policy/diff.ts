import type { Distillery } from './distillery';
import { flowResult } from './flow-result';
import { learning } from './learning';
import { universe } from './party';
import type { Party } from './party';
import type { DNSRule, HTTPRule } from './policy-entry';
import { protocolText, reachability } from './reach';
import type { Reach, Span } from './reach';
import { rectangles } from './rectangles';
import { regexpExamples } from './regexp-example';
import type { FlowResult, PolicyError } from './result';
import type { Flow, HTTPRequest, World } from './scenario';
import { domainOf, protocolSpace } from './span';
import type { L7Rules } from './span';
import type { Peer } from './world';

/** What becomes of a connection: `redirect` is allowed as far as the rules of proxies go. */
export type Outcome = Pick<Span, 'verdict' | 'egress' | 'ingress'>;

/** A request or question that fares otherwise than it did. */
export interface Witness {
  readonly http?: HTTPRequest;
  readonly dns?: string;
  readonly before: FlowResult['verdict'];
  readonly after: FlowResult['verdict'];
}

/** Connections that fare otherwise: each of `from` to each of `to` on each of `ports`, without exception. */
export interface Change {
  /** Whether something may pass that did not. For rules of L7, also where that cannot be excluded. */
  readonly widens: boolean;
  /** Whether something is denied that was not. */
  readonly narrows: boolean;
  readonly from: readonly Party[];
  readonly to: readonly Party[];
  readonly ports: readonly Pick<Span, 'protocol' | 'first' | 'last'>[];
  readonly before: Outcome;
  readonly after: Outcome;
  /** Requests that show a change of L7; none where none was found. */
  readonly witnesses: readonly Witness[];
}

export interface PolicyDiff {
  /** Those that widen first, then by how many connections they are about. */
  readonly changes: readonly Change[];
  /** Everybody who was asked about. */
  readonly parties: readonly Party[];
  /** Every port of every protocol, for those who say what part of it changes. */
  readonly wholeSpace: Change['ports'];
  readonly policyErrors: { readonly before: readonly PolicyError[]; readonly after: readonly PolicyError[] };
}

/**
 * The connections that two worlds decide otherwise, over everybody in either of them and every port. A pod that is in one
 * only is put into the other too: what is told is what policies change, not that pods come and go.
 */
export function diff(before: World, after: World, options: { readonly known?: boolean } = {}): PolicyDiff {
  const { worlds, parties } = universe([before, after], options);
  const [old, now] = worlds as readonly [Distillery, Distillery];
  const space = protocolSpace(worlds);
  const sides = [old, now].map((side) => {
    const learns = learning(side);
    return { side, learns, reach: reachability(side, learns, space) };
  });
  const peersOf = (party: Party): Peer[] => worlds.map(({ ends }) => ends.peer(party.end));
  const groups = alike(parties.map((party) => ({ party, peers: peersOf(party) })));
  const deltas = new Map<string, readonly Delta[]>();
  const deltasOf = (row: readonly Member[], column: readonly Member[]): readonly Delta[] => {
    const [one, other] = sides.map(({ reach }, at) =>
      reach((row[0] as Member).peers[at] as Peer, (column[0] as Member).peers[at] as Peer),
    );
    const key = `${one?.id} ${other?.id}`;
    let found = deltas.get(key);
    if (!found) deltas.set(key, (found = compare(one, other)));
    return found;
  };
  const table = groups.map((row) => groups.map((column) => deltasOf(row, column)));
  const cells = new Map<string, { delta: Delta; cells: [number, number][] }>();
  const { rows, columns } = merged(table);
  rows.forEach(([row], at) =>
    columns.forEach(([column], to) => {
      for (const delta of table[row as number]?.[column as number] ?? []) {
        const found = cells.get(delta.key) ?? { delta, cells: [] };
        found.cells.push([at, to]);
        cells.set(delta.key, found);
      }
    }),
  );
  const members = (lists: readonly (readonly number[])[], chosen: readonly number[]): Party[] =>
    chosen.flatMap((at) => (lists[at] ?? []).flatMap((group) => (groups[group] ?? []).map(({ party }) => party)));
  const changes = [...cells.values()].flatMap(({ delta, cells: own }) =>
    rectangles(own).map((rectangle): Change => {
      const from = members(rows, rectangle.rows);
      const to = members(columns, rectangle.columns);
      const flow = { from: (from[0] as Party).end, to: (to[0] as Party).end, ...witnessPort(delta.ports[0]) };
      const ask = (more: Partial<Flow>): FlowResult['verdict'][] =>
        sides.map(({ side, learns }) => flowResult(side, learns, { ...flow, ...more }).verdict);
      const { key: _, ...rest } = delta;
      return { ...rest, from, to, witnesses: witnesses(delta, ask) };
    }),
  );
  const size = ({ from, to }: Change): number => from.length * to.length;
  changes.sort((a, b) => Number(b.widens) - Number(a.widens) || size(b) - size(a));
  const wholeSpace = space.protocols.map((protocol) => {
    const [first, last] = domainOf(protocol);
    return { protocol: protocolText(space, protocol), first, last };
  });
  return { changes, parties, wholeSpace, policyErrors: { before: old.errors, after: now.errors } };
}

interface Member {
  readonly party: Party;
  /** In either world. */
  readonly peers: readonly Peer[];
}

/** Members that are one end in both worlds. */
function alike(members: readonly Member[]): Member[][] {
  const all = new Map<string, Member[]>();
  for (const member of members) {
    const key = member.peers.map(({ variant, subject, unknown, end }) => `${variant} ${subject} ${unknown ? end : ''}`);
    const found = all.get(key.join());
    if (found) found.push(member);
    else all.set(key.join(), [member]);
  }
  return [...all.values()];
}

/** Rows, then columns, that are equal throughout. */
function merged(table: readonly (readonly (readonly Delta[])[])[]): { rows: number[][]; columns: number[][] } {
  const key = (cell: readonly Delta[] | undefined): string => (cell ?? []).map((delta) => delta.key).join('; ');
  const group = (keys: readonly string[]): number[][] => {
    const all = new Map<string, number[]>();
    keys.forEach((one, at) => all.set(one, [...(all.get(one) ?? []), at]));
    return [...all.values()];
  };
  const rows = group(table.map((row) => row.map(key).join(' | ')));
  const columns = group(table.map((_, at) => rows.map(([row]) => key(table[row as number]?.[at])).join(' | ')));
  return { rows, columns };
}

interface Delta extends Pick<Change, 'widens' | 'narrows' | 'ports' | 'before' | 'after'> {
  /** Equal deltas have one. */
  readonly key: string;
}

const outcomeKey = ({ verdict, egress, ingress }: Outcome): string => `${verdict} ${egress?.key} ${ingress?.key}`;

/** The ports of a pair that fare otherwise, those together that change in the same way. */
function compare(old: Reach | undefined, now: Reach | undefined): Delta[] {
  if (!old || !now) return []; // under no policy in either world, since the same ends are subjects in both
  const found = new Map<string, { ports: Change['ports'][number][]; before: Outcome; after: Outcome }>();
  let [at, to] = [0, 0];
  while (at < old.spans.length && to < now.spans.length) {
    const [one, other] = [old.spans[at] as Span, now.spans[to] as Span];
    const last = Math.min(one.last, other.last);
    const key = `${outcomeKey(one)} > ${outcomeKey(other)}`;
    if (outcomeKey(one) !== outcomeKey(other)) {
      const entry = found.get(key) ?? { ports: [], before: outcome(one), after: outcome(other) };
      entry.ports.push({ protocol: one.protocol, first: Math.max(one.first, other.first), last });
      found.set(key, entry);
    }
    if (one.last === last) at++;
    if (other.last === last) to++;
  }
  return [...found].flatMap(([key, { ports, before, after }]) => {
    const direction = directionOf(before, after);
    return direction
      ? [
          {
            ...direction,
            ports,
            before,
            after,
            key: `${key} ${JSON.stringify(ports.map((port) => Object.values(port)))}`,
          },
        ]
      : [];
  });
}

const outcome = ({ verdict, egress, ingress }: Span): Outcome => ({
  verdict,
  ...(egress && { egress }),
  ...(ingress && { ingress }),
});

/** Whether all requests pass: no rules, or one that fits everything. */
const passesAll = (rules: L7Rules | undefined): boolean => !rules || rules.key.endsWith(' {}');

/** Whether what the rules of one side let pass the other lets pass for certain. */
function within(inner: L7Rules | undefined, outer: L7Rules | undefined): boolean {
  if (passesAll(outer) || inner?.key === outer?.key) return true;
  if (passesAll(inner) || !inner || !outer || inner.type !== outer.type) return false;
  if (inner.type !== 'http' && inner.type !== 'dns') return false;
  const holds = (rule: DNSRule | HTTPRule, wider: DNSRule | HTTPRule): boolean =>
    JSON.stringify(rule) === JSON.stringify(wider) || (inner.type === 'http' && isNarrower(rule, wider as HTTPRule));
  return inner.rules.every((rule) => outer.rules.some((wider) => holds(rule, wider)));
}

/** Whether what an HTTP rule lets pass another lets pass for certain: it asks for less, or for one of more words. */
function isNarrower(rule: HTTPRule, wider: HTTPRule): boolean {
  const words = (pattern: string): readonly string[] => (/^[\w|]+$/.test(pattern) ? pattern.split('|') : [pattern]);
  const field = (name: 'method' | 'path' | 'host'): boolean => {
    const [own, other] = [rule[name], wider[name]];
    if (other === undefined || other === '') return true;
    return own !== undefined && own !== '' && words(own).every((word) => words(other).includes(word));
  };
  const same = (name: 'headers' | 'headerMatches'): boolean =>
    (wider[name] ?? []).length === 0 || JSON.stringify(rule[name]) === JSON.stringify(wider[name]);
  return field('method') && field('path') && field('host') && same('headers') && same('headerMatches');
}

/** What lets packets pass; in audit mode also what policies deny. */
const OPEN: readonly Outcome['verdict'][] = ['allowed', 'redirect', 'audit'];

function directionOf(before: Outcome, after: Outcome): Pick<Change, 'widens' | 'narrows'> | undefined {
  const open = ({ verdict }: Outcome): boolean => OPEN.includes(verdict);
  if (open(before) && open(after)) {
    const sides = [
      [before.egress, after.egress],
      [before.ingress, after.ingress],
    ] as const;
    const widens = !sides.every(([old, now]) => within(now, old));
    const narrows = !sides.every(([old, now]) => within(old, now));
    return widens || narrows ? { widens, narrows } : undefined; // through a proxy that lets everything pass, or not
  }
  if (open(before) || open(after)) return { widens: open(after), narrows: open(before) };
  // Between denied, undecided and an error: what is not decided may pass.
  const maybe = ({ verdict }: Outcome): boolean => verdict === 'undecided';
  const direction = { widens: maybe(after) && !maybe(before), narrows: maybe(before) && !maybe(after) };
  return direction.widens || direction.narrows || before.verdict !== after.verdict ? direction : undefined;
}

function witnessPort(port: Change['ports'][number] | undefined): Pick<Flow, 'proto' | 'port'> {
  return { proto: port?.protocol ?? 'TCP', port: port?.first ?? 0 };
}

/** Requests of which one passes that did not, and one is refused that was not, where the rules' own examples hold such. */
function witnesses({ before, after }: Delta, ask: (more: Partial<Flow>) => FlowResult['verdict'][]): Witness[] {
  const rules = [before.egress, before.ingress, after.egress, after.ingress].filter((one) => one !== undefined);
  if (rules.length === 0 || ![before.verdict, after.verdict].every((one) => one === 'allowed' || one === 'redirect')) {
    return [];
  }
  const of = (type: string) => rules.filter((one) => one.type === type).flatMap((one) => one.rules);
  const candidates: Partial<Flow>[] = [
    ...(rules.some(({ type }) => type === 'http') ? requests(of('http') as HTTPRule[]).map((http) => ({ http })) : []),
    ...(rules.some(({ type }) => type === 'dns') ? questions(of('dns') as DNSRule[]).map((dns) => ({ dns })) : []),
  ];
  const found = new Map<string, Witness>();
  for (const candidate of candidates) {
    const [one, other] = ask(candidate) as [FlowResult['verdict'], FlowResult['verdict']];
    const key = `${one} ${other}`;
    if (one === other || ![one, other].includes('denied') || found.has(key)) continue;
    found.set(key, { ...(candidate as Pick<Witness, 'http' | 'dns'>), before: one, after: other });
  }
  return [...found.values()];
}

/** More requests than that are not tried for one change. */
const MOST = 400;

function requests(rules: readonly HTTPRule[]): HTTPRequest[] {
  const examples = (of: (rule: HTTPRule) => string | undefined, ...more: string[]): string[] => [
    ...new Set([...rules.flatMap((rule) => regexpExamples(of(rule) ?? '').filter((text) => text !== '')), ...more]),
  ];
  const own = rules.flatMap((rule): HTTPRequest[] => {
    const [path = '/', method = 'GET', host] = [rule.path, rule.method, rule.host].map((one) =>
      one === undefined ? undefined : regexpExamples(one)[0],
    );
    const headers = Object.fromEntries([
      ...(rule.headers ?? []).map((line) => {
        const blank = line.indexOf(' ');
        return blank < 0 ? [line, 'any'] : [line.slice(0, blank).replace(/:+$/, ''), line.slice(blank + 1)];
      }),
      ...(rule.headerMatches ?? []).map(({ name, value }) => [name, value ?? 'any']),
    ]) as Record<string, string>;
    const base = { path, method, ...(host !== undefined && { host }), headers };
    return [base, ...regexpExamples(rule.path ?? '').map((other) => ({ ...base, path: other || '/' }))];
  });
  const hosts = [undefined, ...examples(({ host }) => host)];
  const product = examples(({ path }) => path, '/', '/any').flatMap((path) =>
    examples(({ method }) => method, 'GET', 'DELETE').flatMap((method) =>
      hosts.map((host) => ({ path, method, ...(host !== undefined && { host }) })),
    ),
  );
  return [...own, ...product].slice(0, MOST);
}

function questions(rules: readonly DNSRule[]): string[] {
  const names = rules.flatMap(({ matchName, matchPattern }) =>
    matchName !== undefined
      ? [matchName]
      : ['any', 'a', '']
          .map((text) => (matchPattern ?? '').replaceAll(/\*+/g, text))
          .concat(`a.${(matchPattern ?? '').replaceAll(/\*+/g, 'any')}`),
  );
  return [...new Set([...names, 'any.example'])].filter((name) => name !== '').slice(0, MOST);
}
