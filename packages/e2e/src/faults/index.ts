import { parseArgs } from 'node:util';
import { aBurst } from './burst.ts';
import { Dice } from './Dice.ts';
import { anEpisode } from './Episode.ts';
import { longPlan, type Fault } from './faultPlan.ts';
import { FaultyHouse } from './FaultyHouse.ts';
import { Journal } from './Journal.ts';
import { publish, type Report } from './report.ts';

const SERVICES = ['stock-api', 'refunds-api', 'tax-api'];
const MANY = '1000000';
const MINUTE_MS = 60_000;
const CALM_MS = 3 * MINUTE_MS;
/** A token of somebody who signed in lives for an hour. */
const LONGEST_MINUTES = 45;
const STARTS = 1_000;
const HEAP_MB = 384;

type Database = 'sqlite' | 'postgres';

interface Wanted {
  readonly minutes: number;
  readonly seed: number;
  readonly database: Database;
  readonly burst: boolean;
}

function wholeNumber(name: string, text: string, most: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= most) return value;
  throw new Error(`--${name} must be a whole number from 1 to ${most}`);
}

function read(): Wanted {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string', default: '10' },
      seed: { type: 'string', default: String(Date.now() % 100_000) },
      database: { type: 'string', default: 'sqlite' },
      burst: { type: 'boolean', default: false },
    },
  });
  const { burst, database, minutes, seed } = values;
  if (database !== 'sqlite' && database !== 'postgres') {
    throw new Error('--database must be sqlite or postgres');
  }
  return {
    minutes: wholeNumber('minutes', minutes, LONGEST_MINUTES),
    seed: wholeNumber('seed', seed, 2 ** 31),
    database,
    burst,
  };
}

function* until<T>(deadline: number, items: Iterable<T>): Generator<T> {
  for (const item of items) {
    if (Date.now() > deadline) return;
    yield item;
  }
}

async function rage({ database, minutes, seed }: Wanted): Promise<Report> {
  const env = { APP_CONFIG_temporal_limits_startsPerMinute: MANY };
  const services = SERVICES;
  const place = await FaultyHouse.start({
    name: 'faults',
    database,
    services,
    env,
  });
  try {
    const plan = longPlan(new Dice(seed), [
      'worker',
      'backend',
      'temporal',
      ...(database === 'postgres' ? (['postgres'] as const) : []),
    ]);
    const faults: Iterable<Fault> = until(
      Date.now() + minutes * MINUTE_MS,
      plan,
    );
    return await anEpisode(place, {
      journal: new Journal(),
      seed,
      database,
      services,
      faults,
      calmMs: CALM_MS,
    });
  } finally {
    await place.stop();
  }
}

/** Once with the limit out of the way, once with the usual one. */
async function burstUnder(
  { database, seed }: Wanted,
  limited: boolean,
): Promise<Report> {
  const [service] = SERVICES;
  const place = await FaultyHouse.start({
    ...{ name: 'burst', database, services: [service], heapMb: HEAP_MB },
    env: limited ? {} : { APP_CONFIG_temporal_limits_startsPerMinute: MANY },
  });
  const title = limited ? 'burst within limits' : 'burst';
  try {
    return await aBurst(place, {
      journal: new Journal(),
      people: limited ? ['ada'] : ['ada', 'nina'],
      title,
      seed,
      database,
      service,
      starts: STARTS,
    });
  } finally {
    await place.stop();
  }
}

async function main(): Promise<void> {
  const wanted = read();
  const reports = wanted.burst
    ? [() => burstUnder(wanted, false), () => burstUnder(wanted, true)]
    : [() => rage(wanted)];
  for (const next of reports) {
    const report = await next();
    await publish(report);
    if (report.findings.all.length > 0) process.exitCode = 1;
  }
}

main().catch(error => {
  process.stderr.write(`${error.stack ?? error}\n`);
  process.exitCode = 1;
});
