import { GATE_TASK_QUEUE } from 'backstage-plugin-temporal-common';
import type { ActionWorker } from './ActionWorker';
import {
  createActionWorker,
  type ActionWorkerOptions,
} from './createActionWorker';

// The entry point itself, so that the gate shares the interceptors' state.
const GATE = 'backstage-plugin-temporal-worker/gate';

/**
 * Where the gate's workflow is, for a `workflowBundle` of it made by
 * `bundleActionWorkflows`.
 * @public
 */
export function gateWorkflowsPath(): string {
  return require.resolve(GATE);
}

/**
 * What a gate worker needs to know. It polls one task queue, the same for
 * all actions, in each of its namespaces; `workflowBundle` saves bundling at each start.
 * @public
 */
export type GateWorkerOptions = Pick<
  ActionWorkerOptions,
  | 'connection'
  | 'namespaces'
  | 'backend'
  | 'workflowBundle'
  | 'shutdownForceTime'
>;

/**
 * Makes the worker that serves the gate of some namespaces: the workflow in which
 * runs begin that need an approval. Without one they wait, and nothing is lost.
 * @public
 */
export async function createGateWorker(
  options: GateWorkerOptions,
): Promise<ActionWorker> {
  return createActionWorker({
    ...options,
    ...(options.workflowBundle ? {} : { workflowsPath: gateWorkflowsPath() }),
    taskQueue: GATE_TASK_QUEUE,
  });
}
