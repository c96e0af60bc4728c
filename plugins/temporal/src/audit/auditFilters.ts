import {
  exportAuditSchema,
  type ExportAuditRequest,
} from 'backstage-plugin-temporal-common';
import { FilterRules } from '../filters/FilterRules';

/** The filters, by the names that they have in the address of the page. */
const filterNames = [
  'event',
  'outcome',
  'last',
  'from',
  'to',
  'person',
  'entityRef',
  'action',
  'run',
] as const;

export type AuditFilterName = (typeof filterNames)[number];

/** What the filters mean to the backend. */
export type WantedRecords = Omit<ExportAuditRequest, 'format'>;

/** The filters of the audit. */
export const auditFilters = new FilterRules<AuditFilterName, WantedRecords>(
  filterNames,
  exportAuditSchema.omit({ format: true }),
);
