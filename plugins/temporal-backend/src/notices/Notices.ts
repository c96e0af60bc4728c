import type { LoggerService } from '@backstage/backend-plugin-api';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import { stringifyError } from '@backstage/errors';
import {
  initiatorRef,
  type RunQuestion,
} from 'backstage-plugin-temporal-common';
import type { Knex } from 'knex';
import { oneLine } from '../actions/oneLine';
import type { QuestionBook } from '../questions/QuestionBook';
import type { LedgerRun, RunLedger } from '../runs/RunLedger';
import { aboutRun } from '../telemetry/aboutRun';
import { noticeOf } from './noticeOf';
import type { NoticeKind } from './noticeRows';

const AT_ONCE = 50;
const SEND_LIMIT_MS = 10_000;
const FIRST_PAUSE_MS = 10_000;
const LONGEST_PAUSE_MS = 3_600_000;
const LONGEST_PROBLEM = 300;

interface NoticeRow {
  readonly run_id: string;
  readonly question: string;
  readonly kind: NoticeKind;
  readonly attempts: number;
  readonly sent_at: unknown;
  readonly problem: string | null;
}

/**
 * Tells people of questions by Backstage's notifications. What is to be told is
 * written down with the question; it is tried until it is sent, and no run waits
 * for it.
 */
export class Notices {
  readonly #knex: Knex;
  readonly #book: QuestionBook;
  readonly #ledger: RunLedger;
  readonly #notifications: NotificationService | undefined;
  readonly #logger: LoggerService;

  /** @param deps - without `notifications` nobody is told anything */
  constructor(deps: {
    knex: Knex;
    book: QuestionBook;
    ledger: RunLedger;
    notifications?: NotificationService;
    logger: LoggerService;
  }) {
    this.#knex = deps.knex;
    this.#book = deps.book;
    this.#ledger = deps.ledger;
    this.#notifications = deps.notifications;
    this.#logger = deps.logger;
  }

  /** Whether those who may answer have been told of a question. */
  async told(runId: string, key: string): Promise<RunQuestion['notified']> {
    const row = await this.#knex<NoticeRow>('notices')
      .where({ run_id: runId, question: key, kind: 'asked' })
      .first();
    if (row?.sent_at) return { done: true };
    return this.#notifications
      ? { done: false, problem: row?.problem ?? undefined }
      : {
          done: false,
          problem: 'Notifications are switched off (temporal.notifications)',
        };
  }

  /** Sends what is due. What can't be sent is tried again, later each time. */
  async send(now = new Date()): Promise<void> {
    const due: NoticeRow[] = await this.#knex<NoticeRow>('notices')
      .whereNull('sent_at')
      .whereNull('dropped_at')
      .where('next_at', '<=', now)
      .orderBy('next_at')
      .limit(AT_ONCE);
    for (const row of due) {
      try {
        const sent = await this.#sendOne(row);
        await this.#change(row, sent ? { sent_at: now } : { dropped_at: now });
      } catch (error) {
        await this.#postpone(row, now, error);
      }
    }
  }

  /** @returns `false` if there is nobody to tell */
  async #sendOne(row: NoticeRow): Promise<boolean> {
    const [run, question] = await Promise.all([
      this.#ledger.get(row.run_id),
      this.#book.get(row.run_id, row.question),
    ]);
    if (!this.#notifications || !run || !question) return false;
    const recipients =
      row.kind === 'closed'
        ? askerOf(run)
        : await this.#book.answerersOf(question);
    if (recipients.length === 0) return false;
    const exclude =
      row.kind !== 'closed' && question.kind === 'approval'
        ? { excludeEntityRef: initiatorRef(run.initiator) }
        : {};
    const sending = this.#notifications.send({
      recipients: { type: 'entity', entityRef: [...recipients], ...exclude },
      payload: noticeOf(row.kind, run, question),
    });
    await withinLimit(sending);
    return true;
  }

  async #postpone(row: NoticeRow, now: Date, error: unknown): Promise<void> {
    const problem = oneLine(stringifyError(error), LONGEST_PROBLEM);
    aboutRun(this.#logger, row.run_id).warn(
      `Run ${row.run_id}: nobody could be told: ${problem}`,
    );
    const pause = Math.min(
      FIRST_PAUSE_MS * 2 ** row.attempts,
      LONGEST_PAUSE_MS,
    );
    await this.#change(row, {
      attempts: row.attempts + 1,
      next_at: new Date(now.getTime() + pause),
      problem,
    });
  }

  async #change(row: NoticeRow, columns: object): Promise<void> {
    const { kind, question, run_id } = row;
    await this.#knex('notices')
      .where({ run_id, question, kind })
      .update(columns);
  }
}

function askerOf({ initiator }: LedgerRun): readonly string[] {
  return initiator.kind === 'user' ? [initiator.entityRef] : [];
}

/** The service itself waits for as long as it takes. */
async function withinLimit(sending: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error('Notifications did not answer in time')),
      SEND_LIMIT_MS,
    );
  });
  await Promise.race([sending, late]).finally(() => clearTimeout(timer));
}
