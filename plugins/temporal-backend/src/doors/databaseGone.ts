import { isError, ServiceUnavailableError } from '@backstage/errors';

/** PostgreSQL's classes of "no connection" and "shutting down", and sockets'. */
const GONE =
  /^(08...|57P0.|ECONNREFUSED|ECONNRESET|ENOTFOUND|EPIPE|ETIMEDOUT)$/;

/**
 * The same error, unless it is that the database went away in the middle of a
 * request: that is told in words of ours, for the driver's tell its address.
 */
export function unlessDatabaseGone(error: unknown): unknown {
  return isGone(error) ? unavailable() : error;
}

function isGone(error: unknown): boolean {
  if (!isError(error)) return false;
  const code = String(error.code ?? '');
  return (
    GONE.test(code) ||
    error.name === 'KnexTimeoutError' ||
    // The driver gives no code when a connection ends under a query.
    error.message.endsWith('Connection terminated unexpectedly')
  );
}

/** Without its cause, whose message would become a part of ours. */
function unavailable(): Error {
  return new ServiceUnavailableError(
    'The database can’t be reached, so it is not known whether this was done. Send the same request again',
  );
}
