/**
 * For activity code: who asked for the run, what it acts on, and whether that is
 * still allowed.
 *
 * @packageDocumentation
 */
export { authorize, type AuthorizeOptions } from './activity/authorize';
export {
  currentInitiator,
  currentRun,
  currentTarget,
  isAdmitted,
} from './activity/run';
export { openSecret } from './secrets/openSecret';
