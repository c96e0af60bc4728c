import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RunDetail, RunPage } from 'backstage-plugin-temporal-common';
import type { Answer } from '../house/Api.ts';
import { MIGRATE, ROLLBACK } from '../callers/requests.ts';
import type { Dice } from './Dice.ts';
import type { Person } from './FaultyHouse.ts';
import type { AskedRun, Journal } from './Journal.ts';
import { COUNT } from './loadExamples.ts';
import type { PatientClient } from './PatientClient.ts';

const RELEASE = 'action:default/release-service';
const PROMOTE = 'promote-or-roll-back';
const LOOK_EVERY_MS = 300;

/** How far each run of the counting action counts. */
const STEPS = 3;

/** Somebody was told no, for good; it is on the list of complaints. */
export class Refused extends Error {}

type Wanted = Pick<AskedRun, 'kind' | 'by' | 'expected'> & {
  readonly action: string;
  readonly input: object;
  readonly label?: string;
  readonly steps?: number;
};

/** What people do to one service, one thing after the other. */
export class Stories {
  readonly #entityRef: string;
  readonly #as: Readonly<Record<Person, PatientClient>>;
  readonly #dice: Dice;
  readonly #journal: Journal;

  constructor(deps: {
    readonly entityRef: string;
    readonly as: Readonly<Record<Person, PatientClient>>;
    readonly dice: Dice;
    readonly journal: Journal;
  }) {
    this.#entityRef = deps.entityRef;
    this.#as = deps.as;
    this.#dice = deps.dice;
    this.#journal = deps.journal;
  }

  /** Counts to a few; nobody else is needed. */
  async count(): Promise<void> {
    const label = randomUUID();
    const input = { label, steps: STEPS };
    const by = this.#dice.one(['ada', 'nina'] as const);
    const wanted = { kind: 'count', by, expected: 'succeeded' } as const;
    const counted = { ...wanted, action: COUNT, label, steps: STEPS };
    await this.#untilListed(await this.#start({ ...counted, input }));
  }

  /** Migrates, and has everything taken back, if an approver lets it. */
  async migrateAndBack(): Promise<void> {
    const succeeds = { by: 'ada', expected: 'succeeded' } as const;
    const migrate = { kind: 'migrate', action: MIGRATE, input: {} } as const;
    await this.#until(await this.#start({ ...succeeds, ...migrate }), over);
    const back = { kind: 'rollback', action: ROLLBACK } as const;
    const input = { to: '000' };
    const run = await this.#start({ ...succeeds, ...back, input });
    if (await this.#until(run, asks('approval'))) {
      await this.#decide(run);
    }
    await this.#until(run, over);
  }

  /** Releases, and answers what the release asks, or cancels it. */
  async release(): Promise<void> {
    const asked = { kind: 'release', by: 'nina', action: RELEASE } as const;
    const input = { version: randomUUID() };
    const expected = 'succeeded';
    const run = await this.#start({ ...asked, input, expected });
    const waits = await this.#until(run, asks(PROMOTE));
    const end = this.#dice.one(['promote', 'roll back', 'cancel'] as const);
    if (waits && end === 'cancel') {
      const { runId } = this.#expect(run, 'cancelled');
      const reason = { reason: 'Not today' };
      await this.#told(this.#as.nina.post(`/runs/${runId}/cancel`, reason));
    } else if (waits) {
      const path = `/runs/${run.runId}/questions/${PROMOTE}/answers`;
      const answer = { answer: { decision: end } };
      await this.#told(this.#as.ada.post(path, answer));
    }
    await this.#until(run, over);
  }

  async #decide(run: AskedRun): Promise<void> {
    const what = this.#dice.one(['approve', 'approve', 'reject', 'withdraw']);
    if (what === 'withdraw') {
      this.#expect(run, 'withdrawn');
      const body = { reason: 'Changed my mind' };
      await this.#told(this.#as.ada.post(`/runs/${run.runId}/withdraw`, body));
      return;
    }
    if (what === 'reject') this.#expect(run, 'rejected');
    const answer = { answer: { decision: what, reason: 'Looked at it' } };
    const path = `/runs/${run.runId}/questions/approval/answers`;
    await this.#told(this.#as.sofia.post(path, answer));
  }

  async #start(wanted: Wanted): Promise<AskedRun> {
    const { action, input, label = '', steps = 0, ...rest } = wanted;
    const requestKey = randomUUID();
    const entityRef = this.#entityRef;
    const reason = 'A day of faults';
    const body = { action, entityRef, input, requestKey, reason };
    const { status, body: answer } = await this.#as[rest.by].post(
      '/runs',
      body,
    );
    if (status !== 200 && status !== 201) {
      const why = JSON.stringify(answer);
      this.#journal.complain(`A start was refused with ${status}: ${why}`);
      throw new Refused();
    }
    const runId = (answer as RunDetail).id;
    const asked = { ...rest, entityRef, requestKey, label, steps, runId };
    this.#journal.note(asked);
    return asked;
  }

  #expect(run: AskedRun, expected: string): AskedRun {
    const changed = { ...run, expected };
    this.#journal.note(changed);
    return changed;
  }

  /** What is sent again may have worked the first time; so the run will tell. */
  async #told(answer: Promise<Answer>): Promise<void> {
    const { status, body } = await answer;
    if (status !== 200 && status !== 409) {
      const why = JSON.stringify(body);
      this.#journal.complain(`A decision was refused with ${status}: ${why}`);
    }
  }

  /** Looks at the list only, which says what the ledger has been told. */
  async #untilListed({ by, runId }: AskedRun): Promise<void> {
    const path = `/runs?entityRef=${this.#entityRef}&limit=100`;
    for (;;) {
      const { body } = await this.#as[by].get(path);
      const { items } = body as RunPage;
      if (items.find(({ id }) => id === runId)?.closedAt) return;
      await sleep(LOOK_EVERY_MS);
    }
  }

  /** Looks at a run as its page does; whether it came to that, or just ended. */
  async #until(
    { by, runId }: AskedRun,
    there: (run: RunDetail) => boolean,
  ): Promise<boolean> {
    for (;;) {
      const { status, body } = await this.#as[by].get(`/runs/${runId}`);
      if (status !== 200) {
        const why = JSON.stringify(body);
        this.#journal.complain(`Run ${runId} was shown with ${status}: ${why}`);
        throw new Refused();
      }
      const run = body as RunDetail;
      if (there(run)) return true;
      if (over(run)) return false;
      await sleep(LOOK_EVERY_MS);
    }
  }
}

function over(run: RunDetail): boolean {
  return run.closedAt !== undefined;
}

/** Whether its page has this question to answer. */
function asks(key: string): (run: RunDetail) => boolean {
  return ({ questions }) =>
    questions.some(question => question.key === key && !question.outcome);
}
