import { SignJWT } from 'jose';
import { mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { anAuthority } from '../__testUtils__/anAuthority';
import { ConnectionCredentials } from './ConnectionCredentials';

const LOOKED_AT_AGAIN_MS = 1_050;
const setting = (file: string) => `temporal.clusters[0].tls.${file}`;

describe('the credentials of a connection', () => {
  let folder: string;
  let authority: Awaited<ReturnType<typeof anAuthority>>;

  beforeAll(async () => {
    authority = await anAuthority();
  });

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'credentials-'));
  });

  afterEach(() => rm(folder, { recursive: true }));

  const file = (name: string) => join(folder, name);
  const write = async (pair: {
    readonly cert: string;
    readonly key: string;
  }) => {
    await writeFile(file('cert.pem'), pair.cert);
    await writeFile(file('key.pem'), pair.key);
  };
  const tls = () => ({
    caFile: file('ca.pem'),
    certFile: file('cert.pem'),
    keyFile: file('key.pem'),
  });
  const withTls = async () => {
    await writeFile(file('ca.pem'), authority.pem);
    return new ConnectionCredentials({ tls: tls() }, setting);
  };

  it('are plaintext and nothing, unless something is said', async () => {
    const credentials = new ConnectionCredentials({}, setting);
    expect(await credentials.tls()).toBe(false);
    expect(await credentials.apiKey()).toBeUndefined();
    expect(await credentials.facts()).toEqual([]);
  });

  it('are the same object until the files change', async () => {
    await write(await authority.issue());
    const credentials = await withTls();
    const before = await credentials.tls();
    await sleep(LOOKED_AT_AGAIN_MS);
    expect(await credentials.tls()).toBe(before);
    const fresh = await authority.issue();
    await write(fresh);
    await sleep(LOOKED_AT_AGAIN_MS);
    expect(await credentials.tls()).toMatchObject({
      clientCertPair: { crt: Buffer.from(fresh.cert) },
    });
  });

  it('are followed through a link that is moved, as Kubernetes does it', async () => {
    for (const [name, key] of [
      ['one', 'first-key'],
      ['two', 'second-key'],
    ]) {
      await writeFile(file(name), key);
    }
    await symlink(file('one'), file('current'));
    const credentials = new ConnectionCredentials(
      { apiKeyFile: file('current') },
      setting,
    );
    expect(await credentials.apiKey()).toBe('first-key');
    await symlink(file('two'), file('next'));
    await rename(file('next'), file('current'));
    await sleep(LOOKED_AT_AGAIN_MS);
    expect(await credentials.apiKey()).toBe('second-key');
  });

  it('stay as they were while a certificate is there without its key, and then change', async () => {
    const [old, fresh] = [await authority.issue(), await authority.issue()];
    await write(old);
    const credentials = await withTls();
    const before = await credentials.tls();
    await writeFile(file('cert.pem'), fresh.cert);
    await sleep(LOOKED_AT_AGAIN_MS);
    expect(await credentials.tls()).toBe(before);
    const [, own] = await credentials.facts();
    expect(own.trouble).toBe(
      'The key in the file of temporal.clusters[0].tls.keyFile is not that of the certificate in the file of temporal.clusters[0].tls.certFile',
    );
    await writeFile(file('key.pem'), fresh.key);
    await sleep(LOOKED_AT_AGAIN_MS);
    expect(await credentials.tls()).not.toBe(before);
    expect((await credentials.facts())[1].trouble).toBeUndefined();
  });

  it.each([
    ['expired', { from: -3, to: -1 }, /certFile expired at 20.*put a new one/],
    ['not good yet', { from: 1, to: 2 }, /certFile is good from 20/],
  ])('are refused if the certificate is %s', async (_, odd, why) => {
    await write(await authority.issue(odd));
    await expect((await withTls()).tls()).rejects.toThrow(why);
  });

  it.each([
    ['cert.pem', 'nonsense', /tls.certFile holds no certificate in PEM/],
    ['ca.pem', '', /tls.caFile holds no certificate in PEM/],
    ['key.pem', 'nonsense', /tls.keyFile holds no key in PEM/],
  ])('are refused if %s is nonsense', async (name, content, why) => {
    await write(await authority.issue());
    const credentials = await withTls();
    await writeFile(file(name), content);
    await expect(credentials.tls()).rejects.toThrow(why);
  });

  it('are refused if a file is not there, by the setting that names it', async () => {
    const credentials = new ConnectionCredentials(
      { apiKeyFile: file('nowhere') },
      setting,
    );
    await expect(credentials.apiKey()).rejects.toThrow(/apiKeyFile.*ENOENT/);
  });

  it('need a certificate and its key, or neither', () => {
    const { certFile } = tls();
    expect(
      () => new ConnectionCredentials({ tls: { certFile } }, setting),
    ).toThrow(/tls.certFile is set, and .*tls.keyFile is not/);
  });

  it('tell when they began and when they end', async () => {
    await write(await authority.issue({ to: 5 }));
    const [ca, own] = await (await withTls()).facts();
    const hours = (date?: Date) =>
      Math.round((Number(date) - Date.now()) / 3_600_000);
    expect([ca.setting, own.setting]).toEqual([
      setting('caFile'),
      setting('certFile'),
    ]);
    expect([hours(ca.expires), hours(own.expires)]).toEqual([48, 5]);
    expect([hours(ca.since), hours(own.since)]).toEqual([-48, -1]);
  });

  it('tell when a token ends that says so, and refuse one that has ended', async () => {
    const token = (exp: string) =>
      new SignJWT({})
        .setProtectedHeader({ alg: 'HS256' })
        .setExpirationTime(exp)
        .sign(new Uint8Array(32));
    const apiKeyFile = file('token');
    await writeFile(apiKeyFile, `${await token('1h')}\n`);
    const credentials = new ConnectionCredentials({ apiKeyFile }, setting);
    const [{ expires, since }] = await credentials.facts();
    expect(Number(expires) - Date.now()).toBeGreaterThan(3_500_000);
    expect(since).toBeInstanceOf(Date);
    await writeFile(apiKeyFile, await token('-1h'));
    const late = new ConnectionCredentials({ apiKeyFile }, setting);
    await expect(late.apiKey()).rejects.toThrow(/apiKeyFile expired at/);
  });
});
