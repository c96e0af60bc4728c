import { isError, NotAllowedError } from '@backstage/errors';
import type { AuditRecord } from 'backstage-plugin-temporal-common';
import { oneLine } from '../actions/oneLine';

const REASON_LONGEST = 1_000;

/** How an attempt ended. */
export interface Ending {
  readonly outcome: 'succeeded' | 'denied' | 'failed';
  readonly decision?: AuditRecord['decision'];
  readonly reason?: string;
}

/** How an attempt ended that threw, in words that are safe to keep. */
export function endingOf(
  error: unknown,
  decision: AuditRecord['decision'],
): Ending {
  const reason = oneLine(reasonOf(error), REASON_LONGEST);
  return error instanceof NotAllowedError
    ? { outcome: 'denied', decision: 'denied', reason }
    : { outcome: 'failed', decision, reason };
}

/** Errors whose messages we wrote for whoever asked. */
const ANSWERS: ReadonlySet<string> = new Set([
  'InputError',
  'NotAllowedError',
  'NotFoundError',
  'ConflictError',
  'ServiceUnavailableError',
  'TooManyRequestsError',
  'BrokenOffError',
]);

function reasonOf(error: unknown): string {
  if (!isError(error)) return 'Something unexpected went wrong; see the log';
  if (!ANSWERS.has(error.name)) {
    return `${error.name}: something unexpected went wrong; see the log`;
  }
  // The names of wrong fields are part of the input, and that is not kept.
  return Array.isArray(error.fields)
    ? `The request was wrong in ${error.fields.length} of its fields`
    : error.message;
}
