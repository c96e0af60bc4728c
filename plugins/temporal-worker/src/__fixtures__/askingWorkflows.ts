import { continueAsNew, sleep } from '@temporalio/workflow';
import { ask, currentAnswers } from '../workflow';

const schema = {
  type: 'object',
  properties: { choice: { type: 'string' } },
} as const;

interface Choice {
  readonly choice: string;
}

export async function askOnce(input: {
  readonly deadlineMs?: number;
  readonly otherwise?: Choice;
  readonly quorum?: number;
}) {
  const { deadlineMs, otherwise, quorum } = input;
  return ask<Choice>({
    ...{ key: 'choose', title: 'Which one?', schema, quorum, otherwise },
    who: { owners: true },
    deadline: deadlineMs,
  });
}

export async function askTwo() {
  const both = await Promise.all(
    ['first', 'second'].map(key =>
      ask<Choice>({ key, title: key, schema, who: { owners: true } }),
    ),
  );
  return { both, answers: currentAnswers() };
}

export async function askTwice() {
  await askOnce({ deadlineMs: 100, otherwise: { choice: 'none' } });
  await askOnce({});
}

export async function gated(input: { readonly to?: string }) {
  await sleep(1);
  return { did: input.to ?? 'all' };
}

export async function askAndContinue() {
  const open = ask<Choice>({
    ...{ key: 'choose', title: 'Which one?', schema },
    who: { owners: true },
  });
  // Asked before the run tries to go on without the answer.
  await sleep(1);
  await Promise.all([open, continueAsNew<typeof askAndContinue>()]);
}
