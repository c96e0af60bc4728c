import { measureAdmission } from './admission.ts';
import { measureConditions } from './conditions.ts';
import { measureDecisions } from './decisions.ts';
import { measureLists } from './lists.ts';
import { measureNews } from './news.ts';
import { aPlace } from './place.ts';
import { measureOpenRuns } from './openRuns.ts';
import { measurePages } from './pages.ts';
import { measureStarting } from './starting.ts';
import { measureViewers } from './viewers.ts';

async function measureAll(): Promise<void> {
  const place = await aPlace({ name: 'bench' });
  try {
    await measureAdmission(place);
    // Workflows that are worked on would compete with what is measured.
    await place.house.process('worker').kill();
    await measureDecisions(place);
    await measureConditions(place);
    await measureNews(place);
    await measureViewers(place);
    await measureOpenRuns(place);
    await measurePages(place);
    await measureLists(place);
    // Last, because it leaves more than a thousand runs open.
    await measureStarting(place);
  } finally {
    await place.leave();
  }
}

measureAll().catch(error => {
  process.stderr.write(`${error.stack ?? error}\n`);
  process.exitCode = 1;
});
