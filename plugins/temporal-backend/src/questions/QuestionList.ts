import type { PermissionCriteria } from '@backstage/plugin-permission-common';
import type {
  ListQuestionsRequest,
  QuestionBox,
} from 'backstage-plugin-temporal-common';
import type { Knex } from 'knex';
import { decodeCursor, encodeCursor } from '../cursor';
import type { SightFilter } from '../policy/VisibleRuns';
import { whereCriteria } from '../runs/whereCriteria';
import { fromQuestionRow, NEVER, type StoredQuestion } from './StoredQuestion';

const POSITION = /^(\d{1,16}):([0-9a-f-]{36}):([a-z0-9-]{1,100})$/;

/** By what each list is sorted, and how. */
const orders: Record<
  QuestionBox,
  { readonly by: string; readonly order: 'asc' | 'desc' }
> = {
  'to-answer': { by: 'questions.deadline', order: 'asc' },
  asked: { by: 'questions.asked_at', order: 'desc' },
  decided: { by: 'questions.ended_at', order: 'desc' },
};

/** For whom a list is: all refs of a person, or the one of a machine. */
export interface Reader {
  readonly ref: string;
  readonly refs: readonly string[];
  readonly criteria?: PermissionCriteria<SightFilter>;
}

/** A page of questions. */
export interface StoredQuestionPage {
  readonly items: readonly StoredQuestion[];
  readonly nextCursor?: string;
}

/** Lists questions, filtered in SQL before they are paged. */
export class QuestionList {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** @throws InputError if the cursor is not one of ours */
  async page(
    { box, cursor, limit }: ListQuestionsRequest,
    reader: Reader,
  ): Promise<StoredQuestionPage> {
    const { by, order } = orders[box];
    const query = this.#knex('questions')
      .join('runs', 'runs.id', 'questions.run_id')
      .select('questions.*')
      .orderBy([
        { column: by, order },
        { column: 'questions.run_id', order },
        { column: 'questions.question', order },
      ])
      .limit(limit + 1);
    inBox(query, box, reader);
    const { criteria } = reader;
    if (criteria) whereCriteria({ knex: this.#knex, query }, criteria);
    if (cursor) behind(query, box, cursor);
    const found = (await query).map(fromQuestionRow);
    const items = found.slice(0, limit);
    const last = items.at(-1);
    const more = last && found.length > items.length;
    return { items, nextCursor: more ? cursorOf(last, box) : undefined };
  }
}

function inBox(query: Knex.QueryBuilder, box: QuestionBox, reader: Reader) {
  const { ref, refs } = reader;
  const answeredBy = (exists: Knex.QueryBuilder) =>
    exists
      .from('answers')
      .whereRaw('answers.run_id = questions.run_id')
      .whereRaw('answers.question = questions.question')
      .whereNotNull('answers.counted_at')
      .where('answers.answerer', ref);
  switch (box) {
    case 'to-answer':
      return query
        .whereNull('questions.outcome')
        .whereExists(named =>
          named
            .from('answerers')
            .whereRaw('answerers.run_id = questions.run_id')
            .whereRaw('answerers.question = questions.question')
            .whereIn('answerers.ref', [...refs]),
        )
        .whereNotExists(own => void answeredBy(own))
        .whereNot(own =>
          own.where({ 'questions.kind': 'approval', 'runs.initiator': ref }),
        );
    case 'asked':
      return query
        .whereNull('questions.outcome')
        .where({ 'runs.initiator': ref });
    default:
      return query
        .whereNotNull('questions.outcome')
        .where(either =>
          either
            .where({ 'runs.initiator': ref })
            .orWhereExists(own => void answeredBy(own)),
        );
  }
}

function behind(query: Knex.QueryBuilder, box: QuestionBox, cursor: string) {
  const [, place, runId, key] = decodeCursor(cursor, POSITION);
  const { by, order } = orders[box];
  const further = order === 'asc' ? '>' : '<';
  const at = box === 'to-answer' ? Number(place) : new Date(Number(place));
  query.where(rest =>
    rest
      .where(by, further, at)
      .orWhere(same =>
        same.where(by, at).where('questions.run_id', further, runId),
      )
      .orWhere(same =>
        same
          .where(by, at)
          .where('questions.run_id', runId)
          .where('questions.question', further, key),
      ),
  );
}

function cursorOf(question: StoredQuestion, box: QuestionBox): string {
  const { askedAt, deadline, endedAt, key, runId } = question;
  const place: Record<QuestionBox, number> = {
    'to-answer': deadline?.getTime() ?? NEVER,
    asked: askedAt.getTime(),
    decided: endedAt?.getTime() ?? 0,
  };
  return encodeCursor(`${place[box]}:${runId}:${key}`);
}
