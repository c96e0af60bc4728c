import type { JsonObject, JsonValue } from '@backstage/types';
import {
  isSecretSchema,
  SECRET_PROPERTY,
  type JsonSchema,
} from 'backstage-plugin-temporal-common';

/** A JSON value by its JSON pointer. */
interface Place {
  readonly pointer: string;
  readonly value: JsonValue;
}

/** Whether a schema marks anything as secret; in doubt it does. */
export function marksSecrets(schema: JsonSchema): boolean {
  return within({ pointer: '', value: schema }).some(
    ({ value }) => isObject(value) && isSecretSchema(value),
  );
}

/** Where a value stands for a secret, in an envelope or masked. */
export function standInsIn(value: JsonValue): readonly string[] {
  return within({ pointer: '', value })
    .filter(one => isObject(one.value) && SECRET_PROPERTY in one.value)
    .map(({ pointer }) => pointer);
}

/** The same value with some places replaced; places within others are left. */
export async function replaced(
  value: JsonValue,
  pointers: ReadonlySet<string>,
  by: (value: JsonValue) => Promise<JsonValue>,
): Promise<JsonValue> {
  return replacedAt({ pointer: '', value }, pointers, by);
}

async function replacedAt(
  { pointer, value }: Place,
  pointers: ReadonlySet<string>,
  by: (value: JsonValue) => Promise<JsonValue>,
): Promise<JsonValue> {
  if (pointers.has(pointer)) return by(value);
  const parts = await Promise.all(
    partsOf({ pointer, value }).map(async ({ key, ...part }) => [
      key,
      await replacedAt(part, pointers, by),
    ]),
  );
  if (Array.isArray(value)) return parts.map(([, part]) => part);
  return isObject(value) ? Object.fromEntries(parts) : value;
}

function within(place: Place): readonly Place[] {
  return [place, ...partsOf(place).flatMap(part => within(part))];
}

function partsOf({ pointer, value }: Place) {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) =>
    part === undefined
      ? []
      : [{ key, pointer: `${pointer}/${escaped(key)}`, value: part }],
  );
}

/** RFC 6901. */
function escaped(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
