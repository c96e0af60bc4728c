import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { setTimeout as sleep } from 'node:timers/promises';
import { aCrowd } from '../__testUtils__/aCrowd';
import { aHouse } from '../__testUtils__/aHouse';
import { startTemporal } from '../__testUtils__/temporalServer';

jest.setTimeout(120_000);

const CANARY = 'canary-4711';
const PAYMENTS_API = 'component:default/payments-api';
const ORDERS_API = 'component:default/orders-api';

interface Item {
  readonly id: string;
  readonly status: string;
}

describe('lists of runs across entities', () => {
  let temporal: TestWorkflowEnvironment;
  let house: Awaited<ReturnType<typeof aHouse>>;
  let adas: string;
  let sams: string;

  beforeAll(async () => {
    temporal = await startTemporal();
    house = await aHouse({
      address: temporal.address,
      catalog: aCrowd().catalog,
      permissionPolicy: {
        // The catalog decides by conditions what each of them sees in it.
        handle: async ({ permission }) =>
          permission.name === 'catalog.entity.read'
            ? {
                result: AuthorizeResult.CONDITIONAL,
                pluginId: 'catalog',
                resourceType: 'catalog-entity',
                conditions: {
                  rule: 'HAS_LABEL',
                  resourceType: 'catalog-entity',
                  params: { label: 'x' },
                },
              }
            : { result: AuthorizeResult.ALLOW },
      },
    });
    adas = await startedBy('ada', PAYMENTS_API);
    sams = await startedBy('sam', ORDERS_API);
  });

  afterAll(async () => {
    await house?.stop();
    await temporal?.teardown();
  });

  async function startedBy(name: string, entityRef: string): Promise<string> {
    const { body } = await house
      .as(name)
      .start({ entityRef, input: { name: CANARY }, reason: '=For the audit' })
      .expect(201);
    return body.id;
  }

  async function listOf(name: string, query = ''): Promise<readonly Item[]> {
    const { body } = await house.as(name).get(`/runs?${query}`).expect(200);
    return body.items;
  }

  const idsOf = async (name: string, query?: string) =>
    (await listOf(name, query)).map(({ id }) => id);

  async function until(holds: () => boolean | Promise<boolean>) {
    const deadline = Date.now() + 20_000;
    while (!(await holds())) {
      if (Date.now() > deadline) throw new Error('It did not come to that');
      await sleep(50);
    }
  }

  async function newsOf(name: string) {
    const gone = new AbortController();
    const response = await house.as(name).fetch('/events', gone);
    let text = '';
    const read = async () => {
      for await (const chunk of response.body ?? []) {
        text += Buffer.from(chunk).toString();
      }
    };
    const reading = read().catch(() => {});
    await until(() => text.includes('event: ready'));
    const stop = async () => {
      gone.abort();
      await reading;
    };
    return { text: () => text, stop };
  }

  it('show the runs on all that one sees in the catalog, newest first', async () => {
    expect(await idsOf('ada')).toEqual([sams, adas]);
    expect(await idsOf('olga')).toEqual([]);
  });

  it('are narrowed by what is looked for', async () => {
    expect(await idsOf('ada', 'initiator=user:default/sam')).toEqual([sams]);
    expect(await idsOf('ada', 'owner=group:default/payments')).toEqual([adas]);
    const open = 'status=requested,queued,running';
    expect(await idsOf('sam', `${open}&text=AUDIT&limit=1`)).toEqual([sams]);
  });

  it('tell how the runs went that one sees', async () => {
    await house
      .as('sam')
      .post(`/runs/${sams}/terminate`, { reason: 'Not today' })
      .expect(200);
    const figuresOf = async (name: string) =>
      (await house.as(name).get('/runs/figures').expect(200)).body.items;
    expect(await figuresOf('ada')).toMatchObject([
      { action: { ref: 'action:default/greet' }, finished: 1, succeeded: 0 },
    ]);
    expect(await figuresOf('olga')).toEqual([]);
  });

  it('go into a file without what went in, and that is on the record', async () => {
    const { text } = await house
      .as('ada')
      .get('/runs/export?format=csv&status=terminated,queued,running')
      .buffer(true)
      .expect(200)
      .expect('content-disposition', /temporal-runs-.*\.csv/);
    const [header, ...rows] = text.trimEnd().split('\r\n');
    expect(header).toBe(
      'id,requestedAt,startedAt,closedAt,status,action,actionTitle,target,environment,initiator,verified,owners,attempt,reason,stopVerb,stoppedBy,stopReason,principal,principalMatches',
    );
    expect(rows.map(row => row.split(',')[0])).toEqual([sams, adas]);
    expect(rows[0]).toContain(
      "true,group:default/orders,1,'=For the audit,terminate,user:default/sam,Not today",
    );
    expect(text).not.toContain(CANARY);
    await until(() => house.recorded.at(-1)?.outcome === 'succeeded');
    expect(house.recorded.at(-1)).toMatchObject({
      eventId: 'run-export',
      meta: {
        caller: 'user:default/ada',
        format: 'csv',
        filters: { status: 'terminated,queued,running' },
        runs: 2,
      },
    });
  });

  it('are followed as one sees them, and their newest open runs watched', async () => {
    const [news, nothing] = [await newsOf('ada'), await newsOf('olga')];
    const id = await startedBy('sam', ORDERS_API);
    // Only who looks at it in Temporal learns that no worker polls its queue.
    await until(async () =>
      (await listOf('ada', 'status=queued')).some(run => run.id === id),
    );
    await until(() => news.text().split(id).length > 2);
    expect(nothing.text()).not.toContain(id);
    await Promise.all([news.stop(), nothing.stop()]);
  });
});
