import type {
  AuditorService,
  AuditorServiceEventSeverityLevel,
  LoggerService,
} from '@backstage/backend-plugin-api';
import {
  auditEvents,
  initiatorRef,
  type AuditEventId,
} from 'backstage-plugin-temporal-common';
import type { Attempt, AuditMeta } from './Attempt';
import { plainMeta } from './auditRow';
import type { Ending } from './ending';

/** Tells how an attempt ended. */
export type MirrorEnding = (meta: AuditMeta, ending: Ending) => Promise<void>;

/**
 * Copies records to Backstage's auditor, so that whoever collects its log has
 * them as well. A copy that fails undoes nothing.
 */
export class AuditMirror {
  readonly #auditor: AuditorService;
  readonly #logger: LoggerService;

  constructor(auditor: AuditorService, logger: LoggerService) {
    this.#auditor = auditor;
    this.#logger = logger;
  }

  async begin(record: number, attempt: Attempt): Promise<MirrorEnding> {
    const { event, caller, meta } = attempt;
    const { door, initiator, request } = caller;
    const beginning = this.#auditor.createEvent({
      eventId: event,
      severityLevel: severityOf(event),
      request,
      meta: {
        ...plainMeta(meta),
        record,
        door,
        caller: initiatorRef(initiator),
      },
    });
    const copy = await this.#tried(record, beginning);
    return async (more, ending) => {
      const { outcome, decision } = ending;
      const known = { ...plainMeta(more), ...plainMeta({ outcome, decision }) };
      const copying =
        ending.outcome === 'succeeded'
          ? copy?.success({ meta: known })
          : copy?.fail({ meta: known, error: asError(ending) });
      await this.#tried(record, copying);
    };
  }

  /** Tells what is on no record of its own. */
  async tell(eventId: string, meta: AuditMeta): Promise<void> {
    const telling = this.#auditor
      .createEvent({ eventId, severityLevel: 'medium', meta: plainMeta(meta) })
      .then(event => event.success());
    await this.#tried(eventId, telling);
  }

  async #tried<T>(what: number | string, copying: Promise<T> | undefined) {
    try {
      return await copying;
    } catch (error) {
      this.#logger.warn(
        `Audit record ${what} could not be copied to Backstage's auditor: ${error}`,
      );
      return undefined;
    }
  }
}

/** The default log does not show `low`. */
function severityOf(event: AuditEventId): AuditorServiceEventSeverityLevel {
  const severity = auditEvents[event];
  return severity === 'low' ? 'medium' : severity;
}

/** The auditor logs an error with its stack, which would be no one line. */
function asError({ reason = '' }: Ending): Error {
  return Object.assign(new Error(reason), { stack: reason });
}
