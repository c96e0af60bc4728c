import { mockServices } from '@backstage/backend-test-utils';
import { metricsServiceMock } from '@backstage/backend-test-utils/alpha';
import type { Knex } from 'knex';
import type { Attempt } from '../audit/Attempt';
import { AuditMirror } from '../audit/AuditMirror';
import { AuditRecords } from '../audit/AuditRecords';
import { fromRow } from '../audit/auditRow';
import { AuditTrail } from '../audit/AuditTrail';
import { AttestedRuns } from '../runs/AttestedRuns';
import { Attestor } from '../runs/Attestor';
import { LedgerClock } from '../runs/LedgerClock';
import { Meters } from '../telemetry/Meters';
import { anAuditor } from './anAuditor';

/** An audit trail on a database that has its tables. */
export function aTrail(knex: Knex, auditor = anAuditor()) {
  const records = new AuditRecords(knex);
  const logger = mockServices.logger.mock();
  logger.child.mockReturnValue(logger);
  const mirror = new AuditMirror(auditor.service, logger);
  const counted = new Map<string, number>();
  const metrics = metricsServiceMock.mock({
    createCounter: name => ({
      add: value => counted.set(name, (counted.get(name) ?? 0) + value),
    }),
  });
  const meters = new Meters(metrics);
  const trail = new AuditTrail({ records, mirror, logger, meters });
  const attested = new AttestedRuns(knex, new LedgerClock(knex));
  return {
    trail,
    attestor: new Attestor({ attested, audit: trail, logger, meters }),
    /** What a counter is at. */
    counted: (name: string) => counted.get(name) ?? 0,
    records,
    logger,
    recorded: auditor.recorded,
    /** What the table has, oldest first. */
    rows: async () => (await knex('audit_records').orderBy('id')).map(fromRow),
  };
}

/** Ada's start of a greeting, unless told otherwise. */
export function anAttempt(rest: Partial<Attempt> = {}): Attempt {
  return {
    event: 'run-start',
    caller: {
      initiator: { kind: 'user', entityRef: 'user:default/ada' },
      door: 'http',
    },
    meta: {
      action: 'action:default/greet',
      target: 'component:default/payments-api',
    },
    ...rest,
  };
}
