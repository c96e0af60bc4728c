import type { AuditorService } from '@backstage/backend-plugin-api';
import type { JsonObject } from '@backstage/types';
import {
  auditEvents,
  initiatorRef,
  type AuditEventId,
} from 'backstage-plugin-temporal-common';
import type { Caller } from '../identity/Caller';

/** Writes down who tried what, and how it went. Only the guard uses it. */
export class AuditTrail {
  readonly #auditor: AuditorService;

  constructor(auditor: AuditorService) {
    this.#auditor = auditor;
  }

  /**
   * Does something and records it, once, with its outcome.
   * @param attempt - what is tried: `meta` names the action, target and run
   * @param work - does it; what it adds to `meta` is known only afterwards
   */
  async record<T>(
    attempt: {
      readonly event: AuditEventId;
      readonly caller: Caller;
      readonly meta: JsonObject;
    },
    work: (add: (meta: JsonObject) => void) => Promise<T>,
  ): Promise<T> {
    const { event, caller, meta } = attempt;
    const { door, initiator, request } = caller;
    const known: JsonObject = {
      ...meta,
      door,
      caller: initiatorRef(initiator),
    };
    const record = await this.#auditor.createEvent({
      eventId: event,
      severityLevel: auditEvents[event],
      request,
      meta: known,
    });
    const added: JsonObject = {};
    try {
      const result = await work(more => Object.assign(added, more));
      await record.success({ meta: added });
      return result;
    } catch (error) {
      await record.fail({
        error: error instanceof Error ? error : new Error(String(error)),
        meta: added,
      });
      throw error;
    }
  }
}
