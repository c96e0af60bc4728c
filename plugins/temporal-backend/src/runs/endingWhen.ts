const ASK_AGAIN_MS = 60_000;
/** The longest delay that timers take. */
const LONGEST_MS = 2 ** 31 - 1;

/**
 * A signal that aborts with another one, when a credential ends, or as soon as
 * a check that is asked every minute throws.
 */
export function endingWhen(
  signal: AbortSignal,
  limits: {
    readonly expiresAt?: Date;
    readonly denied: () => Promise<void>;
  },
): AbortSignal {
  const ending = new AbortController();
  const end = () => ending.abort();
  const left = (limits.expiresAt?.getTime() ?? Infinity) - Date.now();
  const expiry = setTimeout(end, Math.min(Math.max(left, 0), LONGEST_MS));
  const asking = setInterval(() => {
    limits.denied().catch(end);
  }, ASK_AGAIN_MS);
  ending.signal.addEventListener('abort', () => {
    clearTimeout(expiry);
    clearInterval(asking);
  });
  if (signal.aborted) end();
  signal.addEventListener('abort', end, { once: true });
  return ending.signal;
}
