import assert from 'node:assert/strict';
import {
  copyFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { msToTs } from '@temporalio/common/lib/time.js';
import { Process } from '../../../../scripts/run/Process.mjs';
import { dataDir } from '../../../../scripts/setup/places.mjs';
import { freePorts } from '../house/freePorts.ts';
import { rotateCredentials } from './rotateCredentials.ts';
import { CertificateFiles } from './server/CertificateFiles.ts';
import { connectTo } from './server/connectTo.ts';
import { temporalServer } from './server/temporalServer.ts';
import { TokenIssuer, type TokenClaims } from './server/TokenIssuer.ts';

const AUDIENCE = 'temporal';

describe('the command that rotates the credentials of a worker', () => {
  let folder: string;
  let files: CertificateFiles;
  let issuer: TokenIssuer;
  let server: Process;
  let address: string;
  let into: string;

  const tokenFor = (permission: string, odd: Partial<TokenClaims> = {}) =>
    issuer.token({ sub: 'worker', permissions: [permission], ...odd });

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'backstage-secure-rotate-'));
    files = await CertificateFiles.in(join(folder, 'tls'));
    issuer = await TokenIssuer.listen(AUDIENCE);
    const { port } = await freePorts('port');
    const keySetUrls = [issuer.keySetUrl];
    const options = { folder, files, port, keySetUrls, audience: AUDIENCE };
    address = `127.0.0.1:${port}`;
    server = new Process(
      await temporalServer(options),
      join(dataDir, 'logs', 'secure-rotate'),
    );
    await server.start();
    const token = await tokenFor('temporal-system:admin');
    const admin = await connectTo(address, { files: files.of('eye'), token });
    await admin.workflowService.registerNamespace({
      namespace: 'payments',
      workflowExecutionRetentionPeriod: msToTs('1 day'),
    });
    await admin.close();
    // A namespace is known everywhere a moment after it was made.
    await sleep(1_000);
  });

  after(async () => {
    await server?.kill();
    await issuer?.close();
    await rm(folder, { recursive: true, force: true });
  });

  beforeEach(async () => {
    into = await mkdtemp(join(folder, 'worker-'));
  });

  const rotate = async (from: string) =>
    rotateCredentials([
      ...['--into', into, '--from', from],
      ...['--address', address, '--namespace', 'payments'],
    ]);

  /** A folder as a secret store gives it, with these tokens and certificates. */
  async function given(token: string): Promise<string> {
    const from = await mkdtemp(join(folder, 'given-'));
    const { caFile, certFile, keyFile } = files.of('worker');
    await copyFile(caFile, join(from, 'ca.pem'));
    await copyFile(certFile, join(from, 'client.pem'));
    await copyFile(keyFile, join(from, 'client.key'));
    await writeFile(join(from, 'api-key'), token);
    return from;
  }

  const inUse = (name: string) => readFile(join(into, 'current', name), 'utf8');

  it('puts a certificate and a token in place that Temporal accepts', async () => {
    const token = await tokenFor('payments:write');
    const { code, said } = await rotate(await given(token));

    assert.equal(code, 0, said);
    assert.match(said, /client.pem: new, good until 20/);
    assert.match(said, /api-key: new, good until 20/);
    assert.equal(await inUse('api-key'), token);
    assert.ok(!said.includes(token));
    assert.ok(!said.includes('PRIVATE KEY'));
  });

  it('replaces the token alone, and leaves the certificate as it was', async () => {
    await rotate(await given(await tokenFor('payments:write')));
    const key = await inUse('client.key');
    const only = join(folder, 'only-a-token');
    await mkdir(only);
    const token = await tokenFor('payments:write', { sub: 'another' });
    await writeFile(join(only, 'api-key'), token);

    const { code, said } = await rotate(only);

    assert.equal(code, 0, said);
    assert.match(said, /client.pem: as it was/);
    assert.equal(await inUse('api-key'), token);
    assert.equal(await inUse('client.key'), key);
  });

  const refusals: readonly (readonly [
    string,
    () => Promise<string>,
    RegExp,
  ])[] = [
    [
      'a token of somebody who only reads',
      async () => given(await tokenFor('payments:read')),
      /may look at namespace payments, and not work in it/,
    ],
    [
      'a token for another namespace',
      async () => given(await tokenFor('orders:write')),
      /does not give namespace payments .*unauthorized/,
    ],
    [
      'a token that is over',
      async () => given(await tokenFor('payments:write', { endsIn: -5 })),
      /api-key expired at/,
    ],
    [
      'a token for another audience',
      async () =>
        given(await tokenFor('payments:write', { audience: 'elsewhere' })),
      /accepts no connection, or not the key of api-key: Request unauthorized/,
    ],
    [
      'a certificate of a signer that nobody knows',
      async () => {
        await files.renewByStranger('worker');
        const from = await given(await tokenFor('payments:write'));
        await files.renew('worker');
        return from;
      },
      /does not accept the certificate in the file of client.pem/,
    ],
    [
      'a key of another certificate',
      async () => {
        const from = await given(await tokenFor('payments:write'));
        await copyFile(files.of('eye').keyFile, join(from, 'client.key'));
        return from;
      },
      /client.key is not that of the certificate in the file of client.pem/,
    ],
    [
      'an authority that is not the one of the server',
      async () => {
        const from = await given(await tokenFor('payments:write'));
        await copyFile(files.clientCaFile, join(from, 'ca.pem'));
        return from;
      },
      /is of no authority in the file of ca.pem/,
    ],
  ];

  const versions = () => readdir(join(into, 'versions'));

  async function changesNothing(make: () => Promise<string>, why: RegExp) {
    const token = await tokenFor('payments:write');
    await rotate(await given(token));
    const there = await versions();

    const { code, said } = await rotate(await make());

    assert.equal(code, 1);
    assert.match(said, why);
    assert.match(said, /Nothing was changed/);
    assert.equal(await inUse('api-key'), token);
    assert.deepEqual(await versions(), there);
  }

  for (const [what, make, why] of refusals) {
    it(`changes nothing for ${what}, and says so`, () =>
      changesNothing(make, why));
  }
});
