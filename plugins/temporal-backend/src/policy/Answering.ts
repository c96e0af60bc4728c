import { initiatorRef, type Decision } from 'backstage-plugin-temporal-common';
import { refsOf } from '../approvals/ApprovalRules';
import type { OwnCatalog } from '../catalog/OwnCatalog';
import type { QuestionBook } from '../questions/QuestionBook';
import type { StoredQuestion } from '../questions/StoredQuestion';
import type { LedgerRun } from '../runs/RunLedger';
import { notYourOwn, notYoursToAnswer, peopleOnly } from './denials';
import type { People } from './People';
import type { KnownCaller } from './RunPolicy';

/** Who may answer what a run asks, as the catalog has it now. */
export class Answering {
  readonly #book: Pick<QuestionBook, 'of'>;
  readonly #catalog: OwnCatalog;
  readonly #people: People;

  constructor(deps: {
    book: Pick<QuestionBook, 'of'>;
    catalog: OwnCatalog;
    people: People;
  }) {
    this.#book = deps.book;
    this.#catalog = deps.catalog;
    this.#people = deps.people;
  }

  /** @throws if the catalog can't be asked */
  async decide(
    who: KnownCaller,
    run: LedgerRun,
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
  async anything(who: KnownCaller, run: LedgerRun): Promise<boolean> {
    if (run.closedAt || 'rights' in who) return false;
    for (const question of await this.#book.of(run.id)) {
      if (question.outcome) continue;
      if ((await this.decide(who, run, question)).allowed) return true;
    }
    return false;
  }

  /** By any of their entities, as they were when they asked or as they are. */
  async #isAsker(userRef: string, run: LedgerRun): Promise<boolean> {
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
