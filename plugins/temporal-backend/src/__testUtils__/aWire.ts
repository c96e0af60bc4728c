import { connect, createServer, type Socket } from 'node:net';

/** A wire to a server that can be cut, or fall silent in one direction. */
export async function aWire(upstream: string) {
  const [host, port] = upstream.split(':');
  const open = new Set<Socket>();
  let silent = false;
  const server = createServer(near => {
    const far = connect(Number(port), host);
    for (const socket of [near, far]) {
      open.add(socket);
      socket.on('close', () => open.delete(socket));
      socket.on('error', () => socket.destroy());
    }
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
    near.pipe(far);
    far.on('data', answer => silent || near.write(answer));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const own = typeof address === 'object' ? address?.port : undefined;
  const cut = () => open.forEach(socket => socket.destroy());
  return {
    address: `127.0.0.1:${own}`,
    /** Requests arrive, answers do not. */
    silence: () => {
      silent = true;
    },
    /** Breaks what is open and lets new connections through again. */
    mend: () => {
      silent = false;
      cut();
    },
    close: async () => {
      cut();
      await new Promise(resolve => server.close(resolve));
    },
  };
}
