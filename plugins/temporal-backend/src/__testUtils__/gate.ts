import {
  ApplicationFailure,
  condition,
  defineUpdate,
  makeContinueAsNewFunc,
  proxyActivities,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';

type Verdict = 'approve' | 'reject' | 'withdraw';
type Outcome = 'approved' | 'rejected' | 'withdrawn' | 'expired';
interface Opened {
  readonly quorum: number;
  readonly deadline?: string;
  readonly taskQueue?: string;
}
interface Given {
  readonly question: string;
  readonly answer: Readonly<Record<string, unknown>>;
  readonly statement: string;
}

const { openQuestion, closeQuestion, claimsOf } = proxyActivities<{
  openQuestion(workflowId: string): Promise<Opened>;
  closeQuestion(outcome: Outcome): Promise<void>;
  claimsOf(
    statement: string,
  ): Promise<{ readonly answerer: string; readonly verdict: Verdict }>;
}>({ startToCloseTimeout: '20s', retry: { initialInterval: '50ms' } });

const failures = {
  rejected: 'ApprovalRejected',
  withdrawn: 'RequestWithdrawn',
  expired: 'ApprovalExpired',
};

/** What is asked, and what came of it, in one execution. */
class Asked {
  readonly statements: string[] = [];
  readonly #by = new Set<string>();
  #busy = 0;
  terms: Opened | undefined;
  outcome: Outcome | undefined;

  refuse(type: string) {
    return ApplicationFailure.nonRetryable(this.outcome ?? 'not now', type);
  }

  async take({ statement }: Given) {
    this.#busy += 1;
    const { answerer, verdict } = await claimsOf(statement);
    this.#busy -= 1;
    await condition(() => Boolean(this.terms ?? this.outcome));
    if (this.outcome) throw this.refuse('QuestionClosed');
    if (this.#by.has(answerer)) throw this.refuse('AlreadyAnswered');
    this.#by.add(answerer);
    if (verdict === 'approve') this.statements.push(statement);
    const given = this.statements.length;
    const quorum = this.terms?.quorum ?? 1;
    if (verdict === 'reject') this.outcome = 'rejected';
    else if (verdict === 'withdraw') this.outcome = 'withdrawn';
    else if (given >= quorum) this.outcome = 'approved';
    return { given, quorum, outcome: this.outcome };
  }

  async ended(terms: Opened): Promise<Outcome> {
    this.terms = terms;
    const left = Date.parse(terms.deadline ?? '') - Date.now();
    await condition(() => this.outcome !== undefined, Math.max(1, left));
    this.outcome ??= 'expired';
    await condition(() => this.#busy === 0);
    return this.outcome;
  }
}

/** A gate for tests: asks, counts and decides as the worker library's does. */
export async function temporalGate(input: unknown): Promise<never> {
  const asked = new Asked();
  setHandler(
    defineUpdate<unknown, [Given]>('temporal-io-answer'),
    given => asked.take(given),
    {
      validator: (_given: Given) => {
        if (asked.outcome) throw asked.refuse('QuestionClosed');
      },
    },
  );
  const terms = await openQuestion(workflowInfo().workflowId);
  const outcome = await asked.ended(terms);
  await closeQuestion(outcome);
  if (outcome !== 'approved') {
    throw ApplicationFailure.nonRetryable(outcome, failures[outcome]);
  }
  const { taskQueue } = terms;
  const goOn = makeContinueAsNewFunc({ workflowType: 'greet', taskQueue });
  return goOn(input);
}
