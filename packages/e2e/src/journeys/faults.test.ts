import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Dice } from '../faults/Dice.ts';
import { anEpisode } from '../faults/Episode.ts';
import { shortPlan } from '../faults/faultPlan.ts';
import { FaultyHouse } from '../faults/FaultyHouse.ts';
import { publish } from '../faults/report.ts';
import { postgresUrl } from '../house/PostgresDatabase.ts';

const SEED = 6;
const SERVICES = ['stock-api', 'refunds-api'];
const CALM_MS = 120_000;

describe('a load of runs while processes and networks fail', () => {
  for (const database of ['sqlite', 'postgres'] as const) {
    const skip =
      database === 'postgres' && !postgresUrl && 'there is no PostgreSQL here';

    it(
      `loses nothing and does nothing twice on ${database}`,
      { skip },
      async () => {
        const name = `faults-${database}`;
        const place = await FaultyHouse.start({
          name,
          database,
          services: SERVICES,
          env: { APP_CONFIG_temporal_limits_startsPerMinute: '100000' },
        });
        try {
          const report = await anEpisode(place, {
            ...{ seed: SEED, database, services: SERVICES, calmMs: CALM_MS },
            faults: shortPlan(new Dice(SEED), database),
          });
          await publish(report);
          assert.deepEqual(report.findings.all, []);
        } finally {
          await place.stop();
        }
      },
    );
  }
});
