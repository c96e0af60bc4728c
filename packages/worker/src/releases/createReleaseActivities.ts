import {
  authorize,
  currentRun,
  currentTarget,
} from 'backstage-plugin-temporal-worker';
import { componentOf } from '../migrations/component';
import type {
  MigrationDatabase,
  SqlSession,
} from '../migrations/MigrationDatabase';
import { named } from '../migrations/named';
import type { ReleaseActivities, ReleaseStage } from './ReleaseSteps';

const TABLE = 'temporal_releases';

/**
 * The activities of a release. What serves which version is a table in the
 * component's own database, where a real one would tell a load balancer.
 */
export function createReleaseActivities(
  databaseNamed: (name: string) => MigrationDatabase,
): ReleaseActivities {
  const stage = (version: string, to: ReleaseStage) =>
    named(() => {
      const { databaseName } = componentOf(currentTarget());
      const { runId } = currentRun();
      return databaseNamed(databaseName).transaction(session =>
        record(session, [version, runId, to]),
      );
    });
  return {
    startCanary: async version => {
      await authorize('start-canary');
      await stage(version, 'canary');
    },
    promote: async version => {
      await authorize('promote');
      await stage(version, 'live');
    },
    // Cleaning up must not hang on whether the initiator is still allowed.
    rollBackRelease: version => stage(version, 'rolled-back'),
  };
}

async function record(
  session: SqlSession,
  [version, runId, to]: readonly [string, string, ReleaseStage],
): Promise<void> {
  await session.run(
    `CREATE TABLE IF NOT EXISTS ${TABLE} (
       version TEXT NOT NULL,
       run_id TEXT PRIMARY KEY,
       stage TEXT NOT NULL
     )`,
  );
  await session.rows(
    `INSERT INTO ${TABLE} (version, run_id, stage) VALUES ($1, $2, $3)
     ON CONFLICT (run_id) DO UPDATE SET stage = $3`,
    [version, runId, to],
  );
}
