import { restore } from '../../src/catalogue/patched';
import { configKeysOf } from '../../tools/catalogue/config-keys';
import { parseTemplates, readsOf } from '../../tools/catalogue/chart-reads';
import { encode } from '../../tools/catalogue/encode';
import { compactSchema } from '../../tools/catalogue/schema';
import { remarksOf } from '../../tools/catalogue/values-file';

const CONFIG = 'templates/cilium-configmap.yaml';

/** A chart of one template, the ConfigMap `cilium-config`, with lines of data and named templates of its own. */
function configMap(data: string, helpers = ''): ReturnType<typeof parseTemplates> {
  const text = `{{- if .Values.agent }}\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: cilium-config\ndata:\n${data}\n{{- end }}\n`;
  return parseTemplates(
    new Map([
      [CONFIG, text],
      ['templates/_helpers.tpl', helpers],
    ]),
  );
}

function keyOf(data: string, key: string, helpers = ''): { values: string[]; conditions: string[] } {
  const found = configKeysOf(configMap(data, helpers)).get(key);
  return { values: [...(found?.values ?? [])], conditions: [...(found?.conditions ?? [])] };
}

describe('keys of cilium-config', () => {
  test('a key carries the value that is printed after it', () => {
    expect(keyOf('  enable-ipv4: {{ .Values.ipv4.enabled | quote }}', 'enable-ipv4')).toEqual({
      values: ['ipv4.enabled'],
      conditions: [],
    });
  });

  test('a constant is decided by the condition next to it; those around it only gate it', () => {
    const data =
      '{{- if .Values.hubble.enabled }}\n{{- if .Values.hubble.tls.enabled }}\n  hubble-disable-tls: "false"\n{{- end }}\n{{- end }}';
    expect(keyOf(data, 'hubble-disable-tls')).toEqual({
      values: ['hubble.tls.enabled'],
      conditions: ['hubble.enabled'],
    });
  });

  test('the branch after else depends on the condition before it', () => {
    const data =
      '{{- if .Values.a }}\n  one: "x"\n{{- else if .Values.b }}\n  one: "y"\n{{- else }}\n  two: {{ .Values.c }}\n{{- end }}';
    expect(keyOf(data, 'one')).toEqual({ values: ['a', 'b'], conditions: [] });
    expect(keyOf(data, 'two')).toEqual({ values: ['c'], conditions: ['a', 'b'] });
  });

  test('a variable stands for what was assigned, and remembers under which conditions', () => {
    const data =
      '{{- $mode := .Values.mode }}\n{{- if .Values.chained }}\n{{- $mode = "none" }}\n{{- end }}\n  mode: {{ $mode }}';
    expect(keyOf(data, 'mode')).toEqual({ values: ['mode'], conditions: ['chained'] });
  });

  test('a field of a variable is a field of the value behind it', () => {
    expect(
      keyOf('{{- $lb := coalesce .Values.socketLB .Values.hostServices }}\n  x: {{ $lb.enabled }}', 'x').values,
    ).toEqual(['socketLB.enabled', 'hostServices.enabled']);
  });

  test('the dot inside with is the value that with names', () => {
    expect(
      keyOf(
        '{{- with .Values.k8sClientRateLimit.qps }}\n  k8s-client-qps: {{ . | quote }}\n{{- end }}',
        'k8s-client-qps',
      ).values,
    ).toEqual(['k8sClientRateLimit.qps']);
  });

  test('a named template is followed', () => {
    const helpers = '{{- define "envoy" }}{{- if .Values.l7Proxy }}{{ .Values.envoy.enabled }}{{- end }}{{- end }}';
    expect(keyOf('  external-envoy: {{ include "envoy" . | quote }}', 'external-envoy', helpers)).toEqual({
      values: ['envoy.enabled'],
      conditions: ['l7Proxy'],
    });
  });
});

describe('reads of a template', () => {
  const uses = (template: string, path: string) => [
    ...(readsOf(parseTemplates(new Map([['templates/x.yaml', template]]))).get(path)?.uses ?? []),
  ];

  test('hasKey, get, index and dig read the key that they name', () => {
    expect(uses('{{ if hasKey .Values.a "b" }}{{ end }}', 'a.b')).toEqual(['field']);
    expect(uses('{{ get .Values.a "b" }}', 'a.b')).toEqual(['field']);
    expect(uses('{{ index .Values.a "b" "c" }}', 'a.b.c')).toEqual(['field']);
    expect(uses('{{ dig "a" "b" "" .Values.AsMap }}', 'a.b')).toEqual(['field']);
  });

  test('toYaml prints everything under a map, join and range visit its elements', () => {
    expect(uses('{{ toYaml .Values.resources }}', 'resources')).toContain('whole');
    expect(uses('{{ .Values.list | join "," }}', 'list')).toContain('join');
    expect(uses('{{ range $k, $v := .Values.map }}{{ $v.x }}{{ end }}', 'map')).toContain('range');
  });

  test('a list made of values is not a value that is visited', () => {
    const template = '{{ range $cfg := tuple .Values.a .Values.b }}{{ $cfg.create }}{{ end }}';
    expect(uses(template, 'a.create')).toEqual(['field']);
    expect(uses(template, 'b.create')).toEqual(['field']);
    expect(uses(template, 'a')).not.toContain('range');
  });

  test('comments and text in strings are not code', () => {
    expect(uses('{{/* .Values.a */}}{{ printf "}} %s" .Values.b }}', 'a')).toEqual([]);
    expect(uses('{{/* .Values.a */}}{{ printf "}} %s" .Values.b }}', 'b')).toEqual(['field']);
  });
});

describe('comments of values.yaml', () => {
  const remarks = (source: string, ...read: string[]) =>
    Object.fromEntries(remarksOf(source, (path) => read.includes(path)));

  test('a commented key counts where templates read it', () => {
    const source = 'loadBalancer:\n  # -- mode\n  # mode: snat\n  # nonsense: 1\n  acceleration: disabled\n';
    expect(remarks(source, 'loadBalancer.mode')).toEqual({ 'loadBalancer.mode': { example: 'snat' } });
  });

  test('a commented key at the margin can belong to the map above it', () => {
    expect(remarks('maglev: {}\n# -- size\n# tableSize: 251\n', 'maglev.tableSize')).toEqual({
      'maglev.tableSize': { example: 251 },
    });
  });

  test('a deprecated value is known with what to use instead', () => {
    const source =
      "# -- old (deprecated, please use 'new.enabled' instead)\nold: false\n# -- a remark on the deprecated thing\nother: 1\n";
    expect(remarks(source)).toEqual({ old: { deprecated: 'new.enabled' } });
  });

  test('text of a block is not read as keys', () => {
    expect(remarks('script: |\n  # a: 1\n  b: 2\nc: 3\n', 'script.a', 'a')).toEqual({});
  });
});

describe('facts of a minor as differences', () => {
  const first = { a: { x: 1, 'dotted.key': { y: null } }, b: [1], c: { d: 'é `${x}` \\n' } };
  const second = { a: { x: 1, 'dotted.key': { y: null, z: 2 } }, b: [1, 2], e: {} };

  test('every release comes back as it was', () => {
    const facts = encode([
      ['1.0.0', first],
      ['1.0.1', second],
      ['1.0.2', first],
    ]);
    expect([restore(facts, '1.0.0'), restore(facts, '1.0.1'), restore(facts, '1.0.2')]).toEqual([first, second, first]);
  });

  test('a patch that changes little is little, by paths as --set writes them', () => {
    expect(
      encode([
        ['1.0.0', first],
        ['1.0.1', second],
      ]).patches['1.0.1'],
    ).toEqual({
      drop: ['c'],
      set: { 'a.dotted\\.key.z': 2, b: [1, 2], e: {} },
    });
  });

  test('in a table, an entry changes as a whole', () => {
    const facts = encode(
      [
        ['1.0.0', { 'a.b': { x: 1, y: 2 } }],
        ['1.0.1', { 'a.b': { x: 1 } }],
      ],
      true,
    );
    expect(facts.patches['1.0.1']).toEqual({ set: { 'a.b': { x: 1 } } });
    expect(restore(facts, '1.0.1')).toEqual({ 'a.b': { x: 1 } });
  });
});

describe('the schema without what does not decide', () => {
  test('types, members, ranges and alternatives stay', () => {
    expect(
      compactSchema({
        $schema: 'http://json-schema.org/draft-07/schema#',
        type: 'object',
        properties: {
          a: { type: ['null', 'string'] },
          b: { enum: ['x'] },
          c: { type: 'integer', minimum: 0, maximum: 9 },
          d: { type: 'array', items: { anyOf: [{ type: 'string' }, { type: 'string' }] } },
          e: {},
        },
      }),
    ).toEqual({
      of: {
        a: 'null|string',
        b: { enum: ['x'] },
        c: { type: 'integer', min: 0, max: 9 },
        d: { type: 'array', items: { any: ['string'] } },
        e: '',
      },
    });
  });

  test('fails on a rule that it cannot express, so that none is lost', () => {
    expect(() => compactSchema({ type: 'string', pattern: '^a' })).toThrow('pattern');
  });
});
