import { initiatorRef, type Decision } from 'backstage-plugin-temporal-common';
import { refsOf } from '../approvals/ApprovalRules';
import type { OwnCatalog } from '../catalog/OwnCatalog';
import type { QuestionBook } from '../questions/QuestionBook';
import type { StoredQuestion } from '../questions/StoredQuestion';
import type { ListedRun } from '../runs/ListedRun';
import type { RunList } from '../runs/RunList';
import { notYourOwn, notYoursToAnswer, peopleOnly } from './denials';
import type { People } from './People';
import type { KnownCaller } from './RunPolicy';
import type { VisibleRuns } from './VisibleRuns';

/** Who may answer what a run asks, as the catalog has it now. */
export class Answering {
  readonly #book: Pick<QuestionBook, 'openOf'>;
  readonly #lists: Pick<RunList, 'askingBeyond'>;
  readonly #catalog: OwnCatalog;
  readonly #people: People;

  constructor(deps: {
    book: Pick<QuestionBook, 'openOf'>;
    lists: Pick<RunList, 'askingBeyond'>;
    catalog: OwnCatalog;
    people: People;
  }) {
    this.#book = deps.book;
    this.#lists = deps.lists;
    this.#catalog = deps.catalog;
    this.#people = deps.people;
  }

  /** @throws if the catalog can't be asked */
  async decide(
    who: KnownCaller,
    run: ListedRun,
    question: Pick<StoredQuestion, 'kind' | 'who'>,
  ): Promise<Decision> {
    const target = await this.#catalog.entity(run.target.entityRef);
    const refs = refsOf(question.who, target);
    if ('rights' in who) return peopleOnly(refs);
    if (question.kind === 'approval') {
      const own = await this.#isAsker(who.initiator.entityRef, run);
      if (own) return notYourOwn(refs);
    }
    const eligible = await who.identities?.includeAnyOf(refs);
    return eligible ? { allowed: true } : notYoursToAnswer(run, refs);
  }

  /** Whether they may answer anything that the run asks now. */
  async anything(who: KnownCaller, run: ListedRun): Promise<boolean> {
    return (await this.#answerable(who, [run])).size > 0;
  }

  /**
   * Ids of the runs beyond some that ask them something now. There are few:
   * what people see in the catalog is not among them.
   */
  async asking(
    who: KnownCaller,
    beyond: VisibleRuns,
  ): Promise<ReadonlySet<string>> {
    if ('rights' in who || !beyond.criteria) return new Set();
    const runs = await this.#lists.askingBeyond(beyond.criteria);
    return this.#answerable(who, runs);
  }

  async #answerable(
    who: KnownCaller,
    runs: readonly ListedRun[],
  ): Promise<ReadonlySet<string>> {
    if ('rights' in who) return new Set();
    const open = new Map(
      runs.filter(run => !run.closedAt).map(run => [run.id, run]),
    );
    if (open.size === 0) return new Set();
    // Identities are walked by one question at a time.
    await who.identities?.all();
    const questions = await this.#book.openOf([...open.keys()]);
    const ids = questions.map(async question => {
      const run = open.get(question.runId);
      const may = run && (await this.decide(who, run, question)).allowed;
      return may ? [run.id] : [];
    });
    return new Set((await Promise.all(ids)).flat());
  }

  /** By any of their entities, as they were when they asked or as they are. */
  async #isAsker(userRef: string, run: ListedRun): Promise<boolean> {
    const askerRef = initiatorRef(run.initiator);
    if (userRef === askerRef) return true;
    const human = await this.#people.humanOf(userRef);
    return (
      human === run.approval?.asker ||
      (run.initiator.kind === 'user' &&
        human === (await this.#people.humanOf(askerRef)))
    );
  }
}
