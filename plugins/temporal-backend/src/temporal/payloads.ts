import type { JsonObject, JsonValue } from '@backstage/types';
import { defaultPayloadConverter } from '@temporalio/common';
import type { temporal } from '@temporalio/proto';
import {
  SECRET_PROPERTY,
  type SealedSecret,
} from 'backstage-plugin-temporal-common';
import { runOfPayload } from 'backstage-plugin-temporal-credentials';

type Payload = temporal.api.common.v1.IPayload;

/** Values above this many characters of JSON are not kept. */
const KEPT_LENGTH = 262_144;

const TOO_LONG =
  'This value is too long to keep; Temporal’s own page shows it.';
const ENCODED = 'This value is encoded; it can’t be read without its codec.';

/**
 * The first of some payloads as a JSON value. What can't be read here (binary,
 * encrypted, too long) becomes a sentence that says so; nothing is guessed. What
 * a worker sealed stays so, as a secret in its envelope.
 */
export function readPayload(
  payloads: { payloads?: Payload[] | null } | null | undefined,
): JsonValue | undefined {
  const payload = payloads?.payloads?.[0];
  if (!payload) return undefined;
  if ((payload.data?.length ?? 0) > KEPT_LENGTH) {
    return TOO_LONG;
  }
  if (isSealed(payload)) return envelopeIn(payload);
  try {
    const value: unknown = defaultPayloadConverter.fromPayload(payload);
    if (ArrayBuffer.isView(value)) return ENCODED;
    return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
  } catch {
    return ENCODED;
  }
}

/**
 * What a workflow was given, as one object: its one argument where that is an
 * object, else `{ arguments: [...] }`, and `{}` for none.
 */
export function readArguments(
  payloads: { payloads?: Payload[] | null } | null | undefined,
): JsonObject {
  const all = payloads?.payloads ?? [];
  const length = all.reduce((sum, { data }) => sum + (data?.length ?? 0), 0);
  if (length > KEPT_LENGTH) return { arguments: TOO_LONG };
  const values = all.map(one => readPayload({ payloads: [one] }) ?? null);
  const [only] = values;
  if (values.length === 1 && isObject(only)) return only;
  return values.length === 0 ? {} : { arguments: values };
}

/** Whether a worker sealed it, because its run was given secrets. */
export function isSealed(payload: Payload | null | undefined): boolean {
  return Boolean(payload && runOfPayload(payload) !== undefined);
}

function envelopeIn({ data }: Payload): SealedSecret {
  return { [SECRET_PROPERTY]: new TextDecoder().decode(data ?? undefined) };
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
