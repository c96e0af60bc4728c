import { createServer, type ServerHttp2Session } from 'node:http2';

const PERMISSION_DENIED = 7;

/** A Temporal that lets nobody do anything, and remembers what they showed. */
export async function aRefusingServer() {
  const shown: Array<string | undefined> = [];
  const sessions = new Set<ServerHttp2Session>();
  const server = createServer();
  server.on('session', session => sessions.add(session));
  server.on('stream', (stream, headers) => {
    shown.push(headers.authorization);
    stream.respond(
      {
        'content-type': 'application/grpc',
        'grpc-status': PERMISSION_DENIED,
        'grpc-message': 'Request unauthorized.',
      },
      { endStream: true },
    );
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return {
    address: `127.0.0.1:${port}`,
    /** The authorization of each call, in order. */
    shown,
    close: async () => {
      for (const session of sessions) session.destroy();
      await new Promise(resolve => server.close(resolve));
    },
  };
}
