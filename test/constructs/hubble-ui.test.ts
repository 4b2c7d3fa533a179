import { renderHubbleUI } from '../../src/constructs/hubble-ui';
import { contextFor, find } from '../support';

interface Container {
  readonly env?: readonly { readonly name: string; readonly value: string }[];
  readonly livenessProbe?: { readonly httpGet: { readonly port: unknown } };
  readonly volumeMounts?: readonly { readonly name: string }[];
}
interface Rendered {
  readonly metadata: { readonly labels: object; readonly annotations?: object };
  readonly rules: readonly { readonly apiGroups: readonly string[]; readonly resources: readonly string[] }[];
  readonly spec: {
    readonly rules: readonly object[];
    readonly template: {
      readonly metadata: { readonly annotations?: object };
      readonly spec: {
        readonly securityContext?: object;
        readonly containers: readonly [Container, Container];
        readonly volumes: readonly { readonly name: string }[];
      };
    };
  };
  readonly data: Readonly<Record<string, string>>;
}

const secured = { enabled: true, tls: { server: { enabled: true } } };
const render = (release: string, ui: object, hubble: object = {}) =>
  renderHubbleUI(contextFor(release, { hubble: { ...hubble, ui: { enabled: true, ...ui } } }));
const template = (release: string, ui: object, hubble: object = {}) =>
  find<Rendered>(render(release, ui, hubble), 'Deployment', 'hubble-ui').spec.template;
const volume = (release: string, ui: object, name: string, hubble: object = {}) =>
  template(release, ui, hubble).spec.volumes.find((one) => one.name === name);

test('the UI needs Hubble, or stands on its own', () => {
  expect(render('1.20.0', {}, { enabled: false })).toEqual([]);
  expect(render('1.20.0', { standalone: { enabled: true } }, { enabled: false })).not.toEqual([]);
});

describe("nginx's configuration", () => {
  const conf = (ui: object) =>
    find<Rendered>(render('1.20.0', ui), 'ConfigMap', 'hubble-ui-nginx').data['nginx.conf'] ?? '';

  test('serves the root as it is', () => {
    expect(conf({})).toContain('location /api {');
    expect(conf({})).toContain('proxy_pass http://127.0.0.1:8090;');
    expect(conf({})).not.toMatch(/rewrite|sub_filter/);
  });

  test('rewrites paths below another base URL, and tells the pages', () => {
    const text = conf({ baseUrl: '/hubble/' });
    expect(text).toContain('location /hubble/api {');
    expect(text.match(/rewrite \^\/hubble\(\/\.\*\)\$ \$1 break;/g)).toHaveLength(2);
    expect(text).toContain('proxy_pass http://127.0.0.1:8090/;');
    expect(text).toContain(`sub_filter '<base href="/"/>' '<base href="/hubble/"/>';`);
  });

  test('listens on IPv6 unless that is turned off', () => {
    expect(conf({})).toContain('listen       [::]:8081;');
    expect(conf({ frontend: { server: { ipv6: { enabled: false } } } })).not.toContain('[::]');
  });

  test('restarts the pods with it only if asked to', () => {
    const checksum = (ui: object) => template('1.20.0', ui).metadata.annotations;
    expect(checksum({})).toBeUndefined();
    expect(checksum({ rollOutPods: true })).toHaveProperty(['cilium.io/hubble-ui-nginx-configmap-checksum']);
    expect(checksum({ rollOutPods: true, baseUrl: '/x/' })).not.toEqual(checksum({ rollOutPods: true }));
  });
});

describe('the backend', () => {
  const backend = (release: string, ui: object, hubble: object = {}) =>
    template(release, ui, hubble).spec.containers[1];

  test('asks Relay in the clear, or with a certificate', () => {
    expect(backend('1.20.0', {}).env).toContainEqual({ name: 'FLOWS_API_ADDR', value: 'hubble-relay:80' });
    expect(backend('1.20.0', {}).volumeMounts).toBeUndefined();
    expect(backend('1.20.0', {}, { relay: secured }).env).toEqual(
      expect.arrayContaining([
        { name: 'FLOWS_API_ADDR', value: 'hubble-relay:443' },
        { name: 'TLS_RELAY_SERVER_NAME', value: 'ui.hubble-relay.cilium.io' },
      ]),
    );
  });

  test('has probes on demand, before 1.20', () => {
    const ui = { backend: { livenessProbe: { enabled: true } } };
    expect(backend('1.19.6', ui).livenessProbe?.httpGet.port).toBe(8090);
    expect(backend('1.19.6', {}).livenessProbe).toBeUndefined();
    expect(backend('1.20.0', ui).livenessProbe).toBeUndefined();
  });

  test('may read less with every release', () => {
    const resources = (release: string) =>
      find<Rendered>(render(release, {}), 'ClusterRole', 'hubble-ui').rules.flatMap((rule) => rule.resources);
    expect(resources('1.18.12')).toEqual(expect.arrayContaining(['networkpolicies', '*', 'endpoints']));
    expect(resources('1.19.0')).not.toContain('networkpolicies');
    expect(resources('1.19.0')).toContain('endpoints');
    expect(resources('1.20.0')).not.toContain('endpoints');
  });
});

describe("the UI's pods", () => {
  test('probe the frontend by the port’s name since 1.19', () => {
    const port = (release: string) => template(release, {}).spec.containers[0].livenessProbe?.httpGet.port;
    expect(port('1.18.12')).toBe(8081);
    expect(port('1.19.0')).toBe('http');
  });

  test('have a volume for /tmp: limited since 1.20, of the user’s choice since 1.19', () => {
    const tmpVolume = { emptyDir: { medium: 'Memory' } };
    expect(volume('1.20.0', {}, 'tmp-dir')).toEqual({ name: 'tmp-dir', emptyDir: { sizeLimit: '256Mi' } });
    expect(volume('1.19.6', {}, 'tmp-dir')).toEqual({ name: 'tmp-dir', emptyDir: {} });
    expect(volume('1.19.6', { tmpVolume }, 'tmp-dir')).toEqual({ name: 'tmp-dir', ...tmpVolume });
    expect(volume('1.18.12', { tmpVolume }, 'tmp-dir')).toEqual({ name: 'tmp-dir', emptyDir: {} });
  });

  test('drop the switch that older charts kept in the security context', () => {
    const { securityContext } = template('1.20.0', { securityContext: { enabled: true, fsGroup: 7 } }).spec;
    expect(securityContext).toHaveProperty('fsGroup', 7);
    expect(securityContext).not.toHaveProperty('enabled');
  });

  test('of a standalone UI mount the certificates that the user names', () => {
    const standalone = (certsVolume: unknown) => ({ standalone: { enabled: true, tls: { certsVolume } } });
    const name = 'hubble-ui-client-certs';
    const own = { secret: { secretName: 'mine' } };
    expect(volume('1.20.0', standalone(own), name, { relay: secured })).toEqual({ name, ...own });
    expect(() => render('1.20.0', standalone({}), { relay: secured })).toThrow(
      'values.hubble.ui.standalone.tls.certsVolume',
    );
    expect(volume('1.20.0', standalone({}), name)).toBeUndefined();
  });
});

test('an Ingress sends the base URL of every host to the UI', () => {
  const ingress = { enabled: true, hosts: ['a.example', 'b.example'], className: 'nginx' };
  const { spec } = find<Rendered>(render('1.20.0', { ingress, baseUrl: '/h/' }), 'Ingress', 'hubble-ui');
  expect(spec).toMatchObject({ ingressClassName: 'nginx' });
  expect(spec.rules).toHaveLength(2);
  expect(spec.rules[1]).toMatchObject({ host: 'b.example', http: { paths: [{ path: '/h/', pathType: 'Prefix' }] } });
});

test('labels of the install and of the part win over the UI’s own', () => {
  const objects = renderHubbleUI(
    contextFor('1.20.0', {
      commonLabels: { team: 'net', 'k8s-app': 'common' },
      hubble: { ui: { enabled: true, service: { labels: { team: 'ui' } } } },
    }),
  );
  expect(find<Rendered>(objects, 'Service', 'hubble-ui').metadata.labels).toMatchObject({
    team: 'ui',
    'k8s-app': 'common',
  });
});
