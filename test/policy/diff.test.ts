import fc from 'fast-check';
import { repository } from '../../src/policy';
import type { PolicyObject, World } from '../../src/policy';
import { diff } from '../../src/policy/diff';
import type { Change } from '../../src/policy/diff';
import { partyText } from '../../src/policy/party-text';
import { rectangles } from '../../src/policy/rectangles';
import { regexpExamples } from '../../src/policy/regexp-example';
import { policies, release } from './arbitrary';
import { ccnp, cnp, kcnp, port, shop } from './worlds';

const PORTS = [
  { proto: 'TCP', port: 80 },
  { proto: 'TCP', port: 101 },
  { proto: 'UDP', port: 53 },
  { proto: 'SCTP', port: 65535 },
  { proto: 'ICMP', icmp: 8 },
];

const world = (given: readonly PolicyObject[], more: Partial<World> = {}): World => ({
  ...shop,
  ...more,
  policies: given,
});

/** Changes as short lines. */
function lines(before: World, after: World): string[] {
  const found = diff(before, after);
  const say = partyText(found.parties);
  return found.changes.map(({ from, to, ports, before: old, after: now }) => {
    const text = ports.map(({ protocol, first, last }) => `${protocol} ${first === last ? first : `${first}-${last}`}`);
    return `${say(from).join(', ')} -> ${say(to).join(', ')} ${text.join(', ')}: ${old.verdict} to ${now.verdict}`;
  });
}

const http = (...rules: object[]) => ({ toPorts: [{ ...port('80', 'TCP'), rules: { http: rules } }] });

describe('a diff', () => {
  test('of a world with itself is empty, whatever the order of its policies', () => {
    fc.assert(
      fc.property(release, policies, (cilium, given) => {
        const one = world(given, { cilium });
        expect(diff(one, one).changes).toEqual([]);
        expect(diff(one, world([...given].reverse(), { cilium })).changes).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });

  test('holds what evaluation gives, all of it and nothing else', () => {
    fc.assert(
      fc.property(release, policies, policies, (cilium, given, other) => {
        const [before, after] = [world(given, { cilium }), world(other, { cilium })];
        const found = diff(before, after, { known: true });
        const [old, now] = [repository(before), repository(after)];
        const covers = (change: Change, from: string, to: string, at: (typeof PORTS)[number]): boolean =>
          change.from.some(({ end }) => end === from) &&
          change.to.some(({ end }) => end === to) &&
          change.ports.some(({ protocol, first, last }) => {
            const number = at.icmp ?? at.port ?? 0;
            return protocol === at.proto && first <= number && number <= last;
          });
        for (const { end: from } of found.parties) {
          for (const { end: to } of found.parties) {
            for (const at of PORTS) {
              const verdicts = [old, now].map((one) => one.flow({ from, to, ...at }).verdict);
              const told = found.changes.filter((change) => covers(change, from, to, at));
              for (const change of told) expect([change.before.verdict, change.after.verdict]).toEqual(verdicts);
              const passes = verdicts.map((verdict) => verdict === 'allowed' || verdict === 'redirect');
              if (passes[0] !== passes[1])
                expect({ from, to, at, told: told.length > 0 }).toEqual({ from, to, at, told: true });
            }
          }
        }
      }),
      { numRuns: 15 },
    );
  });

  test('shows witnesses that fare as it says', () => {
    const rules = fc.array(
      fc.constantFrom(
        { path: '/a' },
        { path: '/v[0-9]+/.*' },
        { method: 'GET|POST' },
        { host: 'x\\.y' },
        { headers: ['X-A: b'] },
      ),
      { minLength: 1, maxLength: 3 },
    );
    fc.assert(
      fc.property(rules, rules, (one, other) => {
        const [before, after] = [
          world([cnp({ ingress: [http(...one)] })]),
          world([cnp({ ingress: [http(...other)] })]),
        ];
        for (const { witnesses } of diff(before, after).changes) {
          for (const { http: request, before: old, after: now } of witnesses) {
            const flow = {
              from: 'shop/web',
              to: 'shop/orders',
              proto: 'TCP',
              port: 80,
              ...(request && { http: request }),
            };
            expect([repository(before).flow(flow).verdict, repository(after).flow(flow).verdict]).toEqual([old, now]);
            expect(old).not.toBe(now);
          }
        }
      }),
      { numRuns: 25 },
    );
  });

  test('says in one line what is true of a whole namespace', () => {
    const before = world([
      cnp({ ingress: [{ fromEndpoints: [{ matchLabels: { app: 'web' } }], toPorts: [port('5432', 'TCP')] }] }),
    ]);
    const after = world([cnp({ ingress: [{ fromEndpoints: [{}], toPorts: [port('5432', 'TCP')] }] })]);
    expect(lines(before, after)).toEqual(['shop/orders, shop/(other) -> shop/orders TCP 5432: denied to allowed']);
    expect(lines(world([cnp({ ingress: [{}] })]), after)).toEqual([
      'every pod of shop -> shop/orders TCP 5432: denied to allowed',
    ]);
  });

  test('widens and narrows in one move of a port', () => {
    const at = (number: string) => world([cnp({ ingress: [{ toPorts: [port(number, 'TCP')] }] })]);
    const { changes } = diff(at('80'), at('81'));
    expect(changes.map(({ widens, narrows, ports }) => [widens, narrows, ports[0]?.first])).toEqual([
      [true, false, 81],
      [false, true, 80],
    ]);
  });

  test('finds a hole that opens in a CIDR', () => {
    const hole = (except: string[]) => world([cnp({ egress: [{ toCIDRSet: [{ cidr: '198.51.0.0/16', except }] }] })]);
    const [line = ''] = lines(hole(['198.51.7.0/24']), hole(['198.51.8.0/24']));
    expect(line).toMatch(/^shop\/orders -> 198\.51\.7\.0\/24 .*denied to allowed/);
  });

  test('asks for pods that policies name and no manifest has', () => {
    const at = (app: string) => ({
      cilium: '1.20.2',
      policies: [cnp({ ingress: [{ fromEndpoints: [{ matchLabels: { app } }], toPorts: [port('80', 'TCP')] }] })],
    });
    expect(lines(at('a'), at('b'))).toEqual([
      'shop/(app=b) -> shop/(app=orders) TCP 80: denied to allowed',
      'shop/(app=a) -> shop/(app=orders) TCP 80: allowed to denied',
    ]);
  });

  test('judges a workload of one version by the policies of both', () => {
    const policy = [ccnp({ endpointSelector: {}, ingress: [{ fromEndpoints: [{}] }] })];
    const more = { endpoints: [...(shop.endpoints ?? []), { name: 'new', namespace: 'shop' }] };
    expect(diff(world(policy), world(policy, more)).changes).toEqual([]);
  });

  test('tells rules of L7 apart, with a request that shows it', () => {
    const before = world([cnp({ ingress: [http({ method: 'GET', path: '/v1/.*' })] })]);
    const after = world([
      cnp({ ingress: [http({ method: 'GET', path: '/v1/.*' }, { method: 'POST', path: '/admin' })] }),
    ]);
    const [change, ...none] = diff(before, after).changes;
    expect(none).toEqual([]);
    expect(change).toMatchObject({
      widens: true,
      narrows: false,
      witnesses: [{ http: { method: 'POST', path: '/admin' }, before: 'denied', after: 'allowed' }],
    });
    expect(diff(after, before).changes[0]).toMatchObject({ widens: false, narrows: true });
    const [lifted] = diff(before, world([cnp({ ingress: [{ toPorts: [port('80', 'TCP')] }] })])).changes;
    expect(lifted).toMatchObject({ widens: true, narrows: false, after: { verdict: 'allowed' } });
  });

  test.each([
    ['one more method', { method: 'GET', path: '/a' }, { method: 'GET|POST', path: '/a' }],
    ['no host', { path: '/a', host: 'a.example' }, { path: '/a' }],
    ['no header', { path: '/a', headers: ['X-A: 1'] }, { path: '/a' }],
    ['any path', { path: '/a|/b', method: 'GET' }, { method: 'GET' }],
  ])('knows that a rule with %s only widens', (_, narrow, wide) => {
    const [before, after] = [narrow, wide].map((rule) => world([cnp({ ingress: [http(rule)] })])) as [World, World];
    expect(diff(before, after).changes).toMatchObject([{ widens: true, narrows: false }]);
    expect(diff(after, before).changes).toMatchObject([{ widens: false, narrows: true }]);
  });

  test('takes for both what neither holds for certain', () => {
    const [before, after] = [{ path: '/a.*' }, { path: '/.*a' }].map((rule) => world([cnp({ ingress: [http(rule)] })]));
    expect(diff(before as World, after as World).changes).toMatchObject([{ widens: true, narrows: true }]);
  });

  test('tells names apart that the DNS proxy lets be asked for', () => {
    const dns = (matchPattern: string) =>
      world([cnp({ egress: [{ toPorts: [{ ...port('53', 'UDP'), rules: { dns: [{ matchPattern }] } }] }] })]);
    const [change] = diff(dns('*.com'), dns('*.org')).changes;
    expect(change?.witnesses.map(({ dns: name, before }) => [name, before])).toEqual([
      ['any.com', 'allowed'],
      ['any.org', 'denied'],
    ]);
  });

  test('takes rules that say the same in another order as the same', () => {
    const [a, b] = [{ path: '/a' }, { path: '/b' }];
    expect(diff(world([cnp({ ingress: [http(a, b)] })]), world([cnp({ ingress: [http(b, a, b)] })])).changes).toEqual(
      [],
    );
    const plain = { toPorts: [port('80', 'TCP')] };
    expect(diff(world([cnp({ ingress: [http({})] })]), world([cnp({ ingress: [plain] })])).changes).toEqual([]);
  });

  test('tells what an upgrade changes', () => {
    const policy = [kcnp({ ingress: [{ action: 'Deny' }] }), cnp({ ingress: [{}] })];
    const found = diff(world(policy, { cilium: '1.19.7' }), world(policy, { cilium: '1.20.2' }));
    expect(found.policyErrors.before[0]?.error).toContain('not supported');
    expect(found.changes.some(({ narrows }) => narrows)).toBe(true);
  });

  test('counts what can no longer be computed as a change that neither widens nor narrows', () => {
    const conflict = [http({}), { toPorts: [{ ...port('80', 'TCP'), rules: { dns: [{ matchPattern: '*' }] } }] }];
    const after = world([cnp({ egress: [conflict[0]] }), cnp({ egress: [conflict[1]] }, 'q')]);
    const { changes } = diff(world([cnp({ egressDeny: [{ toEntities: ['all'] }] })]), after);
    expect(changes.every(({ after: { verdict } }) => verdict === 'error')).toBe(true);
    expect(changes.length).toBeGreaterThan(0);
  });
});

describe('rectangles', () => {
  test('cover the marked cells and no others', () => {
    const marked = fc.uniqueArray(fc.tuple(fc.nat(6), fc.nat(6)), { selector: (cell) => cell.join() });
    fc.assert(
      fc.property(marked, (cells) => {
        const covered = rectangles(cells).flatMap(({ rows, columns }) =>
          rows.flatMap((row) => columns.map((column) => `${row},${column}`)),
        );
        expect([...new Set(covered)].sort()).toEqual(cells.map(String).sort());
      }),
    );
  });

  test('are two for a row and a column that cross', () => {
    const cross = [0, 1, 2].flatMap((at): [number, number][] => [
      [1, at],
      [at, 1],
    ]);
    expect(rectangles(cross)).toHaveLength(2);
  });
});

describe('examples of a regular expression', () => {
  test.each(['/v[0-9]+/orders', 'GET|POST', '/a(/b)?', '[^x]*', '/\\d{3}/\\w+', '.*', '(?:a|b)+c'])(
    'fit %s',
    (expression) => {
      const examples = regexpExamples(expression);
      expect(examples.length).toBeGreaterThan(0);
      for (const example of examples) expect(example).toMatch(new RegExp(`^(?:${expression})$`));
    },
  );

  test('are none for what is not read', () => expect(regexpExamples('a(')).toEqual([]));
});
