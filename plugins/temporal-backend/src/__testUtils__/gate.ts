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

/** A gate for tests: asks, counts and decides as the worker library's does. */
export async function temporalGate(input: unknown): Promise<never> {
  const by = new Map<string, Verdict>();
  const busy = new Set<string>();
  const statements: string[] = [];
  let terms: Opened | undefined;
  let outcome: Outcome | undefined;
  const refuse = (type: string) =>
    ApplicationFailure.nonRetryable(outcome ?? 'not now', type);

  const assertTakes = (answerer: string) => {
    if (!terms || outcome) throw refuse('QuestionClosed');
    if (by.has(answerer)) throw refuse('AlreadyAnswered');
  };
  setHandler(
    defineUpdate<unknown, [Given]>('temporal-io-answer'),
    async ({ statement }) => {
      busy.add(statement);
      const { answerer, verdict } = await claimsOf(statement);
      busy.delete(statement);
      await condition(() => terms !== undefined || outcome !== undefined);
      assertTakes(answerer);
      by.set(answerer, verdict);
      if (verdict === 'approve') statements.push(statement);
      const quorum = terms?.quorum ?? 1;
      if (verdict === 'reject') outcome = 'rejected';
      else if (verdict === 'withdraw') outcome = 'withdrawn';
      else if (statements.length >= quorum) outcome = 'approved';
      return { given: statements.length, quorum, outcome };
    },
    {
      validator: (_given: Given) => {
        if (outcome) throw refuse('QuestionClosed');
      },
    },
  );

  terms = await openQuestion(workflowInfo().workflowId);
  const left = Date.parse(terms.deadline ?? '') - Date.now();
  await condition(() => outcome !== undefined, Math.max(1, left));
  outcome ??= 'expired';
  await condition(() => busy.size === 0);
  await closeQuestion(outcome);
  if (outcome !== 'approved') {
    throw ApplicationFailure.nonRetryable(
      outcome,
      {
        rejected: 'ApprovalRejected',
        withdrawn: 'RequestWithdrawn',
        expired: 'ApprovalExpired',
      }[outcome],
    );
  }
  const { taskQueue } = terms;
  const goOn = makeContinueAsNewFunc({ workflowType: 'greet', taskQueue });
  return goOn(input);
}
