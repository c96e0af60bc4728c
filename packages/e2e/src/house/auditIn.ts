import type { AuditPage, AuditRecord } from 'backstage-plugin-temporal-common';
import type { Api } from './Api.ts';

/** Lets Pat, the administrator, read the audit of a house. */
export const patReadsAudit = {
  APP_CONFIG_temporal_audit_readers: '["group:default/platform-admins"]',
};

/** The records that a query finds, newest first, as somebody reads them. */
export async function recordsIn(
  api: Api,
  query: Readonly<Record<string, string>>,
): Promise<readonly AuditRecord[]> {
  const answer = await api.get(`/audit?${new URLSearchParams(query)}`);
  if (answer.status !== 200) {
    throw new Error(`No audit: ${JSON.stringify(answer)}`);
  }
  return (answer.body as AuditPage).items;
}
