/**
 * For the process that runs a worker.
 *
 * @packageDocumentation
 */
export type { Backend } from '../admission/Backend';
export { bundleActionWorkflows } from './bundle';
export {
  createActionWorker,
  type ActionWorkerOptions,
} from './createActionWorker';
