/**
 * For tests of your own workflows and activities.
 *
 * @packageDocumentation
 */
export { keepHistory } from './keepHistory';
export {
  replayHistories,
  type BrokenHistory,
  type ReplayHistoriesOptions,
} from './replayHistories';
export { startRun, statementHeader, type StartRunOptions } from './startRun';
export { TestBackend, type TestBackendOptions } from './TestBackend';
export type { Refusal } from './TestLedger';
export type { SignedRun, TestRun } from './TestRun';
export type { Backend } from '../admission/Backend';
