/**
 * The temporal plugin's backend: the room where runs are decided on, recorded
 * and started, and its doors. For permission policies, also the rules about
 * runs.
 *
 * @packageDocumentation
 */
export { temporalPlugin as default } from './plugin';
export {
  createRunConditionalDecision,
  runConditions,
  runResourceRef,
  runRules,
  type RunFacts,
  type RunFilter,
} from './policy/runRules';
