/**
 * Ids of the audit events that exist today, with the severity each is recorded at.
 * @public
 */
export const auditEvents = {
  'run-start': 'medium',
  'run-cancel': 'medium',
  'run-terminate': 'high',
  'inputs-read': 'low',
  'run-admit': 'low',
  'run-authorize': 'low',
  'access-denied': 'medium',
} as const;

/** @public */
export type AuditEventId = keyof typeof auditEvents;
