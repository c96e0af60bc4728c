import { defaultPayloadConverter } from '@temporalio/common';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runOfPayload, SecretKeys } from './SecretKeys';

const SETTING = 'temporal.secrets';
const RUN = '0b8f1c9e-7a55-4c5a-9d0a-000000000001';
const SECRET = 'correct horse battery staple';

const aKey = (id: string) => ({ id, key: randomBytes(32).toString('base64') });
const jwk = ({ id, key }: ReturnType<typeof aKey>) => ({
  kty: 'oct',
  kid: id,
  k: Buffer.from(key, 'base64').toString('base64url'),
});

describe('the envelope of a secret', () => {
  const first = aKey('2026-11');
  const keys = new SecretKeys({ keys: [first] }, SETTING);

  it('shows nothing of the value, and gives it back with its run', async () => {
    const envelope = await keys.sealSecret(SECRET, RUN);
    expect(envelope).not.toContain(SECRET);
    expect(Buffer.from(envelope, 'base64').toString()).not.toContain(SECRET);
    expect(await keys.openSecret(envelope)).toEqual({
      run: RUN,
      value: SECRET,
    });
  });

  it('holds any JSON, and is never the same twice', async () => {
    const value = { user: 'ada', pins: [1, 2] };
    const [one, other] = [
      await keys.sealSecret(value, RUN),
      await keys.sealSecret(value, RUN),
    ];
    expect(one).not.toBe(other);
    expect((await keys.openSecret(other)).value).toEqual(value);
  });

  it('is opened by an old key as long as it is there', async () => {
    const second = aKey('2026-12');
    const envelope = await keys.sealSecret(SECRET, RUN);
    const both = new SecretKeys({ keys: [second, first] }, SETTING);
    expect((await both.openSecret(envelope)).value).toBe(SECRET);
    const later = new SecretKeys({ keys: [second] }, SETTING);
    await expect(later.openSecret(envelope)).rejects.toThrow(
      'The key 2026-11 is not in temporal.secrets; put it back, behind the first',
    );
  });

  it.each([0, 2, 3, 4])(
    'is refused when part %s of it was changed',
    async part => {
      const parts = (await keys.sealSecret(SECRET, RUN)).split('.');
      const [head, ...rest] = parts[part];
      parts[part] = [head === 'A' ? 'B' : 'A', ...rest].join('');
      await expect(keys.openSecret(parts.join('.'))).rejects.toThrow(
        'It is no envelope that was sealed here',
      );
    },
  );

  it.each(['', 'a.b.c', 'not an envelope', '....'])(
    'is refused if it is %p',
    async text => {
      await expect(keys.openSecret(text)).rejects.toThrow('no envelope');
    },
  );

  it('is refused if the id of its key is no text', async () => {
    const header = {
      alg: 'dir',
      enc: 'A256GCM',
      kid: 5,
      typ: 'run-secret+jwe',
      run: RUN,
    };
    const head = Buffer.from(JSON.stringify(header)).toString('base64url');
    await expect(keys.openSecret(`${head}..a.b.c`)).rejects.toThrow(
      'no envelope',
    );
  });

  it('is not that of a payload', async () => {
    const payload = defaultPayloadConverter.toPayload(SECRET);
    const { data } = await keys.sealPayload(payload, RUN);
    const text = new TextDecoder().decode(data ?? undefined);
    await expect(keys.openSecret(text)).rejects.toThrow('no envelope');
  });
});

describe('a sealed payload', () => {
  const keys = new SecretKeys({ keys: [aKey('k')] }, SETTING);
  const payload = defaultPayloadConverter.toPayload({ password: SECRET });

  it('shows of what run it is, and nothing else', async () => {
    const sealed = await keys.sealPayload(payload, RUN);
    expect(runOfPayload(sealed)).toBe(RUN);
    expect(Buffer.from(sealed.data ?? []).toString()).not.toContain(SECRET);
    expect(sealed.metadata).toEqual({
      encoding: Buffer.from('binary/temporal-io-sealed'),
    });
  });

  it('is opened to what it was', async () => {
    const { value } = await keys.openPayload(
      await keys.sealPayload(payload, RUN),
    );
    expect(defaultPayloadConverter.fromPayload(value)).toEqual({
      password: SECRET,
    });
  });

  it('is not what has another encoding', () => {
    expect(runOfPayload(payload)).toBeUndefined();
    expect(runOfPayload({})).toBeUndefined();
  });
});

describe('the file of the keys', () => {
  const LOOKED_AT_AGAIN_MS = 1_050;
  let folder: string;
  let keySetFile: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'keys-'));
    keySetFile = join(folder, 'keys.json');
  });

  afterEach(() => rm(folder, { recursive: true }));

  const write = (...keys: ReturnType<typeof aKey>[]) =>
    writeFile(keySetFile, JSON.stringify({ keys: keys.map(jwk) }));

  it('is read again when it changes, and the new first key seals', async () => {
    const [old, fresh] = [aKey('old'), aKey('fresh')];
    await write(old);
    const keys = new SecretKeys({ keySetFile }, SETTING);
    const before = await keys.sealSecret(SECRET, RUN);
    await write(fresh, old);
    await sleep(LOOKED_AT_AGAIN_MS);
    const after = await keys.sealSecret(SECRET, RUN);
    expect(Buffer.from(after.split('.')[0], 'base64').toString()).toContain(
      'fresh',
    );
    expect((await keys.openSecret(before)).value).toBe(SECRET);
  });

  it('keeps the keys it had while it is half written, and says so', async () => {
    await write(aKey('whole'));
    const keys = new SecretKeys({ keySetFile }, SETTING);
    const envelope = await keys.sealSecret(SECRET, RUN);
    await writeFile(keySetFile, '{"keys": [{"kty":"oct","k":"c2VjcmV0');
    await sleep(LOOKED_AT_AGAIN_MS);
    expect((await keys.openSecret(envelope)).value).toBe(SECRET);
    expect(await keys.facts()).toEqual([
      {
        setting: 'temporal.secrets.keySetFile',
        since: expect.any(Date),
        trouble:
          'The file of temporal.secrets.keySetFile is no set of keys: it is not JSON',
      },
    ]);
  });

  it.each([
    [{ keys: [] }, /keys has no key/],
    [{ keys: [{ kty: 'RSA', kid: 'a', k: '' }] }, /keys.0.kty must be "oct"/],
    [{ keys: [{ kty: 'oct', k: 'AAAA' }] }, /keys.0.kid is missing/],
    [
      { keys: [{ kty: 'oct', kid: 'slip', k: `${'A'.repeat(43)}!` }] },
      /Key slip of temporal.secrets.keySetFile is not base64url/,
    ],
    [
      { keys: [{ kty: 'oct', kid: 'short', k: 'c2VjcmV0' }] },
      /Key short of temporal.secrets.keySetFile has 6 bytes; it must have 32/,
    ],
  ])('that holds %j is refused, without a word of a key', async (set, why) => {
    await writeFile(keySetFile, JSON.stringify(set));
    const keys = new SecretKeys({ keySetFile }, SETTING);
    const refused = await keys.sealSecret(SECRET, RUN).catch(String);
    expect(refused).toMatch(why);
    expect(refused).not.toContain('c2VjcmV0');
  });
});
