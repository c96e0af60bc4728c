import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { aBurst } from '../faults/burst.ts';
import { Dice } from '../faults/Dice.ts';
import { anEpisode } from '../faults/Episode.ts';
import { shortPlan } from '../faults/faultPlan.ts';
import { FaultyHouse } from '../faults/FaultyHouse.ts';
import { Journal } from '../faults/Journal.ts';
import { publish } from '../faults/report.ts';
import { postgresUrl } from '../house/PostgresDatabase.ts';

const SEED = 6;
const CROWDED = 'tax-api';
const SERVICES = ['stock-api', 'refunds-api'];
const CALM_MS = 180_000;
const BURST = 200;

function aPlace(database: 'sqlite' | 'postgres'): Promise<FaultyHouse> {
  return FaultyHouse.start({
    name: `faults-${database}`,
    database,
    services: [CROWDED, ...SERVICES],
    env: { APP_CONFIG_temporal_limits_startsPerMinute: '100000' },
    heapMb: 384,
  });
}

describe('a load of runs while processes and networks fail', () => {
  for (const database of ['sqlite', 'postgres'] as const) {
    const skip =
      database === 'postgres' && !postgresUrl && 'there is no PostgreSQL here';
    const sentence = `is neither lost nor doubled, after a burst, on ${database}`;

    it(sentence, { skip }, async () => {
      const place = await aPlace(database);
      const journal = new Journal();
      const both = { seed: SEED, database, journal };
      try {
        if (database === 'sqlite') {
          const crowd = { title: 'small burst', service: CROWDED };
          const people = ['ada', 'nina'] as const;
          const burst = { ...both, ...crowd, people, starts: BURST };
          const report = await aBurst(place, burst);
          await publish(report);
          assert.deepEqual(report.findings.all, []);
        }
        const faults = shortPlan(new Dice(SEED), database);
        const load = { services: SERVICES, faults, calmMs: CALM_MS };
        const report = await anEpisode(place, { ...both, ...load });
        await publish(report);
        assert.deepEqual(report.findings.all, []);
      } finally {
        await place.stop();
      }
    });
  }
});
