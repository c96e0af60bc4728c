/**
 * For activity code: who asked for the run, and what it acts on.
 *
 * @packageDocumentation
 */
export { currentInitiator, currentRun, currentTarget } from './activity/run';
