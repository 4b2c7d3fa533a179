import fc from 'fast-check';
import { matrix } from '../../src/policy/matrix';
import type { Matrix } from '../../src/policy/matrix';
import { openText } from '../../src/policy/span-text';
import { partyText } from '../../src/policy/party-text';
import { policies, release } from './arbitrary';
import { ccnp, cnp, port, shop } from './worlds';

const open = (of: Matrix, from: string, to: string): string[] | undefined => {
  const row = of.from.findIndex((group) => group.some(({ name }) => name === from));
  const column = of.to.findIndex((group) => group.some(({ name }) => name === to));
  const cell = of.cells[row]?.[column];
  return cell && openText(cell.spans);
};
const names = (of: Matrix): string[] => of.parties.map(({ name }) => name);

describe('a matrix', () => {
  test('equals the verdict of each flow, at the first and the last port of every span', () => {
    fc.assert(
      fc.property(release, policies, fc.infiniteStream(fc.nat()), (cilium, given, draw) => {
        const of = matrix({ ...shop, cilium, policies: given });
        const pick = <T>(list: readonly T[]): T => list[draw.next().value % list.length] as T;
        of.cells.forEach((row, at) =>
          row.forEach((cell, to) => {
            const [from, target] = [pick(of.from[at] ?? []), pick(of.to[to] ?? [])];
            for (const { protocol, first, last, verdict } of cell?.spans ?? []) {
              for (const number of new Set([first, last])) {
                const proto = protocol === 'other' ? 'GRE' : protocol;
                const where = proto.startsWith('ICMP') ? { icmp: number } : { port: number };
                const flow = { from: from.end, to: target.end, proto, ...where };
                expect({ ...flow, verdict: of.flow(flow).verdict }).toEqual({ ...flow, verdict });
              }
            }
          }),
        );
      }),
      { numRuns: 25 },
    );
  });

  test('holds every port of every protocol in each cell', () => {
    const of = matrix({ ...shop, policies: [cnp({ ingress: [{ toPorts: [port('80', 'TCP'), port('53')] }] })] });
    const size = (spans: readonly { first: number; last: number }[]): number =>
      spans.reduce((sum, { first, last }) => sum + last - first + 1, 0);
    for (const cell of of.cells.flat()) if (cell) expect(size(cell.spans)).toBe(3 * 65535 + 2 * 256 + 1);
  });

  test('answers who reaches one workload', () => {
    const spec = { ingress: [{ fromEndpoints: [{ matchLabels: { app: 'web' } }], toPorts: [port('8080', 'TCP')] }] };
    const of = matrix({ ...shop, policies: [cnp(spec)] }, { to: ['shop/orders'] });
    expect(open(of, 'shop/web', 'shop/orders')).toEqual(['TCP 8080']);
    expect(open(of, 'mon/prom', 'shop/orders')).toEqual([]);
    expect(open(of, 'entity:host', 'shop/orders')).toEqual(['every port']);
    expect(of.to).toHaveLength(1);
  });

  test('asks about pods that policies speak of and nobody has written down', () => {
    const spec = {
      ingress: [
        { fromEndpoints: [{ matchLabels: { app: 'chart' } }], toPorts: [port('80', 'TCP')] },
        { fromEndpoints: [{ matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'elsewhere', app: 'x' } }] },
      ],
    };
    const of = matrix({ ...shop, policies: [cnp(spec)] });
    expect(open(of, 'shop/(app=chart)', 'shop/orders')).toEqual(['TCP 80']);
    expect(open(of, 'elsewhere/(app=x)', 'shop/orders')).toEqual(['every port']);
    expect(open(of, 'shop/(other)', 'shop/orders')).toEqual([]);
    expect(open(of, '(other)/(other)', 'shop/orders')).toEqual([]);
    expect(names(matrix({ ...shop, policies: [cnp(spec)] }, { known: true })).join()).not.toContain('(');
  });

  test('tells CIDRs apart that policies tell apart, the hole in one too', () => {
    const spec = { egress: [{ toCIDRSet: [{ cidr: '198.51.0.0/16', except: ['198.51.7.0/24'] }] }] };
    const of = matrix({ ...shop, policies: [cnp(spec)] });
    expect(open(of, 'shop/orders', '198.51.0.0/16 (rest)')).toEqual(['every port']);
    expect(open(of, 'shop/orders', '198.51.7.0/24')).toEqual([]);
    expect(open(of, 'shop/orders', 'entity:world')).toEqual([]);
  });

  test('has both families of the world in dual stack', () => {
    const spec = { egress: [{ toCIDR: ['0.0.0.0/0', '2001:db8::/32'] }] };
    const of = matrix({ ...shop, policies: [cnp(spec)], config: { ipv6: true } });
    expect(open(of, 'shop/orders', 'entity:world-ipv4')).toEqual(['every port']);
    expect(open(of, 'shop/orders', 'entity:world-ipv6')).toEqual([]);
    expect(open(of, 'shop/orders', '2001:db8::/32')).toEqual(['every port']);
  });

  test('marks how far HTTP and DNS go, and never shows what is undecided as allowed', () => {
    const of = matrix({
      ...shop,
      policies: [
        cnp({
          ingress: [{ toPorts: [{ ...port('80', 'TCP'), rules: { http: [{ method: 'GET', path: '/v1' }] } }] }],
          egress: [
            { toEndpoints: [{}], toPorts: [{ ...port('53', 'UDP'), rules: { dns: [{ matchPattern: '*.org' }] } }] },
            { toFQDNs: [{ matchPattern: '*.net' }], toPorts: [port('443', 'TCP')] },
            { toCIDR: ['198.51.100.0/24'] },
          ],
        }),
      ],
    });
    expect(open(of, 'shop/web', 'shop/orders')).toEqual(['TCP 80 HTTP GET /v1']);
    expect(open(of, 'shop/orders', 'shop/web')).toEqual(['UDP 53 DNS *.org']);
    expect(open(of, 'shop/orders', 'fqdn:any.net')?.join()).toMatch(/undecided$/);
  });

  test('leaves ports that are not asked for out, and joins what then is equal', () => {
    const spec = { ingress: [{ fromEndpoints: [{ matchLabels: { app: 'web' } }], toPorts: [port('8080', 'TCP')] }] };
    const of = matrix({ ...shop, policies: [cnp(spec)] }, { to: ['shop/orders'], ports: [9090] });
    expect(of.from.map((group) => group.map(({ name }) => name))).toHaveLength(2); // the local host, and everybody else
    expect(
      of.cells
        .flat()
        .flatMap((cell) => cell?.spans ?? [])
        .every(({ first, last }) => first === 9090 && last === 9090),
    ).toBe(true);
  });

  test('shows a policy that cannot be merged as an error', () => {
    const http = { ...port('53', 'TCP'), rules: { http: [{}] } };
    const dns = { ...port('53', 'TCP'), rules: { dns: [{ matchPattern: '*' }] } };
    const of = matrix({
      ...shop,
      policies: [cnp({ egress: [{ toPorts: [http] }] }), cnp({ egress: [{ toPorts: [dns] }] }, 'q')],
    });
    expect(open(of, 'shop/orders', 'shop/web')?.join()).toMatch(/policy error$/);
  });

  test.each([
    [['shop/web'], ['shop/web']],
    [['kube-system'], ['kube-system/dns', 'kube-system/(other)']],
    [['app=prom'], ['mon/prom']],
    [
      ['*/dns', 'host'],
      ['kube-system/dns', 'entity:host'],
    ],
    [['ip:192.0.2.9'], ['ip:192.0.2.9']],
  ])('chooses by %j', (from, expected) => {
    expect(
      matrix({ ...shop, policies: [] }, { from })
        .from.flat()
        .map(({ name }) => name)
        .sort(),
    ).toEqual(expected.sort());
  });

  test.each([
    ['shop/wep', 'did you mean shop/web?'],
    ['kube-sistem', 'did you mean kube-system?'],
    ['app=nobody', 'no pod has these labels'],
    ['entity:wurld', 'did you mean entity:world?'],
  ])('fails for %s, with what is near', (word, message) => {
    expect(() => matrix({ ...shop, policies: [] }, { to: [word] })).toThrow(message);
  });

  test('gives the pods of a clusterwide policy each their own cells', () => {
    const of = matrix({ ...shop, policies: [ccnp({ endpointSelector: {}, ingress: [{ fromEndpoints: [{}] }] })] });
    expect(open(of, 'mon/prom', 'kube-system/dns')).toEqual(['every port']);
    expect(open(of, 'entity:world', 'kube-system/dns')).toEqual([]);
  });
});

describe('sets of parties', () => {
  const of = matrix({ ...shop, policies: [] });
  const say = partyText(of.parties);
  const those = (fits: (name: string) => boolean) => say(of.parties.filter(({ name }) => fits(name)));

  test('are named in as few words as are exact', () => {
    expect(those(() => true)).toEqual(['everybody']);
    expect(those((name) => name.startsWith('shop/'))).toEqual(['every pod of shop']);
    expect(those((name) => name.startsWith('shop/') && name !== 'shop/(other)')).toEqual(['shop/orders', 'shop/web']);
    expect(those((name) => name !== 'shop/web')).toEqual(['everybody but shop/web']);
  });
});
