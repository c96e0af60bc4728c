import type { Payload, ProtoFailure } from '@temporalio/common';
import { SEAL_METADATA } from 'backstage-plugin-temporal-common/workflow';
import { encodeAttributes } from './encodeAttributes';

// As Temporal's commands name what may fail.
const FAILURES: ReadonlySet<string> = new Set([
  'failure',
  'failed',
  'rejected',
]);
// Which no codec touches: Temporal itself reads them.
const PLAIN: ReadonlySet<string> = new Set(['headers', 'searchAttributes']);

/**
 * Marks every payload in a command for the codec to seal, wherever it is, and
 * encodes what failures in it say. Looking for payloads rather than listing
 * fields, so that no newer kind of command goes out unsealed.
 */
export function markPayloads<T extends object>(command: T, run: string): T {
  const mark = new TextEncoder().encode(run);
  // Of the same shape: only payloads got more metadata, and failures less text.
  return marked(command, '', mark) as T;
}

function marked(value: unknown, name: string, mark: Uint8Array): unknown {
  if (Array.isArray(value)) {
    return value.map(item => marked(item, name, mark));
  }
  if (!isObject(value)) {
    return value;
  }
  // First, since the fields of a memo may have any name.
  if (isPayload(value)) {
    const metadata = { ...value.metadata, [SEAL_METADATA]: mark };
    return { ...value, metadata };
  }
  if (PLAIN.has(name)) {
    return value;
  }
  const whole: object = FAILURES.has(name) ? encodeAttributes(value) : value;
  return Object.fromEntries(
    Object.entries(whole).map(([key, inner]) => [
      key,
      marked(inner, key, mark),
    ]),
  );
}

function isObject(value: unknown): value is ProtoFailure {
  return (
    typeof value === 'object' && value !== null && !ArrayBuffer.isView(value)
  );
}

function isPayload(value: object): value is Payload {
  return (
    'metadata' in value &&
    typeof value.metadata === 'object' &&
    value.metadata !== null
  );
}
