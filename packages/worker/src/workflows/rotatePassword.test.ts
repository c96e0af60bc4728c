import { secret } from 'backstage-plugin-temporal-worker/testing';
import { randomUUID, scryptSync } from 'node:crypto';
import { bytesIn } from '../__fixtures__/bytes';
import { databaseKinds } from '../__fixtures__/databases';
import { aFolder } from '../__fixtures__/folder';
import { aHouse, type House } from '../__fixtures__/house';
import { keepHistory } from '../__fixtures__/keepHistory';

const target = { entityRef: 'component:default/payments-api' };

describe.each(databaseKinds)('rotatePassword on $kind', ({ kind, make }) => {
  const folder = aFolder();
  const databaseNamed = make(folder);
  let house: House;
  beforeAll(async () => {
    house = await aHouse({ databaseNamed, migrationsDir: folder });
  }, 60_000);
  afterAll(() => house.close());

  const rotate = async (password: string) =>
    house.start({
      workflowType: 'rotatePassword',
      input: { password: secret(password) },
      target,
    });

  const opens = async (password: string) => {
    const [row] = await databaseNamed('default-payments-api').look(session =>
      session.rows('SELECT hash FROM temporal_credentials'),
    );
    const [salt, key] = String(row.hash).split(':');
    return (
      scryptSync(password, Buffer.from(salt, 'base64'), 32).toString(
        'base64',
      ) === key
    );
  };

  it('sets the password, and tells nobody what it is', async () => {
    const password = randomUUID();
    const run = await rotate(password);

    await expect(house.serving(() => run.result())).resolves.toMatchObject({
      summary: 'app has a new password',
    });
    expect(await opens(password)).toBe(true);
    const kept = bytesIn(await run.fetchHistory());
    expect(kept).toContain('temporal.io/secret');
    expect(kept.includes(password)).toBe(false);
    await keepHistory(run, `rotate-${kind}`);
  }, 30_000);

  it('sets another one over it', async () => {
    const [first, second] = [randomUUID(), randomUUID()];
    for (const password of [first, second]) {
      const run = await rotate(password);
      await house.serving(() => run.result());
    }

    expect(await opens(first)).toBe(false);
    expect(await opens(second)).toBe(true);
  }, 30_000);

  it('sets none for somebody who may not do it any more', async () => {
    const before = randomUUID();
    const earlier = await rotate(before);
    await house.serving(() => earlier.result());
    const run = await rotate(randomUUID());
    house.backend.deny(run.workflowId, 'You have left the team');

    await expect(house.serving(() => run.result())).rejects.toMatchObject({
      cause: { message: 'You have left the team', type: 'NotAllowedError' },
    });
    expect(await opens(before)).toBe(true);
  }, 30_000);
});
