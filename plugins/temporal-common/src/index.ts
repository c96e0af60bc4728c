/**
 * The language that backend, pages and workers share.
 *
 * @packageDocumentation
 */
export * from './action';
export * from './actionEntity';
export { targetsSchema } from './actionTargets';
export * from './admission';
export * from './annotations';
export * from './answers';
export * from './audit';
export * from './digest';
export * from './ownership';
export * from './permissions';
export { problemsOf } from './problems';
export * from './questions';
export * from './requests';
export * from './payloads';
export * from './run';
export * from './runList';
export * from './standstill';
export * from './status';
export * from './steering';
export * from './timeline';
export * from './workflow';
