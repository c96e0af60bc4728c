import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

function openOne() {
  return new Promise<{ port: number; close: () => void }>((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      resolve({ port, close: () => server.close() });
    });
  });
}

/** As many ports as there are names, held together so that no two are equal. */
export async function freePorts<Name extends string>(
  ...names: readonly Name[]
): Promise<Record<Name, number>> {
  const held = await Promise.all(names.map(() => openOne()));
  held.forEach(({ close }) => close());
  return Object.fromEntries(
    names.map((name, index) => [name, held[index].port]),
  ) as Record<Name, number>;
}
