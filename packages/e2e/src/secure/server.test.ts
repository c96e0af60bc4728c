import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, type Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { dataDir } from '../../../../scripts/setup/places.mjs';
import { Process } from '../../../../scripts/run/Process.mjs';
import { freePorts } from '../house/freePorts.ts';
import { CertificateFiles } from './server/CertificateFiles.ts';
import { connectTo } from './server/connectTo.ts';
import { notConnected, unauthorized } from './server/refused.ts';
import { temporalServer } from './server/temporalServer.ts';
import { TokenIssuer, type TokenClaims } from './server/TokenIssuer.ts';

const AUDIENCE = 'temporal';
const ADMIN = { sub: 'admin', permissions: ['temporal-system:admin'] };

// What all the rest relies on; without it, a test of ours could not fail.
describe("Temporal's official server", () => {
  let folder: string;
  let files: CertificateFiles;
  let issuer: TokenIssuer;
  let server: Process;
  let address: string;
  const connections: Connection[] = [];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'backstage-secure-server-'));
    files = await CertificateFiles.in(join(folder, 'tls'));
    issuer = await TokenIssuer.listen(AUDIENCE);
    const { port } = await freePorts('port');
    const keySetUrls = [issuer.keySetUrl];
    const options = { folder, files, port, keySetUrls, audience: AUDIENCE };
    const spec = await temporalServer(options);
    address = `127.0.0.1:${port}`;
    server = new Process(spec, join(dataDir, 'logs', 'secure-server'));
    await server.start();
    const admin = await as(ADMIN);
    for (const namespace of ['payments', 'orders']) {
      await admin.workflowService.registerNamespace({
        namespace,
        workflowExecutionRetentionPeriod: msToTs('1 day'),
      });
    }
    // A namespace is known everywhere a moment after it was made.
    await sleep(1_000);
  });

  after(async () => {
    await Promise.all(connections.map(each => each.close()));
    await server?.kill();
    await issuer?.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function as(claims: TokenClaims, kid?: string): Promise<Connection> {
    const token = await issuer.token(claims, kid);
    const by = { files: files.of('eye'), token };
    const connection = await connectTo(address, by);
    connections.push(connection);
    return connection;
  }

  const caller = (...permissions: string[]) =>
    as({ sub: 'user:default/ada', permissions });

  async function start(connection: Connection, namespace: string) {
    const options = { taskQueue: 'none', workflowId: crypto.randomUUID() };
    const client = new Client({
      connection,
      namespace,
      identity: 'user:default/nobody',
    });
    return client.workflow.start('anything', options);
  }

  it('lets a reader look, and start nothing', async () => {
    const reader = await caller('payments:read');
    const client = new Client({ connection: reader, namespace: 'payments' });
    assert.equal((await client.workflow.count()).count, 0);
    await assert.rejects(start(reader, 'payments'), unauthorized);
  });

  it('lets a writer start in its own namespace only', async () => {
    const writer = await caller('payments:write');
    await start(writer, 'payments');
    await assert.rejects(start(writer, 'orders'), unauthorized);
  });

  it('writes the name in the token on the run, whatever the client says', async () => {
    const handle = await start(await caller('payments:write'), 'payments');
    const { events } = await handle.fetchHistory();
    const [first] = events ?? [];
    assert.equal(first.principal?.name, 'user:default/ada');
    assert.equal(first.principal?.type, 'jwt');
    const started = first.workflowExecutionStartedEventAttributes;
    assert.equal(started?.identity, 'user:default/nobody');
  });

  for (const [what, changed] of [
    ['that is over', { endsIn: -5 }],
    ['for another audience', { audience: 'elsewhere' }],
  ] as const) {
    it(`refuses a token ${what}`, async () => {
      const permissions = ['payments:write'];
      const connecting = as({ sub: 'ada', permissions, ...changed });
      await assert.rejects(connecting, unauthorized);
    });
  }

  it('takes up a new key by itself', async () => {
    await issuer.addKey('second');
    const claims = { sub: 'ada', permissions: ['payments:write'] };
    await sleep(2_500);
    await start(await as(claims, 'second'), 'payments');
  });

  async function admitsOnlyRenewed() {
    await assert.rejects(caller('payments:write'), notConnected);
    await files.renew('eye');
    await start(await caller('payments:write'), 'payments');
  }

  it('refuses a client with a certificate of another signer', async () => {
    await files.renewByStranger('eye');
    await admitsOnlyRenewed();
  });

  it('refuses a client with a certificate that is over', async () => {
    await files.renew('eye', -1);
    await admitsOnlyRenewed();
  });

  it('shows a new certificate by itself, to whom believes its signer', async () => {
    await files.addServerAuthority();
    await files.renew('server');
    await sleep(2_500);
    await start(await caller('payments:write'), 'payments');
  });

  it('lets nobody in with a certificate of a signer that is gone', async () => {
    await files.addClientAuthority();
    await sleep(2_500);
    await start(await caller('payments:write'), 'payments');
    await files.dropOlderClientAuthority();
    await sleep(2_500);
    await admitsOnlyRenewed();
  });
});
