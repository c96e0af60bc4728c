/**
 * The workflow in which a run that needs an approval begins, for a bundle of
 * your own: give this entry point's path to `bundleActionWorkflows`.
 *
 * @packageDocumentation
 */
export { temporalGate } from './temporalGate';
