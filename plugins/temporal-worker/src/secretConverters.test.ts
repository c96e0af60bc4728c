import { Client } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import { DefaultLogger } from '@temporalio/worker';
import { SEALED_ENCODING } from 'backstage-plugin-temporal-common';
import { SecretKeys } from 'backstage-plugin-temporal-credentials';
import { bytesIn } from './__fixtures__/bytes';
import { aCanary, formsOf } from './__fixtures__/canary';
import { ownCodec } from './__fixtures__/ownCodec';
import { SecretHouse } from './__fixtures__/SecretHouse';
import { sealedDataConverter } from './secrets/sealedDataConverter';
import { bundleActionWorkflows } from './worker';

const payloadConverterPath = require.resolve('./__fixtures__/ownConverter');

describe('a worker with secrets and a data converter of its own', () => {
  let house: SecretHouse;
  beforeAll(async () => {
    house = await SecretHouse.start();
  }, 120_000);
  afterAll(() => house.close());

  /** What a client with the same converter says of a run's failure. */
  const failureOf = (workflowId: string, own: DataConverter) => {
    const keys = new SecretKeys(house.house.backend.secrets, 'secrets');
    const { connection } = house.house.temporal;
    const dataConverter = sealedDataConverter(keys, own);
    const { workflow } = new Client({ connection, dataConverter });
    return workflow
      .getHandle(workflowId)
      .result()
      .catch(error => error);
  };

  it('seals before its own codec, and opens after it', async () => {
    const password = aCanary();
    const run = await house.start('giveAwayByFailing', password);
    const dataConverter = { payloadCodecs: [ownCodec] };

    const failure = await house.serving(
      () => failureOf(run.workflowId, dataConverter),
      { dataConverter },
    );
    expect(failure.cause.cause).toMatchObject({
      message: `Could not set ${password}`,
      details: [{ value: password }],
    });
    const kept = bytesIn(await house.executionsOf(run));
    expect(kept).toContain(`inner ${SEALED_ENCODING}`);
    expect(formsOf(password).filter(form => kept.includes(form))).toEqual([]);
  }, 30_000);

  it('seals what its own payload converter made', async () => {
    const password = aCanary();
    const run = await house.start('giveAwayByFailing', password);
    const dataConverter = { payloadConverterPath };
    const workflowBundle = await bundleActionWorkflows({
      workflowsPath: require.resolve('./__fixtures__/secretWorkflows'),
      payloadConverterPath,
      logger: new DefaultLogger('ERROR'),
    });

    const failure = await house.serving(
      () => failureOf(run.workflowId, dataConverter),
      { dataConverter, workflowBundle },
    );
    expect(failure.cause.cause).toMatchObject({
      message: `Could not set ${password}`,
      details: [{ value: password }],
    });
    const kept = bytesIn(await house.executionsOf(run));
    expect(kept).toContain(SEALED_ENCODING);
    expect(formsOf(password).filter(form => kept.includes(form))).toEqual([]);
  }, 30_000);

  it('can have no failure converter of its own', async () => {
    const dataConverter = { failureConverterPath: '/own/failures.js' };

    await expect(house.worker({ dataConverter })).rejects.toThrow(
      'The failure converter /own/failures.js would write down',
    );
  });
});
