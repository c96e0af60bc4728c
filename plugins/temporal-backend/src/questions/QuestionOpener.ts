import { ConflictError } from '@backstage/errors';
import {
  APPROVAL_QUESTION,
  APPROVAL_SCHEMA,
  digestOf,
  openQuestionSchema,
  type OpenedQuestion,
} from 'backstage-plugin-temporal-common';
import type { z } from 'zod';
import type { ActionInputs } from '../actions/ActionInputs';
import { oneLine } from '../actions/oneLine';
import { refsOf } from '../approvals/ApprovalRules';
import type { OwnCatalog } from '../catalog/OwnCatalog';
import type { LedgerRun } from '../runs/RunLedger';
import type { QuestionBook } from './QuestionBook';
import type { NewQuestion, StoredQuestion } from './StoredQuestion';

/** What a worker sends when its run asks. */
export type OpenQuestion = z.output<typeof openQuestionSchema>;

const LONGEST_TITLE = 200;

/** Opens what runs ask: the approval they were asked for with, or a question. */
export class QuestionOpener {
  readonly #book: QuestionBook;
  readonly #catalog: OwnCatalog;
  readonly #inputs: ActionInputs;

  constructor(deps: {
    book: QuestionBook;
    catalog: OwnCatalog;
    inputs: ActionInputs;
  }) {
    this.#book = deps.book;
    this.#catalog = deps.catalog;
    this.#inputs = deps.inputs;
  }

  /** @throws ConflictError, after which a worker does not ask again */
  async open(run: LedgerRun, request: OpenQuestion): Promise<OpenedQuestion> {
    const found = await this.#book.get(run.id, keyOf(request));
    // What an earlier attempt asked is asked anew.
    const known = found && isBefore(found, run) ? undefined : found;
    const question = request.question
      ? await asked(run, request, request.question)
      : approvalOf(run, request.workflowId);
    if (!known) this.#inputs.assertCompiles(question.title, question.schema);
    const target = await this.#catalog.entity(run.target.entityRef);
    const opened =
      known ?? (await this.#book.open(question, refsOf(question.who, target)));
    if (!opened) throw new ConflictError(`Run ${run.id} is over`);
    if (opened.digest !== question.digest) {
      throw new ConflictError(
        `Run ${run.id} asks something else as "${opened.key}" already; give each question a key of its own`,
      );
    }
    if (opened.outcome) {
      throw new ConflictError(
        `The question "${opened.key}" of run ${run.id} is closed: ${opened.outcome}`,
      );
    }
    return {
      key: opened.key,
      quorum: opened.quorum,
      deadline: opened.deadline?.toISOString(),
      ...(opened.kind === 'approval' ? { taskQueue: run.taskQueue } : {}),
    };
  }
}

function isBefore({ attempt, outcome }: StoredQuestion, run: LedgerRun) {
  return attempt < run.attempt && outcome !== undefined;
}

function keyOf({ question }: OpenQuestion): string {
  return question?.key ?? APPROVAL_QUESTION;
}

function approvalOf(run: LedgerRun, workflowId: string): NewQuestion {
  const { approval } = run;
  if (!approval?.required || run.approvedAt || workflowId !== run.workflowId) {
    throw new ConflictError(
      `Run ${run.id} waits for no approval, or it is not workflow ${workflowId} that asks for it`,
    );
  }
  const { lastsMs, quorum, reasonRequired, who } = approval.terms;
  const title = `Approve ${run.action.title} on ${run.target.entityRef}`;
  return {
    runId: run.id,
    attempt: run.attempt,
    key: APPROVAL_QUESTION,
    kind: 'approval',
    workflowId,
    title: oneLine(title, LONGEST_TITLE),
    schema: APPROVAL_SCHEMA,
    who,
    quorum,
    reasonRequired,
    deadline: new Date(Date.now() + lastsMs),
    digest: run.inputDigest,
  };
}

async function asked(
  run: LedgerRun,
  { workflowId }: OpenQuestion,
  question: NonNullable<OpenQuestion['question']>,
): Promise<NewQuestion> {
  const { deadline, key, quorum, schema, text, title, who } = question;
  if (
    key === APPROVAL_QUESTION ||
    (run.approval?.required && !run.approvedAt)
  ) {
    throw new ConflictError(
      `Run ${run.id} may not ask "${key}": before its approval a run asks for nothing else, and afterwards under another key`,
    );
  }
  return {
    runId: run.id,
    attempt: run.attempt,
    key,
    kind: 'question',
    workflowId,
    title: oneLine(title, LONGEST_TITLE),
    text,
    schema,
    who,
    quorum,
    reasonRequired: false,
    deadline: deadline === undefined ? undefined : new Date(deadline),
    digest: await digestOf({ workflowId, question }),
  };
}
