import type {
  LifecycleService,
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { TemporalConfig } from './config';
import type { BuiltHouse } from './house';
import { keepAudit } from './audit/keepAudit';
import { rotateKeys } from './identity/rotateKeys';
import { secondsSince } from './telemetry/secondsSince';
import { Preparation } from './temporal/Preparation';

const DAY_MS = 86_400_000;

interface Keeping {
  readonly config: TemporalConfig;
  readonly house: BuiltHouse;
  readonly lifecycle: LifecycleService;
  readonly logger: LoggerService;
  readonly scheduler: SchedulerService;
}

/**
 * Everything that goes on without anybody asking.
 * @throws if a search attribute's name is taken with another type
 */
export async function keepHouse(deps: Keeping): Promise<void> {
  const { house, lifecycle, scheduler } = deps;
  const preparation = new Preparation({ ...deps, ...house });
  await preparation.goOn();
  await scheduler.scheduleTask({
    id: 'temporal-prepare-namespaces',
    frequency: { seconds: 10 },
    timeout: { minutes: 1 },
    scope: 'local',
    fn: () => preparation.goOn(),
  });
  await scheduler.scheduleTask({
    id: 'temporal-reconcile',
    frequency: { seconds: 10 },
    // After a crash in mid-round nobody else begins one for so long. Rounds that
    // overlap because one took longer do no harm: closing is compare-and-set.
    timeout: { minutes: 1 },
    initialDelay: { seconds: 5 },
    scope: 'global',
    fn: () => measuredRound(house),
  });
  await scheduler.scheduleTask({
    id: 'temporal-notices',
    frequency: { seconds: 10 },
    timeout: { minutes: 15 },
    scope: 'global',
    fn: () => house.notices.send(),
  });
  await scheduleCredentials(deps);
  await keepAudit(deps);
  lifecycle.addShutdownHook(async () => {
    house.watcher.close();
    await house.temporal.close();
  });
}

/** One round of the reconciler, measured however it ends. */
async function measuredRound({ meters, reconciler }: BuiltHouse) {
  const begun = performance.now();
  let outcome: 'done' | 'unreachable' | 'failed' = 'failed';
  try {
    outcome = (await reconciler.reconcile()) ? 'done' : 'unreachable';
  } finally {
    meters.reconciled(outcome, secondsSince(begun));
  }
}

async function scheduleCredentials(deps: Keeping): Promise<void> {
  const { config, house, scheduler } = deps;
  await scheduler.scheduleTask({
    id: 'temporal-rotate-keys',
    frequency: { hours: 1 },
    timeout: { minutes: 1 },
    scope: 'global',
    fn: () => rotateAll(house, config.rotateAfterDays * DAY_MS),
  });
  await scheduler.scheduleTask({
    id: 'temporal-watch-credentials',
    frequency: { seconds: 30 },
    timeout: { minutes: 1 },
    scope: 'local',
    fn: () => house.credentials.warn(),
  });
}

async function rotateAll(house: BuiltHouse, statementsMs: number) {
  await rotateKeys(house, statementsMs);
  const { audit, issuers } = house;
  for (const { keys, rotateAfterMs } of issuers.all) {
    await rotateKeys({ audit, keys }, rotateAfterMs);
  }
}
