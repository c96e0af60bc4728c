import type { JsonValue } from '@backstage/types';
import {
  isSecretValue,
  SECRET_PROPERTY,
  type MaskedSecret,
} from 'backstage-plugin-temporal-common';

const MASK: MaskedSecret = { [SECRET_PROPERTY]: true };

/** A value as people are shown it: nothing of what is in an envelope. */
export function maskSecrets(value: JsonValue): JsonValue {
  if (typeof value !== 'object' || value === null) return value;
  if (isSecretValue(value)) return MASK;
  if (Array.isArray(value)) return value.map(maskSecrets);
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [
      key,
      part === undefined ? undefined : maskSecrets(part),
    ]),
  );
}
