import { ApplicationFailure } from '@temporalio/common';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { anAction } from './people';

/** The workflows of `steps.ts` as actions, by the names that a catalog allows. */
export const stepActions = [
  anAction('one-by-one', { workflowType: 'oneByOne' }),
  anAction('with-undo', { workflowType: 'withUndo' }),
  anAction('side-by-side', { workflowType: 'sideBySide' }),
  anAction('by-itself', { workflowType: 'byItself' }),
  anAction('patient', { workflowType: 'patient' }),
  anAction('alone', { workflowType: 'patient', onePerTarget: true }),
];

/** A worker whose step `apply` fails while it is broken. */
export async function aStepWorker(temporal: TestWorkflowEnvironment) {
  const done: string[] = [];
  const state = { broken: true };
  const worker = await Worker.create({
    connection: temporal.nativeConnection,
    taskQueue: 'payments',
    workflowsPath: require.resolve('./steps'),
    // Calls to a workflow that is reset go to whoever has it in its cache.
    maxCachedWorkflows: 0,
    activities: {
      prepare: async () => void done.push('prepare'),
      undo: async () => void done.push('undo'),
      apply: async () => {
        done.push('apply');
        if (state.broken) throw ApplicationFailure.nonRetryable('syntax error');
        return 'applied';
      },
    },
  });
  const over = worker.run();
  return {
    /** What was done, in its order. */
    done,
    state,
    stop: async () => {
      worker.shutdown();
      await over;
    },
  };
}
