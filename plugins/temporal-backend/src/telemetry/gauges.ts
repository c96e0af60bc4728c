import type { MetricsService } from '@backstage/backend-plugin-api/alpha';
import type { StreamLimit } from '../policy/StreamLimit';
import type { RunWatcher } from '../runs/RunWatcher';
import type { Backlog } from './Backlog';

interface Gauge {
  readonly name: string;
  readonly unit: string;
  readonly description: string;
  readonly read: () => Promise<number | undefined> | number;
}

interface Read {
  readonly backlog: Backlog;
  readonly streams: StreamLimit;
  readonly watcher: RunWatcher;
}

/** What stands now, read whenever somebody collects it, and never otherwise. */
export function addGauges(metrics: MetricsService, from: Read): void {
  for (const gauge of [...gaugesHere(from), ...gaugesOfAll(from.backlog)]) {
    const { name, description, unit, read } = gauge;
    metrics
      .createObservableGauge(name, { description, unit })
      .addCallback(async result => {
        const value = await read();
        if (value !== undefined) result.observe(value);
      });
  }
}

/** What is so in this process. */
function gaugesHere({ streams, watcher }: Read): readonly Gauge[] {
  return [
    {
      name: 'temporal.runs.watched',
      unit: '{run}',
      description: 'Runs followed here, because somebody looks at them',
      read: () => watcher.size,
    },
    {
      name: 'temporal.streams.open',
      unit: '{stream}',
      description: 'Event streams of open pages',
      read: () => streams.size,
    },
  ];
}

/** What is so in the database, and the same from every replica. */
function gaugesOfAll(backlog: Backlog): readonly Gauge[] {
  return [
    {
      name: 'temporal.reconciler.lag',
      unit: 's',
      description: 'Since the reconciler last read what closed',
      read: async () => age(await backlog.reconciledUntil()),
    },
    {
      name: 'temporal.runs.unseen',
      unit: 's',
      description: 'Since the unfinished run was seen that waits for longest',
      read: async () => age(await backlog.oldestSighting()),
    },
    {
      name: 'temporal.audit.pending',
      unit: '{record}',
      description: 'Audit records without an outcome',
      read: () => backlog.pendingRecords(),
    },
    {
      name: 'temporal.notices.unsent',
      unit: '{notice}',
      description: 'Notices that are still to be sent',
      read: () => backlog.unsentNotices(),
    },
  ];
}

function age(since: Date | undefined): number | undefined {
  return since && Math.max(0, Date.now() - since.getTime()) / 1_000;
}
