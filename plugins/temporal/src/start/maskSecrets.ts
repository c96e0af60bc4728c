import type { JsonObject, JsonValue } from '@backstage/types';
import {
  isSecretSchema,
  type JsonSchema,
} from 'backstage-plugin-temporal-common';
import { asObject } from '../readable/schemaHints';
import { mask } from '../readable/secretValues';
import { keysOf, valueAt } from './fieldErrors';

/**
 * The input as others see it, with a mask for each value that its schema marks
 * as secret. Where alternatives differ, one that marks it is enough: that needs
 * no checker, and errs on the side of the secret.
 */
export function maskSecrets(input: JsonObject, schema: JsonSchema): JsonObject {
  return asObject(masked(input, [schema], schema)) ?? {};
}

type Schemas = readonly JsonObject[];

function masked(
  value: JsonValue | undefined,
  schemas: Schemas,
  root: JsonSchema,
): JsonValue | undefined {
  if (value === undefined) {
    return undefined;
  }
  const inPlace = schemasInPlace(schemas, root);
  if (inPlace.some(isSecretSchema)) {
    return mask;
  }
  if (Array.isArray(value)) {
    const items = inPlace.flatMap(itemSchemas);
    return value.map(item => masked(item, items, root) ?? null);
  }
  const entries = Object.entries(asObject(value) ?? {}).map(([key, inner]) => {
    const properties = inPlace.flatMap(each => propertySchemas(each, key));
    return [key, masked(inner, properties, root)] as const;
  });
  return asObject(value) ? Object.fromEntries(entries) : value;
}

/** These, and all that they say of the same value. */
function schemasInPlace(schemas: Schemas, root: JsonSchema): Schemas {
  const found = new Set<JsonObject>(schemas);
  // A set is walked to its end, also where that grows meanwhile.
  for (const { $ref, ...schema } of found) {
    const { allOf, anyOf, oneOf, dependencies, dependentSchemas } = schema;
    const more = [
      referred($ref, root),
      ...[schema.if, schema.then, schema.else],
      ...[allOf, anyOf, oneOf].flatMap(listOf),
      ...[dependencies, dependentSchemas].flatMap(valuesOf),
    ];
    for (const each of schemasAmong(more)) found.add(each);
  }
  return [...found];
}

function propertySchemas(schema: JsonObject, key: string): Schemas {
  const properties = asObject(schema.properties) ?? {};
  return schemasAmong(
    Object.hasOwn(properties, key)
      ? [properties[key]]
      : [
          ...valuesOf(schema.patternProperties),
          schema.additionalProperties,
          schema.unevaluatedProperties,
        ],
  );
}

function itemSchemas(schema: JsonObject): Schemas {
  const { additionalItems, contains, items, prefixItems } = schema;
  return schemasAmong([
    ...[items, prefixItems].flatMap(listOf),
    ...[items, additionalItems, contains, schema.unevaluatedItems],
  ]);
}

/** What `#/definitions/login` leads to; what can't be read leads nowhere. */
function referred(
  ref: JsonValue | undefined,
  root: JsonSchema,
): JsonValue | undefined {
  if (typeof ref !== 'string' || !/^#(\/|$)/.test(ref)) {
    return undefined;
  }
  try {
    return valueAt(root, keysOf(decodeURIComponent(ref)));
  } catch {
    return undefined;
  }
}

function schemasAmong(values: readonly (JsonValue | undefined)[]): Schemas {
  return values.map(asObject).filter(value => value !== undefined);
}

function listOf(value: JsonValue | undefined) {
  return Array.isArray(value) ? value : [];
}

function valuesOf(value: JsonValue | undefined) {
  return Object.values(asObject(value) ?? {});
}
