/**
 * For tests of your own workflows and activities.
 *
 * @packageDocumentation
 */
export { startRun, statementHeader, type StartRunOptions } from './startRun';
export { TestBackend } from './TestBackend';
export type { Refusal } from './TestLedger';
export type { SignedRun, TestRun } from './TestRun';
export type { Backend } from '../admission/Backend';
