import type { Response } from 'express';
import type { Followed } from '../runs/RunFollower';

const HEARTBEAT_MS = 15_000;
/** A client that is this many bytes behind does not read: it comes back. */
const BEHIND_MOST = 64 * 1024;

/**
 * Answers with an event stream (WHATWG HTML, section 9.2) until either side
 * ends it. `no-transform` keeps proxies and our own compression from holding
 * events back.
 */
export async function sendStream(
  res: Response,
  follow: (signal: AbortSignal) => Promise<AsyncIterable<Followed>>,
): Promise<void> {
  const gone = new AbortController();
  res.on('close', () => gone.abort());
  // It may have left while we found out who it is.
  if (res.closed) gone.abort();
  const events = await follow(gone.signal);
  res.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-cache, no-transform',
    'x-accel-buffering': 'no',
  });
  const send = (text: string) => {
    res.write(text);
    if (res.writableLength > BEHIND_MOST) res.destroy();
  };
  const heartbeat = setInterval(() => send(':\n\n'), HEARTBEAT_MS);
  try {
    for await (const item of events) {
      if (res.destroyed) break;
      send(toEvent(item));
    }
  } finally {
    clearInterval(heartbeat);
    res.end();
  }
}

function toEvent(item: Followed): string {
  return item.kind === 'ready'
    ? `event: ready\nid: ${item.version}\ndata: {}\n\n`
    : `event: run\nid: ${item.news.version}\ndata: ${JSON.stringify(
        item.news,
      )}\n\n`;
}
