import { AUTHORIZATIONS_PATH } from 'backstage-plugin-temporal-common';
import { altered, signedByAnother, unsigned } from '../__fixtures__/forgery';
import { pluginUrl } from '../admission/Backend';
import { TestBackend } from './TestBackend';

describe('a test backend that is asked whether a run may go on', () => {
  let backend: TestBackend;
  beforeAll(async () => {
    backend = await TestBackend.start();
  });
  afterAll(() => backend.close());

  const ask = async (body: object, token = backend.backend.token) => {
    const url = pluginUrl(backend.backend, AUTHORIZATIONS_PATH);
    const response = await fetch(url, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: JSON.stringify({
        namespace: 'default',
        scope: 'apply-migration',
        ...body,
      }),
    });
    return { status: response.status, body: await response.json() };
  };

  const aStatement = async () =>
    (await backend.sign({ workflowType: 'effect' })).statement;

  it('allows a run that it signed', async () => {
    await expect(ask({ statement: await aStatement() })).resolves.toEqual({
      status: 200,
      body: { allowed: true },
    });
  });

  it('denies the run that it was told to, and says whom to ask', async () => {
    const run = await backend.sign({ workflowType: 'effect' });
    backend.deny(run.runId, 'Ada left');

    await expect(ask({ statement: run.statement })).resolves.toEqual({
      status: 200,
      body: {
        allowed: false,
        reason: 'Ada left',
        ask: ['group:default/payments'],
      },
    });
  });

  it.each([
    ['altered', altered],
    ['signed by another', signedByAnother],
    ['unsigned', unsigned],
  ])('refuses a statement that is %s', async (_, forge) => {
    const statement = await forge(await aStatement());

    await expect(ask({ statement })).resolves.toMatchObject({ status: 400 });
  });

  it('refuses the statement of another backend', async () => {
    const another = await TestBackend.start();
    const { statement } = await another.sign({ workflowType: 'effect' });
    await another.close();

    await expect(ask({ statement })).resolves.toMatchObject({ status: 400 });
  });

  it('refuses a worker of another namespace', async () => {
    const statement = await aStatement();

    await expect(
      ask({ statement, namespace: 'staging' }),
    ).resolves.toMatchObject({ status: 409 });
  });

  it.each([
    ['no statement', { statement: undefined }],
    ['a scope that is a sentence', { scope: 'Apply the migration' }],
  ])('refuses %s', async (_, body) => {
    const statement = await aStatement();

    await expect(ask({ statement, ...body })).resolves.toMatchObject({
      status: 400,
    });
  });

  it('answers nobody without its token', async () => {
    const statement = await aStatement();

    await expect(ask({ statement }, 'guessed')).resolves.toMatchObject({
      status: 401,
    });
  });
});
