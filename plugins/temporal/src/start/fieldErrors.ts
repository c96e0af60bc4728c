import type { JsonObject, JsonValue } from '@backstage/types';
import type { FieldError } from 'backstage-plugin-temporal-common';

/**
 * Where in the form of an input or an answer an error belongs, as the keys that
 * lead there; undefined if it is about something else of the request.
 */
export function placeOf(field: FieldError): readonly string[] | undefined {
  if (!field.path.startsWith('/')) {
    return undefined;
  }
  const [first, ...rest] = keysOf(field.path);
  return first === 'input' || first === 'answer' ? rest : undefined;
}

/** The keys of a JSON pointer. */
export function keysOf(pointer: string): readonly string[] {
  const [, ...keys] = pointer.split('/');
  return keys.map(key => key.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** What is wrong with the reason that was given. */
export function reasonProblem(
  fields: readonly FieldError[],
): string | undefined {
  return fields.find(({ path }) => path === '/reason')?.message;
}

/** Errors that no single field of the form can show. */
export function withoutField(fields: readonly FieldError[]): readonly string[] {
  return fields
    .filter(field => !placeOf(field)?.length && field.path !== '/reason')
    .map(field => field.message);
}

/** Errors that still hold: those whose value has not been touched since. */
export function untouched(
  fields: readonly FieldError[],
  sent: JsonObject,
  now: JsonObject,
): readonly FieldError[] {
  return fields.filter(field => {
    const place = placeOf(field) ?? [];
    return (
      JSON.stringify(valueAt(sent, place)) ===
      JSON.stringify(valueAt(now, place))
    );
  });
}

/** What these keys lead to. */
export function valueAt(
  value: JsonValue | undefined,
  place: readonly string[],
): JsonValue | undefined {
  if (place.length === 0 || typeof value !== 'object' || value === null) {
    return value;
  }
  const [key, ...rest] = place;
  const inner = Object.entries(value).find(([name]) => name === key)?.[1];
  return valueAt(inner, rest);
}
