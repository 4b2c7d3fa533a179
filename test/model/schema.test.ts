import { defaultsOf, releases } from '../../src/catalogue/catalogue';
import type { Release } from '../../src/catalogue/catalogue';
import type { Issue } from '../../src/core/issue';
import type { JsonObject } from '../../src/core/json';
import { mergeValues } from '../../src/core/merge';
import { checkSchema, unknownValues } from '../../src/model/schema';

function check(values: JsonObject, release: Release = '1.20.2'): Issue[] {
  return checkSchema(release, mergeValues(defaultsOf(release), values), values);
}

describe('what the schema refuses', () => {
  test('the defaults of every release fit their own schema', () => {
    for (const { release } of releases())
      expect(checkSchema(release, defaultsOf(release), defaultsOf(release))).toEqual([]);
  });

  test('text where true or false is wanted is refused, with the word to write', () => {
    expect(check({ debug: { enabled: 'yes' } })).toEqual([
      {
        code: 'wrong-type',
        severity: 'error',
        path: 'values.debug.enabled',
        message: 'text stands where the chart wants true or false',
        got: '"yes"',
        allowed: 'true or false',
        fix: 'write true',
        source: 'values.schema.json of 1.20.2',
      },
    ]);
    expect(check({ debug: { enabled: 'false' } })[0]?.fix).toBe('write false without quotes');
  });

  test('a number in quotes and text without them are refused, each with the mend', () => {
    expect(check({ healthPort: '9879' })[0]).toMatchObject({
      allowed: 'a whole number',
      fix: 'write 9879 without quotes',
    });
    expect(check({ image: { tag: 1.2 } })[0]).toMatchObject({ allowed: 'text', fix: 'put it in quotes: "1.2"' });
    expect(check({ MTU: 1450.5 })[0]).toMatchObject({
      message: 'a fraction stands where the chart wants a whole number',
      fix: 'write 1451',
    });
  });

  test('a whole number may be written with a fraction of zero', () => {
    expect(check({ MTU: 1450.0 })).toEqual([]);
  });

  test('a switch in place of a map is understood', () => {
    expect(check({ hubble: true })[0]).toMatchObject({
      path: 'values.hubble',
      allowed: 'a map',
      fix: 'did you mean hubble.enabled: true?',
    });
  });

  test('a misspelt member of a closed set gets the one that was meant', () => {
    expect(check({ identityManagementMode: 'operater' })[0]).toMatchObject({
      code: 'value-not-allowed',
      got: '"operater"',
      allowed: '"agent", "operator", "both"',
      fix: 'did you mean operator?',
    });
    expect(check({ envoy: { log: { defaultLevel: 'warn' } } })[0]).toMatchObject({ fix: 'did you mean warning?' });
    expect(check({ envoy: { log: { defaultLevel: null } } })).toEqual([]);
  });

  test('a number out of range is refused with the range', () => {
    expect(check({ bpf: { monitorTraceIPOption: 300 } })[0]).toMatchObject({
      code: 'out-of-range',
      allowed: '0 to 255',
    });
    expect(check({ bpf: { monitorTraceIPOption: 255 } })).toEqual([]);
  });

  test('elements of lists are checked where the chart checks them', () => {
    expect(check({ securityContext: { capabilities: { ciliumAgent: ['CHOWN', 5] } } })[0]).toMatchObject({
      path: 'values.securityContext.capabilities.ciliumAgent[1]',
      allowed: 'text',
    });
    expect(check({ policyCIDRMatchMode: [3] })).toEqual([]);
    expect(check({ extraArgs: [3] })).toEqual([]);
  });

  test('several mistakes are told at once', () => {
    expect(
      check({ debug: { enabled: 'yes' }, MTU: 'big', hubble: { relay: { replicas: '2' } } }).map(({ path }) => path),
    ).toEqual(['values.debug.enabled', 'values.MTU', 'values.hubble.relay.replicas']);
  });

  test('null takes a default away and is never a wrong type', () => {
    expect(check({ MTU: null, image: null, hubble: { relay: { enabled: null } } })).toEqual([]);
  });

  test('keys that the schema does not know pass it, as they pass Helm', () => {
    expect(check({ nonsense: 1, hubble: { nonsense: 'x' }, nodeSelector: { a: 'b' } })).toEqual([]);
  });

  test('the rules are those of the patch', () => {
    expect(check({ kubeProxyReplacement: 5 }, '1.18.2')).toEqual([]);
    expect(check({ kubeProxyReplacement: 5 }, '1.18.3')).toHaveLength(1);
  });
});

describe('what a release does not know', () => {
  const unknown = (values: JsonObject, release: Release = '1.20.2') => unknownValues(release, values);

  test('a hundred thousand keys are all told, and what protects the cluster is an error among them, too', () => {
    const many = Object.fromEntries(Array.from({ length: 1e5 }, (_, i) => [`unknown${i}`, { a: i }]));
    const issues = unknown({ ...many, encryption: { strictMode: { enabled: true } } });
    expect(issues).toHaveLength(1e5 + 1);
    expect(issues.at(-1)).toMatchObject({ code: 'removed-value', severity: 'error' });
  });

  test('a name of the wrong case gets the right one', () => {
    expect(unknown({ cgroup: { automount: { enabled: false } } })).toEqual([
      expect.objectContaining({
        code: 'unknown-value',
        severity: 'warning',
        path: 'values.cgroup.automount',
        fix: 'did you mean cgroup.autoMount?',
      }),
    ]);
  });

  test('a misspelt name gets its neighbour', () => {
    expect(unknown({ nothing: undefined as never })).toEqual([]);
    expect(unknown({ hubble: { realy: { enabled: true } } })[0]).toMatchObject({ fix: 'did you mean hubble.relay?' });
    expect(unknown({ loadBalancer: { algoritm: 'maglev' } })[0]).toMatchObject({
      fix: 'did you mean loadBalancer.algorithm?',
    });
  });

  test('a name in the wrong place gets the place where it stands', () => {
    expect(unknown({ ipv4: { autoDirectNodeRoutes: true } })[0]).toMatchObject({
      fix: 'did you mean autoDirectNodeRoutes?',
    });
  });

  test('values that only templates know are known', () => {
    expect(
      unknown(
        {
          devices: 'eth0',
          loadBalancer: { mode: 'dsr', algorithm: 'maglev' },
          socketLB: { hostNamespaceOnly: true },
          k8s: { serviceProxyName: 'x' },
          maglev: { tableSize: 65521 },
          ipMasqAgent: { config: { nonMasqueradeCIDRs: [] } },
          azure: { resourceGroup: 'x' },
        },
        '1.18.12',
      ),
    ).toEqual([]);
  });

  test("maps that are the user's take any key, and so does what Helm shares between charts", () => {
    expect(
      unknown({
        nodeSelector: { 'a.b/c': 'd' },
        resources: { limits: { memory: '1Gi' } },
        extraConfig: { 'some-key': 'x' },
        podAnnotations: { 'a/b': 'c' },
        updateStrategy: { rollingUpdate: { maxSurge: 1 } },
        global: { x: 1 },
      }),
    ).toEqual([]);
  });

  test('a removed value gets its replacement', () => {
    expect(unknown({ clustermesh: { enableMCSAPISupport: true } })[0]).toMatchObject({
      code: 'removed-value',
      severity: 'warning',
      fix: 'set clustermesh.mcsapi.enabled instead',
    });
    expect(unknown({ nodePort: { enabled: true } }, '1.19.0')[0]).toMatchObject({
      fix: 'set kubeProxyReplacement: true instead',
    });
    expect(unknown({ nodePort: { enabled: true } }, '1.18.12')).toEqual([]);
    expect(unknown({ hubble: { redact: { kafka: { apiKey: true } } } })[0]).toMatchObject({
      path: 'values.hubble.redact.kafka',
      fix: 'take it away',
    });
  });

  test('a removed value that made the cluster safer is an error', () => {
    expect(unknown({ encryption: { strictMode: { enabled: true, cidr: '10.0.0.0/8' } } })).toEqual([
      expect.objectContaining({
        severity: 'error',
        path: 'values.encryption.strictMode.enabled',
        fix: 'set encryption.strictMode.egress.enabled instead',
      }),
      expect.objectContaining({ severity: 'error', path: 'values.encryption.strictMode.cidr' }),
    ]);
    expect(unknown({ encryption: { strictMode: { enabled: false } } })[0]?.severity).toBe('warning');
    expect(unknown({ encryption: { strictMode: { enabled: true } } }, '1.19.7')).toEqual([]);
  });

  test('a protection that only a later release has is an error too', () => {
    expect(unknown({ encryption: { strictMode: { egress: { enabled: true } } } }, '1.18.12')[0]).toMatchObject({
      severity: 'error',
      path: 'values.encryption.strictMode.egress',
    });
  });

  test('a value of another release says which releases have it', () => {
    expect(unknown({ datapathPlugins: { enabled: true } }, '1.19.7')[0]?.message).toContain('1.20.2 has');
  });

  test('what the chart refuses is left to the check that refuses', () => {
    expect(unknown({ tunnel: 'vxlan' })).toEqual([]);
    expect(unknown({ tunnel: '' })[0]).toMatchObject({
      severity: 'warning',
      fix: 'set routingMode and tunnelProtocol instead',
    });
  });
});
