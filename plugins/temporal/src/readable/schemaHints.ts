import type { JsonObject, JsonValue } from '@backstage/types';

/** The schema of a property, if the schema says. */
export function propertySchema(
  schema: JsonObject | undefined,
  key: string,
): JsonObject | undefined {
  const properties = asObject(schema?.properties);
  return properties && Object.hasOwn(properties, key)
    ? asObject(properties[key])
    : undefined;
}

/** The schema of a list's items, if it is the same for all. */
export function itemSchema(
  schema: JsonObject | undefined,
): JsonObject | undefined {
  return asObject(schema?.items);
}

/** What a property is called: its title, or its key in words. */
export function titleOf(schema: JsonObject | undefined, key: string): string {
  return typeof schema?.title === 'string' ? schema.title : inWords(key);
}

/** `durationMs: 1500` is a duration, and people read it with its unit. */
export function durationOf(
  key: string,
  value: JsonValue | undefined,
): { readonly name: string; readonly ms: number } | undefined {
  const name = /^(.+)(?:Ms|_ms)$/.exec(key)?.[1];
  return name !== undefined && typeof value === 'number'
    ? { name, ms: value }
    : undefined;
}

/** `dryRun` and `dry_run` are both read as "Dry run". */
function inWords(key: string): string {
  const words = key
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .trim();
  const text = /\p{Lu}{2}/u.test(words) ? words : words.toLowerCase();
  return text ? text.charAt(0).toUpperCase() + text.slice(1) : key;
}

/** The value, if it is an object with properties. */
export function asObject(value: JsonValue | undefined): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? value
    : undefined;
}
