import { isGrpcServiceError } from '@temporalio/client';
import { status } from '@grpc/grpc-js';
import { ServiceUnavailableError } from '@backstage/errors';
import { CredentialTrouble } from './CredentialTrouble';

/**
 * Codes by which the server itself refuses: it did nothing of what was asked.
 */
const refusals: ReadonlySet<status> = new Set([
  status.INVALID_ARGUMENT,
  status.NOT_FOUND,
  status.PERMISSION_DENIED,
  status.UNAUTHENTICATED,
  status.FAILED_PRECONDITION,
  status.RESOURCE_EXHAUSTED,
  status.UNIMPLEMENTED,
  status.OUT_OF_RANGE,
]);

function grpcCause(
  error: unknown,
): { code: status; details: string } | undefined {
  if (isGrpcServiceError(error)) return error;
  if (error instanceof Error && error.cause) return grpcCause(error.cause);
  return undefined;
}

/** Whether the server says that there is no such thing. */
export function isNotFound(error: unknown): boolean {
  return grpcCause(error)?.code === status.NOT_FOUND;
}

/** Whether the server says that there is such a thing already. */
export function isAlreadyThere(error: unknown): boolean {
  return grpcCause(error)?.code === status.ALREADY_EXISTS;
}

/** Whether the server says that what it is asked about is not as it must be. */
export function isPrecondition(error: unknown): boolean {
  return grpcCause(error)?.code === status.FAILED_PRECONDITION;
}

/** Whether the server refuses who asks, as opposed to what is asked. */
export function isRefusedCaller(error: unknown): boolean {
  const code = grpcCause(error)?.code;
  return code === status.PERMISSION_DENIED || code === status.UNAUTHENTICATED;
}

/** Whether a request certainly had no effect: refused, or never sent. */
export function hadNoEffect(error: unknown): boolean {
  const cause = grpcCause(error);
  if (!cause && troubleOf(error)) return true;
  if (!cause) return false;
  // grpc-js says so when it had no connection to send the request on.
  const neverSent =
    cause.code === status.UNAVAILABLE &&
    cause.details.startsWith('No connection established');
  return neverSent || refusals.has(cause.code);
}

/** Whether Temporal can't be reached, as opposed to refusing. */
export function isUnreachable(error: unknown): boolean {
  const code = grpcCause(error)?.code;
  // With credentials that can't be read nothing can be asked.
  if (code === undefined) return troubleOf(error) !== undefined;
  return (
    code === status.UNAVAILABLE ||
    code === status.DEADLINE_EXCEEDED ||
    code === status.CANCELLED
  );
}

/** Whether no answer came, though nobody gave up waiting. */
export function isAway(error: unknown): boolean {
  return isUnreachable(error) && grpcCause(error)?.code !== status.CANCELLED;
}

/** The reason in the server's words, or what is known of it here. */
export function reasonOf(error: unknown): string {
  const trouble = troubleOf(error);
  if (trouble) return trouble.message;
  const cause = grpcCause(error);
  if (cause) return cause.details || status[cause.code];
  return error instanceof Error ? error.message : String(error);
}

/** What to throw at a person when a call to Temporal failed. */
export function unavailable(what: string, error: unknown): Error {
  const trouble = troubleOf(error);
  const away = trouble
    ? `Temporal can’t be reached: ${trouble.message}`
    : 'Temporal can’t be reached';
  const why = isUnreachable(error)
    ? away
    : `Temporal refused: ${reasonOf(error)}`;
  return new ServiceUnavailableError(`${what}: ${why}`);
}

function troubleOf(error: unknown): CredentialTrouble | undefined {
  if (error instanceof CredentialTrouble) return error;
  return error instanceof Error && error.cause
    ? troubleOf(error.cause)
    : undefined;
}
