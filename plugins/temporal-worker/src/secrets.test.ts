import { MockActivityEnvironment } from '@temporalio/testing';
import {
  SECRET_PROPERTY,
  type SealedSecret,
} from 'backstage-plugin-temporal-common';
import { openSecret } from '.';
import { aCanary } from './__fixtures__/canary';
import { resetTo } from './__fixtures__/resetTo';
import { SecretHouse, SECRETIVE } from './__fixtures__/SecretHouse';
import { tell } from './__fixtures__/secretWorkflows';
import { until } from './__fixtures__/until';
import { secret } from './testing';

describe('a secret', () => {
  let house: SecretHouse;
  beforeAll(async () => {
    house = await SecretHouse.start();
  }, 120_000);
  afterAll(() => house.close());

  /** A secret as it was sealed for a run. */
  const sealed = async (value: string): Promise<SealedSecret> => {
    const { input } = await house.house.backend.sign({
      workflowType: 'keepSecret',
      input: { [SECRET_PROPERTY]: secret(value) },
    });
    return Object(input)[SECRET_PROPERTY];
  };

  const refusal = (why: string) => ({
    cause: {
      cause: {
        type: 'SecretRefused',
        nonRetryable: true,
        message: expect.stringContaining(why),
      },
    },
  });

  it('is opened by an activity of its run', async () => {
    const password = aCanary();
    const run = await house.start('keepSecret', password);

    await expect(house.serving(() => run.result())).resolves.toBe('kept');
    expect(house.opened).toContain(password);
  }, 30_000);

  it.each(['first', 'second'] as const)(
    'is opened again when the run is reset to its %s workflow task',
    async task => {
      const password = aCanary();
      const run = await house.start('keepSecretWhenTold', password);

      await house.serving(async () => {
        await until(() => house.opened.includes(password));
        const again = await resetTo(task, house.house.temporal, run);
        await again.signal(tell);
        await until(
          async () => (await again.describe()).status.name !== 'RUNNING',
        );
        expect((await again.describe()).status.name).toBe('COMPLETED');
      });
      const times = house.opened.filter(value => value === password).length;
      expect(times).toBeGreaterThan(1);
    },
    30_000,
  );

  it('is read as what it is by an activity that says how', async () => {
    const run = await house.start('keepNumber', 4711);

    await house.serving(() => run.result());
    expect(house.opened).toContain('4711');
  }, 30_000);

  it('is opened in a child of the run', async () => {
    const password = aCanary();
    const run = await house.start('keepInAChild', password);

    await house.serving(() => run.result());
    expect(house.opened).toContain(password);
  }, 30_000);

  it('is opened again when the activity is tried again', async () => {
    const password = aCanary();
    const run = await house.start('keepAtSecondTry', password);

    await house.serving(() => run.result());
    expect(house.opened.filter(value => value === password)).toHaveLength(2);
  }, 30_000);

  it.each([
    ['of another run', () => sealed('x'), 'given to another run'],
    [
      'that is no envelope',
      async () => ({ [SECRET_PROPERTY]: 'x' }),
      'no envelope that was sealed here',
    ],
    ['in no envelope', async () => ({ plain: 'x' }), 'no envelope'],
  ])(
    '%s is refused for good',
    async (_, password, why) => {
      const run = await house.start('keepSecret', await password());

      await expect(house.serving(() => run.result())).rejects.toMatchObject(
        refusal(why),
      );
    },
    30_000,
  );

  it('that is no text needs somebody to read it', async () => {
    const run = await house.start('keepSecret', 4711);

    const failure = await house.serving(() => run.result().catch(e => e));
    expect(failure).toMatchObject(refusal('is not a text'));
    expect(String(failure.cause.cause.message)).not.toContain('4711');
  }, 30_000);

  it('is opened for nobody in a run that is not admitted', async () => {
    const { client } = house.house.temporal;
    const run = await client.workflow.start('keepSecret', {
      taskQueue: SECRETIVE,
      workflowId: 'unadmitted',
      args: [{ password: await sealed('x') }],
    });

    await expect(
      house.serving(() => run.result(), { unadmitted: 'mark' }),
    ).rejects.toMatchObject({ cause: { cause: { type: 'UnverifiedRun' } } });
  }, 30_000);

  it('is opened nowhere but in an activity of a run', async () => {
    const envelope = await sealed('x');

    await expect(openSecret(envelope)).rejects.toThrow('There is no run here');
    await expect(
      new MockActivityEnvironment().run(() => openSecret(envelope)),
    ).rejects.toThrow('There is no run here');
  });

  it('is waited for by a worker without keys, which begins nothing', async () => {
    const password = aCanary();
    const run = await house.start('keepSecret', password);

    await house.serving(
      () => until(() => house.warned(run, 'the option secrets')),
      { secrets: undefined },
    );
    expect((await run.describe()).status.name).toBe('RUNNING');
    await expect(house.serving(() => run.result())).resolves.toBe('kept');
  }, 30_000);
});
