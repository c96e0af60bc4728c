import { createParser, type EventSourceMessage } from 'eventsource-parser';
import type { RunNews } from 'backstage-plugin-temporal-common';
import type { StreamEvent } from './TemporalApi';

/**
 * Turns the bytes of an event stream into events, chunk by chunk: news that
 * arrived together is told together, and a heartbeat is a chunk without any.
 */
export async function* parseEvents(
  body: ReadableStream<Uint8Array>,
): AsyncGenerator<readonly StreamEvent[]> {
  const arrived: StreamEvent[] = [];
  const parser = createParser({
    onEvent: message => {
      const event = streamEventOf(message);
      if (event) {
        arrived.push(event);
      }
    },
  });
  const decoder = new TextDecoder();
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        return;
      }
      parser.feed(decoder.decode(value, { stream: true }));
      yield arrived.splice(0);
    }
  } finally {
    // A cancelled reader rejects when the connection is already broken.
    await reader.cancel().catch(() => {});
  }
}

/** Events of a kind this version does not know are passed over. */
function streamEventOf(message: EventSourceMessage): StreamEvent | undefined {
  const cursor = Number(message.id);
  if (!Number.isSafeInteger(cursor)) {
    return undefined;
  }
  if (message.event === 'ready') {
    return { kind: 'ready', cursor };
  }
  const news = message.event === 'run' ? newsOf(message.data) : undefined;
  return news && { kind: 'news', cursor, news };
}

function newsOf(data: string): RunNews | undefined {
  const news: unknown = JSON.parse(data);
  if (
    typeof news === 'object' &&
    news !== null &&
    'runId' in news &&
    'version' in news &&
    typeof news.runId === 'string' &&
    typeof news.version === 'number'
  ) {
    return { runId: news.runId, version: news.version };
  }
  return undefined;
}
