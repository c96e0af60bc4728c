import { figure } from './figures.ts';
import { fillLedger, RARE } from './ledgerRows.ts';
import { TARGET, WORKFLOW, type Place } from './place.ts';
import { median, timesInTurn, timesOf } from './statistics.ts';

const FEW = 1_000;
const MANY = 100_000;
const PAGE = 20;
const WARM_UP = 10;
const REPETITIONS = 60;

const action = `action=action:default/${WORKFLOW}`;
const payments = 'owner=group:default/payments';
const ada = 'initiator=user:default/ada';
const open = 'status=requested,queued,running,retrying,stopping,unknown';

/** What people filter by, alone and in pairs, often and seldom found. */
const QUERIES: Readonly<Record<string, string>> = {
  'no filter': '',
  initiator: ada,
  'an initiator of few': `initiator=${RARE.initiator}`,
  owner: payments,
  'an owner of few': `owner=${RARE.owner}`,
  action,
  'an action of few': `action=${RARE.action}`,
  open,
  failed: 'status=failed',
  entity: `entityRef=${TARGET}`,
  'an entity of few': `entityRef=${RARE.entityRef}`,
  'owner and failed': `${payments}&status=failed`,
  'owner and open': `${payments}&${open}`,
  'owner and action of few': `${payments}&action=${RARE.action}`,
  'owner of few and action': `owner=${RARE.owner}&${action}`,
  'owner and entity of few': `${payments}&entityRef=${RARE.entityRef}`,
  'initiator and failed': `${ada}&status=failed`,
  'initiator of few and action': `initiator=${RARE.initiator}&${action}`,
  'initiator and entity of few': `${ada}&entityRef=${RARE.entityRef}`,
  'action of few and failed': `action=${RARE.action}&status=failed`,
  'entity and failed': `entityRef=${TARGET}&status=failed`,
  'entity and action': `entityRef=${TARGET}&${action}`,
};

/**
 * What a list costs when the ledger is large, beside a small one; and beside
 * Temporal's own list, which holds no more than this place has started.
 */
export async function measureLists(place: Place): Promise<void> {
  await place.ada.page.goto('about:blank');
  const { body } = await place.start();
  const { id } = body as { id: string };
  await fillLedger(place, id, FEW);
  const few = await pagesOf(place);
  await fillLedger(place, id, MANY);
  const many = await pagesOf(place);
  const ratios = Object.keys(QUERIES).map(name => ({
    name,
    ratio: (many.get(name) ?? NaN) / (few.get(name) ?? NaN),
  }));
  ratios.sort((a, b) => b.ratio - a.ratio);
  figure('first page at 100,000 runs ÷ at 1,000', ratios[0].ratio, {
    atMost: 1.5,
  });
  for (const { name, ratio } of ratios) figure(`  by ${name}`, ratio);
  await measureBesideTemporal(place);
}

/** How long the first page takes, in the median, by what is looked for. */
async function pagesOf(place: Place): Promise<ReadonlyMap<string, number>> {
  const times = new Map<string, number>();
  for (const [name, query] of Object.entries(QUERIES)) {
    const work = () => pageOf(place, query);
    await timesOf(WARM_UP, work);
    times.set(name, median(await timesOf(REPETITIONS, work)));
  }
  return times;
}

async function pageOf(place: Place, query: string): Promise<void> {
  const { status } = await place.house
    .api(place.token)
    .get(`/runs?limit=${PAGE}&${query}`);
  if (status !== 200) throw new Error(`${status} for ${query}`);
}

async function measureBesideTemporal(place: Place): Promise<void> {
  const ours = () => pageOf(place, ada);
  const theirs = async () => {
    await place.eye.client.workflowService.listWorkflowExecutions({
      namespace: 'default',
      pageSize: PAGE,
      query: "initiator = 'user:default/ada'",
    });
  };
  await timesInTurn(WARM_UP, ours, theirs);
  const [page, list] = await timesInTurn(REPETITIONS, ours, theirs);
  figure(
    'first page ÷ Temporal’s visibility list for the same filter',
    median(page) / median(list),
    { atMost: 1 },
  );
  figure('  our first page of 100,000 runs, ms', median(page));
  figure('  Temporal’s list, ms', median(list));
}
