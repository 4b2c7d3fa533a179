import { evaluate, repository, unpackVerdict, verdictAllowed } from '../../src/policy';
import type { DirectionResult, Flow, FlowResult, PolicyObject, World } from '../../src/policy';
import { matchesServerName } from '../../src/policy/server-name';
import { ccnp, cnp, shop, tcp } from './worlds';

const ORDERS = 'shop/orders';
const OUT = 'ip:203.0.113.5';
const flow = (policies: readonly PolicyObject[], given: Flow, more: Partial<World> = {}): FlowResult =>
  evaluate({ ...shop, ...more, policies, flows: [given] }).flows[0] as FlowResult;
const out = (policies: readonly PolicyObject[], more: Partial<Flow> = {}, world: Partial<World> = {}): FlowResult =>
  flow(policies, tcp(ORDERS, OUT, 443, more), world);
const l7 = ({ l7: answer }: DirectionResult): unknown => answer;
const on443 = (more: object, peer: object = { toEntities: ['world'] }): object => ({
  ...peer,
  toPorts: [{ ports: [{ port: '443', protocol: 'TCP' }], ...more }],
});
const secret = { secret: { namespace: 'shop', name: 'tls' } };
const listener = (name: string, more: object = {}): object => ({
  listener: { envoyConfig: { kind: 'CiliumEnvoyConfig', name: 'mine' }, name, ...more },
});

describe('server names', () => {
  const policies = [cnp({ egress: [on443({ serverNames: ['api.example.com', '*.example.org'] })] })];

  test('let handshakes through that name one, and close others', () => {
    expect(l7(out(policies, { sni: 'API.example.com' }).egress)).toEqual({
      type: 'tls',
      decision: 'allowed',
      outcome: 'forwarded',
    });
    const refused = out(policies, { sni: 'evil.com' });
    expect([refused.verdict, l7(refused.egress)]).toEqual([
      'denied',
      { type: 'tls', decision: 'denied', outcome: 'tls-refused' },
    ]);
    expect(out(policies).verdict).toBe('redirect');
  });

  test('of rules for one selector are all allowed, and such a rule makes the port TLS for every other', () => {
    const two = [...policies, cnp({ egress: [on443({ serverNames: ['b.c'] }), on443({})] }, 'q')];
    expect(out(two, { sni: 'b.c' }).verdict).toBe('allowed');
    expect(out(two, { sni: 'x.y' }).verdict).toBe('denied');
    const wider = [...policies, cnp({ egress: [on443({}, { toCIDR: ['203.0.113.0/24'] })] }, 'q')];
    expect(out(wider, { sni: 'x.y' }).verdict).toBe('allowed');
  });

  test('beside L7 rules need the end of TLS: merged without it, the policy fails', () => {
    const http = { rules: { http: [{ path: '/a' }] } };
    const both = [...policies, cnp({ egress: [on443(http)] }, 'q')];
    expect(out(both).egress).toMatchObject({
      decision: 'error',
      error: expect.stringContaining(
        'with SNI filtering without TLS termination: map[*.example.org:{} api.example.com:{}]',
      ),
    });
    const ended = [cnp({ egress: [on443({ ...http, serverNames: ['a.b'], terminatingTLS: secret })] })];
    expect(out(ended, { sni: 'a.b', http: { path: '/a' } }).verdict).toBe('allowed');
    expect(out(ended, { sni: 'x.y', http: { path: '/a' } }).egress.l7?.outcome).toBe('http-403');
    expect(out(ended, { http: { path: '/a' } }).verdict).toBe('redirect');
    expect(out(ended, { sni: 'a.b' }).egress.l7).toMatchObject({ type: 'http', decision: 'unspecified' });
  });

  test.each([
    ['a.b', 'a.b.', true],
    ['*.b', 'a.b', true],
    ['*.b', 'a.a.b', false],
    ['**.b', 'a.a.b', true],
    ['***.b', 'b', false],
    ['sub*.b', 'sub-1.b', true],
    ['*', 'any.thing', true],
    ['*b', 'ab', true],
    ['*b', 'a.b', false],
  ])('%s against %s: %s', (pattern, name, expected) => {
    expect(matchesServerName(pattern, name)).toBe(expected);
  });
});

describe('TLS contexts', () => {
  test('hang on certificates that the world does not show', () => {
    const policies = [cnp({ egress: [on443({ terminatingTLS: secret, originatingTLS: secret })] })];
    const result = out(policies, { sni: 'a.b' });
    expect([result.verdict, result.egress.l7?.decision]).toEqual(['undecided', 'undecided']);
    expect(result.assumptions).toEqual([
      {
        kind: 'l7-unknown',
        direction: 'egress',
        text: 'the certificates of shop/tls and shop/tls must fit the handshake',
      },
    ]);
    expect(out(policies).verdict).toBe('redirect');
  });

  test('of two rules for one selector must not differ', () => {
    const other = { secret: { name: 'other' } };
    for (const side of ['terminating', 'originating']) {
      const policies = [secret, other].map((one, index) =>
        cnp({ egress: [on443({ [`${side}TLS`]: one })] }, `p${index}`),
      );
      expect(out(policies).egress.error).toContain(`cannot merge conflicting ${side} TLS contexts for cached selector`);
      expect(out([policies[0] as PolicyObject, cnp({ egress: [on443({})] }, 'q')]).egress.l7?.type).toBe('tls');
    }
  });
});

describe('a listener', () => {
  test('gets the traffic, and what it does with it is undecided', () => {
    const policies = [cnp({ egress: [on443(listener('in'))] })];
    const result = out(policies);
    expect([result.verdict, result.egress.decision, l7(result.egress)]).toEqual([
      'undecided',
      'allowed',
      { type: 'listener', decision: 'undecided', outcome: 'redirected', listener: 'shop/mine/in' },
    ]);
    expect(result.assumed).toEqual(['the listener shop/mine/in says what it lets through']);
    const ready = repository({ ...shop, policies });
    const packed = ready.lookup(ready.peer(ORDERS), ready.peer(OUT), 6, 443);
    expect(unpackVerdict(packed, 'egress')).toEqual({ decision: 'allowed', redirect: 'other' });
    expect(verdictAllowed(packed)).toBe(true);
  });

  test('is of the cluster where it says so, and cannot be of a namespace in a clusterwide policy', () => {
    const wide = { envoyConfig: { kind: 'CiliumClusterwideEnvoyConfig', name: 'all' }, name: 'in' };
    expect(out([cnp({ egress: [on443({ listener: wide })] })]).egress.l7?.listener).toBe('/all/in');
    expect(out([cnp({ egress: [on443(listener('shop/own/in'))] })]).egress.l7?.listener).toBe('shop/own/in');
    const clusterwide = [ccnp({ endpointSelector: {}, egress: [on443(listener('in'))] })];
    expect(out(clusterwide).egress).toMatchObject({
      decision: 'error',
      error: 'Listener "in" in CCNP can not use Kind CiliumEnvoyConfig',
    });
  });

  test('of the smaller priority goes first; two of one are a conflict', () => {
    const both = (a: object, b: object) =>
      out([cnp({ egress: [on443(listener('a', a))] }), cnp({ egress: [on443(listener('b', b))] }, 'q')]).egress;
    expect(both({ priority: 5 }, { priority: 9 }).l7?.listener).toBe('shop/mine/a');
    expect(both({ priority: 9 }, { priority: 5 }).l7?.listener).toBe('shop/mine/b');
    expect(both({}, { priority: 5 }).l7?.listener).toBe('shop/mine/b');
    expect(both({}, {}).error).toBe(
      'cannot merge conflicting CiliumEnvoyConfig Listeners (shop/mine/b/shop/mine/a) with the same priority (126)',
    );
    const same = [cnp({ egress: [on443(listener('a'))] }), cnp({ egress: [on443(listener('a')), on443({})] }, 'q')];
    expect(out(same).egress.l7?.listener).toBe('shop/mine/a');
  });

  test('stands behind HTTP rules for another selector, before them with a priority of its own', () => {
    const http = on443({ rules: { http: [{}] } }, { toCIDR: ['203.0.113.0/24'] });
    const kind = (more: object) =>
      out([cnp({ egress: [on443(listener('a', more)), http] })], { http: {} }).egress.l7?.type;
    expect(kind({})).toBe('http');
    expect(kind({ priority: 1 })).toBe('listener');
    expect(out([cnp({ egress: [on443(listener('a')), on443({ rules: { http: [{}] } })] })]).egress.error).toBe(
      'cannot merge conflicting L7 parsers (crd/http)',
    );
  });
});

describe('Kafka and parsers by name', () => {
  const kafka = (rule: object) => [cnp({ egress: [on443({ rules: { kafka: [rule] } })] })];
  const named = (rules: object) => [cnp({ egress: [on443({ rules })] })];

  test('are redirected before 1.20, which knows them no more', () => {
    const result = out(kafka({ topic: 'a' }), {}, { cilium: '1.19.7' });
    expect([result.verdict, l7(result.egress)]).toEqual([
      'redirect',
      { type: 'kafka', decision: 'unspecified', outcome: 'redirected' },
    ]);
    expect(out(kafka({}), {}, { cilium: '1.18.11' }).egress.l7?.decision).toBe('allowed');
    expect(out(kafka({ topic: 'a' })).verdict).toBe('allowed');
    const parser = named({ l7proto: 'r2d2', l7: [{ cmd: 'READ' }] });
    expect(out(parser, {}, { cilium: '1.19.7' }).egress.l7).toMatchObject({ type: 'parser', decision: 'unspecified' });
    const opened = [...parser, cnp({ egress: [on443({})] }, 'q')];
    expect(out(opened, {}, { cilium: '1.19.7' }).egress.l7?.decision).toBe('allowed');
    const lenient = [{ ...parser[0], spec: { ...(parser[0]?.spec as object), enableDefaultDeny: { egress: false } } }];
    expect(out(lenient, {}, { cilium: '1.19.7' }).egress.l7?.decision).toBe('allowed');
  });

  test.each<[string, object, string]>([
    [
      'a role beside a key',
      { kafka: [{ role: 'produce', apiKey: 'fetch' }] },
      'cannot set both Role "produce" and APIKey "fetch" together',
    ],
    ['a key that is none', { kafka: [{ apiKey: 'x' }] }, 'invalid Kafka APIKey "x"'],
    ['a role that is none', { kafka: [{ role: 'x' }] }, 'invalid Kafka Role "x"'],
    ['a version that is none', { kafka: [{ apiVersion: '-1' }] }, 'invalid Kafka APIVersion "-1"'],
    ['a long topic', { kafka: [{ topic: 'x'.repeat(256) }] }, 'kafka topic exceeds maximum len of 255'],
    ['a topic with blanks', { kafka: [{ topic: 'a b' }] }, 'invalid Kafka Topic name "a b"'],
    ['rules without a parser', { l7: [{ a: 'b' }] }, "'l7' may only be specified when a 'l7proto' is also specified"],
    ['an empty key', { l7proto: 'x', l7: [{ '': 'b' }] }, 'Empty key not allowed'],
    ['two kinds', { kafka: [{}], http: [{}] }, 'multiple L7 protocol rule types specified in single rule'],
  ])('are refused with %s', (_, rules, words) => {
    const of = (cilium: string) =>
      evaluate({ ...shop, cilium, policies: named(rules), flows: [] }).policyErrors.map(({ error }) => error);
    expect(of('1.19.7')).toEqual([`Invalid CiliumNetworkPolicy spec: ${words}`]);
    expect(of('1.20.2')).toEqual([]);
  });

  test('are not for nodes', () => {
    const node = (section: object) =>
      evaluate({
        ...shop,
        cilium: '1.18.11',
        policies: [ccnp({ nodeSelector: {}, ...section })],
        flows: [],
      }).policyErrors[0]?.error;
    const rules = { rules: { kafka: [{}] } };
    expect(node({ egress: [on443(rules)] })).toContain('L7 protocol Kafka is not supported on host egress yet');
    const ports = { toPorts: [{ ports: [{ port: '9092', protocol: 'TCP' }], rules: { l7proto: 'x', l7: [{}] } }] };
    expect(node({ ingress: [ports] })).toContain('L7 policy is not supported on host ingress yet');
  });
});

describe('secrets in header matches', () => {
  const policies = (match: object) => [
    cnp({ egress: [on443({ rules: { http: [{ headerMatches: [{ name: 'X-Token', ...match }] }] } })] }),
  ];
  const hidden = { secret: { namespace: 'shop', name: 'token' } };

  test('leave the request undecided where it has the header, and denied where it lacks it', () => {
    const result = out(policies(hidden), { http: { headers: { 'x-token': 'a' } } });
    expect([result.verdict, l7(result.egress), result.assumed]).toEqual([
      'undecided',
      { type: 'http', decision: 'undecided', outcome: 'redirected' },
      ['the Secret shop/token says what the header "X-Token" must be'],
    ]);
    expect(out(policies(hidden), { http: {} }).verdict).toBe('denied');
  });

  test('give way to a value beside them, and to a rule that fits anyhow', () => {
    const valued = policies({ ...hidden, value: 'a' });
    expect(out(valued, { http: { headers: { 'x-token': 'a' } } }).verdict).toBe('allowed');
    expect(out(valued, { http: { headers: { 'x-token': 'b' } } }).verdict).toBe('denied');
    const also = [...policies(hidden), cnp({ egress: [on443({ rules: { http: [{ path: '/a' }] } })] }, 'q')];
    expect(out(also, { http: { path: '/a', headers: { 'x-token': 'b' } } }).verdict).toBe('allowed');
    const logged = policies({ ...hidden, mismatch: 'LOG' });
    expect(out(logged, { http: {} }).verdict).toBe('allowed');
  });
});

describe('authentication', () => {
  const auth = (mode: string, more: object = {}) => ({ toEntities: ['world'], authentication: { mode }, ...more });
  const policies = [cnp({ egress: [auth('required')] })];

  test('is needed, and known only where the flow says so', () => {
    const result = out(policies);
    expect([result.verdict, result.egress.decision, result.egress.authentication]).toEqual([
      'undecided',
      'allowed',
      'required',
    ]);
    expect(result.assumptions.map(({ kind }) => kind)).toEqual(['authentication']);
    expect(out(policies, { authenticated: true }).verdict).toBe('allowed');
    expect(out(policies, { authenticated: false }).verdict).toBe('denied');
    expect(out([cnp({ egress: [auth('test-always-fail')] })]).verdict).toBe('denied');
  });

  test('of the narrower ports decides, and a rule without one keeps what stands over it', () => {
    const on = (mode: string) => auth(mode, { toPorts: [{ ports: [{ port: '443', protocol: 'TCP' }] }] });
    expect(out([cnp({ egress: [auth('required'), on('disabled')] })]).verdict).toBe('allowed');
    expect(out([cnp({ egress: [auth('disabled'), on('required')] })]).verdict).toBe('undecided');
    expect(out([cnp({ egress: [auth('required'), on443({}, { toCIDR: ['203.0.113.0/24'] })] })]).verdict).toBe(
      'undecided',
    );
    const clash = [cnp({ egress: [auth('required')] }), cnp({ egress: [auth('disabled')] }, 'q')];
    expect(out(clash).egress.error).toBe('cannot merge conflicting authentication types (disabled/required)');
  });
});
