import { UnsecuredJWT } from 'jose';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aHouse } from '../__testUtils__/aHouse';
import { someMetrics } from '../__testUtils__/someMetrics';

jest.setTimeout(60_000);

const NOWHERE = '127.0.0.1:1';
const HOUR_S = 3_600;
const FORGOTTEN_MS = 2_100;

const FILE = 'temporal.clusters[1].apiKeyFile';
const KEY = 'temporal.clusters[0].jwt';

describe('credentials as they are shown', () => {
  const measured = someMetrics();
  let folder: string;
  let apiKeyFile: string;
  let token: string;
  let house: Awaited<ReturnType<typeof aHouse>>;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'shown-'));
    apiKeyFile = join(folder, 'key');
    token = new UnsecuredJWT().setExpirationTime('2h').encode();
    await writeFile(apiKeyFile, token);
    house = await aHouse({
      address: NOWHERE,
      temporal: {
        clusters: [
          { address: NOWHERE, jwt: { audience: 'temporal' } },
          { name: 'far', address: NOWHERE, apiKeyFile },
        ],
      },
    });
  });

  afterAll(async () => {
    await house?.stop();
    await measured.stop();
    await rm(folder, { recursive: true });
  });

  it('are told by setting, age and end, and nothing of what or where they are', async () => {
    const { body, text } = await house.nobody.get('/health');
    expect(body.parts.credentials).toBe('ok');
    expect(body.credentials).toEqual([
      {
        setting: FILE,
        since: expect.any(String),
        expires: expect.any(String),
        condition: 'ok',
      },
      { setting: KEY, since: expect.any(String), condition: 'ok' },
    ]);
    expect(text).not.toContain(folder);
    expect(text).not.toContain(token);
  });

  it('are measured', async () => {
    const read = (name: string, setting: string) =>
      measured.valueOf(`temporal.credential.${name}`, { setting });
    const age = Number(await read('age', KEY));
    expect(age).toBeGreaterThanOrEqual(0);
    expect(age).toBeLessThan(60);
    const left = Number(await read('remaining', FILE));
    expect(left).toBeGreaterThan(2 * HOUR_S - 60);
    expect(left).toBeLessThanOrEqual(2 * HOUR_S);
    expect(await read('remaining', KEY)).toBeUndefined();
  });

  it('degrade health when a file holds what can’t be used', async () => {
    await writeFile(apiKeyFile, 'two words');
    await new Promise(done => setTimeout(done, FORGOTTEN_MS));
    const { body, text } = await house.nobody.get('/health').expect(503);
    expect(body.parts.credentials).toBe('degraded');
    expect(body.credentials[0]).toMatchObject({
      setting: FILE,
      condition: 'trouble',
    });
    expect(text).not.toContain('two words');
  });
});
