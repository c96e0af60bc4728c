import { figure } from './figures.ts';
import type { Place } from './place.ts';
import { median, percentile } from './statistics.ts';

const RUNS = 40;
const PATIENCE_MS = 15_000;

/** How long a change in Temporal takes to the row on the open page. */
export async function measureNews(place: Place): Promise<void> {
  const { page } = place.ada;
  await place.ada.openEntity('payments-api');
  const times: number[] = [];
  for (let i = 0; i < RUNS; i += 1) {
    const { body } = await place.start();
    const { id } = body as { id: string };
    const link = page.locator(`a[href$="/temporal/runs/${id}"]`).first();
    await link.waitFor({ timeout: PATIENCE_MS });
    const seen = page.evaluate(whenRowSays, { id, word: 'Terminated' });
    const handle = place.eye.client.workflow.getHandle(id);
    await handle.terminate('measured');
    const { closeTime } = await handle.describe();
    times.push((await seen) - (closeTime?.getTime() ?? NaN));
  }
  figure(
    'ms from an event in Temporal to the row in the page, 95th percentile',
    percentile(times, 0.95),
    { atMost: 100 },
  );
  figure('  median', median(times));
}

/** Runs in the page: the time at which a run's row says a word. */
function whenRowSays(looked: { id: string; word: string }): Promise<number> {
  const says = () =>
    [...document.querySelectorAll(`a[href$="/temporal/runs/${looked.id}"]`)]
      .map(link => link.closest('li, tr, [role=row], article'))
      .some(row => row?.textContent?.includes(looked.word));
  return new Promise(resolve => {
    const observer = new MutationObserver(() => {
      if (!says()) return;
      observer.disconnect();
      resolve(Date.now());
    });
    observer.observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
    });
  });
}
