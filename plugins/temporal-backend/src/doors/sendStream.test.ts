import express from 'express';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { Followed } from '../runs/RunFollower';
import { sendStream } from './sendStream';

const DEADLINE_MS = 10_000;

describe('an event stream', () => {
  let server: Server | undefined;

  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
  });

  /** A server that streams to one client, which only says what it wants. */
  async function streamTo(
    before: () => Promise<unknown>,
    follow: (signal: AbortSignal) => AsyncIterable<Followed>,
  ) {
    const app = express();
    const ended = new Promise<void>((resolve, reject) => {
      app.get('/', (_req, res) => {
        before()
          .then(() => sendStream(res, async signal => follow(signal)))
          .then(resolve, reject);
      });
    });
    const listening = createServer(app).listen(0, '127.0.0.1');
    server = listening;
    await once(listening, 'listening');
    const address = listening.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const client = connect({ host: '127.0.0.1', port: port ?? 0 }).pause();
    client.on('error', () => {});
    client.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
    return { client, ended };
  }

  it('is not kept for a client that left before it began', async () => {
    const begin = new AbortController();
    const begun = once(begin.signal, 'abort');
    const { client, ended } = await streamTo(
      () => begun,
      async function* untilGone(signal) {
        if (!signal.aborted) await once(signal, 'abort');
      },
    );
    await delay(100);
    client.destroy();
    await delay(100);
    begin.abort();
    const inTime = await Promise.race([
      ended.then(() => true),
      delay(2_000, false),
    ]);
    expect(inTime).toBe(true);
  });

  it('is cut for a client that does not read', async () => {
    const runId = 'x'.repeat(4_096);
    const over = Date.now() + DEADLINE_MS;
    let told = 0;
    const { client, ended } = await streamTo(
      async () => {},
      async function* withoutEnd(signal) {
        while (!signal.aborted && Date.now() < over) {
          told += 1;
          yield { kind: 'run', news: { runId, version: told } };
          if (told % 10 === 0) await delay(0);
        }
      },
    );
    await ended;
    client.destroy();
    expect(Date.now()).toBeLessThan(over);
  }, 20_000);
});
