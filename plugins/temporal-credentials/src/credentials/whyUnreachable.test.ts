import { createServer as createPlainServer, type Server } from 'node:net';
import { createServer, type TlsOptions } from 'node:tls';
import { anAuthority } from '../__testUtils__/anAuthority';
import { whyUnreachable } from './whyUnreachable';

const setting = (file: string) => `temporal.clusters[0].tls.${file}`;
const pair = ({
  cert,
  key,
}: {
  readonly cert: string;
  readonly key: string;
}) => ({
  crt: Buffer.from(cert),
  key: Buffer.from(key),
});

describe('why a server can’t be reached', () => {
  const servers: Server[] = [];
  let authority: Awaited<ReturnType<typeof anAuthority>>;
  let other: Awaited<ReturnType<typeof anAuthority>>;

  beforeAll(async () => {
    authority = await anAuthority();
    other = await anAuthority('other');
  });

  afterEach(() => {
    servers.splice(0).forEach(server => server.close());
  });

  const listening = async (server: Server) => {
    servers.push(server);
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
    const at = server.address();
    return `127.0.0.1:${typeof at === 'object' ? at?.port : ''}`;
  };
  const serving = (options: TlsOptions) =>
    listening(
      createServer({ ALPNProtocols: ['h2'], ...options }, socket =>
        socket.on('error', () => {}),
      ),
    );
  const ca = () => ({ serverRootCACertificate: Buffer.from(authority.pem) });

  it('is nothing if the handshake succeeds', async () => {
    const address = await serving(await authority.issue());
    expect(await whyUnreachable(address, ca(), setting)).toBeUndefined();
  });

  it('is an authority that is not the server’s', async () => {
    const address = await serving(await other.issue());
    expect(await whyUnreachable(address, ca(), setting)).toBe(
      `The certificate of ${address} is of no authority in the file of temporal.clusters[0].tls.caFile`,
    );
    expect(await whyUnreachable(address, {}, setting)).toMatch(
      /no authority that this machine trusts; set temporal.clusters\[0\].tls.caFile/,
    );
  });

  it('is a certificate of the server that has expired', async () => {
    const address = await serving(await authority.issue({ from: -3, to: -1 }));
    expect(await whyUnreachable(address, ca(), setting)).toMatch(
      /or of its authority in temporal.clusters\[0\].tls.caFile, has expired/,
    );
  });

  it('is a certificate of the server for another name, unless that is set', async () => {
    const name = 'temporal.internal';
    const address = await serving(await authority.issue({ name }));
    expect(await whyUnreachable(address, ca(), setting)).toMatch(
      /for another name; correct the address, or set temporal.clusters\[0\].tls.serverName/,
    );
    const named = { ...ca(), serverNameOverride: name };
    expect(await whyUnreachable(address, named, setting)).toBeUndefined();
  });

  it('is that the client shows no certificate, or one of another authority', async () => {
    const address = await serving({
      ...(await authority.issue()),
      ca: authority.pem,
      requestCert: true,
    });
    expect(await whyUnreachable(address, ca(), setting)).toMatch(
      /wants a certificate of its clients; set temporal.clusters\[0\].tls.certFile/,
    );
    const foreign = { ...ca(), clientCertPair: pair(await other.issue()) };
    expect(await whyUnreachable(address, foreign, setting)).toMatch(
      /does not accept the certificate in the file of temporal.clusters\[0\].tls.certFile/,
    );
    const own = { ...ca(), clientCertPair: pair(await authority.issue()) };
    expect(await whyUnreachable(address, own, setting)).toBeUndefined();
  });

  it('is TLS on one side only', async () => {
    const plain = await listening(
      createPlainServer(socket => {
        socket.on('error', () => {});
        socket.end('not TLS at all, but something in plain text\n');
      }),
    );
    expect(await whyUnreachable(plain, ca(), setting)).toMatch(
      /does not speak TLS; correct the address, or leave out TLS/,
    );
    const secure = await serving(await authority.issue());
    expect(await whyUnreachable(secure, false, setting)).toMatch(
      /speaks TLS; set temporal.clusters\[0\].tls.caFile/,
    );
  });

  it('is no setting where nobody answers', async () => {
    for (const tls of [ca(), false] as const) {
      const why = await whyUnreachable('127.0.0.1:1', tls, setting);
      expect(why).toBeUndefined();
    }
  });
});
