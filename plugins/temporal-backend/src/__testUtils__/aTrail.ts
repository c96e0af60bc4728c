import { mockServices } from '@backstage/backend-test-utils';
import { metricsServiceMock } from '@backstage/backend-test-utils/alpha';
import type { Knex } from 'knex';
import type { Attempt } from '../audit/Attempt';
import { AuditMirror } from '../audit/AuditMirror';
import { AuditRecords } from '../audit/AuditRecords';
import { fromRow } from '../audit/auditRow';
import { AuditTrail } from '../audit/AuditTrail';
import { Meters } from '../telemetry/Meters';
import { anAuditor } from './anAuditor';

/** An audit trail on a database that has its tables. */
export function aTrail(knex: Knex, auditor = anAuditor()) {
  const records = new AuditRecords(knex);
  const logger = mockServices.logger.mock();
  const mirror = new AuditMirror(auditor.service, logger);
  const meters = new Meters(metricsServiceMock.mock());
  return {
    trail: new AuditTrail({ records, mirror, logger, meters }),
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
