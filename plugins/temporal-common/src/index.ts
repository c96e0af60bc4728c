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
export * from './attestation';
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
export * from './secrets';
export * from './standstill';
export * from './status';
export * from './steering';
export * from './timeline';
export * from './workerTokens';
export * from './workflow';
