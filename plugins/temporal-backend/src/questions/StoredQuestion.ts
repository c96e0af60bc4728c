import type {
  AnswerReceipt,
  Answerers,
  JsonSchema,
  QuestionOutcome,
  RunQuestion,
  Verdict,
} from 'backstage-plugin-temporal-common';

import { oneLine } from '../actions/oneLine';

type Stamp = Date | number | string;

/** Later than any deadline: a question that has none. */
export const NEVER = 8_640_000_000_000_000;

/** A question as a run asks it, before it is written down. */
export interface NewQuestion {
  readonly runId: string;
  /** The attempt of the run that asks. */
  readonly attempt: number;
  readonly key: string;
  readonly kind: RunQuestion['kind'];
  /** The workflow that waits for the answers. */
  readonly workflowId: string;
  readonly title: string;
  readonly text?: string;
  readonly schema: JsonSchema;
  readonly who: Answerers;
  readonly quorum: number;
  readonly reasonRequired: boolean;
  readonly deadline?: Date;
  /** Of what was asked; another one under the same key is another question. */
  readonly digest: string;
}

/** A question as it is kept. */
export interface StoredQuestion extends NewQuestion {
  readonly askedAt: Date;
  readonly outcome?: QuestionOutcome;
  readonly endedAt?: Date;
}

/** One row of the table `questions`. */
export interface QuestionRow {
  readonly run_id: string;
  readonly question: string;
  readonly attempt: number;
  readonly kind: RunQuestion['kind'];
  readonly workflow_id: string;
  readonly digest: string;
  readonly title: string;
  readonly body: string | null;
  readonly answer_schema: string;
  readonly who: string;
  readonly quorum: number;
  readonly reason_required: boolean | number;
  readonly asked_at: Stamp;
  readonly deadline: number | string;
  readonly outcome: QuestionOutcome | null;
  readonly ended_at: Stamp | null;
}

/** The columns of a question that opens. */
export function toQuestionColumns(question: NewQuestion, askedAt: Date) {
  return {
    run_id: question.runId,
    question: question.key,
    attempt: question.attempt,
    kind: question.kind,
    workflow_id: question.workflowId,
    digest: question.digest,
    title: question.title,
    body: question.text && plainLines(question.text),
    answer_schema: JSON.stringify(question.schema),
    who: JSON.stringify(question.who),
    quorum: question.quorum,
    reason_required: question.reasonRequired,
    asked_at: askedAt,
    deadline: question.deadline?.getTime() ?? NEVER,
  };
}

function plainLines(text: string): string {
  const lines = text.split(/\r?\n/);
  return lines.map(line => oneLine(line, text.length)).join('\n');
}

/** A question from its row. */
export function fromQuestionRow(row: QuestionRow): StoredQuestion {
  const deadline = Number(row.deadline);
  return {
    runId: row.run_id,
    attempt: row.attempt,
    key: row.question,
    kind: row.kind,
    workflowId: row.workflow_id,
    digest: row.digest,
    title: row.title,
    text: row.body ?? undefined,
    schema: JSON.parse(row.answer_schema),
    who: JSON.parse(row.who),
    quorum: row.quorum,
    reasonRequired: Boolean(row.reason_required),
    askedAt: new Date(row.asked_at),
    deadline: deadline === NEVER ? undefined : new Date(deadline),
    outcome: row.outcome ?? undefined,
    endedAt: row.ended_at === null ? undefined : new Date(row.ended_at),
  };
}

/** An answer that was sent to a run, or is about to be. */
export interface StoredAnswer {
  readonly runId: string;
  readonly key: string;
  /** The human, however many user entities they have. */
  readonly person: string;
  readonly answerer: string;
  readonly digest: string;
  readonly answer: Readonly<Record<string, unknown>>;
  readonly verdict?: Verdict;
  readonly reason?: string;
  readonly sentAt: Date;
  readonly countedAt?: Date;
  readonly receipt?: AnswerReceipt;
}

/** One row of the table `answers`. */
export interface AnswerRow {
  readonly run_id: string;
  readonly question: string;
  readonly person: string;
  readonly answerer: string;
  readonly digest: string;
  readonly answer: string;
  readonly verdict: Verdict | null;
  readonly reason: string | null;
  readonly sent_at: Stamp;
  readonly counted_at: Stamp | null;
  readonly receipt: string | null;
}

/** An answer from its row. */
export function fromAnswerRow(row: AnswerRow): StoredAnswer {
  return {
    runId: row.run_id,
    key: row.question,
    person: row.person,
    answerer: row.answerer,
    digest: row.digest,
    answer: JSON.parse(row.answer),
    verdict: row.verdict ?? undefined,
    reason: row.reason ?? undefined,
    sentAt: new Date(row.sent_at),
    countedAt: row.counted_at === null ? undefined : new Date(row.counted_at),
    receipt: row.receipt === null ? undefined : JSON.parse(row.receipt),
  };
}
