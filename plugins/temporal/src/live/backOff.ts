import type { FeedTiming } from './NewsFeed';

/**
 * Waits before the next attempt: longer after each failure, and never exactly
 * as long as other browsers wait. Ends at once when `signal` aborts.
 */
export async function backOff(
  failures: number,
  timing: Pick<FeedTiming, 'firstRetryMs' | 'lastRetryMs'>,
  signal: AbortSignal,
): Promise<void> {
  const longest = Math.min(
    timing.lastRetryMs,
    timing.firstRetryMs * 2 ** Math.min(failures, 10),
  );
  const delayMs = longest * (0.5 + Math.random() / 2);
  await new Promise<void>(resolve => {
    const timer = setTimeout(resolve, delayMs);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
