/**
 * The language that backend, pages and workers share.
 *
 * @packageDocumentation
 */
export * from './action';
export * from './admission';
export * from './annotations';
export * from './audit';
export * from './digest';
export * from './run';
export * from './status';
export * from './workflow';
export * from './workflow';
