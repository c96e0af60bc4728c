/**
 * For workflow code: who asked for the run, what it acts on, and how to ask
 * people.
 *
 * @packageDocumentation
 */
export { interceptors } from './interceptors';
export {
  ask,
  currentAnswers,
  type Answered,
  type AskOptions,
  type RunAnswer,
} from './questions/ask';
export { currentInitiator, currentRun, currentTarget, isAdmitted } from './run';
