import type { Json, JsonObject } from '../../src/core/json';
import { isMap } from '../../src/core/json';

/**
 * A schema without what does not decide whether a value is accepted, shorter: a string is a list of types
 * (`null|string`), a map under `{}` holds the properties of a map that must be one (`["properties"]` if it need not be).
 * src/catalogue/schema.ts has the shape.
 */
export function compactSchema(schema: JsonObject): Json {
  const { $schema: _dialect, title: _title, description: _description, ...rules } = schema;
  const keys = Object.keys(rules).sort().join();
  const types = rules.type === undefined ? undefined : [rules.type].flat().join('|');
  if (keys === '') return '';
  if (keys === 'type') return types as string;
  const properties = isMap(rules.properties)
    ? Object.fromEntries(
        Object.entries(rules.properties).map(([key, value]) => [key, compactSchema(value as JsonObject)]),
      )
    : undefined;
  if (keys === 'properties,type' && types === 'object') return { of: properties as JsonObject };
  return {
    ...(types !== undefined && { type: types }),
    ...(properties && { of: properties }),
    ...(rules.items !== undefined && { items: compactSchema(rules.items as JsonObject) }),
    ...(rules.enum !== undefined && { enum: rules.enum }),
    ...(rules.minimum !== undefined && { min: rules.minimum }),
    ...(rules.maximum !== undefined && { max: rules.maximum }),
    ...(rules.anyOf !== undefined && { any: distinct((rules.anyOf as JsonObject[]).map(compactSchema)) }),
    ...(rules.oneOf !== undefined && { one: (rules.oneOf as JsonObject[]).map(compactSchema) }),
    ...(types === undefined && properties && { type: '' }),
    ...unknownRules(rules),
  };
}

/** A rule that the catalogue does not know would be lost silently: it must be added here and in checkSchema first. */
function unknownRules(rules: JsonObject): Record<string, never> {
  const known = ['type', 'properties', 'items', 'enum', 'minimum', 'maximum', 'anyOf', 'oneOf', 'default'];
  const unknown = Object.keys(rules).filter((key) => !known.includes(key));
  if (unknown.length > 0)
    throw new Error(`values.schema.json uses ${unknown.join(', ')}, which the catalogue cannot express yet`);
  return {};
}

/** Equal alternatives of `anyOf` say nothing twice (not so for `oneOf`). */
function distinct(list: readonly Json[]): Json[] {
  return [...new Map(list.map((item) => [JSON.stringify(item), item])).values()];
}
