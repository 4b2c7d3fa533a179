import { resourceSchemasOf } from '../../src/catalogue/catalogue';
import { restore } from '../../src/catalogue/patched';
import type { JsonObject } from '../../src/core/json';
import { factName, resourceSchemaModule, resourceSchemas, rootOf } from '../../tools/catalogue/resource-schema';
import { encode } from '../../tools/catalogue/encode';

const one = (schema: JsonObject) => resourceSchemas({ A: schema }).kinds.A;

describe('the rules of a CRD', () => {
  test('lose what decides nothing, and a type that the others imply', () => {
    expect(
      one({
        description: 'x',
        type: 'object',
        required: ['a'],
        properties: {
          a: { type: 'string', description: 'y', minLength: 1, maxLength: 9 },
          b: { type: 'array', minItems: 1, maxItems: 2, items: { type: 'integer', minimum: 0, maximum: 7 } },
          c: { type: 'object', 'x-kubernetes-map-type': 'atomic', additionalProperties: { type: 'string' } },
          d: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
          e: { type: 'object' },
          f: { type: 'boolean', default: false },
          g: { type: 'object', minProperties: 1, maxProperties: 3, additionalProperties: { type: 'string' } },
        },
      }),
    ).toEqual({
      required: ['a'],
      of: {
        a: { type: 'string', minLength: 1, maxLength: 9 },
        b: { minItems: 1, maxItems: 2, items: { type: 'integer', min: 0, max: 7 } },
        c: { values: 'string' },
        d: { type: 'object', open: true },
        e: 'object',
        f: { type: 'boolean', default: false },
        g: { minKeys: 1, maxKeys: 3, values: 'string' },
      },
    });
  });

  test('keep alternatives, keys of lists and a number that may be text', () => {
    const required = (...fields: string[]) => ({ properties: { [fields[0] as string]: {} }, required: fields });
    expect(
      one({
        type: 'object',
        properties: {
          a: { 'x-kubernetes-int-or-string': true, anyOf: [{ type: 'integer' }, { type: 'string' }] },
          b: { type: 'array', 'x-kubernetes-list-type': 'set', items: { type: 'string' } },
          c: {
            type: 'array',
            'x-kubernetes-list-type': 'map',
            'x-kubernetes-list-map-keys': ['name'],
            items: { type: 'object', properties: { name: { type: 'string' } } },
          },
          d: { type: 'array', 'x-kubernetes-list-type': 'atomic', items: { type: 'string' } },
          e: { type: 'string', allOf: [{ enum: ['x'] }, { enum: ['x'] }] },
        },
        oneOf: [required('a'), required('b')],
        anyOf: [{ properties: { c: { type: 'array', minItems: 1 } } }, required('d')],
      }),
    ).toEqual({
      of: {
        a: 'integer|string',
        b: { unique: [], items: 'string' },
        c: { unique: ['name'], items: { of: { name: 'string' } } },
        d: { items: 'string' },
        e: { type: 'string', all: [{ enum: ['x'] }] },
      },
      one: [{ required: ['a'] }, { required: ['b'] }],
      any: [{ type: '', of: { c: { type: 'array', minItems: 1 } } }, { required: ['d'] }],
    });
  });

  test('name rules in CEL and expressions by what they say, so that a change of one is seen', () => {
    const schemas = resourceSchemas({
      A: { type: 'string', pattern: '^a$', 'x-kubernetes-validations': [{ rule: "self != 'b'", message: 'no b' }] },
    });
    expect(schemas.kinds.A).toEqual({ type: 'string', pattern: factName('^a$'), rules: [factName("self != 'b'")] });
    expect(schemas.patterns).toEqual({ [factName('^a$')]: '^a$' });
    expect(JSON.stringify(schemas)).not.toContain('no b');
  });

  test('are written once where they occur twice, below a name of the field', () => {
    const selector = {
      type: 'object',
      properties: { matchLabels: { type: 'object', additionalProperties: { type: 'string' } }, matchExpressions: {} },
    };
    const other = { ...selector, required: ['matchLabels'] };
    const kinds = resourceSchemas({
      A: { type: 'object', properties: { selector, selectors: { type: 'array', items: selector } } },
      B: { type: 'object', properties: { x: { type: 'object', properties: { selector: other } }, selector: other } },
    });
    const rules = { of: { matchExpressions: '', matchLabels: { values: 'string' } } };
    expect(kinds).toEqual({
      kinds: {
        A: { of: { selector: '#selector', selectors: { items: '#selector' } } },
        B: { of: { selector: '#selector2', x: { of: { selector: '#selector2' } } } },
      },
      shared: { selector: rules, selector2: { ...rules, required: ['matchLabels'] } },
      patterns: {},
    });
  });

  test.each([
    [{ type: 'string', format: 'uuid' }, 'A: the format uuid is new'],
    [{ type: 'object', patternProperties: {} }, 'A: the catalogue cannot express patternProperties yet'],
    [{ type: 'string', not: { enum: ['y'] } }, 'A: the catalogue cannot express not yet'],
    [{ type: 'string', nullable: true }, 'A: the catalogue cannot express nullable yet'],
    [{ type: 'object', additionalProperties: true }, 'A: additionalProperties that are no schema'],
    [{ 'x-kubernetes-validations': [{ rule: 'true', optionalOldSelf: true }] }, 'A: a rule with optionalOldSelf'],
  ])('fails on %j, which nobody checks', (schema, message) => {
    expect(() => one(schema as JsonObject)).toThrow(message);
  });

  test('drop a format that the API server drops', () => {
    expect(one({ type: 'string', format: 'idn-hostname' })).toBe('string');
  });

  test('are those of the stored version, of spec and specs alone', () => {
    const schema = (type: string) => ({
      schema: {
        openAPIV3Schema: {
          type: 'object',
          properties: { apiVersion: {}, metadata: {}, spec: { type }, status: {} },
          required: ['metadata', 'spec'],
        },
      },
    });
    const versions = [
      { storage: false, ...schema('string') },
      { storage: true, ...schema('object') },
    ];
    expect(rootOf({ spec: { versions } })).toEqual({
      type: 'object',
      properties: { spec: { type: 'object' } },
      required: ['spec'],
    });
    expect(() => rootOf({ spec: { versions: [] } })).toThrow('without a stored version');
  });

  test('of several patches are those of the first, and what a later one changes', () => {
    const crd = (fields: JsonObject) => ({
      spec: {
        names: { kind: 'A' },
        versions: [
          {
            storage: true,
            schema: {
              openAPIV3Schema: { type: 'object', properties: { spec: { type: 'object', properties: fields } } },
            },
          },
        ],
      },
    });
    const a = { a: { type: 'string' } };
    const text = resourceSchemaModule([
      { release: '1.19.10', crds: [crd({ ...a, b: { type: 'string' } })] },
      { release: '1.19.0', crds: [crd(a)] },
      { release: '1.19.4', crds: [crd(a)] },
    ]);
    expect(text).toContain(
      '// Written by tools/catalogue/resources.mjs from the CRDs of Cilium 1.19.0, 1.19.4, 1.19.10.',
    );
    expect(text).toContain(`  '1.19.0': {},\n  '1.19.10': {\n    set: {\n      'kinds.A.of.spec.of.b': 'string',`);
    expect(text).not.toContain("'1.19.4': {");
  });
});

describe('the catalogue', () => {
  test('has the rules of the patch at hand: access logs of Gateways came in the middle of a minor', () => {
    const telemetry = (release: Parameters<typeof resourceSchemasOf>[0]) =>
      JSON.stringify(resourceSchemasOf(release).kinds.CiliumGatewayClassConfig).includes('telemetry');
    expect(['1.19.0', '1.19.5', '1.19.6', '1.19.7'].map((release) => telemetry(release as '1.19.0'))).toEqual([
      false,
      false,
      true,
      true,
    ]);
  });

  test('gives every release of a minor without differences the same rules', () => {
    expect(resourceSchemasOf('1.20.0')).toBe(resourceSchemasOf('1.20.2'));
    expect(resourceSchemasOf('1.18.12')).toBe(resourceSchemasOf('1.18.0'));
  });

  test('names nothing that is not there', () => {
    for (const release of ['1.18.0', '1.19.0', '1.19.7', '1.20.2'] as const) {
      const { kinds, shared, patterns } = resourceSchemasOf(release);
      const text = JSON.stringify({ kinds, shared });
      expect([...text.matchAll(/"#(\w+)"/g)].filter(([, name]) => !(String(name) in shared))).toEqual([]);
      expect([...text.matchAll(/"pattern":"(\w+)"/g)].filter(([, name]) => !(String(name) in patterns))).toEqual([]);
    }
  });

  test('comes back from its module as it was', () => {
    const facts = { kinds: { A: { of: { a: 'string' } } }, shared: {}, patterns: { x: '^\\d`${' } };
    expect(restore(encode([['1.0.0', facts]]), '1.0.0')).toEqual(facts);
  });
});
