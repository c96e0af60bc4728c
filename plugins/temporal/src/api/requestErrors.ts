import { ResponseError } from '@backstage/errors';
import type { FieldError, RunQuestion } from 'backstage-plugin-temporal-common';

/** What a failed request says to a person, without the wrapping of HTTP. */
export function messageOf(error: Error): string {
  return error instanceof ResponseError ? error.cause.message : error.message;
}

/** The status of the answer, or undefined if there was none. */
export function statusOf(error: Error): number | undefined {
  return error instanceof ResponseError ? error.statusCode : undefined;
}

/** What the backend found wrong with single fields of a request. */
export function fieldErrorsOf(error: Error): readonly FieldError[] {
  if (!(error instanceof ResponseError)) {
    return [];
  }
  const fields: unknown = error.body.error.fields;
  return Array.isArray(fields) ? fields.filter(isFieldError) : [];
}

/** The question as it is now, where an answer came too late or twice. */
export function questionIn(error: Error): RunQuestion | undefined {
  if (!(error instanceof ResponseError)) {
    return undefined;
  }
  const question: unknown = error.body.error.question;
  return isQuestion(question) ? question : undefined;
}

function isQuestion(value: unknown): value is RunQuestion {
  return (
    typeof value === 'object' &&
    value !== null &&
    'key' in value &&
    'answers' in value &&
    Array.isArray(value.answers)
  );
}

function isFieldError(value: unknown): value is FieldError {
  return (
    typeof value === 'object' &&
    value !== null &&
    'path' in value &&
    'message' in value &&
    typeof value.path === 'string' &&
    typeof value.message === 'string'
  );
}

/** The names of errors by which the backend says that it did nothing. */
const REFUSALS: ReadonlySet<string> = new Set([
  'InputError',
  'NotAllowedError',
  'NotFoundError',
  'ConflictError',
  'PayloadTooLargeError',
]);

/**
 * Whether the backend surely started nothing. Anything else must be asked again
 * with the same request key: no answer, a server error, a session that ended,
 * too many requests; also a 404 or 403 that is not in the backend's own words,
 * such as that of a Backstage that is just starting, for an earlier try may have
 * been heard.
 */
export function isDefiniteRefusal(error: Error): boolean {
  return error instanceof ResponseError && REFUSALS.has(error.cause.name);
}
