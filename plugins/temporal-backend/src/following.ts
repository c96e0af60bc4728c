import { StreamLimit } from './policy/StreamLimit';
import type { Attestor } from './runs/Attestor';
import type { DatabaseRunLedger } from './runs/DatabaseRunLedger';
import { LiveRuns } from './runs/LiveRuns';
import { NewestWatch } from './runs/NewestWatch';
import { RunFollower } from './runs/RunFollower';
import { RunNewsFeed } from './runs/RunNewsFeed';
import { RunWatcher } from './runs/RunWatcher';
import type { Foundations } from './Foundations';
import type { TemporalNamespaces } from './temporal/TemporalNamespaces';

/** What is needed to show people what goes on. */
export function buildFollowing(
  { config, logger }: Foundations,
  parts: {
    readonly attestor: Attestor;
    readonly ledger: DatabaseRunLedger;
    readonly temporal: TemporalNamespaces;
  },
) {
  const { ledger } = parts;
  const watcher = new RunWatcher({ ...parts, logger });
  const feed = new RunNewsFeed(ledger, logger);
  return {
    watcher,
    follower: new RunFollower({
      ledger,
      feed,
      watcher,
      newest: new NewestWatch({ ledger, watcher, logger }),
    }),
    live: new LiveRuns({ ...parts, watcher, logger }),
    streams: new StreamLimit(config.streams),
  };
}
