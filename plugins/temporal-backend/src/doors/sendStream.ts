import type { Response } from 'express';
import type { Followed } from '../runs/RunFollower';

const HEARTBEAT_MS = 15_000;

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
  const events = await follow(gone.signal);
  res.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-cache, no-transform',
    'x-accel-buffering': 'no',
  });
  const heartbeat = setInterval(() => res.write(':\n\n'), HEARTBEAT_MS);
  try {
    for await (const item of events) res.write(toEvent(item));
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
