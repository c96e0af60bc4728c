/**
 * For the process that runs a worker.
 *
 * @packageDocumentation
 */
export type { Backend } from '../admission/Backend';
export type { Unadmitted } from '../admission/Unadmitted';
export { ActionWorker } from './ActionWorker';
export { bundleActionWorkflows } from './bundle';
export { connectToTemporal } from './connectToTemporal';
export type { WorkerConnectionOptions } from './openConnection';
export { WorkerConnection } from './WorkerConnection';
export {
  createGateWorker,
  gateWorkflowsPath,
  type GateWorkerOptions,
} from './createGateWorker';
export {
  createActionWorker,
  type ActionWorkerOptions,
} from './createActionWorker';
