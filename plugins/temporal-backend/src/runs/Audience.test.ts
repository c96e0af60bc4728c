import { Audience } from './Audience';
import type { LedgerChange } from './LedgerChange';
import { PendingNews } from './PendingNews';

const RUN = 'run-1';
const ENTITY = 'component:default/payments-api';

function aChange(rest: Partial<LedgerChange> = {}): LedgerChange {
  const facts = { action: 'action:default/greet', owners: [] };
  const ours = { runId: RUN, targetRef: ENTITY, version: 1, attempt: 1 };
  return { ...ours, facts, ...rest };
}

/** How long each of many waits for their turn, in milliseconds. */
async function waits(audience: Audience, change: LedgerChange, times: number) {
  const gone = new AbortController();
  const begun = performance.now();
  const all = Array.from({ length: times }, async () => {
    await audience.turn(change, gone.signal);
    return performance.now() - begun;
  });
  return Promise.all(all);
}

describe('an audience', () => {
  it('of a few hears at once', async () => {
    const audience = new Audience();
    for (let i = 0; i < 50; i += 1) audience.join({ runId: RUN });
    expect(Math.max(...(await waits(audience, aChange(), 50)))).toBeLessThan(
      100,
    );
  });

  it('of many is told one after the other, about fifty a second', async () => {
    const audience = new Audience();
    const leaves = Array.from({ length: 100 }, (_, i) =>
      audience.join(i % 2 ? { runId: RUN } : { entityRef: ENTITY }),
    );
    const sorted = (await waits(audience, aChange(), 100)).sort(
      (a, b) => a - b,
    );
    expect(sorted[50]).toBeGreaterThan(1_000);
    expect(sorted[99]).toBeLessThan(6_000);
    const other = aChange({ runId: 'other', targetRef: 'other' });
    expect(Math.max(...(await waits(audience, other, 50)))).toBeLessThan(100);
    leaves.forEach(leave => leave());
    expect(Math.max(...(await waits(audience, aChange(), 50)))).toBeLessThan(
      100,
    );
  }, 20_000);
});

describe('news that is held back', () => {
  it('is told once a run, the latest, in the order of versions', async () => {
    const news = new PendingNews();
    const gone = new AbortController();
    const hold = async () => {
      news.add(aChange({ runId: 'b', version: 2 }));
      news.add(aChange({ runId: 'a', version: 3 }));
    };
    news.add(aChange({ runId: 'a', version: 1 }));
    const heard: number[] = [];
    for await (const { version } of news.taken(gone.signal, hold)) {
      heard.push(version);
      if (heard.length === 2) break;
    }
    expect(heard).toEqual([2, 3]);
  });

  it('ends with the signal, even while nothing is told', async () => {
    const gone = new AbortController();
    const taken = new PendingNews().taken(gone.signal, async () => {});
    setTimeout(() => gone.abort(), 50);
    expect(await taken.next()).toEqual({ done: true, value: undefined });
  });
});
