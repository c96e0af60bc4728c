import type { LoggerService } from '@backstage/backend-plugin-api';
import { ServiceUnavailableError } from '@backstage/errors';
import type { Span } from '@opentelemetry/api';
import type { AuditRecord } from 'backstage-plugin-temporal-common';
import type { Knex } from 'knex';
import { allow } from '../policy/decided';
import { aboutRun } from '../telemetry/aboutRun';
import { currentTrace } from '../telemetry/currentTrace';
import { inSpan } from '../telemetry/inSpan';
import type { Meters } from '../telemetry/Meters';
import type { Attempt, AuditMeta, Note } from './Attempt';
import type { AuditMirror } from './AuditMirror';
import { AuditRecords } from './AuditRecords';
import { endingOf, type Ending } from './ending';

/** Writes down who tried what, and how it went. */
export class AuditTrail {
  readonly #records: AuditRecords;
  readonly #mirror: AuditMirror;
  readonly #logger: LoggerService;
  readonly #meters: Meters;

  constructor(deps: {
    records: AuditRecords;
    mirror: AuditMirror;
    logger: LoggerService;
    meters: Meters;
  }) {
    this.#records = deps.records;
    this.#mirror = deps.mirror;
    this.#logger = deps.logger;
    this.#meters = deps.meters;
  }

  /** The same, in a transaction: what it records stands or falls with it. */
  within(trx: Knex): AuditTrail {
    return new AuditTrail({
      records: new AuditRecords(trx),
      mirror: this.#mirror,
      logger: this.#logger,
      meters: this.#meters,
    });
  }

  /**
   * Does something and records it, once, with its outcome.
   * @param work - does it; what it notes is known only afterwards
   * @throws ServiceUnavailableError if it can't be recorded, and then it is not
   *   done either
   */
  async record<T>(
    attempt: Attempt,
    work: (note: Note) => Promise<T>,
  ): Promise<T> {
    const { event, caller } = attempt;
    const attributes = { 'temporal.door': caller.door };
    return inSpan(`temporal ${event}`, attributes, span =>
      this.#recordIn(span, attempt, work),
    );
  }

  async #recordIn<T>(
    span: Span,
    attempt: Attempt,
    work: (note: Note) => Promise<T>,
  ): Promise<T> {
    const id = await this.#begin(attempt);
    const mirrored = await this.#mirror.begin(id, attempt);
    let added: AuditMeta = { trace: currentTrace() };
    let decision: AuditRecord['decision'];
    const end = async (ending: Ending) => {
      this.#meters.attempted(attempt, ending);
      const known: AuditMeta = { ...attempt.meta, ...added };
      tell(span, known, ending);
      await this.#end(id, known, ending);
      await mirrored(added, ending);
    };
    const note: Note = {
      id,
      add: meta => {
        added = { ...added, ...meta };
      },
      allow: asked => {
        allow(asked);
        decision = 'allowed';
      },
    };
    try {
      const result = await work(note);
      await end({ outcome: 'succeeded', decision });
      return result;
    } catch (error) {
      await end(endingOf(error, decision));
      throw error;
    }
  }

  async #begin(attempt: Attempt): Promise<number> {
    try {
      return await this.#records.begin(attempt);
    } catch (error) {
      this.#logger.error(`The audit can't be written: ${error}`);
      throw new ServiceUnavailableError(
        'It could not be recorded in the audit, so it was not done; try again',
      );
    }
  }

  /** What was done stays done: its record becomes `unknown` in time. */
  async #end(id: number, meta: AuditMeta, ending: Ending): Promise<void> {
    const logger = meta.run ? aboutRun(this.#logger, meta.run) : this.#logger;
    try {
      if (await this.#records.end(id, meta, ending)) return;
      logger.warn(
        `Audit record ${id} was given up on before it ${ending.outcome}`,
      );
    } catch (error) {
      logger.error(
        `How audit record ${id} ended (${ending.outcome}) can't be written: ${error}`,
      );
    }
  }
}

/** By which a trace is found; who and on what is for the audit alone. */
function tell(span: Span, { run }: AuditMeta, ending: Ending): void {
  if (run) span.setAttribute('temporal.run', run);
  span.setAttribute('temporal.outcome', ending.outcome);
}
