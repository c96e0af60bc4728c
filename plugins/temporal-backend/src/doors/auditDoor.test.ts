import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { AuditRecord } from 'backstage-plugin-temporal-common';
import { randomUUID } from 'node:crypto';
import { aHouse, type Person } from '../__testUtils__/aHouse';
import { statementOf } from '../__testUtils__/statementOf';
import { startTemporal } from '../__testUtils__/temporalServer';

jest.setTimeout(120_000);

const PAYMENTS_API = 'component:default/payments-api';
const ONCE = { action: 'action:default/greet-once' };
const readers = ['user:default/sam'];

/** What others left, newest first: Sam reads the audit, and leaves his own. */
async function audited(sam: Person): Promise<AuditRecord[]> {
  const { body } = await sam.get('/audit?limit=100');
  return body.items.filter(
    (item: AuditRecord) => item.caller !== 'user:default/sam',
  );
}

describe('the audit at the HTTP door', () => {
  let temporal: TestWorkflowEnvironment;
  let house: Awaited<ReturnType<typeof aHouse>>;
  let runId: string;
  let statement: string;

  beforeAll(async () => {
    temporal = await startTemporal();
    house = await aHouse({
      address: temporal.address,
      temporal: { audit: { readers } },
    });
    const { body } = await house.as('ada').start();
    runId = body.id;
    const handle = temporal.client.workflow.getHandle(runId);
    statement = await statementOf(handle);
    await house.as('ada').start(ONCE);
  });

  afterAll(async () => {
    await house?.stop();
    await temporal?.teardown();
  });

  const worked = { namespace: 'default', statement: 'a.b.c' };
  const admission = {
    ...worked,
    workflowId: 'w',
    workflowType: 'greet',
    temporalRunId: randomUUID(),
    firstExecutionRunId: randomUUID(),
    inputDigest: 'd'.repeat(64),
  };
  const attempts: [
    string,
    () => PromiseLike<{ status: number }>,
    number,
    Partial<AuditRecord>,
  ][] = [
    [
      'a start',
      () => house.as('ada').start(),
      201,
      { event: 'run-start', outcome: 'succeeded', decision: 'allowed' },
    ],
    [
      'a start by somebody who may not',
      () => house.as('noel').start(),
      403,
      { event: 'run-start', outcome: 'denied', decision: 'denied' },
    ],
    [
      'a start with a wrong input',
      () => house.as('ada').start({ input: { name: 7 } }),
      400,
      { event: 'run-start', outcome: 'failed' },
    ],
    [
      'a start of what runs already',
      () => house.as('ada').start(ONCE),
      409,
      { event: 'run-start', outcome: 'failed', decision: 'allowed' },
    ],
    [
      'a look at what others gave',
      () => house.as('nina').get(`/runs/${runId}`),
      200,
      { event: 'inputs-read', outcome: 'succeeded' },
    ],
    [
      'a look at what one may not see',
      () => house.ci.get('/runs?entityRef=component:default/ownerless'),
      403,
      { event: 'access-denied', outcome: 'denied' },
    ],
    [
      'an admission by no worker',
      () => house.as('ada').post('/admissions', admission),
      403,
      { event: 'run-admit', outcome: 'denied', decision: 'denied' },
    ],
    [
      'an admission that is refused',
      () => house.worker.post('/admissions', admission),
      409,
      { event: 'run-admit', outcome: 'failed', decision: 'allowed' },
    ],
    [
      'a step that is allowed',
      () => {
        const request = { ...worked, statement, scope: 'wipe' };
        return house.worker.post('/authorizations', request);
      },
      200,
      { event: 'run-authorize', outcome: 'succeeded', decision: 'allowed' },
    ],
    [
      'a cancel',
      () => house.as('nina').post(`/runs/${runId}/cancel`, { reason: 'slow' }),
      200,
      { event: 'run-cancel', outcome: 'succeeded', reason: 'slow' },
    ],
    [
      'a terminate by somebody who may not',
      () => house.as('noel').post(`/runs/${runId}/terminate`, { reason: 'x' }),
      403,
      { event: 'run-terminate', outcome: 'denied', details: { given: 'x' } },
    ],
    [
      'a look at the audit by somebody who may not',
      () => house.as('ada').get('/audit'),
      403,
      { event: 'audit-read', outcome: 'denied', decision: 'denied' },
    ],
    [
      'a machine’s look at the audit',
      () => house.ci.get('/audit'),
      403,
      { event: 'audit-read', outcome: 'denied', caller: 'external:ci' },
    ],
    [
      'an export by somebody who may not',
      () => house.as('ada').get('/audit/export?format=csv'),
      403,
      { event: 'audit-export', outcome: 'denied' },
    ],
  ];

  it.each(attempts)(
    'has one record of %s',
    async (_, attempt, status, left) => {
      const before = await audited(house.as('sam'));
      expect((await attempt()).status).toBe(status);
      const after = await audited(house.as('sam'));
      expect(after.slice(0, after.length - before.length)).toMatchObject([
        left,
      ]);
    },
  );

  it('says of a start what it was about, and of its input the digest only', async () => {
    const canary = { input: { name: 'canary' } };
    const { body: run } = await house.as('ada').start(canary);
    const [record] = await audited(house.as('sam'));
    expect(record).toMatchObject({
      caller: 'user:default/ada',
      door: 'http',
      action: 'action:default/greet',
      target: PAYMENTS_API,
      run: run.id,
      inputDigest: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    await house.as('ada').start({ input: { canary: 'canary' } });
    const { text } = await house.as('sam').get('/audit/export?format=jsonl');
    expect(text).not.toContain('canary');
    expect(JSON.stringify(house.recorded)).not.toContain('canary');
  });

  it('has each look and each export on the record, with what was looked for', async () => {
    const sam = house.as('sam');
    await sam.get('/audit?event=run-cancel&person=user:default/NINA');
    await sam.get('/audit/export?format=csv&outcome=denied');
    const { body } = await sam.get('/audit?person=user:default/sam&limit=2');
    expect(body.items).toMatchObject([
      {
        event: 'audit-export',
        outcome: 'succeeded',
        details: { format: 'csv', filters: { outcome: 'denied' } },
      },
      {
        event: 'audit-read',
        outcome: 'succeeded',
        details: { filters: { event: 'run-cancel' }, records: 1 },
      },
    ]);
    expect(body.items[0].details.records).toBeGreaterThan(3);
  });

  it('pages without a gap or an overlap', async () => {
    const all = await audited(house.as('sam'));
    const ids: number[] = [];
    let cursor = '';
    do {
      const { body } = await house
        .as('sam')
        .get(`/audit?limit=3${cursor && `&cursor=${cursor}`}`);
      ids.push(...body.items.map((item: AuditRecord) => item.id));
      cursor = body.nextCursor;
    } while (cursor);
    expect(ids).toEqual([...new Set(ids)].sort((a, b) => b - a));
    expect(ids).toEqual(expect.arrayContaining(all.map(({ id }) => id)));
  });

  it.each([
    ['/audit?limit=1000', '/limit'],
    ['/audit?cursor=abc', 'cursor'],
    ['/audit?verb=start', '/verb is not a field'],
    ['/audit?from=yesterday', '/from'],
    ['/audit?event=run-stop', '/event'],
    ['/audit/export', '/format'],
    ['/audit/export?format=pdf', '/format'],
  ])('names what is wrong with GET %s', async (path, field) => {
    const { status, body } = await house.as('sam').get(path);
    expect(status).toBe(400);
    expect(body.error.message).toContain(field);
  });

  it('exports a file of each format, oldest first', async () => {
    const sam = house.as('sam');
    const csv = await sam.get('/audit/export?format=csv&event=run-start');
    expect(csv.headers).toMatchObject({
      'content-type': expect.stringContaining('text/csv'),
      'content-disposition': expect.stringMatching(
        /^attachment; filename="temporal-audit-.*\.csv"$/,
      ),
    });
    expect(csv.text).toMatch(/^id,at,event,door,caller,.*,sealed\r\n1,/);
    const { text } = await sam.get('/audit/export?format=jsonl');
    const records = text
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line));
    expect(records[0]).toMatchObject({ id: 1, event: 'run-start' });
    expect(records.every(({ outcome }) => outcome !== 'pending')).toBe(true);
  });
});

describe('the audit while Temporal is down', () => {
  it('has one record of the start that failed, and nobody reads it by default', async () => {
    const address = '127.0.0.1:1';
    const open = await aHouse({ address, temporal: { audit: { readers } } });
    expect((await open.as('ada').start()).status).toBe(503);
    expect(await audited(open.as('sam'))).toMatchObject([
      {
        event: 'run-start',
        outcome: 'failed',
        decision: 'allowed',
        reason: 'Nothing was started: Temporal can’t be reached',
      },
    ]);
    await open.stop();
    const closed = await aHouse({ address });
    const { status, body } = await closed.as('sam').get('/audit');
    expect(status).toBe(403);
    expect(body.error.message).toContain('temporal.audit.readers');
    await closed.stop();
  });
});
