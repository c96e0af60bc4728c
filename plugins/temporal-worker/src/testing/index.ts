/**
 * For tests of your own workflows and activities.
 *
 * @packageDocumentation
 */
export { giveAnswer, type TestAnswer } from './giveAnswer';
export { keepHistory } from './keepHistory';
export {
  replayHistories,
  type BrokenHistory,
  type ReplayHistoriesOptions,
} from './replayHistories';
export { startRun, statementHeader, type StartRunOptions } from './startRun';
export { TestBackend, type TestBackendOptions } from './TestBackend';
export type { Refusal } from './TestLedger';
export { secret, TestSecret } from './TestSecret';
export type { TestSecretKey } from './TestSecrets';
export type { TestQuestion } from './TestQuestions';
export type { SignedRun, TestApproval, TestRun } from './TestRun';
export type { Backend } from '../admission/Backend';
