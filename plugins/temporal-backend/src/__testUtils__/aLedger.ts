import { mockServices } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { AttemptOpener } from '../runs/AttemptOpener';
import { DatabaseRunLedger } from '../runs/DatabaseRunLedger';
import { LedgerClock } from '../runs/LedgerClock';
import { RunAttempts } from '../runs/RunAttempts';
import { RunSettler } from '../runs/RunSettler';
import type { TemporalNamespaces } from '../temporal/TemporalNamespaces';

/** A ledger in a database that has its tables, and what brings it up to date. */
export function aLedger(knex: Knex, temporal: TemporalNamespaces) {
  const clock = new LedgerClock(knex);
  const ledger = new DatabaseRunLedger(knex, clock);
  const attempts = new RunAttempts(knex, clock);
  const logger = mockServices.logger.mock();
  const opener = new AttemptOpener({ temporal, ledger, attempts, logger });
  const settler = new RunSettler({ temporal, ledger, opener });
  return { ledger, attempts, opener, settler, logger };
}
