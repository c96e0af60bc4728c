import type { AuditRecord } from 'backstage-plugin-temporal-common';
import { exportedColumns, type ExportedRun } from '../runs/ExportedRun';
import type { RecordFile } from './sendRecords';

/** How records of the audit stand in a file. */
export const auditFile: RecordFile<AuditRecord> = {
  name: 'temporal-audit',
  columns: [
    ...['id', 'at', 'event', 'door', 'caller', 'initiator', 'action', 'target'],
    ...['run', 'inputDigest', 'decision', 'outcome', 'reason', 'details'],
    'sealed',
  ],
  cellsOf: record => ({
    ...record,
    details: JSON.stringify(record.details),
    sealed: String(record.sealed),
  }),
};

/** How runs stand in a file. */
export const runsFile: RecordFile<ExportedRun> = {
  name: 'temporal-runs',
  columns: exportedColumns,
  cellsOf: run => ({
    ...run,
    owners: run.owners.join(' '),
    verified: String(run.verified),
  }),
};
