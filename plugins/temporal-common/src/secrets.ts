import type { JsonObject, JsonValue } from '@backstage/types';
import type { JsonSchema } from './action';

/**
 * The one property of an object that stands for a secret value: in the input
 * that Temporal, ledger and workers hold, with the envelope; in what people are
 * shown, with `true`.
 * @public
 */
export const SECRET_PROPERTY = 'temporal.io/secret';

/**
 * A secret value as everybody but an activity has it: an envelope, which is a
 * compact JWE (RFC 7516) with `alg` `dir`, `enc` `A256GCM`, the key's id as
 * `kid`, {@link SECRET_TYPE} as `typ`, and the id of its run as `run`. Its
 * plaintext is the value as JSON.
 * @public
 */
export interface SealedSecret extends JsonObject {
  readonly [SECRET_PROPERTY]: string;
}

/**
 * A secret value as people are shown it.
 * @public
 */
export interface MaskedSecret extends JsonObject {
  readonly [SECRET_PROPERTY]: true;
}

/** JWE `typ` of a secret's envelope. @public */
export const SECRET_TYPE = 'run-secret+jwe';

/** Whether a value stands for a secret, in its envelope or masked. @public */
export function isSecretValue(
  value: JsonValue | undefined,
): value is SealedSecret | MaskedSecret {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    SECRET_PROPERTY in value &&
    Object.keys(value).length === 1
  );
}

/** Whether a value is a secret in its envelope. @public */
export function isSealedSecret(
  value: JsonValue | undefined,
): value is SealedSecret {
  return isSecretValue(value) && typeof value[SECRET_PROPERTY] === 'string';
}

/**
 * Whether a schema marks its value as a secret, by `writeOnly: true` or
 * `format: password`.
 * @public
 */
export function isSecretSchema(schema: JsonSchema | undefined): boolean {
  return schema?.writeOnly === true || schema?.format === 'password';
}
