import { connect, type Socket } from 'node:net';
import { createServer, type SecureContextOptions } from 'node:tls';

/**
 * A server in front of another that speaks TLS, and only with those who show a
 * certificate that `ca` vouches for.
 */
export async function aTlsWire(upstream: string, tls: SecureContextOptions) {
  const [host, port] = upstream.split(':');
  const open = new Set<Socket>();
  const seen: string[] = [];
  const server = createServer(
    {
      ...tls,
      requestCert: true,
      rejectUnauthorized: true,
      ALPNProtocols: ['h2'],
    },
    near => {
      seen.push(String(near.getPeerCertificate().subject.CN));
      const far = connect(Number(port), host);
      for (const socket of [near, far]) {
        open.add(socket);
        socket.on('close', () => open.delete(socket));
        socket.on('error', () => socket.destroy());
      }
      near.on('close', () => far.destroy());
      far.on('close', () => near.destroy());
      near.pipe(far).pipe(near);
    },
  );
  server.on('tlsClientError', () => undefined);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const own = typeof address === 'object' ? address?.port : undefined;
  return {
    address: `127.0.0.1:${own}`,
    /** Of those whose connections are or were open, in order. */
    seen,
    /** How many connections are open. */
    openNow: () => open.size / 2,
    close: async () => {
      open.forEach(socket => socket.destroy());
      await new Promise(resolve => server.close(resolve));
    },
  };
}
