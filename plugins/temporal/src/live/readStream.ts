import type { FollowRunsRequest } from 'backstage-plugin-temporal-common';
import type { StreamEvent, TemporalApi } from '../api/TemporalApi';

/**
 * Reads one event stream until the server ends it. Rejects when it is refused,
 * breaks, or stays silent for longer than `quietMs`.
 */
export async function readStream(
  api: TemporalApi,
  request: FollowRunsRequest,
  options: {
    readonly signal: AbortSignal;
    readonly quietMs: number;
    readonly onEvent: (event: StreamEvent) => void;
  },
): Promise<void> {
  const cut = new AbortController();
  const cutNow = () => cut.abort();
  options.signal.addEventListener('abort', cutNow);
  let alarm = setTimeout(cutNow, options.quietMs);
  try {
    for await (const events of api.readEvents(request, cut.signal)) {
      clearTimeout(alarm);
      alarm = setTimeout(cutNow, options.quietMs);
      events.forEach(options.onEvent);
    }
  } finally {
    clearTimeout(alarm);
    options.signal.removeEventListener('abort', cutNow);
  }
}
