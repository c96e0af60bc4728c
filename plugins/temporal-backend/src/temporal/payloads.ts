import type { JsonValue } from '@backstage/types';
import { defaultPayloadConverter } from '@temporalio/common';
import type { temporal } from '@temporalio/proto';

type Payload = temporal.api.common.v1.IPayload;

/** Values above this many characters of JSON are not kept. */
const KEPT_LENGTH = 262_144;

/**
 * The first of some payloads as a JSON value. What can't be read here (binary,
 * encrypted, too long) becomes a sentence that says so; nothing is guessed.
 */
export function readPayload(
  payloads: { payloads?: Payload[] | null } | null | undefined,
): JsonValue | undefined {
  const payload = payloads?.payloads?.[0];
  if (!payload) return undefined;
  if ((payload.data?.length ?? 0) > KEPT_LENGTH) {
    return 'This value is too long to keep; Temporal’s own page shows it.';
  }
  try {
    const value: unknown = defaultPayloadConverter.fromPayload(payload);
    return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
  } catch {
    return 'This value is encoded; it can’t be read without its codec.';
  }
}
