import type { FilterPredicate } from '@backstage/filter-predicates';
import type { JsonObject, JsonValue } from '@backstage/types';
import { ENVIRONMENT_ANNOTATION } from 'backstage-plugin-temporal-common';
import { propertySchema, titleOf } from '../readable/schemaHints';

/** One thing that a predicate asks for, in parts that a sentence is made of. */
export interface Condition {
  readonly name: string;
  readonly asks: 'is' | 'given' | 'notGiven' | 'startsWith' | 'contains';
  readonly values: readonly string[];
}

/**
 * What a predicate over `{ target, input }` asks for, all of it together;
 * undefined where it is more than a list of conditions.
 */
export function conditionsOf(
  predicate: FilterPredicate | JsonValue,
  schema: JsonObject,
): readonly Condition[] | undefined {
  if (typeof predicate !== 'object' || predicate === null) {
    return undefined;
  }
  const parts = Object.entries(predicate).map(([key, value]) =>
    key === '$all' && Array.isArray(value)
      ? allOf(value.map(each => conditionsOf(each, schema)))
      : conditionOf(nameOf(key, schema), key, value),
  );
  return allOf(parts);
}

function allOf(
  parts: readonly (readonly Condition[] | undefined)[],
): readonly Condition[] | undefined {
  const known = parts.filter(part => part !== undefined);
  return known.length === parts.length ? known.flat() : undefined;
}

function conditionOf(
  name: string,
  key: string,
  value: JsonValue | undefined,
): readonly Condition[] | undefined {
  if (
    key.startsWith('$') ||
    value === undefined ||
    value === null ||
    Array.isArray(value)
  ) {
    return undefined;
  }
  if (typeof value !== 'object') {
    return [{ name, asks: 'is', values: [String(value)] }];
  }
  const { $in, $exists, $hasPrefix, $contains } = value;
  if (Array.isArray($in)) {
    return [{ name, asks: 'is', values: $in.map(String) }];
  }
  if (typeof $exists === 'boolean') {
    return [{ name, asks: $exists ? 'given' : 'notGiven', values: [] }];
  }
  if (typeof $hasPrefix === 'string') {
    return [{ name, asks: 'startsWith', values: [$hasPrefix] }];
  }
  return isPrimitive($contains)
    ? [{ name, asks: 'contains', values: [String($contains)] }]
    : undefined;
}

function isPrimitive(value: JsonValue | undefined): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

/** `target.spec.lifecycle` is read as "Lifecycle", an input by its title. */
function nameOf(path: string, schema: JsonObject): string {
  const [root, ...keys] = path.split('.');
  if (root === 'input') {
    const key = keys.join('.');
    return titleOf(propertySchema(schema, key), key);
  }
  return path.endsWith(`annotations.${ENVIRONMENT_ANNOTATION}`)
    ? titleOf(undefined, 'environment')
    : titleOf(undefined, keys.at(-1) ?? path);
}
