import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { SECRET_PROPERTY } from 'backstage-plugin-temporal-common';
import { aHouse } from '../__testUtils__/aHouse';
import { aDeploy, withKey, withSecrets } from '../__testUtils__/someSecrets';
import { startTemporal } from '../__testUtils__/temporalServer';

jest.setTimeout(120_000);

const PASSWORD = 'correct horse';
const MASK = { [SECRET_PROPERTY]: true };

describe('a secret that a run is given', () => {
  let temporal: TestWorkflowEnvironment;
  let house: Awaited<ReturnType<typeof aHouse>>;

  beforeAll(async () => {
    temporal = await startTemporal();
    house = await aHouse({
      address: temporal.address,
      entities: withSecrets,
      temporal: withKey,
    });
  });

  afterAll(async () => {
    await house?.stop();
    await temporal?.teardown();
  });

  const deploy = (input: object) => house.as('ada').start(aDeploy(input));

  it('is a mask on its page', async () => {
    const given = { name: 'Ada', password: PASSWORD, login: { token: 't' } };
    const { body } = await deploy(given);
    const { body: page } = await house.as('ada').get(`/runs/${body.id}`);
    expect(page.payloads.value.input).toEqual({
      ...{ name: 'Ada', password: MASK, login: { token: MASK } },
    });
  });

  it('is not taken with a mask or an envelope deep inside', async () => {
    const login = { [SECRET_PROPERTY]: 'a.b.c.d.e', token: 't' };
    const { body, status } = await deploy({ password: PASSWORD, login });
    expect(status).toBe(400);
    expect(body.error.message).toContain('/input/login stands for a secret');
  });

  it.each([
    ['too short', { password: 'sesame' }],
    ['of the wrong type', { password: ['sesame'] }],
    ['beside something else that is wrong', { password: 'sesame', a: 1 }],
  ])('is not quoted when it is %s', async (_, input) => {
    const { body, status } = await deploy(input);
    expect(status).toBe(400);
    expect(body.error.message).toContain('/input/password must');
    expect(JSON.stringify(body)).not.toContain('sesame');
  });

  it('is not quoted when the request is no JSON', async () => {
    const text = `{"input": {"password": "${PASSWORD}`;
    const { body, status } = await house.as('ada').post('/runs', text);
    expect(status).toBe(400);
    expect(JSON.stringify(body)).not.toContain('horse');
  });
});
