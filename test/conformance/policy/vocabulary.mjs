/** The words that random scenarios are made of, and how they are drawn. */

export const CIDRS = [
  '0.0.0.0/0',
  '8.0.0.0/8',
  '8.8.8.0/24',
  '8.8.8.8/32',
  '10.0.0.0/8',
  '203.0.113.0/24',
  '198.51.100.0/28',
  '192.168.1.0/24',
  '172.16.5.5/32',
];
export const CIDRS6 = ['::/0', '2001:db8::/32', '2001:db8:1::/48', '2001:db8:1::5/128', 'fd00::/8'];
export const IPS = ['8.8.8.8', '8.8.4.4', '10.1.2.3', '172.16.5.5', '203.0.113.10', '203.0.113.11', '198.51.100.7'];
export const IPS6 = ['2001:db8:1::5', '2001:db8::9', 'fd00::1', '2606:4700::1'];
export const DNS = {
  'api.example.com': ['203.0.113.10'],
  'www.example.com': ['203.0.113.11', '203.0.113.12'],
  'example.com': ['203.0.113.13'],
  'a.b.example.com': ['203.0.113.14'],
  'cdn.other.org': ['198.51.100.7'],
  'six.example.com': ['2001:db8::9'],
  'both.other.org': ['8.8.4.4', '2606:4700::1'],
};
export const NAMES = [...Object.keys(DNS), 'nowhere.net', 'sub-example.com', 'Www.Example.com', 'x_y.example.com'];
export const PATTERNS = [
  '*',
  '*.example.com',
  '**.example.com',
  '*example.com',
  'www.*.com',
  '*.*.example.com',
  '**',
  'cdn.*',
  '*.Example.com',
  '***.org',
  'api*',
];
export const DOMAINS = ['api.example.com', '*.example.com', 'example.com', '*.org', 'cdn.other.org', 'Www.Example.com'];
export const PORTS = [53, 80, 443, 5432, 8080, 9090];
export const PATHS = ['/', '/a', '/a/b', '/a?x=1', '/api/v1', '/admin', '/A', '/api/v12/x'];
export const PATH_RULES = [
  '/',
  '/a',
  '/a.*',
  '/a|/admin',
  '/api/v[0-9]+',
  '.*',
  '/(a|admin)',
  '/a\\?x=1',
  '^/a$',
  '',
  '/[^/]+',
  '(?i)/A',
  '/api/v\\d{1,2}(/.*)?',
];
export const HOSTS = ['example.com', 'www.example.com', 'example.com:8080', 'Example.com'];
export const ENTITIES = [
  'world',
  'cluster',
  'host',
  'remote-node',
  'all',
  'kube-apiserver',
  'health',
  'init',
  'ingress',
  'unmanaged',
  'none',
  'world-ipv4',
  'world-ipv6',
];
export const APPS = ['web', 'api', 'db'];
export const TIERS = ['front', 'back'];
export const SPACES = ['a', 'b', 'kube-system'];
export const ICMP4 = [0, 5, 8, 11, 'EchoRequest', 'EchoReply', 'TimeExceeded'];
export const ICMP6 = [1, 128, 129, 135, 'EchoRequest', 'NeighborSolicitation', 'PacketTooBig'];

/** Numbers in [0, 1) from a seed: Mulberry32. */
function numbers(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Ways to draw; the same seed draws the same. */
export function drawing(seed) {
  const next = numbers(seed);
  const chance = (share) => next() < share;
  const below = (count) => Math.floor(next() * count);
  const pick = (list) => list[below(list.length)];
  const many = (make, least, most) => Array.from({ length: least + below(most - least + 1) }, () => make());
  const some = (list, least, most) => many(() => pick(list), least, most);
  /** Draws by weight from `[[weight, make], …]` and makes it. */
  const draw = (choices) => {
    let at = next() * choices.reduce((sum, [weight]) => sum + weight, 0);
    for (const [weight, make] of choices) {
      at -= weight;
      if (at < 0) return make();
    }
    return choices.at(-1)[1]();
  };
  return { chance, below, pick, some, many, draw };
}
