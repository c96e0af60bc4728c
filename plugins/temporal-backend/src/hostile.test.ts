import { TestDatabases } from '@backstage/backend-test-utils';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { SigningKeys } from './identity/SigningKeys';
import { openDatabase } from './database';
import { DatabaseRunLedger } from './runs/DatabaseRunLedger';
import { aHouse } from './__testUtils__/aHouse';
import { aRun } from './__testUtils__/aRun';
import { anAction, anEntity, entities } from './__testUtils__/people';
import { startTemporal } from './__testUtils__/temporalServer';

jest.setTimeout(120_000);

const databases = TestDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_15'],
});
const LINK = '[Win](https://evil.example)';

const anything = { type: 'object', additionalProperties: true };
const slow = {
  type: 'object',
  properties: { name: { type: 'string', pattern: '^(a+)+$' } },
};

function aTarget(name: string, annotations: object, owners = 1) {
  const extra = Array.from({ length: owners - 1 }, (_, i) => `group:x/${i}`);
  const ownedBy = ['group:default/payments', ...extra];
  const metadata = { name, annotations: { ...annotations } };
  return anEntity(`Component:${name}`, { metadata }, { ownedBy });
}

function titled(name: string, title: string) {
  const action = anAction(name);
  return { ...action, metadata: { ...action.metadata, title } };
}

describe('what hostile catalogs and callers bring', () => {
  let temporal: TestWorkflowEnvironment;
  let house: Awaited<ReturnType<typeof aHouse>>;

  beforeAll(async () => {
    temporal = await startTemporal();
    house = await aHouse({
      address: temporal.address,
      entities: [
        ...entities,
        anAction('anything', { input: anything }),
        anAction('slow', { input: slow }),
        titled('long', '\u00e9'.repeat(2_000)),
        titled('link', `${LINK}\u0000\nforged\u202e`),
        aTarget('elsewhere', { 'temporal.io/environment': 'x'.repeat(300) }),
        aTarget('crowded', {}, 900),
      ],
    });
  });

  afterAll(async () => {
    await house?.stop();
    await temporal?.teardown();
  });

  it('a title that is far too long still starts', async () => {
    const action = 'action:default/long';
    const { body } = await house.as('ada').start({ action }).expect(201);
    expect([...body.action.title]).toHaveLength(200);
  });

  it('a title is text in Temporal, on one line', async () => {
    const { body } = await house
      .as('ada')
      .start({ action: 'action:default/link' })
      .expect(201);
    expect(body.action.title).toBe(`${LINK} forged`);
    const handle = temporal.client.workflow.getHandle(body.id);
    const summary = await (await handle.describe()).staticSummary();
    expect(summary).toContain('\\[Win\\](https://evil.example) forged on');
  });

  it.each([
    ['elsewhere', 'temporal.io/environment of component:default/elsewhere'],
    ['crowded', 'too many owners (900)'],
  ])(
    'a component that can’t be signed for is named (%s)',
    async (name, why) => {
      const entityRef = `component:default/${name}`;
      const { status, body } = await house.as('ada').start({ entityRef });
      expect({ status, message: body.error.message }).toEqual({
        status: 400,
        message: expect.stringContaining(why),
      });
    },
  );

  it('a pattern that backtracks holds nobody up', async () => {
    const { status, body } = await house.as('ada').start({
      action: 'action:default/slow',
      input: { name: `${'a'.repeat(60)}!` },
    });
    expect(status).toBe(400);
    expect(body.error.message).toContain('takes too long to check');
  });

  it('a value nested without end is refused', async () => {
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
    const body = `{"action":"action:default/anything","entityRef":"component:default/payments-api","requestKey":"12345678","input":{"name":${deep}}}`;
    const answer = await house.as('ada').post('/runs', body);
    expect(answer.status).toBe(400);
    expect(answer.body.error.message).toContain('levels deep');
  });

  it.each([String.raw`{"name":"\ud800"}`, String.raw`{"\udc00":1}`])(
    'half of a character in %s is refused',
    async input => {
      const body = `{"action":"action:default/anything","entityRef":"component:default/payments-api","requestKey":"12345678","input":${input}}`;
      const answer = await house.as('ada').post('/runs', body);
      expect(answer.status).toBe(400);
      expect(answer.body.error.message).toContain('half of a character');
    },
  );

  it('thousands of wrong fields make a short answer, in one line each', async () => {
    const names = Array.from({ length: 5_000 }, (_, i) => `a\n${i}`);
    const input = Object.fromEntries(names.map(name => [name, 1]));
    const { status, body } = await house.as('ada').start({ input });
    expect(status).toBe(400);
    expect(body.error.message.length).toBeLessThan(10_000);
    expect(body.error.message).not.toContain('\n');
    expect(body.error.fields.length).toBeLessThan(50);
  });

  it('a sign-in that kept capitals is the same person', async () => {
    const { body } = await house.as('ADA').start().expect(201);
    expect(body.initiator.entityRef).toBe('user:default/ada');
  });
});

describe.each(databases.eachSupportedId())('an error of %s', databaseId => {
  it('quotes no input, statement or key', async () => {
    const knex = await databases.init(databaseId);
    const opened = await openDatabase({ getClient: async () => knex });
    await opened.schema.dropTable('signing_keys');
    await opened.schema.renameTable('runs', 'gone');
    const run = aRun({ input: { name: 'canary' }, statement: 'canary' });
    const ledger = new DatabaseRunLedger(opened);
    const writing = await ledger.insert(run).catch(String);
    expect(writing).toContain('runs');
    expect(writing).not.toContain('canary');
    await expect(new SigningKeys(opened).current()).rejects.toThrow(
      'signing_keys',
    );
  });
});
