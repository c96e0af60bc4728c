import type { JsonObject, JsonValue } from '@backstage/types';
import {
  isSecretValue,
  SECRET_PROPERTY,
  type MaskedSecret,
} from 'backstage-plugin-temporal-common';
import { asObject } from './schemaHints';

/** What stands for a secret where nobody is shown it. */
export const mask: MaskedSecret = { [SECRET_PROPERTY]: true };

/** Whether a value stands for a secret, or has one in it that does. */
export function holdsSecret(value: JsonValue | undefined): boolean {
  return (
    isSecretValue(value) ||
    (typeof value === 'object' &&
      value !== null &&
      Object.values(value).some(holdsSecret))
  );
}

/** The object without whatever stands for a secret in it. */
export function withoutSecrets(object: JsonObject): JsonObject {
  return asObject(strip(object)) ?? {};
}

function strip(value: JsonValue | undefined): JsonValue | undefined {
  if (isSecretValue(value)) {
    return undefined;
  }
  if (Array.isArray(value)) {
    return value.map(strip).filter(item => item !== undefined);
  }
  const object = asObject(value);
  if (!object) {
    return value;
  }
  const kept = Object.entries(object)
    .map(([key, inner]) => [key, strip(inner)] as const)
    .filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(kept);
}
