import type { JsonObject } from '@backstage/types';
import { z } from 'zod';
import { entityRefSchema } from './entityRef';

/**
 * Ids of the audit events that exist today, with the severity each is recorded at.
 * @public
 */
export const auditEvents = {
  'run-start': 'medium',
  'run-cancel': 'medium',
  'run-terminate': 'high',
  'run-retry': 'medium',
  'run-pause': 'medium',
  'run-unpause': 'medium',
  'run-adopt': 'medium',
  'run-export': 'medium',
  'inputs-read': 'low',
  'audit-read': 'low',
  'audit-export': 'medium',
  'run-admit': 'low',
  'run-authorize': 'low',
  'access-denied': 'medium',
  'run-attest': 'high',
  'key-rotate': 'high',
  'worker-token': 'high',
  'question-open': 'low',
  'question-close': 'low',
  'answer-give': 'medium',
  'approval-decide': 'high',
  'request-withdraw': 'medium',
} as const;

/** @public */
export type AuditEventId = keyof typeof auditEvents;

/**
 * How an attempt ended. `denied`: somebody was told no. `failed`: it was
 * allowed, or not yet decided, and something else went wrong. `pending`: it is
 * under way. `unknown`: the process died before it was known.
 * @public
 */
export const auditOutcomes = [
  'succeeded',
  'denied',
  'failed',
  'pending',
  'unknown',
] as const;

/** @public */
export type AuditOutcome = (typeof auditOutcomes)[number];

/**
 * One attempt, by one caller, at one thing. `at` is ISO 8601, when it began;
 * `caller` and `initiator` are entity refs of people or subjects of machines,
 * `initiator` that of the run concerned, where it is known; `decision` is there
 * once it was decided; `reason` is why it was denied or failed, or what the
 * caller gave as reason; `sealed` says that the record belongs to a sealed
 * batch, so that a change would be found.
 * @public
 */
export interface AuditRecord {
  readonly id: number;
  readonly at: string;
  readonly event: AuditEventId;
  readonly door: string;
  readonly caller: string;
  readonly initiator?: string;
  readonly action?: string;
  readonly target?: string;
  readonly run?: string;
  readonly inputDigest?: string;
  readonly decision?: 'allowed' | 'denied';
  readonly outcome: AuditOutcome;
  readonly reason?: string;
  readonly details: JsonObject;
  readonly sealed: boolean;
}

/** Answer of `GET /audit`. @public */
export interface AuditPage {
  readonly items: readonly AuditRecord[];
  readonly nextCursor?: string;
}

const eventIds = Object.keys(auditEvents) as [AuditEventId, ...AuditEventId[]];

const filters = {
  person: z.string().trim().min(1).max(512).optional(),
  entityRef: entityRefSchema.optional(),
  action: entityRefSchema.optional(),
  run: z.uuid('must be the id of a run, a UUID').optional(),
  event: z.enum(eventIds).optional(),
  outcome: z.enum(auditOutcomes).optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
};

/**
 * Query of `GET /audit`: newest first, `limit` 1 to 100. `person` is the caller
 * or the initiator (entity ref or machine subject), `entityRef` the target;
 * `from` (inclusive) and `to` (exclusive) are ISO 8601 with an offset.
 * @public
 */
export const readAuditSchema = z.strictObject({
  ...filters,
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().max(256).optional(),
});

/** @public */
export type ReadAuditRequest = z.infer<typeof readAuditSchema>;

/** @public */
export const auditFormats = ['csv', 'jsonl'] as const;

/** @public */
export type AuditFormat = (typeof auditFormats)[number];

/**
 * Query of `GET /audit/export`: the same filters, oldest first, all records, as
 * a stream of CSV (RFC 4180) or JSON Lines.
 * @public
 */
export const exportAuditSchema = z.strictObject({
  ...filters,
  format: z.enum(auditFormats),
});

/** @public */
export type ExportAuditRequest = z.infer<typeof exportAuditSchema>;
