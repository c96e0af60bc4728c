import { measureNews } from './news.ts';
import { aPlace } from './place.ts';
import { measureStarting } from './starting.ts';
import { measureViewers } from './viewers.ts';

async function measureAll(): Promise<void> {
  const place = await aPlace();
  try {
    await measureNews(place);
    await measureViewers(place);
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
