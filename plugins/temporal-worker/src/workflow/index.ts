/**
 * For workflow code: who asked for the run, and what it acts on.
 *
 * @packageDocumentation
 */
export { interceptors } from './interceptors';
export { currentInitiator, currentRun, currentTarget, isAdmitted } from './run';
