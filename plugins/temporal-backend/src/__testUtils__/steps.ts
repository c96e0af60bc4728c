import { proxyActivities, sleep } from '@temporalio/workflow';

const { prepare, apply, undo } = proxyActivities<{
  prepare(): Promise<void>;
  apply(): Promise<string>;
  undo(): Promise<void>;
}>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

/** A workflow for tests: one step after the other. */
export async function oneByOne(): Promise<string> {
  await prepare();
  return apply();
}

/** A workflow for tests: takes back what it did when a step fails. */
export async function withUndo(): Promise<string> {
  await prepare();
  try {
    return await apply();
  } catch (error) {
    await undo();
    throw error;
  }
}

/** A workflow for tests: two steps beside each other. */
export async function sideBySide(): Promise<string> {
  const [, applied] = await Promise.all([prepare(), apply()]);
  return applied;
}

/** A workflow for tests: decides by itself to fail. */
export async function byItself(): Promise<never> {
  await prepare();
  throw new Error('It is Friday');
}

/** A workflow for tests: one step, then a long wait. */
export async function patient(): Promise<string> {
  await prepare();
  await sleep('1 hour');
  return 'late';
}
