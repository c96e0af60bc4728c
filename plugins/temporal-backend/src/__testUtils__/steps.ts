import {
  ApplicationFailure,
  CancellationScope,
  continueAsNew,
  executeChild,
  proxyActivities,
  proxyLocalActivities,
  sleep,
} from '@temporalio/workflow';

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
  throw ApplicationFailure.nonRetryable('It is Friday');
}

/** A workflow for tests: one step, then a long wait. */
export async function patient(): Promise<string> {
  await prepare();
  await sleep('1 hour');
  return 'late';
}

const local = proxyLocalActivities<{ apply(): Promise<string> }>({
  startToCloseTimeout: '10s',
  retry: { maximumAttempts: 1 },
});

/** A workflow for tests: its last step is a local activity. */
export async function locally(): Promise<string> {
  await prepare();
  return local.apply();
}

/** A workflow for tests: its last step is a child. */
export async function byAChild(): Promise<string> {
  await prepare();
  return executeChild(oneByOne);
}

/** A workflow for tests: continues as new, and then has a step that fails. */
export async function handedOn(input?: { left?: number }): Promise<string> {
  if (input?.left !== 0) await continueAsNew<typeof handedOn>({ left: 0 });
  return oneByOne();
}

/** A workflow for tests: the same, and takes back what it did. */
export async function handedOnWithUndo(input?: {
  left?: number;
}): Promise<string> {
  if (input?.left !== 0) {
    await continueAsNew<typeof handedOnWithUndo>({ left: 0 });
  }
  return withUndo();
}

/** A workflow for tests: takes back what it did when it is cancelled. */
export async function tidy(): Promise<void> {
  await prepare();
  try {
    await sleep('1 hour');
  } finally {
    await CancellationScope.nonCancellable(() => undo());
  }
}
