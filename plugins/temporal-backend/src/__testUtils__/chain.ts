import { ApplicationFailure, continueAsNew, sleep } from '@temporalio/workflow';

/** A workflow for tests: goes on in another execution, then ends when told. */
export async function chain(input: { left: number }): Promise<string> {
  if (input.left > 0)
    await continueAsNew<typeof chain>({ left: input.left - 1 });
  await sleep('1 hour');
  return 'never';
}

/** A workflow for tests: ends at once with what it was given. */
export async function echo(input: unknown): Promise<unknown> {
  return input;
}

/** A workflow for tests: fails, but may be tried again as a whole. */
export async function fail(): Promise<never> {
  throw ApplicationFailure.retryable('again');
}
