import { initiatorRef, type Run } from 'backstage-plugin-temporal-common';
import type { ListedRun } from './ListedRun';
import { presentRun } from './presentRun';

/** A run in a file, flat: what lists show of it, and who stopped it and why. */
export interface ExportedRun
  extends Pick<
    Run,
    | 'id'
    | 'requestedAt'
    | 'startedAt'
    | 'closedAt'
    | 'status'
    | 'verified'
    | 'owners'
    | 'attempt'
    | 'reason'
  > {
  readonly action: string;
  readonly actionTitle: string;
  readonly target: string;
  readonly environment?: string;
  readonly initiator: string;
  readonly stopVerb?: string;
  readonly stoppedBy?: string;
  readonly stopReason?: string;
  /** Whom Temporal names as the one who started it. */
  readonly principal?: string;
  readonly principalMatches?: boolean;
}

/** The columns of a run in a table, in their order. */
export const exportedColumns = [
  'id',
  'requestedAt',
  'startedAt',
  'closedAt',
  'status',
  'action',
  'actionTitle',
  'target',
  'environment',
  'initiator',
  'verified',
  'owners',
  'attempt',
  'reason',
  'stopVerb',
  'stoppedBy',
  'stopReason',
  'principal',
  'principalMatches',
] as const satisfies readonly (keyof ExportedRun)[];

export function toExported(run: ListedRun): ExportedRun {
  const { action, initiator, target, ...shown } = presentRun(run, false);
  return {
    id: shown.id,
    requestedAt: shown.requestedAt,
    startedAt: shown.startedAt,
    closedAt: shown.closedAt,
    status: shown.status,
    action: action.ref,
    actionTitle: action.title,
    target: target.entityRef,
    environment: target.environment,
    initiator: initiatorRef(initiator),
    verified: shown.verified,
    owners: shown.owners,
    attempt: shown.attempt,
    reason: shown.reason,
    stopVerb: run.stop?.verb,
    stoppedBy: run.stop?.by,
    stopReason: run.stop?.reason,
    principal: shown.attestation?.principal.name,
    principalMatches: shown.attestation?.matches,
  };
}
